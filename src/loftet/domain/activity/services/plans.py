"""A follow-up plan is proposed by one party, and in force when every authority that bears the commitment accepts it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity import refusals
from loftet.domain.activity.models import Plan, PlanAcceptance
from loftet.domain.activity.occurrences import is_rule
from loftet.domain.activity.rules import MOST_TIMES, UNANNOUNCED, bearing_authorities
from loftet.domain.activity.selectors.following import commitment_in, followed_record, period_of
from loftet.domain.activity.services.told import Told, columns_of
from loftet.domain.audit import services as audit
from loftet.domain.ledger.services import seal
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.promise.models import Promise
from loftet.domain.promise.words import day_words
from loftet.sources.promise_text.record import CommitmentKind, CommitmentRecord, PromiseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """What the form gives; the meaning of each is said at `rules.PlanTerms`."""

    count: int | None = None
    at_least: bool = False
    unit: str = ""
    recurrence: str = ""
    first_day: date | None = None
    last_day: date | None = None
    contact_function: str = ""
    rhythm: str = ""
    note: str = ""


@transaction.atomic
def propose_plan(
    municipality: Municipality,
    *,
    promise: Promise,
    commitment_key: str,
    party: Party,
    actor: User | None,
    values: PlanValues,
    reason: str = "",
) -> Plan:
    """The next version. The proposing party has accepted it, if it bears the commitment.

    Raises:
        NoSuchCommitment, PlanEmpty, PlanCountOutOfRange, PlanRuleUnreadable, PlanDaysOutsideThePeriod.
        ReasonMissing: a second version without a reason.
    """
    # Held so that two who propose at once get a version each.
    Promise.objects.select_for_update().get(pk=promise.pk, municipality=municipality)
    record = followed_record(promise)
    bearers = commitment_in(record, commitment_key).bearers
    _refuse_unusable(values, record)
    version = Plan.objects.filter(promise=promise, commitment_key=commitment_key).count() + 1
    if version > 1 and not reason.strip():
        raise refusals.ReasonMissing
    plan = Plan.objects.create(
        municipality=municipality,
        promise=promise,
        commitment_key=commitment_key,
        version=version,
        reason=reason.strip(),
        proposed_party=party,
        proposed_by=actor,
        proposed_at=timezone.now(),
        **{name: getattr(values, name) for name in PlanValues.__slots__},
    )
    audit.record(actor=actor, action="propose", on=plan, municipality_code=municipality.code)
    if party.kind in bearing_authorities(bearers):
        return accept_plan(municipality, plan=plan, party=party, actor=actor)
    return plan


@transaction.atomic
def accept_plan(
    municipality: Municipality, *, plan: Plan, party: Party, actor: User | None, told: Told | None = None
) -> Plan:
    """A bearing authority's yes; a second one changes nothing.

    Args:
        told: the authority said it elsewhere, and `actor` enters it.

    Raises:
        NotABearer, PlanSuperseded, TellerMissing.
    """
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("promise")
        .get(pk=plan.pk, municipality=municipality)
    )
    newer = Plan.objects.filter(promise=plan.promise, commitment_key=plan.commitment_key, version__gt=plan.version)
    if newer.exists():
        raise refusals.PlanSuperseded
    commitment = commitment_in(followed_record(plan.promise), plan.commitment_key)
    if party.kind not in bearing_authorities(commitment.bearers):
        raise refusals.NotABearer
    values = {"municipality": municipality, "entered_by": actor, "accepted_at": timezone.now(), **columns_of(told)}
    acceptance, made = PlanAcceptance.objects.get_or_create(plan=plan, party=party, defaults=values)
    if made:
        audit.record(actor=actor, action="accept", on=acceptance, municipality_code=municipality.code)
        _put_in_force(municipality, plan, commitment, actor)
    return plan


def _put_in_force(municipality: Municipality, plan: Plan, commitment: CommitmentRecord, actor: User | None) -> None:
    accepted = set(plan.acceptances.values_list("party__kind", flat=True))
    if plan.in_force_at or not accepted >= bearing_authorities(commitment.bearers):
        return
    plan.in_force_at = timezone.now()
    plan.save(update_fields=["in_force_at"])
    _seal(municipality, plan, commitment.kind)
    audit.record(actor=actor, action="put_in_force", on=plan, municipality_code=municipality.code)
    show_change(municipality)


def _seal(municipality: Municipality, plan: Plan, kind: CommitmentKind) -> None:
    """The chain is open to anyone: of work that nobody may foresee it holds the days and weekdays as hashes alone."""
    texts = {"contact_function": plan.contact_function, "note": plan.note, "reason": plan.reason, "unit": plan.unit}
    days = {
        "recurrence": plan.recurrence,
        "first_day": plan.first_day.isoformat() if plan.first_day else "",
        "last_day": plan.last_day.isoformat() if plan.last_day else "",
        "rhythm": plan.rhythm,
    }
    unannounced = kind in UNANNOUNCED
    if unannounced:
        texts |= days
    seal(
        municipality_code=municipality.code,
        kind="plan_in_force",
        object_type=plan._meta.label,
        object_id=str(plan.pk),
        texts={name: text for name, text in texts.items() if text},
        facts={
            "promise": plan.promise.address,
            "commitment": plan.commitment_key,
            "version": plan.version,
            "count": plan.count,
            "at_least": plan.at_least,
            "proposed_by": plan.proposed_party.kind,
            "accepted_by": " ".join(sorted(plan.acceptances.values_list("party__kind", flat=True))),
            **({} if unannounced else {name: written or None for name, written in days.items()}),
        },
    )


def _refuse_unusable(values: PlanValues, record: PromiseRecord) -> None:
    if values.count is not None and not 1 <= values.count <= MOST_TIMES:
        raise refusals.PlanCountOutOfRange(most=MOST_TIMES)
    said = [getattr(values, name) for name in PlanValues.__slots__ if name not in ("at_least", "unit", "note")]
    if not any(said):
        raise refusals.PlanEmpty
    if any(rule and not is_rule(rule) for rule in (values.recurrence, values.rhythm)):
        raise refusals.PlanRuleUnreadable
    period = period_of(record)
    first, last = values.first_day or period.first, values.last_day or period.last
    if not period.first <= first <= last <= period.last:
        raise refusals.PlanDaysOutsideThePeriod(first=day_words(period.first), last=day_words(period.last))
