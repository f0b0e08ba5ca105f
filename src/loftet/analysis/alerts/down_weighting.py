"""How far a fit lets counts stray, and past outbreaks given less weight, so that they do not hide the next."""

from dataclasses import dataclass

import numpy as np

from loftet.analysis.alerts.seasonal_fit import Sample, SeasonalFit, fit_seasonal
from loftet.analysis.arguments import Flags, Numbers

LEAST_FREEDOM = 1e-10


@dataclass(frozen=True, slots=True)
class Weighting:
    """What residuals count as an outbreak, and which of R's two programmes is followed in its details."""

    threshold: float | None
    """Standardised Anscombe residuals above it are weighted by their inverse square; none: all weeks weigh the same."""
    is_flexible: bool
    """`farringtonFlexible`: fits that do not settle are given up, and after weighting the variances of coefficients
    rest on squared relative residuals (the fit's weights have been overwritten there); else as `farrington`."""


@dataclass(slots=True)
class Weighted:
    """The final fit of each series, (series,) but for `fit`."""

    fit: SeasonalFit
    dispersion: Numbers
    """At least 1."""
    variance_factor: Numbers
    """By which unscaled variances of coefficients are multiplied."""
    variance_factor_of_test: Numbers
    """The same for the test of the trend."""
    freedom: Numbers
    settled: Flags
    """Whether the first fit, before weighting, settled."""

    def put(self, where: Flags, other: "Weighted") -> None:
        self.fit.put(where, other.fit, np.ones(len(other.freedom), bool))
        for name in ("dispersion", "variance_factor", "variance_factor_of_test", "freedom", "settled"):
            getattr(self, name)[where] = getattr(other, name)


def fit_without_outbreaks(sample: Sample, weighting: Weighting, *, has_trend: bool) -> Weighted:
    """Fit, weight down what lies far above the fit, and fit again."""
    first = fit_seasonal(sample, sample.weights, has_trend=has_trend)
    freedom = sample.week_count - (first.information.levels > 0).sum(axis=0) - has_trend
    means = log_means(sample, first)
    dispersion, _ = strays(sample, first, means, sample.weights, freedom)
    if weighting.threshold is None:
        at_least_1 = np.maximum(dispersion, 1)
        factor = dispersion if weighting.is_flexible else at_least_1
        return Weighted(first, at_least_1, factor, dispersion, freedom, first.settled)
    weights = outbreak_weights(sample, first, means, np.maximum(dispersion, 1), weighting.threshold)
    fit = fit_seasonal(sample, weights, has_trend=has_trend)
    dispersion, relative = strays(sample, fit, log_means(sample, fit), weights, freedom)
    at_least_1 = np.maximum(dispersion, 1)
    factor, of_test = (relative, relative) if weighting.is_flexible else (at_least_1, dispersion)
    return Weighted(fit, at_least_1, factor, of_test, freedom, first.settled)


def log_means(sample: Sample, fit: SeasonalFit) -> Numbers:
    """(weeks, series)."""
    found = sample.spread_levels(fit.levels)
    found += sample.years * fit.trend
    if sample.log_exposure is not None:
        found += sample.log_exposure
    return found


def working_weights(sample: Sample, fit: SeasonalFit, log_mean: Numbers, weights: Numbers | None) -> Numbers:
    """Of the last round, which is a step behind the means: (weeks, series)."""
    found = sample.spread_levels(fit.levels_before - fit.levels)
    found += sample.years * (fit.trend_before - fit.trend)
    found += log_mean
    np.exp(found, out=found)
    if weights is not None:
        found *= weights
    return found


def strays(
    sample: Sample, fit: SeasonalFit, log_mean: Numbers, weights: Numbers | None, freedom: Numbers
) -> tuple[Numbers, Numbers]:
    """The Pearson dispersion, and the mean of weighted squares of relative residuals: (series,)."""
    relative = sample.counts * np.exp(-log_mean)
    relative -= 1
    relative *= relative
    pearson = (working_weights(sample, fit, log_mean, weights) * relative).sum(axis=0)
    unscaled = (relative if weights is None else weights * relative).sum(axis=0)
    over = np.where(freedom > 0, freedom, np.nan)
    return pearson / over, unscaled / over


def outbreak_weights(
    sample: Sample, fit: SeasonalFit, log_mean: Numbers, dispersion: Numbers, threshold: float
) -> Numbers:
    """The inverse square of standardised Anscombe residuals above the threshold, scaled to a mean of 1."""
    residuals = standardised_residuals(sample, fit, log_mean, dispersion)
    weights = np.ones_like(residuals)
    outbreak = residuals > threshold
    weights[outbreak] = residuals[outbreak] ** -2
    if sample.weights is not None:
        weights *= sample.weights
    weights *= sample.week_count / weights.sum(axis=0)
    return weights


def standardised_residuals(sample: Sample, fit: SeasonalFit, log_mean: Numbers, dispersion: Numbers) -> Numbers:
    """Anscombe residuals over their standard deviation: (weeks, series)."""
    leverage = sample.spread_levels(fit.information.centre)
    np.subtract(sample.years, leverage, out=leverage)
    leverage *= leverage
    leverage /= fit.information.trend
    leverage += sample.spread_levels(fit.information.inverse_levels())
    leverage *= working_weights(sample, fit, log_mean, sample.weights)
    sixth_root = np.exp(log_mean / 6)
    residuals = np.cbrt(sample.counts)
    residuals *= residuals
    residuals /= sixth_root
    residuals -= sixth_root**3
    free = 1 - leverage
    residuals *= 1.5 / np.sqrt(dispersion * np.where(free > LEAST_FREEDOM, free, np.inf))
    return residuals
