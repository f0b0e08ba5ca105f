"""Who is asked each month, and how long after a control the public may see it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.activity import refusals
from loftet.domain.activity.models import Contact, PublicDelay
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Department, Party
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change

LONGEST_DELAY_DAYS = 365


@transaction.atomic
def add_contact(
    municipality: Municipality,
    *,
    party: Party,
    actor: User | None,
    function: str,
    email: str,
    department: Department | None = None,
) -> Contact:
    """Raises AddressNotReadable, AddressTaken."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise refusals.AddressNotReadable from error
    contact, made = Contact.objects.get_or_create(
        municipality=municipality,
        email=address,
        defaults={"party": party, "department": department, "function": function.strip()},
    )
    if not made:
        raise refusals.AddressTaken
    audit.record(actor=actor, action="add", on=contact, municipality_code=municipality.code)
    return contact


@transaction.atomic
def remove_contact(municipality: Municipality, *, contact: Contact, actor: User | None) -> None:
    """With the address, the links and the known devices. What was reported stays."""
    stored = Contact.objects.get(pk=contact.pk, municipality=municipality)
    audit.record(actor=actor, action="remove", on=stored, municipality_code=municipality.code)
    stored.delete()


@transaction.atomic
def set_public_delay(municipality: Municipality, *, party: Party, actor: User | None, days: int) -> None:
    """The police's own decision.

    Raises:
        DelayIsForThePolice, DelayOutOfRange.
    """
    if party.kind != Party.Kind.POLICE:
        raise refusals.DelayIsForThePolice
    if not 0 <= days <= LONGEST_DELAY_DAYS:
        raise refusals.DelayOutOfRange
    delay, _ = PublicDelay.objects.update_or_create(municipality=municipality, defaults={"days": days})
    audit.record(actor=actor, action="set", on=delay, municipality_code=municipality.code)
    show_change(municipality)
