from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.activity.judging import Outcome, Verdict, is_working_day, outcome_of, public_day


@pytest.mark.parametrize(
    ("seen", "public"),
    [
        # Monday 2 March 2026: two plain weeks, public the day after the tenth.
        (date(2026, 3, 2), date(2026, 3, 17)),
        # Friday 18 December 2026: Christmas, New Year and Epiphany lie between.
        (date(2026, 12, 18), date(2027, 1, 9)),
        # Thursday 11 June 2026: Midsummer's Eve is no working day.
        (date(2026, 6, 11), date(2026, 6, 27)),
        # Wednesday 25 March 2026: Good Friday and Easter Monday.
        (date(2026, 3, 25), date(2026, 4, 11)),
    ],
)
def test_ten_swedish_working_days_lie_between(seen: date, public: date) -> None:
    assert public_day(seen) == public


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_there_are_always_ten_whole_working_days(seen: date) -> None:
    between = [seen + timedelta(days=number) for number in range(1, (public_day(seen) - seen).days)]
    assert sum(map(is_working_day, between)) == 10
    assert is_working_day(between[-1])


def test_views_that_agree_are_one_and_others_are_two() -> None:
    assert outcome_of([Verdict.PARTLY]) is Outcome.PARTLY
    assert outcome_of([Verdict.PARTLY, Verdict.PARTLY]) is Outcome.PARTLY
    assert outcome_of([Verdict.DONE, Verdict.NOT_DONE]) is Outcome.TWO_VIEWS
