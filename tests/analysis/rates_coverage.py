"""How often limits of rates hold the truth, by adding up the probability of every count that could be seen."""

from collections.abc import Callable
from typing import get_args

import numpy as np
from scipy.stats import poisson

from loftet.analysis.arguments import Numbers
from loftet.analysis.rates import crude_rate, rate_difference, rate_ratio
from loftet.analysis.rates.difference import DifferenceMethod
from loftet.analysis.rates.rate import LimitMethod
from loftet.analysis.rates.ratio import RatioMethod

RATE_METHODS = get_args(LimitMethod)
RATIO_METHODS = get_args(RatioMethod)
DIFFERENCE_METHODS = get_args(DifferenceMethod)
EXPECTED_COUNTS = (0.5, 1, 2, 3, 5, 10, 20, 50, 100)
EXPECTED_PAIRS = ((1, 1), (3, 3), (3, 6), (5, 5), (10, 5), (10, 10), (20, 10), (20, 20), (50, 30))
LEFT_OUT = 1e-11


def counts_for(expected: float) -> Numbers:
    """All counts but those that together have a probability too small to matter."""
    return np.arange(0.0, poisson.isf(LEFT_OUT, expected) + 2)


def rate_coverage(method: LimitMethod, expected: Numbers) -> Numbers:
    """At each true expectation, the probability of a count whose limits hold it."""
    seen = counts_for(float(expected.max()))
    limits = crude_rate(seen, 1, per=1, method=method)
    holds = (limits.low[:, None] <= expected) & (expected <= limits.high[:, None])
    return np.sum(poisson.pmf(seen[:, None], expected) * holds, axis=0)


def ratio_coverage(method: RatioMethod, before: float, after: float) -> float:
    return pair_coverage(lambda b, a: rate_ratio(b, 1, a, 1, method=method), before, after, after / before)


def difference_coverage(method: DifferenceMethod, before: float, after: float) -> float:
    """The earlier period is twice as long: limits of a difference depend on the exposures."""
    return pair_coverage(
        lambda b, a: rate_difference(b, 2, a, 1, per=1, method=method), before, after, after - before / 2
    )


def pair_coverage(limits_of: Callable[..., object], before: float, after: float, truth: float) -> float:
    b, a = np.meshgrid(counts_for(before), counts_for(after), indexing="ij")
    limits = limits_of(b, a)
    holds = (limits.low <= truth) & (truth <= limits.high)  # type: ignore[attr-defined]
    return float(np.sum(poisson.pmf(b, before) * poisson.pmf(a, after) * holds))


def least_rate_coverage(method: LimitMethod, largest: int) -> float:
    """Coverage falls only where the truth passes a limit: just inside and outside each is where it is least."""
    limits = crude_rate(np.arange(0.0, largest + 1), 1, per=1, method=method)
    edges = np.concatenate([limits.low[limits.low > 0], limits.high[np.isfinite(limits.high)]])
    truths = np.concatenate([edges * (1 - 1e-9), edges * (1 + 1e-9)])
    return float(rate_coverage(method, truths[truths < limits.low[-1]]).min())
