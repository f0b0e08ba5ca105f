"""What comes of a meeting: who came, and what was decided, by whom to be done and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.models import Attendance, Decision, Meeting
from loftet.domain.agreement.meeting.services.calling import MeetingOver
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    party: Party
    level: Attendance.Level
    function: str


@transaction.atomic
def record_attendance(
    municipality: Municipality, *, meeting: Meeting, actor: User | None, attendants: Sequence[Attendant]
) -> None:
    """Who came, as a whole; with it the meeting is held. Another municipality's parties are left out.

    Raises:
        MeetingOver: it was cancelled.
    """
    held = Meeting.objects.filter(municipality=municipality, pk=meeting.pk).exclude(state=Meeting.State.CANCELLED)
    if not held.update(state=Meeting.State.HELD):
        raise MeetingOver(meeting)
    Attendance.objects.filter(municipality=municipality, meeting=meeting).delete()
    for one in attendants:
        if one.party.municipality_id == municipality.code:
            Attendance.objects.get_or_create(
                municipality=municipality,
                meeting=meeting,
                party=one.party,
                function=one.function,
                defaults={"level": one.level},
            )
    audit.record(actor=actor, action="record_attendance", on=meeting, municipality_code=municipality.code)


@transaction.atomic
def record_decision(
    municipality: Municipality, *, meeting: Meeting, actor: User | None, text: str, owner: str, due_on: date
) -> Decision:
    decision = Decision.objects.create(
        municipality=municipality, meeting=meeting, text=text, owner=owner, due_on=due_on
    )
    audit.record(actor=actor, action="record_decision", on=decision, municipality_code=municipality.code)
    return decision


@transaction.atomic
def follow_decision(
    municipality: Municipality, *, decision: Decision, actor: User | None, done_on: date | None, note: str
) -> None:
    """Say how it goes. What was decided, who does it and by when stay as the meeting said."""
    rows = Decision.objects.filter(municipality=municipality, pk=decision.pk)
    rows.update(done_on=done_on, note=note)
    action = "follow_decision" if done_on is None else "finish_decision"
    audit.record(actor=actor, action=action, on=decision, municipality_code=municipality.code)
