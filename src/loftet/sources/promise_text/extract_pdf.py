"""A PDF with text to lines, as its tags tell them (`extract_pdf_tags`), else as it is laid out (`extract_pdf_layout`).

A word divided at the end of a line keeps its hyphen there, for the reader to judge.
"""

import re
from collections.abc import Iterator
from ctypes import c_int, create_string_buffer
from statistics import median

import pypdfium2
from pypdfium2 import raw

from loftet.sources.promise_text.extract_characters import clean, refuse_if_garbled
from loftet.sources.promise_text.extract_lines import refuse_length
from loftet.sources.promise_text.extract_pdf_layout import PrintedLine, blocks, without_frame
from loftet.sources.promise_text.extract_pdf_letters import LINE_END_HYPHEN, box, letter
from loftet.sources.promise_text.extract_pdf_tags import tagged_document
from loftet.sources.promise_text.extract_refusal import UnreadableFile, damaged
from loftet.sources.promise_text.text import TextDocument

MOST_PAGES = 300
LEAST_CHARACTERS = 20
"""A document with fewer, and with pictures, is a scan."""
BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


def read_pdf(data: bytes) -> TextDocument:
    """The text of a PDF. Line numbers count the lines given here."""
    try:
        document = pypdfium2.PdfDocument(data)
        lines = [line for number in range(_page_count(document)) for line in _printed_lines(document, number)]
    except pypdfium2.PdfiumError as error:
        raise _refusal(error) from error
    text = "".join(line.text for line in lines)
    if len(text) < LEAST_CHARACTERS:
        raise _without_text(document)
    refuse_if_garbled(text)
    return tagged_document(document) or blocks(without_frame(lines))


def _page_count(document: pypdfium2.PdfDocument) -> int:
    if len(document) > MOST_PAGES:
        raise UnreadableFile("Pdf-filen har fler än 300 sidor: spara bara löftets sidor i en egen fil och läs in den.")
    return len(document)


def _refusal(error: pypdfium2.PdfiumError) -> UnreadableFile:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return UnreadableFile("Pdf-filen är skyddad med lösenord: spara en kopia utan lösenord och läs in den.")
    return damaged("Pdf-filen")


def _without_text(document: pypdfium2.PdfDocument) -> UnreadableFile:
    if any(next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]), None) for page in document):
        return UnreadableFile(
            "Pdf-filen består av bilder (inskannad): läs in originalet som Word-fil eller klistra in löftets text."
        )
    return UnreadableFile("Pdf-filen innehåller ingen text: välj en fil som innehåller löftets text.")


def _printed_lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[PrintedLine]:
    page = document[number]
    letters = page.get_textpage()
    count = letters.count_chars()
    refuse_length(count, 0)
    characters: list[str] = []
    for index in range(count):
        characters.append(letter(letters, index))
        if characters[-1] == "\n" or characters[-1] == LINE_END_HYPHEN or index == count - 1:
            yield from _line_ending_at(letters, number, index, characters)
            characters.clear()
    letters.close()
    page.close()


def _line_ending_at(
    letters: pypdfium2.PdfTextPage, page: int, last: int, characters: list[str]
) -> Iterator[PrintedLine]:
    text = clean("".join(characters).replace(LINE_END_HYPHEN, "-")).replace("\n", " ").strip()
    first = last - len(characters) + 1
    indexes = [first + offset for offset, character in enumerate(characters) if not character.isspace()]
    if not text:
        return
    # The first letter may be a bullet in a font of its own.
    samples = (indexes[1:] or indexes)[:: max(len(indexes) // 3, 1)]
    left, _, bottom = box(letters, indexes[0])
    yield PrintedLine(
        text=text,
        page=page,
        left=left,
        bottom=bottom,
        size=round(2 * median(raw.FPDFText_GetFontSize(letters, index) for index in samples)) / 2,
        bold=all(_is_bold(letters, index) for index in samples),
    )


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    name = create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text_page, index, name, 200, c_int())
    return BOLD_FONT.search(name.value.decode("utf-8", "replace")) is not None
