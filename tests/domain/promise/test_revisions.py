"""What one edition says in other words than the one before."""

from dataclasses import replace
from datetime import date

import pytest

from loftet.domain.promise.agreement_words import PARTS, STATES, agreement_words
from loftet.domain.promise.comparison import Change, PieceKind
from loftet.domain.promise.life import PromiseState
from loftet.domain.promise.revisions import Part, Revision, revisions_between
from loftet.sources.promise_text.record import AgreementStatus, Approval, Bearer, PartyKind, PromiseRecord
from tests.people import EXEMPELBY_2026, GRANNEBY_2026, LETTERS, WALKS

YEAR = EXEMPELBY_2026


def only(revisions: tuple[Revision, ...]) -> Revision:
    assert len(revisions) == 1
    return revisions[0]


def said(revision: Revision, kind: PieceKind) -> str:
    return "".join(piece.text for piece in revision.pieces if piece.kind is kind).strip()


def with_letters(**values: object) -> PromiseRecord:
    changed = replace(LETTERS, **values)  # type: ignore[arg-type]
    return replace(YEAR, commitments=[changed if each is LETTERS else each for each in YEAR.commitments])


def test_two_editions_that_say_the_same_differ_in_nothing() -> None:
    assert revisions_between(YEAR, replace(YEAR, status=AgreementStatus.AGREED)) == ()


def test_a_changed_commitment_shows_the_words_that_came_and_went() -> None:
    revision = only(
        revisions_between(YEAR, with_letters(text=LETTERS.text.replace("en gång i månaden", "varje kvartal")))
    )
    assert revision.part is Part.COMMITMENT
    assert said(revision, PieceKind.REMOVED) == "en gång i månaden"
    assert said(revision, PieceKind.ADDED) == "varje kvartal"


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"count": 2}, Change.AMOUNT),
        ({"place": "i Mallinge"}, Change.DETAILS),
        ({"problem": "Inbrott"}, Change.DETAILS),
        ({"condition": "vid behov"}, Change.DETAILS),
        ({"bearers": [Bearer(party=PartyKind.MUNICIPALITY, name="Kommunen")]}, Change.BEARERS),
    ],
)
def test_what_is_changed_behind_the_same_words_is_told_too(values: dict[str, object], change: Change) -> None:
    revision = only(revisions_between(YEAR, with_letters(**values)))
    assert revision.changes == (change,)
    assert said(revision, PieceKind.SAME) == LETTERS.text


def test_a_commitment_that_is_dropped_stands_there_whole() -> None:
    fewer = replace(YEAR, commitments=[each for each in YEAR.commitments if each is not WALKS])
    dropped = only(revisions_between(YEAR, fewer))
    assert (dropped.part, said(dropped, PieceKind.REMOVED)) == (Part.COMMITMENT, WALKS.text)
    added = only(revisions_between(fewer, YEAR))
    assert (added.part, said(added, PieceKind.ADDED)) == (Part.COMMITMENT, WALKS.text)


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"title": "Löftet"}, Part.TITLE),
        ({"introduction": None}, Part.INTRODUCTION),
        ({"reservation": "Nytt förbehåll."}, Part.RESERVATION),
        ({"sources": ["brottsstatistik"]}, Part.SOURCES),
        ({"follow_up": None}, Part.FOLLOW_UP),
        ({"signatories": []}, Part.SIGNATORIES),
        ({"period": None}, Part.PERIOD),
        ({"focus_areas": [*YEAR.focus_areas, "Vapen"]}, Part.AREA),
        ({"goals": YEAR.goals[1:]}, Part.GOAL),
    ],
)
def test_no_part_of_a_promise_changes_unseen(values: dict[str, object], part: Part) -> None:
    assert only(revisions_between(YEAR, replace(YEAR, **values))).part is part  # type: ignore[arg-type]


def test_every_part_and_state_has_its_words() -> None:
    assert set(PARTS) == set(Part)
    assert set(STATES) == set(PromiseState)


def approval(party: PartyKind, function: str) -> Approval:
    return Approval(party=party, function=function, on=date(2025, 12, 5))


def test_an_agreed_promise_tells_who_approved_as_what_and_when() -> None:
    approvals = [approval(PartyKind.POLICE, "Kommunpolis"), approval(PartyKind.MUNICIPALITY, "Ordförande")]
    assert agreement_words(replace(YEAR, status=AgreementStatus.AGREED, approvals=approvals)) == (
        "Godkänt i Löftet av polisen (Kommunpolis) 5 december 2025 och kommunen (Ordförande) 5 december 2025."
    )


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (replace(YEAR, status=AgreementStatus.PROPOSAL), "Förslag, inte godkänt av båda parter."),
        (replace(GRANNEBY_2026, status=AgreementStatus.PROPOSAL), "Förslag, inte godkänt av polisen."),
        (replace(GRANNEBY_2026, status=AgreementStatus.RECORDED), ""),
        (GRANNEBY_2026, ""),
    ],
)
def test_what_not_everybody_has_approved_says_so(record: PromiseRecord, words: str) -> None:
    assert agreement_words(record) == words
