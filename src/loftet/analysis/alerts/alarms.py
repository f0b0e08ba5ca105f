"""The judgement of a prediction: bound, p value, alarm, or why nothing can be told."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from loftet.analysis.alerts.prediction import Prediction
from loftet.analysis.alerts.reasons import Observed, Periods, Reason, joined_window, of_first_series
from loftet.analysis.alerts.thresholds import Bound, Power, Threshold, count_bound, transformed_bound
from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.marks import Marks


@dataclass(frozen=True, slots=True)
class Alarms:
    """(series, judged), without the first axis if one series was given."""

    periods: Periods
    """(judged,), positions in the series, from 0."""
    counts: Numbers
    expected: Numbers
    """Of the period that is judged, had it been like the years before; NaN where no regression could be fitted."""
    upper: Numbers
    """A count above it is an alarm; NaN where `reason` says why there is none."""
    p_value: Numbers
    """The probability of a count as high or higher; it is given also where there are too few events for an alarm."""
    score: Numbers
    """How far above the expected, where 1 is at the bound; R's `score`, which for "nbPlugin" and "muan" starts from the
    logarithm of the expected count."""
    dispersion: Numbers
    """Variance over mean of the reference periods, at least 1."""
    has_trend: Flags
    is_alarm: Flags
    reason: NDArray[np.uint8]
    """A `Reason`; where it is not `Reason.NONE` the period cannot be judged."""
    marks: Marks
    """Of the period itself and of all that its bound rests on, joined: an alarm that may change says so."""
    alpha: float
    """How often a period without anything unusual gives an alarm, nominally."""
    threshold: Threshold


def alarms_of(
    seen: Observed, found: Prediction, fewest: tuple[int, int], *, threshold: Threshold, power: Power, tail: float
) -> Alarms:
    """The judgement of each predicted period."""
    events, lately = seen.counts[:, seen.periods], events_lately(seen, fewest[1])
    with np.errstate(all="ignore"):
        expected = np.exp(found.log_mean)
        bound = bound_of(events, found, threshold=threshold, power=power, tail=tail)
        start = expected if threshold == "delta" else found.log_mean
        score = (events - start) / (bound.upper - start)
    known = seen.known[:, seen.periods]
    reason = reasons(found.reason, bound, is_known=known, is_enough=lately >= fewest[0])
    told = reason == Reason.NONE
    is_alarm = told & (events > bound.upper) & (events > 0)
    marks = found.marks | joined_window(seen.marks, seen.periods, fewest[1])
    whole = Alarms(
        periods=seen.periods,
        counts=np.where(known, events, np.nan),
        expected=expected,
        upper=np.where(told, bound.upper, np.nan),
        p_value=np.where(known, bound.p_value, np.nan),
        score=np.where(known, score, np.nan),
        dispersion=found.dispersion,
        has_trend=found.has_trend,
        is_alarm=is_alarm,
        reason=reason,
        marks=marks,
        alpha=tail,
        threshold=threshold,
    )
    return of_first_series(whole) if seen.is_single else whole


def bound_of(events: Numbers, found: Prediction, *, threshold: Threshold, power: Power, tail: float) -> Bound:
    if threshold == "delta":
        expected = np.exp(found.log_mean)
        error = expected * found.standard_error
        return transformed_bound(events, expected, error, found.dispersion, tail=tail, power=power)
    above = 0.0 if threshold == "nbPlugin" else -ndtri(tail) * found.standard_error
    return count_bound(events, np.exp(found.log_mean + above), found.dispersion, tail=tail)


def reasons(fitted: NDArray[np.uint8], bound: Bound, *, is_known: Flags, is_enough: Flags) -> NDArray[np.uint8]:
    """One of the reasons that hold; too few events come before a regression that did not settle for want of them."""
    reason = fitted.copy()
    reason[(reason == Reason.NONE) & ~np.isfinite(bound.upper)] = Reason.NO_FIT
    reason[(reason == Reason.NONE) & ~is_known] = Reason.UNKNOWN_PERIOD
    reason[((reason == Reason.NONE) | (reason == Reason.NO_FIT)) & ~is_enough & is_known] = Reason.TOO_FEW
    return reason


def events_lately(seen: Observed, length: int) -> Numbers:
    """The sum of the known counts of each judged period and of those before it: (series, judged)."""
    total = np.cumsum(np.pad(seen.counts, ((0, 0), (1, 0))), axis=1)
    return np.asarray(total[:, seen.periods + 1] - total[:, np.maximum(seen.periods + 1 - length, 0)])
