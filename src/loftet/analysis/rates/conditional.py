"""Two Poisson counts given their sum: the later one is binomial, with odds = ratio of rates * ratio of exposures.

Counts may be fractional in the exact tails and limits: an over-dispersed count is worth fewer cases than it has.
Everything here is in odds, so that swapping the two counts turns the odds upside down and a lower limit gives the
upper one.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import (
    betainc,
    betaincc,
    betainccinv,
    betaincinv,
    expit,
    gammaln,
    log_expit,
    logit,
    ndtr,
    ndtri,
)

from loftet.analysis.arguments import Numbers

SETTLED = 1e-8
"""Of a step in log odds: Newton squares the error, so that what is left after such a step is rounding."""
ROUNDING_PER_CASE = 1e-14
"""The logarithm of n! is known to about n * 1e-15, so that the limits of a billion cases settle at 1e-5."""
MOST_ROUNDS = 60
LONGEST_STEP = 3.0
ROOT_OF_TWO_PI = np.sqrt(2 * np.pi)


class Tails(NamedTuple):
    """Probabilities of what was seen, of more and of less, if the odds were so."""

    at_most: Numbers
    at_least: Numbers
    exactly: Numbers


def tails(after: Numbers, before: Numbers, odds: Numbers) -> Tails:
    """The binomial tails of `after` out of `after + before`; either may be -1, past the end of its tail."""
    share, rest = odds / (1 + odds), 1 / (1 + odds)
    return Tails(
        _at_least(before, after, rest, share),
        _at_least(after, before, share, rest),
        np.exp(log_mass(after, before, odds)),
    )


def log_mass(after: Numbers, before: Numbers, odds: Numbers) -> Numbers:
    """The logarithm of the binomial probability, of nothing where either count is -1."""
    mass = log_ways(after, before) + after * np.log(odds) - (after + before) * np.log1p(odds)
    return np.where((after < 0) | (before < 0), -np.inf, mass)


def _at_least(count: Numbers, other: Numbers, share: Numbers, rest: Numbers) -> Numbers:
    """The binomial upper tail, from the smaller of the two shares, which has all its digits."""
    x, y = np.where(count > 0, count, 1.0), np.maximum(other, 0)
    tail = np.empty_like(share)
    small = ~(share > 0.5)
    tail[small] = betainc(x[small], y[small] + 1, share[small])
    tail[~small] = betaincc(y[~small] + 1, x[~small], rest[~small])
    return np.where(count <= 0, 1.0, np.where(other < 0, 0.0, tail))


def log_ways(after: Numbers, before: Numbers) -> Numbers:
    """The logarithm of the binomial coefficient."""
    ways: Numbers = gammaln(after + before + 1) - gammaln(after + 1) - gammaln(before + 1)
    return ways


def exact_odds(after: Numbers, before: Numbers, tail: float | Numbers) -> tuple[Numbers, Numbers]:
    """Clopper and Pearson's limits with at most `tail` outside on each side."""
    return _exact_low(after, before, tail), 1 / _exact_low(before, after, tail)


def _exact_low(count: Numbers, other: Numbers, tail: float | Numbers) -> Numbers:
    known = np.where(count > 0, count, 1.0)
    share = betaincinv(known, other + 1, tail)
    # Close to one, 1 - share has lost its digits: it is then looked up itself.
    rest, is_close = 1 - share, share > 0.99
    if is_close.any():
        outside = np.broadcast_to(tail, share.shape)[is_close]
        rest[is_close] = betainccinv(other[is_close] + 1, known[is_close], outside)
    return np.where(count == 0, 0.0, share / rest)


def mid_p_odds(after: Numbers, before: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Limits where half of what was seen counts as outside, and with it `tail` is outside on each side."""
    return _mid_p_low(after, before, tail), 1 / _mid_p_low(before, after, tail)


def _mid_p_low(count: Numbers, other: Numbers, tail: float) -> Numbers:
    """Newton's method in log odds on the normal scale, where the tail is nearly a straight line.

    It starts from Jeffreys' limit, which lies within some per cent.
    """
    odds = np.where(np.isnan(count + other), np.nan, 0.0)
    open_rows = np.flatnonzero(count > 0)
    x, y = count[open_rows], other[open_rows]
    ways, aim = log_ways(x, y), ndtri(tail)
    position = logit(betaincinv(x + 0.5, y + 0.5, tail))
    for _ in range(MOST_ROUNDS):
        share, rest = expit(position), expit(-position)
        exactly = np.exp(ways + x * log_expit(position) + y * log_expit(-position))
        reached = ndtri(_at_least(x, y, share, rest) - exactly / 2)
        slope = exactly / 2 * (x * rest + y * share) * ROOT_OF_TWO_PI * np.exp(reached**2 / 2)
        step = np.clip((reached - aim) / slope, -LONGEST_STEP, LONGEST_STEP)
        position = position - step
        moving = ~(np.abs(step) <= SETTLED + ROUNDING_PER_CASE * (x + y))
        odds[open_rows[~moving]] = np.exp(position[~moving])
        open_rows, x, y, ways, position = (column[moving] for column in (open_rows, x, y, ways, position))
        if open_rows.size == 0:
            return odds
    raise ArithmeticError(f"mid-p limits of counts {x[0]:g} and {y[0]:g} did not settle at a tail of {tail:g}")


def score_odds(after: Numbers, before: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Odds at which the score test just keeps the null: (after - odds * before)^2 = z^2 (after + before) odds."""
    middle = 2 * after * before + ndtri(tail) ** 2 * (after + before)
    larger = middle + np.sqrt(middle**2 - (2 * after * before) ** 2)
    low = np.where(after == 0, 0.0, 2 * after**2 / larger)
    return low, np.where(before == 0, np.inf, larger / (2 * before**2))


def score_tails(after: Numbers, before: Numbers, odds: Numbers) -> tuple[Numbers, Numbers]:
    """Normal tails of the score statistic: that so few, and that so many, would be seen."""
    total = np.maximum(after + before, 1)
    score = (after - odds * before) / np.sqrt(total * odds)
    return ndtr(score), ndtr(-score)


def wald_odds(after: Numbers, before: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Normal limits of the log ratio; a count of zero leaves them wide open."""
    width = np.exp(-ndtri(tail) * np.sqrt(1 / after + 1 / before))
    is_open = (after == 0) | (before == 0)
    return np.where(is_open, 0.0, after / before / width), np.where(is_open, np.inf, after / before * width)


def wald_tails(after: Numbers, before: Numbers, odds: Numbers) -> tuple[Numbers, Numbers]:
    """Normal tails of the log ratio; a count of zero tells nothing."""
    score = np.log(after / before / odds) / np.sqrt(1 / after + 1 / before)
    score = np.where((after == 0) | (before == 0), 0.0, score)
    return ndtr(score), ndtr(-score)


def one_sided(method: str, after: Numbers, before: Numbers, odds: Numbers) -> tuple[Numbers, Numbers]:
    """That so few after, and that so many, would be seen if the odds were those of equal rates."""
    if method == "score":
        return score_tails(after, before, odds)
    if method == "wald":
        return wald_tails(after, before, odds)
    share, rest = odds / (1 + odds), 1 / (1 + odds)
    at_most, at_least = _at_least(before, after, rest, share), _at_least(after, before, share, rest)
    if method == "exact":
        return at_most, at_least
    half = np.exp(log_mass(after, before, odds)) / 2
    return at_most - half, at_least - half


def doubled(lower: Numbers, higher: Numbers) -> Numbers:
    """The central two-sided p value: twice the smaller tail."""
    two_sided: Numbers = np.minimum(1.0, 2 * np.minimum(lower, higher))
    return two_sided
