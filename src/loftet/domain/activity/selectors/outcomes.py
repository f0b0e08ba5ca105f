from loftet.domain.activity.judging import Facts
from loftet.domain.activity.models import Report
from loftet.domain.activity.selectors.following import expected_of, plan_in_force
from loftet.domain.promise.models import Promise
from loftet.sources.promise_text.record import CommitmentRecord, PromiseRecord


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
