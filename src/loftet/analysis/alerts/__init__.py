"""Early warning: whether the latest counts are higher than season, trend and chance explain."""

from loftet.analysis.alerts.alarms import Alarms
from loftet.analysis.alerts.cusum import CusumAlarms, cusum, likelihood_cusum
from loftet.analysis.alerts.ears import EarsAlarms, ears
from loftet.analysis.alerts.farrington import farrington, farrington_flexible
from loftet.analysis.alerts.reasons import Reason

__all__ = [
    "Alarms",
    "CusumAlarms",
    "EarsAlarms",
    "Reason",
    "cusum",
    "ears",
    "farrington",
    "farrington_flexible",
    "likelihood_cusum",
]
