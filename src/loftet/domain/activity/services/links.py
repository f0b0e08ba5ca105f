"""One mail a month and contact, with one link to everything that is due.

Opening the link writes nothing, so that a scanner that opens it first does no harm. A press exchanges it for a token of
the device, and the link goes on holding until it expires. Of link and device only hashes are kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from loftet.domain.activity import refusals
from loftet.domain.activity.judging import is_working_day
from loftet.domain.activity.models import Contact, ReportDevice, ReportLink
from loftet.domain.activity.selectors.due import DueItem, due_by_contact
from loftet.domain.activity.services.mails import link_mail, month_mail
from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.models import Municipality

LINK_HOLDS = timedelta(days=45)
DEVICE_HOLDS = timedelta(days=180)
# Pressing twice, or a scanner that presses, fills nobody's box.
PAUSE_BETWEEN_RENEWALS = timedelta(minutes=10)
# A link that has expired still says where a new one is to be sent.
LINK_IS_KNOWN = timedelta(days=400)
PATH = "/rapport"


@dataclass(frozen=True, slots=True)
class Exchanged:
    contact: Contact
    device_token: str
    """For a cookie; it is kept nowhere else."""
    expires_at: datetime


def ask_every_contact() -> None:
    """The daily task: whoever has something due and has had no mail this month gets it on a working day."""
    today = timezone.localdate()
    if is_working_day(today):
        for municipality in Municipality.objects.filter(contacts__isnull=False).distinct():
            if Function.REPORTS in switched_on(municipality):
                send_monthly_mails(municipality, on=today)


@transaction.atomic
def send_monthly_mails(municipality: Municipality, *, on: date) -> int:
    """How many mails were written; done twice in a month, the second time writes none to those who have had theirs."""
    _forget_old_links(municipality)
    month = on.replace(day=1)
    due = due_by_contact(municipality, today=on)
    contacts = Contact.objects.select_for_update().filter(municipality=municipality, pk__in=due)
    waiting = [contact for contact in contacts.order_by("pk") if not contact.links.filter(month=month).exists()]
    for contact in waiting:
        _send(contact, month=month, due=due[contact.pk])
    return len(waiting)


def open_link(token: str) -> Contact:
    """Whose link it is. Writes nothing.

    Raises:
        LinkUnknown, LinkExpired.
    """
    link = _link(token)
    if link.expires_at <= timezone.now():
        raise refusals.LinkExpired
    return link.contact


@transaction.atomic
def exchange_link(token: str) -> Exchanged:
    """By a press: the device is known from now on. A link that has been used before is exchanged again.

    Raises:
        LinkUnknown, LinkExpired.
    """
    contact, device_token, now = open_link(token), secrets.token_urlsafe(32), timezone.now()
    ReportDevice.objects.filter(contact=contact, expires_at__lte=now).delete()
    device = ReportDevice.objects.create(
        municipality=contact.municipality,
        contact=contact,
        token_sha256=_hash(device_token),
        made_at=now,
        expires_at=now + DEVICE_HOLDS,
    )
    audit.record(actor=None, action="exchange", on=device, municipality_code=contact.municipality_id)
    return Exchanged(contact, device_token, device.expires_at)


@transaction.atomic
def renew_link(token: str) -> None:
    """Mail a new link to the contact's own address, whether or not the old one still holds. Raises LinkUnknown."""
    contact = _link(token).contact
    Contact.objects.select_for_update().get(pk=contact.pk)
    newest = contact.links.order_by("-made_at").values_list("made_at", flat=True).first()
    if newest is None or newest <= timezone.now() - PAUSE_BETWEEN_RENEWALS:
        _send(contact, month=None, due=None)


@transaction.atomic
def forget_devices(municipality: Municipality, *, contact: Contact) -> None:
    """Every device of the contact must exchange a link anew."""
    ReportDevice.objects.filter(municipality=municipality, contact=contact).delete()
    audit.record(actor=None, action="forget_devices", on=contact, municipality_code=municipality.code)


def device_contact(device_token: str) -> Contact | None:
    """Whose device it is, while it is known."""
    devices = ReportDevice.objects.select_related("contact__municipality", "contact__party", "contact__department")
    device = devices.filter(token_sha256=_hash(device_token), expires_at__gt=timezone.now()).first()
    return device.contact if device else None


def _send(contact: Contact, *, month: date | None, due: list[DueItem] | None) -> None:
    token, now = secrets.token_urlsafe(32), timezone.now()
    link = ReportLink.objects.create(
        municipality=contact.municipality,
        contact=contact,
        token_sha256=_hash(token),
        month=month,
        made_at=now,
        expires_at=now + LINK_HOLDS,
    )
    address = f"{settings.ADDRESS.rstrip('/')}{PATH}/{token}/"
    last_day = timezone.localdate(link.expires_at)
    mail = link_mail(contact, address, last_day) if due is None else month_mail(contact, address, last_day, due)
    enqueue_message(
        to=contact.email,
        subject=mail.subject,
        text=mail.text,
        municipality_code=contact.municipality_id,
        erase_on_delivery=True,
        expires_at=link.expires_at,
    )
    audit.record(actor=None, action="send", on=link, municipality_code=contact.municipality_id)


def _link(token: str) -> ReportLink:
    links = ReportLink.objects.select_related("contact__municipality", "contact__party", "contact__department")
    link = links.filter(token_sha256=_hash(token)).first()
    if link is None:
        raise refusals.LinkUnknown
    return link


def _forget_old_links(municipality: Municipality) -> None:
    ReportLink.objects.filter(municipality=municipality, expires_at__lt=timezone.now() - LINK_IS_KNOWN).delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
