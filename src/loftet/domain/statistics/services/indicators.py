from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Indicator


@transaction.atomic
def define_indicator(
    municipality: Municipality, *, actor: User | None, name: str, definition: str = "", unit: str = "", source: str = ""
) -> Indicator:
    """The municipality's indicator of that name, new or with these words."""
    words = {"definition": definition, "unit": unit, "source": source}
    indicator, made = Indicator.objects.get_or_create(municipality=municipality, name=name, defaults=words)
    changed = {field: value for field, value in words.items() if value and getattr(indicator, field) != value}
    if changed:
        Indicator.objects.filter(pk=indicator.pk).update(**changed)
        indicator.refresh_from_db()
    if made or changed:
        audit.record(actor=actor, action="define", on=indicator, municipality_code=municipality.code)
    return indicator
