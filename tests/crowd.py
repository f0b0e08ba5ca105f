"""Exempelby with many who report without an account, each about a commitment of their own."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from loftet.domain.activity.models import Contact, ReportDevice, ReportLink
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from loftet.domain.place.services import invent_municipality
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.services import publish_promise
from loftet.sources.promise_text.record import BearerFound, CommitmentKind, CommitmentRecord, Period, PromiseRecord
from tests.people import COUNTY, POLICE, stored
from tests.reporter import commitment_key, device_token, link_token


@transaction.atomic
def gather(people: int, *, renewing: int = 0) -> int:
    """The number of a promise of this year with a commitment and a known device for each person.

    Args:
        renewing: how many contacts more that hold a link of yesterday and no device.
    """
    promise = followed_promise(people, code="9901", name="Exempelby")
    municipality = promise.municipality
    police = Party.objects.get(municipality=municipality, kind=Party.Kind.POLICE)
    contacts = Contact.objects.bulk_create(
        Contact(municipality=municipality, party=police, function="kommunpolis", email=f"kontakt{number}@example.org")
        for number in range(people + renewing)
    )
    # Whoever has a link of this month is sent no other by the daily task.
    _give(ReportLink, contacts, link_token, month=timezone.localdate().replace(day=1))
    _give(ReportDevice, contacts[:people], device_token)
    return promise.pk


def followed_promise(commitments: int, *, code: str, name: str) -> Promise:
    """Published, in an invented municipality."""
    municipality = invent_municipality(code=code, name=name, county=COUNTY)
    enter_authority(municipality, kind=Party.Kind.POLICE, actor=None)
    promise = stored(municipality, promise_of_this_year(commitments, municipality=name))
    publish_promise(municipality, promise=promise, actor=None)
    return promise


def _give(
    kind: type[ReportLink] | type[ReportDevice],
    contacts: Sequence[Contact],
    token: Callable[[int], str],
    **more: object,
) -> None:
    """A link or a device each, from yesterday."""
    yesterday, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=30)
    for number, contact in enumerate(contacts):
        kind.objects.create(
            municipality=contact.municipality,
            contact=contact,
            token_sha256=sha256(token(number).encode()).hexdigest(),
            made_at=yesterday,
            expires_at=later,
            **more,
        )


def promise_of_this_year(commitments: int, *, municipality: str) -> PromiseRecord:
    year = timezone.localdate().year
    return PromiseRecord(
        title=f"Medborgarlöfte {year}",
        municipality=municipality,
        police_area="Exempelbygden",
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31), literal=str(year)),
        commitments=[letters(number) for number in range(commitments)],
    )


def letters(number: int) -> CommitmentRecord:
    return CommitmentRecord(
        id=commitment_key(number),
        text=f"Polisen skickar informationsbrev till grannsamverkansgrupp {number} en gång i månaden.",
        bearers=[POLICE],
        bearer_found=BearerFound.OWN,
        kind=CommitmentKind.INFORMATION,
        recurrence="FREQ=MONTHLY",
        count=1,
    )
