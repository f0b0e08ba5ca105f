"""EARS C1, C2 and C3: warnings for series of some weeks or days, which have no earlier years to go by."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from loftet.analysis.alerts.reasons import Observed, Periods, Reason, joined_window, observed, of_first_series
from loftet.analysis.arguments import Flags, Numbers, between, one_of, whole
from loftet.analysis.marks import Marks

EarsMethod = Literal["C1", "C2", "C3"]
GAP = {"C1": 0, "C2": 2, "C3": 2}
EARLIER_DAYS = {"C1": 0, "C2": 0, "C3": 2}
DEFAULT_ALPHA = {"C1": 0.001, "C2": 0.001, "C3": 0.025}
FEWEST_KNOWN = 3


@dataclass(frozen=True, slots=True)
class EarsAlarms:
    """(series, judged), without the first axis if one series was given."""

    periods: Periods
    counts: Numbers
    upper: Numbers
    """A count above it is an alarm; NaN where `reason` says why there is none."""
    is_alarm: Flags
    reason: NDArray[np.uint8]
    """A `Reason`."""
    marks: Marks
    """Of the period and of all that its bound rests on, joined."""
    alpha: float
    method: EarsMethod


def ears(
    counts: ArrayLike,
    *,
    periods: ArrayLike | None = None,
    method: EarsMethod = "C1",
    baseline: int = 7,
    alpha: float | None = None,
    least_deviation: float = 0.0,
    marks: ArrayLike | None = None,
) -> EarsAlarms:
    """Whether the latest count is high against the few periods before it.

    What it answers: "is this more than in the last weeks?" where there is no year to compare with.

    Args:
        counts: events, (times,) or (series, times), oldest first. NaN only where marked as unknown.
        periods: positions from 0 of the periods to judge, rising; the last one if not given.
        method: "C1" compares with the `baseline` periods just before; "C2" leaves out the two newest of them, lest a
            slow rise hides itself; "C3" adds what C2 exceeded by in the two periods before.
        baseline: how many periods are compared with, 3 or more.
        alpha: nominal share of quiet periods with an alarm, one-sided; if not given 0.001, and 0.025 for C3.
        least_deviation: the standard deviation of the baseline is taken as at least this.
        marks: like counts, the bits of `Mark`.
    Returns:
        Bounds and alarms, or the reason why nothing can be told, (series, judged). Unknown periods of the baseline are
        left out; three must be known.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional or not finite; settings out of
            range.
    Assumes:
        no season and no trend within the baseline, and counts that are roughly normal.
    Misleads when:
        counts are small: seven zeros have no spread, so that the first event is an alarm (set `least_deviation`); and
        seven periods say little of the spread, so that alarms are many times commoner than alpha: the table on the
        methods' page says how many.
    Reference:
        Hutwagner, Thompson, Seeman & Treadwell, Journal of Urban Health 80 (2003), i89-i96; Fricker, Hegler & Dunfee,
        Statistics in Medicine 27 (2008), 3407-3429.

    >>> told = ears([3, 5, 4, 6, 2, 5, 4, 16])
    >>> round(float(told.upper[0]), 2), bool(told.is_alarm[0])
    (8.3, True)
    """
    one_of("method", method, get_args(EarsMethod))
    tail = between("alpha", DEFAULT_ALPHA[method] if alpha is None else alpha, 0, 0.5)
    whole("baseline", baseline, FEWEST_KNOWN)
    if not 0 <= least_deviation < np.inf:
        raise ValueError(f"least_deviation = {least_deviation} must be a number from 0")
    seen = observed(counts, periods, marks)
    events, known = seen.counts[:, seen.periods], seen.known[:, seen.periods]
    middle, deviation = spread_before(seen, baseline=baseline, gap=GAP[method], least=least_deviation)
    with np.errstate(all="ignore"):
        if method == "C3":
            carried = carried_excess(seen, middle, deviation)
            upper = np.maximum(0, events + deviation[:, seen.periods] * (-ndtri(tail) - carried))
        else:
            upper = middle[:, seen.periods] - ndtri(tail) * deviation[:, seen.periods]
    reach = baseline + GAP[method] + EARLIER_DAYS[method]
    reason = np.where(np.isnan(upper), Reason.NO_SPREAD, Reason.NONE).astype(np.uint8)
    reason[np.isnan(deviation[:, seen.periods])] = Reason.SHORT_HISTORY
    if method == "C3":
        for back in (1, 2):
            reason[~seen.known[:, np.maximum(seen.periods - back, 0)]] = Reason.UNKNOWN_PERIOD
    reason[~known] = Reason.UNKNOWN_PERIOD
    reason[:, seen.periods < reach] = Reason.SHORT_HISTORY
    told = reason == Reason.NONE
    told = EarsAlarms(
        periods=seen.periods,
        counts=np.where(known, events, np.nan),
        upper=np.where(told, upper, np.nan),
        is_alarm=told & (events > upper),
        reason=reason,
        marks=joined_window(seen.marks, seen.periods, reach + 1),
        alpha=tail,
        method=method,
    )
    return of_first_series(told) if seen.is_single else told


def spread_before(seen: Observed, *, baseline: int, gap: int, least: float) -> tuple[Numbers, Numbers]:
    """Mean and standard deviation of the known periods before each period of the series: (series, times).

    NaN where the baseline begins before the series or has fewer than three known periods.
    """
    shape = seen.counts.shape
    middle, deviation = np.full(shape, np.nan), np.full(shape, np.nan)
    first = baseline + gap
    if first >= shape[1]:
        return middle, deviation
    events = sliding_window_view(seen.counts, baseline, axis=1)[:, : shape[1] - first]
    known = sliding_window_view(seen.known, baseline, axis=1)[:, : shape[1] - first]
    number = known.sum(axis=2)
    enough = number >= FEWEST_KNOWN
    mean = np.where(enough, events.sum(axis=2) / np.maximum(number, 1), np.nan)
    squares = (known * (events - mean[..., None]) ** 2).sum(axis=2)
    middle[:, first:] = mean
    deviation[:, first:] = np.maximum(np.sqrt(squares / np.maximum(number - 1, 1)), least)
    return middle, deviation


def carried_excess(seen: Observed, middle: Numbers, deviation: Numbers) -> Numbers:
    """By how much C2 exceeded 1 in the two periods before each judged one, together: (series, judged)."""
    excess = np.maximum(0, (seen.counts - middle) / deviation - 1)
    padded = np.pad(excess, ((0, 0), (2, 0)), constant_values=np.nan)
    return np.asarray(padded[:, seen.periods + 1] + padded[:, seen.periods])
