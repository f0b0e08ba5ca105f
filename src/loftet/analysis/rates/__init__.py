"""Rates of rare events and what can be said of them: counts and exposures in, rates with limits out."""

from loftet.analysis.rates.ratio import RateRatio, rate_ratio

__all__ = ["RateRatio", "rate_ratio"]
