from django.db import models

from loftet.domain.account.models import User
from loftet.domain.audit.models import Entry


def record(*, actor: User | None, action: str, on: models.Model, municipality_code: str = "") -> None:
    """Leave a trace of a change, in the transaction of the change. `actor` is None for a command."""
    Entry.objects.create(
        actor=actor,
        action=action,
        object_type=on._meta.label,
        object_id=str(on.pk),
        municipality_code=municipality_code,
    )
