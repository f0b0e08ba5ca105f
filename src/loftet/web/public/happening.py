"""What has happened to a commitment, line by line, newest first: reports, plans and judgements, never reminders."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from loftet.domain.activity.judging import Outcome
from loftet.domain.activity.rules import Authority
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import (
    CommitmentState,
    JudgementLine,
    PlanLine,
    TimelineEntry,
    ViewLine,
)
from loftet.domain.activity.words import NO_COMMENT, REPLACED, facts_words, outcome_words
from loftet.domain.promise.words import day_words

SHOWN_AT_ONCE = 6
# Shape and colour of each outcome.
JUDGED = {
    Outcome.DONE: ("judged-done", "done"),
    Outcome.PARTLY: ("judged-partly", "track"),
    Outcome.NOT_DONE: ("judged-not-done", "later"),
    Outcome.CANNOT_BE_JUDGED: ("judged-unknown", "judged"),
    Outcome.TWO_VIEWS: ("judged-two-views", "judged"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    symbol: str
    colour: str
    heading: str
    when: str
    iso: str
    """For programs: a day, or a month where the day is never told."""
    by: str
    """Whose word it is."""
    texts: list[str]
    """In the parties' own words."""
    notes: list[str]
    """What the page says of it."""
    anchor: str = ""
    corrected_by: int | None = None
    """The report that took its place."""
    more: str = ""
    """Address of the page that tells all of it."""


@dataclass(frozen=True, slots=True)
class SpokenView:
    party: str
    verdict: str
    """Empty where the party only adds its words."""
    symbol: str
    evidence: str
    reason: str
    told: str


@dataclass(frozen=True, slots=True)
class SpokenJudgement:
    fact: str
    outcome: str
    on: str
    views: list[SpokenView]
    silent: list[str]


def timeline_of(state: CommitmentState, rewordings: Sequence[Happening]) -> tuple[list[Happening], list[Happening]]:
    """The newest, and those that the page folds away."""
    told = [_happening(entry, told_above=entry == state.judgement) for entry in state.timeline]
    happenings = sorted([*rewordings, *told], key=lambda happening: happening.iso, reverse=True)
    return happenings[:SHOWN_AT_ONCE], happenings[SHOWN_AT_ONCE:]


def judgement_of(state: CommitmentState) -> SpokenJudgement | None:
    return _spoken(state.judgement) if state.judgement else None


def times_words(line: ReportLine) -> str:
    """ "Antal: 3."; empty where the text alone says it."""
    if line.times == 0 or (line.times == 1 and not line.month_only):
        return ""
    return _("Antal: %(times)s.") % {"times": line.times}


def _happening(entry: TimelineEntry, *, told_above: bool) -> Happening:
    match entry:
        case ReportLine():
            return _report(entry)
        case PlanLine():
            return _plan(entry)
        case JudgementLine():
            return _judgement(entry, told_above=told_above)


def _report(line: ReportLine) -> Happening:
    symbol = "later" if line.later_reason else "silent" if line.nothing_yet else "done"
    return Happening(
        symbol=symbol,
        colour="open" if line.corrected_by else symbol,
        heading=_report_heading(line),
        when=capfirst(date_format(line.on, "F Y")) if line.month_only else day_words(line.on),
        iso=line.on.strftime("%Y-%m") if line.month_only else line.on.isoformat(),
        by=_("Uppgift från %(party)s") % {"party": line.party},
        texts=[text for text in (line.text, line.later_reason) if text],
        notes=_report_notes(line),
        anchor=f"uppgift-{line.id}",
        corrected_by=line.corrected_by,
    )


def _report_heading(line: ReportLine) -> str:
    if line.later_reason:
        return _("Blir klart senare än planerat")
    if line.nothing_yet:
        return _("Inget var gjort ännu")
    return _("Rättad uppgift") if line.corrects else _("Gjort")


def _report_notes(line: ReportLine) -> list[str]:
    reached = _("Nådde %(count)s personer.") % {"count": line.reached} if line.reached else ""
    confirmed = _("%(party)s har bekräftat uppgiften.") % {"party": line.party} if line.confirmed else ""
    corrects = _("Rättar en tidigare uppgift, som står kvar.") if line.corrects else ""
    return [note for note in (times_words(line), reached, line.told, confirmed, corrects) if note]


def _plan(line: PlanLine) -> Happening:
    return Happening(
        symbol="document",
        colour="open",
        heading=_("Uppföljningsplan") if line.version == 1 else _("Uppföljningsplanen ändrades"),
        when=day_words(line.on),
        iso=line.on.isoformat(),
        by="",
        texts=[line.note] if line.note else [],
        notes=[line.words, *([_("Skäl: %(reason)s") % {"reason": line.reason}] if line.reason else [])],
    )


def _judgement(line: JudgementLine, *, told_above: bool) -> Happening:
    """With both parties' words, unless they stand in full above the time line."""
    symbol, colour = JUDGED[line.outcome]
    spoken = _spoken(line)
    return Happening(
        symbol=symbol,
        colour=colour,
        heading=_("Bedömning: %(outcome)s") % {"outcome": spoken.outcome},
        when=spoken.on,
        iso=line.on.isoformat(),
        by="",
        texts=[] if told_above else [_in_one_paragraph(view) for view in spoken.views],
        notes=[spoken.fact, *([] if told_above else spoken.silent), *([str(REPLACED)] if line.replaced else [])],
    )


def _in_one_paragraph(view: SpokenView) -> str:
    said = ". ".join(text.rstrip(".") for text in (view.verdict, view.reason) if text)
    return f"{view.party}: {said}."


def _spoken(line: JudgementLine) -> SpokenJudgement:
    return SpokenJudgement(
        fact=facts_words(line.facts),
        outcome=outcome_words(line.outcome),
        on=day_words(line.on),
        views=[_view(view) for view in line.views],
        silent=[str(NO_COMMENT[Authority(authority)]) for authority in line.silent],
    )


def _view(view: ViewLine) -> SpokenView:
    outcome = Outcome(view.verdict.value) if view.verdict else None
    return SpokenView(
        party=view.party,
        verdict=outcome_words(outcome) if outcome else "",
        symbol=JUDGED[outcome][0] if outcome else "",
        evidence=view.evidence,
        reason=view.reason,
        told=view.told,
    )
