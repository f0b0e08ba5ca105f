"""By how much counts rise or fall from year to year, the season taken out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc

from loftet.analysis.arguments import between, whole
from loftet.analysis.regression import CountRegression, Family, Interval, count_regression
from loftet.analysis.trends.season import Errors, Series, checked_series, judged, seasonal_design

LEVEL, YEAR = "level", "year"


@dataclass(frozen=True, slots=True)
class Trend:
    """A yearly trend with its limits, and the regression it comes from."""

    ratio_per_year: float
    """0.97: three per cent fewer each year."""
    low: float
    high: float
    p_value: float
    season_f: float | None
    """F of the season against none, over the dispersion; None where no season was asked for."""
    season_p_value: float | None
    neighbour_correlation: float | None
    """Of one period's variation beyond Poisson with the next one's; None where the errors chosen do not estimate it."""
    regression: CountRegression
    last: int
    """The position of the last period, counted from 0."""
    last_exposure: float
    per_year: int
    harmonics: int
    errors: Errors
    confidence: float
    marks: int


def trend(
    events: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    per_year: int = 12,
    harmonics: int = 2,
    family: Family = Family.QUASI_POISSON,
    errors: Errors = Errors.AUTOREGRESSIVE,
    lag: int | None = None,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> Trend:
    """Log-linear trend of counts with a harmonic season and an offset.

    What it answers: "do burglaries fall over the years, or is it the season and chance?"

    Args:
        events: (periods,), counts in order of time; NaN only where a mark says that it is missing or suppressed.
        exposure: (periods,), inhabitants or the like; none means the same in all.
        per_year: periods in a year: 12 months, 52 weeks, 4 quarters.
        harmonics: pairs of sine and cosine of the year; 0 leaves the season out.
        family: how the variance follows the mean.
        errors: what is believed of the deviations; autoregressive by default, since months in a row are alike.
        lag: of Newey-West; a year by default.
        confidence: of the limits, by the t distribution with rows less terms degrees of freedom.
        marks: (periods,).
    Returns:
        The ratio of one year's rate to the year before with limits and p. R's normal limits come from
        `regression.interval("year")`.
    Raises:
        ValueError: for counts, exposure or marks that are none, more harmonics than the year can show, fewer known
            periods than terms.
    Assumes:
        the same factor each year, and a season that stays.
    Misleads when:
        the series broke (a changed definition, the pandemic): look at `decompose` and `change_points` first.
    Reference:
        Bhaskaran et al., International Journal of Epidemiology 42 (2013), 1187-1195.

    >>> falling = trend([40, 52, 36, 24, 34, 44, 30, 20, 28, 38, 24, 16], per_year=4, harmonics=1)
    >>> round(falling.ratio_per_year, 2), falling.high < 1
    (0.83, True)
    """
    between("confidence", confidence, 0, 1)
    series = checked_series(events, exposure, marks)
    season, names = seasonal_design(series.times, per_year=per_year, harmonics=harmonics)
    design = np.column_stack([np.ones(len(series.times)), series.times / per_year, season])
    fit = count_regression(
        series.counts, design=design, terms=(LEVEL, YEAR, *names), exposure=series.exposure, family=family
    )
    fit, correlation = judged(fit, errors, times=series.times, lag=per_year if lag is None else whole("lag", lag, 0))
    said: Interval = fit.interval(YEAR, confidence=confidence, degrees_of_freedom=fit.degrees_of_freedom)
    season_f, season_p = _season(fit, series) if names else (None, None)
    return Trend(
        ratio_per_year=said.ratio,
        low=said.low,
        high=said.high,
        p_value=said.p_value,
        season_f=season_f,
        season_p_value=season_p,
        neighbour_correlation=correlation,
        regression=fit,
        last=series.last,
        last_exposure=float(series.exposure[-1]),
        per_year=per_year,
        harmonics=harmonics,
        errors=errors,
        confidence=confidence,
        marks=series.marks,
    )


def _season(fit: CountRegression, series: Series) -> tuple[float, float]:
    """F and p of the season by the fall in Poisson deviance over the dispersion, as R's `anova(test = "F")`."""
    both = [
        count_regression(series.counts, design=fit.design[:, :terms], terms=fit.terms[:terms], exposure=series.exposure)
        for terms in (2, len(fit.terms))
    ]
    gained = len(fit.terms) - 2
    statistic = (both[0].deviance - both[1].deviance) / gained / both[1].dispersion
    return statistic, float(fdtrc(gained, both[1].degrees_of_freedom, statistic))
