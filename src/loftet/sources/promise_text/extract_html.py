"""A saved web page to lines: what a reader sees of it, without menus, scripts and the page's frame."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loftet.sources.promise_text.extract_characters import decode, refuse_if_garbled
from loftet.sources.promise_text.extract_lines import BlockLines
from loftet.sources.promise_text.text import TextDocument

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "menu"})
PARTS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "div", "footer", "header", "main", "section"}
)
TABLE_PARTS = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
OTHER_BLOCKS = frozenset(
    {"dd", "details", "dl", "dt", "fieldset", "figcaption", "figure", "form", "hr", "legend", "summary"}
)
BLOCKS = HEADINGS | LISTS | PARTS | TABLE_PARTS | OTHER_BLOCKS | {"li", "p", "pre"}
EMBEDDED = frozenset({"audio", "canvas", "embed", "iframe", "map", "object", "svg", "video"})
CONTROLS = frozenset({"datalist", "dialog", "input", "select", "textarea"})
FRAME = EMBEDDED | CONTROLS | {"head", "nav", "noscript", "script", "style", "template", "title"}
FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menu", "menubar"})
FRAME_OUTSIDE_ARTICLE = frozenset({"header", "footer", "aside"})
ENOUGH_IN_MAIN = 200
"""Characters from which `<main>` is taken to hold the page's text."""


def read_html(data: bytes) -> TextDocument:
    """The text of a page. Line numbers count the lines given here."""
    text = decode(data)
    refuse_if_garbled(text)
    body = LexborHTMLParser(text).body
    return BlockLines().document() if body is None else _PageReader(_content_root(body)).read()


def _content_root(body: LexborNode) -> LexborNode:
    for candidate in body.css("main, [role=main]"):
        if len(candidate.text().strip()) >= ENOUGH_IN_MAIN:
            return candidate
    return body


class _PageReader:
    """Walks the page once; `_inline` is the text of the block that is open."""

    def __init__(self, root: LexborNode) -> None:
        self._root = root
        self._lines = BlockLines()
        self._inline: list[str] = []
        self._list_depth = 0
        self._heading = False
        self._preformatted = False
        self._item_opened = False

    def read(self) -> TextDocument:
        for node, entering in _walk(self._root):
            if node.is_text_node:
                self._inline.append(_inline_text(node, preformatted=self._preformatted))
            elif node.tag == "br":
                self._inline.append("\n" if entering else "")
            elif _is_data_table(node):
                self._read_table(node)
            elif node.tag in BLOCKS:
                self._cross_block(node, entering=entering)
        self._flush()
        return self._lines.document()

    def _cross_block(self, node: LexborNode, *, entering: bool) -> None:
        self._flush()
        if node.tag in HEADINGS:
            self._heading = entering
        elif node.tag == "pre":
            self._preformatted = entering
        elif node.tag in LISTS:
            self._list_depth += 1 if entering else -1
        elif node.tag == "li":
            self._item_opened = entering

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if not text.strip():
            return
        if self._heading:
            self._lines.add_heading(text)
            self._item_opened = False
        elif self._item_opened:
            self._lines.add_item(text, max(self._list_depth - 1, 0))
            self._item_opened = False
        elif self._list_depth:
            self._lines.add_continuation(text)
        else:
            self._lines.add_paragraph(text)

    def _read_table(self, table: LexborNode) -> None:
        self._flush()
        for row in table.css("tr"):
            self._lines.add_row(tuple(_cells(row)))


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each seen node on the way in (True) and out (False), without recursion: a page may nest as deep as it likes."""
    stack = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if entering and _is_unseen(node):
            continue
        yield node, entering
        if entering and node.is_element_node and not _is_data_table(node):
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True, skip_empty=False))))


def _inline_text(node: LexborNode, *, preformatted: bool = False) -> str:
    text = node.text_content or ""
    return text if preformatted else text.replace("\n", " ").replace("\t", " ")


def _is_unseen(node: LexborNode) -> bool:
    if not node.is_element_node:
        return not node.is_text_node
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        node.tag in FRAME
        or attributes.get("role") in FRAME_ROLES
        or ("hidden" in attributes and attributes["hidden"] != "until-found")
        or "display:none" in style
        or "visibility:hidden" in style
        # An icon; a folded part of the page is a block, and the reader can open it.
        or (attributes.get("aria-hidden") == "true" and node.tag not in BLOCKS)
        # A button in a heading folds the part below it and bears its title.
        or (node.tag == "button" and not _is_inside(node, HEADINGS))
        or (node.tag in FRAME_OUTSIDE_ARTICLE and not _is_inside(node, frozenset({"main", "article"})))
    )


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _is_data_table(node: LexborNode) -> bool:
    """A table with rows and columns; one that only lays out the page is read as the blocks in it."""
    if node.tag != "table" or node.attributes.get("role") == "presentation" or len(node.css("table")) > 1:
        return False
    rows = [len(row.css("td, th")) for row in node.css("tr")]
    return len(rows) > 1 and max(rows) > 1


def _cells(row: LexborNode) -> Iterator[str]:
    """The texts of a row; a cell over several columns is followed by empty ones."""
    for cell in row.css("td, th"):
        yield _cell_text(cell)
        span = cell.attributes.get("colspan") or "1"
        yield from [""] * (min(int(span), 50) - 1 if span.isdecimal() else 0)


def _cell_text(cell: LexborNode) -> str:
    parts = []
    for node, _ in _walk(cell):
        if node.is_text_node:
            parts.append(_inline_text(node))
        elif node.tag in BLOCKS or node.tag == "br":
            parts.append("\n")
    return "".join(parts)
