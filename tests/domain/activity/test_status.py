"""The rules of the status function, for any order of plans, reports and days."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.activity.rules import (
    Authority,
    Expectation,
    PlanTerms,
    ReportFact,
    Status,
    StatusCode,
    bearing_authorities,
    expectation,
    in_public,
    status,
    visible_on,
)
from loftet.sources.promise_text.record import Bearer, CommitmentKind, CommitmentRecord, PartyKind
from tests.domain.activity.commitments import (
    END,
    START,
    commitments,
    days,
    expectations,
    expected,
    facts,
    plans,
    reports,
)

LETTERS = CommitmentRecord(text="Polisen skickar brev en gång i månaden.", recurrence="FREQ=MONTHLY", count=1)
FOUR = CommitmentRecord(text="Polisen gör fyra besök.", count=4)
VAGUE = CommitmentRecord(text="Polisen patrullerar regelbundet.", vague="regelbundet")
JUNE = date(2024, 6, 1)


def done_on(*on: date) -> list[ReportFact]:
    return [ReportFact(on=day, told_on=day, times=1) for day in on]


def known(told: list[ReportFact], today: date) -> list[ReportFact]:
    return [report for report in told if report.told_on <= today]


def done(awaited: Expectation, told: list[ReportFact], today: date) -> int:
    return sum(report.times for report in known(told, today) if awaited.counts_from <= report.on <= awaited.end)


@given(expectations(), reports, days, st.booleans(), st.randoms())
def test_the_order_of_reports_does_not_matter(
    awaited: Expectation, told: list[ReportFact], today: date, recorded: bool, random: Random
) -> None:
    shuffled = [*told]
    random.shuffle(shuffled)
    assert status(awaited, shuffled, today=today, recorded=recorded) == status(
        awaited, told, today=today, recorded=recorded
    )


@given(expectations(), reports, days)
def test_it_is_later_than_planned_only_in_the_bearers_own_words(
    awaited: Expectation, told: list[ReportFact], today: date
) -> None:
    found = status(awaited, told, today=today)
    silent = [replace(report, later_reason="") for report in told]
    assert status(awaited, silent, today=today).code is not StatusCode.LATER
    if found.code is StatusCode.LATER:
        assert found.reason in {report.later_reason for report in known(told, today)} - {""}
    else:
        assert found.reason == ""


@given(expectations(), reports, days)
def test_silence_is_stated_neither_after_the_period_nor_within_the_rhythm_of_a_word(
    awaited: Expectation, told: list[ReportFact], today: date
) -> None:
    found = status(awaited, told, today=today)
    if found.code is StatusCode.SILENT:
        assert today <= END
        words = [report.told_on for report in known(told, today)]
        assert found.since == max(words, default=None)
        assert today > max([*words, awaited.starts_on]) + awaited.silence


@given(commitments, plans(), reports, days, st.booleans())
def test_a_conditional_commitment_is_never_anything_else(
    commitment: CommitmentRecord, plan: PlanTerms | None, told: list[ReportFact], today: date, recorded: bool
) -> None:
    awaited = expected(replace(commitment, condition="vid behov"), plan)
    assert status(awaited, told, today=today, recorded=recorded).code is StatusCode.CONDITIONAL


@given(expectations(), reports, days)
def test_it_is_done_if_and_only_if_the_number_is_reached(
    awaited: Expectation, told: list[ReportFact], today: date
) -> None:
    found = status(awaited, told, today=today)
    reached = awaited.count is not None and done(awaited, told, today) >= awaited.count
    assert (found.code is StatusCode.DONE) == (reached and not awaited.conditional)
    assert found.done == done(awaited, told, today)


@given(expectations(), reports, days, st.booleans())
def test_nothing_is_said_if_and_only_if_nothing_can_be_followed(
    awaited: Expectation, told: list[ReportFact], today: date, recorded: bool
) -> None:
    found = status(awaited, told, today=today, recorded=recorded)
    unfollowed = awaited.count is None or (recorded and not known(told, today))
    assert (found.code is StatusCode.NONE) == (unfollowed and not awaited.conditional)


@given(expectations(), reports, st.lists(facts(), max_size=4), days)
def test_more_work_never_turns_done_into_something_else(
    awaited: Expectation, told: list[ReportFact], more: list[ReportFact], today: date
) -> None:
    if status(awaited, told, today=today).code is StatusCode.DONE:
        assert status(awaited, [*told, *more], today=today).code is StatusCode.DONE


@given(expectations(), reports, st.lists(facts(), min_size=1, max_size=4), days)
def test_what_is_told_after_today_changes_nothing(
    awaited: Expectation, told: list[ReportFact], more: list[ReportFact], today: date
) -> None:
    later = [replace(report, told_on=today + timedelta(days=1 + number)) for number, report in enumerate(more)]
    assert status(awaited, [*told, *later], today=today) == status(awaited, told, today=today)


@given(expectations(), reports, days, days)
def test_what_is_done_stays_done_as_days_pass(
    awaited: Expectation, told: list[ReportFact], one: date, other: date
) -> None:
    earlier, later = sorted([one, other])
    before, after = (status(awaited, told, today=day) for day in (earlier, later))
    assert after.done >= before.done
    if before.code is StatusCode.DONE:
        assert after.code is StatusCode.DONE


@given(commitments, plans(), plans(), reports, days)
def test_a_change_of_plan_alone_never_makes_anything_later_or_conditional(
    commitment: CommitmentRecord,
    plan: PlanTerms | None,
    newer: PlanTerms | None,
    told: list[ReportFact],
    today: date,
) -> None:
    before, after = (status(expected(commitment, terms), told, today=today).code for terms in (plan, newer))
    assert (before is StatusCode.CONDITIONAL) == (after is StatusCode.CONDITIONAL)
    if after is StatusCode.LATER:
        assert any(report.later_reason for report in known(told, today))


@given(expectations(), reports, days)
def test_a_day_has_passed_only_when_it_has_and_the_number_is_not_reached(
    awaited: Expectation, told: list[ReportFact], today: date
) -> None:
    found = status(awaited, told, today=today)
    if found.passed:
        assert found.code not in {StatusCode.DONE, StatusCode.NONE, StatusCode.CONDITIONAL}
        assert found.passed < today
    assert not found.ended or today > END


@given(expectations(), reports, days)
def test_it_is_not_time_yet_only_before_the_first_day_and_the_first_deed(
    awaited: Expectation, told: list[ReportFact], today: date
) -> None:
    if status(awaited, told, today=today).code is StatusCode.WAIT:
        assert today < awaited.starts_on
        assert not done(awaited, told, today)


def test_once_a_month_in_2024_is_twelve() -> None:
    awaited = expected(LETTERS)
    assert (awaited.count, len(awaited.windows)) == (12, 12)
    told = done_on(*(date(2024, month, 15) for month in range(1, 9)))
    assert status(awaited, told, today=date(2024, 8, 20)) == Status(code=StatusCode.TRACK, done=8, expected=12)


def test_what_is_followed_from_the_middle_of_the_year_misses_nothing_before() -> None:
    awaited = expected(LETTERS, followed_from=date(2024, 6, 15))
    assert awaited.count == 7
    told = done_on(date(2024, 5, 31), date(2024, 6, 3))
    assert status(awaited, told, today=date(2024, 6, 20)).done == 1


def test_a_number_of_the_whole_year_counts_what_was_done_before_it_was_followed_here() -> None:
    awaited = expected(FOUR, followed_from=date(2024, 10, 1))
    told = [ReportFact(on=date(2024, 3, 1), told_on=date(2024, 10, 2), times=4)]
    assert status(awaited, told, today=date(2024, 10, 3)).code is StatusCode.DONE


def test_what_is_done_after_the_promise_has_ended_is_no_part_of_it() -> None:
    told = [ReportFact(on=date(2025, 1, 3), told_on=date(2025, 1, 3), times=4)]
    found = status(expected(FOUR), told, today=date(2025, 1, 10))
    assert (found.code, found.done, found.passed, found.ended) == (StatusCode.TRACK, 0, END, True)


def test_a_plan_gives_a_number_where_the_promise_has_none() -> None:
    assert expected(VAGUE).count is None
    assert expected(VAGUE, PlanTerms(count=4, at_least=True)).count == 4
    assert expected(VAGUE, PlanTerms(recurrence="FREQ=MONTHLY;INTERVAL=3")).count == 4


def test_a_rhythm_of_telling_alone_gives_the_public_nothing_to_follow() -> None:
    awaited = expected(VAGUE, PlanTerms(rhythm="FREQ=MONTHLY"))
    assert status(awaited, done_on(JUNE), today=JUNE).code is StatusCode.NONE


def test_a_rhythm_of_telling_says_when_silence_is_stated() -> None:
    told = done_on(JUNE)
    monthly = expected(FOUR, PlanTerms(rhythm="FREQ=MONTHLY"))
    assert status(monthly, told, today=date(2024, 7, 2)).code is StatusCode.TRACK
    assert status(monthly, told, today=date(2024, 7, 3)) == Status(
        code=StatusCode.SILENT, done=1, expected=4, since=JUNE
    )
    assert status(expected(FOUR), told, today=date(2024, 8, 31)).code is StatusCode.TRACK


def test_the_promises_own_interval_of_reporting_is_used_where_the_plan_has_none() -> None:
    awaited = expectation(FOUR, None, start=START, end=END, reporting="FREQ=MONTHLY;INTERVAL=6")
    assert awaited.silence == timedelta(days=184)


def test_work_that_is_told_of_after_a_later_word_makes_it_ongoing_again() -> None:
    word = ReportFact(on=JUNE, told_on=JUNE, later_reason="Personalbrist")
    work = done_on(date(2024, 6, 20))
    assert status(expected(FOUR), [word], today=JUNE).reason == "Personalbrist"
    assert status(expected(FOUR), [word, *work], today=date(2024, 6, 20)).code is StatusCode.TRACK


def test_of_work_and_a_later_word_told_on_one_day_the_word_holds_in_either_order() -> None:
    told = [ReportFact(on=JUNE, told_on=JUNE, later_reason="Personalbrist"), *done_on(JUNE)]
    for order in (told, told[::-1]):
        assert status(expected(FOUR), order, today=JUNE) == Status(
            code=StatusCode.LATER, done=1, expected=4, reason="Personalbrist"
        )


def test_work_before_its_first_day_is_work() -> None:
    awaited = expected(FOUR, PlanTerms(first_day=date(2024, 9, 1)))
    assert status(awaited, [], today=JUNE).code is StatusCode.WAIT
    assert status(awaited, done_on(JUNE), today=JUNE).code is StatusCode.TRACK


def test_nothing_is_done_yet_is_a_word_that_ends_silence_and_not_a_later_word() -> None:
    word = ReportFact(on=JUNE, told_on=JUNE, later_reason="Personalbrist")
    nothing = ReportFact(on=date(2024, 7, 1), told_on=date(2024, 7, 1))
    assert status(expected(FOUR), [nothing], today=date(2024, 7, 1)).code is StatusCode.TRACK
    assert status(expected(FOUR), [word, nothing], today=date(2024, 7, 1)).code is StatusCode.LATER


def test_the_last_day_of_a_plan_is_stated_when_it_has_passed() -> None:
    awaited = expected(FOUR, PlanTerms(last_day=date(2024, 5, 31)))
    told = done_on(date(2024, 5, 1))
    assert status(awaited, told, today=date(2024, 5, 31)).passed is None
    assert status(awaited, told, today=JUNE).passed == date(2024, 5, 31)


def test_an_interval_that_is_not_understood_is_not_counted() -> None:
    awaited = expected(replace(LETTERS, recurrence="FREQ=MONTHLY;BYSETPOS=-1"))
    assert (awaited.count, awaited.windows) == (None, ())


def test_a_promise_signed_elsewhere_shows_nothing_before_its_first_report() -> None:
    assert status(expected(LETTERS), [], today=JUNE, recorded=True).code is StatusCode.NONE
    assert status(expected(LETTERS), done_on(JUNE), today=JUNE, recorded=True).code is StatusCode.TRACK


def test_the_days_of_unannounced_work_are_not_in_public_but_its_number_is() -> None:
    terms = PlanTerms(recurrence="FREQ=MONTHLY", first_day=date(2024, 4, 1), last_day=date(2024, 9, 30))
    hidden = in_public(expected(VAGUE, terms), CommitmentKind.INSPECTION, delay_days=14)
    assert (hidden.count, hidden.starts_on, hidden.last_day, hidden.windows) == (6, START, END, ())
    shown = in_public(expected(VAGUE, terms), CommitmentKind.SCHOOL_VISIT, delay_days=14)
    assert (shown.starts_on, shown.last_day, len(shown.windows)) == (date(2024, 4, 1), date(2024, 9, 30), 6)


def test_unannounced_work_is_visible_after_its_month_and_the_delay_and_other_work_at_once() -> None:
    on, public = date(2024, 5, 2), date(2024, 5, 4)
    assert visible_on(on, public, kind=CommitmentKind.PATROL, delay_days=14) == date(2024, 6, 15)
    assert visible_on(on, public, kind=CommitmentKind.PATROL, delay_days=0) == date(2024, 6, 1)
    assert visible_on(on, date(2024, 6, 2), kind=CommitmentKind.PATROL, delay_days=0) == date(2024, 7, 1)
    assert visible_on(on, public, kind=CommitmentKind.LECTURE, delay_days=14) == public


@given(on=days, reported_after=st.integers(0, 90), delay=st.integers(0, 90))
def test_no_habit_of_reporting_tells_the_day_of_unannounced_work(on: date, reported_after: int, delay: int) -> None:
    """Whatever day of its month it was done on, it is shown on one of at most two days that the month decides."""
    month = [on.replace(day=day) for day in range(1, monthrange(on.year, on.month)[1] + 1)]
    lag = timedelta(days=reported_after)
    shown = {visible_on(day, day + lag, kind=CommitmentKind.PATROL, delay_days=delay) for day in month}
    assert len(shown) <= 3
    assert all(day.day == 1 for day in shown if day != min(shown))


def test_unannounced_work_is_not_called_silent_while_what_was_told_waits_to_be_shown() -> None:
    patrols = replace(LETTERS, kind=CommitmentKind.PATROL)
    public = in_public(expected(patrols), CommitmentKind.PATROL, delay_days=14)
    assert status(public, [], today=date(2024, 5, 14)).code is StatusCode.TRACK
    assert status(public, [], today=date(2024, 6, 1)).code is StatusCode.SILENT


def test_a_department_and_other_bodies_are_the_municipalitys_and_nobody_is_both() -> None:
    schools = Bearer(party=PartyKind.DEPARTMENT, name="Utbildningsförvaltningen")
    landlord = Bearer(party=PartyKind.THIRD_PARTY, name="Bostadsbolaget")
    police = Bearer(party=PartyKind.POLICE, name="Polisen")
    assert bearing_authorities([schools, landlord]) == {Authority.MUNICIPALITY}
    assert bearing_authorities([schools, police]) == set(Authority)
    assert bearing_authorities([]) == set(Authority)
