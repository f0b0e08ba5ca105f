"""How the commitments of a promise stand, as data. It changes from day to day and so lies beside the promise's file.

``docs/open-data.md`` explains each field to a reader of the data.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from loftet.domain.activity.judging import Outcome, Verdict
from loftet.domain.activity.rules import Authority, StatusCode
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import (
    CommitmentState,
    JudgementLine,
    PlanLine,
    ViewLine,
    commitment_states,
)
from loftet.domain.activity.words import facts_words, passed_words, status_words
from loftet.domain.ledger.selectors import head
from loftet.domain.promise.editions import PublishedPromise

FORMAT = "loftet-follow-up/1"


class StatusRecord(msgspec.Struct, frozen=True, kw_only=True):
    code: StatusCode
    words: str
    done: int
    expected: int | None
    since: date | None
    reason: str
    passed: str


class ReportRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    month: str
    day: date | None
    text: str
    count: int
    nothing_yet: bool
    later_reason: str
    reached: int | None
    authority: Authority
    party: str
    told: str
    confirmed: bool
    corrects: int | None
    corrected_by: int | None


class PlanRecord(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    since: date
    words: str
    note: str
    reason: str


class ViewRecord(msgspec.Struct, frozen=True, kw_only=True):
    authority: Authority
    party: str
    verdict: Verdict | None
    reason: str
    evidence: str
    told: str


class JudgementRecord(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    public_on: date
    replaced: bool
    fact: str
    promised: int | None
    at_least: bool
    reported: int
    unit: str
    outcome: Outcome
    views: list[ViewRecord]
    silent: list[Authority]


class CommitmentFollowUp(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    status: StatusRecord | None
    in_review: int
    reports: list[ReportRecord]
    plans: list[PlanRecord]
    judgements: list[JudgementRecord]


class FollowUpDocument(msgspec.Struct, frozen=True, kw_only=True):
    format: str = FORMAT
    municipality_code: str
    promise: str
    on: date
    chain_head: str | None
    commitments: list[CommitmentFollowUp]


def follow_up_json(promise: PublishedPromise, *, today: date) -> bytes:
    states = commitment_states(promise.municipality, promise, today=today)
    document = FollowUpDocument(
        municipality_code=promise.municipality.code,
        promise=promise.address,
        on=today,
        chain_head=head(promise.municipality.code),
        commitments=[_commitment(key, state) for key, state in states.items()],
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def follow_up_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `FollowUpDocument`."""
    return msgspec.json.schema(FollowUpDocument)


def _commitment(key: str, state: CommitmentState) -> CommitmentFollowUp:
    entries = state.timeline
    return CommitmentFollowUp(
        id=key,
        status=_status(state),
        in_review=state.in_review,
        reports=[_report(entry) for entry in entries if isinstance(entry, ReportLine)],
        plans=[_plan(entry) for entry in entries if isinstance(entry, PlanLine)],
        judgements=[_judgement(entry) for entry in entries if isinstance(entry, JudgementLine)],
    )


def _status(state: CommitmentState) -> StatusRecord | None:
    status = state.status
    if not state.is_followed:
        return None
    return StatusRecord(
        code=status.code,
        words=status_words(status),
        done=status.done,
        expected=status.expected,
        since=status.since,
        reason=status.reason,
        passed=passed_words(status),
    )


def _report(line: ReportLine) -> ReportRecord:
    return ReportRecord(
        id=line.id,
        month=line.on.strftime("%Y-%m"),
        day=None if line.month_only else line.on,
        text=line.text,
        count=line.times,
        nothing_yet=line.nothing_yet,
        later_reason=line.later_reason,
        reached=line.reached,
        authority=line.authority,
        party=line.party,
        told=line.told,
        confirmed=line.confirmed,
        corrects=line.corrects,
        corrected_by=line.corrected_by,
    )


def _plan(line: PlanLine) -> PlanRecord:
    return PlanRecord(version=line.version, since=line.on, words=line.words, note=line.note, reason=line.reason)


def _judgement(line: JudgementLine) -> JudgementRecord:
    return JudgementRecord(
        number=line.number,
        public_on=line.on,
        replaced=line.replaced,
        fact=facts_words(line.facts),
        promised=line.facts.promised,
        at_least=line.facts.at_least,
        reported=line.facts.reported,
        unit=line.facts.unit,
        outcome=line.outcome,
        views=_views(line.views),
        silent=list(line.silent),
    )


def _views(lines: Sequence[ViewLine]) -> list[ViewRecord]:
    return [
        ViewRecord(
            authority=line.authority,
            party=line.party,
            verdict=line.verdict,
            reason=line.reason,
            evidence=line.evidence,
            told=line.told,
        )
        for line in lines
    ]
