"""Words that promise nothing a reader can see, found in a text.

The verbs are the soft ones that published promises lean on; the quantities are those that never become a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class VagueKind(StrEnum):
    DEED = "deed"
    """A verb that shows no deed: "främja"."""
    AMOUNT = "amount"
    """A number that is none: "ett antal"."""
    REPETITION = "repetition"
    """An interval that is none: "regelbundet"."""
    ESCAPE = "escape"
    """A way out: "i mån av tid"."""


@dataclass(frozen=True, slots=True)
class VagueSpan:
    """`text[start:end]` is `word`, as written."""

    start: int
    end: int
    word: str
    kind: VagueKind


_CONJUGATED_A = "(?:a|ar|as|ade|at|ats|ande)"
_CONJUGATED_ER = "(?:a|er|s|as|t|te|ts|tes|ande)"

_NAMES_NO_DEED = r"(?:\w+\s+){0,2}(?:arbete|samarbete|samverkan|projekt|insatser|satsning|utveckling|fokus)\w*"

_DEEDS = (
    rf"(?:sam)?arbet{_CONJUGATED_A}(?=\s+(?:för|mot|med|kring|på|vidare|aktivt|gemensamt|tillsammans|förebyggande|"
    r"brottsförebyggande|trygghetsskapande|och\s+utveckl\w+)\b)",
    rf"sats{_CONJUGATED_A}\s+(?:extra\s+)?på",
    rf"verk{_CONJUGATED_A}\s+(?:för|mot)",
    rf"främj{_CONJUGATED_A}",
    r"fortsätt(?:a|er|s|as)|fortsatte|(?:har|hade)\s+fortsatt",
    rf"fortsatta?\s+{_NAMES_NO_DEED}",
    rf"(?:vidare)?utveckl{_CONJUGATED_A}",
    rf"(?:för)?stärk{_CONJUGATED_ER}",
    r"(?:se|ser|ses|såg|sett|setts)\s+(?:\w+\s+){0,2}?över",
    r"bidra(?:r|git)?\s+till|bidrog\s+till",
    rf"prioriter{_CONJUGATED_A}",
    r"(?:ha|har|lägga|lägger|med|ett)\s+(?:ett\s+)?(?:särskilt|extra|ökat|stort)\s+fokus|särskilt\s+fokus",
    rf"fokuser{_CONJUGATED_A}(?:\s+på)?",
    r"(?:särskilt\s+)?fokuserat\s+arbete",
    r"(?:lägga|lägger)\s+(?:särskild|extra|stor)\s+vikt",
    rf"sträv{_CONJUGATED_A}\s+efter",
    rf"eftersträv{_CONJUGATED_A}",
    rf"intensifier{_CONJUGATED_A}",
    rf"fördjup{_CONJUGATED_A}",
    rf"förbättr{_CONJUGATED_A}",
    rf"underlätt{_CONJUGATED_A}",
    rf"uppmuntr{_CONJUGATED_A}",
    rf"uppmärksamm{_CONJUGATED_A}",
    rf"värn{_CONJUGATED_A}",
    rf"samverk{_CONJUGATED_A}",
    r"möjliggör(?:a|s|as)?|möjliggjorde|möjliggjort",
)
_AMOUNTS = (
    r"ett\s+(?:stort\s+|mindre\s+)?(?:fler|an)tal",
    r"flertalet",
    r"flera(?:\s+gånger)?",
    r"många",
    r"några(?:\s+gånger)?",
)
_REPETITIONS = (
    r"regelbund(?:et|en|na)",
    r"kontinuerlig(?:t|a)?",
    r"återkommande",
    r"löpande",
    r"frekvent(?:a)?",
    r"ofta(?:re)?",
    r"då\s+och\s+då",
    r"med\s+jämna\s+mellanrum",
    r"vid\s+(?:särskilda|olika|vissa|lämpliga)\s+tillfällen",
)
_ESCAPES = (
    r"(?:om|där|när|så\s+långt(?:\s+som)?)\s+(?:det\s+är\s+)?möjligt",
    r"i\s+möjligaste\s+mån",
    r"i\s+mån\s+av\s+(?:tid|resurser|möjlighet)",
    r"på\s+(?:längre\s+)?sikt",
)


def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_PATTERNS = {
    VagueKind.DEED: _pattern(_DEEDS),
    VagueKind.AMOUNT: _pattern(_AMOUNTS),
    VagueKind.REPETITION: _pattern(_REPETITIONS),
    VagueKind.ESCAPE: _pattern(_ESCAPES),
}
_SENTENCE = re.compile(r"[^.!?;\n]+")
_PURPOSE = re.compile(r"\b(?:för|i syfte)\s+att\b(?:(?!\bgenom\s+att\b)[^,:])*", re.IGNORECASE)
_MEANS = re.compile(rf"\bgenom\s+(?:att\b)?(?!{_NAMES_NO_DEED})", re.IGNORECASE)
_FIGURE_AT_ONCE = re.compile(r"[,(:–\s]+(?:minst|varje|varannan|en\s+gång|\d)", re.IGNORECASE)
_GOES_ON_WITH = re.compile(rf"\s+med\s+(?!{_NAMES_NO_DEED})\w", re.IGNORECASE)
# Not every word in -a after "fortsätta" is a verb.
_GOES_ON_DOING = re.compile(
    r"\s+(?:att\s+)?(?!(?:alla|andra|bra|båda|dessa|egna|flera|gamla|gemensamma|goda|många|samma|sina|våra)\b)(\w+a)\b",
    re.IGNORECASE,
)


def vague_spans(text: str) -> tuple[VagueSpan, ...]:
    """The vague words of a text in their order, never overlapping.

    A verb that only says the purpose ("för att stärka …") or is at once explained ("… genom att hålla fyra möten")
    is not marked.
    """
    found = sorted(_found(text), key=lambda span: (span.start, -span.end))
    spans: list[VagueSpan] = []
    for span in found:
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return tuple(spans)


def _found(text: str) -> Iterator[VagueSpan]:
    for sentence in _SENTENCE.finditer(text):
        for kind, pattern in _PATTERNS.items():
            for match in pattern.finditer(text, *sentence.span()):
                if _is_left_open(kind, text, match, sentence):
                    yield VagueSpan(*match.span(), match.group(), kind)


def _is_left_open(kind: VagueKind, text: str, found: re.Match[str], sentence: re.Match[str]) -> bool:
    if kind is VagueKind.DEED:
        return _shows_no_deed(text, found, sentence)
    return _FIGURE_AT_ONCE.match(text, found.end(), sentence.end()) is None


def _shows_no_deed(text: str, verb: re.Match[str], sentence: re.Match[str]) -> bool:
    purposes = _PURPOSE.finditer(text, *sentence.span())
    if any(purpose.start() <= verb.start() < purpose.end() for purpose in purposes):
        return False
    means = _MEANS.search(text, verb.end(), sentence.end())
    if means and not _PATTERNS[VagueKind.DEED].search(text, means.end(), sentence.end()):
        return False
    return not (verb.group().casefold().startswith("fortsätt") and _goes_on_with_a_deed(text, verb.end()))


def _goes_on_with_a_deed(text: str, position: int) -> bool:
    if _GOES_ON_WITH.match(text, position):
        return True
    following = _GOES_ON_DOING.match(text, position)
    if not following:
        return False
    return not (_PATTERNS[VagueKind.DEED].match(text, following.start(1)) or following.group(1).casefold() == "arbeta")
