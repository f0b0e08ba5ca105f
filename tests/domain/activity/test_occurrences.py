from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.activity.occurrences import Window, is_rule, occurrences
from tests.domain.activity.commitments import RULES

YEAR = {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}


def test_once_a_month_gives_each_month_whole() -> None:
    windows = occurrences("FREQ=MONTHLY", **YEAR)
    assert len(windows) == 12
    assert windows[1] == Window(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", 4),
        ("FREQ=MONTHLY;INTERVAL=4", 3),
        ("FREQ=MONTHLY;INTERVAL=6", 2),
        ("FREQ=YEARLY", 1),
        ("FREQ=WEEKLY", 52),
        ("FREQ=DAILY", 366),
        ("FREQ=WEEKLY;BYDAY=WE", 52),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", 26),
        ("FREQ=WEEKLY;BYDAY=SA,SU", 104),
        ("FREQ=MONTHLY;BYDAY=1MO", 12),
        ("FREQ=MONTHLY;BYDAY=-1FR", 12),
    ],
)
def test_a_year_holds_so_many(rule: str, number: int) -> None:
    assert len(occurrences(rule, **YEAR)) == number


def test_weeks_begin_on_mondays_and_short_remainders_are_left_out() -> None:
    # 2025-01-01 is a Wednesday: five days remain of its week. 2025-12-31 is one too: three days remain.
    windows = occurrences("FREQ=WEEKLY", start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert windows[0] == Window(date(2025, 1, 1), date(2025, 1, 5))
    assert windows[1].first == date(2025, 1, 6)
    assert windows[-1] == Window(date(2025, 12, 22), date(2025, 12, 28))


def test_a_promise_that_begins_late_in_a_month_owes_nothing_for_it() -> None:
    windows = occurrences("FREQ=MONTHLY", start=date(2024, 5, 20), end=date(2024, 8, 31))
    assert [window.first for window in windows] == [date(2024, 6, 1), date(2024, 7, 1), date(2024, 8, 1)]


def test_the_last_sundays_of_march_and_october_are_days_like_others() -> None:
    windows = occurrences("FREQ=DAILY", start=date(2024, 3, 30), end=date(2024, 4, 1))
    assert [window.first.day for window in windows] == [30, 31, 1]
    assert len(occurrences("FREQ=DAILY", start=date(2024, 10, 26), end=date(2024, 10, 28))) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "varje månad",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;COUNT=3",
        "FREQ=MONTHLY\nDTSTART:20240101",
        "FREQ=WEEKLY;BYDAY=",
    ],
)
def test_other_rules_are_refused(rule: str) -> None:
    assert not is_rule(rule)
    with pytest.raises(ValueError, match="recurrence"):
        occurrences(rule, **YEAR)


@given(
    st.sampled_from([*RULES, "FREQ=DAILY;INTERVAL=5", "FREQ=WEEKLY;INTERVAL=2"]),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 900),
)
def test_windows_follow_each_other_inside_the_period(rule: str, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    windows = occurrences(rule, start=start, end=end)
    assert all(start <= window.first <= window.last <= end for window in windows)
    assert all(before.last < after.first for before, after in pairwise(windows))
