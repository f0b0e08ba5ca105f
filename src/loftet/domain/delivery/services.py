"""The outbox: a message is stored with the change that caused it and handed over by the worker.

Every message is taken by the mail server at least once. Twice only if the process dies, or the line breaks, after the
server has taken it and before that is stored here; both copies then have the same Message-ID and date.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import disposal_limits
from loftet.domain.delivery.mail_server import MailServer, mail_server
from loftet.domain.delivery.models import Message
from loftet.domain.delivery.rules import Verdict, answer_of, verdict_on, wait_after
from loftet.domain.delivery.selectors import due_messages, expired_messages
from loftet.domain.job.selectors import lease
from loftet.domain.job.services import enqueue

OUTBOX = "outbox"
ERASED: dict[str, Any] = {"to": "", "subject": "", "text": "", "html": "", "calendar": "", "headers": {}}

logger = logging.getLogger(__name__)


@transaction.atomic
def enqueue_message(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    headers: Mapping[str, str] | None = None,
    municipality_code: str = "",
    erase_on_delivery: bool = False,
    expires_at: datetime | None = None,
) -> Message:
    """A mail to one address, sent once the transaction it is part of is committed.

    Args:
        calendar: an iCalendar object with its METHOD, which a mail program offers to put into the calendar.
        headers: besides the usual ones, such as List-Unsubscribe.
        municipality_code: whose mail it is; empty for the installation's own.
        erase_on_delivery: keep neither address nor contents once the message is delivered, refused or expired.
        expires_at: not sent after this moment.

    Raises:
        ValidationError: `to` is no e-mail address.
        BadHeaderError: a line break in subject or header.
    """
    validate_email(to)
    message = Message(
        to=to,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        headers=dict(headers or {}),
        municipality_code=municipality_code,
        erase_on_delivery=erase_on_delivery,
        expires_at=expires_at,
        message_id=make_msgid(domain=_sender_domain()),
    )
    # Whatever cannot be written as a mail is refused now, while whoever asks for it is still there.
    _mail(message).message().as_bytes()
    message.save()
    enqueue(deliver_due_messages, key=OUTBOX)
    return message


def deliver_due_messages() -> None:
    """Hand over everything that is due. A server that does not answer costs no message an attempt."""
    _expire_messages()
    with mail_server() as server:
        while message := due_messages().first():
            if not server.answers():
                return
            if _begin_attempt(message):
                _deliver(message, server)


def call_off_messages(message_ids: Collection[str]) -> None:
    """Erase those that still wait: whoever they were for wants none of them. What was handed over is not taken back."""
    waiting = Message.objects.waiting().filter(message_id__in=message_ids)
    waiting.update(state=Message.State.EXPIRED, ended_at=timezone.now(), **ERASED)


def erase_old_messages() -> None:
    """Empty the delivered letters that the municipalities' decisions on disposal say are old enough."""
    for decision, before in disposal_limits(RetentionDecision.DocumentType.MAIL, now=timezone.now()):
        delivered = Message.objects.filter(
            municipality_code=decision.municipality_code, state=Message.State.DELIVERED, ended_at__lt=before
        )
        delivered.exclude(to="").update(**ERASED)


def _deliver(message: Message, server: MailServer) -> None:
    try:
        server.hand_over(_mail(message))
    except Exception as error:
        server.hang_up()
        _note_fault(message, error)
    else:
        _end(message, Message.State.DELIVERED)


def _begin_attempt(message: Message) -> bool:
    """Stored before the server is asked: should the process die now, the next attempt comes after a lease.

    False if somebody else began it first.
    """
    unchanged = Message.objects.waiting().filter(pk=message.pk, attempts=message.attempts)
    message.attempts += 1
    return bool(unchanged.update(attempts=message.attempts, due_at=timezone.now() + lease()))


def _note_fault(message: Message, error: Exception) -> None:
    answer = answer_of(error)
    logger.warning("%s was not taken at attempt %d: %s", message, message.attempts, answer)
    if verdict_on(error, attempts=message.attempts) is Verdict.REFUSED:
        _end(message, Message.State.REFUSED, answer=answer)
        return
    attempt = Message.objects.waiting().filter(pk=message.pk, attempts=message.attempts)
    attempt.update(due_at=timezone.now() + wait_after(message.attempts), answer=answer)


def _end(message: Message, state: Message.State, *, answer: str = "") -> None:
    erased = ERASED if message.erase_on_delivery else {}
    waiting = Message.objects.waiting().filter(pk=message.pk)
    waiting.update(state=state, ended_at=timezone.now(), answer=answer, **erased)


def _expire_messages() -> None:
    for message in expired_messages():
        _end(message, Message.State.EXPIRED)


def _mail(message: Message) -> EmailMultiAlternatives:
    fixed = {"Message-ID": message.message_id, "Date": format_datetime(message.enqueued_at)}
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.to], headers={**message.headers, **fixed})
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        # RFC 6047, 2.4: the type names the method, and the calendar is the last, richest form of the same letter.
        method = Calendar.from_ical(message.calendar)["METHOD"]
        mail.attach_alternative(message.calendar, f"text/calendar; method={method}")
    return mail


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
