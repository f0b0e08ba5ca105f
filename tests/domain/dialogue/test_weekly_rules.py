"""When an event can have happened, by the Swedish clock, and what speaks for taking a matter up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.dialogue.weekly_report.rules import (
    SWEDEN,
    Change,
    Interval,
    Matter,
    PartOfDay,
    Weights,
    criteria_of,
    cut_at,
    interval_of_clock,
    interval_of_part,
    total_of,
    week_of,
)

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
QUIET = Matter(reports=1, sources=1, change=Change.CANNOT_TELL, seriousness=(), recurrence=0)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 9, 4), 24)])
def test_a_day_is_as_long_as_summer_time_makes_it(day: date, hours: int) -> None:
    whole = interval_of_part(day, PartOfDay.UNKNOWN)
    assert whole.latest - whole.earliest == timedelta(hours=hours)


def test_the_hour_that_autumn_tells_twice_is_taken_as_a_whole() -> None:
    night = interval_of_clock(AUTUMN, time(2, 30), time(2, 45))
    assert night.latest - night.earliest == timedelta(hours=1, minutes=15)


def test_the_hour_that_spring_skips_is_the_hour_after() -> None:
    moment = interval_of_clock(SPRING, time(2, 30), None)
    assert moment.earliest.astimezone(SWEDEN).hour == 3
    assert moment.latest >= moment.earliest


def test_what_ends_before_it_begins_ends_the_day_after() -> None:
    party = interval_of_clock(date(2026, 9, 4), time(22), time(2))
    assert party.latest - party.earliest == timedelta(hours=4)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), st.none() | st.times())
def test_no_interval_ends_before_it_begins_or_is_longer_than_a_day_and_an_hour(
    day: date, begins: time, ends: time | None
) -> None:
    told = interval_of_clock(day, begins, ends)
    assert timedelta() <= told.latest - told.earliest <= timedelta(hours=25)


def test_nothing_has_happened_later_than_now() -> None:
    now = datetime(2026, 9, 4, 19, tzinfo=UTC)
    evening = interval_of_part(date(2026, 9, 4), PartOfDay.EVENING)
    assert cut_at(evening, now) == Interval(evening.earliest, now)
    assert cut_at(interval_of_part(date(2026, 9, 5), PartOfDay.NIGHT), now) is None


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        # Half past midnight on a Monday in Sweden is Sunday in UTC.
        (datetime(2026, 9, 6, 22, 30, tzinfo=UTC), date(2026, 9, 7)),
        (datetime(2026, 9, 6, 21, 30, tzinfo=UTC), date(2026, 8, 31)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 19)),
        (datetime(2027, 1, 3, 12, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
def test_the_week_is_the_swedish_one(moment: datetime, monday: date) -> None:
    assert week_of(moment) == monday


def test_what_nobody_has_said_gives_no_points_and_is_not_zero() -> None:
    felt = next(one for one in criteria_of(QUIET, Weights()) if one.name == "seriousness")
    assert (felt.value, felt.points) == (None, 0)


def test_points_and_weights_make_the_total() -> None:
    loud = Matter(reports=5, sources=3, change=Change.RISING, seriousness=(4, 5, 1), recurrence=8)
    assert total_of(criteria_of(loud, Weights())) == 15
    assert total_of(criteria_of(loud, Weights(reports=3, sources=0, change=0, seriousness=0, recurrence=0))) == 9
    assert total_of(criteria_of(QUIET, Weights())) == 2
