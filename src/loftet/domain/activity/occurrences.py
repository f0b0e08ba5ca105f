"""When a repeated commitment is due: one window for each time, in Swedish days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, rrulestr

NAMES_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY")
STEPS = {
    DAILY: relativedelta(days=1),
    WEEKLY: relativedelta(weeks=1),
    MONTHLY: relativedelta(months=1),
    YEARLY: relativedelta(years=1),
}


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """First and last day; both belong to it."""

    first: date
    last: date

    @property
    def day_count(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def occurrences(rule: str, *, start: date, end: date) -> tuple[Window, ...]:
    """The windows of an RFC 5545 rule within a period: "FREQ=MONTHLY" in 2024 gives twelve months.

    A rule that names weekdays gives those days. Every other one gives whole weeks (from Monday), months or years.
    One that lies across the period's first or last day is cut there, and left out when less than half of it remains:
    nobody has promised a letter for the two last days of December because a week begins then.

    Raises:
        ValueError: not a rule that repeats by day, week, month or year.
    """
    repeated, step = _repetition(rule, start)
    firsts = [moment.date() for moment in repeated.between(*_moments(start - timedelta(days=366), end), inc=True)]
    if any(part in rule.upper() for part in NAMES_DAYS):
        return tuple(Window(day, day) for day in firsts if day >= start)
    whole = [Window(first, first + step - timedelta(days=1)) for first in firsts]
    cut = [(window, Window(max(window.first, start), min(window.last, end))) for window in whole]
    return tuple(part for window, part in cut if 2 * part.day_count >= window.day_count)


def _repetition(rule: str, start: date) -> tuple[rrule, relativedelta]:
    """The rule from the beginning of the week, month or year of `start`, and the length of one window."""
    if "INTERVAL=0" in rule.upper():  # dateutil never comes to an end of it
        raise ValueError(f"{rule!r} is not a recurrence rule")
    try:
        wanted = rrulestr(rule, dtstart=datetime.combine(start, time()))
        frequency, interval = wanted._freq, wanted._interval
        step = STEPS[frequency] * interval
    except (ValueError, KeyError, AttributeError) as error:
        raise ValueError(f"{rule!r} is not a recurrence rule") from error
    beginnings = {
        YEARLY: start.replace(month=1, day=1),
        MONTHLY: start.replace(day=1),
        WEEKLY: start - timedelta(days=start.weekday()),
    }
    beginning, _ = _moments(beginnings.get(frequency, start), start)
    return wanted.replace(dtstart=beginning), step


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last, time())
