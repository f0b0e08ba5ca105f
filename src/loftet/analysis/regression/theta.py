"""The size of a negative binomial: how much wider than Poisson counts with known means are."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, polygamma

from loftet.analysis.arguments import Numbers

SMALLEST_LOG, LARGEST_LOG = np.log(1e-3), np.log(1e7)


@dataclass(frozen=True, slots=True)
class Theta:
    """Infinite, without a standard error, where the counts are no wider than Poisson."""

    value: float
    standard_error: float


def likeliest_theta(events: Numbers, mean: Numbers) -> Theta:
    """Theta by maximum likelihood where the means are known; its standard error is from the observed information."""

    def slope(log_theta: float) -> float:
        return _slope(events, mean, float(np.exp(log_theta)))

    if slope(LARGEST_LOG) >= 0 or _is_no_wider_than_poisson(events, mean):
        return Theta(np.inf, np.nan)
    if slope(SMALLEST_LOG) <= 0:
        return Theta(float(np.exp(SMALLEST_LOG)), np.nan)
    value = float(np.exp(brentq(slope, SMALLEST_LOG, LARGEST_LOG, xtol=1e-12, rtol=1e-14)))
    return Theta(value, float(1 / np.sqrt(_observed_information(events, mean, value))))


def _is_no_wider_than_poisson(events: Numbers, mean: Numbers) -> bool:
    """The derivative of the likelihood by 1 / theta at zero; at a large theta rounding hides its sign."""
    return bool(np.sum((events - mean) ** 2 - events) <= 0)


def _slope(events: Numbers, mean: Numbers, theta: float) -> float:
    """The derivative of the log likelihood by theta."""
    gain = digamma(theta + events) - digamma(theta) - np.log1p(mean / theta)
    return float(np.sum(gain + (mean - events) / (mean + theta)))


def _observed_information(events: Numbers, mean: Numbers, theta: float) -> float:
    curve = polygamma(1, theta) - polygamma(1, theta + events) - 1 / theta
    return float(np.sum(curve + 2 / (mean + theta) - (events + theta) / (mean + theta) ** 2))
