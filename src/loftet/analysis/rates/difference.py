"""How many more or fewer cases: the difference of two rates."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from loftet.analysis.arguments import Numbers, between, one_of, positive
from loftet.analysis.marks import Marks
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.conditional import doubled, one_sided
from loftet.analysis.rates.poisson import exact_limits, mid_p_limits
from loftet.analysis.rates.rows import checked_pairs

DifferenceMethod = Literal["exact", "mid-p", "score"]
LimitsOfCounts = Callable[[Numbers], tuple[Numbers, Numbers]]
OF_EACH = {"exact": exact_limits, "mid-p": mid_p_limits}


@dataclass(frozen=True, slots=True)
class RateDifference:
    """Rates after minus rates before, per `per` of exposure; every array has the shape of the rows."""

    difference: Numbers
    low: Numbers
    high: Numbers
    p_value: Numbers
    """Two-sided, that the rates are equal: the same as the ratio's."""
    p_higher: Numbers
    p_lower: Numbers
    per: float
    marks: Marks
    confidence: float
    method: DifferenceMethod


def rate_difference(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    method: DifferenceMethod = "exact",
    marks: ArrayLike | None = None,
) -> RateDifference:
    """The difference of two rates, after minus before, with limits and the test that they are equal.

    What it answers: "how many burglaries fewer for every hundred thousand is that?"

    Args:
        count_before, exposure_before, count_after, exposure_after, marks: as in `rate_ratio`.
        per: how much exposure the rates are given for.
        confidence: of the two-sided limits.
        method: "exact" and "mid-p" put the limits together from the exact or the mid-p limits of each rate (MOVER) and
            test as `rate_ratio` does; "score" inverts the score test, with the rates that fit each difference best.
    Returns:
        Difference, limits, p values and marks of each row.
    Raises:
        ValueError: as in `rate_ratio`.
    Assumes:
        Poisson counts, independent of each other. No exact limits of a difference exist that need nothing but the two
        counts: what is called exact here rests on exact limits of each rate, and the page on differences shows how
        often it covers.
    Misleads when:
        the limits are read as a test: near the border they can leave out 0 with a p value just above 1 - confidence,
        and the other way round. Whether something changed is decided by the p value.
    Reference:
        Zou & Donner, Statistics in Medicine 27 (2008), 1693-1702; Miettinen & Nurminen, Statistics in Medicine 4
        (1985), 213-226.

    >>> seen = rate_difference(15, 10_000, 10, 10_000)
    >>> f"{seen.difference:.0f} from {seen.low:.0f} to {seen.high:.0f} per {seen.per:,}"
    '-50 from -160 to 57 per 100,000'
    """
    one_of("method", method, get_args(DifferenceMethod))
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    pairs = checked_pairs(count_before, exposure_before, count_after, exposure_after, marks)

    def compare(before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers) -> tuple[Numbers, ...]:
        if method == "score":
            low = -_score_high(after, of_after, before, of_before, tail)
            high = _score_high(before, of_before, after, of_after, tail)
        else:
            low, high = _recovered_limits(before, of_before, after, of_after, partial(OF_EACH[method], tail=tail))
        lower, higher = one_sided(method, after, before, of_after / of_before)
        difference = after / of_after - before / of_before
        return difference * per, low * per, high * per, doubled(lower, higher), higher, lower

    columns = in_blocks(compare, pairs.before, pairs.exposure_before, pairs.after, pairs.exposure_after)
    difference, low, high, p_value, p_higher, p_lower = columns
    return RateDifference(
        difference, low, high, p_value, p_higher, p_lower, per, pairs.marks, float(confidence), method
    )


def _recovered_limits(
    before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers, limits_of_counts: LimitsOfCounts
) -> tuple[Numbers, Numbers]:
    """The distances from each rate to its own limits, added as the sides of a right angle."""
    (low_before, high_before), (low_after, high_after) = limits_of_counts(before), limits_of_counts(after)
    difference = after / of_after - before / of_before
    down = np.hypot((after - low_after) / of_after, (high_before - before) / of_before)
    up = np.hypot((high_after - after) / of_after, (before - low_before) / of_before)
    return difference - down, difference + up


def _score_high(before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers, tail: float) -> Numbers:
    """The largest difference that the score test keeps; with the counts swapped, minus the smallest."""
    from scipy.optimize.elementwise import find_root  # noqa: PLC0415  slow to import

    z, both = -ndtri(tail), 1 / of_before + 1 / of_after
    seen = after / of_after - before / of_before
    # As far out as the standard error can reach, since no fitted rate is above the sum of both and the distance.
    reach = z**2 * both + z * np.sqrt(2 * both * (after / of_after + before / of_before))

    def excess(difference: Numbers, *counts: Numbers) -> Numbers:
        return difference - counts[-1] - z * np.sqrt(_score_variance(difference, *counts[:-1]))

    found = find_root(excess, (seen, seen + reach), args=(before, of_before, after, of_after, seen))
    return np.where(before + after == 0, z**2 / of_after, found.x)


def _score_variance(
    difference: Numbers, before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers
) -> Numbers:
    """Of the difference of rates, at the most likely rates that differ by just so much."""
    total = of_before + of_after
    half = (before + after - total * difference) / 2
    root = np.sqrt(half**2 + total * before * difference)
    # The quadratic's other form where half is negative: subtracting nearly equal numbers would lose all digits.
    rate_before = np.where(half > 0, half + root, 0.0) / total
    other_form = before * difference / np.where(half > 0, 1.0, root - half)
    rate_before = np.where(half > 0, rate_before, other_form)
    return rate_before / of_before + np.maximum(rate_before + difference, 0.0) / of_after
