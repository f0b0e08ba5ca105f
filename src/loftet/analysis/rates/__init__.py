"""Rates of rare events and what can be said of them: counts and exposures in, rates with limits out."""

from loftet.analysis.rates.change import RateChange, rate_change
from loftet.analysis.rates.difference import RateDifference, rate_difference
from loftet.analysis.rates.rate import Rate, crude_rate
from loftet.analysis.rates.ratio import RateRatio, rate_ratio
from loftet.analysis.rates.significance import Significance, count_test, rate_ratio_test
from loftet.analysis.rates.standardised import (
    StandardisedRate,
    StandardisedRatio,
    standardised_rate,
    standardised_ratio,
)

__all__ = [
    "Rate",
    "RateChange",
    "RateDifference",
    "RateRatio",
    "Significance",
    "StandardisedRate",
    "StandardisedRatio",
    "count_test",
    "crude_rate",
    "rate_change",
    "rate_difference",
    "rate_ratio",
    "rate_ratio_test",
    "standardised_rate",
    "standardised_ratio",
]
