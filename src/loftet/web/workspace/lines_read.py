"""The text that was read, line by line, with what each line became."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from loftet.sources.promise_text.record import Lines, PromiseDocument, PromiseRecord


@dataclass(frozen=True, slots=True)
class ReadLine:
    number: int
    text: str
    became: str
    """ "Åtagande 3", "Inte läst", or why it was refused; empty where it is other text of the promise."""
    anchor: str
    """The fields that hold it, on the same page; empty where none does alone."""
    left_out: bool
    """Unread or refused."""


def lines_read(text: str, document: PromiseDocument, record: PromiseRecord) -> list[ReadLine]:
    """Every line of the text; the places are those of one promise of the document."""
    became = {number: place for lines, *place in _places(record) for number in range(lines.first, lines.last + 1)}
    left_out = {unread.line: _("Inte läst") for unread in document.unread}
    left_out |= {refused.line: refused.reason for refused in document.refused}
    return [_line(number, line, became, left_out) for number, line in enumerate(text.split("\n"), start=1)]


def _line(number: int, text: str, became: dict[int, list[str]], left_out: dict[int, str]) -> ReadLine:
    if number in left_out:
        return ReadLine(number, text, left_out[number], "", left_out=True)
    words, anchor = became.get(number, ["", ""])
    return ReadLine(number, text, words, anchor, left_out=False)


def _places(record: PromiseRecord) -> Iterator[tuple[Lines, str, str]]:
    kinds: tuple[tuple[str, str, Sequence[Any]], ...] = (
        (_("Åtagande"), "c", record.commitments),
        (_("Mål"), "g", record.goals),
        (_("Undertecknare"), "s", record.signatories),
        (_("Övrig text"), "p", record.passages),
    )
    for words, letter, rows in kinds:
        for place, row in enumerate(rows):
            if row.lines:
                yield row.lines, f"{words} {place + 1}", f"{letter}-{place}"
    if record.follow_up and record.follow_up.lines:
        yield record.follow_up.lines, _("Så går det att följa"), "words"
