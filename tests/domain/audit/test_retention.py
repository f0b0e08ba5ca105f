from datetime import date, timedelta

import pytest
from django.utils import timezone

from loftet.domain.audit.models import Entry, RetentionDecision
from loftet.domain.audit.selectors import disposal_limits, document_types_undecided, retention_decision
from loftet.domain.audit.services import enter_retention_decision

pytestmark = pytest.mark.django_db

MAIL = RetentionDecision.DocumentType.MAIL
ALL = list(RetentionDecision.DocumentType)


def decided(code: str = "9901", *, on: date = date(2026, 1, 15), days: int = 90) -> RetentionDecision:
    return enter_retention_decision(
        code,
        actor=None,
        number=f"KS {on.year}:12",
        decided_on=on,
        decided_by="Kommunstyrelsen",
        document_type=MAIL,
        period_days=days,
    )


def test_a_decision_that_is_entered_leaves_a_trace() -> None:
    decision = decided()

    entry = Entry.objects.get()
    assert (entry.action, entry.object_id, entry.municipality_code) == (
        "enter_retention_decision",
        str(decision.pk),
        "9901",
    )


def test_nothing_may_be_erased_before_the_municipality_has_decided() -> None:
    assert document_types_undecided("9901") == ALL
    assert disposal_limits(MAIL, now=timezone.now()) == []

    decided()

    assert document_types_undecided("9901") == [kind for kind in ALL if kind is not MAIL]
    assert document_types_undecided("9902") == ALL


def test_a_newer_decision_takes_over_and_the_older_one_stays() -> None:
    now = timezone.now()
    newer = decided(on=date(2026, 6, 1), days=10)
    decided(on=date(2025, 6, 1), days=900)

    assert retention_decision("9901", MAIL) == newer
    assert disposal_limits(MAIL, now=now) == [(newer, now - timedelta(days=10))]
    assert RetentionDecision.objects.count() == 2
