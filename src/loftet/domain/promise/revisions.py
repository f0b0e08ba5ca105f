"""What one edition says in other words than the one before: all of it, word by word."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from loftet.domain.promise.comparison import (
    Change,
    Compared,
    Piece,
    PieceKind,
    compare_promises,
    word_difference,
)
from loftet.sources.promise_text.record import CommitmentRecord, FollowUp, GoalRecord, Period, PromiseRecord

Row = TypeVar("Row", str, CommitmentRecord, GoalRecord)


class Part(StrEnum):
    """What of a promise is changed; the texts round its rows first."""

    TITLE = "title"
    PERIOD = "period"
    POLICE_AREA = "police_area"
    INTRODUCTION = "introduction"
    PURPOSE = "purpose"
    BUILDS_ON = "builds_on"
    PICTURE = "picture"
    SOURCES = "sources"
    LEAD_IN = "lead_in"
    FOLLOW_UP = "follow_up"
    VALIDITY = "validity"
    REVISION_CLAUSE = "revision_clause"
    RESERVATION = "reservation"
    PASSAGES = "passages"
    SIGNATORIES = "signatories"
    AREA = "area"
    COMMITMENT = "commitment"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Revision:
    part: Part
    pieces: tuple[Piece, ...]
    """The newer words with what was taken away and put in; one piece of one kind where all of it is new or gone."""
    changes: tuple[Change, ...] = ()
    """What is changed of a commitment or a goal besides its words."""


def revisions_between(old: PromiseRecord, new: PromiseRecord) -> tuple[Revision, ...]:
    """In the order in which a promise is read; empty where the two say the same."""
    rows = compare_promises(old, new)
    return (
        *_texts(old, new),
        *_rows(Part.AREA, rows.focus_areas, lambda area: area),
        *_rows(Part.COMMITMENT, rows.commitments, _commitment_words),
        *_rows(Part.GOAL, rows.goals, _goal_words),
    )


def _texts(old: PromiseRecord, new: PromiseRecord) -> Iterator[Revision]:
    before, after = _words_round(old), _words_round(new)
    for part, words in after.items():
        if words != before[part]:
            yield Revision(part, word_difference(before[part], words))


def _words_round(record: PromiseRecord) -> dict[Part, str]:
    plain = {part: getattr(record, part) or "" for part in Part if isinstance(getattr(record, part, None), str)}
    follow_up, period = record.follow_up or FollowUp(), record.period or Period(start=None, end=None)
    return (
        dict.fromkeys(_TEXTS, "")
        | plain
        | {
            Part.PERIOD: f"{period.start}–{period.end}",
            Part.SOURCES: ", ".join(record.sources),
            Part.FOLLOW_UP: _lines(follow_up.text, ", ".join(follow_up.channels), follow_up.interval),
            Part.PASSAGES: _lines(*(_lines(passage.heading, passage.text) for passage in record.passages)),
            Part.SIGNATORIES: _lines(
                *(f"{each.name}, {each.title_normalised or each.title}" for each in record.signatories)
            ),
        }
    )


_TEXTS = [part for part in Part if part not in (Part.AREA, Part.COMMITMENT, Part.GOAL)]


def _rows(part: Part, compared: Compared[Row], words: Callable[[Row], str]) -> Iterator[Revision]:
    for pair in compared.continued:
        before, after = words(pair.old), words(pair.new)
        besides = tuple(change for change in pair.changes if change is not Change.WORDS)
        if before != after or besides:
            yield Revision(part, word_difference(before, after), besides)
    for row in compared.new:
        yield Revision(part, (Piece(PieceKind.ADDED, words(row)),))
    for row in compared.dropped:
        yield Revision(part, (Piece(PieceKind.REMOVED, words(row)),))


def _commitment_words(commitment: CommitmentRecord) -> str:
    return _lines(commitment.text, commitment.explanation)


def _goal_words(goal: GoalRecord) -> str:
    return goal.text


def _lines(*words: str | None) -> str:
    return "\n".join(each for each in words if each)
