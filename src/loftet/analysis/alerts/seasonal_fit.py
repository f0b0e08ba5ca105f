"""Log-linear regression of many series on seasonal levels and a trend: batched iteratively reweighted least squares.

All series share the design. Its information is an arrow, one diagonal of levels and one row of the trend, so that the
normal equations are solved by level sums and no matrix is formed. The steps, the start and the rule for stopping are
those of R's `glm`, because what a level without events comes to depends on when one stops.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from loftet.analysis.alerts.references import Reference
from loftet.analysis.arguments import Flags, Numbers

MOST_ROUNDS = 25
SETTLED = 1e-8
ROUNDING = 1e-14
LEAST_TREND_INFORMATION = 1e-11


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of some series in the weeks of a reference: every array is (weeks, series)."""

    reference: Reference
    counts: Numbers
    weights: Numbers | None
    """0 where a week is unknown, 1 where it is known; none if all are."""
    log_exposure: Numbers | None

    def level_sums(self, values: Numbers) -> Numbers:
        """(levels, series)."""
        return np.add.reduceat(values, self.reference.starts, axis=0)

    def spread_levels(self, of_levels: Numbers) -> Numbers:
        """The level's value in each of its weeks: (weeks, series)."""
        sizes = np.diff(self.reference.starts, append=len(self.reference.weeks))
        return np.repeat(of_levels, sizes, axis=0)

    @property
    def years(self) -> Numbers:
        return self.reference.years[:, None]

    @property
    def week_count(self) -> Numbers:
        """(series,), how many weeks are known."""
        if self.weights is None:
            return np.full(self.counts.shape[1], float(len(self.counts)))
        return self.weights.sum(axis=0)

    def of(self, series: Flags) -> "Sample":
        weights, exposure = self.weights, self.log_exposure
        return Sample(
            self.reference,
            self.counts[:, series],
            None if weights is None else weights[:, series],
            None if exposure is None else exposure[:, series],
        )


@dataclass(slots=True)
class Information:
    """X'WX, as levels on the diagonal and the trend with the levels swept out."""

    levels: Numbers
    """(levels, series), the sum of W."""
    centre: Numbers
    """(levels, series), the mean time of each level."""
    trend: Numbers
    """(series,); infinite without a trend, so that nothing comes of it."""

    def inverse_levels(self) -> Numbers:
        return np.divide(1.0, self.levels, out=np.zeros_like(self.levels), where=self.levels > 0)

    def inverse_now(self) -> Numbers:
        """(series,), the unscaled variance of the log mean in the week that is judged: time 0 of the last level."""
        return np.asarray(self.inverse_levels()[-1] + self.centre[-1] ** 2 / self.trend)


@dataclass(slots=True)
class SeasonalFit:
    """Coefficients of the last round and of the one before it, on whose weights R bases its variances."""

    levels: Numbers
    """(levels, series), log means at the week that is judged."""
    trend: Numbers
    """(series,), log change a year."""
    levels_before: Numbers
    trend_before: Numbers
    information: Information
    settled: Flags
    """(series,)."""

    def put(self, where: Flags, other: "SeasonalFit", of: Flags) -> None:
        """Take over the series `of` another fit as those `where` of this one."""
        self.levels[:, where] = other.levels[:, of]
        self.levels_before[:, where] = other.levels_before[:, of]
        self.trend[where], self.trend_before[where] = other.trend[of], other.trend_before[of]
        self.information.levels[:, where] = other.information.levels[:, of]
        self.information.centre[:, where] = other.information.centre[:, of]
        self.information.trend[where] = other.information.trend[of]
        self.settled[where] = other.settled[of]


class _Rounds:
    """The series that have not settled, and what does not change from round to round."""

    def __init__(self, sample: Sample, weights: Numbers | None, *, has_trend: bool) -> None:
        self.sample, self.weights, self.has_trend = sample, weights, has_trend
        weighted = sample.counts if weights is None else weights * sample.counts
        self.level_events = sample.level_sums(weighted)
        self.time_events = (sample.years * weighted).sum(axis=0)
        saturated = xlogy(weighted, sample.counts) - weighted
        if sample.log_exposure is not None:
            saturated -= weighted * sample.log_exposure
        self.saturated = saturated.sum(axis=0)
        self.scale = np.abs(saturated).sum(axis=0)
        exposure = None if sample.log_exposure is None else np.exp(sample.log_exposure)
        self.base = _product(weights, exposure)
        self.flat = None if has_trend else sample.level_sums(np.ones_like(weighted) if self.base is None else self.base)

    def keep(self, series: Flags) -> "_Rounds":
        weights = None if self.weights is None else self.weights[:, series]
        return _Rounds(self.sample.of(series), weights, has_trend=self.has_trend)

    def information_of(self, weights: Numbers) -> tuple[Information, Numbers]:
        """Of working weights (weeks, series); and W u by level, which the score of the trend needs."""
        timed = weights * self.sample.years
        squared = timed * self.sample.years
        levels, by_time = self.sample.level_sums(weights), self.sample.level_sums(timed)
        return _information(levels, by_time, squared.sum(axis=0)), by_time

    def start(self) -> SeasonalFit:
        """The first round, from means of counts + 0.1."""
        mean = self.sample.counts + 0.1
        weights = mean if self.weights is None else self.weights * mean
        answer = np.log(mean) - 0.1 / mean
        if self.sample.log_exposure is not None:
            answer -= self.sample.log_exposure
        answer *= weights
        levels, right = self.sample.level_sums(weights), self.sample.level_sums(answer)
        if self.has_trend:
            information, by_time = self.information_of(weights)
            slope = ((self.sample.years * answer).sum(axis=0) - (information.centre * right).sum(axis=0)) / (
                information.trend
            )
        else:
            information, by_time = _without_trend(levels), np.zeros_like(levels)
            slope = np.zeros(levels.shape[1])
        found = (right - by_time * slope) * information.inverse_levels()
        settled = np.zeros(len(slope), bool)
        return SeasonalFit(found, slope, found.copy(), slope.copy(), information, settled)

    def information_at(self, levels: Numbers, slope: Numbers) -> tuple[Information, Numbers]:
        """At given coefficients."""
        height = np.exp(levels)
        if self.flat is not None:
            return _without_trend(height * self.flat), np.zeros_like(height)
        means = self.sample.years * slope
        np.exp(means, out=means)
        if self.base is not None:
            means *= self.base
        by_level = self.sample.level_sums(means)
        means *= self.sample.years
        by_time = height * self.sample.level_sums(means)
        means *= self.sample.years
        by_square = (height * self.sample.level_sums(means)).sum(axis=0)
        return _information(height * by_level, by_time, by_square), by_time

    def step(self, levels: Numbers, slope: Numbers, at: Information, by_time: Numbers) -> tuple[Numbers, Numbers]:
        """The next coefficients."""
        remaining = self.level_events - at.levels
        turn = np.zeros_like(slope)
        if self.has_trend:
            left = self.time_events - by_time.sum(axis=0) - (at.centre * remaining).sum(axis=0)
            turn = left / at.trend
        return levels + (remaining - by_time * turn) * at.inverse_levels(), slope + turn

    def deviance(self, levels: Numbers, slope: Numbers, at: Information) -> Numbers:
        told = (self.level_events * levels).sum(axis=0) + self.time_events * slope
        return np.asarray(2 * (self.saturated - told + at.levels.sum(axis=0)))


def fit_seasonal(sample: Sample, weights: Numbers | None, *, has_trend: bool) -> SeasonalFit:
    """Poisson means of seasonal levels, and a trend if asked for, of all series of a sample.

    Args:
        sample: the counts and their weeks.
        weights: (weeks, series), prior weights that include those of the sample; none means 1.
        has_trend: whether a log-linear trend is fitted.
    """
    rounds = _Rounds(sample, weights, has_trend=has_trend)
    fit = rounds.start()
    here = np.ones(sample.counts.shape[1], bool)
    levels, slope = fit.levels.copy(), fit.trend.copy()
    at, by_time = rounds.information_at(levels, slope)
    deviance = rounds.deviance(levels, slope, at)
    live = np.isfinite(deviance)
    for _ in range(MOST_ROUNDS - 1):
        next_levels, next_slope = rounds.step(levels, slope, at, by_time)
        next_at, next_by_time = rounds.information_at(next_levels, next_slope)
        now = rounds.deviance(next_levels, next_slope, next_at)
        settled = np.abs(now - deviance) < SETTLED * (np.abs(now) + 0.1) + ROUNDING * rounds.scale
        newest = SeasonalFit(next_levels, next_slope, levels, slope, at, settled)
        fit.put(np.flatnonzero(here)[live], newest, np.flatnonzero(live))  # type: ignore[arg-type]
        live &= ~settled & np.isfinite(now)
        levels, slope, at, by_time, deviance = next_levels, next_slope, next_at, next_by_time, now
        if not live.any():
            break
        if 2 * np.count_nonzero(live) <= len(live):
            here[np.flatnonzero(here)[~live]] = False
            rounds = rounds.keep(live)
            levels, slope, by_time, deviance = levels[:, live], slope[live], by_time[:, live], deviance[live]
            at = Information(at.levels[:, live], at.centre[:, live], at.trend[live])
            live = np.ones(len(slope), bool)
    return fit


def _product(first: Numbers | None, second: Numbers | None) -> Numbers | None:
    if first is None or second is None:
        return second if first is None else first
    return first * second


def _information(levels: Numbers, by_time: Numbers, by_square: Numbers) -> Information:
    found = Information(levels, np.zeros_like(levels), by_square)
    found.centre = by_time * found.inverse_levels()
    swept = by_square - (by_time * found.centre).sum(axis=0)
    found.trend = np.where(swept > LEAST_TREND_INFORMATION * by_square, swept, np.nan)
    return found


def _without_trend(levels: Numbers) -> Information:
    return Information(levels, np.zeros_like(levels), np.full(levels.shape[1], np.inf))
