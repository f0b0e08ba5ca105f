"""Plain text and Markdown to lines; the numbers are those of the file."""

import re

from loftet.sources.promise_text.extract_characters import clean, decode, refuse_if_garbled
from loftet.sources.promise_text.extract_lines import refuse_length
from loftet.sources.promise_text.text import TextDocument, TextLine

HEADING = re.compile(r" {0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])\s+(?P<text>\S.*)")
ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*$")
ROW_RULE = re.compile(r"(?=.*\|)\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*$")
EMPHASIS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(?P<text>.+?)(?<=\S)\1")
LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\((?P<address>[^)\s]*)[^)]*\)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")
INDENT_OF_LEVEL = 2


def read_plain_text(data: bytes) -> TextDocument:
    """Each line of the file as it stands."""
    return TextDocument.from_text(_characters(data))


def read_markdown(data: bytes) -> TextDocument:
    """Each line of the file without its marks, with headings, list levels and table rows told apart."""
    lines = _characters(data).split("\n")
    following = (*lines[1:], "")
    return TextDocument(
        tuple(
            _markdown_line(number, line, after)
            for number, (line, after) in enumerate(zip(lines, following, strict=True), 1)
        )
    )


def _characters(data: bytes) -> str:
    text = decode(data)
    refuse_length(len(text), text.count("\n"))
    refuse_if_garbled(text)
    return clean(text)


def _markdown_line(number: int, line: str, after: str) -> TextLine:
    if ROW_RULE.match(line) or UNDERLINE.match(line):
        return TextLine(number, "")
    if match := HEADING.match(line):
        return TextLine(number, _unmarked(match["text"]), heading=True)
    if match := ITEM.match(line):
        level = len(match["indent"].expandtabs(4)) // INDENT_OF_LEVEL
        return TextLine(number, _unmarked(match["text"]), heading=False, list_level=level)
    if match := ROW.match(line):
        cells = tuple(_unmarked(cell.strip()) for cell in match["cells"].split("|"))
        return TextLine(number, " | ".join(cells), heading=False, table_row=cells)
    underlined = bool(line.strip()) and UNDERLINE.match(after) is not None
    return TextLine(number, _unmarked(line), heading=underlined or None)


def _unmarked(text: str) -> str:
    linked = LINK.sub(lambda match: match["text"] or match["address"], text)
    return ESCAPE.sub(r"\1", EMPHASIS.sub(lambda match: match["text"], linked)).rstrip()
