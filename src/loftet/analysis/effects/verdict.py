"""What may be said of an effect: it fell, it rose, no sign of a change, or cannot tell and why."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtrit

from loftet.analysis.statements.findings import LARGEST_QUIET_SHARE, Finding, finding_within

FURTHEST_LOG = 6.0
STEPS = 61


class Shortage(StrEnum):
    """Why nothing can be told of an effect."""

    TOO_FEW_BEFORE = "too few periods before"
    TOO_FEW_AFTER = "too few periods after"
    ONLY_ZEROS = "no case at all before or after"
    TOO_FEW_COMPARISONS = "too few comparisons"
    PRE_TREND_DIFFERS = "the treated went another way than the comparisons already before"
    POOR_FIT = "no mixture of the comparisons resembles the treated before"
    LIMITS_TOO_WIDE = "limits too wide"


@dataclass(frozen=True, slots=True)
class DetectableEffect:
    """The smallest true effects that would be found with the wanted power; None where none would."""

    fall_ratio: float | None
    rise_ratio: float | None
    power: float
    confidence: float


def verdict(low: float, high: float, shortage: Shortage | None) -> tuple[Finding, Shortage | None]:
    """The finding from the limits of a ratio, unless something is short."""
    if shortage is not None:
        return Finding.CANNOT_TELL, shortage
    finding = finding_within(low, high, is_quiet=max(high - 1, 1 - low) <= LARGEST_QUIET_SHARE)
    return finding, Shortage.LIMITS_TOO_WIDE if finding is Finding.CANNOT_TELL else None


def detectable_effect(
    error_at: Callable[[float], float], *, degrees_of_freedom: float, power: float, confidence: float
) -> DetectableEffect:
    """The ratios whose logarithm is as far from zero as the test's reach plus what the power asks.

    Args:
        error_at: standard error of the log ratio if the true ratio is this; a fall leaves fewer cases and a larger one.
        degrees_of_freedom: of the t distribution that the effect is judged by.
        power, confidence: of the finding and of its limits.
    """
    reach = float(stdtrit(degrees_of_freedom, 0.5 + confidence / 2) + stdtrit(degrees_of_freedom, power))

    def beyond(log_ratio: float) -> float:
        return abs(log_ratio) - reach * error_at(float(np.exp(log_ratio)))

    fall, rise = (_first_root(beyond, sign * FURTHEST_LOG) for sign in (-1.0, 1.0))
    return DetectableEffect(fall, rise, power, confidence)


def _first_root(beyond: Callable[[float], float], end: float) -> float | None:
    steps = np.linspace(0.0, end, STEPS)
    for near, far in pairwise(steps):
        if beyond(far) >= 0:
            return float(np.exp(brentq(beyond, near, far)))
    return None
