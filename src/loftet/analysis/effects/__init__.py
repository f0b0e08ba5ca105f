"""What a measure changed, beyond trend, season, chance and what happened elsewhere; or that nothing can be told."""

from loftet.analysis.effects.differences import (
    DifferenceInDifferences,
    Inference,
    PreTrend,
    difference_in_differences,
    pre_trend_check,
)
from loftet.analysis.effects.interrupted import InterruptedSeries, interrupted_time_series
from loftet.analysis.effects.leads_and_lags import EventStudy, JointTest, event_study
from loftet.analysis.effects.panel import Panel, checked_panel, panel_regression
from loftet.analysis.effects.simplex import nearest_mixture
from loftet.analysis.effects.synthetic import SyntheticControl, synthetic_control
from loftet.analysis.effects.verdict import DetectableEffect, Shortage

__all__ = [
    "DetectableEffect",
    "DifferenceInDifferences",
    "EventStudy",
    "Inference",
    "InterruptedSeries",
    "JointTest",
    "Panel",
    "PreTrend",
    "Shortage",
    "SyntheticControl",
    "checked_panel",
    "difference_in_differences",
    "event_study",
    "interrupted_time_series",
    "nearest_mixture",
    "panel_regression",
    "pre_trend_check",
    "synthetic_control",
]
