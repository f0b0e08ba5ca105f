"""The structure that a tagged PDF says of itself: headings, lists, tables. Word and browsers write it.

Roles follow ISO 32000, 14.8.4. The text of an element is the text of the marked pieces of the page that it names.
"""

from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from loftet.sources.promise_text.extract_lines import BlockLines
from loftet.sources.promise_text.extract_pdf_letters import LINE_END_HYPHEN, letter
from loftet.sources.promise_text.text import TextDocument

COVERED = 0.8
"""Share of the letters that must be in the structure for it to be believed; page heads and feet never are."""
DEEPEST = 60
HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
BLOCKS = HEADINGS | {"P", "L", "LI", "Table", "Sect", "Div", "Art", "Part", "Document", "BlockQuote", "Note", "Caption"}
SENTENCE_END = (".", ":", "!", "?")


@dataclass(slots=True)
class TaggedBlock:
    kind: str
    """heading, item, row or paragraph"""
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _PageStructure:
    """The blocks of one page; `texts` are its marked pieces by their number."""

    texts: dict[int, str]
    blocks: list[TaggedBlock] = field(default_factory=list)

    def read(self, element: Any, lists: int, depth: int = 0) -> None:
        """Add the blocks of `element`, which stands in so many `lists`."""
        role = _role(element)
        if depth > DEEPEST:
            return
        if role in HEADINGS:
            self._add("heading", self._text(element))
        elif role == "Table":
            self._read_table(element)
        elif role == "LI":
            self._add("item", self._text(element, without=("Lbl", "L")), level=max(lists - 1, 0))
            for inner in _descendants(element, "L"):
                self.read(inner, lists, depth + 1)
        elif any(_role(child) in BLOCKS for child in _children(element)):
            for child in _children(element):
                self.read(child, lists + (role == "L"), depth + 1)
        else:
            self._add("paragraph", self._text(element))

    def _add(self, kind: str, text: str, *, level: int = 0, cells: tuple[str, ...] = ()) -> None:
        if text.strip():
            self.blocks.append(TaggedBlock(kind, text, level, cells))

    def _read_table(self, table: Any) -> None:
        rows = [
            [self._text(cell) for cell in _children(row) if _role(cell) in {"TH", "TD"}]
            for row in _descendants(table, "TR")
        ]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            # It only lays out the page.
            for cell in (cell for row in rows for cell in row):
                self._add("paragraph", cell)
            return
        for row in rows:
            self._add("row", " ".join(row), cells=tuple(row))

    def _text(self, element: Any, without: tuple[str, ...] = (), depth: int = 0) -> str:
        pieces = []
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if not child:
                pieces.append(self.texts.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, index), ""))
            elif _role(child) not in without and depth < DEEPEST:
                pieces.append(self._text(child, without, depth + 1) + ("\n" if _role(child) in BLOCKS else ""))
        return "".join(pieces)


def tagged_document(document: pypdfium2.PdfDocument) -> TextDocument | None:
    """The document as its tags tell it. ``None`` where there are none, or too few to be believed."""
    letters, blocks = 0, list[TaggedBlock]()
    for page in document:
        letters_of_page, texts = _marked_texts(page)
        letters += letters_of_page
        structure = _PageStructure(texts)
        for element in _roots(page):
            structure.read(element, lists=0)
        _append_page(blocks, structure.blocks)
    in_blocks = sum(_letter_count(block.text) for block in blocks)
    if in_blocks < COVERED * letters or all(block.kind == "paragraph" for block in blocks):
        return None
    return _as_lines(blocks)


def _append_page(blocks: list[TaggedBlock], of_page: list[TaggedBlock]) -> None:
    """A block that goes on over the page break is given twice, once with each page."""
    if blocks and of_page and _goes_on(blocks[-1], of_page[0]):
        blocks[-1].text += "\n" + of_page.pop(0).text
    blocks += of_page


def _goes_on(above: TaggedBlock, below: TaggedBlock) -> bool:
    in_sentence = not above.text.rstrip().endswith(SENTENCE_END) and below.text.lstrip()[:1].islower()
    return above.kind == below.kind and above.kind != "row" and in_sentence


def _as_lines(blocks: list[TaggedBlock]) -> TextDocument:
    lines = BlockLines()
    for block in blocks:
        if block.kind == "heading":
            lines.add_heading(block.text)
        elif block.kind == "item":
            lines.add_item(block.text, block.level)
        elif block.kind == "row":
            lines.add_row(block.cells)
        else:
            lines.add_paragraph(block.text)
    return lines.document()


def _marked_texts(page: pypdfium2.PdfPage) -> tuple[int, dict[int, str]]:
    """How many letters the page has, and its marked pieces: number and text with the line ends."""
    text_page = page.get_textpage()
    count, marked, current = 0, dict[int, list[str]](), -1
    for index in range(text_page.count_chars()):
        if piece := raw.FPDFText_GetTextObject(text_page, index):
            current = raw.FPDFPageObj_GetMarkedContentID(piece)
        character = letter(text_page, index)
        count += not character.isspace()
        marked.setdefault(current, []).append("-\n" if character == LINE_END_HYPHEN else character)
    return count, {number: "".join(characters) for number, characters in marked.items() if number >= 0}


def _roots(page: pypdfium2.PdfPage) -> Iterator[Any]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    for index in range(raw.FPDF_StructTree_CountChildren(tree) if tree else 0):
        if element := raw.FPDF_StructTree_GetChildAtIndex(tree, index):
            yield element


def _children(element: Any) -> Iterator[Any]:
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, index):
            yield child


def _descendants(element: Any, role: str, depth: int = 0) -> Iterator[Any]:
    """The nearest elements of that role below `element`."""
    for child in _children(element):
        if _role(child) == role:
            yield child
        elif depth < DEEPEST:
            yield from _descendants(child, role, depth + 1)


def _role(element: Any) -> str:
    buffer = create_string_buffer(200)
    length: int = raw.FPDF_StructElement_GetType(element, buffer, 200)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= 200 else ""


def _letter_count(text: str) -> int:
    return sum(not character.isspace() for character in text)
