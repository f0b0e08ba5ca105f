"""How two rates differ as a ratio: limits and tests of one period or place against another."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Flags, Numbers, between, one_of
from loftet.analysis.marks import Marks
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.conditional import (
    doubled,
    exact_odds,
    mid_p_odds,
    one_sided,
    score_odds,
    wald_odds,
)
from loftet.analysis.rates.rows import checked_pairs

RatioMethod = Literal["exact", "mid-p", "score", "wald"]
LIMITS_IN_ODDS = {"exact": exact_odds, "mid-p": mid_p_odds, "score": score_odds, "wald": wald_odds}


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Ratios of rates, after to before; every array has the shape of the rows (no axis for a single pair)."""

    ratio: Numbers
    """After / before: 0.5 is half the rate. Infinite where nothing was counted before, NaN where in neither."""
    low: Numbers
    high: Numbers
    """Limits of the true ratio, from 0 to infinity."""
    p_value: Numbers
    """Two-sided, that the rates are equal: twice the smaller of the next two, at most 1."""
    p_higher: Numbers
    """One-sided: the probability of as many after, or more, if the rates were equal. Small speaks for a rise."""
    p_lower: Numbers
    """One-sided: the probability of as few after, or fewer. Small speaks for a fall."""
    is_defined: Flags
    """False where no ratio can be given: nothing was counted in either, or a figure is not known."""
    marks: Marks
    confidence: float
    method: RatioMethod


def rate_ratio(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    confidence: float = 0.95,
    method: RatioMethod = "exact",
    marks: ArrayLike | None = None,
) -> RateRatio:
    """The ratio of two rates, after to before, with limits and the test that they are equal.

    What it answers: "burglaries went from 15 to 10 while the town grew: by how much did the rate change, and can it
    be chance?"

    Args:
        count_before, count_after: cases, (rows,) of any shape or one number for all rows. NaN only where marked.
        exposure_before, exposure_after: what the counts arose from, such as inhabitants times years; above zero and
            in one unit. With 1 for both, counts are compared.
        confidence: of the two-sided limits.
        method: "exact" (central, Clopper and Pearson given the sum), "mid-p" (half of what was seen counts as more
            extreme; doubled, as exactci does it), "score" (Wilson given the sum) or "wald" (normal log ratio).
        marks: (rows,), the bits of `Mark` of either count, joined.
    Returns:
        Ratio, limits, p values and marks of each row. A row with an unknown figure is NaN with its mark. Where nothing
        was counted in either, the limits are 0 and infinite and p is 1: these counts cannot tell.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure,
            arrays of different shapes, empty ones, and settings out of range.
    Assumes:
        Poisson counts, independent of each other. The limits and the two-sided p fit together: the limits leave out 1
        exactly where p < 1 - confidence (R's `poisson.test` gives central limits with another, minlike p that can
        contradict them: see `rate_ratio_test`).
    Misleads when:
        events come in clusters (one gang, one weekend): limits are then too narrow, see `overdispersed_rate_ratio`;
        and when this pair was picked out of many because it had changed most.
    Reference:
        Przyborowski & Wilenski, Biometrika 31 (1940), 313-323; Fay, The R Journal 2 (2010), 53-58, on limits that fit
        the test; Lancaster, JASA 56 (1961), 223-234, on mid-p.

    >>> seen = rate_ratio(15, 10_000, 10, 10_000)
    >>> f"{seen.ratio:.2f} from {seen.low:.2f} to {seen.high:.2f}, p {seen.p_value:.2f}"
    '0.67 from 0.27 to 1.59, p 0.42'
    """
    one_of("method", method, get_args(RatioMethod))
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    pairs = checked_pairs(count_before, exposure_before, count_after, exposure_after, marks)

    def compare(before: Numbers, of_before: Numbers, after: Numbers, of_after: Numbers) -> tuple[Numbers, ...]:
        odds = of_after / of_before
        low, high = LIMITS_IN_ODDS[method](after, before, tail)
        lower, higher = one_sided(method, after, before, odds)
        return after / before / odds, low / odds, high / odds, doubled(lower, higher), higher, lower

    columns = in_blocks(compare, pairs.before, pairs.exposure_before, pairs.after, pairs.exposure_after)
    ratio, low, high, p_value, p_higher, p_lower = columns
    return RateRatio(
        ratio, low, high, p_value, p_higher, p_lower, ~np.isnan(ratio), pairs.marks, float(confidence), method
    )
