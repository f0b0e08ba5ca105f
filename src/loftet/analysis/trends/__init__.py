"""How counts move with the season and over the years, where they change, and what is to be expected next."""

from loftet.analysis.trends.decomposition import Decomposition, decompose
from loftet.analysis.trends.forecasts import Forecast, forecast
from loftet.analysis.trends.jumps import ChangePoint, ChangePoints, change_points
from loftet.analysis.trends.season import Errors, Series, checked_series, judged, seasonal_design
from loftet.analysis.trends.yearly import Trend, trend

__all__ = [
    "ChangePoint",
    "ChangePoints",
    "Decomposition",
    "Errors",
    "Forecast",
    "Series",
    "Trend",
    "change_points",
    "checked_series",
    "decompose",
    "forecast",
    "judged",
    "seasonal_design",
    "trend",
]
