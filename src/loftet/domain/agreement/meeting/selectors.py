from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from loftet.domain.agreement.meeting.models import AgendaItem, Attendance, Decision, Invitation, Meeting, Minutes
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality


def meetings_of(municipality: Municipality) -> QuerySet[Meeting]:
    """Newest first."""
    return Meeting.objects.filter(municipality=municipality).select_related("municipality")


def meeting_of(municipality: Municipality, pk: int) -> Meeting | None:
    return meetings_of(municipality).filter(pk=pk).first()


def next_meeting(municipality: Municipality, *, now: datetime) -> Meeting | None:
    """The first one that has neither begun nor been cancelled."""
    open_states = [Meeting.State.PLANNED, Meeting.State.CALLED]
    return meetings_of(municipality).filter(starts_at__gt=now, state__in=open_states).order_by("starts_at").first()


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(municipality=meeting.municipality, meeting=meeting)


def agenda_items_waiting(municipality: Municipality) -> QuerySet[AgendaItem]:
    """What was placed on the agenda of a meeting that nobody has called yet."""
    return AgendaItem.objects.filter(municipality=municipality, meeting=None)


def decisions_asked_for(municipality: Municipality) -> QuerySet[AgendaItem]:
    """Matters that wait for a decision: those of meetings still to be held, and of no meeting yet."""
    items = AgendaItem.objects.filter(municipality=municipality, asks_for_decision=True).select_related("meeting")
    return items.exclude(meeting__state__in=[Meeting.State.HELD, Meeting.State.CANCELLED]).order_by(
        "meeting__starts_at", "position", "pk"
    )


def invitations_of(meeting: Meeting) -> QuerySet[Invitation]:
    return Invitation.objects.filter(municipality=meeting.municipality, meeting=meeting)


def refused_addresses(meeting: Meeting) -> list[str]:
    """Addresses whose latest letter about the meeting no server would take."""
    refused = Message.objects.filter(state=Message.State.REFUSED, municipality_code=meeting.municipality.code)
    invitations = invitations_of(meeting).filter(message_id__in=refused.values("message_id"))
    return list(invitations.values_list("address", flat=True))


def invitations_unsent(meeting: Meeting) -> QuerySet[Invitation]:
    """Those to whom the meeting as it stands has not been sent."""
    return invitations_of(meeting).exclude(sent_sequence=meeting.sequence)


def attendance_of(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(municipality=meeting.municipality, meeting=meeting).select_related("party")


def parties_in_leading_positions(meeting: Meeting) -> Sequence[Party]:
    """Parties that somebody elected or in a leading position came for, as law 2023:196 section 10 asks."""
    leading = attendance_of(meeting).exclude(level=Attendance.Level.OFFICIAL)
    return list(Party.objects.filter(pk__in=leading.values("party")).order_by("kind", "name"))


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    return Decision.objects.filter(municipality=meeting.municipality, meeting=meeting).select_related("meeting")


def open_decisions(municipality: Municipality) -> QuerySet[Decision]:
    """What is decided and not done, the first due first."""
    return Decision.objects.filter(municipality=municipality, done_on=None).select_related("meeting")


def decision_of(municipality: Municipality, pk: int) -> Decision | None:
    return Decision.objects.filter(municipality=municipality, pk=pk).select_related("meeting").first()


def minutes_of(meeting: Meeting) -> QuerySet[Minutes]:
    """Newest wording first."""
    return Minutes.objects.filter(municipality=meeting.municipality, meeting=meeting).select_related(
        "meeting__municipality"
    )


def agenda_item_of(municipality: Municipality, pk: int) -> AgendaItem | None:
    return AgendaItem.objects.filter(municipality=municipality, pk=pk).select_related("meeting").first()


def attendance_expected(meeting: Meeting) -> Sequence[Attendance]:
    """Who came; before anybody has said so, who came to the last meeting of the same forum."""
    own = list(attendance_of(meeting))
    if own:
        return own
    earlier = meetings_of(meeting.municipality).filter(forum=meeting.forum, starts_at__lt=meeting.starts_at)
    last = earlier.filter(state=Meeting.State.HELD).first()
    return list(attendance_of(last)) if last else []
