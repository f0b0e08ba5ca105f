"""One Poisson count: the tails of what was expected, and limits of the expectation from what was seen.

Counts may be fractional in the limits: an over-dispersed count is worth fewer cases than it has.
"""

import numpy as np
from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv, gammaln, ndtri, xlogy

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.rates.conditional import (
    LONGEST_STEP,
    MOST_ROUNDS,
    ROOT_OF_TWO_PI,
    ROUNDING_PER_CASE,
    SETTLED,
    Tails,
)


def poisson_tails(count: Numbers, expected: Numbers) -> Tails:
    """Tails at any whole number from -1, where nothing is as few."""
    return Tails(
        np.where(count < 0, 0.0, gammaincc(np.maximum(count, 0) + 1, expected)),
        np.where(count <= 0, 1.0, gammainc(np.maximum(count, 1), expected)),
        np.exp(poisson_log_mass(count, expected)),
    )


def poisson_log_mass(count: Numbers, expected: Numbers) -> Numbers:
    mass: Numbers = xlogy(count, expected) - expected - gammaln(count + 1)
    return np.where(count < 0, -np.inf, mass)


def exact_limits(count: Numbers, tail: float | Numbers) -> tuple[Numbers, Numbers]:
    """Garwood's limits with at most `tail` outside on each side."""
    low = np.where(count == 0, 0.0, gammaincinv(np.where(count == 0, 1.0, count), tail))
    return low, gammainccinv(count + 1, tail)


def mid_p_limits(count: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Limits where half of what was seen counts as outside, and with it `tail` is outside on each side."""
    low = np.where(np.isnan(count), np.nan, 0.0)
    some = count > 0
    low[some] = _mid_p_limit(count[some], tail, is_low=True)
    high = np.full_like(count, np.nan)
    known = ~np.isnan(count)
    high[known] = _mid_p_limit(count[known], tail, is_low=False)
    return low, high


def _mid_p_limit(count: Numbers, tail: float, *, is_low: bool) -> Numbers:
    """Newton's method for the log of the expectation, on the normal scale, from Jeffreys' limit."""
    limit = np.log((gammaincinv if is_low else gammainccinv)(count + 0.5, tail))
    moving: Flags = np.ones(count.shape, bool)
    log_ways, aim, sign = -gammaln(count + 1), ndtri(tail), 1 if is_low else -1
    for _ in range(MOST_ROUNDS):
        x, expected = count[moving], np.exp(limit[moving])
        exactly = np.exp(xlogy(x, expected) - expected + log_ways[moving])
        outside = gammainc(x, expected) if is_low else gammaincc(x + 1, expected)
        reached = ndtri(outside - exactly / 2)
        slope = sign * exactly / 2 * (expected + x) * ROOT_OF_TWO_PI * np.exp(reached**2 / 2)
        step = np.clip((reached - aim) / slope, -LONGEST_STEP, LONGEST_STEP)
        limit[moving] -= step
        moving[moving] = ~(np.abs(step) <= SETTLED + ROUNDING_PER_CASE * x)
        if not moving.any():
            return np.exp(limit)
    raise ArithmeticError(f"the mid-p limit of the count {count[moving][0]:g} did not settle at a tail of {tail:g}")


def byar_limits(count: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Byar's cube-root limits at count + 1/2 on both sides: close to mid-p."""
    return _byar(count + 0.5, tail, -1), _byar(count + 0.5, tail, 1)


def byar_exact_limits(count: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Byar's cube-root limits at count and count + 1: close to Garwood's."""
    return np.where(count == 0, 0.0, _byar(count, tail, -1)), _byar(count + 1, tail, 1)


def _byar(count: Numbers, tail: float, side: int) -> Numbers:
    limit = count * (1 - 1 / (9 * count) - side * ndtri(tail) / (3 * np.sqrt(count))) ** 3
    return np.maximum(limit, 0.0)


def wald_limits(count: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Normal limits of the log expectation; a count of zero leaves them wide open."""
    width = np.exp(-ndtri(tail) / np.sqrt(count))
    return np.where(count == 0, 0.0, count / width), np.where(count == 0, np.inf, count * width)
