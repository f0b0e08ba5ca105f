"""A meeting is planned, called, moved and called off; whoever was called hears of it in the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.calendar import Method, calendar_message
from loftet.domain.agreement.meeting.invitation_letter import entry_of, subject_of, text_of
from loftet.domain.agreement.meeting.models import AgendaItem, Invitation, Meeting
from loftet.domain.agreement.meeting.selectors import agenda_items_waiting, invitations_of, invitations_unsent
from loftet.domain.audit import services as audit
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import disposal_limits
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.place.models import Municipality


class MeetingOver(Exception):
    """It was held or cancelled: nobody is called to it and it is not moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingValues:
    forum: Meeting.Forum
    starts_at: datetime
    ends_at: datetime
    place: str = ""


@transaction.atomic
def plan_meeting(municipality: Municipality, *, actor: User | None, values: MeetingValues) -> Meeting:
    """A meeting that takes up whatever was waiting for one."""
    meeting = Meeting.objects.create(municipality=municipality, **_columns(values))
    for position, item in enumerate(agenda_items_waiting(municipality), start=1):
        AgendaItem.objects.filter(pk=item.pk).update(meeting=meeting, position=position)
    audit.record(actor=actor, action="plan", on=meeting, municipality_code=municipality.code)
    return meeting


@transaction.atomic
def change_meeting(
    municipality: Municipality, *, meeting: Meeting, actor: User | None, values: MeetingValues
) -> Meeting:
    """Move it. Those who were called hear of it when they are called anew: `invitations_unsent` tells who.

    Raises:
        MeetingOver: nothing was written.
    """
    stored = _open_meeting(municipality, meeting)
    columns = _columns(values)
    if any(getattr(stored, name) != value for name, value in columns.items()):
        sequence = stored.sequence + 1
        Meeting.objects.filter(pk=stored.pk).update(sequence=sequence, **columns)
        audit.record(actor=actor, action="change", on=stored, municipality_code=municipality.code)
        stored.refresh_from_db()
    return stored


@transaction.atomic
def set_addresses(
    municipality: Municipality, *, meeting: Meeting, actor: User | None, addresses: Iterable[str]
) -> None:
    """Whom the meeting is called for, as a whole. One that is left out after it was called hears that it is off.

    Raises:
        MeetingOver: nothing was written.
    """
    stored = _open_meeting(municipality, meeting)
    wanted = {address.strip().lower() for address in addresses}
    for invitation in invitations_of(stored).exclude(address__in=wanted):
        if invitation.sent_sequence is not None:
            _send(stored, invitation, Method.CANCEL, actor)
        invitation.delete()
    known = set(invitations_of(stored).values_list("address", flat=True))
    for address in sorted(wanted - known):
        Invitation.objects.create(municipality=municipality, meeting=stored, address=address)
    audit.record(actor=actor, action="set_addresses", on=stored, municipality_code=municipality.code)


@transaction.atomic
def call_meeting(municipality: Municipality, *, meeting: Meeting, actor: User | None) -> int:
    """Send the meeting as it stands to everyone who has not got it. Pressed twice it sends once.

    Returns:
        How many letters were written.

    Raises:
        MeetingOver: nothing was sent.
    """
    stored = _open_meeting(municipality, meeting)
    unsent = list(invitations_unsent(stored))
    for invitation in unsent:
        _send(stored, invitation, Method.REQUEST, actor)
    if unsent:
        Meeting.objects.filter(pk=stored.pk).update(state=Meeting.State.CALLED)
        audit.record(actor=actor, action="call", on=stored, municipality_code=municipality.code)
    return len(unsent)


@transaction.atomic
def cancel_meeting(municipality: Municipality, *, meeting: Meeting, actor: User | None) -> None:
    """Call it off, to everyone who was called. What was to be taken up waits for the next meeting.

    Raises:
        MeetingOver: it was held or is called off already.
    """
    stored = _open_meeting(municipality, meeting)
    stored.state, stored.sequence = Meeting.State.CANCELLED, stored.sequence + 1
    stored.save(update_fields=["state", "sequence"])
    for invitation in invitations_of(stored).exclude(sent_sequence=None):
        _send(stored, invitation, Method.CANCEL, actor)
    AgendaItem.objects.filter(meeting=stored).update(meeting=None)
    audit.record(actor=actor, action="cancel", on=stored, municipality_code=municipality.code)


@transaction.atomic
def erase_addresses(municipality: Municipality, *, meeting: Meeting, actor: User | None) -> None:
    """Forget at once whom the meeting was called for. Nobody is told."""
    invitations_of(meeting).delete()
    audit.record(actor=actor, action="erase_addresses", on=meeting, municipality_code=municipality.code)


def erase_old_addresses() -> None:
    """Forget the addresses of the meetings that the municipalities' decisions on disposal say are old enough."""
    kind = RetentionDecision.DocumentType.MEETING_ADDRESSES
    for decision, before in disposal_limits(kind, now=timezone.now()):
        ended = Meeting.objects.filter(municipality__code=decision.municipality_code, ends_at__lt=before)
        for meeting in ended.filter(invitations__isnull=False).select_related("municipality").distinct():
            erase_addresses(meeting.municipality, meeting=meeting, actor=None)


def _open_meeting(municipality: Municipality, meeting: Meeting) -> Meeting:
    """The row, held until the transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("municipality")
    stored = rows.get(municipality=municipality, pk=meeting.pk)
    if not stored.is_open:
        raise MeetingOver(stored)
    return stored


def _send(meeting: Meeting, invitation: Invitation, method: Method, actor: User | None) -> None:
    calendar = calendar_message(entry_of(meeting), method=method, to=invitation.address, written_at=timezone.now())
    message = enqueue_message(
        to=invitation.address,
        subject=subject_of(meeting, method),
        text=text_of(meeting, method),
        calendar=calendar,
        headers={"Reply-To": actor.email} if actor else {},
        municipality_code=meeting.municipality.code,
        # The address belongs to the meeting, which forgets it by a decision of its own.
        erase_on_delivery=True,
    )
    invitation.sent_sequence, invitation.message_id = meeting.sequence, message.message_id
    invitation.save(update_fields=["sent_sequence", "message_id"])


def _columns(values: MeetingValues) -> dict[str, object]:
    return {name: getattr(values, name) for name in values.__slots__}
