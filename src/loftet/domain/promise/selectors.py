from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from loftet.domain.ledger.selectors import links_of
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import Action, may
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.life import PromiseLife
from loftet.domain.promise.models import Approval, Bearer, Commitment, Edition, Goal, Promise, Proposal, Reading
from loftet.sources.promise_text import record as form


def promises_of(municipality: Municipality) -> QuerySet[Promise]:
    """Newest period first."""
    return Promise.objects.filter(municipality=municipality).select_related("municipality", "carried_from")


def promise_of(municipality: Municipality, address: str) -> Promise | None:
    return promises_of(municipality).filter(address=address).first()


def readings_waiting(municipality: Municipality) -> QuerySet[Reading]:
    """Texts that were read and are not stored as promises yet."""
    return Reading.objects.filter(municipality=municipality, stored_at=None)


def commitments_of(promise: Promise) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(promise=promise).select_related("area__focus_area", "problem", "cause")
    return rows.prefetch_related(Prefetch("bearers", queryset=Bearer.objects.order_by("position", "id")))


def goals_of(promise: Promise) -> QuerySet[Goal]:
    return Goal.objects.filter(promise=promise).select_related("area__focus_area", "indicator")


def newest_edition(promise: Promise) -> Edition | None:
    return Edition.objects.filter(promise=promise).select_related("proposal").order_by("-number").first()


def head_at(published: PublishedPromise) -> str:
    """The head of the chain of changes when an edition was sealed; empty for one from before the chain."""
    stored = Promise.objects.get(municipality=published.municipality, address=published.address)
    links = links_of(published.municipality.code, object_type=stored._meta.label, object_id=str(stored.pk))
    # The sealed document names its edition by the hash of its contents.
    sealed = links.filter(document__contains=f'"sha256":"{published.sha256}"')
    return sealed.values_list("sha256", flat=True).first() or ""


def has_unpublished_changes(promise: Promise) -> bool:
    edition = newest_edition(promise)
    return edition is None or drafted_content(edition) != edition_content(promise)


def drafted_content(edition: Edition) -> str:
    """What the draft said when the edition was made. An agreed one says besides who had approved it."""
    return edition.proposal.content if edition.proposal else edition.content


def is_agreed(promise: Promise) -> bool:
    """Whether every party has approved what the public reads. Revisions change the words, never this."""
    return agreed_editions(promise).exists()


def agreed_editions(promise: Promise) -> QuerySet[Edition]:
    return Edition.objects.filter(promise=promise, proposal__isnull=False)


def newest_proposal(promise: Promise) -> Proposal | None:
    return Proposal.objects.filter(promise=promise).order_by("-number").first()


def open_proposal(promise: Promise) -> Proposal | None:
    """The newest, while somebody's yes is missing. Its words may have been overtaken: see `is_stale`."""
    proposal = newest_proposal(promise)
    return None if proposal is None or Edition.objects.filter(proposal=proposal).exists() else proposal


def is_stale(proposal: Proposal) -> bool:
    """Whether the draft was changed after the words were proposed."""
    promise = Promise.objects.select_related("municipality").get(pk=proposal.promise_id)
    return proposal.content != edition_content(promise)


def edition_before(proposal: Proposal) -> Edition | None:
    """What the public read when the words were proposed; None before the first edition."""
    editions = Edition.objects.filter(promise=proposal.promise_id, published_at__lte=proposal.proposed_at)
    return editions.order_by("-number").first()


def approvals_of(proposal: Proposal) -> Sequence[Approval]:
    """In the order in which they were given."""
    return list(Approval.objects.filter(proposal=proposal).select_related("user").order_by("approved_at", "pk"))


def proposal_of(promise: Promise, number: int) -> Proposal | None:
    return Proposal.objects.filter(promise=promise, number=number).select_related("promise__municipality").first()


def proposals_waiting_for(member: Membership) -> list[Proposal]:
    """Those that the member may say yes to for her party, which has not done it."""
    if not may(member.role, Action.APPROVE):
        return []
    rows = Proposal.objects.filter(municipality=member.municipality_id, edition=None).select_related("promise")
    unanswered = rows.exclude(approvals__party=member.party)
    return [
        proposal
        for proposal in unanswered
        if member.party in proposal.parties and proposal == newest_proposal(proposal.promise) and not is_stale(proposal)
    ]


def agreed_parties(promise: Promise) -> list[form.PartyKind]:
    """Those that approved what the public reads; none where nothing is agreed."""
    edition = agreed_editions(promise).order_by("-number").first()
    return [form.PartyKind(party) for party in edition.proposal.parties] if edition and edition.proposal else []


def life_of(promise: Promise) -> PromiseLife:
    recorded = promise.origin == Promise.Origin.RECORDED
    binding = Edition.objects.filter(promise=promise) if recorded else agreed_editions(promise)
    return PromiseLife(
        start=promise.start,
        end=promise.end,
        recorded=recorded,
        proposed=open_proposal(promise) is not None,
        binding_editions=binding.count(),
        followed_up_on=promise.followed_up_on,
    )


def edition_content(promise: Promise) -> str:
    """What an edition of the promise as it stands now would hold."""
    return form.promise_json(form.PromiseDocument(promises=[promise_record(promise)]))


def promise_record(promise: Promise) -> form.PromiseRecord:
    """The promise as it stands now, in the form in which it is published, exported and imported again.

    Line numbers belong to the text that was read, not to the promise: they are left out.
    """
    return form.PromiseRecord(
        title=promise.title,
        municipality=promise.municipality.name,
        municipality_code=promise.municipality.code,
        police_area=promise.police_area or None,
        geography=form.Geography(kind=form.GeographyKind(promise.geography), names=promise.geography_names),
        period=form.Period(start=promise.start, end=promise.end, literal=promise.period_literal),
        introduction=promise.introduction or None,
        purpose=promise.purpose or None,
        builds_on=promise.builds_on or None,
        picture=promise.picture or None,
        sources=promise.sources,
        lead_in=promise.lead_in or None,
        focus_areas=[area.focus_area.name for area in promise.areas.select_related("focus_area")],
        commitments=[commitment_record(commitment) for commitment in commitments_of(promise)],
        goals=[goal_record(goal) for goal in goals_of(promise)],
        follow_up=_follow_up(promise),
        validity=promise.validity or None,
        revision_clause=promise.revision_clause or None,
        reservation=promise.reservation or None,
        signatories=_signatories(promise),
        passages=[form.Passage(heading=passage["heading"], text=passage["text"]) for passage in promise.passages],
        recorded=_recorded(promise),
        status=_status(promise),
        followed_from=promise.followed_from,
        example=promise.municipality.example,
    )


def commitment_record(commitment: Commitment) -> form.CommitmentRecord:
    return form.CommitmentRecord(
        id=commitment.key,
        text=commitment.text,
        focus_area=commitment.area.focus_area.name if commitment.area else None,
        bearers=_bearers(list(commitment.bearers.all())),
        bearer_found=form.BearerFound(commitment.bearer_found) if commitment.bearer_found else None,
        kind=form.CommitmentKind(commitment.kind),
        target_group=commitment.target_group or None,
        place=commitment.place or None,
        recurrence=commitment.recurrence or None,
        count=commitment.count,
        at_least=commitment.at_least,
        condition=commitment.condition or None,
        window=commitment.window or None,
        vague=commitment.vague or None,
        explanation=commitment.explanation or None,
        problem=commitment.problem.name if commitment.problem else None,
        cause=commitment.cause.name if commitment.cause else None,
    )


def goal_record(goal: Goal) -> form.GoalRecord:
    return form.GoalRecord(
        id=goal.key,
        text=goal.text,
        focus_area=goal.area.focus_area.name if goal.area else None,
        direction=form.Direction(goal.direction),
        subject=goal.subject,
        carried=goal.carried,
        measure=_measure(goal),
    )


def _bearers(rows: Sequence[Bearer]) -> list[form.Bearer]:
    return [form.Bearer(party=form.PartyKind(row.kind), name=row.name) for row in rows]


def _measure(goal: Goal) -> form.Measure | None:
    if goal.indicator is None:
        return None
    return form.Measure(
        indicator=goal.indicator.name,
        definition=goal.indicator.definition,
        unit=goal.indicator.unit,
        source=goal.indicator.source,
        baseline=goal.baseline,
        baseline_on=goal.baseline_on,
        target=goal.target,
        next_on=goal.next_on,
    )


def _follow_up(promise: Promise) -> form.FollowUp | None:
    if not (promise.follow_up_channels or promise.follow_up_interval or promise.follow_up_text):
        return None
    return form.FollowUp(
        channels=promise.follow_up_channels,
        interval=promise.follow_up_interval or None,
        recurrence=promise.follow_up_recurrence or None,
        text=promise.follow_up_text or None,
    )


def _signatories(promise: Promise) -> list[form.Signatory]:
    return [
        form.Signatory(
            name=row.name,
            title=row.title,
            title_normalised=row.title_normalised,
            party=form.PartyKind(row.party) if row.party else None,
            acting=row.acting,
        )
        for row in promise.signatories.all()
    ]


def _status(promise: Promise) -> form.AgreementStatus:
    """What an edition of the words as they stand would be; only a proposal that all approved becomes agreed."""
    recorded = promise.origin == Promise.Origin.RECORDED
    return form.AgreementStatus.RECORDED if recorded else form.AgreementStatus.PROPOSAL


def _recorded(promise: Promise) -> form.Recorded | None:
    if promise.origin != Promise.Origin.RECORDED:
        return None
    return form.Recorded(
        source=promise.recorded_source,
        retrieved_on=promise.recorded_on,
        case_number_municipality=promise.case_number_municipality,
        case_number_police=promise.case_number_police,
    )
