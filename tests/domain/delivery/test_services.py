"""The outbox against a real mail server on loopback."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from socket import create_server

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from loftet.domain.delivery.models import Message
from loftet.domain.delivery.rules import MOST_ATTEMPTS
from loftet.domain.delivery.selectors import refused_messages
from loftet.domain.delivery.services import deliver_due_messages, enqueue_message
from loftet.domain.job.models import Job
from loftet.domain.job.selectors import lease
from tests.domain.delivery.relay import Relay, free_port, relay

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings: Settings) -> Iterator[Relay]:
    with relay() as running:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", running.port
        yield running


def enqueue(name: str = "anna", *, subject: str = "Nytt i löftet", **more: object) -> Message:
    return enqueue_message(to=f"{name}@example.org", subject=subject, text="Hej på ön.", **more)  # type: ignore[arg-type]


def deliver_later(*, after: timedelta) -> None:
    with time_machine.travel(timezone.now() + after):
        deliver_due_messages()


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_message_arrives_as_it_was_written(server: Relay) -> None:
    leave = {"List-Unsubscribe": "<https://example.org/sluta>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = enqueue(html="<p>Hej på <b>ön</b>.</p>", headers=leave)
    deliver_due_messages()
    (arrived,) = server.taken
    assert (arrived["To"], arrived["Subject"]) == ("anna@example.org", "Nytt i löftet")
    assert {name: arrived[name] for name in leave} == leave
    assert arrived["Message-ID"] == message.message_id
    assert parsedate_to_datetime(arrived["Date"]) == message.enqueued_at.replace(microsecond=0)
    text, html = arrived.get_body(("plain",)), arrived.get_body(("html",))
    assert text
    assert text.get_content().strip() == "Hej på ön."
    assert html
    assert html.get_content().strip() == "<p>Hej på <b>ön</b>.</p>"
    assert state_of(message) == Message.State.DELIVERED


def test_a_delivered_message_is_not_sent_again(server: Relay) -> None:
    enqueue()
    deliver_due_messages()
    deliver_later(after=timedelta(days=30))
    assert len(server.taken) == 1


def test_a_change_that_is_rolled_back_sends_nothing(server: Relay) -> None:
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    deliver_due_messages()
    assert server.taken == []
    assert not Job.objects.exists()


def test_a_message_brings_its_job(server: Relay) -> None:
    enqueue()
    assert Job.objects.get().task == "loftet.domain.delivery.services.deliver_due_messages"


@pytest.mark.parametrize("to", ["", "anna", "anna@example.org\nBcc: bo@example.org", "a@example.org, b@example.org"])
def test_what_is_no_address_is_refused_at_once(to: str) -> None:
    with pytest.raises(ValidationError):
        enqueue_message(to=to, subject="Hej", text="Hej")
    assert not Message.objects.exists()


@pytest.mark.parametrize("more", [{"subject": "Hej\nBcc: bo@example.org"}, {"headers": {"X-Note": "a\r\nBcc: b@c.se"}}])
def test_a_line_break_in_a_header_is_refused_at_once(more: dict[str, object]) -> None:
    with pytest.raises(BadHeaderError):
        enqueue_message(**{"to": "anna@example.org", "subject": "Hej", "text": "Hej", **more})  # type: ignore[arg-type]
    assert not Message.objects.exists()


def test_an_address_that_does_not_exist_is_given_up_and_holds_up_nobody(server: Relay) -> None:
    server.answers["anna@example.org"] = "550 no such user"
    unknown, known = enqueue(municipality_code="9901"), enqueue("bo")
    deliver_due_messages()
    assert (state_of(unknown), unknown.answer) == (Message.State.REFUSED, "550")
    assert state_of(known) == Message.State.DELIVERED
    assert list(refused_messages("9901")) == [unknown]


def test_contents_that_the_server_never_takes_are_given_up(server: Relay) -> None:
    server.answers["Reklam"] = "554 spam"
    spam, other = enqueue(subject="Reklam"), enqueue()
    deliver_due_messages()
    assert (state_of(spam), state_of(other)) == (Message.State.REFUSED, Message.State.DELIVERED)


def test_a_message_that_is_put_off_is_sent_when_the_server_will(server: Relay) -> None:
    server.answers["anna@example.org"] = "451 greylisted, come back"
    message, other = enqueue(), enqueue("bo")
    deliver_due_messages()
    assert (state_of(message), message.answer, message.attempts) == (Message.State.WAITING, "451", 1)
    assert state_of(other) == Message.State.DELIVERED
    server.answers.clear()
    deliver_later(after=timedelta(seconds=30))
    assert state_of(message) == Message.State.WAITING
    deliver_later(after=timedelta(seconds=61))
    assert state_of(message) == Message.State.DELIVERED


def test_a_message_that_is_put_off_for_five_days_is_given_up(server: Relay) -> None:
    server.answers["anna@example.org"] = "452 mailbox full"
    message = enqueue()
    while state_of(message) == Message.State.WAITING:
        with time_machine.travel(message.due_at + timedelta(seconds=1)):
            deliver_due_messages()
    assert message.ended_at
    assert timedelta(days=5) <= message.ended_at - message.enqueued_at < timedelta(days=5, hours=1)
    assert message.attempts == MOST_ATTEMPTS


def test_a_clock_that_jumps_a_year_ahead_gives_up_no_message(server: Relay) -> None:
    server.answers["anna@example.org"] = "452 mailbox full"
    message = enqueue()
    deliver_due_messages()
    deliver_later(after=timedelta(days=365))
    assert (state_of(message), message.attempts) == (Message.State.WAITING, 2)


def test_a_sender_that_the_server_does_not_like_loses_no_message(server: Relay) -> None:
    server.answers["MAIL"] = "550 who are you"
    messages = [enqueue(name) for name in ("anna", "bo")]
    deliver_due_messages()
    assert {state_of(message) for message in messages} == {Message.State.WAITING}
    server.answers.clear()
    deliver_later(after=timedelta(minutes=2))
    assert {state_of(message) for message in messages} == {Message.State.DELIVERED}


def test_a_server_that_hangs_up_on_one_message_still_gets_the_others(server: Relay) -> None:
    server.answers["Trasigt"] = "hang up"
    broken, *others = [enqueue(subject="Trasigt"), enqueue("bo"), enqueue("cia")]
    deliver_due_messages()
    assert {state_of(message) for message in others} == {Message.State.DELIVERED}
    assert (state_of(broken), broken.answer) == (Message.State.WAITING, "SMTPServerDisconnected")


def test_a_server_that_is_down_for_a_day_loses_nothing_and_costs_no_attempts(settings: Settings) -> None:
    port = free_port()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    messages = [enqueue(f"invanare{number}") for number in range(20)]
    for hours in range(0, 24 * 7, 6):
        deliver_later(after=timedelta(hours=hours))
    assert {(state_of(message), message.attempts) for message in messages} == {(Message.State.WAITING, 0)}
    with relay(port) as server:
        deliver_later(after=timedelta(days=7))
        assert sorted(server.message_ids()) == sorted(message.message_id for message in messages)
    assert {state_of(message) for message in messages} == {Message.State.DELIVERED}


def test_a_server_that_answers_nothing_is_left_after_a_while(settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = SMTP, 0.2
    with create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()[:2]
        message = enqueue()
        deliver_due_messages()
    assert (state_of(message), message.attempts) == (Message.State.WAITING, 0)


def test_address_and_contents_are_erased_on_delivery_when_asked(server: Relay) -> None:
    kept, erased = enqueue(), enqueue("bo", html="<p>Hej</p>", headers={"X-Note": "bo"}, erase_on_delivery=True)
    deliver_due_messages()
    assert len(server.taken) == 2
    assert (state_of(erased), erased.message_id) == (Message.State.DELIVERED, erased.message_id)
    assert (erased.to, erased.subject, erased.text, erased.html, erased.headers) == ("", "", "", "", {})
    kept.refresh_from_db()
    assert (kept.to, kept.subject) == ("anna@example.org", "Nytt i löftet")


def test_a_refused_message_that_was_to_be_erased_is_erased(server: Relay) -> None:
    server.answers["anna@example.org"] = "550 no such user"
    message = enqueue(erase_on_delivery=True)
    deliver_due_messages()
    assert (state_of(message), message.to) == (Message.State.REFUSED, "")


def test_an_expired_message_is_erased_unsent_even_while_the_server_is_down(settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", free_port()
    message = enqueue(erase_on_delivery=True, expires_at=timezone.now() + timedelta(hours=24))
    deliver_later(after=timedelta(hours=23))
    assert (state_of(message), message.to) == (Message.State.WAITING, "anna@example.org")
    deliver_later(after=timedelta(hours=24))
    assert (state_of(message), message.to) == (Message.State.EXPIRED, "")


def test_an_attempt_that_never_ended_is_made_again_after_a_lease(server: Relay) -> None:
    message = enqueue()
    Message.objects.update(attempts=1, due_at=timezone.now() + lease())
    deliver_due_messages()
    assert server.taken == []
    deliver_later(after=lease())
    assert server.message_ids() == [message.message_id]


def test_a_clock_that_was_years_ahead_for_a_while_holds_up_no_message(server: Relay) -> None:
    server.answers["anna@example.org"] = "451 come back"
    message = enqueue()
    deliver_later(after=timedelta(days=3650))
    assert state_of(message) == Message.State.WAITING
    assert message.due_at > timezone.now() + timedelta(days=3000)
    server.answers.clear()
    deliver_due_messages()
    assert state_of(message) == Message.State.DELIVERED


def test_the_log_holds_no_address(server: Relay, caplog: pytest.LogCaptureFixture) -> None:
    server.answers["anna@example.org"] = "550 no such user anna@example.org"
    message = enqueue()
    deliver_due_messages()
    assert message.message_id in caplog.text
    assert "anna@" not in caplog.text


def test_without_a_server_the_mails_lie_in_a_folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    message = enqueue()
    deliver_due_messages()
    (file,) = tmp_path.iterdir()
    assert message.message_id in file.read_text()
    assert state_of(message) == Message.State.DELIVERED


def test_nothing_is_written_or_opened_while_nothing_is_due(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    deliver_due_messages()
    assert list(tmp_path.iterdir()) == []
