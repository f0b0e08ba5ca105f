"""How a commitment stands, as the public pages show it: a shape and a word for each state, and the facts beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import CommitmentState
from loftet.domain.activity.ticks import Tick, TickState
from loftet.domain.activity.words import (
    IN_REVIEW,
    facts_words,
    not_followed_words,
    outcome_words,
    passed_words,
    status_words,
)
from loftet.domain.promise.editions import PublishedPromise
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.public.happening import JUDGED, times_words

SYMBOLS = {
    StatusCode.DONE: "done",
    StatusCode.TRACK: "track",
    StatusCode.LATER: "later",
    StatusCode.SILENT: "silent",
    StatusCode.WAIT: "wait",
    StatusCode.CONDITIONAL: "cond",
    StatusCode.NONE: "open",
}
# What many commitments have in common, without the day, number or reason of each.
TALLIED = {
    StatusCode.DONE: _("Genomfört"),
    StatusCode.TRACK: _("Pågår"),
    StatusCode.LATER: _("Senare än planerat"),
    StatusCode.SILENT: _("Ingen ny uppgift"),
    StatusCode.WAIT: _("Inte dags än"),
    StatusCode.CONDITIONAL: _("Vid behov"),
    StatusCode.NONE: _("Inget antal att följa"),
}
ENDED = _("Perioden är slut, inte bedömt än")
TICK_WORDS = {
    TickState.UNTOLD: _("ingen uppgift"),
    TickState.NOW: _("den här månaden"),
    TickState.AHEAD: _("kommande"),
    TickState.FREE: _("inget väntas bli klart"),
    TickState.BEFORE: _("följdes inte här än"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    symbol: str
    colour: str
    words: str
    tallied: str
    """What it is counted as."""


@dataclass(frozen=True, slots=True)
class Month:
    letter: str
    state: TickState
    times: int
    words: str
    """ "mars: redovisat, antal: 2"."""


@dataclass(frozen=True, slots=True)
class Standing:
    mark: Mark | None
    """None where nothing can be followed, or nothing is followed here."""
    why_not: str
    """Why there is no mark; empty where there is one."""
    judged: bool
    fact: str
    """What was promised and reported, once it is judged; else a last day that has passed. May be empty."""
    in_review: str
    latest: ReportLine | None
    times: str
    """Of the latest report, where it says more than that it was done."""
    months: list[Month]


@dataclass(frozen=True, slots=True)
class TallyRow:
    count: int
    symbol: str
    colour: str
    words: str


def standings_of(published: PublishedPromise, states: Mapping[str, CommitmentState]) -> dict[str, Standing]:
    """By the key of the commitment."""
    commitments = {commitment.id: commitment for commitment in published.record.commitments}
    return {key: _standing(commitments[key], state) for key, state in states.items()}


def tally(standings: Iterable[Standing]) -> list[TallyRow]:
    """How many stand how, in the order of the vocabulary. Empty where nothing at all is followed here."""
    marks = [standing.mark or _unfollowed() for standing in standings]
    if all(mark.symbol == "open" for mark in marks):
        return []
    counted = Counter((mark.symbol, mark.colour, mark.tallied) for mark in marks)
    order = [*(symbol for symbol, _colour in JUDGED.values()), *SYMBOLS.values()]
    rows = [TallyRow(count, symbol, colour, words) for (symbol, colour, words), count in counted.items()]
    return sorted(rows, key=lambda row: (order.index(row.symbol), row.words))


def _standing(commitment: CommitmentRecord, state: CommitmentState) -> Standing:
    mark, judgement = _mark(state), state.judgement
    latest = state.latest
    return Standing(
        mark=mark,
        why_not="" if mark else f"{not_followed_words(commitment, recorded=state.recorded)}.",
        judged=judgement is not None,
        fact=facts_words(judgement.facts) if judgement else passed_words(state.status),
        in_review=_in_review(state.in_review),
        latest=latest,
        times=times_words(latest) if latest else "",
        months=[_month(tick) for tick in state.ticks] if _is_repeated(commitment, state) else [],
    )


def _mark(state: CommitmentState) -> Mark | None:
    if state.judgement:
        symbol, colour = JUDGED[state.judgement.outcome]
        words = outcome_words(state.judgement.outcome)
        return Mark(symbol, colour, words, words)
    if not state.is_followed:
        return None
    status = state.status
    symbol = SYMBOLS[status.code]
    return Mark(symbol, symbol, status_words(status), str(ENDED if status.ended else TALLIED[status.code]))


def _unfollowed() -> Mark:
    return Mark("open", "open", "", str(TALLIED[StatusCode.NONE]))


def _in_review(count: int) -> str:
    if count <= 1:
        return f"{IN_REVIEW}." if count else ""
    return ngettext("%(count)s uppgift inkommen, granskas.", "%(count)s uppgifter inkomna, granskas.", count) % {
        "count": count
    }


def _is_repeated(commitment: CommitmentRecord, state: CommitmentState) -> bool:
    """A year of months says something of what comes again, and only where something is followed."""
    followed = not state.recorded or state.latest is not None
    awaited = any(tick.state in (TickState.UNTOLD, TickState.AHEAD) for tick in state.ticks)
    return followed and (awaited or bool(commitment.recurrence and state.latest))


def _month(tick: Tick) -> Month:
    name = _name_of(tick.month.month, get_language() or "sv")
    said = _told(tick.times) if tick.state is TickState.TOLD else str(TICK_WORDS[tick.state])
    return Month(name[0].upper(), tick.state, tick.times, f"{name}: {said}")


@lru_cache(maxsize=64)
def _name_of(month: int, _language: str) -> str:
    """In the language of the page, which is what the name is kept by."""
    return date_format(date(2024, month, 1), "F")


def _told(times: int) -> str:
    if times == 1:
        return gettext("redovisat")
    return gettext("redovisat, antal: %(times)s") % {"times": times}
