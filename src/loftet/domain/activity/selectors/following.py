"""The promise that is followed, what is expected of each commitment, and the plan that is in force."""

from loftet.domain.activity.models import Plan
from loftet.domain.activity.occurrences import Window
from loftet.domain.activity.refusals import NoSuchCommitment
from loftet.domain.activity.rules import Expectation, PlanTerms, expectation
from loftet.domain.promise.editions import published_promise_of
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import newest_edition, promise_record
from loftet.sources.promise_text.record import CommitmentRecord, PromiseRecord


def followed_record(promise: Promise) -> PromiseRecord:
    """The promise as the public reads it; before its first edition as it stands."""
    edition = newest_edition(promise)
    if edition is None:
        return promise_record(promise)
    return published_promise_of(edition, newest_number=edition.number).record


def commitment_in(record: PromiseRecord, key: str) -> CommitmentRecord:
    """Raises NoSuchCommitment."""
    for commitment in record.commitments:
        if commitment.id == key:
            return commitment
    raise NoSuchCommitment


def period_of(record: PromiseRecord) -> Window:
    """Raises ValueError: the promise says no first or last day, which no stored one does."""
    if not (record.period and record.period.start and record.period.end):
        raise ValueError("a promise without a period")
    return Window(record.period.start, record.period.end)


def reporting_of(record: PromiseRecord) -> str | None:
    """The promise's own rule of how often it is told."""
    return record.follow_up.recurrence if record.follow_up else None


def expected_of(record: PromiseRecord, commitment: CommitmentRecord, terms: PlanTerms | None) -> Expectation:
    period = period_of(record)
    return expectation(
        commitment,
        terms,
        start=period.first,
        end=period.last,
        followed_from=record.followed_from,
        reporting=reporting_of(record),
    )


def plan_in_force(promise: Promise, commitment_key: str) -> Plan | None:
    plans = Plan.objects.filter(promise=promise, commitment_key=commitment_key, in_force_at__isnull=False)
    return plans.order_by("-version").first()
