"""When a job is tried again, and when a schedule comes round."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.job.rules import (
    LONGEST_WAIT,
    MOST_TRIES,
    Recurrence,
    daily,
    due_moment,
    every,
    is_given_up,
    signs_of_life,
    wait_after,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
RECURRENCES = [every(timedelta(minutes=1)), daily(time(2, 30), STOCKHOLM), daily(time(0), STOCKHOLM)]
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_waits_grow_to_an_hour() -> None:
    waits = [wait_after(tries).total_seconds() for tries in range(1, 8)]
    assert waits == [10, 40, 160, 640, 2560, 3600, 3600]
    assert wait_after(10_000) == LONGEST_WAIT


def test_a_job_is_given_up_after_eight_tries() -> None:
    assert [is_given_up(tries) for tries in (1, MOST_TRIES - 1, MOST_TRIES)] == [False, False, True]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2024-09-10T03:59:00+00:00", "2024-09-10T04:00:00+00:00"),
        ("2024-09-10T04:00:00+00:00", "2024-09-11T04:00:00+00:00"),
        ("2024-03-30T06:00:00+00:00", "2024-03-31T04:00:00+00:00"),  # summer time begins in the night
        ("2024-10-26T12:00:00+00:00", "2024-10-27T05:00:00+00:00"),  # and ends
        ("2024-12-31T05:00:00+00:00", "2025-01-01T05:00:00+00:00"),
    ],
)
def test_six_in_the_morning_is_six_by_the_clock_on_the_wall(after: str, due: str) -> None:
    assert daily(time(6), STOCKHOLM)(moment(after)) == moment(due)


def test_an_hour_that_summer_time_skips_still_comes() -> None:
    due = daily(time(2, 30), STOCKHOLM)(moment("2024-03-30T12:00:00+00:00"))
    assert due == moment("2024-03-31T01:30:00+00:00")


@given(
    MOMENTS, st.sampled_from([every(timedelta(minutes=1)), daily(time(2, 30), STOCKHOLM), daily(time(0), STOCKHOLM)])
)
def test_the_next_time_is_later_and_no_more_than_a_long_day_away(now: datetime, recurrence: Recurrence) -> None:
    assert now < recurrence(now) <= now + timedelta(hours=25)


@given(MOMENTS, MOMENTS)
def test_a_schedule_never_sleeps_longer_than_a_round(stored: datetime, now: datetime) -> None:
    assert due_moment(stored, now, every(timedelta(hours=1))) <= now + timedelta(hours=1)
    assert due_moment(stored, now, every(timedelta(hours=1))) <= stored


def test_a_worker_seen_in_the_future_is_as_dead_as_one_seen_long_ago() -> None:
    now = moment("2024-09-10T12:00:00+00:00")
    first, last = signs_of_life(now, timedelta(minutes=1))
    assert first <= now - timedelta(seconds=59)
    assert last < now + timedelta(days=1)
