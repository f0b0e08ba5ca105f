from collections.abc import Sequence
from datetime import date

from loftet.domain.activity.judging import Facts
from loftet.domain.activity.models import Judgement, Report
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.following import expected_of, period_of, plan_in_force
from loftet.domain.activity.selectors.statuses import statuses_of
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.models import Promise
from loftet.sources.promise_text.record import AgreementStatus, CommitmentRecord, PromiseRecord


def facts_of(promise: Promise, record: PromiseRecord, commitment: CommitmentRecord) -> Facts:
    """What was promised of a commitment and what the public reports say of it, as things stand now."""
    plan = plan_in_force(promise, commitment.id or "")
    expected = expected_of(record, commitment, plan.terms if plan else None)
    reports = Report.objects.filter(promise=promise, commitment_key=commitment.id, state=Report.State.PUBLIC)
    rows = list(reports.values_list("pk", "corrects_id", "on", "times"))
    corrected = {corrects for _, corrects, _, _ in rows}
    return Facts(
        promised=expected.count,
        at_least=expected.at_least,
        reported=sum(times for pk, _, on, times in rows if pk not in corrected and expected.counts(on)),
        unit=plan.unit if plan else "",
    )


def unjudged_of(
    municipality: Municipality, published: Sequence[PublishedPromise], *, today: date
) -> list[tuple[PublishedPromise, list[str]]]:
    """Promises that are over, each with the keys of what was followed and has no judgement; not what binds nobody."""
    over = [
        promise
        for promise in published
        if period_of(promise.record).last < today and promise.record.status is not AgreementStatus.PROPOSAL
    ]
    rows = Judgement.objects.filter(municipality=municipality)
    judged = set(rows.values_list("promise__address", "commitment_key"))
    unjudged = [
        (
            promise,
            [
                key
                for key, status in statuses.items()
                if status.code is not StatusCode.NONE and (promise.address, key) not in judged
            ],
        )
        for promise, statuses in zip(over, statuses_of(over, today=today), strict=True)
    ]
    return [(promise, keys) for promise, keys in unjudged if keys]
