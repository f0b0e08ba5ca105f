"""A commitment as its public page tells it: status, latest report, what has happened, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils import timezone

from loftet.domain.activity.judging import Facts, Outcome, Verdict, outcome_of
from loftet.domain.activity.models import Judgement, PartyView, Plan, PublicDelay, Report
from loftet.domain.activity.rules import (
    UNANNOUNCED,
    Authority,
    Status,
    StatusCode,
    authority_of,
    bearing_authorities,
    visible_on,
)
from loftet.domain.activity.selectors.following import period_of
from loftet.domain.activity.selectors.statuses import Followed, followed_of, plans_in_force, promise_ids
from loftet.domain.activity.ticks import Tick, ticks
from loftet.domain.activity.words import plan_words, told_words
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.sources.promise_text.record import CommitmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    id: int
    on: date
    """The day of the deed; where the work is not announced, the first day of its month."""
    month_only: bool
    """Month and number are all that is said."""
    text: str
    times: int
    nothing_yet: bool
    later_reason: str
    reached: int | None
    party: str
    authority: Authority
    told: str
    """ "Enligt kommunpolisen, muntligt 9 september 2026. Inlagt av kommunen."; empty for the party's own word."""
    confirmed: bool
    """The party has said that what somebody else entered is right."""
    public_on: date
    corrects: int | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    version: int
    on: date
    """In force since."""
    words: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLine:
    party: str
    authority: Authority
    verdict: Verdict | None
    evidence: str
    reason: str
    told: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLine:
    number: int
    on: date
    """Public since."""
    facts: Facts
    outcome: Outcome
    views: tuple[ViewLine, ...]
    silent: tuple[Authority, ...]
    """The authorities that have said nothing of it."""


Row = TypeVar("Row", Report, Judgement)
TimelineEntry = ReportLine | PlanLine | JudgementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentState:
    status: Status
    recorded: bool
    """Signed elsewhere and without a plan here."""
    latest: ReportLine | None
    in_review: int
    """How many reports wait for review."""
    plan: PlanLine | None
    judgement: JudgementLine | None
    timeline: tuple[TimelineEntry, ...]
    """Newest first. No reminders."""
    ticks: tuple[Tick, ...]

    @property
    def is_followed(self) -> bool:
        """Whether it has a status: one that was signed elsewhere has none before anything is planned or told here."""
        known = not self.recorded or self.latest is not None
        return known and self.status.code is not StatusCode.NONE


def commitment_states(
    municipality: Municipality, published: PublishedPromise, *, today: date
) -> dict[str, CommitmentState]:
    """Every commitment of a promise by its key, as the public may know it on a day."""
    (promise,) = promise_ids([published]).values()
    (followed,) = followed_of([published], today=today)
    reports, plans = _reports(promise), plans_in_force([promise], today=today)
    judgements = _judgements(promise)
    delay = PublicDelay.objects.filter(municipality=municipality).values_list("days", flat=True).first() or 0
    return {
        key: _state(
            published,
            one,
            reports=reports[key],
            plans=plans.get((promise, key), []),
            judgements=judgements[key],
            delay_days=delay,
            today=today,
        )
        for key, one in followed.items()
    }


def _state(
    published: PublishedPromise,
    followed: Followed,
    *,
    reports: Sequence[Report],
    plans: Sequence[Plan],
    judgements: Sequence[Judgement],
    delay_days: int,
    today: date,
) -> CommitmentState:
    kind = followed.commitment.kind
    report_lines = _report_lines(reports, kind, delay_days, today)
    plan_lines = _plan_lines(plans, followed)
    judgement_lines = _judgement_lines(judgements, today)
    waiting = [report for report in reports if report.state == Report.State.SENT and kind not in UNANNOUNCED]
    entries: list[TimelineEntry] = [*report_lines, *plan_lines, *judgement_lines]
    return CommitmentState(
        status=followed.status,
        recorded=published.record.recorded is not None and followed.plan is None,
        latest=max((line for line in report_lines if not line.corrected_by), key=_newness, default=None),
        in_review=len(waiting),
        plan=plan_lines[-1] if plan_lines else None,
        judgement=judgement_lines[-1] if judgement_lines else None,
        timeline=tuple(sorted(entries, key=_newness, reverse=True)),
        ticks=ticks(
            period=period_of(published.record),
            first_day=followed.expected.first_day,
            windows=followed.expected.windows,
            done=_done_by_day(followed),
            today=today,
        ),
    )


def _newness(entry: TimelineEntry) -> tuple[date, int]:
    """By the day it is about; of one day, reports in the order in which they came."""
    return entry.on, entry.id if isinstance(entry, ReportLine) else 0


def _done_by_day(followed: Followed) -> Mapping[date, int]:
    done: dict[date, int] = defaultdict(int)
    for fact in followed.reports:
        done[fact.on] += fact.times
    return done


def _reports(promise: int) -> Mapping[str, list[Report]]:
    shown = Report.objects.filter(promise=promise, state__in=(Report.State.SENT, Report.State.PUBLIC))
    return _by_key(shown.select_related("party", "entered_party").order_by("pk"))


def _judgements(promise: int) -> Mapping[str, list[Judgement]]:
    return _by_key(Judgement.objects.filter(promise=promise).prefetch_related("views__party").order_by("number"))


def _by_key(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row.commitment_key].append(row)
    return by_key


def _report_lines(reports: Sequence[Report], kind: CommitmentKind, delay_days: int, today: date) -> list[ReportLine]:
    dated = [
        (report, visible_on(report.on, report.public_on, kind=kind, delay_days=delay_days))
        for report in reports
        if report.public_on
    ]
    visible = [(report, day) for report, day in dated if day <= today]
    corrected = {report.corrects_id: report.pk for report, _ in visible}
    return [_report_line(report, day, kind, corrected.get(report.pk)) for report, day in visible]


def _report_line(report: Report, public_on: date, kind: CommitmentKind, corrected_by: int | None) -> ReportLine:
    month_only = kind in UNANNOUNCED
    return ReportLine(
        id=report.pk,
        on=report.on.replace(day=1) if month_only else report.on,
        month_only=month_only,
        text="" if month_only else report.text,
        times=report.times,
        nothing_yet=report.nothing_yet,
        later_reason=report.later_reason,
        reached=None if month_only else report.reached,
        party=report.party.name,
        authority=authority_of(report.party.kind),
        told=told_words(
            told_by=report.told_by,
            told_how=report.told_how,
            told_on=report.told_on,
            entered_by=authority_of(report.entered_party.kind),
        ),
        confirmed=report.confirmed_at is not None,
        public_on=public_on,
        corrects=report.corrects_id,
        corrected_by=corrected_by,
    )


def _plan_lines(plans: Sequence[Plan], followed: Followed) -> list[PlanLine]:
    authorities = bearing_authorities(followed.commitment.bearers)
    lines = []
    for plan in plans:
        since = timezone.localdate(plan.in_force_at)
        words = plan_words(plan, followed.commitment.kind, authorities, since=since)
        if words:
            lines.append(PlanLine(version=plan.version, on=since, words=words, note=plan.note, reason=plan.reason))
    return lines


def _judgement_lines(judgements: Sequence[Judgement], today: date) -> list[JudgementLine]:
    """Those that were public before a newer one was proposed, oldest first."""
    followers = [*judgements[1:], None]
    return [
        _judgement_line(judgement, today)
        for judgement, newer in zip(judgements, followers, strict=False)
        if judgement.public_on <= today
        and (newer is None or judgement.public_on <= timezone.localdate(newer.proposed_at))
    ]


def _judgement_line(judgement: Judgement, today: date) -> JudgementLine:
    views = [view for view in judgement.views.all() if view.public_on <= today]
    heard = {authority_of(view.party.kind) for view in views}
    return JudgementLine(
        number=judgement.number,
        on=judgement.public_on,
        facts=judgement.facts,
        outcome=outcome_of([Verdict(view.verdict) for view in views if view.verdict]),
        views=tuple(_view_line(view) for view in views),
        silent=tuple(authority for authority in Authority if authority not in heard),
    )


def _view_line(view: PartyView) -> ViewLine:
    authority = authority_of(view.party.kind)
    other = Authority.MUNICIPALITY if authority is Authority.POLICE else Authority.POLICE
    return ViewLine(
        party=view.party.name,
        authority=authority,
        verdict=Verdict(view.verdict) if view.verdict else None,
        evidence=view.evidence,
        reason=view.reason,
        told=told_words(told_by=view.told_by, told_how=view.told_how, told_on=view.told_on, entered_by=other),
        on=timezone.localdate(view.given_at),
    )
