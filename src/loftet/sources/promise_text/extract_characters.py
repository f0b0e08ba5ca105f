"""From bytes to clean characters: the encoding, and what typesetting leaves between the letters."""

import codecs
import re
import unicodedata
from collections import Counter

from loftet.sources.promise_text.extract_refusal import UnreadableFile

# Longest first: the mark of UTF-32 begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 4096
NULLS_OF_UTF16 = 0.4
"""Share of nulls in every second byte from which bytes without a mark are taken for UTF-16."""
STRAY_SHARE = 0.02
"""Share of characters that belong to no text from which a file is taken to be something else."""

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\f"
NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
# Word and PDF write bullets as private characters of the fonts Symbol and Wingdings.
SYMBOL_FONT = range(0xF020, 0xF100)
CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
REPLACEMENTS: dict[int, str | None] = {
    **dict.fromkeys(CONTROLS),
    **dict.fromkeys(range(0xD800, 0xE000)),
    **dict.fromkeys(range(0xE000, 0xF900)),
    **dict.fromkeys(SYMBOL_FONT, "•"),
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, NOTHING)),
    **dict.fromkeys(map(ord, "\v\u0085\u2028\u2029"), "\n"),
    **{ord(ligature): letters for ligature, letters in LIGATURES.items()},
}
SOFT_HYPHEN_AT_LINE_END = re.compile("\u00ad(?=[ \t]*(?:\r|\n|$))")
# What is left when UTF-8 keeps each byte that it cannot read, and the character that the byte is in Windows-1252.
CP1252_OF_ESCAPED = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)
}


def decode(data: bytes) -> str:
    """The characters of `data` with newlines as ``\\n``; a byte that is not UTF-8 is read as Windows-1252."""
    encoding = _encoding(data)
    if encoding == "utf-8":
        text = data.decode(encoding, "surrogateescape").translate(CP1252_OF_ESCAPED)
    else:
        text = data.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """`text` composed (NFC), with one kind of space and bullet and nothing that cannot be seen."""
    visible = SOFT_HYPHEN_AT_LINE_END.sub("-", text).translate(REPLACEMENTS)
    return unicodedata.normalize("NFC", visible)


def refuse_if_garbled(text: str) -> None:
    """Raise `UnreadableFile` when `text` holds more than a few characters that no text is written with."""
    stray = sum(count for character, count in Counter(text).items() if _is_stray(character))
    if stray > STRAY_SHARE * len(text):
        raise UnreadableFile(
            "Filen innehåller inte läsbar text: spara löftet som textfil, Word-fil (.docx) eller pdf och läs in den."
        )


def _encoding(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE_BYTES]
    for encoding, nulls in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if nulls.count(0) > NULLS_OF_UTF16 * len(sample) / 2:
            return encoding
    return "utf-8"


def _is_stray(character: str) -> bool:
    if character in "\t\n\r\v\f\u0085\ufeff\ufffe" or ord(character) in SYMBOL_FONT:
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
