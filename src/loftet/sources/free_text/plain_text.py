"""A text as it looks, for the rules to read: the same words in plain letters, without what cannot be seen.

Digits of other scripts and widths, long dashes, hard spaces and letters that look like Latin ones are read as the plain
sign; zero-width signs and marks over a sign are passed over. Where each sign stood is remembered.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# Letters of the Greek and Cyrillic alphabets that nobody can tell from Latin ones.
LOOKALIKES = dict(
    zip("АВЕКМНОРСТХУІЈЅасеорхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXYIJSaceopxyijsABEZHIKMNOPTYXo", strict=True)
)
LINE_ENDS = "\x85\u2028\u2029"
MINUS_SIGNS = "\u2212\u2043\u02d7\u207b\u208b"
# Blocks with digits, spaces, dashes or letters of other forms; those of Chinese, Korean and pictures are left out.
BLOCKS = (
    range(0xA0, 0x3100),
    range(0xA620, 0xABFF),
    range(0xFE00, 0xFFF0),
    range(0x10400, 0x12000),
    range(0x1D400, 0x1FBFA),
)
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
MAY_HAVE_MARKS = re.compile("[^\x20-\x7e\n\r\t\xa0-\xff]")
# "O70-1740605": a letter among digits that is meant as one.
LETTER_FOR_DIGIT = re.compile(r"(?<=\d)[OoIl](?=[ .-]?\d)|(?<!\w)[Oo](?=\d\d)|(?<=\d[ .-])[OIl](?=\d\d)")
DIGIT_MEANT = {"O": "0", "o": "0", "I": "1", "l": "1"}


@dataclass(frozen=True, slots=True)
class PlainText:
    text: str
    places: Sequence[int]
    """Where each sign of `text` begins in the text as it was written, and at last how long that was."""

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where the signs from `start` to `end` stand in the text as it was written."""
        return self.places[start], self.places[end]


def plain_text(written: str) -> PlainText:
    text = written if written.isascii() else written.translate(_plain_signs())
    text, places = _seen(text) if UNSEEN.search(text) or MAY_HAVE_MARKS.search(text) else (text, range(len(text) + 1))
    return PlainText(LETTER_FOR_DIGIT.sub(lambda match: DIGIT_MEANT[match[0]], text), places)


@cache
def _plain_signs() -> dict[int, str]:
    """Of each sign that looks like a plain one, that one: a single sign for a single sign."""
    signs = {code: plain for block in BLOCKS for code in block if (plain := _plain_sign(chr(code)))}
    return signs | {ord(sign): plain for sign, plain in LOOKALIKES.items()}


def _plain_sign(sign: str) -> str | None:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Zs":
        return " "
    if category == "Pd" or sign in MINUS_SIGNS:
        return "-"
    if sign in LINE_ENDS:
        return "\n"
    alike = unicodedata.normalize("NFKC", sign)
    return alike if alike != sign and len(alike) == 1 and (alike.isalnum() or alike in "@+./()_") else None


def _seen(text: str) -> tuple[str, list[int]]:
    """The text without unseen signs, marks put into their letters where there is such a letter and else dropped."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if UNSEEN.match(sign):
            continue
        if signs and (unicodedata.combining(sign) or unicodedata.category(sign) in {"Me", "Mn"}):
            composed = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = composed if len(composed) == 1 else signs[-1]
            continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), [*places, len(text)]
