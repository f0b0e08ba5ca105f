"""What the counts are expected to be if nothing changes, and how far chance may take them from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, between, one_axis, positive, same_length, whole
from loftet.analysis.regression import Family
from loftet.analysis.trends.season import seasonal_design
from loftet.analysis.trends.yearly import Trend

MOST_PERIODS = 10_000


@dataclass(frozen=True, slots=True)
class Forecast:
    """Each array is (periods,), the first of them the period after the last one of the series."""

    mean: Numbers
    """Expected counts."""
    link_standard_error: Numbers
    """Of the logarithm of the mean."""
    low: Numbers
    """Limits between which the coming count itself lies with the wanted confidence, not its mean."""
    high: Numbers
    confidence: float
    marks: int


def forecast(fitted: Trend, *, periods: int, exposure: ArrayLike | None = None, confidence: float = 0.95) -> Forecast:
    """The trend and the season carried on.

    What it answers: "how many are to be expected next year if all goes on as before, and between which numbers?"

    Args:
        fitted: what `trend` found.
        periods: how many to look ahead.
        exposure: (periods,); none means that of the last known period.
        confidence: that each coming count lies between its limits.
    Returns:
        Means, their standard errors on the log scale and limits of the counts, in counts a period.
    Raises:
        ValueError: for fewer than one period, or exposure that is not above zero or of another length.
    Assumes:
        that trend and season go on. Counts are negative binomial with the family's variance and that of the mean.
    Misleads when:
        carried far: the limits know nothing of what is new. A year ahead is far for a small municipality.
    Reference:
        Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. 2021, section 7.6.

    >>> from loftet.analysis.trends import trend
    >>> coming = forecast(trend([12, 9, 11, 8] * 5, per_year=4), periods=4)
    >>> coming.mean.round(1)
    array([12.,  9., 11.,  8.])
    """
    whole("periods", periods, 1, MOST_PERIODS)
    between("confidence", confidence, 0, 1)
    ahead = fitted.last + 1 + np.arange(periods)
    over = np.full(periods, fitted.last_exposure) if exposure is None else positive("exposure", exposure)
    one_axis("exposure", over)
    same_length(periods=ahead, exposure=over)
    season, _ = seasonal_design(ahead, per_year=fitted.per_year, harmonics=fitted.harmonics)
    design = np.column_stack([np.ones(periods), ahead / fitted.per_year, season])
    fit = fitted.regression
    mean = np.exp(design @ fit.coefficients) * over
    error = np.sqrt(np.einsum("ti,ij,tj->t", design, fit.covariance, design))
    spread = mean + mean**2 / fit.theta if fit.family is Family.NEGATIVE_BINOMIAL else fit.dispersion * mean
    low, high = count_limits(mean, spread + (mean * error) ** 2, confidence)
    return Forecast(mean, error, low, high, confidence, fitted.marks)


def count_limits(mean: Numbers, variance: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Quantiles of negative binomial counts with this mean and variance, of Poisson where they are no wider."""
    from scipy.stats import nbinom, poisson  # noqa: PLC0415  seconds to import

    tails = np.array([[(1 - confidence) / 2], [(1 + confidence) / 2]])
    wider = np.maximum(variance / mean, 1 + 1e-9)
    quantiles = np.where(
        variance > mean * (1 + 1e-9), nbinom.ppf(tails, mean / (wider - 1), 1 / wider), poisson.ppf(tails, mean)
    )
    return quantiles[0], quantiles[1]
