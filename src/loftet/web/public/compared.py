"""Two promises side by side: what went on, what is new, what was dropped, and which words changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.domain.promise.comparison import (
    Compared,
    Comparison,
    Continued,
    Piece,
    PieceKind,
    compare_promises,
    word_difference,
)
from loftet.domain.promise.words import CHANGES
from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, PromiseRecord


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ChangedRow:
    before: list[Words]
    after: list[Words]
    changes: list[str]

    @property
    def has_the_same_words(self) -> bool:
        return not any(words.is_changed for words in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class ComparedRows:
    changed: list[ChangedRow]
    unchanged: list[str]
    new: list[str]
    dropped: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.unchanged or self.new or self.dropped)


def compared_rows(compared: Compared[CommitmentRecord] | Compared[GoalRecord]) -> ComparedRows:
    return ComparedRows(
        changed=[_changed_row(row) for row in compared.continued if row.changes],
        unchanged=[row.new.text for row in compared.continued if not row.changes],
        new=[row.text for row in compared.new],
        dropped=[row.text for row in compared.dropped],
    )


def same_commitment(
    commitment: CommitmentRecord, promise: PromiseRecord, other: PromiseRecord
) -> CommitmentRecord | None:
    """What `other`, of an earlier or a later year, says in the place of a commitment of `promise`."""
    pairs = compare_promises(promise, other).commitments.continued
    return next((pair.new for pair in pairs if pair.old == commitment), None)


def summary(comparison: Comparison) -> str:
    """ "7 åtaganden fortsätter, 3 är nya och 2 är borta." """
    compared = comparison.commitments
    continued = len(compared.continued)
    going_on = ngettext("%(count)s åtagande fortsätter", "%(count)s åtaganden fortsätter", continued)
    return _("%(continued)s, %(new)s är nya och %(dropped)s finns inte kvar.") % {
        "continued": going_on % {"count": continued},
        "new": len(compared.new),
        "dropped": len(compared.dropped),
    }


def _changed_row(row: Continued[CommitmentRecord] | Continued[GoalRecord]) -> ChangedRow:
    pieces = word_difference(row.old.text, row.new.text)
    return ChangedRow(
        before=_without(PieceKind.ADDED, pieces),
        after=_without(PieceKind.REMOVED, pieces),
        changes=[str(CHANGES[change]) for change in row.changes],
    )


def _without(kind: PieceKind, pieces: Sequence[Piece]) -> list[Words]:
    return [Words(piece.text, piece.kind is not PieceKind.SAME) for piece in pieces if piece.kind is not kind]
