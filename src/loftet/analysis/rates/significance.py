"""Tests of a count against what was expected, and of two counts by the methods that have no limits of their own."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, one_of
from loftet.analysis.marks import Marks
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.conditional import doubled, log_mass, tails
from loftet.analysis.rates.poisson import poisson_log_mass, poisson_tails
from loftet.analysis.rates.rows import checked_pairs, checked_rows
from loftet.analysis.rates.two_sided import TWO_SIDED

CountMethod = Literal["exact", "mid-p", "minlike", "blaker"]
PairMethod = Literal["minlike", "blaker"]


@dataclass(frozen=True, slots=True)
class Significance:
    """How surprising the counts are; every array has the shape of the rows."""

    p_value: Numbers
    """Two-sided."""
    p_higher: Numbers
    """One-sided: the probability of as many cases or more."""
    p_lower: Numbers
    """One-sided: the probability of as few cases or fewer."""
    method: CountMethod
    marks: Marks


def count_test(
    count: ArrayLike, expected: ArrayLike, *, method: CountMethod = "exact", marks: ArrayLike | None = None
) -> Significance:
    """Whether a count differs from what was expected, by Poisson's distribution.

    What it answers: "the country's rate would have given us 7.2 robberies and we had 13: can that be chance?"

    Args:
        count: cases, (rows,) of any shape or one number. NaN only where marked.
        expected: cases that the other rate would have given, above zero: rate * exposure. It is taken as known.
        method: "exact" (central: twice the smaller tail, fits the exact limits), "mid-p" (half of what was seen taken
            off each tail), "minlike" (all that is no more probable; R's `poisson.test`) or "blaker".
        marks: (rows,), the bits of `Mark`.
    Returns:
        The two-sided and the one-sided p values; mid-p takes half of what was seen off each of these too.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or not above zero.
    Assumes:
        an expectation that is known much better than the count, and cases independent of each other.
    Misleads when:
        the count is part of what the expectation was made from, as a large city is of its country.
    Reference:
        Garwood, Biometrika 28 (1936), 437-442; Blaker, Canadian Journal of Statistics 28 (2000), 783-798.

    >>> seen = count_test(13, 7.2)
    >>> f"{seen.p_value:.3f} {seen.p_higher:.3f}"
    '0.065 0.033'
    """
    one_of("method", method, get_args(CountMethod))
    rows = checked_rows(count, expected, marks, exposure_name="expected")

    def test(seen: Numbers, mean: Numbers) -> tuple[Numbers, ...]:
        here = poisson_tails(seen, mean)
        half = here.exactly / 2 if method == "mid-p" else 0.0
        lower, higher = here.at_most - half, here.at_least - half
        if method in TWO_SIDED:
            return _two_sided_poisson(method, seen, mean), higher, lower
        return doubled(lower, higher), higher, lower

    p_value, p_higher, p_lower = in_blocks(test, rows.count, rows.exposure)
    return Significance(p_value, p_higher, p_lower, method, rows.marks)


def rate_ratio_test(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    method: PairMethod = "minlike",
    marks: ArrayLike | None = None,
) -> Significance:
    """Whether two rates differ, by the exact tests that take the other tail by its probability.

    What it answers: "what would R's `poisson.test` say of these two counts?" To say something of the ratio too, use
    `rate_ratio`, whose p value fits its limits.

    Args:
        count_before, exposure_before, count_after, exposure_after, marks: as in `rate_ratio`.
        method: "minlike" (all that is no more probable than what was seen) or "blaker" (the smaller tail and as much
            of the other as does not exceed it).
    Returns:
        The two-sided p value, and the one-sided ones of the exact test.
    Raises:
        ValueError: as in `rate_ratio`.
    Assumes:
        Poisson counts, independent of each other.
    Misleads when:
        set beside central limits: a minlike p below 0.05 can come with a central interval that holds 1.
    Reference:
        Fay, The R Journal 2 (2010), 53-58; Blaker, Canadian Journal of Statistics 28 (2000), 783-798.

    >>> seen = rate_ratio_test(30, 10_000, 16, 10_000)
    >>> f"{seen.p_value:.4f} {seen.p_lower:.4f}"
    '0.0541 0.0270'
    """
    one_of("method", method, get_args(PairMethod))
    pairs = checked_pairs(count_before, exposure_before, count_after, exposure_after, marks)

    def test(before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers) -> tuple[Numbers, ...]:
        odds, total = of_after / of_before, before + after
        mean = total * of_after / (of_after + of_before)
        two_sided = TWO_SIDED[method](
            after,
            mean,
            total + 1,
            lambda value: tails(value, total - value, odds),
            lambda value: log_mass(value, total - value, odds),
        )
        here = tails(after, before, odds)
        return two_sided, here.at_least, here.at_most

    columns = in_blocks(test, pairs.before, pairs.exposure_before, pairs.after, pairs.exposure_after)
    p_value, p_higher, p_lower = columns
    return Significance(p_value, p_higher, p_lower, method, pairs.marks)


def _two_sided_poisson(method: CountMethod, seen: Numbers, mean: Numbers) -> Numbers:
    end, limit = np.ceil(np.maximum(2 * mean - seen, seen)) + 1, poisson_log_mass(seen, mean)
    while True:
        # Above the mean the tail is smaller than mass / (1 - mean / end): past here both methods have enough.
        is_short = poisson_log_mass(end, mean) - np.log1p(-mean / end) > limit
        if not is_short.any():
            break
        end = np.where(is_short, 2 * end, end)
    return TWO_SIDED[method](
        seen,
        mean,
        end,
        lambda value: poisson_tails(value, mean),
        lambda value: poisson_log_mass(value, mean),
    )
