"""Sums over a window that moves month by month, so that seasons cancel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, counts, positive, whole
from loftet.analysis.marks import Marks, checked_marks, joined_along, unknown
from loftet.analysis.rates.rate import LimitMethod, Rate, crude_rate


@dataclass(frozen=True, slots=True)
class RollingSum:
    """Cases of each whole window; the last axis is shorter than the months' by window - 1."""

    count: Numbers
    """NaN where a month in the window is not known: missing is never zero."""
    marks: Marks
    """What is said of any month in the window."""
    window: int


def rolling_sum(count: ArrayLike, *, window: int = 12, marks: ArrayLike | None = None) -> RollingSum:
    """How many cases the last twelve months had, month by month.

    What it answers: "is it going up or down, when every month has its season?"

    Args:
        count: cases of consecutive months, (..., months), with a place for every month. NaN only where marked.
        window: months in a sum.
        marks: (..., months), the bits of `Mark`.
    Returns:
        Sums with joined marks; element 0 ends with month `window` - 1.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional or not finite; fewer months than
            the window; a window below 1.
    Assumes:
        that no month was left out of the array.
    Misleads when:
        taken for independent figures: neighbours share eleven months, so that one odd month lifts twelve sums.
    Reference:
        Brå's monthly tables give twelve months to date in the same way.

    >>> rolling_sum([4, 1, 3, 5], window=3).count
    array([8., 9.])
    """
    given = np.asarray(count)
    bits = checked_marks(marks, given.shape)
    hidden = unknown(bits)
    months = np.where(hidden, 0.0, counts("count", count, except_at=hidden))
    if months.ndim == 0 or months.shape[-1] < whole("window", window, 1):
        raise ValueError(f"window = {window} must be from 1 to the number of months in count, of shape {months.shape}")
    together = joined_along(np.lib.stride_tricks.sliding_window_view(bits, window, axis=-1))
    sums = np.where(unknown(together), np.nan, _moving_sum(months, window))
    return RollingSum(sums, together, window)


def rolling_rate(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    window: int = 12,
    per: float = 100_000,
    confidence: float = 0.95,
    method: LimitMethod = "exact",
    marks: ArrayLike | None = None,
) -> Rate:
    """The rate of the last twelve months, month by month, with limits.

    What it answers: "how common has it been in the year up to now, and how sure is that?"

    Args:
        count: cases of consecutive months, (..., months). NaN only where marked.
        exposure: each month's inhabitants times its part of a year, (..., months) or one number, above zero.
        window: months in a sum.
        per, confidence, method: as in `crude_rate`.
        marks: (..., months), the bits of `Mark`.
    Returns:
        Rates of each whole window, (..., months - window + 1).
    Raises:
        ValueError: as in `rolling_sum` and `crude_rate`.
    Assumes:
        Poisson counts in each month; limits hold for one window, not for all at once.
    Misleads when:
        limits of neighbouring windows are compared: they share eleven months. Compare windows a year apart.
    Reference:
        Garwood, Biometrika 28 (1936), 437-442.

    >>> rolling_rate([4, 1, 3, 5], 10_000 / 12, window=3).rate.round()
    array([320., 360.])
    """
    sums = rolling_sum(count, window=window, marks=marks)
    of = positive("exposure", exposure)
    if of.shape not in {(), np.shape(count)}:
        raise ValueError(f"exposure has shape {of.shape} but count has shape {np.shape(count)}")
    months = np.broadcast_to(of, np.shape(count))
    return crude_rate(
        sums.count,
        _moving_sum(months, window),
        per=per,
        confidence=confidence,
        method=method,
        marks=sums.marks,
    )


def _moving_sum(months: Numbers, window: int) -> Numbers:
    """By running totals: whole numbers stay exact."""
    totals = np.cumsum(months, axis=-1)
    sums: Numbers = totals[..., window - 1 :].copy()
    sums[..., 1:] -= totals[..., :-window]
    return sums
