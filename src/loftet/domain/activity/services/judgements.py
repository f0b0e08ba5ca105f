"""When the period is over: the fact from the reports, then each party's view. All is kept; silence stops nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity import refusals
from loftet.domain.activity.judging import Facts, Verdict, public_day
from loftet.domain.activity.models import Judgement, PartyView
from loftet.domain.activity.selectors.following import commitment_in, followed_record, period_of
from loftet.domain.activity.selectors.outcomes import facts_of, unjudged_of
from loftet.domain.activity.services.told import Told, columns_of
from loftet.domain.audit import services as audit
from loftet.domain.ledger.services import seal
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.promise.editions import published_promise_of
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import newest_edition
from loftet.domain.promise.services.agreeing import follow_up_promise
from loftet.domain.promise.words import day_words
from loftet.sources.promise_text.record import AgreementStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewValues:
    verdict: Verdict | None
    """None where a party only adds its words to the other's verdict."""
    evidence: str = ""
    reason: str = ""


@transaction.atomic
def propose_judgement(
    municipality: Municipality,
    *,
    promise: Promise,
    commitment_key: str,
    party: Party,
    actor: User | None,
    values: ViewValues,
    told: Told | None = None,
) -> Judgement:
    """The first view of what came of a commitment, or a new one after an earlier judgement, which stays.

    Raises:
        PeriodNotOver, NoSuchCommitment, VerdictMissing, EvidenceMissing, ReasonMissing, TellerMissing.
    """
    Promise.objects.select_for_update().get(pk=promise.pk, municipality=municipality)
    record = followed_record(promise)
    commitment = commitment_in(record, commitment_key)
    last = period_of(record).last
    if timezone.localdate() <= last:
        raise refusals.PeriodNotOver(last=day_words(last))
    _refuse_unfounded(values)
    facts = facts_of(promise, record, commitment)
    judgement = Judgement.objects.create(
        municipality=municipality,
        promise=promise,
        commitment_key=commitment_key,
        number=Judgement.objects.filter(promise=promise, commitment_key=commitment_key).count() + 1,
        proposed_at=timezone.now(),
        public_on=public_day(timezone.localdate()),
        **{name: getattr(facts, name) for name in Facts.__slots__},
    )
    audit.record(actor=actor, action="propose", on=judgement, municipality_code=municipality.code)
    _store_view(judgement, party, actor, values, told)
    _follow_up_when_all_are_judged(judgement, actor)
    return judgement


@transaction.atomic
def give_view(
    municipality: Municipality,
    *,
    judgement: Judgement,
    party: Party,
    actor: User | None,
    values: ViewValues,
    told: Told | None = None,
) -> PartyView:
    """The other party's: the same verdict confirms, another one stands beside the first, words alone explain.

    It is public with the judgement; one that comes after that, when both have seen it for as long.

    Raises:
        ViewGiven, VerdictMissing: neither verdict nor words; ReasonMissing: another verdict without one; TellerMissing.
        NotAsItWas: a newer judgement has taken its place.
    """
    judgement = Judgement.objects.select_for_update().get(pk=judgement.pk, municipality=municipality)
    newer = Judgement.objects.filter(promise=judgement.promise_id, commitment_key=judgement.commitment_key)
    if newer.filter(number__gt=judgement.number).exists():
        raise refusals.NotAsItWas
    views = list(judgement.views.all())
    if any(view.party_id == party.pk for view in views):
        raise refusals.ViewGiven
    if values.verdict is None and not values.reason.strip():
        raise refusals.VerdictMissing
    if values.verdict and values.verdict != views[0].verdict and not values.reason.strip():
        raise refusals.ReasonMissing
    return _store_view(judgement, party, actor, values, told)


def _follow_up_when_all_are_judged(judgement: Judgement, actor: User | None) -> None:
    """The promise is followed up the day its last judgement is public; nothing has to happen that day."""
    edition = newest_edition(judgement.promise)
    if edition is None:
        return
    published = published_promise_of(edition, newest_number=edition.number)
    binds_somebody = published.record.status is not AgreementStatus.PROPOSAL
    if binds_somebody and not unjudged_of(judgement.municipality, [published], today=timezone.localdate()):
        follow_up_promise(judgement.municipality, promise=judgement.promise, actor=actor, on=judgement.public_on)


def _refuse_unfounded(values: ViewValues) -> None:
    if values.verdict is None:
        raise refusals.VerdictMissing
    if not values.reason.strip():
        raise refusals.ReasonMissing
    if not values.evidence.strip() and values.verdict is not Verdict.CANNOT_BE_JUDGED:
        raise refusals.EvidenceMissing


def _store_view(
    judgement: Judgement, party: Party, actor: User | None, values: ViewValues, told: Told | None
) -> PartyView:
    today = timezone.localdate()
    view = PartyView.objects.create(
        municipality=judgement.municipality,
        judgement=judgement,
        party=party,
        verdict=values.verdict or "",
        evidence=values.evidence.strip(),
        reason=values.reason.strip(),
        entered_by=actor,
        given_at=timezone.now(),
        public_on=judgement.public_on if today < judgement.public_on else public_day(today),
        **columns_of(told),
    )
    _seal(judgement, view)
    audit.record(actor=actor, action="give", on=view, municipality_code=judgement.municipality_id)
    show_change(judgement.municipality)
    return view


def _seal(judgement: Judgement, view: PartyView) -> None:
    texts = {"evidence": view.evidence, "reason": view.reason, "unit": judgement.unit}
    seal(
        municipality_code=judgement.municipality_id,
        kind="commitment_judged",
        object_type=judgement._meta.label,
        object_id=str(judgement.pk),
        texts={name: text for name, text in texts.items() if text},
        facts={
            "promise": judgement.promise.address,
            "commitment": judgement.commitment_key,
            "number": judgement.number,
            "promised": judgement.promised,
            "at_least": judgement.at_least,
            "reported": judgement.reported,
            "party": view.party.kind,
            "verdict": view.verdict,
            "public_on": view.public_on.isoformat(),
        },
    )
