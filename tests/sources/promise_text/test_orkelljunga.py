"""The published promise of Örkelljunga 2024, read exactly. Its text is not part of the project."""

import pytest

from loftet.sources.promise_text.parse import lines_of, read_promise
from loftet.sources.promise_text.record import PromiseDocument, PromiseRecord, promise_document, promise_json
from loftet.sources.promise_text.text import TextDocument
from tests.sources.promise_text.compact import commitment_line
from tests.surroundings import SHARED

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def document() -> PromiseDocument:
    text = (SHARED / "promises/orkelljunga-2024.txt").read_text(encoding="utf-8")
    return read_promise(TextDocument.from_text(text))


@pytest.fixture
def promise(document: PromiseDocument) -> PromiseRecord:
    assert len(document.promises) == 1
    return document.promises[0]


def test_whose_it_is_and_when_it_runs(promise: PromiseRecord) -> None:
    assert (promise.municipality, promise.municipality_code, promise.police_area) == (
        "Örkelljunga",
        "1257",
        "Ängelholm",
    )
    assert promise.period is not None
    assert (str(promise.period.start), str(promise.period.end)) == ("2024-01-01", "2024-12-31")


def test_four_areas_eleven_commitments_and_who_bears_each(promise: PromiseRecord) -> None:
    areas = promise.focus_areas
    assert len(areas) == 4
    assert [areas.index(entry.focus_area) if entry.focus_area else None for entry in promise.commitments] == [
        None, None, 0, 1, 1, 2, 2, 2, 2, 3, 3,
    ]  # fmt: skip
    assert [commitment_line(commitment).split(" | ")[0] for commitment in promise.commitments] == [
        "M+P own -",
        "M+P own -",
        "P+D own -",
        "P+D own -",
        "P+D own -",
        "D+P own -",
        "P own -",
        "D own -",
        "P own -",
        "P own 1 FREQ=MONTHLY",
        "P+M own -",
    ]


def test_the_new_picture_and_the_dialogue_are_two_commitments(promise: PromiseRecord) -> None:
    picture, dialogue = promise.commitments[:2]
    assert "lägesbild tas fram" in picture.text
    assert "medborgardialog genomföras" in dialogue.text
    assert picture.kind == "situational_picture"
    assert dialogue.kind == "dialogue"


def test_eight_goals_all_carried_and_only_two_of_one_sentence(promise: PromiseRecord) -> None:
    assert len(promise.goals) == 8
    assert all(goal.carried for goal in promise.goals)
    assert [goal.direction.value for goal in promise.goals] == [
        "other", "more", "more", "other", "more", "fewer", "fewer", "fewer",
    ]  # fmt: skip
    assert [goal.subject for goal in promise.goals[-2:]] == ["skadegörelse", "antalet inbrott i bostäder"]


def test_six_sources_and_four_channels(promise: PromiseRecord) -> None:
    assert len(promise.sources) == 6
    assert promise.sources[-1].startswith("information")
    assert promise.sources[-1].endswith("i kommunen")
    assert promise.follow_up is not None
    assert promise.follow_up.channels == [
        "polisens Facebook",
        "kommunens Facebook",
        "traditionella medier",
        "kommunens webbplats",
    ]


def test_two_signatories_one_of_them_acting(promise: PromiseRecord) -> None:
    chair, chief = promise.signatories
    assert (chair.title_normalised, chair.party, chair.acting) == ("Kommunstyrelsens ordförande", "municipality", False)
    assert (chief.title_normalised, chief.party, chief.acting) == ("Lokalpolisområdeschef", "police", True)
    assert chair.title == "/Kommunstyrelsen ordförande"


def test_what_is_said_of_the_promise_itself(promise: PromiseRecord) -> None:
    told = [
        (promise.purpose, "Syftet med medborgarlöftet"),
        (promise.builds_on, "2023"),
        (promise.lead_in, "rörande:"),
        (promise.validity, "gäller 2024"),
        (promise.revision_clause, "revideras"),
        (promise.reservation, "bara en del av"),
    ]
    assert all(words in (text or "") for text, words in told)


def test_only_the_search_box_is_unread(document: PromiseDocument) -> None:
    assert [(line.line, line.text) for line in document.unread] == [(1, "Sök")]
    assert all(lines.first <= lines.last for lines in lines_of(document.promises[0]))


def test_the_document_goes_through_json_unchanged(document: PromiseDocument) -> None:
    assert promise_document(promise_json(document)) == document
