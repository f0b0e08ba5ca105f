"""The letters of a PDF page, each with what stands between it and the next."""

from ctypes import c_double

import pypdfium2
from pypdfium2 import raw

COLUMN_GAP = 2.5
"""Distance between two words, in their letter size, from which they stand in two columns: a tab is put there."""
LINE_END_HYPHEN = "\x02"
"""What the library gives for a hyphen that divides a word between two lines, instead of hyphen and line end."""


def letter(letters: pypdfium2.PdfTextPage, index: int) -> str:
    """The character at `index`; a tab for a space between two columns, ``LINE_END_HYPHEN`` for a dividing hyphen."""
    character = chr(raw.FPDFText_GetUnicode(letters, index))
    if character == " " and _gap_around(letters, index) > COLUMN_GAP * raw.FPDFText_GetFontSize(
        letters, max(index - 1, 0)
    ):
        return "\t"
    return character


def box(letters: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float]:
    """Left and right edge of a letter and its base line, in points."""
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    raw.FPDFText_GetCharBox(letters, index, left, right, bottom, top)
    raw.FPDFText_GetCharOrigin(letters, index, x, y)
    return left.value, right.value, y.value


def _gap_around(letters: pypdfium2.PdfTextPage, index: int) -> float:
    """Distance in points between the letters before and after a space."""
    if index == 0 or index + 1 >= letters.count_chars():
        return 0.0
    return box(letters, index + 1)[0] - box(letters, index - 1)[1]
