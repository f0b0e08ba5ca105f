from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.agreement.models import FocusArea
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality


@transaction.atomic
def name_focus_area(municipality: Municipality, *, name: str, actor: User | None) -> FocusArea:
    """The word of the municipality's vocabulary, entered if it is new."""
    area, made = FocusArea.objects.get_or_create(municipality=municipality, name=name)
    if made:
        audit.record(actor=actor, action="name", on=area, municipality_code=municipality.code)
    return area
