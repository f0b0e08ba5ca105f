from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality, PoliceArea, PublicRevision


@transaction.atomic
def invent_municipality(*, code: str, name: str, county: str) -> Municipality:
    """A made-up municipality for demonstrations; everything of it is marked "Exempel".

    Args:
        code: four digits that no real municipality has, from 9900.
    """
    if not (code.isdigit() and len(code) == 4 and code >= "9900"):
        raise ValueError(f"an invented municipality has a code from 9900, not {code!r}")
    municipality, made = Municipality.objects.get_or_create(
        code=code,
        defaults={"name": name, "slug": slugify(name), "county": county, "example": True},
    )
    if made:
        audit.record(actor=None, action="invent", on=municipality, municipality_code=code)
    return municipality


@transaction.atomic
def place_in_police_area(municipality: Municipality, *, name: str, actor: User | None) -> PoliceArea:
    """The local police area of that name, with the municipality in it."""
    area, made = PoliceArea.objects.get_or_create(name=name)
    if made or not area.municipalities.contains(municipality):
        area.municipalities.add(municipality)
        audit.record(actor=actor, action="place", on=area, municipality_code=municipality.code)
    return area


@transaction.atomic
def show_change(municipality: Municipality) -> None:
    """Let every server process see that something public changed, once the transaction is committed."""
    PublicRevision.objects.get_or_create(municipality=municipality)
    PublicRevision.objects.filter(municipality=municipality).update(number=F("number") + 1)
