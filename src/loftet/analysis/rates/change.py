"""What happened between two periods: both rates, their ratio and their difference."""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers
from loftet.analysis.marks import joined
from loftet.analysis.rates.difference import DifferenceMethod, RateDifference, rate_difference
from loftet.analysis.rates.rate import Rate, crude_rate
from loftet.analysis.rates.ratio import RateRatio, rate_ratio
from loftet.analysis.rates.rows import checked_rows


@dataclass(frozen=True, slots=True)
class RateChange:
    """Two periods side by side; every array in it has the shape of the rows."""

    before: Rate
    after: Rate
    ratio: RateRatio
    difference: RateDifference

    @property
    def change_share(self) -> Numbers:
        """-0.33 is a third less; infinite where nothing was counted before."""
        return self.ratio.ratio - 1


def rate_change(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    method: DifferenceMethod = "exact",
    marks_before: ArrayLike | None = None,
    marks_after: ArrayLike | None = None,
) -> RateChange:
    """Both rates of two periods, which may be of unequal length or population, and how they differ.

    What it answers: "the first four months had 12 thefts and last year 31: is that more or fewer?"

    Args:
        count_before, count_after: cases, (rows,) of any shape or one number for all rows. NaN only where marked.
        exposure_before, exposure_after: inhabitants times the length of the period, in one unit.
        per: how much exposure the rates are given for.
        confidence: of all two-sided limits.
        method: of all limits and p values. Rates have no score limits of their own: with "score" they are mid-p.
        marks_before, marks_after: (rows,), the bits of `Mark` of each period's figures.
    Returns:
        Each period's rate with its own marks; the ratio and the difference with those of both.
    Raises:
        ValueError: as in `rate_ratio` and `crude_rate`.
    Assumes:
        that both periods hold the same part of the year, or that the event has no season.
    Misleads when:
        the periods were chosen by what was seen in them, such as the year of the highest count.
    Reference:
        Przyborowski & Wilenski, Biometrika 31 (1940), 313-323.

    >>> seen = rate_change(31, 10_000 * 12, 12, 10_000 * 4)
    >>> f"{seen.before.rate:.1f} {seen.after.rate:.1f} {float(seen.change_share):+.0%} p {seen.ratio.p_value:.2f}"
    '25.8 30.0 +16% p 0.77'
    """
    of_rates = "mid-p" if method == "score" else method
    before, after = (
        crude_rate(rows.count, rows.exposure, per=per, confidence=confidence, method=of_rates, marks=rows.marks)
        for rows in (
            checked_rows(count_before, exposure_before, marks_before, suffix="_before"),
            checked_rows(count_after, exposure_after, marks_after, suffix="_after"),
        )
    )
    marks = joined(before.marks, after.marks)
    counted = (count_before, exposure_before, count_after, exposure_after)
    return RateChange(
        before,
        after,
        rate_ratio(*counted, confidence=confidence, method=method, marks=marks),
        rate_difference(*counted, per=per, confidence=confidence, method=method, marks=marks),
    )
