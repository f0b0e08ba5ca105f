"""Interrupted time series: what one municipality's own past says of what came after a measure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from loftet.analysis.arguments import Numbers, between, whole
from loftet.analysis.effects.verdict import DetectableEffect, Shortage, detectable_effect, verdict
from loftet.analysis.regression import CountRegression, Family, Interval, count_regression
from loftet.analysis.statements.findings import Finding
from loftet.analysis.trends import Errors, Series, checked_series, judged, seasonal_design

AFTER, SLOPE = "after", "years after"
FEWEST_BEFORE = 8
FEWEST_AFTER = 3


@dataclass(frozen=True, slots=True)
class InterruptedSeries:
    """What changed at the interruption. What could not be estimated is None, and `shortage` says why."""

    finding: Finding
    shortage: Shortage | None
    average: Interval | None
    """The effect over the periods after, as a ratio to what was to be expected; the finding is about this one."""
    level: Interval | None
    """The effect in the first period after; the same as `average` unless a slope was asked for."""
    slope: Interval | None
    """The factor by which the effect changes each year; None unless asked for."""
    observed_count: float
    """In the known periods after."""
    counterfactual_count: float | None
    """Expected in the same periods had trend and season gone on."""
    counterfactual_standard_error: float | None
    """Of that expectation, by the delta method; chance in the counts themselves is not in it."""
    detectable: DetectableEffect | None
    neighbour_correlation: float | None
    regression: CountRegression | None
    confidence: float
    marks: int


def interrupted_time_series(
    events: ArrayLike,
    *,
    start: int,
    exposure: ArrayLike | None = None,
    per_year: int = 12,
    harmonics: int = 2,
    with_slope: bool = False,
    family: Family = Family.QUASI_POISSON,
    errors: Errors = Errors.AUTOREGRESSIVE,
    lag: int | None = None,
    confidence: float = 0.95,
    power: float = 0.8,
    marks: ArrayLike | None = None,
) -> InterruptedSeries:
    """Segmented log-linear regression of one series: trend, season and a change of level, and of slope if wanted.

    What it answers: "did thefts fall after the measure, beyond trend and season?"

    Args:
        events: (periods,), counts in order of time; NaN only where a mark says that it is missing or suppressed.
        start: position of the first period after, counted from 0.
        exposure: (periods,), inhabitants or the like; none means the same in all.
        per_year, harmonics, family, errors, lag: as in `trend`.
        with_slope: let the trend change as well. Decide before looking; it costs much of the power.
        confidence: of the limits, by the t distribution with rows less terms degrees of freedom.
        power: of the smallest detectable effect.
        marks: (periods,).
    Returns:
        The finding, the effect as ratios, the counterfactual and the smallest effect these counts could have shown.
    Raises:
        ValueError: for counts, exposure, marks or settings that are none, or a start outside the series.
    Assumes:
        that trend and season would have gone on, and that nothing else happened at the same time.
    Misleads when:
        the measure came because of a bad month: the fall back to the usual looks like an effect. A comparison
        (`difference_in_differences`) helps against both.
    Reference:
        Lopez Bernal, Cummins & Gasparrini, International Journal of Epidemiology 46 (2017), 348-355.

    >>> quiet = interrupted_time_series([28, 36, 30, 24] * 6 + [27, 34, 30, 24], start=24, per_year=4, harmonics=1)
    >>> str(quiet.finding), round(quiet.average.ratio, 2)
    ('no sign of change larger than', 0.97)
    """
    between("confidence", confidence, 0, 1)
    between("power", power, 0, 1)
    series = checked_series(events, exposure, marks)
    whole("start", start, 1, series.last)
    design, terms = _design(series, start, per_year, harmonics, with_slope)
    after = design[:, 2] == 1
    shortage = _shortage(series.counts, after, 2 * per_year if harmonics else FEWEST_BEFORE)
    if shortage is Shortage.ONLY_ZEROS or len(after) <= len(terms) or np.linalg.matrix_rank(design) < len(terms):
        return _unknown(shortage or Shortage.TOO_FEW_BEFORE, series, after, confidence)
    fit = count_regression(series.counts, design=design, terms=terms, exposure=series.exposure, family=family)
    model_error = _error(fit, _direction(fit, after))
    fit, correlation = judged(fit, errors, times=series.times, lag=per_year if lag is None else whole("lag", lag, 0))
    average = _interval(fit, _direction(fit, after), confidence)
    finding, shortage = verdict(average.low, average.high, shortage)
    expected, expected_error = _counterfactual(fit, after, series.exposure)
    freedom = fit.degrees_of_freedom
    return InterruptedSeries(
        finding=finding,
        shortage=shortage,
        average=average,
        level=fit.interval(AFTER, confidence=confidence, degrees_of_freedom=freedom),
        slope=fit.interval(SLOPE, confidence=confidence, degrees_of_freedom=freedom) if with_slope else None,
        observed_count=float(series.counts[after].sum()),
        counterfactual_count=expected,
        counterfactual_standard_error=expected_error,
        detectable=_detectable(fit, after, _error(fit, _direction(fit, after)) / model_error, power, confidence),
        neighbour_correlation=correlation,
        regression=fit,
        confidence=confidence,
        marks=series.marks,
    )


def _design(
    series: Series, start: int, per_year: int, harmonics: int, with_slope: bool
) -> tuple[Numbers, tuple[str, ...]]:
    season, names = seasonal_design(series.times, per_year=per_year, harmonics=harmonics)
    since = series.times - start
    columns = [np.ones(len(since)), series.times / per_year, since >= 0, season]
    if with_slope:
        columns.append(np.maximum(since, 0) / per_year)
    return np.column_stack(columns).astype(np.float64), (
        "level",
        "year",
        AFTER,
        *names,
        *((SLOPE,) if with_slope else ()),
    )


def _shortage(events: Numbers, after: np.ndarray, fewest_before: int) -> Shortage | None:
    if not events[after].any() or not events[~after].any():
        return Shortage.ONLY_ZEROS
    if np.sum(~after) < max(FEWEST_BEFORE, fewest_before):
        return Shortage.TOO_FEW_BEFORE
    return Shortage.TOO_FEW_AFTER if np.sum(after) < FEWEST_AFTER else None


def _unknown(shortage: Shortage, series: Series, after: np.ndarray, confidence: float) -> InterruptedSeries:
    return InterruptedSeries(
        finding=Finding.CANNOT_TELL,
        shortage=shortage,
        average=None,
        level=None,
        slope=None,
        observed_count=float(series.counts[after].sum()),
        counterfactual_count=None,
        counterfactual_standard_error=None,
        detectable=None,
        neighbour_correlation=None,
        regression=None,
        confidence=confidence,
        marks=series.marks,
    )


def _direction(fit: CountRegression, after: np.ndarray) -> Numbers:
    """The combination of coefficients that is the mean log effect over the periods after."""
    direction = np.zeros(len(fit.terms))
    for term in (AFTER, SLOPE):
        if term in fit.terms:
            direction[fit.position(term)] = fit.design[after, fit.position(term)].mean()
    return direction


def _error(fit: CountRegression, direction: Numbers) -> float:
    return float(np.sqrt(direction @ fit.covariance @ direction))


def _interval(fit: CountRegression, direction: Numbers, confidence: float) -> Interval:
    estimate, error = float(direction @ fit.coefficients), _error(fit, direction)
    reach = float(stdtrit(fit.degrees_of_freedom, 0.5 + confidence / 2)) * error
    low, ratio, high = (float(np.exp(each)) for each in (estimate - reach, estimate, estimate + reach))
    return Interval(ratio, low, high, 2 * float(stdtr(fit.degrees_of_freedom, -abs(estimate) / error)), confidence)


def _counterfactual(fit: CountRegression, after: np.ndarray, exposure: Numbers) -> tuple[float, float]:
    without = fit.design[after].copy()
    for term in (AFTER, SLOPE):
        if term in fit.terms:
            without[:, fit.position(term)] = 0
    expected = np.exp(without @ fit.coefficients) * exposure[after]
    gradient = expected @ without
    return float(expected.sum()), float(np.sqrt(gradient @ fit.covariance @ gradient))


def _detectable(
    fit: CountRegression, after: np.ndarray, inflation: float, power: float, confidence: float
) -> DetectableEffect:
    """By the information that the counts would hold if the level after were this ratio of what was expected."""
    direction = _direction(fit, after)
    effect = np.exp(fit.design[:, direction != 0] @ fit.coefficients[direction != 0])

    def error_at(ratio: float) -> float:
        mean = fit.fitted / effect * np.where(after, ratio, 1.0)
        information = (fit.design.T * (mean / (1 + mean / fit.theta))) @ fit.design
        return inflation * float(np.sqrt(fit.dispersion * (direction @ np.linalg.solve(information, direction))))

    return detectable_effect(error_at, degrees_of_freedom=fit.degrees_of_freedom, power=power, confidence=confidence)
