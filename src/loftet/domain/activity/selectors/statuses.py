"""How commitments stand, for one promise or for every promise in the country, in the same number of questions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from loftet.domain.activity.models import Plan, PublicDelay, Report
from loftet.domain.activity.rules import Expectation, ReportFact, Status, in_public, status, visible_on
from loftet.domain.activity.selectors.following import expected_of
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.models import Promise
from loftet.sources.promise_text.record import CommitmentRecord

Place = tuple[int, str]
"""A promise's number and a commitment's key."""


class ReportRow(NamedTuple):
    id: int
    corrects_id: int | None
    promise_id: int
    commitment_key: str
    on: date
    public_on: date
    times: int
    later_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A commitment with all that its status is made of, as the public may know it on a day."""

    promise_id: int
    commitment: CommitmentRecord
    plans: tuple[Plan, ...]
    """Those that have been in force, oldest first."""
    delay_days: int
    expected: Expectation
    reports: tuple[ReportFact, ...]
    status: Status

    @property
    def plan(self) -> Plan | None:
        """The one in force."""
        return self.plans[-1] if self.plans else None


def statuses_of(published: Sequence[PublishedPromise], *, today: date) -> list[dict[str, Status]]:
    """Of each promise, in the same order, the status of every commitment by its key."""
    return [
        {key: one.status for key, one in commitments.items()} for commitments in followed_of(published, today=today)
    ]


def followed_of(published: Sequence[PublishedPromise], *, today: date) -> list[dict[str, Followed]]:
    """Of each promise, in the same order, every commitment by its key. Four questions, however many promises."""
    ids = promise_ids(published)
    plans, reports = plans_in_force(ids.values(), today=today), _report_rows(ids.values())
    delays = dict(PublicDelay.objects.values_list("municipality_id", "days"))
    return [
        {
            commitment.id: _followed(
                promise,
                commitment,
                promise_id=ids[_name(promise)],
                plans=tuple(plans.get((ids[_name(promise)], commitment.id), ())),
                rows=reports.get((ids[_name(promise)], commitment.id), []),
                delay_days=delays.get(promise.municipality.code, 0),
                today=today,
            )
            for commitment in promise.record.commitments
            if commitment.id
        }
        for promise in published
    ]


def promise_ids(published: Sequence[PublishedPromise]) -> dict[tuple[str, str], int]:
    """The numbers of promises by municipality code and address."""
    rows = Promise.objects.filter(
        municipality__in={promise.municipality.code for promise in published},
        address__in={promise.address for promise in published},
    )
    return {(code, address): pk for code, address, pk in rows.values_list("municipality_id", "address", "pk")}


def plans_in_force(promises: Collection[int], *, today: date) -> Mapping[Place, list[Plan]]:
    """The plans that have been in force, the one that is so on `today` last."""
    plans: dict[Place, list[Plan]] = defaultdict(list)
    rows = Plan.objects.filter(promise__in=promises, in_force_at__isnull=False).order_by("version")
    for plan in rows:
        if plan.in_force_at and timezone.localdate(plan.in_force_at) <= today:
            plans[plan.promise_id, plan.commitment_key].append(plan)
    return plans


def _name(promise: PublishedPromise) -> tuple[str, str]:
    return promise.municipality.code, promise.address


def _report_rows(promises: Collection[int]) -> Mapping[Place, list[ReportRow]]:
    rows: dict[Place, list[ReportRow]] = defaultdict(list)
    public = Report.objects.filter(promise__in=promises, state=Report.State.PUBLIC).order_by()
    for values in public.values_list(*ReportRow._fields):
        row = ReportRow(*values)
        rows[row.promise_id, row.commitment_key].append(row)
    return rows


def _followed(
    promise: PublishedPromise,
    commitment: CommitmentRecord,
    *,
    promise_id: int,
    plans: tuple[Plan, ...],
    rows: Sequence[ReportRow],
    delay_days: int,
    today: date,
) -> Followed:
    promised = expected_of(promise.record, commitment, plans[-1].terms if plans else None)
    expected = in_public(promised, commitment.kind, delay_days=delay_days)
    reports = _facts(rows, commitment, delay_days, today)
    recorded = promise.record.recorded is not None and not plans
    return Followed(
        promise_id=promise_id,
        commitment=commitment,
        plans=plans,
        delay_days=delay_days,
        expected=expected,
        reports=reports,
        status=status(expected, reports, today=today, recorded=recorded),
    )


def _facts(
    rows: Sequence[ReportRow], commitment: CommitmentRecord, delay_days: int, today: date
) -> tuple[ReportFact, ...]:
    """Those that can be seen on a day. What is corrected counts until its correction can be seen."""
    dated = [(row, visible_on(row.on, row.public_on, kind=commitment.kind, delay_days=delay_days)) for row in rows]
    seen = [(row, day) for row, day in dated if day <= today]
    corrected = {row.corrects_id for row, _ in seen}
    return tuple(
        ReportFact(on=row.on, told_on=day, times=row.times, later_reason=row.later_reason)
        for row, day in seen
        if row.id not in corrected
    )
