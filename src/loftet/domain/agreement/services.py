from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.agreement.models import Agreement, FocusArea
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Party
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality


class AgreementClosed(Exception):
    """A published agreement is followed by a new one, never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementValues:
    start: date
    end: date | None = None
    signed_on: date | None = None
    purposes: str = ""
    areas: str = ""
    problems: str = ""
    causes: str = ""
    goals: str = ""
    documentation: str = ""
    follow_up: str = ""
    case_number_municipality: str = ""
    case_number_police: str = ""


SUCCEEDING_WORDS = ["purposes", "areas", "problems", "causes", "goals", "documentation", "follow_up"]


@transaction.atomic
def draft_agreement(
    municipality: Municipality,
    *,
    actor: User | None,
    values: AgreementValues,
    parties: Sequence[Party] = (),
    succeeds: Agreement | None = None,
) -> Agreement:
    agreement = Agreement.objects.create(municipality=municipality, succeeds=succeeds, **_columns(values))
    agreement.parties.set(_own(municipality, parties))
    audit.record(actor=actor, action="draft", on=agreement, municipality_code=municipality.code)
    return agreement


@transaction.atomic
def change_agreement(
    municipality: Municipality,
    *,
    agreement: Agreement,
    version: int,
    actor: User | None,
    values: AgreementValues,
    parties: Sequence[Party],
) -> None:
    """Raises AgreementClosed or ChangedMeanwhile; then nothing was written."""
    stored = Agreement.objects.select_for_update().get(pk=agreement.pk, municipality=municipality)
    if stored.published_at:
        raise AgreementClosed(stored)
    change_row(municipality, row=agreement, version=version, actor=actor, values=_columns(values))
    agreement.parties.set(_own(municipality, parties))


@transaction.atomic
def close_agreement(municipality: Municipality, *, agreement: Agreement, actor: User | None) -> None:
    """Nobody changes its words any more. `publishing.site.publish_agreement` shows it to the public.

    Raises:
        AgreementClosed: it was published before.
    """
    rows = Agreement.objects.filter(pk=agreement.pk, municipality=municipality, published_at=None)
    if not rows.update(published_at=timezone.now()):
        raise AgreementClosed(agreement)
    agreement.refresh_from_db()
    audit.record(actor=actor, action="publish", on=agreement, municipality_code=municipality.code)


@transaction.atomic
def succeed_agreement(
    municipality: Municipality, *, agreement: Agreement, actor: User | None, start: date
) -> Agreement:
    """A draft with the words and parties of `agreement`, to take its place from `start`."""
    words = {name: getattr(agreement, name) for name in SUCCEEDING_WORDS}
    return draft_agreement(
        municipality,
        actor=actor,
        values=AgreementValues(start=start, **words),
        parties=list(agreement.parties.all()),
        succeeds=agreement,
    )


@transaction.atomic
def name_focus_area(municipality: Municipality, *, name: str, actor: User | None) -> FocusArea:
    """The word of the municipality's vocabulary, entered if it is new."""
    area, made = FocusArea.objects.get_or_create(municipality=municipality, name=name)
    if made:
        audit.record(actor=actor, action="name", on=area, municipality_code=municipality.code)
    return area


def _columns(values: AgreementValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in values.__slots__}


def _own(municipality: Municipality, parties: Sequence[Party]) -> list[Party]:
    """Only the municipality's own parties: another's number in a form must not reach the page."""
    return [party for party in parties if party.municipality_id == municipality.code]
