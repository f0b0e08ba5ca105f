"""Lines to blocks: headings, items, paragraphs and rows, with wrapped lines joined.

A text file marks nothing. An item is known by its bullet, a heading by being short, without a final stop and not
broken by the margin; a line that the margin broke is joined with the next, and a word that was broken is made whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from loftet.sources.promise_text.lines import SPACES, clean_lines, margin, stands_around
from loftet.sources.promise_text.text import TextDocument, TextLine

MAX_CHARACTERS = 200_000
"""A promise fills a page or two; what is a hundred times longer is something else."""

HEADING_LENGTH = 100
HEADING_WORDS = 12
LABEL_LENGTH = 40

GLYPHS = "•●▪◦·‣∙○■□►➢➤✓✔\uf0b7\uf0a7§"
BULLET = re.compile(
    rf"(?P<indent>\s*)(?:(?P<glyph>[{GLYPHS}])\s*|(?P<dash>[-–—−*+o])\s+"
    r"|(?P<number>\(?\d{1,2}(?:\.|\))|[a-hA-H]\)|[ivx]{1,4}\))\s+)(?P<text>\S.*)"
)
BULLET_ALONE = re.compile(rf"\s*(?:[{GLYPHS}]|[-–—*])\s*")
MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>\S.*)")
BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*_]{1,200})(?:\*\*|__):?\s*")
RULE = re.compile(r"\s*(?:[-–—_=*~] ?){3,}\s*")
TABLE_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
COLUMNS = re.compile(r"\t+| {4,}")
BREAKS_OFF = re.compile(
    r"(?:\b(?:och|eller|samt|i|på|av|för|med|till|att|om|den|det|de|en|ett|som|vid|mot|från|genom|under|mellan|inom"
    r"|kring|hos|sin|sina|sitt|bland|enligt|utifrån|mer|är|har|ska|kan)|[,–/(-])$"
)
NAMES_RESPONSIBLE = re.compile(r"[(\[]?(?:Ansvar|Huvudansvar|Utförare|Utförs av|Genomförs av)")
SUSPENDED = re.compile(r"(?:och|eller|samt|respektive)\b")


class TextTooLong(ValueError):
    """The text is longer than any promise."""


class BlockKind(Enum):
    HEADING = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    ROW = auto()
    RULE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str
    """Its words on one line; a newline only between an item's title and its text."""
    first: int
    last: int
    level: int = 0
    """Depth of an item, 0 for the outermost."""
    style: str = ""
    """What marks an item: its glyph, "-", "1"."""
    cells: tuple[str, ...] = ()
    marked: bool = False
    """The format, or a mark in the text, says that it is a heading."""
    raw: tuple[str, ...] = ()
    """The lines as they stood: columns are seen in them."""

    @property
    def ends_open(self) -> bool:
        """Whether it announces what follows."""
        return self.text.endswith((":", ";"))


def read_blocks(document: TextDocument) -> tuple[list[Block], list[TextLine]]:
    """The blocks in order, and the lines of the page around the text ("Sök", "Till toppen").

    Raises:
        TextTooLong: more than `MAX_CHARACTERS` characters.
    """
    if sum(len(line.text) for line in document.lines) > MAX_CHARACTERS:
        raise TextTooLong
    width = margin(document.lines)
    blocks: list[Block] = []
    around: list[TextLine] = []
    run: list[TextLine] = []
    for line in clean_lines(document.lines):
        if not line.text.strip():
            blocks.extend(_blocks_of_run(run, width))
            run = []
        elif stands_around(line):
            around.append(line)
        else:
            run.append(line)
    blocks.extend(_blocks_of_run(run, width))
    return _labels_as_headings(_with_depth(blocks)), around


def _blocks_of_run(run: Sequence[TextLine], width: int) -> list[Block]:
    """The blocks of lines that no blank line parts."""
    blocks: list[Block] = []
    bullet: TextLine | None = None
    for line in run:
        if line.list_level is None and BULLET_ALONE.fullmatch(line.text):
            bullet = line
            continue
        block = _block_of_line(line if bullet is None else replace(line, text=f"{bullet.text} {line.text.strip()}"))
        if bullet is not None:
            block, bullet = replace(block, first=bullet.number), None
        if blocks and _continues(blocks[-1], block, width):
            blocks[-1] = _joined(blocks[-1], block, width)
        else:
            blocks.append(block)
    if bullet is not None:
        blocks.append(Block(BlockKind.RULE, bullet.text, bullet.number, bullet.number))
    return [_heading_seen(block) for block in blocks]


def _block_of_line(line: TextLine) -> Block:
    raw = line.text.rstrip()
    text = SPACES.sub(" ", raw).strip()
    block = Block(BlockKind.PARAGRAPH, text, line.number, line.number, raw=(raw,))
    if line.table_row is not None:
        return replace(block, kind=BlockKind.ROW, cells=tuple(SPACES.sub(" ", cell).strip() for cell in line.table_row))
    if line.heading:
        return replace(block, kind=BlockKind.HEADING, marked=True)
    if line.list_level is not None:
        bullet = BULLET.fullmatch(text)
        return replace(block, kind=BlockKind.ITEM, text=bullet["text"] if bullet else text, level=line.list_level)
    return _block_of_plain_line(block)


def _block_of_plain_line(block: Block) -> Block:
    raw = block.raw[0]
    if RULE.fullmatch(raw) or TABLE_RULE.fullmatch(raw):
        return replace(block, kind=BlockKind.RULE)
    if heading := MARKDOWN_HEADING.fullmatch(raw) or BOLD.fullmatch(raw):
        return replace(block, kind=BlockKind.HEADING, text=heading["text"].strip(" #*"), marked=True)
    if cells := _cells(raw):
        return replace(block, kind=BlockKind.ROW, cells=cells)
    if bullet := BULLET.fullmatch(raw):
        level = len(bullet["indent"].expandtabs(4))
        style = bullet["glyph"] or bullet["dash"] or "1"
        return replace(block, kind=BlockKind.ITEM, text=SPACES.sub(" ", bullet["text"]), level=level, style=style)
    return block


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a row of a table drawn with bars or tabs; empty if it is none."""
    bar = raw.count("|") >= 2 or " | " in raw
    parts = raw.strip().strip("|").split("|") if bar else raw.strip().split("\t")
    cells = tuple(SPACES.sub(" ", part).strip() for part in parts)
    return cells if len([cell for cell in cells if cell]) > 1 and not BULLET.fullmatch(raw) else ()


def _continues(before: Block, block: Block, width: int) -> bool:
    """Whether the block is the rest of the one before, broken by a margin."""
    if block.kind is not BlockKind.PARAGRAPH or before.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    raw, line = before.raw[-1], block.raw[0]
    if COLUMNS.search(raw.strip()) or COLUMNS.search(line.strip()):
        return False
    if before.kind is BlockKind.ITEM and (not before.style or len(line) - len(line.lstrip()) > before.level):
        return True
    if before.kind is BlockKind.ITEM and NAMES_RESPONSIBLE.match(block.text):
        return True
    if block.text[0].islower() or BREAKS_OFF.search(before.text):
        return not before.ends_open
    return _broken_by_margin(before, block, width) and not before.ends_open and block.text[0] not in "/("


def _broken_by_margin(before: Block, block: Block, width: int) -> bool:
    """Whether the first word of the block had no room on the line before."""
    return len(before.raw[-1].rstrip()) + 1 + len(block.text.split(" ", 1)[0]) > width


def _joined(before: Block, block: Block, width: int) -> Block:
    """The two as one; an item's first line stays apart where it was ended and not broken, as a title is."""
    whole_line = before.kind is BlockKind.ITEM and len(before.raw) == 1 and before.text[-1].isalnum()
    titled = whole_line and block.text[0].isupper() and not _broken_by_margin(before, block, width)
    text = f"{before.text}\n{block.text}" if titled else f"{before.text} {block.text}"
    if before.text.endswith("-") and block.text[0].islower():
        suspended = SUSPENDED.match(block.text) or not before.text[-2:-1].isalpha()
        text = text if suspended else before.text[:-1] + block.text
    return replace(before, text=text, last=block.last, raw=before.raw + block.raw)


def _heading_seen(block: Block) -> Block:
    """The block as a heading, if it looks like one."""
    text = block.text
    seen = (
        block.kind is BlockKind.PARAGRAPH
        and len(block.raw) == 1
        and len(text) <= HEADING_LENGTH
        and len(text.split()) <= HEADING_WORDS
        and not text.endswith((".", ",", ";", "!", "?"))
        and not COLUMNS.search(block.raw[0].strip())
    )
    return replace(block, kind=BlockKind.HEADING) if seen else block


def _labels_as_headings(blocks: list[Block]) -> list[Block]:
    """The blocks, with items that only head the paragraph after them as headings ("• Trafik", then what is done)."""
    places = {
        place
        for place, block in enumerate(blocks[:-1])
        if block.kind is BlockKind.ITEM
        and (place == 0 or blocks[place - 1].kind is not BlockKind.ITEM)
        and blocks[place + 1].kind is BlockKind.PARAGRAPH
        and len(block.text) <= LABEL_LENGTH
        and block.text[-1].isalpha()
    }
    if len(places) < 2:
        return blocks
    return [
        replace(block, kind=BlockKind.HEADING, marked=True) if place in places else block
        for place, block in enumerate(blocks)
    ]


def _with_depth(blocks: list[Block]) -> list[Block]:
    """The items of plain text with their depth in the list instead of their column.

    An item lies deeper than the one before it if it is indented more, or marked otherwise under the same column.
    """
    result: list[Block] = []
    open_lists: list[tuple[int, str]] = []
    for block in blocks:
        level = block.level
        if block.kind is not BlockKind.ITEM:
            open_lists = []
        elif block.style:
            key = (block.level, block.style)
            while open_lists and key not in open_lists and open_lists[-1][0] > block.level:
                open_lists.pop()
            if key not in open_lists:
                open_lists.append(key)
            open_lists = open_lists[: open_lists.index(key) + 1]
            level = len(open_lists) - 1
        result.append(block if level == block.level else replace(block, level=level))
    return result
