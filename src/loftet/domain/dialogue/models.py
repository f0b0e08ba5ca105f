"""What people say: one folder a form of it, each with models of its own that are named here for Django."""

from loftet.domain.dialogue.weekly_report.models import (
    PriorityWeights,
    Reporter,
    ReporterDevice,
    ReporterLink,
    WeeklyReport,
    WeekMeasure,
    WeekTotal,
)

__all__ = [
    "PriorityWeights",
    "Reporter",
    "ReporterDevice",
    "ReporterLink",
    "WeekMeasure",
    "WeekTotal",
    "WeeklyReport",
]
