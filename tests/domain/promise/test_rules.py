"""The check: what a draft says, and what is left to say."""

from dataclasses import replace
from datetime import date

import pytest

from loftet.domain.promise.questions import Advice, Amount, CheckItem, EndOfPeriod, Figure, Question, State
from loftet.domain.promise.rules import (
    check_commitment,
    check_goal,
    check_promise,
    check_summary,
    gap_count,
    times_in_period,
)
from loftet.sources.promise_text.record import (
    Bearer,
    BearerFound,
    CommitmentKind,
    CommitmentRecord,
    Direction,
    FollowUp,
    GoalRecord,
    Measure,
    PartyKind,
    Period,
    PromiseRecord,
    Signatory,
)

POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
YEAR = Period(start=date(2024, 1, 1), end=date(2024, 12, 31), literal="2024")
LETTER = CommitmentRecord(
    text="Polisen skickar informationsbrev till grannsamverkansgrupper en gång i månaden.",
    bearers=[POLICE],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.INFORMATION,
    recurrence="FREQ=MONTHLY",
    count=1,
    problem="Inbrott i bostäder",
    cause="Grannar vet inte vad de ska se efter",
)
GYM = CommitmentRecord(
    text="Polisen gör kontroller på gym kopplat till doping.",
    bearers=[POLICE],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.INSPECTION,
)
BURGLARY = GoalRecord(
    text="Minska antalet inbrott i bostäder.",
    direction=Direction.FEWER,
    subject="inbrott i bostäder",
    carried=True,
    measure=Measure(
        indicator="Anmälda bostadsinbrott",
        unit="brott",
        source="Brå, anmälda brott",
        baseline=31,
        baseline_on=date(2025, 12, 31),
        target=24,
        next_on=date(2027, 3, 31),
    ),
)


def asked(items: tuple[CheckItem, ...], question: Question) -> CheckItem:
    (item,) = [item for item in items if item.question is question]
    return item


def of_letter(question: Question, **changes: object) -> CheckItem:
    return asked(check_commitment(replace(LETTER, **changes), YEAR), question)  # type: ignore[arg-type]


def of_goal(question: Question, text: str = BURGLARY.text, **changes: object) -> CheckItem:
    return asked(check_goal(replace(BURGLARY, text=text, subject="", **changes)), question)  # type: ignore[arg-type]


def with_measure(**changes: object) -> Measure:
    assert BURGLARY.measure is not None
    return replace(BURGLARY.measure, **changes)  # type: ignore[arg-type]


# A commitment


@pytest.mark.parametrize("commitment", [LETTER, GYM, CommitmentRecord(text="")])
def test_a_commitment_is_asked_the_same_seven_in_the_same_order(commitment: CommitmentRecord) -> None:
    assert [item.question for item in check_commitment(commitment, None)] == [
        Question.WHO,
        Question.WHAT,
        Question.WHERE,
        Question.HOW_MANY,
        Question.BY_WHEN,
        Question.PROBLEM,
        Question.CAUSE,
    ]


def test_a_letter_every_month_with_problem_and_cause_leaves_nothing_to_say() -> None:
    assert gap_count(check_commitment(LETTER, YEAR)) == 0


def test_an_interval_answers_both_how_many_and_by_when() -> None:
    monthly = Amount(count=1, recurrence="FREQ=MONTHLY", total=12)
    assert of_letter(Question.HOW_MANY).answer == monthly
    assert of_letter(Question.BY_WHEN).answer == monthly


def test_a_control_without_number_or_day_is_told_both() -> None:
    items = check_commitment(GYM, YEAR)
    assert asked(items, Question.HOW_MANY).advice is Advice.GIVE_A_NUMBER
    assert asked(items, Question.BY_WHEN).advice is Advice.END_OF_PERIOD_COUNTS


def test_without_a_day_the_end_of_the_period_counts_and_that_is_no_answer() -> None:
    item = asked(check_commitment(GYM, YEAR), Question.BY_WHEN)
    assert (item.state, item.answer) == (State.MISSING, EndOfPeriod(date(2024, 12, 31)))


def test_without_day_and_period_nothing_counts() -> None:
    item = asked(check_commitment(GYM, None), Question.BY_WHEN)
    assert (item.state, item.answer, item.advice) == (State.MISSING, None, Advice.GIVE_A_DATE)


@pytest.mark.parametrize(
    "text",
    [
        "Under 2024 ska en ny lägesbild tas fram.",
        "Polisen håller fyra möten under hela året.",
        "Kommunen byter 40 lampor under löftesperioden.",
    ],
)
def test_a_deed_for_the_whole_period_is_done_by_its_last_day(text: str) -> None:
    item = of_letter(Question.BY_WHEN, recurrence=None, text=text)
    assert (item.state, item.answer) == (State.ANSWERED, EndOfPeriod(date(2024, 12, 31)))


@pytest.mark.parametrize("window", ["under maj månad", "kvällar och helger", "senast den 30 november 2024"])
def test_a_narrower_time_is_the_answer_as_written(window: str) -> None:
    text = f"Under 2024 håller polisen fyra möten {window}."
    assert of_letter(Question.BY_WHEN, recurrence=None, text=text, window=window).answer == window


def test_what_is_done_when_needed_is_never_asked_when_or_how_many() -> None:
    for question in (Question.BY_WHEN, Question.HOW_MANY):
        item = of_letter(question, recurrence=None, count=None, condition="vid behov")
        assert (item.state, item.answered, item.answer) == (State.NOT_NEEDED, True, "vid behov")


def test_a_bare_condition_may_be_explained_and_a_named_one_need_not() -> None:
    bare = of_letter(Question.HOW_MANY, recurrence=None, count=None, condition="Vid behov")
    named = of_letter(Question.HOW_MANY, recurrence=None, count=None, condition="efter önskemål från skolan")
    assert (bare.advice, named.advice) == (Advice.NAME_THE_TRIGGER, None)


def test_a_number_stands_even_where_a_condition_does() -> None:
    item = of_letter(Question.HOW_MANY, recurrence=None, count=4, at_least=True, condition="vid behov")
    assert item.answer == Amount(count=4, at_least=True)


def test_vague_repetition_is_unclear_and_quoted() -> None:
    item = of_letter(Question.HOW_MANY, recurrence=None, count=None, vague="regelbundet")
    assert (item.state, item.literals) == (State.UNCLEAR, ("regelbundet",))


def test_a_soft_verb_is_unclear_and_named() -> None:
    item = of_letter(Question.WHAT, text="Polisen och kommunen främjar uppstart av nya grannsamverkansgrupper.")
    assert (item.state, item.advice, item.literals) == (State.UNCLEAR, Advice.SAY_THE_DEED, ("främjar",))


def test_a_bearer_that_was_assumed_is_asked_for() -> None:
    assert of_letter(Question.WHO, bearer_found=BearerFound.INFERRED).advice is Advice.WRITE_WHO_IN_THE_TEXT
    assert of_letter(Question.WHO, bearers=[]).state is State.MISSING


def test_a_place_is_asked_of_a_control_but_not_of_a_letter() -> None:
    assert of_letter(Question.WHERE).state is State.NOT_NEEDED
    assert asked(check_commitment(GYM, YEAR), Question.WHERE).advice is Advice.NAME_THE_PLACE
    placed = check_commitment(replace(GYM, place="kommunens gym"), YEAR)
    assert asked(placed, Question.WHERE).answer == "kommunens gym"


def test_problem_and_cause_are_asked_for() -> None:
    items = check_commitment(GYM, YEAR)
    assert asked(items, Question.PROBLEM).advice is Advice.NAME_THE_PROBLEM
    assert asked(items, Question.CAUSE).advice is Advice.NAME_THE_CAUSE


@pytest.mark.parametrize(
    ("recurrence", "count", "total"),
    [
        ("FREQ=MONTHLY", 1, 12),
        ("FREQ=MONTHLY;INTERVAL=3", 2, 8),
        ("FREQ=YEARLY", 1, 1),
        ("FREQ=MONTHLY;INTERVAL=5", 1, None),
        ("FREQ=WEEKLY", 1, None),
        ("FREQ=MONTHLY;BYDAY=1MO", 1, None),
        (None, 4, None),
    ],
)
def test_times_in_the_period_are_counted_only_where_the_calendar_is_plain(
    recurrence: str | None, count: int, total: int | None
) -> None:
    assert times_in_period(recurrence, count, YEAR) == total


# A goal


def test_a_goal_is_asked_the_same_six_in_the_same_order() -> None:
    assert [item.question for item in check_goal(GoalRecord(text="Minska skadegörelsen."))] == [
        Question.INDICATOR,
        Question.BASELINE,
        Question.TARGET,
        Question.DIRECTION,
        Question.SOURCE,
        Question.NEXT_MEASURING,
    ]


def test_a_measured_goal_leaves_nothing_to_say() -> None:
    assert gap_count(check_goal(BURGLARY)) == 0


def test_a_goal_without_measure_has_only_its_direction() -> None:
    items = check_goal(replace(BURGLARY, measure=None))
    assert [item.question for item in items if item.answered] == [Question.DIRECTION]


def test_a_baseline_without_its_day_is_unclear() -> None:
    item = of_goal(Question.BASELINE, measure=with_measure(baseline_on=None))
    assert (item.state, item.advice, item.answer) == (State.UNCLEAR, Advice.DATE_THE_BASELINE, Figure(31, "brott"))


def test_a_baseline_of_zero_is_a_baseline() -> None:
    assert of_goal(Question.BASELINE, measure=with_measure(baseline=0)).answered


@pytest.mark.parametrize(
    ("direction", "target", "state"),
    [
        (Direction.FEWER, 24, State.ANSWERED),
        (Direction.FEWER, 40, State.UNCLEAR),
        (Direction.MORE, 40, State.ANSWERED),
        (Direction.MORE, 31, State.UNCLEAR),
    ],
)
def test_a_target_leads_in_the_direction_of_the_goal(direction: Direction, target: float, state: State) -> None:
    assert of_goal(Question.TARGET, direction=direction, measure=with_measure(target=target)).state is state


@pytest.mark.parametrize(
    "text",
    [
        "Minska narkotikabrotten.",
        "Färre dopingbrott.",
        "Minska rattfylleriet i kommunen.",
        "Färre ska köra drograttfulla: minska drograttfylleriet.",
    ],
)
def test_offences_that_checks_find_are_no_goal_to_lower(text: str) -> None:
    item = of_goal(Question.DIRECTION, text, measure=None)
    assert (item.state, item.advice) == (State.UNCLEAR, Advice.FOLLOWS_POLICE_CHECKS)


def test_an_indicator_that_checks_move_is_seen_under_a_harmless_goal() -> None:
    measure = with_measure(indicator="Anmälda narkotikabrott")
    assert of_goal(Question.DIRECTION, "En tryggare skola.", measure=measure).advice is Advice.FOLLOWS_POLICE_CHECKS


def test_fewer_reports_of_violence_in_close_relations_is_no_goal() -> None:
    item = of_goal(Question.DIRECTION, "Minska anmälningarna.", focus_area="Våld i nära relationer", measure=None)
    assert (item.state, item.advice) == (State.UNCLEAR, Advice.MORE_REPORTS_ARE_NO_FAILURE)


def test_more_reports_of_violence_in_close_relations_is_a_goal_with_a_caution() -> None:
    item = of_goal(
        Question.DIRECTION, "Fler som utsätts för våld i nära relation ska anmäla.", direction=Direction.MORE
    )
    assert (item.state, item.advice) == (State.ANSWERED, Advice.MORE_REPORTS_ARE_NO_FAILURE)


def test_less_violence_in_close_relations_is_a_goal_without_caution() -> None:
    measure = with_measure(indicator="Andel som utsatts, nationella trygghetsundersökningen")
    item = of_goal(Question.DIRECTION, "Minska våldet.", focus_area="Våld i nära relationer", measure=measure)
    assert (item.state, item.advice) == (State.ANSWERED, None)


def test_burglaries_carry_no_caution() -> None:
    assert of_goal(Question.DIRECTION).advice is None


@pytest.mark.parametrize("indicator", ["Antal kontroller", "antalet genomförda besök", "Antal polistimmar i centrum"])
def test_the_own_work_is_no_measure_of_change(indicator: str) -> None:
    item = of_goal(Question.INDICATOR, measure=with_measure(indicator=indicator))
    assert (item.state, item.advice) == (State.UNCLEAR, Advice.MEASURE_THE_CHANGE)


@pytest.mark.parametrize("indicator", ["Anmälda bostadsinbrott", "Andel trygga ute sent", "Antal anmälda inbrott"])
def test_a_change_is_a_measure(indicator: str) -> None:
    assert of_goal(Question.INDICATOR, measure=with_measure(indicator=indicator)).answered


def test_no_direction_is_asked_for() -> None:
    assert of_goal(Question.DIRECTION, direction=Direction.OTHER).advice is Advice.CHOOSE_DIRECTION


# The promise


WHOLE = PromiseRecord(
    period=YEAR,
    sources=["medborgardialoger", "brottsstatistik"],
    focus_areas=["Inbrott"],
    commitments=[replace(LETTER, focus_area="Inbrott")],
    goals=[BURGLARY],
    follow_up=FollowUp(channels=["kommunens webbplats"], interval="varje kvartal"),
    signatories=[Signatory(name="Eva Exempelsson", title="Ordförande"), Signatory(name="Per Provberg", title="Chef")],
)


def test_a_whole_promise_leaves_nothing_to_say() -> None:
    assert [item.question for item in check_promise(WHOLE) if not item.answered] == []


def test_an_empty_promise_is_asked_for_everything_but_what_follows_from_areas_and_goals() -> None:
    missing = {item.question for item in check_promise(PromiseRecord()) if not item.answered}
    assert missing == {
        Question.PERIOD,
        Question.PICTURE_SOURCES,
        Question.CHANNEL,
        Question.REPORTING_INTERVAL,
        Question.SIGNATORIES,
    }


def test_an_area_without_commitments_is_named() -> None:
    item = asked(check_promise(replace(WHOLE, focus_areas=["Inbrott", "Trafik"])), Question.AREAS_CARRIED)
    assert (item.advice, item.literals) == (Advice.FILL_AREAS, ("Trafik",))


def test_a_goal_that_nothing_carries_is_named() -> None:
    alone = replace(BURGLARY, carried=False)
    item = asked(check_promise(replace(WHOLE, goals=[alone])), Question.GOALS_CARRIED)
    assert (item.advice, item.literals) == (Advice.CARRY_GOALS, (alone.text,))


def test_half_a_period_is_none() -> None:
    item = asked(check_promise(replace(WHOLE, period=replace(YEAR, end=None))), Question.PERIOD)
    assert item.advice is Advice.STATE_PERIOD


def test_one_signatory_is_half_of_two() -> None:
    item = asked(check_promise(replace(WHOLE, signatories=WHOLE.signatories[:1])), Question.SIGNATORIES)
    assert (item.state, item.answer) == (State.UNCLEAR, "Eva Exempelsson")


def test_the_summary_counts_rows_with_gaps_not_gaps() -> None:
    summary = check_summary(replace(WHOLE, commitments=[LETTER, GYM], goals=[BURGLARY, GoalRecord(text="Trygghet.")]))
    assert (summary.commitment_count, summary.commitments_with_gaps) == (2, 1)
    assert (summary.goal_count, summary.goals_with_gaps) == (2, 1)
    # The area has no commitment any longer, and nothing carries the second goal.
    assert summary.promise_gaps == 2
