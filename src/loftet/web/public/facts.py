"""What is known of one commitment, row by row, with the gaps in their places."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.domain.promise.openness import Gap
from loftet.domain.promise.questions import Amount
from loftet.domain.promise.recurrence_words import amount_words
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.public.outline import SpokenOpening, bearer_names, line_of


@dataclass(frozen=True, slots=True)
class FactRow:
    name: str
    words: str = ""
    literal: bool = True
    """The words are the text's own, in Swedish whatever the page's language."""
    opening: SpokenOpening | None = None


def facts_of(record: CommitmentRecord) -> list[FactRow]:
    gaps = {opening.gap: opening for opening in line_of(record).openings}
    rows = [
        _row(_("Vem"), bearer_names(record), gaps, Gap.NO_BEARER, Gap.BEARER_ASSUMED),
        _row(_("Vad"), "", gaps, Gap.NO_DEED),
        _row(_("Till vem"), record.target_group or "", gaps),
        _row(_("Var"), record.place or "", gaps, Gap.NO_PLACE),
        _row(_("Hur mycket"), "", gaps, Gap.NO_COUNT, Gap.VAGUE_REPETITION) or _amount_row(record),
        _row(_("När"), record.window or "", gaps, Gap.NO_TIME, Gap.CONDITIONAL),
        _row(_("Problem"), record.problem or "", gaps),
        _row(_("Orsak"), record.cause or "", gaps),
    ]
    return [row for row in rows if row]


def _row(name: str, words: str, gaps: dict[Gap, SpokenOpening], *possible: Gap) -> FactRow | None:
    opening = next((gaps[gap] for gap in possible if gap in gaps), None)
    return FactRow(name, words, opening=opening) if words or opening else None


def _amount_row(record: CommitmentRecord) -> FactRow | None:
    if record.count is None and not record.recurrence:
        return None
    amount = Amount(count=record.count, at_least=record.at_least, recurrence=record.recurrence)
    return FactRow(_("Hur mycket"), amount_words(amount), literal=False)
