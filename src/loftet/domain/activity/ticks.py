"""A commitment's year, month by month. A month without a word is untold, never late."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from loftet.domain.activity.occurrences import Window


class TickState(StrEnum):
    TOLD = "told"
    UNTOLD = "untold"
    """A time that was expected is over, and nothing has been told of it."""
    NOW = "now"
    AHEAD = "ahead"
    FREE = "free"
    """Nothing is expected to be over by this month."""
    BEFORE = "before"
    """The commitment was not followed here yet."""


@dataclass(frozen=True, slots=True)
class Tick:
    month: date
    """Its first day."""
    state: TickState
    times: int


def ticks(
    *, period: Window, first_day: date, windows: Sequence[Window], done: Mapping[date, int], today: date
) -> tuple[Tick, ...]:
    """One for each month of the promise.

    Args:
        first_day: the first day on which something can be missing.
        done: how many times on each day, as the public may know them.
    """
    return tuple(_tick(month, first_day, windows, done, today) for month in _months(period))


# A promise has the same months for each of its commitments.
@lru_cache(maxsize=64)
def _months(period: Window) -> tuple[Window, ...]:
    months = (_month(period.first.replace(day=1) + relativedelta(months=number)) for number in itertools.count())
    return tuple(itertools.takewhile(lambda month: month.first <= period.last, months))


def _month(first: date) -> Window:
    return Window(first, first + relativedelta(months=1) - timedelta(days=1))


def _tick(month: Window, first_day: date, windows: Sequence[Window], done: Mapping[date, int], today: date) -> Tick:
    times = _times(month, done)
    awaited = any(month.holds(window.last) and not _times(window, done) for window in windows)
    if times:
        state = TickState.TOLD
    elif month.last < first_day:
        state = TickState.BEFORE
    elif month.holds(today):
        state = TickState.NOW
    elif not awaited:
        state = TickState.FREE
    else:
        state = TickState.AHEAD if month.first > today else TickState.UNTOLD
    return Tick(month.first, state, times)


def _times(window: Window, done: Mapping[date, int]) -> int:
    return sum(times for day, times in done.items() if window.holds(day))
