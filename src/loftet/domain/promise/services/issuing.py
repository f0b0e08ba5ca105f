"""What the public reads: editions, each sealed in the chain of changes, none ever changed."""

import hashlib

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.ledger.services import seal
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition, Promise, Proposal
from loftet.domain.promise.selectors import edition_content, has_unpublished_changes, is_agreed, newest_edition
from loftet.sources.promise_text.record import AgreementStatus, promise_document


class NothingNew(Exception):
    """The promise says what its newest edition already says."""


class ReasonMissing(Exception):
    """What was published or agreed is only followed by something newer with a reason."""


class AgreementNeeded(Exception):
    """What the parties have agreed is only followed by what they agree on again."""


@transaction.atomic
def issue_edition(municipality: Municipality, *, promise: Promise, actor: User | None, reason: str = "") -> Edition:
    """Freeze the promise as it stands, without anybody's approval: recorded, or a proposal and marked as one.

    The public is shown it by `publishing.services.publish_promise`.

    Raises:
        NothingNew: the newest edition says the same.
        AgreementNeeded: the parties have agreed on the words that these would replace.
        ReasonMissing: a second edition without a reason.
    """
    hold_promise(promise)
    if not has_unpublished_changes(promise):
        raise NothingNew
    if is_agreed(promise):
        raise AgreementNeeded
    return write_edition(municipality, promise=promise, actor=actor, content=edition_content(promise), reason=reason)


def write_edition(
    municipality: Municipality,
    *,
    promise: Promise,
    actor: User | None,
    content: str,
    reason: str,
    proposal: Proposal | None = None,
) -> Edition:
    """The next edition of the promise, with its link in the chain. `proposal` is what the parties approved."""
    newest = newest_edition(promise)
    if newest and not reason.strip():
        raise ReasonMissing
    edition = Edition.objects.create(
        municipality=municipality,
        promise=promise,
        number=newest.number + 1 if newest else 1,
        content=content,
        sha256=content_hash(content),
        reason=reason.strip() if newest else "",
        proposal=proposal,
        published_at=timezone.now(),
        published_by=actor,
    )
    _seal(municipality, edition)
    audit.record(actor=actor, action="publish", on=edition, municipality_code=municipality.code)
    return edition


def content_hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def hold_promise(promise: Promise) -> None:
    """Whoever proposes, approves or issues at the same moment waits for the transaction to end."""
    Promise.objects.select_for_update().get(pk=promise.pk)


KINDS = {
    AgreementStatus.AGREED: "promise_agreed",
    AgreementStatus.RECORDED: "promise_recorded",
    AgreementStatus.PROPOSAL: "promise_proposed",
}


def _seal(municipality: Municipality, edition: Edition) -> None:
    record = promise_document(edition.content).promises[0]
    seal(
        municipality_code=municipality.code,
        kind=KINDS[record.status or AgreementStatus.PROPOSAL],
        object_type=edition.promise._meta.label,
        object_id=str(edition.promise_id),
        texts={"content": edition.content, "reason": edition.reason},
        facts={
            "address": edition.promise.address,
            "approved_by": ", ".join(approval.party for approval in record.approvals),
            "edition": edition.number,
            "sha256": edition.sha256,
        },
    )
