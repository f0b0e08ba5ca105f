"""A letter with a calendar, as the mail server gets it."""

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.services import enter_retention_decision
from loftet.domain.delivery.models import Message
from loftet.domain.delivery.services import deliver_due_messages, enqueue_message, erase_old_messages

pytestmark = pytest.mark.django_db

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//SV\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def letter(folder: Path) -> EmailMessage:
    deliver_due_messages()
    (file,) = folder.iterdir()
    written = message_from_bytes(file.read_bytes().rpartition(b"-" * 79)[0], policy=default)
    assert isinstance(written, EmailMessage)
    return written


def test_the_calendar_is_the_last_form_of_the_letter_and_names_its_method(folder: Path) -> None:
    enqueue_message(to="a@exempel.se", subject="Kallelse", text="Möte på måndag å", calendar=CALENDAR)

    sent = letter(folder)

    assert sent.get_content_type() == "multipart/alternative"
    plain, calendar = sent.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(calendar, EmailMessage)
    assert plain.get_content().strip() == "Möte på måndag å"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert Calendar.from_ical(calendar.get_content())["METHOD"] == "REQUEST"


def test_a_letter_without_a_calendar_is_plain(folder: Path) -> None:
    enqueue_message(to="a@exempel.se", subject="Hej", text="Hej")

    assert letter(folder).get_content_type() == "text/plain"


def test_the_calendar_is_erased_with_the_rest() -> None:
    enqueue_message(to="a@exempel.se", subject="Kallelse", text="Hej", calendar=CALENDAR, erase_on_delivery=True)
    deliver_due_messages()

    message = Message.objects.get()
    assert (message.state, message.to, message.text, message.calendar) == ("delivered", "", "", "")


def test_delivered_letters_are_emptied_only_after_a_decision_and_its_days() -> None:
    for code in ("9901", "9902"):
        enqueue_message(to="a@exempel.se", subject="Hej", text="Hej", municipality_code=code)
    deliver_due_messages()
    Message.objects.update(ended_at=timezone.now() - timedelta(days=31))
    erase_old_messages()
    assert Message.objects.filter(to="").count() == 0

    enter_retention_decision(
        "9901",
        actor=None,
        number="KS 2026:1",
        decided_on=date(2026, 1, 1),
        decided_by="Kommunstyrelsen",
        document_type=RetentionDecision.DocumentType.MAIL,
        period_days=30,
    )
    erase_old_messages()

    emptied = Message.objects.get(to="")
    assert (emptied.municipality_code, emptied.subject, emptied.state) == ("9901", "", "delivered")
