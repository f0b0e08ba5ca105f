"""What of a published text the search shows, and under which address."""

from django.utils.translation import gettext as _

from loftet.domain.agreement.models import Agreement
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.search.models import EntryKind
from loftet.domain.publishing.search.services import index_entry, remove_entries
from loftet.sources.promise_text.record import PromiseRecord


def let_promise_be_found(municipality: Municipality, *, address: str, record: PromiseRecord) -> None:
    """The promise, each commitment and each goal; words that an earlier edition had are found no longer."""
    page = f"/{municipality.slug}/lofte/{address}/"
    remove_entries(municipality, under=page)
    index_entry(municipality, kind=EntryKind.PROMISE, title=record.title, text=_words_around(record), url=page)
    for commitment in record.commitments:
        words = [commitment.explanation, commitment.focus_area, *(bearer.name for bearer in commitment.bearers)]
        index_entry(
            municipality,
            kind=EntryKind.COMMITMENT,
            title=commitment.text,
            text=_joined(words),
            url=f"{page}atagande/{commitment.id}/",
        )
    for goal in record.goals:
        index_entry(
            municipality,
            kind=EntryKind.GOAL,
            title=goal.text,
            text=_joined([goal.focus_area, goal.measure.indicator if goal.measure else None]),
            url=f"{page}#mal-{goal.id}",
        )


def let_agreement_be_found(municipality: Municipality, *, agreement: Agreement) -> None:
    words = [agreement.purposes, agreement.areas, agreement.problems, agreement.causes, agreement.goals]
    index_entry(
        municipality,
        kind=EntryKind.AGREEMENT,
        title=_("Samverkansöverenskommelse från %(year)s") % {"year": agreement.start.year},
        text=_joined([*words, agreement.documentation, agreement.follow_up]),
        url=f"/{municipality.slug}/overenskommelse/{agreement.pk}/",
    )


def _words_around(record: PromiseRecord) -> str:
    words = [record.introduction, record.purpose, record.builds_on, record.picture, record.lead_in]
    passages = [f"{passage.heading} {passage.text}" for passage in record.passages]
    signatories = [f"{signatory.name} {signatory.title_normalised}" for signatory in record.signatories]
    closing = [record.follow_up.text if record.follow_up else None, record.revision_clause, record.reservation]
    return _joined([*words, *passages, *closing, *signatories])


def _joined(words: list[str | None]) -> str:
    return "\n".join(word for word in words if word)
