"""What has served goes when the municipality's decision on disposal says so, and not without one."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from loftet.domain.audit import services as audit
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import disposal_limits
from loftet.domain.dialogue.contribution.models import Contribution, ContributorAddress


def erase_told_addresses() -> None:
    """Addresses of those who have had their answer."""
    for decision, before in disposal_limits(RetentionDecision.DocumentType.CONTRIBUTOR_ADDRESSES, now=timezone.now()):
        code = decision.municipality_code
        _erase(ContributorAddress.objects.filter(municipality__code=code, told_at__lt=before), code)


def erase_answered_contributions() -> None:
    """Contributions whose answer was sent so long ago. The answer, in the municipality's own words, stays."""
    for decision, before in disposal_limits(RetentionDecision.DocumentType.CONTRIBUTIONS, now=timezone.now()):
        code = decision.municipality_code
        _erase(Contribution.objects.filter(municipality__code=code, answer__sent_at__lt=before), code)


def _erase(rows: QuerySet[ContributorAddress] | QuerySet[Contribution], municipality_code: str) -> None:
    for row in rows:
        with transaction.atomic():
            audit.record(actor=None, action="erase", on=row, municipality_code=municipality_code)
            row.delete()
