"""Who reports, and the personal link that makes a telephone known.

Opening a link writes nothing; a press exchanges it for a token of the device. Of both only hashes are kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import disposal_limits
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.dialogue.weekly_report import refusals
from loftet.domain.dialogue.weekly_report.letters import link_letter
from loftet.domain.dialogue.weekly_report.models import Reporter, ReporterDevice, ReporterLink
from loftet.domain.place.models import Municipality

LINK_HOLDS = timedelta(days=45)
DEVICE_HOLDS = timedelta(days=180)
# Whoever reports every week is never asked for her link again.
DEVICE_IS_RENEWED_BEFORE = timedelta(days=90)
# Pressing twice, or a scanner that presses, fills nobody's box.
PAUSE_BETWEEN_RENEWALS = timedelta(minutes=10)
PATH = "/veckorapport"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterValues:
    function: str
    organisation: str
    is_authority: bool
    email: str = ""
    wants_letters: bool = False


@transaction.atomic
def add_reporter(municipality: Municipality, *, actor: User | None, values: ReporterValues) -> Reporter:
    """Raises AddressNotReadable, AlreadyReports."""
    function, organisation, email = values.function.strip(), values.organisation.strip(), _address(values.email)
    reporters = Reporter.objects.filter(municipality=municipality, withdrawn_at=None)
    if reporters.filter(function=function, organisation=organisation).exists():
        raise refusals.AlreadyReports
    reporter = Reporter.objects.create(
        municipality=municipality,
        function=function,
        organisation=organisation,
        is_authority=values.is_authority,
        email=email,
        wants_letters=values.wants_letters and bool(email),
    )
    audit.record(actor=actor, action="add", on=reporter, municipality_code=municipality.code)
    return reporter


@transaction.atomic
def choose_letters(municipality: Municipality, *, reporter: Reporter, wants: bool) -> None:
    """The reporter's own choice. Raises NoAddress."""
    if wants and not reporter.email:
        raise refusals.NoAddress
    Reporter.objects.filter(municipality=municipality, pk=reporter.pk).update(wants_letters=wants)
    audit.record(actor=None, action="choose_letters", on=reporter, municipality_code=municipality.code)


@transaction.atomic
def withdraw_reporter(municipality: Municipality, *, reporter: Reporter, actor: User | None) -> None:
    """Links and telephones are forgotten at once, the address when the municipality has decided. Reports stay."""
    rows = Reporter.objects.filter(municipality=municipality, pk=reporter.pk, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now(), wants_letters=False):
        ReporterLink.objects.filter(reporter=reporter).delete()
        ReporterDevice.objects.filter(reporter=reporter).delete()
        audit.record(actor=actor, action="withdraw", on=reporter, municipality_code=municipality.code)


@transaction.atomic
def make_link(municipality: Municipality, *, reporter: Reporter, actor: User | None) -> str:
    """An address to hand over as a square code; earlier links stop holding. It is shown once and kept nowhere."""
    ReporterLink.objects.filter(reporter=reporter).delete()
    return _new_link(municipality, reporter, actor)


@transaction.atomic
def send_link(municipality: Municipality, *, reporter: Reporter, actor: User | None) -> None:
    """Raises NoAddress."""
    if not reporter.email:
        raise refusals.NoAddress
    _send(municipality, reporter, actor)


def open_link(token: str) -> Reporter:
    """Whose link it is. Writes nothing.

    Raises:
        LinkUnknown, LinkExpired.
    """
    link = _link(token)
    if link.expires_at <= timezone.now():
        raise refusals.LinkExpired
    return link.reporter


@transaction.atomic
def exchange_link(token: str) -> str:
    """The token of a device that is known from now on, for a cookie; it is kept nowhere else.

    Raises:
        LinkUnknown, LinkExpired.
    """
    reporter, device_token, now = open_link(token), secrets.token_urlsafe(32), timezone.now()
    ReporterDevice.objects.filter(reporter=reporter, expires_at__lte=now).delete()
    device = ReporterDevice.objects.create(
        municipality=reporter.municipality,
        reporter=reporter,
        token_sha256=_hash(device_token),
        made_at=now,
        expires_at=now + DEVICE_HOLDS,
    )
    audit.record(actor=None, action="exchange", on=device, municipality_code=reporter.municipality_id)
    return device_token


@transaction.atomic
def renew_link(token: str) -> None:
    """A new link to the reporter's own address, whether or not the old one still holds.

    Raises:
        LinkUnknown, NoAddress.
    """
    reporter = Reporter.objects.select_for_update().get(pk=_link(token).reporter_id)
    if not reporter.email:
        raise refusals.NoAddress
    newest = reporter.links.order_by("-made_at").values_list("made_at", flat=True).first()
    if newest is None or newest <= timezone.now() - PAUSE_BETWEEN_RENEWALS:
        _send(reporter.municipality, reporter, None)


def device_reporter(device_token: str) -> Reporter | None:
    """Whose telephone it is, while it is known."""
    device = _device(device_token)
    return device.reporter if device else None


@transaction.atomic
def renew_device(device_token: str) -> bool:
    """Known for as long again, if half of its time has gone; whether it was."""
    device, now = _device(device_token), timezone.now()
    if device is None or device.expires_at > now + DEVICE_IS_RENEWED_BEFORE:
        return False
    ReporterDevice.objects.filter(pk=device.pk).update(expires_at=now + DEVICE_HOLDS)
    return True


def erase_reporter_addresses() -> None:
    """Forget the addresses of those who stopped reporting so long ago that the municipality's decision says so."""
    kind = RetentionDecision.DocumentType.REPORTER_ADDRESSES
    for decision, before in disposal_limits(kind, now=timezone.now()):
        gone = Reporter.objects.filter(municipality__code=decision.municipality_code, withdrawn_at__lt=before)
        for reporter in gone.exclude(email=""):
            with transaction.atomic():
                Reporter.objects.filter(pk=reporter.pk).update(email="")
                code = decision.municipality_code
                audit.record(actor=None, action="erase_address", on=reporter, municipality_code=code)


def _send(municipality: Municipality, reporter: Reporter, actor: User | None) -> None:
    letter = link_letter(
        reporter, _new_link(municipality, reporter, actor), timezone.localdate(timezone.now() + LINK_HOLDS)
    )
    enqueue_message(
        to=reporter.email,
        subject=letter.subject,
        text=letter.text,
        municipality_code=municipality.code,
        erase_on_delivery=True,
        expires_at=timezone.now() + LINK_HOLDS,
    )


def _new_link(municipality: Municipality, reporter: Reporter, actor: User | None) -> str:
    token, now = secrets.token_urlsafe(32), timezone.now()
    link = ReporterLink.objects.create(
        municipality=municipality,
        reporter=reporter,
        token_sha256=_hash(token),
        made_at=now,
        expires_at=now + LINK_HOLDS,
    )
    audit.record(actor=actor, action="make", on=link, municipality_code=municipality.code)
    return f"{settings.ADDRESS.rstrip('/')}{PATH}/{token}/"


def _link(token: str) -> ReporterLink:
    link = ReporterLink.objects.select_related("reporter__municipality").filter(token_sha256=_hash(token)).first()
    if link is None:
        raise refusals.LinkUnknown
    return link


def _device(device_token: str) -> ReporterDevice | None:
    devices = ReporterDevice.objects.select_related("reporter__municipality")
    return devices.filter(token_sha256=_hash(device_token), expires_at__gt=timezone.now()).first()


def _address(written: str) -> str:
    address = written.strip().lower()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise refusals.AddressNotReadable from error
    return address


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
