from django.db import models, transaction

from loftet.domain.account.models import User
from loftet.domain.audit.services import CaseNumbers, enter_case_numbers
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change


@transaction.atomic
def register(municipality: Municipality, *, row: models.Model, actor: User | None, numbers: CaseNumbers) -> None:
    """Enter each authority's case number on an agreement, promise, edition, judgement or minutes."""
    enter_case_numbers(row, municipality_code=municipality.code, actor=actor, numbers=numbers)
    # The public page of an agreement shows them.
    show_change(municipality)
