"""What a meeting takes up. Apps above this one place their matters here, by type and number."""

from django.db import models, transaction
from django.db.models import Max

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.models import AgendaItem, Meeting
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality


@transaction.atomic
def place_on_agenda(
    municipality: Municipality,
    *,
    heading: str,
    actor: User | None,
    background: str = "",
    about: models.Model | None = None,
    meeting: Meeting | None = None,
    asks_for_decision: bool = False,
) -> AgendaItem:
    """Take a matter up at a meeting, or at the next one that is planned. A matter stands once on an agenda.

    Args:
        about: the row that it is about; None for a matter of the meeting's own.
        meeting: None lets it wait for the next meeting.
    """
    reference = {"object_type": about._meta.label, "object_id": str(about.pk)} if about else {}
    own = AgendaItem.objects.filter(municipality=municipality, meeting=meeting)
    placed = own.filter(**reference).first() if reference else None
    if placed:
        return placed
    item = AgendaItem.objects.create(
        municipality=municipality,
        meeting=meeting,
        position=(own.aggregate(last=Max("position"))["last"] or 0) + 1,
        heading=heading[:300],
        background=background,
        asks_for_decision=asks_for_decision,
        **reference,
    )
    audit.record(actor=actor, action="place_on_agenda", on=item, municipality_code=municipality.code)
    return item


@transaction.atomic
def change_agenda_item(
    municipality: Municipality,
    *,
    item: AgendaItem,
    actor: User | None,
    heading: str,
    background: str,
    asks_for_decision: bool,
) -> None:
    item.heading, item.background, item.asks_for_decision = heading, background, asks_for_decision
    item.save(update_fields=["heading", "background", "asks_for_decision"])
    audit.record(actor=actor, action="change", on=item, municipality_code=municipality.code)


@transaction.atomic
def take_off_agenda(municipality: Municipality, *, item: AgendaItem, actor: User | None) -> None:
    """The matter itself is not touched."""
    audit.record(actor=actor, action="take_off_agenda", on=item, municipality_code=municipality.code)
    item.delete()


@transaction.atomic
def move_up_agenda(municipality: Municipality, *, item: AgendaItem, actor: User | None) -> None:
    """One step towards the beginning; the first item stays where it is."""
    items = list(AgendaItem.objects.filter(municipality=municipality, meeting=item.meeting))
    place = next(place for place, other in enumerate(items) if other.pk == item.pk)
    if place:
        items[place - 1], items[place] = items[place], items[place - 1]
        for position, other in enumerate(items, start=1):
            other.position = position
        AgendaItem.objects.bulk_update(items, ["position"])
        audit.record(actor=actor, action="move", on=item, municipality_code=municipality.code)
