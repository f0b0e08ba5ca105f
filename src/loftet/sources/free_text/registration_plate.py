"""Registration numbers of vehicles: three letters, two digits, and a digit or a letter."""

import re
from collections.abc import Iterator

from loftet.sources.free_text.vocabulary import words

# With a space between, only the letters that the Swedish register uses, in capitals: "per 100" is none.
JOINED = re.compile(r"(?<![\w./-])(?:[A-Z]{3}|[a-z]{3}|[A-Z][a-z]{2})\d\d[\dA-Za-z](?![\w]|[./-]\d)")
PARTED = re.compile(r"(?<![\w./-])[A-HJ-PR-UW-Z]{3}[ ·.-]{1,2}\d\d[\dA-PR-UW-Z](?![\w]|[./:-]\d)")
AFTER_WORD = re.compile(
    r"\b(?:reg(?:\.|nr|nummer|istrerings\w*)?|(?:nummer)?(?:plåt|skylt)\w*)"
    r"(?:[\s.:,=]|\b(?:nr|nummer|numret|är|var|med|som)\b){1,8}"
    r"(?P<plate>[a-z]{3}[ -]{0,2}\d\d[\da-z])\b",
    re.IGNORECASE,
)
SPACED = re.compile(r"(?<!\w )\b[A-HJ-PR-UW-Z] [A-HJ-PR-UW-Z] [A-HJ-PR-UW-Z] \d \d [\dA-PR-UW-Z]\b")
# A plate of the owner's own choice can be any word, so only where it is said to be one.
PERSONAL = re.compile(
    r"\bpersonlig(?:a|t)?\s(?:reg(?:istrerings)?)?(?:nummer)?(?:skylt|plåt)\w*(?:[\s:,]|\b(?:med|som|texten|är|det|står)\b){1,6}"
    r"[\"'”’]?(?P<plate>(?-i:[A-ZÅÄÖ\d][A-ZÅÄÖ\d ]{0,5}[A-ZÅÄÖ\d]))\b"
    r"|\b(?P<before>(?-i:[A-ZÅÄÖ\d]{2,7}))[\"'”’]?\s?\(?personlig\s(?:reg(?:istrerings)?)?(?:nummer)?(?:skylt|plåt)",
    re.IGNORECASE,
)
# Abbreviations that stand before three digits of another kind: junctions and roads; emergencies, laws, units, rooms.
OTHER_WORDS = words("TPL KLV LVG")
# In small letters, which plates seldom are written in, these too.
SMALL_WORDS = words("max min rum sal sid tel per kap bus lgh num")
OTHER_WORDS_PARTED = (
    words("SOS SFS SOU NJA HFD ISO RFC DIN SEK EUR USD NOK DKK RUM SAL LGH NTU LSS LVU LVM UTC") | OTHER_WORDS
)


def registration_plates(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand."""
    for form, other_words in ((JOINED, OTHER_WORDS), (PARTED, OTHER_WORDS_PARTED)):
        for match in form.finditer(text):
            letters = match[0][:3]
            if match[0][-1].isalpha() or (letters.upper() not in other_words and letters not in SMALL_WORDS):
                yield match.span()
    yield from (match.span() for match in SPACED.finditer(text))
    yield from (match.span("plate" if match["plate"] else "before") for match in PERSONAL.finditer(text))
    yield from (match.span("plate") for match in AFTER_WORD.finditer(text))
