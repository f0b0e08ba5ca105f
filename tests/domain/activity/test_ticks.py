from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.activity.occurrences import Window, occurrences
from loftet.domain.activity.ticks import TickState, ticks
from tests.domain.activity.commitments import END, START, days, days_of_period

YEAR = Window(START, END)
DONE = st.dictionaries(days_of_period, st.integers(1, 5))


def states(rule: str, *done: date, today: date, first_day: date = START) -> str:
    """A letter a month: t(old), u(ntold), n(ow), a(head), f(ree), b(efore)."""
    windows = occurrences(rule, start=START, end=END) if rule else ()
    made = ticks(period=YEAR, first_day=first_day, windows=windows, done=dict.fromkeys(done, 1), today=today)
    return "".join(tick.state[0] for tick in made)


def test_each_month_says_what_is_known_of_it() -> None:
    told = [date(2024, month, 9) for month in (1, 3)]
    assert states("FREQ=MONTHLY", *told, today=date(2024, 5, 2)) == "tutunaaaaaaa"
    assert states("FREQ=MONTHLY", date(2024, 5, 1), today=date(2024, 5, 2)) == "uuuutaaaaaaa"


def test_a_quarter_is_awaited_in_its_last_month_unless_it_has_been_told_of() -> None:
    quarterly = "FREQ=MONTHLY;INTERVAL=3"
    assert states(quarterly, date(2024, 4, 9), today=date(2024, 10, 2)) == "ffutffffunfa"


def test_nothing_is_missing_before_it_was_followed() -> None:
    assert states("FREQ=MONTHLY", today=date(2024, 9, 1), first_day=date(2024, 7, 10)) == "bbbbbbuunaaa"


def test_without_an_interval_only_what_was_done_is_said() -> None:
    assert states("", date(2024, 2, 9), today=date(2024, 4, 2)) == "ftfnffffffff"


def test_a_promise_of_a_summer_has_the_months_of_the_summer() -> None:
    summer = Window(date(2024, 5, 15), date(2024, 8, 31))
    made = ticks(period=summer, first_day=summer.first, windows=(), done={}, today=END)
    assert [tick.month.month for tick in made] == [5, 6, 7, 8]


@given(DONE, days)
def test_every_deed_stands_in_its_month_and_no_month_ahead_is_untold(done: dict[date, int], today: date) -> None:
    windows = occurrences("FREQ=WEEKLY", start=START, end=END)
    made = ticks(period=YEAR, first_day=START, windows=windows, done=done, today=today)
    assert len(made) == 12
    assert sum(tick.times for tick in made) == sum(done.values())
    untold = [tick.month for tick in made if tick.state is TickState.UNTOLD]
    assert all(month + relativedelta(months=1) <= today for month in untold)
