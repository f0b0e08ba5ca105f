"""A commitment as its public page tells it: status, latest report, what has happened, month by month."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from loftet.domain.activity.judging import Facts, Outcome, Verdict, outcome_of
from loftet.domain.activity.models import Judgement, PartyView
from loftet.domain.activity.rules import (
    UNANNOUNCED,
    Authority,
    Status,
    StatusCode,
    authority_of,
    bearing_authorities,
)
from loftet.domain.activity.selectors.following import period_of
from loftet.domain.activity.selectors.report_lines import ReportColumns, ReportLine, report_lines, shown_reports
from loftet.domain.activity.selectors.statuses import Followed, followed_of
from loftet.domain.activity.ticks import Tick, ticks
from loftet.domain.activity.words import plan_words, told_words
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise


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
    replaced: bool
    """A newer one was proposed before it was public; it is shown from the day on which that one is."""
    facts: Facts
    outcome: Outcome
    views: tuple[ViewLine, ...]
    silent: tuple[Authority, ...]
    """The authorities that have said nothing of it."""


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
    (followed,) = followed_of([published], today=today)
    promises = {one.promise_id for one in followed.values()}
    reports, judgements = shown_reports(promises), _judgements(promises)
    return {
        key: _state(published, one, reports=reports[key], judgements=judgements[key], today=today)
        for key, one in followed.items()
    }


def _state(
    published: PublishedPromise,
    followed: Followed,
    *,
    reports: Sequence[ReportColumns],
    judgements: Sequence[Judgement],
    today: date,
) -> CommitmentState:
    kind = followed.commitment.kind
    told = report_lines(reports, kind, delay_days=followed.delay_days, today=today)
    plan_lines = _plan_lines(followed)
    judgement_lines = _judgement_lines(judgements, today)
    waiting = [report for report in reports if report.public_on is None and kind not in UNANNOUNCED]
    entries: list[TimelineEntry] = [*told, *plan_lines, *judgement_lines]
    return CommitmentState(
        status=followed.status,
        recorded=published.record.recorded is not None and followed.plan is None,
        latest=max((line for line in told if not line.corrected_by), key=_newness, default=None),
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
    """By the day it is about; of one day, reports in the order in which they came, and judgements too."""
    match entry:
        case ReportLine():
            return entry.on, entry.id
        case JudgementLine():
            return entry.on, entry.number
        case PlanLine():
            return entry.on, 0


def _done_by_day(followed: Followed) -> Mapping[date, int]:
    done: dict[date, int] = defaultdict(int)
    for fact in followed.reports:
        done[fact.on] += fact.times
    return done


def _judgements(promises: Collection[int]) -> Mapping[str, list[Judgement]]:
    by_key: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in Judgement.objects.filter(promise__in=promises).prefetch_related("views__party").order_by("number"):
        by_key[judgement.commitment_key].append(judgement)
    return by_key


def _plan_lines(followed: Followed) -> list[PlanLine]:
    authorities = bearing_authorities(followed.commitment.bearers)
    lines = []
    for plan in followed.plans:
        since = timezone.localdate(plan.in_force_at)
        words = plan_words(plan, followed.commitment.kind, authorities, since=since)
        if words:
            note = "" if followed.commitment.kind in UNANNOUNCED else plan.note
            lines.append(PlanLine(version=plan.version, on=since, words=words, note=note, reason=plan.reason))
    return lines


def _judgement_lines(judgements: Sequence[Judgement], today: date) -> list[JudgementLine]:
    """Oldest first, all that have ever been proposed: none is withheld because the parties came to think otherwise."""
    lines: list[JudgementLine] = []
    newer: Judgement | None = None
    shown_on = date.max
    for judgement in reversed(judgements):
        replaced = newer is not None and timezone.localdate(newer.proposed_at) < judgement.public_on
        shown_on = shown_on if replaced else judgement.public_on
        if shown_on <= today:
            lines.append(_judgement_line(judgement, shown_on, replaced=replaced, today=today))
        newer = judgement
    return lines[::-1]


def _judgement_line(judgement: Judgement, on: date, *, replaced: bool, today: date) -> JudgementLine:
    views = [view for view in judgement.views.all() if view.public_on <= today]
    heard = {authority_of(view.party.kind) for view in views}
    return JudgementLine(
        number=judgement.number,
        on=on,
        replaced=replaced,
        facts=judgement.facts,
        outcome=outcome_of([Verdict(view.verdict) for view in views if view.verdict]),
        views=tuple(_view_line(view) for view in views),
        # Of one that was replaced nobody has had the whole time to say something.
        silent=() if replaced else tuple(authority for authority in Authority if authority not in heard),
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
