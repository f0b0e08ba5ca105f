"""Early warning: whether the latest counts are higher than season, trend and chance explain."""

from loftet.analysis.alerts.farrington import Alarms, farrington, farrington_flexible
from loftet.analysis.alerts.reasons import Reason

__all__ = ["Alarms", "Reason", "farrington", "farrington_flexible"]
