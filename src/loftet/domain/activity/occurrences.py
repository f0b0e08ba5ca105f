"""When a repeated commitment is due: one window for each time, in Swedish days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr

STEPS = {
    "DAILY": relativedelta(days=1),
    "WEEKLY": relativedelta(weeks=1),
    "MONTHLY": relativedelta(months=1),
    "YEARLY": relativedelta(years=1),
}
_DAY = "-?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)"
# What a promise or plan says of how often. The rest of RFC 5545 has rules that never come round or never end.
_RULE = re.compile(
    rf"FREQ=(?P<frequency>{'|'.join(STEPS)})(;INTERVAL=(?P<interval>[1-9]\d?))?(;BYDAY={_DAY}(,{_DAY})*)?"
)


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


@lru_cache(maxsize=4096)
def occurrences(rule: str, *, start: date, end: date) -> tuple[Window, ...]:
    """The windows of an RFC 5545 rule within a period: "FREQ=MONTHLY" in 2024 gives twelve months.

    A rule that names weekdays gives those days. Every other one gives whole weeks (from Monday), months or years.
    One that lies across the period's first or last day is cut there, and left out when less than half of it remains:
    nobody has promised a letter for the two last days of December because a week begins then.

    Raises:
        ValueError: not a rule of frequency, interval and weekdays, in that order.
    """
    read = _RULE.fullmatch(rule)
    if not read:
        raise ValueError(f"{rule!r} is not a recurrence rule")
    frequency, step = read["frequency"], STEPS[read["frequency"]] * int(read["interval"] or 1)
    firsts = [moment.date() for moment in _repetition(rule, frequency, start).between(*_moments(start, end), inc=True)]
    if "BYDAY" in rule:
        return tuple(Window(day, day) for day in firsts if day >= start)
    whole = [Window(first, first + step - timedelta(days=1)) for first in firsts]
    cut = [(window, Window(max(window.first, start), min(window.last, end))) for window in whole]
    return tuple(part for window, part in cut if 2 * part.day_count >= window.day_count)


def is_rule(rule: str) -> bool:
    """Whether `occurrences` understands it."""
    return bool(_RULE.fullmatch(rule))


def _repetition(rule: str, frequency: str, start: date) -> rrule:
    """The rule from the beginning of the week, month or year of `start`."""
    beginnings = {
        "DAILY": start,
        "WEEKLY": start - timedelta(days=start.weekday()),
        "MONTHLY": start.replace(day=1),
        "YEARLY": start.replace(month=1, day=1),
    }
    repeated = rrulestr(rule, dtstart=datetime.combine(beginnings[frequency], time()))
    if not isinstance(repeated, rrule):
        raise TypeError(rule)
    return repeated


def _moments(start: date, end: date) -> tuple[datetime, datetime]:
    """From a year before the start, for the window that has begun then."""
    return datetime.combine(start - timedelta(days=366), time()), datetime.combine(end, time())
