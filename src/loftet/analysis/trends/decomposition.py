"""A series of counts taken apart: its level, its season and what is left to chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Numbers
from loftet.analysis.regression import Family, count_regression
from loftet.analysis.trends.season import Series, checked_series, seasonal_design

MOST_KNOTS = 200


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Each array is (periods,), also where the count itself is not known; expected = level * season * exposure."""

    level: Numbers
    """The rate without its season, in counts per unit of exposure."""
    season: Numbers
    """A factor whose geometric mean over a year is 1."""
    expected: Numbers
    """Counts."""
    surprise: Numbers
    """Deviation from the expected count in standard deviations; NaN where the count is not known."""
    dispersion: float
    """Variance of the counts over that of Poisson counts."""
    per_year: int
    marks: int


def decompose(
    events: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    per_year: int = 12,
    harmonics: int = 2,
    years_per_knot: float = 2.0,
    marks: ArrayLike | None = None,
) -> Decomposition:
    """Level, season and remainder of counts: a Poisson regression with a smooth level and a harmonic season.

    What it answers: "is this an ordinary June, and where does the level go when June is taken out?"

    Args:
        events: (periods,), counts in order of time; NaN only where a mark says that it is missing or suppressed.
        exposure: (periods,), inhabitants or the like; none means 1.
        per_year: periods in a year.
        harmonics: pairs of sine and cosine of the year.
        years_per_knot: the level may bend once in so many years; smaller follows the counts closer.
        marks: (periods,).
    Returns:
        The parts, multiplicative, and the standardised remainder.
    Raises:
        ValueError: for counts, exposure or marks that are none, a year that cannot show the harmonics, too few periods,
            or a distance of knots that is not above zero.
    Assumes:
        a season that keeps its shape while the level moves: more in July by the same factor each year.
    Misleads when:
        the level jumps: the curve smears a jump out over about a year; `change_points` looks for jumps.
    Reference:
        Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed. 2009, section 5.2.1 (natural cubic
        splines); West & Harrison, Bayesian Forecasting and Dynamic Models, 2nd ed. 1997, chapter 8 (harmonics).

    >>> parts = decompose([4, 8, 12, 8] * 6, per_year=4, harmonics=1)
    >>> parts.season[:4].round(2)
    array([0.6 , 1.  , 1.66, 1.  ])
    """
    if not years_per_knot > 0:
        raise ValueError(f"years_per_knot = {years_per_knot} must be above zero")
    series = checked_series(events, exposure, marks)
    every = np.arange(series.last + 1)
    wave, names = seasonal_design(every, per_year=per_year, harmonics=harmonics)
    smooth = natural_spline(every / per_year, years_per_knot)
    design = np.column_stack([smooth, wave])
    terms = (*(f"level {number}" for number in range(smooth.shape[1])), *names)
    fit = count_regression(
        series.counts, design=design[series.times], terms=terms, exposure=series.exposure, family=Family.QUASI_POISSON
    )
    bends = smooth.shape[1]
    level = np.exp(smooth @ fit.coefficients[:bends])
    season = np.exp(wave @ fit.coefficients[bends:])
    over = np.ones(len(every)) if exposure is None else np.asarray(exposure, np.float64)
    return Decomposition(
        level,
        season,
        level * season * over,
        _surprise(series, fit.fitted, fit.dispersion, len(every)),
        fit.dispersion,
        per_year,
        series.marks,
    )


def natural_spline(years: Numbers, years_per_knot: float) -> Numbers:
    """Columns of a natural cubic spline, a straight line outside its outer knots: (times, knots).

    Below two knots' distance it is a straight line.
    """
    span = float(years[-1] - years[0])
    if span > MOST_KNOTS * years_per_knot:
        raise ValueError(f"years_per_knot = {years_per_knot} lets {span:.0f} years bend more than {MOST_KNOTS} times")
    inner = int(span // years_per_knot)
    line = np.column_stack([np.ones(len(years)), years])
    if inner < 1:
        return line
    knots = np.linspace(years[0], years[-1], inner + 2)
    cubes = np.maximum(years[:, None] - knots, 0) ** 3 / span**2
    bends = (cubes[:, :-1] - cubes[:, -1:]) / (knots[-1] - knots[:-1])
    return np.column_stack([line, bends[:, :-1] - bends[:, -1:]])


def _surprise(series: Series, fitted: Numbers, dispersion: float, periods: int) -> NDArray[np.float64]:
    surprise = np.full(periods, np.nan)
    surprise[series.times] = (series.counts - fitted) / np.sqrt(max(dispersion, 1.0) * fitted)
    return surprise
