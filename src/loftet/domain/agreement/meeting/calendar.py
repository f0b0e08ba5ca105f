"""A meeting as a calendar sends it: called, called anew and cancelled (RFC 5545 and 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    name: str
    address: str
    """The same in every word about a meeting: a calendar takes a change from the organiser alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    description: str
    organiser: Sender


def calendar_message(entry: MeetingEntry, *, method: Method, to: str, written_at: datetime) -> str:
    """The calendar that goes to one address; nobody is told who else was called.

    Args:
        written_at: aware; of two messages with the same sequence the later one counts.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Löftet//Möten//SV")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_event(entry, method=method, to=to, written_at=written_at))
    return str(calendar.to_ical().decode())


def _event(entry: MeetingEntry, *, method: Method, to: str, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    if entry.place:
        event.add("location", entry.place)
    if entry.description:
        event.add("description", entry.description)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", _organiser(entry.organiser))
    event.add("attendee", _attendee(to))
    return event


def _organiser(sender: Sender) -> vCalAddress:
    address = vCalAddress(f"mailto:{sender.address}")
    address.params["CN"] = sender.name
    return address


def _attendee(to: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{to}")
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    # Answers would go to the installation's own address, which nobody reads: the letter says whom to answer.
    address.params["RSVP"] = "FALSE"
    return address
