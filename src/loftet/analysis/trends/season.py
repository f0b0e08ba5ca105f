"""A series of counts with its season, and by which covariance its regression is judged."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Numbers, counts, not_empty, one_axis, positive, same_length, whole
from loftet.analysis.marks import checked_marks, joined_along, unknown
from loftet.analysis.regression import (
    CountRegression,
    autoregressive_covariance,
    newey_west_covariance,
    robust_covariance,
)


class Errors(StrEnum):
    """What is believed of the months' deviations from what the model expects."""

    MODEL = "model"
    """Independent, with the family's variance."""
    ROBUST = "robust"
    """Independent, with any variance (White, HC0)."""
    NEWEY_WEST = "Newey-West"
    """Correlated up to some lag, in any way: for long series."""
    AUTOREGRESSIVE = "autoregressive"
    """Correlated with the neighbour, less with the next: what is beyond Poisson lasts. A short series can bear it."""


MOST_A_YEAR = 366
"""Periods: days are the shortest."""


@dataclass(frozen=True, slots=True)
class Series:
    """The periods whose count is known."""

    times: NDArray[np.int64]
    """(known periods,), counted from 0; a period whose count is missing or suppressed is left out, not made zero."""
    counts: Numbers
    exposure: Numbers
    marks: int
    """The joined marks of all periods."""
    last: int
    """The position of the last period, known or not."""


def checked_series(events: ArrayLike, exposure: ArrayLike | None, marks: ArrayLike | None) -> Series:
    """The known periods of a series.

    Raises:
        ValueError: names the argument and the first row that is not a count, not an exposure or not a mark.
    """
    shape = np.shape(events)
    if len(shape) != 1:
        raise ValueError(f"events must have one axis, not {len(shape)}")
    bits = checked_marks(marks, shape)
    hidden = unknown(bits)
    y = counts("events", events, except_at=hidden)
    not_empty("events", y)
    over = np.ones(len(y)) if exposure is None else positive("exposure", exposure)
    one_axis("exposure", over)
    same_length(events=y, exposure=over)
    known = np.flatnonzero(~hidden)
    return Series(known, y[known], over[known], int(joined_along(bits)), len(y) - 1)


def seasonal_design(times: NDArray[np.int64], *, per_year: int, harmonics: int) -> tuple[Numbers, tuple[str, ...]]:
    """Sine and cosine of each harmonic of the year at times counted from 0, as columns with their names.

    The highest harmonic of an even year has no sine: it is zero at every period.

    Raises:
        ValueError: if there are more harmonics than a year of so many periods can show, or a year holds none.
    """
    whole("per_year", per_year, 1, MOST_A_YEAR)
    if whole("harmonics", harmonics, 0) > per_year / 2:
        raise ValueError(f"harmonics = {harmonics} must lie from 0 to {per_year // 2} at {per_year} periods a year")
    columns, names = [], []
    for harmonic in range(1, harmonics + 1):
        angle = 2 * np.pi * harmonic * (times + 1) / per_year
        if 2 * harmonic < per_year:
            columns.append(np.sin(angle))
            names.append(f"sin {harmonic}")
        columns.append(np.cos(angle))
        names.append(f"cos {harmonic}")
    return np.column_stack(columns) if columns else np.zeros((len(times), 0)), tuple(names)


def judged(
    fit: CountRegression, errors: Errors, *, times: NDArray[np.int64], lag: int
) -> tuple[CountRegression, float | None]:
    """The regression with the covariance that is asked for, and the correlation where that was estimated."""
    if errors is Errors.MODEL:
        return fit, None
    if errors is Errors.ROBUST:
        return fit.with_covariance(robust_covariance(fit)), None
    if errors is Errors.NEWEY_WEST:
        return fit.with_covariance(newey_west_covariance(fit, lag=lag)), None
    covariance, correlation = autoregressive_covariance(fit, times=times)
    return fit.with_covariance(covariance), correlation
