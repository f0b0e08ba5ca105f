"""From a draft to what both parties have said yes to: the words are frozen first, and approved exactly as they were."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import Action, may
from loftet.domain.place.models import Municipality
from loftet.domain.promise.life import parties_to_approve, second_factor_is_fresh
from loftet.domain.promise.models import Approval, Edition, Promise, Proposal
from loftet.domain.promise.selectors import (
    agreed_parties,
    approvals_of,
    edition_content,
    has_unpublished_changes,
    is_agreed,
    is_stale,
    newest_edition,
    newest_proposal,
    promise_record,
)
from loftet.domain.promise.services.issuing import (
    NothingNew,
    ReasonMissing,
    content_hash,
    hold_promise,
    write_edition,
)
from loftet.sources.promise_text.record import (
    AgreementStatus,
    PartyKind,
    PromiseDocument,
    promise_document,
    promise_json,
)
from loftet.sources.promise_text.record import Approval as ApprovalRecord


class SignedElsewhere(Exception):
    """A recorded promise was agreed on before it came here: nobody approves it again."""


class ProposalStale(Exception):
    """The words were changed after they were proposed, or are not those that the person was shown."""


class ProposalClosed(Exception):
    """A newer proposal has taken its place, or every party has approved it."""


class NotYours(Exception):
    """The role or the party of the person has no say in this proposal."""


class ApprovedAlready(Exception):
    """The person's party has said yes to this proposal."""


class SecondFactorMissing(Exception):
    """Nobody approves without having shown a moment ago that it is she who sits there."""


@transaction.atomic
def propose_promise(municipality: Municipality, *, promise: Promise, actor: User | None, reason: str = "") -> Proposal:
    """Freeze the words as they stand, gaps included, for the parties to approve. An earlier proposal is closed.

    Raises:
        SignedElsewhere: the promise is recorded.
        NothingNew: the parties have agreed on these words, or are asked to by the newest proposal.
        ReasonMissing: the words replace what the public reads, without a reason.
    """
    hold_promise(promise)
    if promise.origin == Promise.Origin.RECORDED:
        raise SignedElsewhere
    newest, content, changed = newest_proposal(promise), edition_content(promise), has_unpublished_changes(promise)
    if (newest and newest.content == content) or (is_agreed(promise) and not changed):
        raise NothingNew
    if newest_edition(promise) and changed and not reason.strip():
        raise ReasonMissing
    proposal = Proposal.objects.create(
        municipality=municipality,
        promise=promise,
        number=newest.number + 1 if newest else 1,
        content=content,
        sha256=content_hash(content),
        reason=reason.strip(),
        parties=list(parties_to_approve(promise_record(promise), agreed_parties(promise))),
        proposed_at=timezone.now(),
        proposed_by=actor,
    )
    audit.record(actor=actor, action="propose", on=proposal, municipality_code=municipality.code)
    return proposal


@transaction.atomic
def approve_proposal(
    municipality: Municipality,
    *,
    proposal: Proposal,
    member: Membership,
    function: str,
    shown_sha256: str,
    second_factor_at: datetime | None,
) -> Edition | None:
    """A party's yes. The last one that is needed makes an edition of exactly these words, which says so.

    The public is shown it by `publishing.services.approve_promise`.

    Args:
        function: what the person is, as it will stand in public.
        shown_sha256: of the words on the page where she pressed the button.
        second_factor_at: when she last confirmed with a code or a passkey.

    Raises:
        NotYours, SecondFactorMissing, ProposalClosed, ApprovedAlready, ProposalStale: nothing was approved.
    """
    hold_promise(proposal.promise)
    now = timezone.now()
    if second_factor_at is None or not second_factor_is_fresh(second_factor_at, now):
        raise SecondFactorMissing
    _refuse_stranger(municipality, proposal, member)
    _refuse_closed(proposal, member)
    if shown_sha256 != proposal.sha256 or is_stale(proposal):
        raise ProposalStale
    approval = Approval.objects.create(
        municipality=municipality,
        proposal=proposal,
        party=member.party,
        function=function.strip(),
        user=member.user,
        approved_at=now,
        second_factor_at=second_factor_at,
        shown_sha256=shown_sha256,
    )
    audit.record(actor=member.user, action="approve", on=approval, municipality_code=municipality.code)
    return _agree(municipality, proposal, actor=member.user)


@transaction.atomic
def follow_up_promise(municipality: Municipality, *, promise: Promise, actor: User | None, on: date) -> None:
    """Say that the follow-up is done that day: every commitment has been judged. Said twice, the first day stays."""
    if promise.followed_up_on is None:
        promise.followed_up_on = on
        promise.save(update_fields=["followed_up_on"])
        audit.record(actor=actor, action="follow_up", on=promise, municipality_code=municipality.code)


def _refuse_stranger(municipality: Municipality, proposal: Proposal, member: Membership) -> None:
    at_home = member.municipality_id == municipality.pk == proposal.municipality_id
    if not (at_home and may(member.role, Action.APPROVE) and member.party in proposal.parties):
        raise NotYours


def _refuse_closed(proposal: Proposal, member: Membership) -> None:
    if proposal != newest_proposal(proposal.promise) or Edition.objects.filter(proposal=proposal).exists():
        raise ProposalClosed
    if proposal.approvals.filter(party=member.party).exists():
        raise ApprovedAlready


def _agree(municipality: Municipality, proposal: Proposal, *, actor: User) -> Edition | None:
    approvals = approvals_of(proposal)
    if {approval.party for approval in approvals} != set(proposal.parties):
        return None
    record = promise_document(proposal.content).promises[0]
    agreed = replace(record, status=AgreementStatus.AGREED, approvals=[_approval_record(each) for each in approvals])
    return write_edition(
        municipality,
        promise=proposal.promise,
        actor=actor,
        content=promise_json(PromiseDocument(promises=[agreed])),
        # Words that the public already reads as a proposal change in nothing but this.
        reason=proposal.reason or gettext("Parterna har godkänt löftet."),
        proposal=proposal,
    )


def _approval_record(approval: Approval) -> ApprovalRecord:
    return ApprovalRecord(
        party=PartyKind(approval.party), function=approval.function, on=timezone.localdate(approval.approved_at)
    )
