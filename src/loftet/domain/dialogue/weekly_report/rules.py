"""When an event can have happened, which week it belongs to, and how much speaks for taking a matter up first."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from statistics import median_low
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
MOST_SERIOUS = 5
GREATEST_WEIGHT = 3
MOST_POINTS = 3
LONGEST_BACK = timedelta(days=31)
HUNDREDS_OF_METRES = 3
"""Decimals of a degree that are kept of where somebody stands."""


class PartOfDay(StrEnum):
    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    UNKNOWN = "unknown"
    """The day is known and no more."""


HOURS = {
    PartOfDay.NIGHT: (0, 6),
    PartOfDay.MORNING: (6, 12),
    PartOfDay.AFTERNOON: (12, 18),
    PartOfDay.EVENING: (18, 24),
    PartOfDay.UNKNOWN: (0, 24),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """In UTC."""

    earliest: datetime
    latest: datetime


def interval_of_part(day: date, part: PartOfDay) -> Interval:
    """A part of a Swedish day, whatever summer time does to it."""
    first, last = HOURS[part]
    return Interval(_moment(day, first), _moment(day, last))


def interval_of_clock(day: date, begins: time, ends: time | None) -> Interval:
    """Between two times of the clock; what ends before it begins ends the day after. Without an end it is a moment.

    An hour that the autumn night tells twice is taken as a whole; one that spring skips, as the hour after.
    """
    end_day = day + timedelta(days=1) if ends is not None and ends < begins else day
    earliest = datetime.combine(day, begins, SWEDEN).astimezone(UTC)
    latest = datetime.combine(end_day, ends or begins, SWEDEN).replace(fold=1).astimezone(UTC)
    return Interval(earliest, max(earliest, latest))


def cut_at(interval: Interval, now: datetime) -> Interval | None:
    """Nothing has happened later than `now`; None where it would have begun after it."""
    return None if interval.earliest > now else Interval(interval.earliest, min(interval.latest, now))


def week_of(moment: datetime) -> date:
    """Monday of the Swedish (ISO 8601) week."""
    day = moment.astimezone(SWEDEN).date()
    return day - timedelta(days=day.weekday())


class Change(StrEnum):
    """What may be said of a matter against the weeks before."""

    NEW = "new"
    RISING = "rising"
    AS_USUAL = "as_usual"
    FALLING = "falling"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Weights:
    """0 to 3 each."""

    reports: int = 1
    sources: int = 1
    change: int = 1
    seriousness: int = 1
    recurrence: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What was reported of one thing at one place in a week."""

    reports: int
    sources: int
    """How many reporters it came from."""
    change: Change
    seriousness: tuple[int, ...]
    """1 to 5, from the reports that say it."""
    recurrence: int
    """In how many of the eight weeks before it was reported too."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Why a matter stands where it does: value, points 0 to 3, and how much they count."""

    name: str
    value: int | Change | None
    points: int
    weight: int


# At least so many give 1, 2 and 3 points.
LADDERS = {"reports": (1, 2, 5), "sources": (1, 2, 3), "seriousness": (2, 3, 4), "recurrence": (1, 3, 5)}
POINTS_OF_CHANGE = {Change.NEW: 2, Change.RISING: 3}


def criteria_of(matter: Matter, weights: Weights) -> tuple[Criterion, ...]:
    """One for each weight, in their order. What nobody has said gives no points and is None."""
    felt = median_low(matter.seriousness) if matter.seriousness else None
    values: dict[str, int | Change | None] = {
        "reports": matter.reports,
        "sources": matter.sources,
        "change": matter.change,
        "seriousness": felt,
        "recurrence": matter.recurrence,
    }
    return tuple(
        Criterion(field.name, value := values[field.name], _points(field.name, value), getattr(weights, field.name))
        for field in fields(weights)
    )


def total_of(criteria: Iterable[Criterion]) -> int:
    return sum(criterion.points * criterion.weight for criterion in criteria)


def _points(name: str, value: int | Change | None) -> int:
    if isinstance(value, Change):
        return POINTS_OF_CHANGE.get(value, 0)
    return 0 if value is None else sum(value >= least for least in LADDERS[name])


def _moment(day: date, hour: int) -> datetime:
    midnight = day + timedelta(days=hour // 24)
    return datetime.combine(midnight, time(hour % 24), SWEDEN).astimezone(UTC)
