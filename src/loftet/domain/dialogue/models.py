"""What people say: one folder a form of it, each with models of its own that are named here for Django."""

from loftet.domain.dialogue.contribution.models import (
    Answer,
    Contribution,
    ContributionImport,
    ContributorAddress,
    Occasion,
)
from loftet.domain.dialogue.safety_walk.models import FindingState, SafetyWalk, WalkFinding
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
    "Answer",
    "Contribution",
    "ContributionImport",
    "ContributorAddress",
    "FindingState",
    "Occasion",
    "PriorityWeights",
    "Reporter",
    "ReporterDevice",
    "ReporterLink",
    "SafetyWalk",
    "WalkFinding",
    "WeekMeasure",
    "WeekTotal",
    "WeeklyReport",
]
