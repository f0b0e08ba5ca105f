"""Paragraphs, lists, tables and text boxes of a Word file, in document order.

Element names follow ECMA-376; they are told by their local part, so its two forms (transitional, strict) read alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from loftet.sources.promise_text.extract_lines import BlockLines

# Properties are no text; what is deleted is no longer there; a fallback repeats the choice before it.
WITHOUT_TEXT = frozenset({"rPr", "pPr", "del", "moveFrom", "instrText", "delText", "Fallback", "txbxContent"})
WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
WRITTEN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "•"}
HEADING_NAME = re.compile(r"(?:heading \d|title$|subtitle$|rubrik \d)", re.IGNORECASE)
LIST_NAME = re.compile(r"list (?:bullet|number)(?: (?P<level>\d))?$", re.IGNORECASE)
NO_OUTLINE = "9"
NO_LIST = "0"
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    heading: bool = False
    list_level: int | None = None
    """0 for the outermost list."""


PLAIN = ParagraphStyle()


def paragraph_styles(styles: Element | None) -> dict[str, ParagraphStyle]:
    """What each paragraph style of ``word/styles.xml`` makes of its text, by the id of the style."""
    elements = {_attribute(style, "styleId"): style for style in styles.iter("{*}style")} if styles is not None else {}
    return {name: _resolved(name, elements) for name in elements}


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads the blocks in a body, a table cell or a text box into `lines`."""

    styles: dict[str, ParagraphStyle]
    lines: BlockLines

    def read(self, container: Element) -> None:
        for element in container:
            name = _name(element)
            if name == "p":
                self._read_paragraph(element)
            elif name == "tbl":
                self._read_table(element)
            elif name in WRAPPERS:
                self.read(element)

    def _read_paragraph(self, paragraph: Element) -> None:
        properties = _child(paragraph, "pPr")
        named = self.styles.get(_value(_child(properties, "pStyle")), PLAIN)
        style = _with_properties(named, properties)
        text = "".join(_pieces(paragraph))
        if style.heading:
            self.lines.add_heading(text)
        elif style.list_level is not None:
            self.lines.add_item(text, style.list_level)
        else:
            self.lines.add_paragraph(text)
        for box in _text_boxes(paragraph):
            self.read(box)

    def _read_table(self, table: Element) -> None:
        rows = [list(_members(row, "tc")) for row in _members(table, "tr")]
        if _is_layout(table, rows):
            for cell in (cell for row in rows for cell in row):
                self.read(cell)
            return
        for row in rows:
            self.lines.add_row(tuple(text for cell in row for text in _cell_texts(cell)))


def _is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """Whether the table only lays out the page: one row or column, or tables within it."""
    return len(rows) < 2 or max(map(len, rows)) < 2 or len(list(table.iter("{*}tbl"))) > 1


def _cell_texts(cell: Element) -> Iterator[str]:
    """The text of a cell, and an empty one for each further column that it covers."""
    yield "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iter("{*}p"))
    span = _value(_child(_child(cell, "tcPr"), "gridSpan"))
    yield from [""] * (min(int(span), MOST_COLUMNS) - 1 if span.isdecimal() else 0)


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in WRITTEN:
            yield WRITTEN[name]
        elif name not in WITHOUT_TEXT and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Element) -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and _value(vanish) not in {"0", "false"}


def _text_boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in WITHOUT_TEXT:
            yield from _text_boxes(child)


def _members(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, within content controls too."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in WRAPPERS:
            yield from _members(child, name)


def _resolved(identifier: str, elements: dict[str, Element]) -> ParagraphStyle:
    """The style with what it inherits: from the oldest ancestor down to itself."""
    chain: list[Element] = []
    while (element := elements.get(identifier)) is not None and element not in chain:
        chain.append(element)
        identifier = _value(_child(element, "basedOn"))
    style = PLAIN
    for element in reversed(chain):
        style = _with_properties(_with_name(style, _value(_child(element, "name"))), _child(element, "pPr"))
    return style


def _with_name(style: ParagraphStyle, name: str) -> ParagraphStyle:
    if HEADING_NAME.match(name):
        return replace(style, heading=True)
    if match := LIST_NAME.match(name):
        return replace(style, list_level=int(match["level"] or 1) - 1)
    return style


def _with_properties(style: ParagraphStyle, properties: Element | None) -> ParagraphStyle:
    outline = _value(_child(properties, "outlineLvl"))
    if outline:
        style = replace(style, heading=outline != NO_OUTLINE)
    numbering = _child(properties, "numPr")
    if numbering is None:
        return style
    if _value(_child(numbering, "numId")) == NO_LIST:
        return replace(style, list_level=None)
    level = _value(_child(numbering, "ilvl"))
    return replace(style, list_level=int(level) if level.isdecimal() else style.list_level or 0)


def _child(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else next((child for child in parent if _name(child) == name), None)


def _value(element: Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
