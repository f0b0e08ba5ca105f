from datetime import datetime, timedelta

from django.db import models
from django.db.models import QuerySet

from loftet.domain.audit.models import Entry, RetentionDecision


def entries_about(municipality_code: str, row: models.Model) -> QuerySet[Entry]:
    """Who did what to a row, newest first."""
    return Entry.objects.filter(
        municipality_code=municipality_code, object_type=row._meta.label, object_id=str(row.pk)
    ).select_related("actor")


def retention_decisions(municipality_code: str) -> QuerySet[RetentionDecision]:
    """All that were entered, by type, the one in force first."""
    return RetentionDecision.objects.filter(municipality_code=municipality_code)


def retention_decision(
    municipality_code: str, document_type: RetentionDecision.DocumentType
) -> RetentionDecision | None:
    """The one in force; None where the municipality has decided nothing, and nothing may be erased by schedule."""
    return retention_decisions(municipality_code).filter(document_type=document_type).first()


def disposal_limits(
    document_type: RetentionDecision.DocumentType, *, now: datetime
) -> list[tuple[RetentionDecision, datetime]]:
    """The decisions in force on the type, each with the moment before which its municipality's documents go."""
    newest: dict[str, RetentionDecision] = {}
    for decision in RetentionDecision.objects.filter(document_type=document_type):
        newest.setdefault(decision.municipality_code, decision)
    return [(decision, now - timedelta(days=decision.period_days)) for decision in newest.values()]


def document_types_undecided(municipality_code: str) -> list[RetentionDecision.DocumentType]:
    """What nothing is erased of, since no decision has been entered."""
    decided = set(retention_decisions(municipality_code).values_list("document_type", flat=True))
    return [kind for kind in RetentionDecision.DocumentType if kind not in decided]
