"""Early warning by Farrington's method, as it was published and as it was improved."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.alerts.alarms import Alarms, alarms_of
from loftet.analysis.alerts.down_weighting import Weighting
from loftet.analysis.alerts.prediction import Model, predict
from loftet.analysis.alerts.reasons import Observed, observed
from loftet.analysis.alerts.references import (
    Reference,
    checked_dates,
    same_week_before,
    seasonal_reference,
    window_reference,
)
from loftet.analysis.alerts.thresholds import Power, Threshold
from loftet.analysis.arguments import Numbers, between, one_of, positive, whole

YEARS_FOR_TREND = 3
MOST_YEARS = 100


def farrington_flexible(
    counts: ArrayLike,
    *,
    periods: ArrayLike | None = None,
    dates: ArrayLike | None = None,
    frequency: int = 52,
    years: int = 5,
    half_window: int = 3,
    seasonal_levels: int = 10,
    newest_excluded: int = 26,
    trend: bool = True,
    trend_p_value: float = 1.0,
    weights_threshold: float | None = 2.58,
    threshold: Threshold = "muan",
    power: Power = "2/3",
    alpha: float = 0.01,
    fewest: tuple[int, int] = (5, 4),
    exposure: ArrayLike | None = None,
    marks: ArrayLike | None = None,
) -> Alarms:
    """Whether the latest count of each series is higher than its season, its trend and chance explain.

    What it answers: "were there unusually many bicycle thefts last week, or is it only June?" - for one series, or for
    tens of thousands in one call. R's name of an argument is given in brackets.

    Args:
        counts: events, (times,) of one series or (series, times), oldest first. NaN only where marked as unknown:
            an unknown period has no weight and is never a count of zero.
        periods: positions from 0 of the periods to judge, rising; the last one if not given [range].
        dates: (times,), first days of the periods. With them the same season of an earlier year is found by the
            calendar, also past a year of 53 weeks; without, `frequency` periods back.
        frequency: periods a year; with dates 52, 12 or 365.
        years: how many earlier years are used [b].
        half_window: periods on each side of the same season that share its level [w].
        seasonal_levels: parts of the year with a level of their own [noPeriods]; 1 uses the windows only.
        newest_excluded: periods just before the judged one that are not used, lest an outbreak hides itself
            [pastWeeksNotIncluded].
        trend: whether a log-linear trend is tried.
        trend_p_value: it is kept if its p value is below this, there are three years or more, and it does not lead
            above the highest count of the reference; 1 keeps it whether significant or not [pThresholdTrend].
        weights_threshold: standardised Anscombe residuals above it are weighted down [weightsThreshold]; None weights
            nothing down [reweight = FALSE].
        threshold: "muan" (quantile of a negative binomial at the upper limit of the expected count, which keeps to
            alpha), "nbPlugin" (the same at the expected count itself: more alarms, true and false) or "delta" (normal
            limit of a power, quasi-Poisson) [thresholdMethod].
        power: the power of "delta": "2/3", "1/2" or "none" [powertrans].
        alpha: the share of quiet periods that may give an alarm, one-sided.
        fewest: no alarm with fewer events than the first in as many periods as the second, the judged one included
            [limit54]; unknown periods add nothing.
        exposure: (times,) or like counts, such as inhabitants, above zero [populationOffset]; expected counts follow.
        marks: like counts, the bits of `Mark`.
    Returns:
        Bounds, expected counts, p values, alarms, or the reason why nothing can be told, (series, judged).
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or no exposure; a
            date out of step; a setting that cannot be.
    Assumes:
        quiet years of reference, a log-linear trend, a variance that is proportional to the mean, and counts that are
        complete: reports that come late make the latest weeks too low.
    Misleads when:
        how reports are made or counted has changed in these years; several series are watched, since each adds its own
        false alarms (`alpha` of each); nothing in it says why the count is high.
    Reference:
        Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett, Statistics in Medicine 32 (2013), 1206-1222;
        Salmon, Schumacher & Höhle, Journal of Statistical Software 70 (2016), 10, on R's `farringtonFlexible`.

    >>> week = np.arange(520)
    >>> thefts = np.random.default_rng(7).poisson(6 + 3 * np.sin(week * 2 * np.pi / 52))
    >>> thefts[-1] = 19
    >>> told = farrington_flexible(thefts)
    >>> bool(told.is_alarm[-1]), float(told.upper[-1]), round(float(told.expected[-1]), 1)
    (True, 13.0, 5.8)
    """
    settings = _Settings(frequency, years, half_window, alpha, fewest)
    settings.check()
    one_of("threshold", threshold, get_args(Threshold))
    one_of("power", power, get_args(Power))
    between("trend_p_value", trend_p_value, 0, np.nextafter(1, 2))
    if weights_threshold is not None:
        positive("weights_threshold", weights_threshold)
    whole("seasonal_levels", seasonal_levels, 1, frequency)
    whole("newest_excluded", newest_excluded, 0)
    seen = observed(counts, periods, marks)
    days = checked_dates(dates, seen.counts.shape[1], frequency)

    def reference_of(now: int) -> Reference | None:
        points = same_week_before(now, years=years, frequency=frequency, dates=days)
        return seasonal_reference(
            now,
            points,
            half_window=half_window,
            levels=seasonal_levels,
            excluded=newest_excluded,
            dates=days,
            frequency=frequency,
        )

    over = checked_exposure(exposure, seen)
    tries_trend = trend and years >= YEARS_FOR_TREND
    model = Model(Weighting(weights_threshold, is_flexible=True), trend_p_value if tries_trend else 0.0)
    found = predict(seen, over, reference_of, model)
    return alarms_of(seen, found, fewest, threshold=threshold, power=power, tail=alpha)


def farrington(
    counts: ArrayLike,
    *,
    periods: ArrayLike | None = None,
    dates: ArrayLike | None = None,
    frequency: int = 52,
    years: int = 5,
    half_window: int = 3,
    trend: bool = True,
    reweight: bool = True,
    power: Power = "2/3",
    alpha: float = 0.05,
    fewest: tuple[int, int] = (5, 4),
    exposure: ArrayLike | None = None,
    marks: ArrayLike | None = None,
) -> Alarms:
    """Whether the latest count is unusually high, by Farrington's method as first published.

    What it answers: the same as `farrington_flexible`, from the same weeks of earlier years only. Use it to compare
    with what others publish, or where a series has too few years for ten seasonal levels.

    Args:
        counts: events, (times,) or (series, times), oldest first. NaN only where marked as unknown.
        periods, dates, frequency, years, half_window, trend, power, fewest, exposure, marks: as for
            `farrington_flexible`; the oldest year may be there in part, and a trend is kept if p < 0.05.
        reweight: whether standardised Anscombe residuals above 1 are weighted down.
        alpha: of both tails: half of it is the share of quiet periods with an alarm, as in R's `farrington`.
    Returns:
        Bounds, expected counts, p values, alarms, or the reason why nothing can be told, (series, judged); the `alpha`
        of the result is that of the upper tail.
    Raises:
        ValueError: as for `farrington_flexible`.
    Assumes:
        as for `farrington_flexible`, and that the season does not move within `2 * half_window + 1` periods.
    Misleads when:
        past outbreaks are common: everything a little above the fit is weighted down, so that bounds are low and false
        alarms many, which is why the method was improved.
    Reference:
        Farrington, Andrews, Beale & Catchpole, Journal of the Royal Statistical Society A 159 (1996), 547-563.

    >>> thefts = np.random.default_rng(7).poisson(6, 300)
    >>> told = farrington(thefts, alpha=0.01)
    >>> bool(told.is_alarm[-1]), round(float(told.upper[-1]), 1)
    (False, 12.8)
    """
    settings = _Settings(frequency, years, half_window, alpha, fewest)
    settings.check()
    one_of("power", power, get_args(Power))
    seen = observed(counts, periods, marks)
    days = checked_dates(dates, seen.counts.shape[1], frequency)

    def reference_of(now: int) -> Reference | None:
        points = same_week_before(now, years=years, frequency=frequency, dates=days)
        return window_reference(now, points, half_window=half_window, frequency=frequency)

    over = checked_exposure(exposure, seen)
    tries_trend = trend and years >= YEARS_FOR_TREND
    model = Model(Weighting(1.0 if reweight else None, is_flexible=False), 0.05 if tries_trend else 0.0)
    found = predict(seen, over, reference_of, model)
    return alarms_of(seen, found, fewest, threshold="delta", power=power, tail=alpha / 2)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What both methods are told."""

    frequency: int
    years: int
    half_window: int
    alpha: float
    fewest: tuple[int, int]

    def check(self) -> None:
        between("alpha", self.alpha, 0, 0.5)
        whole("frequency", self.frequency, 1)
        whole("years", self.years, 1, MOST_YEARS)
        if 2 * whole("half_window", self.half_window, 0) >= self.frequency:
            raise ValueError(f"half_window = {self.half_window} must leave the window shorter than a year")
        if not (self.fewest[0] >= 0 and self.fewest[1] >= 1):
            raise ValueError(f"fewest = {self.fewest} must be 0 or more events in 1 period or more")


def checked_exposure(exposure: ArrayLike | None, seen: Observed) -> Numbers | None:
    """(series, times).

    Raises:
        ValueError: names the first row that is zero, negative or not finite, or a shape that does not fit.
    """
    if exposure is None:
        return None
    given = positive("exposure", exposure)
    if given.shape not in (seen.counts.shape, seen.counts.shape[1:]):
        raise ValueError(f"exposure has shape {given.shape} but counts has shape {seen.counts.shape}")
    return np.broadcast_to(given, seen.counts.shape)
