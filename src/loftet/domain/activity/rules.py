"""How a commitment stands on a day: facts by the clock. A missing report is never called late: we do not know."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loftet.domain.activity.occurrences import Window, occurrences
from loftet.sources.promise_text.record import CommitmentRecord

# Where neither plan nor promise says how often work is told, silence is stated after a quarter.
QUARTER = "FREQ=MONTHLY;INTERVAL=3"


class StatusCode(StrEnum):
    DONE = "done"
    TRACK = "track"
    LATER = "later"
    SILENT = "silent"
    WAIT = "wait"
    CONDITIONAL = "conditional"
    NONE = "none"
    """Nothing in promise or plan can be followed; the page says why in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """What the bearers have accepted to do and to tell; it stands beside the promise's words, never in them."""

    count: int | None = None
    at_least: bool = False
    recurrence: str = ""
    first_day: date | None = None
    last_day: date | None = None
    rhythm: str = ""
    """RFC 5545 rule of how often the work is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the clock reads from promise and plan."""

    first_day: date
    """Nothing is missing before it."""
    last_day: date
    count: int | None
    """How many times in all; None where neither promise nor plan says it."""
    windows: tuple[Window, ...]
    conditional: bool
    followed: bool
    """There is something to follow: a number, an interval or a rhythm of telling."""
    starts_on: date
    """The first day on which it can be done."""
    silence: timedelta
    """How long nothing may be told before the page says since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """A report that is public and was not corrected by a later one."""

    on: date
    """The day of the deed."""
    told_on: date
    times: int = 0
    """0 for "nothing is done yet" and for word that it comes later."""
    later_reason: str = ""
    """The bearer's own words when it is done later than planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    code: StatusCode
    done: int = 0
    expected: int | None = None
    since: date | None = None
    """The day of the latest word, where the code is SILENT; None if nothing was ever told."""
    reason: str = ""
    passed: date | None = None
    """A day in promise or plan that has passed before the number was reached: a fact beside the status."""


def expectation(
    commitment: CommitmentRecord,
    plan: PlanTerms | None,
    *,
    start: date,
    end: date,
    followed_from: date | None = None,
    reporting: str | None = None,
) -> Expectation:
    """What is expected of a commitment in a promise valid from `start` to `end`.

    Args:
        followed_from: the day from which it is followed here, if that is after the start.
        reporting: the promise's own interval of reporting, as an RFC 5545 rule.
    """
    terms = plan or PlanTerms()
    first_day, last_day = max(start, followed_from or start), min(end, terms.last_day or end)
    rule = terms.recurrence or commitment.recurrence or ""
    windows = occurrences(rule, start=max(start, terms.first_day or start), end=last_day) if rule else ()
    remaining = tuple(window for window in windows if window.last >= first_day)
    count = terms.count if terms.count is not None else commitment.count
    if rule:
        count = len(remaining) * (count or 1)
    return Expectation(
        first_day=first_day,
        last_day=last_day,
        count=count or None,
        windows=remaining,
        conditional=bool(commitment.condition),
        followed=bool(count or terms.rhythm),
        starts_on=max(first_day, terms.first_day or first_day, remaining[0].first if remaining else first_day),
        silence=_length(terms.rhythm or reporting or QUARTER, first_day),
    )


def status(expected: Expectation, reports: Sequence[ReportFact], *, today: date, recorded: bool = False) -> Status:
    """How a commitment stands on `today`.

    Args:
        reports: in any order; those told after `today` are not known yet.
        recorded: the promise was signed elsewhere and has no plan: without a report it shows nothing.
    """
    known = sorted((report for report in reports if report.told_on <= today), key=lambda report: report.told_on)
    done = sum(report.times for report in known if expected.first_day <= report.on <= today)
    if expected.conditional:
        return Status(code=StatusCode.CONDITIONAL, done=done)
    if not expected.followed or (recorded and not known):
        return Status(code=StatusCode.NONE, done=done)
    if expected.count is not None and done >= expected.count:
        return Status(code=StatusCode.DONE, done=done, expected=expected.count)
    return _unfinished(expected, known, done, today)


def _unfinished(expected: Expectation, known: Sequence[ReportFact], done: int, today: date) -> Status:
    passed = expected.last_day if expected.last_day < today and expected.count is not None else None
    reason = _later_reason(known)
    if reason:
        code, since = StatusCode.LATER, None
    elif today < expected.starts_on and not done:
        code, since = StatusCode.WAIT, None
    elif _is_silent(expected, known, today):
        code, since = StatusCode.SILENT, known[-1].told_on if known else None
    else:
        code, since = StatusCode.TRACK, None
    return Status(code=code, done=done, expected=expected.count, since=since, reason=reason, passed=passed)


def _later_reason(known: Sequence[ReportFact]) -> str:
    """The bearer's word that it comes later, until work is told after it."""
    for report in reversed(known):
        if report.later_reason or report.times:
            return report.later_reason
    return ""


def _is_silent(expected: Expectation, known: Sequence[ReportFact], today: date) -> bool:
    """Once the period is over the outcome is judged, and silence says nothing more."""
    last_word = max(known[-1].told_on, expected.starts_on) if known else expected.starts_on
    return last_word + expected.silence < today <= expected.last_day


def _length(rhythm: str, first_day: date) -> timedelta:
    """The longest time between two words in a rhythm."""
    windows = occurrences(rhythm, start=first_day, end=first_day + timedelta(days=2 * 366))
    return max(
        (after.first - before.first for before, after in itertools.pairwise(windows)),
        default=timedelta(days=366),
    )
