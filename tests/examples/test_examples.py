"""The examples are read by the reader that a user has, and say what they were written to say."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from loftet.domain.promise.addresses import commitment_key
from loftet.domain.promise.comparison import compare_promises
from loftet.domain.promise.openness import Gap, openings, trackability
from loftet.domain.promise.questions import Question
from loftet.domain.promise.rules import check_commitment, check_goal, check_promise, gap_count
from loftet.domain.promise.words import spoken
from loftet.sources.promise_text.extract import read_text_file
from loftet.sources.promise_text.parse import read_promise
from loftet.sources.promise_text.record import (
    CommitmentRecord,
    Direction,
    PromiseDocument,
    PromiseRecord,
    promise_document,
)

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "examples"
WRITING = PROJECT / "docs" / "use" / "skriva-ett-lofte-som-gar-att-folja.md"
TEXTS = ["exempelby-2024.md", "exempelby-2025.md", "exempelby-2026.md", "orkelljunga-2024.md"]
# Questions that the words of a commitment answer; problem and cause are chosen beside them.
IN_THE_TEXT = {Question.WHO, Question.WHAT, Question.WHERE, Question.HOW_MANY, Question.BY_WHEN}


def read(path: Path) -> PromiseDocument:
    return read_promise(read_text_file(path.read_bytes(), path.name))


def promise(name: str) -> PromiseRecord:
    (only,) = read(EXAMPLES / name).promises
    return only


def text_gaps(commitment: CommitmentRecord, record: PromiseRecord) -> set[Question]:
    items = check_commitment(commitment, record.period)
    return {item.question for item in items if not item.answered} & IN_THE_TEXT


@pytest.mark.parametrize("name", TEXTS)
def test_every_line_of_an_example_is_understood(name: str) -> None:
    document = read(EXAMPLES / name)
    assert (document.unread, document.refused) == ([], [])
    assert document.promises[0].passages == []


@pytest.mark.parametrize(
    ("name", "areas", "commitments", "goals", "sources"),
    [
        ("orkelljunga-2024.md", 4, 11, 8, 6),
        ("exempelby-2024.md", 3, 7, 4, 3),
        ("exempelby-2025.md", 3, 8, 4, 4),
        ("exempelby-2026.md", 4, 13, 5, 5),
    ],
)
def test_an_example_holds_as_much_as_it_was_written_to_hold(
    name: str, areas: int, commitments: int, goals: int, sources: int
) -> None:
    read_as = promise(name)
    assert len(read_as.focus_areas) == areas
    assert len(read_as.commitments) == commitments
    assert len(read_as.goals) == goals
    assert len(read_as.sources) == sources
    assert len(read_as.signatories) == 2


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_each_year_of_exempelby_is_a_whole_year(year: int) -> None:
    period = promise(f"exempelby-{year}.md").period
    assert period is not None
    assert (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))


def test_the_years_of_exempelby_get_easier_to_follow() -> None:
    shares = []
    for year in (2024, 2025, 2026):
        track = trackability(promise(f"exempelby-{year}.md"))
        shares.append((track.with_either, track.commitment_count))
    assert shares == [(0, 7), (3, 8), (11, 13)]


def test_the_first_year_of_exempelby_shows_what_published_promises_lack() -> None:
    gaps = {opening.gap for commitment in promise("exempelby-2024.md").commitments for opening in openings(commitment)}
    assert gaps >= {Gap.NO_DEED, Gap.NO_COUNT, Gap.VAGUE_REPETITION, Gap.CONDITIONAL, Gap.NO_PLACE}


def test_the_last_year_of_exempelby_answers_every_question_in_the_text() -> None:
    good = promise("exempelby-2026.md")
    assert [commitment.text for commitment in good.commitments if text_gaps(commitment, good)] == []
    assert {opening.gap for commitment in good.commitments for opening in openings(commitment)} == {Gap.CONDITIONAL}


def test_most_of_what_exempelby_promises_goes_on_from_year_to_year() -> None:
    years = [promise(f"exempelby-{year}.md") for year in (2024, 2025, 2026)]
    first, second = (compare_promises(old, new).commitments for old, new in pairwise(years))
    assert (len(first.continued), len(first.new), len(first.dropped)) == (3, 5, 4)
    assert (len(second.continued), len(second.new), len(second.dropped)) == (6, 7, 2)


def without_what_is_added(record: PromiseRecord) -> PromiseRecord:
    """The reader knows Sweden's municipalities only, and no measure, problem or cause."""
    return replace(
        record,
        municipality=None,
        municipality_code=None,
        geography=None,
        read_from={},
        example=False,
        commitments=[replace(each, id=None, problem=None, cause=None, lines=None) for each in record.commitments],
        goals=[replace(each, id=None, measure=None, lines=None) for each in record.goals],
        follow_up=record.follow_up and replace(record.follow_up, lines=None),
        signatories=[replace(each, lines=None) for each in record.signatories],
    )


def last_year() -> PromiseRecord:
    (only,) = promise_document((EXAMPLES / "exempelby-2026.json").read_bytes()).promises
    return only


def test_the_last_year_as_data_says_what_its_text_says() -> None:
    assert without_what_is_added(last_year()) == without_what_is_added(promise("exempelby-2026.md"))


def test_the_last_year_as_data_keeps_the_keys_of_what_goes_on() -> None:
    before = promise("exempelby-2025.md")
    texts = [each.text for each in before.commitments] + [each.text for each in before.goals]
    ids = [each.id for each in last_year().commitments] + [each.id for each in last_year().goals]
    kept = {key for key in ids if key}
    assert len(kept) == 9
    assert kept <= {commitment_key(text, ()) for text in texts}


def test_the_last_year_as_data_leaves_nothing_to_say() -> None:
    record = last_year()
    assert record.example
    assert [item.question for item in check_promise(record) if not item.answered] == []
    assert all(gap_count(check_commitment(commitment, record.period)) == 0 for commitment in record.commitments)
    assert all(gap_count(check_goal(goal)) == 0 for goal in record.goals)


def test_the_problems_of_the_last_year_have_their_causes() -> None:
    grounds = [(commitment.problem, commitment.cause) for commitment in last_year().commitments]
    assert all(problem and cause for problem, cause in grounds)


# What the page on writing says about the examples.


def told_of_examples() -> Iterator[tuple[int, str, str]]:
    for year, text, advice in re.findall(r"^\| (20\d\d) \| (.+?) \| (.+?) \|$", WRITING.read_text("utf-8"), re.M):
        yield int(year), text, advice


@pytest.mark.parametrize(("year", "text", "advice"), list(told_of_examples()))
def test_what_the_page_on_writing_says_is_what_the_check_says(year: int, text: str, advice: str) -> None:
    record = promise(f"exempelby-{year}.md")
    (commitment,) = [each for each in record.commitments if each.text == text]
    items = [item for item in check_commitment(commitment, record.period) if item.question in IN_THE_TEXT]
    missing = {item.question for item in spoken(items) if item.question.endswith("saknas")}
    literals = {literal.casefold() for item in items for literal in item.literals}
    assert set(re.findall(r"(?:Vem|Vad|Var|Hur många|Senast när) saknas", advice)) == missing
    assert set(re.findall(r'"(.+?)"', advice.casefold())) == literals


# The list of what the first run loads.


def test_every_example_is_listed_and_every_listed_file_exists() -> None:
    listed = tomllib.loads((EXAMPLES / "examples.toml").read_text("utf-8"))
    files = [each["file"] for kind in ("agreement", "promise", "follow_up", "figures") for each in listed[kind]]
    assert [name for name in files if not (EXAMPLES / name).exists()] == []
    present = {path.name for path in EXAMPLES.iterdir()} - {"README.md", "examples.toml", "exempelby-2026.md"}
    assert set(files) == present


def test_a_real_municipality_names_its_source_and_an_invented_one_its_invention() -> None:
    listed = tomllib.loads((EXAMPLES / "examples.toml").read_text("utf-8"))
    invented = {each["code"] for each in listed["municipality"]}
    for each in listed["promise"]:
        assert each.get("example", False) == (each["municipality_code"] in invented)
        agreed_here = "agreed" in each
        made_up = agreed_here or each["recorded"]["source"].startswith("Påhittat")
        assert made_up == (each["municipality_code"] in invented)


def test_the_agreement_has_what_the_law_and_the_checklist_ask_for() -> None:
    agreement = tomllib.loads((EXAMPLES / "exempelby-overenskommelse.toml").read_text("utf-8"))
    asked = ("purposes", "areas", "problems", "causes", "goals", "documentation", "follow_up")
    assert all(agreement[field].strip() for field in asked)
    assert {party["kind"] for party in agreement["parties"]} >= {"municipality", "police"}
    assert agreement["start"] <= date(2026, 1, 1)
    assert date(2026, 12, 31) <= agreement["end"]


# The published promise, in its own words and in ours.


@pytest.fixture
def published(shared: Path) -> PromiseRecord:
    (only,) = read(shared / "promises" / "orkelljunga-2024.txt").promises
    return only


@pytest.mark.shared
def test_our_wording_of_orkelljunga_promises_the_same(published: PromiseRecord) -> None:
    ours = promise("orkelljunga-2024.md")

    def facts(commitment: CommitmentRecord) -> tuple[object, ...]:
        bearers = {(bearer.party, bearer.name.casefold()) for bearer in commitment.bearers}
        return (
            commitment.focus_area,
            bearers,
            commitment.kind,
            commitment.recurrence,
            commitment.count,
            commitment.condition,
            commitment.vague,
        )

    assert [facts(each) for each in ours.commitments] == [facts(each) for each in published.commitments]


@pytest.mark.shared
def test_our_wording_of_orkelljunga_aims_at_the_same(published: PromiseRecord) -> None:
    ours = promise("orkelljunga-2024.md")
    aims = [[(goal.focus_area, goal.direction, goal.carried) for goal in record.goals] for record in (ours, published)]
    assert aims[0] == aims[1]
    assert {Direction.FEWER, Direction.MORE, Direction.OTHER} == {goal.direction for goal in ours.goals}


@pytest.mark.shared
def test_our_wording_of_orkelljunga_has_the_same_frame(published: PromiseRecord) -> None:
    ours = promise("orkelljunga-2024.md")

    def frame(record: PromiseRecord) -> tuple[object, ...]:
        signatories = [
            (each.name, each.title, each.title_normalised, each.party, each.acting) for each in record.signatories
        ]
        period = record.period and (record.period.start, record.period.end)
        present = [
            bool(getattr(record, name))
            for name in (
                "introduction",
                "purpose",
                "builds_on",
                "picture",
                "lead_in",
                "validity",
                "revision_clause",
                "reservation",
            )
        ]
        channels = record.follow_up and record.follow_up.channels
        return (
            record.municipality,
            record.police_area,
            record.geography,
            period,
            record.focus_areas,
            signatories,
            channels,
            present,
        )

    assert frame(ours) == frame(published)
    assert len(ours.sources) == len(published.sources) == 6


@pytest.mark.shared
def test_one_commitment_of_eleven_says_how_often(published: PromiseRecord) -> None:
    for record in (published, promise("orkelljunga-2024.md")):
        track = trackability(record)
        assert (track.commitment_count, track.with_interval, track.with_count, track.conditional) == (11, 1, 0, 0)
        assert (track.goals_count, track.goals_with_measure, track.tells_reporting_interval) == (8, 0, False)


@pytest.mark.shared
def test_the_published_promise_leaves_the_same_open_in_both_wordings(published: PromiseRecord) -> None:
    ours = promise("orkelljunga-2024.md")
    left = [[[o.gap for o in openings(each)] for each in record.commitments] for record in (ours, published)]
    assert left[0] == left[1]
    assert [] in left[0]


@pytest.mark.shared
def test_no_sentence_of_the_published_text_is_copied(shared: Path) -> None:
    theirs = " ".join((shared / "promises" / "orkelljunga-2024.txt").read_text("utf-8").split())
    ours = (EXAMPLES / "orkelljunga-2024.md").read_text("utf-8").splitlines()
    sentences = [s for line in ours for s in re.split(r"(?<=\.) ", line.lstrip("-# ")) if len(s.split()) > 6]
    assert [sentence for sentence in sentences if sentence in theirs] == []
