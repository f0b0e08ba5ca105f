"""When a word is asked for, and of whom."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.activity.occurrences import Window
from loftet.domain.activity.rules import QUARTER, Authority, PlanTerms
from loftet.domain.activity.telling import Addressee, addressees, asked_rhythm, untold_window
from loftet.sources.promise_text.record import Bearer, CommitmentRecord, PartyKind
from tests.domain.activity.commitments import END, START, days, days_of_period

MONTHLY, YEARLY = "FREQ=MONTHLY", "FREQ=YEARLY"
LETTERS = CommitmentRecord(text="Brev varje månad.", recurrence=MONTHLY)
FOUR = CommitmentRecord(text="Fyra besök.", count=4)
VAGUE = CommitmentRecord(text="Patruller regelbundet.")
MEETINGS = CommitmentRecord(text="Möten vid behov.", condition="vid behov")

POLICE = Addressee(id=1, authority=Authority.POLICE, function="kommunpolis")
OTHER_POLICE = Addressee(id=2, authority=Authority.POLICE, function="gruppchef")
TOWN = Addressee(id=3, authority=Authority.MUNICIPALITY)
SCHOOLS = Addressee(id=4, authority=Authority.MUNICIPALITY, department="Utbildningsförvaltningen")
WORKS = Addressee(id=5, authority=Authority.MUNICIPALITY, department="Tekniska förvaltningen")
CONTACTS = [POLICE, OTHER_POLICE, TOWN, SCHOOLS, WORKS]


def ids(*bearers: tuple[PartyKind, str], function: str = "", contacts: list[Addressee] = CONTACTS) -> list[int]:
    commitment = CommitmentRecord(text="", bearers=[Bearer(party=party, name=name) for party, name in bearers])
    return sorted(contact.id for contact in addressees(commitment, function, contacts))


def untold(rhythm: str, *told_of: date, today: date) -> Window | None:
    return untold_window(rhythm, start=START, end=END, told_of=told_of, today=today)


def test_the_plans_rhythm_is_asked_for_before_the_promises_and_its_own_interval() -> None:
    assert asked_rhythm(LETTERS, PlanTerms(rhythm=YEARLY), reporting=QUARTER) == YEARLY
    assert asked_rhythm(LETTERS, None, reporting=QUARTER) == QUARTER
    assert asked_rhythm(LETTERS, None, reporting=None) == MONTHLY
    assert asked_rhythm(FOUR, None, reporting=None) == QUARTER
    assert asked_rhythm(VAGUE, PlanTerms(count=3), reporting=None) == QUARTER
    assert asked_rhythm(LETTERS, None, reporting="ofta") == MONTHLY


def test_nothing_is_asked_where_nobody_has_said_that_a_word_is_awaited() -> None:
    assert asked_rhythm(VAGUE, None, reporting=None) == ""
    assert asked_rhythm(MEETINGS, None, reporting=QUARTER) == ""
    assert asked_rhythm(MEETINGS, PlanTerms(rhythm=QUARTER), reporting=None) == QUARTER


def test_a_month_is_asked_about_when_it_is_over_and_untold() -> None:
    assert untold(MONTHLY, today=date(2024, 1, 31)) is None
    january = Window(date(2024, 1, 1), date(2024, 1, 31))
    assert untold(MONTHLY, today=date(2024, 2, 1)) == january
    assert untold(MONTHLY, date(2024, 1, 5), today=date(2024, 2, 1)) is None
    assert untold(MONTHLY, date(2023, 12, 20), today=date(2024, 2, 1)) == january
    assert untold(MONTHLY, date(2024, 2, 1), today=date(2024, 2, 1)) is None


def test_the_last_month_is_asked_about_after_the_end_but_not_for_ever() -> None:
    assert untold(MONTHLY, date(2024, 11, 3), today=date(2025, 1, 7)) == Window(date(2024, 12, 1), END)
    assert untold(MONTHLY, date(2024, 11, 3), today=date(2025, 3, 2)) is None


def nothing_done(rhythm: str, *told_of: date, on: date, today: date) -> Window | None:
    return untold_window(rhythm, start=START, end=END, told_of=told_of, nothing_on=[on], today=today)


def test_that_nothing_is_done_answers_for_the_month_that_was_asked_about_not_for_the_one_that_has_begun() -> None:
    june = Window(date(2024, 6, 1), date(2024, 6, 30))
    assert nothing_done(MONTHLY, on=date(2024, 6, 4), today=date(2024, 6, 10)) is None
    assert nothing_done(MONTHLY, on=date(2024, 6, 4), today=date(2024, 7, 2)) == june


def test_that_nothing_is_done_is_about_its_own_day_where_nothing_was_asked() -> None:
    assert nothing_done(MONTHLY, date(2024, 5, 20), on=date(2024, 6, 28), today=date(2024, 7, 2)) is None


@given(st.sampled_from([MONTHLY, QUARTER, "FREQ=WEEKLY"]), st.lists(days_of_period), days)
def test_one_word_about_today_is_enough_whatever_is_due(rhythm: str, told_of: list[date], today: date) -> None:
    window = untold(rhythm, *told_of, today=today)
    assert window is None or (window.last < today and not any(day >= window.first for day in told_of))
    assert untold(rhythm, *told_of, today, today=today) is None


def test_each_authority_that_bears_it_is_asked() -> None:
    assert ids((PartyKind.POLICE, "Polisen")) == [1, 2]
    assert ids((PartyKind.POLICE, "Polisen"), (PartyKind.MUNICIPALITY, "kommunen")) == [1, 2, 3]
    assert ids() == [1, 2, 3]


def test_a_department_is_asked_itself_and_else_whoever_answers_for_the_whole() -> None:
    schools, parks = (PartyKind.DEPARTMENT, SCHOOLS.department), (PartyKind.DEPARTMENT, "Parkförvaltningen")
    assert ids(schools) == [SCHOOLS.id]
    assert ids(parks) == [TOWN.id]
    assert ids((PartyKind.THIRD_PARTY, "Bostadsbolaget")) == [TOWN.id]
    assert ids(schools, contacts=[POLICE]) == []


def test_the_function_that_the_plan_names_is_asked_alone_if_there_is_one() -> None:
    assert ids((PartyKind.POLICE, "Polisen"), function="kommunpolis") == [POLICE.id]
    assert ids((PartyKind.POLICE, "Polisen"), function="områdespolis") == [1, 2]
