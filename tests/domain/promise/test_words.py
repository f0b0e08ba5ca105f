"""The check and the openings in plain Swedish."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from loftet.domain.promise import words
from loftet.domain.promise.comparison import Change
from loftet.domain.promise.openness import Gap, Opening, Trackability
from loftet.domain.promise.questions import Advice, Amount, Answer, CheckItem, EndOfPeriod, Figure, Question, State
from loftet.domain.promise.recurrence_words import amount_words
from loftet.domain.promise.rules import CheckSummary
from loftet.domain.promise.vagueness import VagueKind
from loftet.sources.promise_text.record import Direction


@pytest.fixture(autouse=True)
def swedish() -> object:
    with override("sv"):
        yield


def test_every_code_has_its_words() -> None:
    assert set(words.QUESTIONS) == set(Question)
    assert set(words.ADVICE) == set(Advice)
    assert set(words.GAPS) == set(Gap)
    assert set(words.VAGUE) == set(VagueKind)
    assert set(words.DIRECTIONS) == set(Direction)
    assert set(words.CHANGES) == set(Change)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Amount(count=4), "fyra"),
        (Amount(count=1), "en"),
        (Amount(count=4, at_least=True), "minst fyra"),
        (Amount(count=200), "200"),
        (Amount(count=1, recurrence="FREQ=MONTHLY", total=12), "12, en gång varje månad"),
        (Amount(count=None, recurrence="FREQ=MONTHLY;INTERVAL=3", total=4), "4, varje kvartal"),
        (Amount(count=2, at_least=True, recurrence="FREQ=WEEKLY"), "minst två gånger varje vecka"),
        (Amount(count=None, recurrence="FREQ=WEEKLY;BYDAY=FR"), "varje fredag"),
        (Amount(count=None, recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"), "varannan onsdag"),
        (Amount(count=None, recurrence="FREQ=WEEKLY;BYDAY=TH,FR,SA"), "varje torsdag, fredag och lördag"),
        (Amount(count=None, recurrence="FREQ=YEARLY;INTERVAL=2"), "vartannat år"),
        (Amount(count=None, recurrence="FREQ=MONTHLY;INTERVAL=7"), "med fast intervall"),
    ],
)
def test_numbers_and_intervals_read_as_swedish(amount: Amount, said: str) -> None:
    assert amount_words(amount) == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, ""),
        ("Polisen", "Polisen"),
        (EndOfPeriod(date(2024, 12, 31)), "Löftets sista dag, 31 december 2024"),
        (Figure(31, "brott", date(2025, 12, 31)), "31 brott, 31 december 2025"),
        (Figure(68.5, "procent"), "68,5 procent"),
        (Direction.FEWER, "Färre eller mindre"),
        (date(2027, 3, 31), "31 mars 2027"),
    ],
)
def test_answers_read_as_swedish(answer: Answer | None, said: str) -> None:
    assert words.answer_words(answer) == said


def test_an_item_says_what_is_missing_and_what_to_write() -> None:
    missing = CheckItem(Question.HOW_MANY, State.MISSING, advice=Advice.GIVE_A_NUMBER)
    unclear = CheckItem(Question.WHAT, State.UNCLEAR, "Polisen främjar.", Advice.SAY_THE_DEED, ("främjar",))
    answered = CheckItem(Question.WHO, State.ANSWERED, "Polisen")
    spoken = words.spoken([missing, unclear, answered])
    assert [item.question for item in spoken] == ["Hur många saknas", "Vad är otydligt", "Vem"]
    assert [item.answered for item in spoken] == [False, False, True]
    assert "minst fyra" in spoken[0].advice
    assert spoken[2].advice == ""


def test_a_rise_that_is_wanted_is_said_to_be_success() -> None:
    wanted = CheckItem(Question.DIRECTION, State.ANSWERED, Direction.MORE, Advice.MORE_REPORTS_ARE_NO_FAILURE)
    misled = CheckItem(Question.DIRECTION, State.UNCLEAR, Direction.FEWER, Advice.MORE_REPORTS_ARE_NO_FAILURE)
    assert "framgång" in words.spoken([wanted])[0].advice
    assert "inget mål" in words.spoken([misled])[0].advice


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(Gap.NO_COUNT), "Löftet anger inget antal"),
        (Opening(Gap.NO_TIME), "Löftet anger inte när"),
        (Opening(Gap.NO_PLACE), "Löftet nämner ingen plats"),
        (Opening(Gap.VAGUE_REPETITION, "regelbundet"), "Löftet säger ”regelbundet” men inte hur ofta"),
        (Opening(Gap.CONDITIONAL, "Vid behov"), "Görs vid behov"),
        (Opening(Gap.BEARER_ASSUMED, "Polisen"), "Löftet säger inte vem, här antas Polisen"),
    ],
)
def test_openings_are_said_in_words(opening: Opening, said: str) -> None:
    assert words.opening_words(opening) == said


def test_the_word_itself_stands_in_the_advice_on_it() -> None:
    assert words.vague_advice(VagueKind.DEED, "främjar") == "”främjar” går inte att se. Skriv vad ni gör."


@pytest.mark.parametrize(("count", "said"), [(0, "Inget saknas"), (1, "1 sak saknas"), (3, "3 saker saknas")])
def test_gaps_are_counted_in_words(count: int, said: str) -> None:
    assert words.gap_words(count) == said


@pytest.mark.parametrize(
    ("count", "gaps", "said"),
    [
        (0, 0, "Löftet har inga åtaganden än"),
        (3, 0, "Inget åtagande har luckor"),
        (3, 2, "2 av 3 åtaganden har luckor"),
        (1, 1, "1 av 1 åtagande har luckor"),
    ],
)
def test_the_summary_is_one_sentence(count: int, gaps: int, said: str) -> None:
    summary = CheckSummary(
        commitment_count=count, commitments_with_gaps=gaps, goal_count=0, goals_with_gaps=0, promise_gaps=0
    )
    assert words.summary_words(summary) == said


def track(**counts: int) -> Trackability:
    numbers = {"commitment_count": 11, "with_interval": 0, "with_count": 0, "conditional": 0} | counts
    numbers = {"goals_count": 0, "goals_with_measure": 0} | numbers
    return Trackability(
        with_either=numbers["with_interval"] + numbers["with_count"], tells_reporting_interval=False, **numbers
    )


@pytest.mark.parametrize(
    ("interval", "count", "said"),
    [
        (1, 0, "1 av 11 åtaganden anger hur ofta. Inget av de andra anger hur många."),
        (5, 4, "5 av 11 åtaganden anger hur ofta, och 4 av de andra hur många."),
        (0, 3, "3 av 11 åtaganden anger hur många. Inget anger hur ofta."),
        (0, 0, "Inget åtagande anger hur ofta eller hur många."),
        (11, 0, "Varje åtagande anger hur ofta."),
    ],
)
def test_how_much_can_be_followed_is_the_first_sentence(interval: int, count: int, said: str) -> None:
    assert words.trackability_words(track(with_interval=interval, with_count=count))[0] == said


def test_a_promise_that_is_still_empty_promises_no_interval() -> None:
    assert words.trackability_words(track(commitment_count=0))[0] == "Inget åtagande anger hur ofta eller hur många."


def test_a_promise_without_measures_is_told_once_and_not_for_each_goal() -> None:
    assert words.trackability_words(track(conditional=1, goals_count=8))[1:] == [
        "1 åtagande görs bara vid behov eller på önskemål.",
        "Löftet anger ingen mätning för sina mål.",
        "Löftet säger inte hur ofta arbetet ska redovisas.",
    ]


def test_a_promise_that_can_be_followed_is_told_so() -> None:
    followable = replace(track(with_interval=11, goals_count=2, goals_with_measure=2), tells_reporting_interval=True)
    assert words.trackability_words(followable)[1:] == [
        "Varje mål har en mätning.",
        "Löftet anger hur ofta arbetet ska redovisas.",
    ]


def test_some_measures_are_counted() -> None:
    assert "1 av 8 mål har en mätning." in words.trackability_words(track(goals_count=8, goals_with_measure=1))
