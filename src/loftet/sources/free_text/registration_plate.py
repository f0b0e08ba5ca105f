"""Registration numbers of vehicles: three letters, two digits, and a digit or a letter."""

import re
from collections.abc import Iterator

from loftet.sources.free_text.vocabulary import words

# With a space between, only the letters that the Swedish register uses, in capitals: "per 100" is none.
JOINED = re.compile(r"(?<![\w./-])(?:[A-Z]{3}|[a-z]{3}|[A-Z][a-z]{2})\d\d[\dA-Za-z](?![\w]|[./-]\d)")
PARTED = re.compile(r"(?<![\w./-])[A-HJ-PR-UW-Z]{3}[ \u00a0·-]{1,2}\d\d[\dA-PR-UW-Z](?![\w]|[./:-]\d)")
AFTER_WORD = re.compile(
    r"\b(?:reg(?:\.|nr|nummer|istrerings\w*)?|(?:nummer)?(?:plåt|skylt)\w*)"
    r"(?:[\s.:,=]|\b(?:nr|nummer|numret|är|var|med|som)\b){1,8}"
    r"(?P<plate>[a-z]{3}[ \u00a0-]{0,2}\d\d[\da-z])\b",
    re.IGNORECASE,
)
# Abbreviations that stand before three digits of another kind: junctions and roads; emergencies, laws, units, rooms.
OTHER_WORDS = words("TPL KLV LVG")
OTHER_WORDS_PARTED = (
    words("SOS SFS SOU NJA HFD ISO RFC DIN SEK EUR USD NOK DKK RUM SAL LGH NTU LSS LVU LVM UTC") | OTHER_WORDS
)


def registration_plates(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand."""
    for form, other_words in ((JOINED, OTHER_WORDS), (PARTED, OTHER_WORDS_PARTED)):
        for match in form.finditer(text):
            if match[0][:3].upper() not in other_words or match[0][-1].isalpha():
                yield match.span()
    yield from (match.span("plate") for match in AFTER_WORD.finditer(text))
