"""What has become public of a promise, in words: for letters and for the feeds of commitments and areas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.domain.activity.judging import Outcome
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import (
    JudgementLine,
    PlanLine,
    TimelineEntry,
    ViewLine,
    commitment_states,
)
from loftet.domain.activity.words import REPLACED, facts_words, outcome_words
from loftet.domain.promise.agreement_words import PARTS
from loftet.domain.promise.comparison import PieceKind
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.revisions import Revision, revisions_between
from loftet.domain.promise.words import CHANGES, day_words
from loftet.domain.publishing.subscription.models import News
from loftet.sources.promise_text.record import PromiseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A report, a plan or a judgement of a commitment, from the day on which anyone may read it."""

    source: str
    """Unique within the promise."""
    kind: News.Kind
    on: date
    commitment_key: str
    words: str


def happenings_of(published: PublishedPromise, *, today: date) -> list[Happening]:
    """What is public on a day of the work with each commitment, in the order of the promise."""
    states = commitment_states(published.municipality, published, today=today)
    return [_happening(key, entry) for key, state in states.items() for entry in state.timeline]


def difference_words(old: PromiseRecord, new: PromiseRecord) -> str:
    """What the newer says in other words, a paragraph each; empty where the two say the same."""
    return "\n\n".join(_revision_words(revision) for revision in revisions_between(old, new))


def edition_words(reason: str, difference: str) -> str:
    return "\n\n".join(filter(None, [_("Skäl: %(reason)s") % {"reason": reason}, difference]))


def _happening(key: str, entry: TimelineEntry) -> Happening:
    match entry:
        case ReportLine():
            source, kind, on, words = f"report/{entry.id}", News.Kind.REPORT, entry.public_on, _report_words(entry)
        case PlanLine():
            source, kind, on, words = f"plan/{key}/{entry.version}", News.Kind.PLAN, entry.on, _plan_words(entry)
        case JudgementLine():
            source, kind, on = f"judgement/{key}/{entry.number}", News.Kind.JUDGEMENT, entry.on
            words = _judgement_words(entry)
    return Happening(source=source, kind=kind, on=on, commitment_key=key, words=words)


def _report_words(line: ReportLine) -> str:
    done = _("Inget är gjort ännu.") if line.nothing_yet else line.text
    later = _("Senare än planerat: %(reason)s") % {"reason": line.later_reason} if line.later_reason else ""
    correction = _("Uppgiften rättar en tidigare.") if line.corrects else ""
    return _lines(f"{line.party}, {_day_of(line)}", done, _times_words(line), later, line.told, correction)


def _day_of(line: ReportLine) -> str:
    return date_format(line.on, "F Y") if line.month_only else day_words(line.on)


def _times_words(line: ReportLine) -> str:
    return _("Antal gånger: %(times)s.") % {"times": line.times} if line.times > 1 or line.month_only else ""


def _plan_words(line: PlanLine) -> str:
    reason = _("Skäl: %(reason)s") % {"reason": line.reason} if line.reason else ""
    return _lines(line.words, line.note, reason)


def _judgement_words(line: JudgementLine) -> str:
    replaced = str(REPLACED) if line.replaced else ""
    return _lines(facts_words(line.facts), outcome_words(line.outcome), *map(_view_words, line.views), replaced)


def _view_words(view: ViewLine) -> str:
    said = [outcome_words(Outcome(view.verdict))] if view.verdict else []
    return f"{view.party}: {'. '.join(filter(None, [*said, view.reason]))}"


def _revision_words(revision: Revision) -> str:
    changes = " ".join(f"{CHANGES[change]}." for change in revision.changes)
    return _lines(f"{PARTS[revision.part]}: {''.join(_pieces(revision))}", changes)


def _pieces(revision: Revision) -> Iterator[str]:
    for piece in revision.pieces:
        before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        said = {"text": piece.text.strip()}
        if piece.kind is PieceKind.REMOVED:
            yield before + _("[borttaget: %(text)s]") % said
        elif piece.kind is PieceKind.ADDED:
            yield before + _("[tillagt: %(text)s]") % said
        else:
            yield piece.text


def _lines(*words: str) -> str:
    return "\n".join(filter(None, words))
