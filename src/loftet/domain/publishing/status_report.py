"""The status report (lägesrapport): done, open, decisions asked for. Facts only; no judgement is made here.

Law 2023:196 section 13: the executive board reports to the council continuously.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.domain.activity.judging import Outcome
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import CommitmentState, commitment_states
from loftet.domain.activity.words import (
    IN_REVIEW,
    NEVER_TOLD,
    not_followed_words,
    outcome_words,
    passed_words,
    status_words,
)
from loftet.domain.agreement.meeting.models import AgendaItem, Decision
from loftet.domain.agreement.meeting.selectors import decisions_asked_for, open_decisions
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.selectors import published_promises
from loftet.sources.promise_text.record import CommitmentRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    text: str
    bearers: str
    code: StatusCode
    """For the symbol; the words say the same."""
    status: str
    """The status by the clock, or the outcome that the parties have published."""
    latest: str
    """The day of the latest report and how many times, or that nothing is told."""
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLines:
    title: str
    address: str
    number: int
    period: str
    reservation: str
    lines: Sequence[CommitmentLine]

    @property
    def done(self) -> list[CommitmentLine]:
        return [line for line in self.lines if line.is_done]

    @property
    def open(self) -> list[CommitmentLine]:
        return [line for line in self.lines if not line.is_done]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    municipality: Municipality
    on: date
    promises: Sequence[PromiseLines]
    decisions: Sequence[Decision]
    """Taken and not done."""
    asked_for: Sequence[AgendaItem]
    """Matters that wait for a decision."""


def status_report(municipality: Municipality, *, today: date) -> StatusReport:
    """How it stands with the promises in force that day; between two promises, with the newest."""
    return StatusReport(
        municipality=municipality,
        on=today,
        promises=[_promise(municipality, one, today) for one in promises_reported(municipality, today)],
        decisions=list(open_decisions(municipality)),
        asked_for=list(decisions_asked_for(municipality)),
    )


def promises_reported(municipality: Municipality, today: date) -> list[PublishedPromise]:
    published = published_promises(municipality)
    return [one for one in published if _is_in_force(one, today)] or published[:1]


def _is_in_force(promise: PublishedPromise, today: date) -> bool:
    period = promise.record.period
    return bool(period and period.start and period.end and period.start <= today <= period.end)


def _promise(municipality: Municipality, published: PublishedPromise, today: date) -> PromiseLines:
    record, states = published.record, commitment_states(municipality, published, today=today)
    period = record.period
    days = f"{day_words(period.start)}–{day_words(period.end)}" if period and period.start and period.end else ""
    return PromiseLines(
        title=record.title,
        address=published.address,
        number=published.number,
        period=days,
        reservation=record.reservation or "",
        lines=[_line(one, states[one.id]) for one in record.commitments if one.id in states],
    )


def _line(commitment: CommitmentRecord, state: CommitmentState) -> CommitmentLine:
    judgement, status = state.judgement, state.status
    is_done = judgement.outcome is Outcome.DONE if judgement else status.code is StatusCode.DONE
    return CommitmentLine(
        text=commitment.text,
        bearers=get_text_list([bearer.name for bearer in commitment.bearers], _("och")),
        code=status.code,
        status=outcome_words(judgement.outcome) if judgement else _status(commitment, state),
        latest=_latest(state),
        is_done=is_done,
    )


def _status(commitment: CommitmentRecord, state: CommitmentState) -> str:
    words = status_words(state.status) or not_followed_words(commitment, recorded=state.recorded)
    return ". ".join(part for part in (words, passed_words(state.status).rstrip(".")) if part)


def _latest(state: CommitmentState) -> str:
    if state.latest is None:
        return str(IN_REVIEW if state.in_review else NEVER_TOLD)
    return f"{_day(state.latest)}{_times(state.latest)}"


def _day(report: ReportLine) -> str:
    return date_format(report.on, "F Y") if report.month_only else day_words(report.on)


def _times(report: ReportLine) -> str:
    if report.nothing_yet:
        return f": {_('inget är gjort ännu')}"
    if not report.times:
        return ""
    return ", " + ngettext("en gång", "%(count)s gånger", report.times) % {"count": report.times}
