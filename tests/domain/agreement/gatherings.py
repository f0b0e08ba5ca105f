"""Meetings for tests."""

from datetime import UTC, datetime, timedelta

from loftet.domain.agreement.meeting.models import Meeting
from loftet.domain.agreement.meeting.services.calling import MeetingValues, plan_meeting
from loftet.domain.place.models import Municipality

FIRST = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def values(
    *, starts_at: datetime = FIRST, hours: float = 1.5, place: str = "Kommunhuset", forum: Meeting.Forum | None = None
) -> MeetingValues:
    return MeetingValues(
        forum=forum or Meeting.Forum.STEERING_GROUP,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        place=place,
    )


def planned(municipality: Municipality, *, starts_at: datetime = FIRST) -> Meeting:
    return plan_meeting(municipality, actor=None, values=values(starts_at=starts_at))
