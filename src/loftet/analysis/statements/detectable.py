"""The smallest change that two counts of this size could have shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, gammaln, pdtr, pdtrc, pdtrik, xlogy

from loftet.analysis.arguments import Flags, Numbers, between, counts, positive

LARGEST_COUNT = 1e7
LARGEST_RATIO = 1e6
OUTSIDE = 1e-10
"""Earlier counts rarer than this, in each tail, are left out of the sum."""


@dataclass(frozen=True, slots=True)
class DetectableChange:
    """Expected later counts at which the test says "rose" or "fell" with the wanted power; None where none does."""

    rise_to_count: float
    fall_to_count: float | None
    """None where even zero later cases would be called a fall too seldom."""
    rise_ratio: float | None
    """As a ratio of rates, later to earlier; None where nothing was counted before."""
    fall_ratio: float | None
    power: float
    confidence: float


def smallest_detectable_change(
    count_before: float,
    *,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    dispersion: float = 1.0,
    confidence: float = 0.95,
    power: float = 0.8,
) -> DetectableChange:
    """How far the later count must be expected to lie from the earlier one for the exact test to see it.

    What it answers: "could these numbers have shown anything?" The earlier rate is taken to be the one observed.

    Args:
        count_before: cases in the earlier period.
        exposure_before, exposure_after: inhabitants times years, or any unit that is the same in both.
        dispersion: variance over mean of such counts (`rates.count_dispersion`); above 1 the answer is that of
            count / dispersion cases, to the nearest whole case. Below 1 it counts as 1.
        confidence: of the two-sided exact test of the rate ratio with central limits.
        power: the chance of the right finding ("rose" for a rise) that the change must have.
    Returns:
        Expected later counts and the ratios of rates that they mean.
    Raises:
        ValueError: for a count that is negative, fractional or above ten million, an exposure or a dispersion that is
            not above zero, exposures more than a million to one, a confidence or a power outside (0, 1).
    Assumes:
        counts that vary as the dispersion says; with 1, as chance alone makes them.
    Misleads when:
        read as a property of the change that was seen: it is one of the size of the numbers.
    Reference:
        The conditional test is that of Przyborowski & Wilenski, Biometrika 31 (1940), 313-323; the power is summed
        over the earlier count as in Gu et al., Biometrical Journal 50 (2008), 283-298.

    >>> change = smallest_detectable_change(15)
    >>> round(change.rise_to_count, 1), round(change.fall_to_count, 1)
    (35.4, 2.9)
    """
    counted = float(counts("count_before", count_before))
    if counted > LARGEST_COUNT:
        raise ValueError(f"count_before = {counted:g} is above {LARGEST_COUNT:g}")
    wide = max(1.0, float(positive("dispersion", dispersion)))
    before = float(round(counted / wide))
    unit = float(positive("exposure_after", exposure_after)) / float(positive("exposure_before", exposure_before))
    if not 1 / LARGEST_RATIO <= unit <= LARGEST_RATIO:
        raise ValueError(f"exposure_after is {unit:g} times exposure_before, beyond {LARGEST_RATIO:g} to one")
    alpha = 1 - between("confidence", confidence, 0, 1)
    between("power", power, 0, 1)
    earlier = _likely_counts(before)
    chance = np.exp(xlogy(earlier, before) - before - gammaln(earlier + 1))
    rise = _count_with_power(partial(_power_of_rise, chance, rises_from(earlier, unit, alpha)), before * unit, power)
    fall = _fall_with_power(partial(_power_of_fall, chance, falls_to(earlier, unit, alpha)), before * unit, power)
    same = before * unit
    scale = counted / before if before else wide
    return DetectableChange(
        rise_to_count=rise * scale,
        fall_to_count=None if fall is None else fall * scale,
        rise_ratio=rise / same if same else None,
        fall_ratio=None if fall is None else fall / same,
        power=power,
        confidence=confidence,
    )


def rises_from(earlier: Numbers, unit: float, alpha: float) -> Numbers:
    """The smallest later count that the exact test calls a rise after each earlier count (shape as `earlier`)."""
    share = unit / (1 + unit)

    def is_rise(later: Numbers) -> Flags:
        return np.where(later > 0, bdtrc(later - 1, _whole(earlier + later), share), 1.0) <= alpha / 2

    high = np.ceil(earlier * unit + 10 * np.sqrt((earlier + 1) * unit * (1 + unit)) + 40)
    return _first_true(is_rise, np.zeros_like(earlier), _doubled_until(is_rise, high))


def falls_to(earlier: Numbers, unit: float, alpha: float) -> Numbers:
    """The largest later count that the exact test calls a fall after each earlier count; -1 where not even zero is."""
    share = unit / (1 + unit)

    def is_not_fall(later: Numbers) -> Flags:
        return bdtr(later, _whole(earlier + later), share) > alpha / 2

    return _first_true(is_not_fall, np.zeros_like(earlier), np.ceil(earlier * unit) + 1) - 1


def _whole(number: Numbers) -> NDArray[np.int64]:
    """scipy's binomial tails ask for the number of trials as an integer."""
    return number.astype(np.int64)


def _likely_counts(mean: float) -> Numbers:
    if mean == 0:
        return np.zeros(1)
    low, high = np.floor(pdtrik(OUTSIDE, mean)), np.ceil(pdtrik(1 - OUTSIDE, mean))
    return np.arange(max(np.nan_to_num(low), 0.0), high + 1)


def _doubled_until(holds: Callable[[Numbers], Flags], high: Numbers) -> Numbers:
    while not np.all(holds(high)):
        high = high * 2
    return high


def _first_true(holds: Callable[[Numbers], Flags], low: Numbers, high: Numbers) -> Numbers:
    """The smallest whole number where a monotone condition holds, by halving, for all rows at once."""
    while np.any(low < high):
        middle = np.floor((low + high) / 2)
        held = holds(middle)
        low, high = np.where(held, low, np.minimum(middle + 1, high)), np.where(held, middle, high)
    return high


def _power_of_rise(chance: Numbers, needed: Numbers, expected: float) -> float:
    return float(chance @ np.where(needed > 0, pdtrc(needed - 1, expected), 1.0))


def _power_of_fall(chance: Numbers, at_most: Numbers, expected: float) -> float:
    return float(chance @ np.where(at_most >= 0, pdtr(np.maximum(at_most, 0), expected), 0.0))


def _count_with_power(power_at: Callable[[float], float], start: float, power: float) -> float:
    high = start + 10 * np.sqrt(start + 1) + 20
    while power_at(high) < power:
        high *= 2
    return float(brentq(lambda expected: power_at(expected) - power, start, high, xtol=1e-9))


def _fall_with_power(power_at: Callable[[float], float], start: float, power: float) -> float | None:
    if power_at(0.0) < power:
        return None
    return float(brentq(lambda expected: power_at(expected) - power, 0.0, start, xtol=1e-9))
