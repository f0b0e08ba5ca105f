"""How a commitment stands on a day: facts by the clock. A missing report is never called late: we do not know."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from loftet.domain.activity.occurrences import Window, is_rule, occurrences
from loftet.sources.promise_text.record import Bearer, CommitmentKind, CommitmentRecord, PartyKind

# Where neither plan nor promise says how often work is told, silence is stated after a quarter.
QUARTER = "FREQ=MONTHLY;INTERVAL=3"
MOST_TIMES = 10_000
LONGEST_MONTH = timedelta(days=31)

# Work that would be in vain if its day were known beforehand.
UNANNOUNCED = frozenset(
    {
        CommitmentKind.INSPECTION,
        CommitmentKind.PATROL,
        CommitmentKind.TARGETED_OPERATION,
        CommitmentKind.TRAFFIC_CONTROL,
    }
)


class Authority(StrEnum):
    POLICE = "police"
    MUNICIPALITY = "municipality"


def bearing_authorities(bearers: Sequence[Bearer]) -> frozenset[Authority]:
    """The authorities that stand behind a commitment.

    A department is the municipality, which also answers here for bodies that are no authority. Where the promise
    names nobody, both stand behind it.
    """
    return frozenset(authority_of(bearer.party) for bearer in bearers) or frozenset(Authority)


def authority_of(kind: str) -> Authority:
    """Of a kind of party or bearer: the police, else the municipality."""
    return Authority.POLICE if kind == PartyKind.POLICE else Authority.MUNICIPALITY


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
    """Within each interval of the plan or, if it has none, of the promise; else in all."""
    at_least: bool = False
    recurrence: str = ""
    first_day: date | None = None
    last_day: date | None = None
    rhythm: str = ""
    """RFC 5545 rule of how often the work is told. It reminds; alone it gives the public nothing to follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the clock reads from promise and plan."""

    first_day: date
    """Nothing is missing before it."""
    last_day: date
    """The last day of the plan, or of the promise."""
    end: date
    """The last day of the promise."""
    counts_from: date
    """What was done before it is not a part of the number."""
    count: int | None
    """How many times in all; None where neither promise nor plan says it."""
    at_least: bool
    windows: tuple[Window, ...]
    conditional: bool
    starts_on: date
    """The first day on which it can be done."""
    silence: timedelta
    """How long nothing may be told before the page says since when."""

    def counts(self, on: date) -> bool:
        return self.counts_from <= on <= self.end


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
    ended: bool = False
    """The period is over, and the outcome waits for its judgement."""


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
    windows = _windows(rule, max(start, terms.first_day or start), last_day)
    remaining = tuple(window for window in windows if window.last >= first_day)
    count, at_least = commitment.count, commitment.at_least
    if terms.count is not None:
        count, at_least = terms.count, terms.at_least
    if rule:
        count = len(remaining) * (count or 1)
    return Expectation(
        first_day=first_day,
        last_day=last_day,
        end=end,
        counts_from=remaining[0].first if remaining else start,
        count=count or None,
        at_least=at_least,
        windows=remaining,
        conditional=bool(commitment.condition),
        starts_on=max(first_day, terms.first_day or first_day, remaining[0].first if remaining else first_day),
        silence=_longest_pause(_understood(terms.rhythm) or _understood(reporting) or QUARTER),
    )


def status(expected: Expectation, reports: Sequence[ReportFact], *, today: date, recorded: bool = False) -> Status:
    """How a commitment stands on `today`.

    Args:
        reports: in any order; those told after `today` are not known yet.
        recorded: the promise was signed elsewhere and has no plan: without a report it shows nothing.
    """
    known = sorted((report for report in reports if report.told_on <= today), key=_order_told)
    done = sum(report.times for report in known if expected.counts(report.on))
    if expected.conditional:
        return Status(code=StatusCode.CONDITIONAL, done=done)
    if expected.count is None or (recorded and not known):
        return Status(code=StatusCode.NONE, done=done)
    if done >= expected.count:
        return Status(code=StatusCode.DONE, done=done, expected=expected.count)
    return _unfinished(expected, known, done, today)


def _unfinished(expected: Expectation, known: Sequence[ReportFact], done: int, today: date) -> Status:
    reason, since = _later_reason(known), None
    if reason:
        code = StatusCode.LATER
    elif today < expected.starts_on and not done:
        code = StatusCode.WAIT
    elif _is_silent(expected, known, today):
        code, since = StatusCode.SILENT, known[-1].told_on if known else None
    else:
        code = StatusCode.TRACK
    return Status(
        code=code,
        done=done,
        expected=expected.count,
        since=since,
        reason=reason,
        passed=expected.last_day if expected.last_day < today else None,
        ended=expected.end < today,
    )


def _order_told(report: ReportFact) -> tuple[date, bool, date, int, str]:
    """As they were told. On one day the word that something comes later is the last."""
    return report.told_on, bool(report.later_reason), report.on, report.times, report.later_reason


def _later_reason(known: Sequence[ReportFact]) -> str:
    """The bearer's word that it comes later, until work is told after it."""
    for report in reversed(known):
        if report.later_reason or report.times:
            return report.later_reason
    return ""


def _is_silent(expected: Expectation, known: Sequence[ReportFact], today: date) -> bool:
    """Once the period is over the outcome is judged, and silence says nothing more."""
    last_word = max(known[-1].told_on, expected.starts_on) if known else expected.starts_on
    return last_word + expected.silence < today <= expected.end


def _windows(rule: str, first: date, last: date) -> tuple[Window, ...]:
    """None where the rule came from elsewhere and is not understood: its words stand, and nothing is counted."""
    return occurrences(rule, start=first, end=last) if is_rule(rule) and first <= last else ()


def _understood(rule: str | None) -> str:
    return rule if rule and is_rule(rule) else ""


@lru_cache(maxsize=256)
def _longest_pause(rhythm: str) -> timedelta:
    """The longest time between two words in a rhythm."""
    some_years = occurrences(rhythm, start=date(2024, 1, 1), end=date(2027, 12, 31))
    return max(
        (after.first - before.first for before, after in itertools.pairwise(some_years)),
        default=timedelta(days=366),
    )


def in_public(expected: Expectation, kind: CommitmentKind, *, delay_days: int) -> Expectation:
    """Without the days that a plan sets for work that nobody may foresee; its number is kept.

    Nor is such work called silent while what was told of it waits to be shown.
    """
    if kind not in UNANNOUNCED:
        return expected
    silence = expected.silence + LONGEST_MONTH + timedelta(days=delay_days)
    return replace(expected, starts_on=expected.first_day, last_day=expected.end, windows=(), silence=silence)


def visible_on(on: date, public_on: date, *, kind: CommitmentKind, delay_days: int) -> date:
    """The first day on which the public sees a report about `on` that was let through on `public_on`.

    What nobody may foresee is shown for a whole month at a time: a delay counted from the deed would tell its day to
    whoever knows the delay. What is let through later than its month waits for the next beginning of a month, since
    the party's habit of reporting within so many days would tell the day as well.
    """
    if kind not in UNANNOUNCED:
        return public_on
    shown = _month_after(on) + timedelta(days=delay_days)
    return shown if public_on <= shown else _month_after(public_on)


def _month_after(day: date) -> date:
    return day.replace(day=1) + relativedelta(months=1)
