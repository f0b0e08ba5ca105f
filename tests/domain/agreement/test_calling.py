"""Whoever is called to a meeting sees it in the calendar, also when it moves or is called off."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from icalendar import Calendar

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.agreement.meeting.models import Invitation, Meeting
from loftet.domain.agreement.meeting.selectors import invitations_unsent, meeting_of, next_meeting, refused_addresses
from loftet.domain.agreement.meeting.services.agenda import place_on_agenda
from loftet.domain.agreement.meeting.services.calling import (
    MeetingOver,
    call_meeting,
    cancel_meeting,
    change_meeting,
    erase_old_addresses,
    plan_meeting,
    set_addresses,
)
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.services import enter_retention_decision
from loftet.domain.delivery.models import Message
from loftet.domain.place.models import Municipality
from tests.domain.agreement.gatherings import FIRST, planned, values

pytestmark = pytest.mark.django_db

BOTH = ["eva@exempel.se", "per@exempel.se"]


@pytest.fixture
def coordinator() -> User:
    return add_user(email="samordnare@exempel.se", name="Sara")


@pytest.fixture
def called(exempelby: Municipality, meeting: Meeting, coordinator: User) -> Meeting:
    set_addresses(exempelby, meeting=meeting, actor=coordinator, addresses=BOTH)
    call_meeting(exempelby, meeting=meeting, actor=coordinator)
    return Meeting.objects.get()


def calendar_entries(to: str) -> list[tuple[str, Any]]:
    """The method and the event of each letter to an address, oldest first."""
    calendars = [Calendar.from_ical(m.calendar) for m in Message.objects.filter(to=to).order_by("pk")]
    return [(str(calendar["METHOD"]), calendar.events[0]) for calendar in calendars]


def test_each_address_is_sent_the_meeting_once(exempelby: Municipality, called: Meeting, coordinator: User) -> None:
    assert called.state == Meeting.State.CALLED
    assert call_meeting(exempelby, meeting=called, actor=coordinator) == 0
    assert sorted(Message.objects.values_list("to", flat=True)) == BOTH


def test_the_calendar_says_when_where_and_to_whom_alone(called: Meeting) -> None:
    ((method, event),) = calendar_entries("eva@exempel.se")

    assert (method, event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 0)
    assert event["UID"] == called.calendar_uid
    assert event.start == datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
    assert event.end == datetime(2026, 3, 12, 13, 30, tzinfo=UTC)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Exempel: Styrgruppen, Exempelby", "Kommunhuset")
    assert str(event["ATTENDEE"]) == "mailto:eva@exempel.se"
    assert event["ORGANIZER"].params["CN"] == "Exempelby kommun"


def test_the_letter_says_the_agenda_in_swedish_time_and_whom_to_answer(
    exempelby: Municipality, meeting: Meeting, coordinator: User
) -> None:
    place_on_agenda(exempelby, heading="Läget i centrum", actor=None, meeting=meeting)
    set_addresses(exempelby, meeting=meeting, actor=coordinator, addresses=["eva@exempel.se"])
    call_meeting(exempelby, meeting=meeting, actor=coordinator)

    letter = Message.objects.get()
    assert letter.subject == "Kallelse: Exempel: Styrgruppen, Exempelby, 12 mars 2026"
    assert "12 mars 2026 klockan 13.00–14.30" in letter.text
    assert "1. Läget i centrum" in letter.text
    assert letter.headers == {"Reply-To": "samordnare@exempel.se"}


def test_a_meeting_that_moves_is_sent_anew_with_the_same_name_and_a_higher_number(
    exempelby: Municipality, called: Meeting
) -> None:
    moved = change_meeting(
        exempelby, meeting=called, actor=None, values=values(starts_at=FIRST + timedelta(days=7), place="Polishuset")
    )
    assert invitations_unsent(moved).count() == 2
    call_meeting(exempelby, meeting=moved, actor=None)

    (_, first), (method, second) = calendar_entries("per@exempel.se")
    assert (method, second["UID"], second["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert second.start == FIRST + timedelta(days=7)


def test_a_meeting_saved_unchanged_bothers_nobody(exempelby: Municipality, called: Meeting) -> None:
    assert change_meeting(exempelby, meeting=called, actor=None, values=values()).sequence == 0
    assert not invitations_unsent(called).exists()


def test_a_new_address_alone_is_sent_the_meeting(exempelby: Municipality, called: Meeting) -> None:
    set_addresses(exempelby, meeting=called, actor=None, addresses=[*BOTH, " Ny@Exempel.se "])

    assert call_meeting(exempelby, meeting=called, actor=None) == 1
    assert Message.objects.latest("pk").to == "ny@exempel.se"


def test_a_cancelled_meeting_leaves_every_calendar(exempelby: Municipality, called: Meeting) -> None:
    cancel_meeting(exempelby, meeting=called, actor=None)

    for address in BOTH:
        method, event = calendar_entries(address)[-1]
        assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert event["UID"] == called.calendar_uid


def test_whoever_is_left_out_after_the_call_hears_of_it_and_the_other_does_not(
    exempelby: Municipality, called: Meeting
) -> None:
    set_addresses(exempelby, meeting=called, actor=None, addresses=["eva@exempel.se"])

    assert [method for method, _ in calendar_entries("per@exempel.se")] == ["REQUEST", "CANCEL"]
    assert [method for method, _ in calendar_entries("eva@exempel.se")] == ["REQUEST"]


def test_nobody_hears_that_a_meeting_is_off_who_was_never_called(exempelby: Municipality, meeting: Meeting) -> None:
    set_addresses(exempelby, meeting=meeting, actor=None, addresses=BOTH)
    cancel_meeting(exempelby, meeting=meeting, actor=None)

    assert not Message.objects.exists()


def test_a_cancelled_meeting_is_neither_moved_nor_called(exempelby: Municipality, called: Meeting) -> None:
    cancel_meeting(exempelby, meeting=called, actor=None)

    with pytest.raises(MeetingOver):
        change_meeting(exempelby, meeting=called, actor=None, values=values(place="Någon annanstans"))
    with pytest.raises(MeetingOver):
        call_meeting(exempelby, meeting=called, actor=None)
    with pytest.raises(MeetingOver):
        cancel_meeting(exempelby, meeting=called, actor=None)
    assert Meeting.objects.get().place == "Kommunhuset"


def test_what_a_cancelled_meeting_was_to_take_up_waits_for_the_next(exempelby: Municipality, meeting: Meeting) -> None:
    place_on_agenda(exempelby, heading="Läget i centrum", actor=None, meeting=meeting)
    cancel_meeting(exempelby, meeting=meeting, actor=None)

    following = plan_meeting(exempelby, actor=None, values=values(starts_at=FIRST + timedelta(days=14)))
    assert [item.heading for item in following.agenda.all()] == ["Läget i centrum"]


def test_an_address_that_no_server_takes_is_pointed_out(exempelby: Municipality, called: Meeting) -> None:
    letter = Message.objects.get(to="per@exempel.se")
    Message.objects.filter(pk=letter.pk).update(state=Message.State.REFUSED, ended_at=FIRST, to="")

    assert refused_addresses(called) == ["per@exempel.se"]


def decide(code: str, days: int) -> None:
    enter_retention_decision(
        code,
        actor=None,
        number="KS 2026:3",
        decided_on=date(2026, 1, 1),
        decided_by="Kommunstyrelsen",
        document_type=RetentionDecision.DocumentType.MEETING_ADDRESSES,
        period_days=days,
    )


def test_addresses_are_kept_until_the_municipality_has_decided(exempelby: Municipality, called: Meeting) -> None:
    Meeting.objects.update(starts_at=datetime(2020, 1, 1, 9, tzinfo=UTC), ends_at=datetime(2020, 1, 1, 10, tzinfo=UTC))
    decide("9902", 1)

    erase_old_addresses()

    assert Invitation.objects.count() == 2


def test_addresses_are_erased_the_decided_days_after_the_meeting(exempelby: Municipality, called: Meeting) -> None:
    decide("9901", 30)
    ended = datetime.now(UTC) - timedelta(days=29)
    Meeting.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    erase_old_addresses()
    assert Invitation.objects.count() == 2

    Meeting.objects.update(starts_at=ended - timedelta(days=3), ends_at=ended - timedelta(days=2))
    erase_old_addresses()

    assert Invitation.objects.count() == 0


def test_the_letter_says_by_which_decision_the_address_is_erased(exempelby: Municipality, meeting: Meeting) -> None:
    decide("9901", 30)
    set_addresses(exempelby, meeting=meeting, actor=None, addresses=["eva@exempel.se"])
    call_meeting(exempelby, meeting=meeting, actor=None)

    assert "raderas 30 dagar efter mötet, enligt beslut KS 2026:3" in Message.objects.get().text


def test_the_next_meeting_is_the_first_one_still_to_be_held(exempelby: Municipality) -> None:
    now = FIRST - timedelta(days=1)
    later = planned(exempelby, starts_at=FIRST + timedelta(days=9))
    cancelled = planned(exempelby, starts_at=FIRST)
    cancel_meeting(exempelby, meeting=cancelled, actor=None)
    planned(exempelby, starts_at=FIRST - timedelta(days=5))

    assert next_meeting(exempelby, now=now) == later


def test_another_municipality_does_not_find_the_meeting(granneby: Municipality, meeting: Meeting) -> None:
    assert meeting_of(granneby, meeting.pk) is None
    with pytest.raises(Meeting.DoesNotExist):
        call_meeting(granneby, meeting=meeting, actor=None)


def test_the_database_itself_refuses_a_meeting_that_ends_before_it_starts(exempelby: Municipality) -> None:
    with pytest.raises(IntegrityError, match="meeting_ends_after_it_starts"):
        plan_meeting(exempelby, actor=None, values=values(hours=-1))
