"""The check: what a draft says, and what is left to say before a reader can see whether the promise is kept.

It gives codes and values; `words` says them in plain Swedish. It never blocks anything.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loftet.domain.promise.questions import Advice, Amount, CheckItem, EndOfPeriod, Figure, Question, State
from loftet.domain.promise.vagueness import VagueKind, vague_spans
from loftet.sources.promise_text.record import (
    BearerFound,
    CommitmentKind,
    CommitmentRecord,
    Direction,
    GoalRecord,
    Measure,
    Period,
    PromiseRecord,
)

# Work that a resident meets somewhere: without a place nobody can go and look.
KINDS_WITH_PLACE = frozenset(
    {
        CommitmentKind.PATROL,
        CommitmentKind.TRAFFIC_CONTROL,
        CommitmentKind.PHYSICAL_ENVIRONMENT,
        CommitmentKind.SAFETY_WALK,
        CommitmentKind.INSPECTION,
        CommitmentKind.TARGETED_OPERATION,
        CommitmentKind.ADULT_PRESENCE,
        CommitmentKind.YOUTH_ACTIVITY,
    }
)
# Work done once or all the time: a number would say nothing more.
KINDS_WITHOUT_COUNT = frozenset({CommitmentKind.SITUATIONAL_PICTURE, CommitmentKind.COOPERATION})

_BARE_CONDITION = re.compile(r"\s*vid behov\W*", re.IGNORECASE)
_WHOLE_PERIOD = re.compile(
    r"\bunder\s+(?:hela\s+)?(?:(?:löftes)?(?:perioden|tiden)|(?:hela\s+)?året|(?:år\s+)?\d{4})\b|\bhela\s+(?:året|perioden)\b",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(r"FREQ=(MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?")
# Offences that are found because somebody looks for them (domain: Brå's "ingripandebrott").
_FOUND_BY_CHECKS = re.compile(
    r"narkotika|droger|drog(?:brott|försäljning|handel)|doping|rattfylleri|rattonykter|drograttfyll|langning"
    r"|hastighetsöverträdels|vapenbrott",
    re.IGNORECASE,
)
_CLOSE_RELATION = re.compile(
    r"nära relation|kvinnofrid|fridskränkning|hedersrelater|partnervåld|sexualbrott|våldtäkt", re.IGNORECASE
)
_REPORTS = re.compile(r"anmäl|rapporter|söker? (?:hjälp|stöd)", re.IGNORECASE)
_OWN_WORK = re.compile(
    r"\bantal(?:et)?\s+(?:\w+\s+)?\w*(?:kontroll|insats|besök|brev|utskick|möte|patrull|föreläsning|vandring|tillsyn|"
    r"timm|aktivitet)",
    re.IGNORECASE,
)


def check_commitment(commitment: CommitmentRecord, period: Period | None) -> tuple[CheckItem, ...]:
    """Who, what, where, how many, by when, and then the problem and the cause behind: always seven, in this order."""
    return (
        _who(commitment),
        _what(commitment),
        _where(commitment),
        _how_many(commitment, period),
        _by_when(commitment, period),
        _said(Question.PROBLEM, commitment.problem, Advice.NAME_THE_PROBLEM),
        _said(Question.CAUSE, commitment.cause, Advice.NAME_THE_CAUSE),
    )


def check_goal(goal: GoalRecord) -> tuple[CheckItem, ...]:
    """Indicator, baseline with date, target, direction, source, next measuring: always six, in this order."""
    measure = goal.measure or Measure(indicator="")
    return (
        _indicator(measure),
        _baseline(measure),
        _target(measure, goal.direction),
        _direction(goal, measure),
        _said(Question.SOURCE, measure.source, Advice.NAME_SOURCE),
        _said(Question.NEXT_MEASURING, measure.next_on, Advice.SET_NEXT_MEASURING),
    )


def check_promise(promise: PromiseRecord) -> tuple[CheckItem, ...]:
    """What holds for the promise as a whole: always seven, in the order of `Question`."""
    follow_up = promise.follow_up
    return (
        _period(promise.period),
        _said(Question.PICTURE_SOURCES, ", ".join(promise.sources), Advice.NAME_PICTURE_SOURCES),
        _all_carried(Question.AREAS_CARRIED, _empty_areas(promise), Advice.FILL_AREAS),
        _all_carried(
            Question.GOALS_CARRIED, [goal.text for goal in promise.goals if not goal.carried], Advice.CARRY_GOALS
        ),
        _said(Question.CHANNEL, ", ".join(follow_up.channels) if follow_up else "", Advice.NAME_CHANNEL),
        _said(Question.REPORTING_INTERVAL, follow_up.interval if follow_up else None, Advice.STATE_REPORTING_INTERVAL),
        _signatories(promise),
    )


@dataclass(frozen=True, slots=True)
class CheckSummary:
    commitment_count: int
    commitments_with_gaps: int
    goal_count: int
    goals_with_gaps: int
    promise_gaps: int


def gap_count(items: Iterable[CheckItem]) -> int:
    """How many questions are left open, wholly or in part."""
    return sum(not item.answered for item in items)


def check_summary(promise: PromiseRecord) -> CheckSummary:
    """In how many commitments and goals, and in how many questions of the promise itself, something is left open."""
    return CheckSummary(
        commitment_count=len(promise.commitments),
        commitments_with_gaps=sum(
            gap_count(check_commitment(commitment, promise.period)) > 0 for commitment in promise.commitments
        ),
        goal_count=len(promise.goals),
        goals_with_gaps=sum(gap_count(check_goal(goal)) > 0 for goal in promise.goals),
        promise_gaps=gap_count(check_promise(promise)),
    )


def shows_no_deed(text: str) -> tuple[str, ...]:
    """The vague verbs of a commitment, as written; empty where the text says what is done."""
    return tuple(span.word for span in vague_spans(text) if span.kind is VagueKind.DEED)


def names_whole_period(commitment: CommitmentRecord) -> bool:
    """Whether the words give a time that says no more than the period does: "under 2024", "hela året"."""
    return not commitment.window and _WHOLE_PERIOD.search(commitment.text) is not None


def _said(question: Question, answer: str | date | None, advice: Advice) -> CheckItem:
    if answer:
        return CheckItem(question, State.ANSWERED, answer)
    return CheckItem(question, State.MISSING, advice=advice)


def _who(commitment: CommitmentRecord) -> CheckItem:
    names = ", ".join(bearer.name for bearer in commitment.bearers)
    if names and commitment.bearer_found is BearerFound.INFERRED:
        return CheckItem(Question.WHO, State.UNCLEAR, names, Advice.WRITE_WHO_IN_THE_TEXT)
    return _said(Question.WHO, names, Advice.NAME_WHO)


def _what(commitment: CommitmentRecord) -> CheckItem:
    if vague := shows_no_deed(commitment.text):
        return CheckItem(Question.WHAT, State.UNCLEAR, commitment.text, Advice.SAY_THE_DEED, vague)
    return _said(Question.WHAT, commitment.text.strip(), Advice.SAY_THE_DEED)


def _where(commitment: CommitmentRecord) -> CheckItem:
    if not commitment.place and commitment.kind not in KINDS_WITH_PLACE:
        return CheckItem(Question.WHERE, State.NOT_NEEDED)
    return _said(Question.WHERE, commitment.place, Advice.NAME_THE_PLACE)


def _how_many(commitment: CommitmentRecord, period: Period | None) -> CheckItem:
    if commitment.count is not None or commitment.recurrence:
        return CheckItem(Question.HOW_MANY, State.ANSWERED, _amount(commitment, period))
    if commitment.condition:
        return _conditional(Question.HOW_MANY, commitment.condition)
    if commitment.vague:
        advice = Advice.GIVE_A_FIGURE_FOR_THE_VAGUE
        return CheckItem(Question.HOW_MANY, State.UNCLEAR, commitment.vague, advice, (commitment.vague,))
    if commitment.kind in KINDS_WITHOUT_COUNT:
        return CheckItem(Question.HOW_MANY, State.NOT_NEEDED)
    return CheckItem(Question.HOW_MANY, State.MISSING, advice=Advice.GIVE_A_NUMBER)


def _amount(commitment: CommitmentRecord, period: Period | None) -> Amount:
    total = times_in_period(commitment.recurrence, commitment.count or 1, period)
    return Amount(commitment.count, commitment.at_least, commitment.recurrence, total)


def times_in_period(recurrence: str | None, count: int, period: Period | None) -> int | None:
    """How often something falls in the period; ``None`` where the calendar gives no plain figure."""
    frequency = _FREQUENCY.fullmatch(recurrence or "")
    if not frequency or not period or not period.start or not period.end:
        return None
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    step = int(frequency.group(2) or 1) * (12 if frequency.group(1) == "YEARLY" else 1)
    return months // step * count if months % step == 0 else None


def _conditional(question: Question, condition: str) -> CheckItem:
    bare = _BARE_CONDITION.fullmatch(condition)
    return CheckItem(question, State.NOT_NEEDED, condition, Advice.NAME_THE_TRIGGER if bare else None)


def _by_when(commitment: CommitmentRecord, period: Period | None) -> CheckItem:
    if commitment.recurrence:
        return CheckItem(Question.BY_WHEN, State.ANSWERED, _amount(commitment, period))
    end = EndOfPeriod(period.end) if period and period.end else None
    if commitment.window:
        return CheckItem(Question.BY_WHEN, State.ANSWERED, commitment.window)
    if end and names_whole_period(commitment):
        return CheckItem(Question.BY_WHEN, State.ANSWERED, end)
    if commitment.condition:
        return CheckItem(Question.BY_WHEN, State.NOT_NEEDED, commitment.condition)
    advice = Advice.END_OF_PERIOD_COUNTS if end else Advice.GIVE_A_DATE
    return CheckItem(Question.BY_WHEN, State.MISSING, end, advice)


def _indicator(measure: Measure) -> CheckItem:
    if _OWN_WORK.search(measure.indicator):
        return CheckItem(Question.INDICATOR, State.UNCLEAR, measure.indicator, Advice.MEASURE_THE_CHANGE)
    return _said(Question.INDICATOR, measure.indicator, Advice.CHOOSE_INDICATOR)


def _baseline(measure: Measure) -> CheckItem:
    if measure.baseline is None:
        return CheckItem(Question.BASELINE, State.MISSING, advice=Advice.GIVE_BASELINE)
    figure = Figure(measure.baseline, measure.unit, measure.baseline_on)
    if measure.baseline_on is None:
        return CheckItem(Question.BASELINE, State.UNCLEAR, figure, Advice.DATE_THE_BASELINE)
    return CheckItem(Question.BASELINE, State.ANSWERED, figure)


def _target(measure: Measure, direction: Direction) -> CheckItem:
    if measure.target is None:
        return CheckItem(Question.TARGET, State.MISSING, advice=Advice.GIVE_TARGET)
    figure = Figure(measure.target, measure.unit)
    if measure.baseline is not None and not _leads(measure.baseline, measure.target, direction):
        return CheckItem(Question.TARGET, State.UNCLEAR, figure, Advice.TARGET_AGAINST_DIRECTION)
    return CheckItem(Question.TARGET, State.ANSWERED, figure)


def _leads(baseline: float, target: float, direction: Direction) -> bool:
    if direction is Direction.OTHER:
        return True
    return target < baseline if direction is Direction.FEWER else target > baseline


def _direction(goal: GoalRecord, measure: Measure) -> CheckItem:
    said = f"{goal.subject} {goal.text} {measure.indicator}"
    advice = None
    if _CLOSE_RELATION.search(f"{said} {goal.focus_area or ''}") and _REPORTS.search(said):
        advice = Advice.MORE_REPORTS_ARE_NO_FAILURE
    elif _FOUND_BY_CHECKS.search(said):
        advice = Advice.FOLLOWS_POLICE_CHECKS
    if goal.direction is Direction.OTHER:
        return CheckItem(Question.DIRECTION, State.MISSING, advice=advice or Advice.CHOOSE_DIRECTION)
    misled = advice is not None and goal.direction is Direction.FEWER
    return CheckItem(Question.DIRECTION, State.UNCLEAR if misled else State.ANSWERED, goal.direction, advice)


def _period(period: Period | None) -> CheckItem:
    if period and period.start and period.end:
        return CheckItem(Question.PERIOD, State.ANSWERED, period.literal or f"{period.start}–{period.end}")
    return CheckItem(Question.PERIOD, State.MISSING, advice=Advice.STATE_PERIOD)


def _empty_areas(promise: PromiseRecord) -> list[str]:
    carried = {commitment.focus_area for commitment in promise.commitments}
    return [area for area in promise.focus_areas if area not in carried]


def _all_carried(question: Question, left: list[str], advice: Advice) -> CheckItem:
    if left:
        return CheckItem(question, State.MISSING, advice=advice, literals=tuple(left))
    return CheckItem(question, State.ANSWERED)


def _signatories(promise: PromiseRecord) -> CheckItem:
    names = ", ".join(signatory.name for signatory in promise.signatories)
    if len(promise.signatories) == 1:
        return CheckItem(Question.SIGNATORIES, State.UNCLEAR, names, Advice.NAME_BOTH_SIGNATORIES)
    return _said(Question.SIGNATORIES, names, Advice.NAME_BOTH_SIGNATORIES)
