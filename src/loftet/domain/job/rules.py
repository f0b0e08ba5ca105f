"""When a job is tried again, whose worker is alive, and when a schedule comes round."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

MOST_TRIES = 8
SHORTEST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)

Recurrence = Callable[[datetime], datetime]
"""From any moment to the next one, later than it, at which something is due."""


def wait_after(tries: int) -> timedelta:
    """How long a job that failed for the `tries`:th time, from 1, waits: 10 s, 40 s, 160 s and so on to an hour."""
    return min(SHORTEST_WAIT * 4.0 ** min(tries - 1, 10), LONGEST_WAIT)


def is_given_up(tries: int) -> bool:
    return tries >= MOST_TRIES


def signs_of_life(now: datetime, lease: timedelta) -> tuple[datetime, datetime]:
    """The first and last moment at which a worker that is alive at `now` can have been seen.

    A moment after `now` is from before the clock was set back, so it must not keep a dead worker alive for ever.
    """
    return now - lease, now + lease


def every(interval: timedelta) -> Recurrence:
    return lambda moment: moment + interval


def daily(at: time, zone: tzinfo) -> Recurrence:
    """Once a day at a wall-clock time; an hour that summer time skips counts as the hour after."""

    def following(moment: datetime) -> datetime:
        today = moment.astimezone(zone).date()
        days = (datetime.combine(today + timedelta(days=ahead), at, zone) for ahead in range(3))
        # A wall-clock time compared within its own zone would leave the shift out of account.
        return next(day for day in (day.astimezone(UTC) for day in days) if day > moment)

    return following


def due_moment(stored: datetime, now: datetime, recurrence: Recurrence) -> datetime:
    """When a schedule is next due: as stored, but never later than one round from `now`.

    A clock that was years ahead for a minute would otherwise silence the schedule for years.
    """
    return min(stored, recurrence(now))
