"""Rates of rare events and what can be said of them: counts and exposures in, rates with limits out."""

from loftet.analysis.rates.change import RateChange, rate_change
from loftet.analysis.rates.comparison import Funnel, MiddleHalf, funnel, middle_half
from loftet.analysis.rates.difference import RateDifference, rate_difference
from loftet.analysis.rates.dispersion import (
    Dispersion,
    OverdispersedRate,
    OverdispersedRatio,
    count_dispersion,
    overdispersed_rate,
    overdispersed_rate_ratio,
)
from loftet.analysis.rates.rate import Rate, crude_rate
from loftet.analysis.rates.ratio import RateRatio, rate_ratio
from loftet.analysis.rates.rolling import RollingSum, rolling_rate, rolling_sum
from loftet.analysis.rates.shrinkage import ShrunkenRates, shrunken_rates
from loftet.analysis.rates.significance import Significance, count_test, rate_ratio_test
from loftet.analysis.rates.standardised import (
    StandardisedRate,
    StandardisedRatio,
    standardised_rate,
    standardised_ratio,
)

__all__ = [
    "Dispersion",
    "Funnel",
    "MiddleHalf",
    "OverdispersedRate",
    "OverdispersedRatio",
    "Rate",
    "RateChange",
    "RateDifference",
    "RateRatio",
    "RollingSum",
    "ShrunkenRates",
    "Significance",
    "StandardisedRate",
    "StandardisedRatio",
    "count_dispersion",
    "count_test",
    "crude_rate",
    "funnel",
    "middle_half",
    "overdispersed_rate",
    "overdispersed_rate_ratio",
    "rate_change",
    "rate_difference",
    "rate_ratio",
    "rate_ratio_test",
    "rolling_rate",
    "rolling_sum",
    "shrunken_rates",
    "standardised_rate",
    "standardised_ratio",
]
