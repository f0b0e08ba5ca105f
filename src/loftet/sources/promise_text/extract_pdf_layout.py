"""What a page only shows (paragraphs, headings, levels), read from where and how its lines stand.

The head and foot that every page repeats, and page numbers, are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loftet.sources.promise_text.extract_lines import BlockLines
from loftet.sources.promise_text.text import TextDocument

PARAGRAPH_GAP = 1.35
"""Distance between two lines, in the document's usual line distance, from which a new block begins."""
WIDEST_LINE_DISTANCE = 1.6
"""In letter sizes; where every line is a paragraph the usual distance would be that between paragraphs."""
CLOSE_LINES_QUANTILE = 0.15
HEADING_SIZE = 1.12
"""Letter size, in that of the running text, from which a line is a heading."""
LONGEST_BOLD_HEADING = 90
INDENT_POINTS = 6.0
"""Step to the right from which a bullet is an inner one."""
FRAME_LINES = 3
"""Lines at the top and at the bottom of a page where a repeated head or foot is looked for."""

BULLET = re.compile(r"[•‣◦▪▫●○■□➢➤✓\-–*·o]\s+(?=\S)")
PAGE_NUMBER = re.compile(r"(?:sid(?:a|an)?|s\.|page)?\s*\d{1,3}\s*(?:[(/]|av|of)?\s*(?:\d{1,3})?\s*\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on its page; lengths in points, `bottom` upwards from the foot of the page."""

    text: str
    page: int
    left: float
    bottom: float
    size: float
    bold: bool


def without_frame(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines without the head and foot that every page repeats and without page numbers."""
    pages: dict[int, list[PrintedLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    framing = {number: _edges(page) for number, page in pages.items()}
    found = Counter(key for edges in framing.values() for key in {_frame_key(line) for line in edges})
    repeated = {key for key, count in found.items() if count == len(pages) > 1}
    return [
        line
        for line in lines
        if not (line in framing[line.page] and (_frame_key(line) in repeated or PAGE_NUMBER.fullmatch(line.text)))
    ]


def _edges(page: list[PrintedLine]) -> list[PrintedLine]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return by_height[:FRAME_LINES] + by_height[-FRAME_LINES:]


def _frame_key(line: PrintedLine) -> tuple[str, int]:
    """Equal on every page where the same words stand at the same height; page numbers aside."""
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def blocks(printed: Sequence[PrintedLine]) -> TextDocument:
    """The document of `printed`: each printed line is a line, with a blank one between blocks."""
    lines = BlockLines()
    page_style = _PageStyle.of(printed)
    indents: list[float] = []
    for block in _grouped(printed, page_style):
        text = "\n".join(line.text for line in block)
        bullet = BULLET.match(text)
        if bullet:
            lines.add_item(text[bullet.end() :], _level(indents, block[0].left))
            continue
        indents.clear()
        if page_style.is_heading(block[0]):
            lines.add_heading(text)
        else:
            lines.add_paragraph(text)
    return lines.document()


@dataclass(frozen=True, slots=True)
class _PageStyle:
    """How the running text is set: letter size and line distance in points."""

    size: float
    bold: bool
    distance: float

    @classmethod
    def of(cls, printed: Sequence[PrintedLine]) -> "_PageStyle":
        letters: Counter[tuple[float, bool]] = Counter()
        for line in printed:
            letters[line.size, line.bold] += len(line.text)
        (size, bold), _ = letters.most_common(1)[0]
        gaps = sorted(
            above.bottom - below.bottom
            for above, below in pairwise(printed)
            if above.page == below.page and above.bottom - below.bottom > size / 2
        )
        usual = gaps[int(CLOSE_LINES_QUANTILE * len(gaps))] if gaps else size
        return cls(size, bold, min(usual, WIDEST_LINE_DISTANCE * size))

    def is_heading(self, line: PrintedLine) -> bool:
        if line.size >= HEADING_SIZE * self.size:
            return True
        return line.bold and not self.bold and len(line.text) <= LONGEST_BOLD_HEADING and not line.text.endswith(".")

    def is_apart(self, above: PrintedLine, below: PrintedLine) -> bool:
        """Whether a block ends between two lines."""
        if BULLET.match(below.text) or self.is_heading(above) != self.is_heading(below):
            return True
        if self.is_heading(below) and above.size != below.size:
            return True
        if above.page != below.page or below.bottom > above.bottom:
            # A new page or column: the sentence may go on there.
            return not below.text[0].islower() or above.text.endswith((".", ":", "!", "?"))
        return above.bottom - below.bottom > PARAGRAPH_GAP * max(self.distance, self.distance * below.size / self.size)


def _grouped(printed: Sequence[PrintedLine], style: _PageStyle) -> Iterator[list[PrintedLine]]:
    block: list[PrintedLine] = []
    for line in printed:
        if block and style.is_apart(block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _level(indents: list[float], left: float) -> int:
    """The level of a bullet at `left`; `indents` are those of the lists that are open and is brought up to date."""
    while indents and left < indents[-1] - INDENT_POINTS:
        indents.pop()
    if not indents or left > indents[-1] + INDENT_POINTS:
        indents.append(left)
    return len(indents) - 1
