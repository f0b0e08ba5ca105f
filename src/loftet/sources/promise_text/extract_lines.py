"""Lines of a document that had blocks: numbered as they come out, with a blank line between blocks.

A list item follows the item before it, and a table row the row before it, without a blank line. What is broken by force
inside a block comes on a line of its own with neither heading nor level, as a wrapped line does in plain text.
"""

import re

from loftet.sources.promise_text.extract_characters import clean
from loftet.sources.promise_text.extract_refusal import UnreadableFile
from loftet.sources.promise_text.text import TextDocument, TextLine

MOST_CHARACTERS = 500_000
MOST_LINES = 50_000
# A tab is kept: two signatures in two columns are told apart by it.
SPACE_RUN = re.compile(r" {2,}| *\t[ \t]*")


class BlockLines:
    """Collects blocks in document order and gives them as a `TextDocument`."""

    def __init__(self) -> None:
        self._lines: list[TextLine] = []
        self._characters = 0
        self._last: str | None = None

    def add_heading(self, text: str) -> None:
        self._add_block("heading", text, heading=True)

    def add_paragraph(self, text: str) -> None:
        self._add_block("paragraph", text)

    def add_item(self, text: str, level: int) -> None:
        self._add_block("item", text, heading=False, list_level=level)

    def add_continuation(self, text: str) -> None:
        """A further line of the item before; a paragraph where the last block is not an item."""
        if self._last != "item":
            self.add_paragraph(text)
            return
        for line in _tidy_lines(text):
            self._append(line)

    def add_row(self, cells: tuple[str, ...]) -> None:
        """A table row; a cell keeps its inner lines, parted by ``\\n``."""
        row = tuple("\n".join(_tidy_lines(cell)) for cell in cells)
        if any(row):
            self._part_from("row")
            self._append(" | ".join(cell.replace("\n", " ") for cell in row).rstrip(), heading=False, table_row=row)

    def document(self) -> TextDocument:
        return TextDocument(tuple(self._lines))

    def _add_block(self, kind: str, text: str, *, heading: bool | None = None, list_level: int | None = None) -> None:
        first, *rest = _tidy_lines(text) or [""]
        if not first:
            return
        self._part_from(kind)
        self._append(first, heading=heading, list_level=list_level)
        for line in rest:
            self._append(line, heading=heading if heading else None)

    def _part_from(self, kind: str) -> None:
        if self._lines and not (kind == self._last and kind in {"item", "row"}):
            self._append("")
        self._last = kind

    def _append(
        self,
        text: str,
        *,
        heading: bool | None = None,
        list_level: int | None = None,
        table_row: tuple[str, ...] | None = None,
    ) -> None:
        self._characters += len(text)
        refuse_length(self._characters, len(self._lines))
        self._lines.append(TextLine(len(self._lines) + 1, text, heading, list_level, table_row))


def refuse_length(characters: int, lines: int) -> None:
    """Raise `UnreadableFile` for more text than any promise has."""
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise UnreadableFile(
            "Filen innehåller mer text än något medborgarlöfte: spara bara löftets text i en egen fil och läs in den."
        )


def _tidy_lines(text: str) -> list[str]:
    lines = (SPACE_RUN.sub(_one_space, line).strip() for line in clean(text).split("\n"))
    return [line for line in lines if line]


def _one_space(run: re.Match[str]) -> str:
    return "\t" if "\t" in run.group() else " "
