"""At which hours of the week incidents happen, those included that are known only to an interval (aoristic weights)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import MOST_DRAWS, Flags, Numbers, between, same_length, whole
from loftet.analysis.compiled import compiled_parallel, prange
from loftet.analysis.hotspots.evidence import Reason, few_incidents
from loftet.analysis.hotspots.neighbours import Indexes
from loftet.analysis.hotspots.points import refuse_rows
from loftet.analysis.hotspots.stream import Streams, below, following, streams
from loftet.analysis.hotspots.summer_time import DAY, FIRST_YEAR, HOUR, THURSDAY, is_skipped, local_time, standard_time
from loftet.analysis.marks import checked_marks, joined_along, unknown

HOURS = 168
"""In a week: an incident known to no less than that says nothing of the hour."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class HoursOfWeek:
    """Incidents by weekday (rows, Monday first) and hour of the local clock (columns)."""

    count: Numbers
    """(7, 24): each incident spread evenly over its interval."""
    share: Numbers
    """(7, 24): of all placed incidents."""
    least_count: Indexes
    """(7, 24): incidents that must have happened in that hour."""
    most_count: Indexes
    """(7, 24): incidents that may have happened in that hour."""
    adjusted_p_value: Numbers
    """(7, 24): the share of made-up weeks whose fullest hour reaches this one, intervals shifted by chance."""
    is_found: Flags
    """(7, 24): hours pointed out; the chance of any false one is at most 1 - confidence."""
    half_within_hours: int
    """So few hours of the 168 hold half of the incidents; 84 were they spread evenly."""
    median_interval_hours: float
    """Half of the incidents are known to so many hours or fewer."""
    incident_count: int
    unplaced_count: int
    """Incidents known only to more than a week, or whose time is unknown: they are in no hour."""
    draw_count: int
    reason: Reason | None
    """Why the hours can tell nothing; None where they can."""
    confidence: float
    marks: int


@dataclass(frozen=True, slots=True)
class _Spread:
    """The hours of incident i are `hour[start[i]:start[i + 1]]` of the week, with their weights."""

    start: Indexes
    hour: Indexes
    weight: Numbers

    @property
    def incident(self) -> Indexes:
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def hours_of_week(
    earliest: ArrayLike,
    latest: ArrayLike,
    *,
    rng: np.random.Generator,
    draws: int = 999,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> HoursOfWeek:
    """How incidents gather at hours of the week.

    What it answers: at which hours of which weekdays do incidents happen, and is that more than chance?

    Args:
        earliest: (n,), datetime64 as the Swedish clock showed, when it can have happened at the earliest.
        latest: (n,), likewise at the latest; the same as `earliest` where the time is known.
        draws: made-up weeks, each interval shifted by a chance number of hours.
        confidence: 1 minus the chance of pointing out any hour if all were alike.
        marks: (n,), bits of `Mark`; incidents whose times are unknown are counted apart.
    Returns:
        `HoursOfWeek`. Summer time is kept: the night that skips an hour gives it no weight, and the one that tells an
        hour twice gives it two hours' weight.
    Raises:
        ValueError: names the first row that is no time, ends before it begins, lies in the hour that summer time skips,
            or before 1996, when today's rule of summer time begins.
    Assumes:
        that an incident is as likely at each moment of its interval: it misleads where most intervals are long (they
        all cover the night), and unless the incidents come from whole weeks.
    Reference:
        Ratcliffe & McCullagh, Int. J. Geographical Information Science 12 (1998) 751-764; Ashby & Bowers, Crime Science
        2 (2013) 1. The greatest of many: Westfall & Young, Resampling-Based Multiple Testing, 1993.
    Example:
        >>> evening, morning = np.datetime64("2026-03-28T22:00"), np.datetime64("2026-03-29T04:00")
        >>> night = hours_of_week([evening], [morning], rng=np.random.default_rng(1), draws=9)
        >>> night.count[5, 22:].tolist(), night.count[6, :5].tolist()
        ([0.2, 0.2], [0.2, 0.2, 0.0, 0.2, 0.0])
    """
    between("confidence", confidence, 0, 1)
    whole("draws", draws, 1, MOST_DRAWS)
    first, last, row_marks = _checked(earliest, latest, marks)
    is_placed = last - first <= HOURS * HOUR
    if not is_placed.any():
        raise ValueError("no incident is known to within a week")
    spread = _spread(first[is_placed], last[is_placed])
    count: Numbers = np.bincount(spread.hour, spread.weight, HOURS).astype(np.float64)
    fullest = np.empty(draws)
    _fullest_hours(spread.start, spread.hour, spread.weight, streams(rng, draws), fullest)
    adjusted = (1 + np.sum(fullest >= count[:, None] - ROUNDING, axis=1)) / (1 + draws)
    placed = int(is_placed.sum())
    reason, week = few_incidents(placed), (7, 24)
    falling = np.cumsum(np.sort(count)[::-1])
    least, most = _surely_and_perhaps(spread)
    return HoursOfWeek(
        count.reshape(week), count.reshape(week) / placed, least.reshape(week), most.reshape(week),
        adjusted.reshape(week), (adjusted <= 1 - confidence).reshape(week) & (reason is None),
        int(np.searchsorted(falling, placed / 2 - ROUNDING)) + 1,
        float(np.median(last[is_placed] - first[is_placed]) / HOUR), placed, len(row_marks) - placed, draws, reason,
        confidence, int(joined_along(row_marks)),
    )  # fmt: skip


def _checked(
    earliest: ArrayLike, latest: ArrayLike, marks: ArrayLike | None
) -> tuple[Indexes, Indexes, NDArray[np.uint8]]:
    """Seconds of standard time of the incidents whose times are known, and the marks of all."""
    first, last = _clock("earliest", earliest), _clock("latest", latest)
    same_length(earliest=first, latest=last)
    row_marks = checked_marks(marks, first.shape)
    known = ~unknown(row_marks)
    for name, clock in (("earliest", first), ("latest", last)):
        refuse_rows(name, clock, known & np.isnat(clock), "is no time")
        years = clock.astype("datetime64[Y]").astype(np.float64) + 1970
        refuse_rows(name, clock, known & (years < FIRST_YEAR), "is before 1996: summer time was another then")
        refuse_rows(name, clock, known & is_skipped(clock.astype(np.int64)), "lies in the hour that summer time skips")
    begun = standard_time(first[known].astype(np.int64), twice_told="first")
    ended = standard_time(last[known].astype(np.int64), twice_told="second")
    is_backward = np.zeros(len(known), bool)
    is_backward[known] = ended < begun
    refuse_rows("latest", last, is_backward, "is before the earliest")
    return begun, ended, row_marks


def _clock(name: str, given: ArrayLike) -> NDArray[np.datetime64]:
    clock = np.asarray(given)
    if clock.size == 0:
        raise ValueError(f"{name} is empty")
    if clock.dtype.kind != "M" or clock.ndim != 1:
        raise ValueError(f"{name} must be datetime64 of the shape (rows,), not {clock.dtype} of {clock.shape}")
    return clock.astype("datetime64[s]")


def _spread(first: Indexes, last: Indexes) -> _Spread:
    """Weights by the part of the interval that lies in each hour; a moment weighs 1 in its hour."""
    first_hour = first // HOUR
    hour_count = np.maximum(-(-last // HOUR), first_hour + 1) - first_hour
    start = np.concatenate([[0], np.cumsum(hour_count)])
    incident: Indexes = np.repeat(np.arange(len(first)), hour_count)
    begins = (first_hour[incident] + np.arange(start[-1]) - start[incident]) * HOUR
    covered = np.minimum(begins + HOUR, last[incident]) - np.maximum(begins, first[incident])
    length = last - first
    weight = np.where(length[incident] == 0, 1.0, covered / np.maximum(length[incident], 1))
    clock = local_time(begins)
    hour = (clock // DAY + THURSDAY) % 7 * 24 + clock % DAY // HOUR
    return _Spread(start, hour, weight)


def _surely_and_perhaps(spread: _Spread) -> tuple[Indexes, Indexes]:
    """(168,) each: incidents that lie in this hour of the week alone, and those that lie there at all."""
    pairs = np.unique(spread.incident * HOURS + spread.hour)
    hour_count = np.bincount(pairs // HOURS, minlength=len(spread.start) - 1)
    alone = pairs[hour_count[pairs // HOURS] == 1]
    return np.bincount(alone % HOURS, minlength=HOURS), np.bincount(pairs % HOURS, minlength=HOURS)


@compiled_parallel
def _fullest_hours(start: Indexes, hour: Indexes, weight: Numbers, states: Streams, fullest: Numbers) -> None:
    for draw in prange(len(states)):
        state = states[draw]
        week = np.zeros(HOURS)
        for incident in range(len(start) - 1):
            state = following(state)
            shift = below(state, HOURS)
            for at in range(start[incident], start[incident + 1]):
                week[(hour[at] + shift) % HOURS] += weight[at]
        fullest[draw] = week.max()
