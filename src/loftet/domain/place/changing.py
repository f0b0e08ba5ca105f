"""What every change of a municipality's row has in common: two people at once lose nothing, and a trace is left."""

from typing import Any

from django.db import models
from django.db.models import F

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality


class ChangedMeanwhile(Exception):
    """Somebody else changed the row after the form was opened. `stored` is the row as it is now."""

    def __init__(self, stored: models.Model) -> None:
        super().__init__("changed meanwhile")
        self.stored = stored


def change_row(
    municipality: Municipality,
    *,
    row: models.Model,
    version: int,
    actor: User | None,
    values: dict[str, Any],
    action: str = "change",
) -> None:
    """Write `values` if the row still has `version`, else write nothing.

    Raises:
        ChangedMeanwhile: with the row as it stands.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, municipality=municipality)
    if not rows.filter(version=version).update(version=F("version") + 1, **values):
        raise ChangedMeanwhile(rows.get())
    row.refresh_from_db()
    audit.record(actor=actor, action=action, on=row, municipality_code=municipality.code)
