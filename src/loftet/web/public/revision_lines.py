"""What changed between two editions, line by line."""

from dataclasses import dataclass

from loftet.domain.promise.agreement_words import PARTS
from loftet.domain.promise.comparison import Piece, PieceKind
from loftet.domain.promise.revisions import Revision, revisions_between
from loftet.domain.promise.words import CHANGES
from loftet.sources.promise_text.record import PromiseRecord


@dataclass(frozen=True, slots=True)
class RevisionLine:
    part: str
    """ "Ett åtagande", "Inledningen"."""
    is_new: bool
    is_gone: bool
    pieces: tuple[Piece, ...]
    changes: list[str]
    """What is changed besides the words, in sentences without their full stop."""


def revision_lines(old: PromiseRecord, new: PromiseRecord) -> list[RevisionLine]:
    return [_line(revision) for revision in revisions_between(old, new)]


def _line(revision: Revision) -> RevisionLine:
    kinds = {piece.kind for piece in revision.pieces}
    return RevisionLine(
        part=str(PARTS[revision.part]),
        is_new=kinds == {PieceKind.ADDED},
        is_gone=kinds == {PieceKind.REMOVED},
        pieces=revision.pieces,
        changes=[str(CHANGES[change]) for change in revision.changes],
    )
