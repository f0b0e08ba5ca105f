"""Street addresses with a number, where a person is meant.

"Krock vid Storgatan 12" tells of a place, "hon bor på Storgatan 12" of a person. An address is a person's where the
sentence says that somebody lives there or is somebody's, or holds something else that points at a person.
"""

import re
from collections.abc import Iterator, Sequence

from loftet.sources.free_text import vocabulary as v

_CAPITAL = r"[A-ZÅÄÖ][\wåäöé]*"
_HOUSE = r"\d{1,4}(?:\s?[A-Ha-h]\b)?(?:,?\s(?:lgh|lägenhet)\s?\d{4})?(?!\d|[.:]\d|\s?(?:kr|procent|år|meter|km)\b)"
STREET = re.compile(
    rf"\b(?:(?:{_CAPITAL}\s){{0,2}}{_CAPITAL}{v.STREET_ENDING}|(?:{_CAPITAL}\s)?{_CAPITAL}\s(?i:{v.STREET_WORD})"
    rf"|[a-zåäö]{{2,}}(?:gatan|vägen|gränd|stigen)) {_HOUSE}"
)
# In the country the number of a house follows the name of the village.
COUNTRY = re.compile(
    r"\b(?:[Bb]or|bodde|bosatt|hemma|hem)\s+(?:till\s+)?(?:på|i|vid)\s+"
    rf"(?P<address>(?:{_CAPITAL}\s){{1,3}}{_HOUSE})"
)
LIVES = re.compile(rf"\b(?:{v.LIVES}|(?:min|sin|hans|hennes|deras|vår|er) {v.OWN_PLACE}|lägenhet \d+)\b", re.IGNORECASE)
# "mannen på Ekvägen 3", "killarna som bor på Ekvägen 3", "hon i Ekvägen 3".
PERSON_AT = re.compile(
    rf"\b(?:{v.PERSON_AT_HOME})\s+(?:som\s+\w+\s+)?(?:på|i|vid|från|uppe\s+på|nere\s+på)\s+$|\b(?:adress|adr\.)\s*:\s*$",
    re.IGNORECASE,
)
# What is at home at an address without being a person.
INSTITUTION = re.compile(rf"\b{v.INSTITUTION}\b[^.!?\n]{{0,40}}$", re.IGNORECASE)
# Of a sentence, in characters: so much on each side of the address is looked at.
LONGEST_HALF = 300
LONGEST_PERSON = 60
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])|\n")


def street_addresses(text: str, persons: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the addresses of persons stand; `persons` is where the text names or numbers somebody."""
    for match in STREET.finditer(text):
        start, end = _sentence(text, *match.span())
        meant = (
            LIVES.search(text, start, end)
            or PERSON_AT.search(text, max(0, match.start() - LONGEST_PERSON), match.start())
            or any(start <= place < end for place in persons)
        )
        if meant and not INSTITUTION.search(text, start, match.start()):
            yield match.span()
    yield from (match.span("address") for match in COUNTRY.finditer(text))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    earliest = max(0, start - LONGEST_HALF)
    before = [match.end() for match in SENTENCE_END.finditer(text, earliest, start)]
    after = SENTENCE_END.search(text, end, end + LONGEST_HALF)
    return (before[-1] if before else earliest), (after.start() if after else end + LONGEST_HALF)
