"""From a `Document` to Word: real headings, lists and tables, in Swedish."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from loftet.domain.publishing.document.blocks import (
    Bullets,
    Document,
    Drawing,
    Facts,
    Gap,
    Heading,
    Items,
    Lead,
    Note,
    Signatures,
    Table,
    Text,
)
from loftet.domain.publishing.document.typesetting import png_of

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
TABLE_STYLE = "Table Grid"


def word_of(document: Document) -> bytes:
    """The document as .docx, with its language, title and author set."""
    word = docx.Document()
    _describe(word, document)
    _set_page(word, document)
    if document.example:
        # On every page for the eye, and first in the text for whoever hears it.
        word.sections[0].header.paragraphs[0].text = document.example_mark
        word.add_paragraph(document.example_mark)
    word.add_heading(document.title, level=0)
    for block in document.blocks:
        DRAW[type(block)](word, block)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _describe(word: Any, document: Document) -> None:
    language = LANGUAGES[document.language]
    properties = word.core_properties
    properties.title, properties.author, properties.language = document.name, document.author, language
    properties.comments, properties.subject = "", document.description
    # The language of every style that says none itself; the template's is American English.
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10 if document.compact else 11)


def _set_page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    margin = Mm(18 if document.compact else 25)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    if document.address:
        section.footer.paragraphs[0].text = document.address


def _heading(word: Any, block: Heading) -> None:
    word.add_heading(block.text, level=block.level)


def _paragraphs(word: Any, block: Lead | Text) -> None:
    for words in block.paragraphs:
        word.add_paragraph(words)


def _note(word: Any, block: Note) -> None:
    for words in block.paragraphs:
        word.add_paragraph(words, style="Intense Quote")


def _gap(word: Any, block: Gap) -> None:
    word.add_paragraph().add_run(block.text).italic = True


def _bullets(word: Any, block: Bullets) -> None:
    for words in block.items:
        word.add_paragraph(words, style="List Bullet")


def _items(word: Any, block: Items) -> None:
    for item in block.items:
        word.add_paragraph(style="List Bullet").add_run(item.text).bold = item.strong
        for words in [item.bearers, item.explanation, *item.facts, *item.gaps]:
            if words:
                word.add_paragraph(words, style="List Continue")


def _facts(word: Any, block: Facts) -> None:
    for fact in block.facts:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{fact.label}: ").bold = True
        paragraph.add_run(fact.value)


def _signatures(word: Any, block: Signatures) -> None:
    for signature in block.signatures:
        word.add_paragraph().add_run(signature.name).bold = True
        word.add_paragraph(signature.title)


def _table(word: Any, block: Table) -> None:
    table = word.add_table(rows=0, cols=len(block.columns), style=TABLE_STYLE)
    table.autofit = False
    _caption(table, block.caption)
    for number, words in enumerate([block.columns, *block.rows]):
        row = table.add_row()
        for cell, text, share in zip(row.cells, words, block.widths, strict=True):
            cell.width = Mm(round(174 * share / sum(block.widths)))
            cell.paragraphs[0].add_run(text).bold = number == 0
    # A screen reader reads the first row with each cell, and Word repeats it on the next page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _caption(table: Any, words: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _drawing(word: Any, block: Drawing) -> None:
    word.add_picture(BytesIO(png_of(block.svg)), width=Mm(160))
    word.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", block.description)


DRAW: dict[type, Callable[[Any, Any], None]] = {
    Heading: _heading,
    Lead: _paragraphs,
    Text: _paragraphs,
    Note: _note,
    Gap: _gap,
    Bullets: _bullets,
    Items: _items,
    Facts: _facts,
    Signatures: _signatures,
    Table: _table,
    Drawing: _drawing,
}
