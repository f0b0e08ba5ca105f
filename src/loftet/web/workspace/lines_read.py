"""The text that was read, line by line, with what each line became."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.sources.promise_text.record import Lines, PromiseDocument, PromiseRecord

# The fields without lines of their own; their inputs stand together on the page.
FIELDS = {
    "title": gettext_lazy("Rubrik"),
    "period": gettext_lazy("Period"),
    "introduction": gettext_lazy("Inledning"),
    "purpose": gettext_lazy("Syfte"),
    "builds_on": gettext_lazy("Bygger vidare på"),
    "picture": gettext_lazy("Om lägesbilden"),
    "sources": gettext_lazy("Källor"),
    "lead_in": gettext_lazy("Orden före listan"),
    "focus_areas": gettext_lazy("Fokusområde"),
    "commitments": gettext_lazy("Rubrik över åtaganden"),
    "goals": gettext_lazy("Rubrik över mål"),
    "follow_up": gettext_lazy("Så går det att följa"),
    "validity": gettext_lazy("Giltighet"),
    "revision_clause": gettext_lazy("Om ändringar"),
    "reservation": gettext_lazy("Förbehåll"),
    "signatories": gettext_lazy("Undertecknare"),
    "passages": gettext_lazy("Övrig text"),
}
WORDS = "words"


@dataclass(frozen=True, slots=True)
class ReadLine:
    number: int
    text: str
    became: str
    """ "Åtagande 3", "Inledning, Syfte", "Inte läst", or why it was refused; empty for a line without words."""
    anchor: str
    """The fields that hold it, on the same page; empty for what was left out."""
    left_out: bool
    """Unread or refused."""


def lines_read(text: str, document: PromiseDocument, record: PromiseRecord) -> list[ReadLine]:
    """Every line of the text; the places are those of one promise of the document."""
    became = _words_of_fields(record) | dict(_rows(record))
    left_out = {unread.line: _("Inte läst") for unread in document.unread}
    left_out |= {refused.line: refused.reason for refused in document.refused}
    return [_line(number, line, became, left_out) for number, line in enumerate(text.split("\n"), start=1)]


def _line(number: int, text: str, became: dict[int, tuple[str, str]], left_out: dict[int, str]) -> ReadLine:
    if number in left_out:
        return ReadLine(number, text, left_out[number], "", left_out=True)
    words, anchor = became.get(number, ("", ""))
    return ReadLine(number, text, words, anchor, left_out=False)


def _words_of_fields(record: PromiseRecord) -> dict[int, tuple[str, str]]:
    """A line may say several things: "Inledning, Syfte"."""
    named: dict[int, list[str]] = {}
    for field, spans in record.read_from.items():
        for number in (number for lines in spans for number in _numbers(lines)):
            named.setdefault(number, []).append(str(FIELDS.get(field, field)))
    return {number: (", ".join(names), WORDS) for number, names in named.items()}


def _rows(record: PromiseRecord) -> Iterator[tuple[int, tuple[str, str]]]:
    kinds: tuple[tuple[str, str, Sequence[Any]], ...] = (
        (_("Övrig text"), "p", record.passages),
        (_("Undertecknare"), "s", record.signatories),
        (_("Mål"), "g", record.goals),
        (_("Åtagande"), "c", record.commitments),
    )
    for words, letter, rows in kinds:
        for place, row in enumerate(rows):
            for number in _numbers(row.lines):
                yield number, (f"{words} {place + 1}", f"{letter}-{place}")


def _numbers(lines: Lines | None) -> range:
    return range(lines.first, lines.last + 1) if lines else range(0)
