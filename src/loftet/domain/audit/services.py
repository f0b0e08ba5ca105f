from dataclasses import dataclass
from datetime import date

from django.db import models, transaction

from loftet.domain.account.models import User
from loftet.domain.audit.models import Entry, RetentionDecision


def record(*, actor: User | None, action: str, on: models.Model, municipality_code: str = "") -> None:
    """Leave a trace of a change, in the transaction of the change. `actor` is None for a command."""
    Entry.objects.create(
        actor=actor,
        action=action,
        object_type=on._meta.label,
        object_id=str(on.pk),
        municipality_code=municipality_code,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumbers:
    """Each authority's number of the matter in its register (diarienummer); empty where it has none yet."""

    municipality: str = ""
    police: str = ""


@transaction.atomic
def enter_case_numbers(row: models.Model, *, municipality_code: str, actor: User | None, numbers: CaseNumbers) -> None:
    """A register's numbers may come after the words they belong to were closed: they are no part of them.

    Args:
        row: an agreement, promise, edition, judgement or minutes.
    """
    rows = type(row)._default_manager.filter(pk=row.pk)
    rows.update(case_number_municipality=numbers.municipality, case_number_police=numbers.police)
    row.refresh_from_db()
    record(actor=actor, action="enter_case_numbers", on=row, municipality_code=municipality_code)


@transaction.atomic
def enter_retention_decision(
    municipality_code: str,
    *,
    actor: User | None,
    number: str,
    decided_on: date,
    decided_by: str,
    document_type: RetentionDecision.DocumentType,
    period_days: int,
) -> RetentionDecision:
    """From now on documents of the type are disposed of by schedule; earlier decisions stay as they were entered."""
    decision = RetentionDecision.objects.create(
        municipality_code=municipality_code,
        number=number,
        decided_on=decided_on,
        decided_by=decided_by,
        document_type=document_type,
        period_days=period_days,
    )
    record(actor=actor, action="enter_retention_decision", on=decision, municipality_code=municipality_code)
    return decision
