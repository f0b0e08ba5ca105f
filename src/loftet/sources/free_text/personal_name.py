"""Names of persons, where the words before them say that a name comes: "heter", "min granne", "mvh"."""

import re
from collections.abc import Iterator

from loftet.sources.free_text import vocabulary as v
from loftet.sources.scb.municipality import municipality_codes

_WORD = r"[A-ZÅÄÖÉÜØÆ](?:[a-zåäöéèüáóíøæčćšžł'’]+|[A-ZÅÄÖ]{3,}\b)(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_PARTICLE = r"(?:(?:von|af|de|van|der|el|al|bin|la|da) )?"
# Up to four words. The words before a name may be written in any case; the name itself begins with a capital.
NAME = rf"(?P<name>{_WORD}(?:[ \u00a0]{_PARTICLE}{_WORD}|[ ][A-ZÅÄÖ]\.?(?!\w)){{0,3}})"

NAMED = re.compile(rf"(?<!så )\b(?i:{v.NAMING}),?(?i:(?: {v.AFTER_NAMING})*)[ :]*[\"”'’»]?{NAME}")
RELATED = re.compile(rf"\b(?i:{v.OWNER} (?:[a-zåäö]+ )?{v.RELATIVE}s?),? {NAME}")
KNOWN = re.compile(rf"\b(?i:{v.KNOWN_PERSON}) {NAME}")
SIGNED = re.compile(rf"\b(?i:{v.GREETING})[,:!.]?\s+(?:från |/\s?)?{NAME}")
SLASHED = re.compile(rf"(?:^|[.!?,]\s*)/\s?{NAME}\s*$", re.MULTILINE)
APPOSED = re.compile(rf"\b[Jj]ag, {NAME},")
# Without a capital, as on a telephone: only where the one who is called is a person.
NAMED_IN_SMALL = re.compile(
    rf"\b(?i:{v.PERSON_BEFORE_NAMING})(?: som)? (?:heter|hette)(?: (?:nog|visst|väl|typ))?"
    r" (?P<name>[a-zåäöé]{3,}(?: \w+(?:sson|ssen|ström|berg|gren|qvist|kvist|lund|dahl)\b)?)"
)
THING_BEFORE = re.compile(rf"(?:\b|(?<=\w))(?i:{v.THING})(?:[ ,]+{v.AFTER_THING})*[ ]*$")
PLACE = re.compile(rf".*\w{v.PLACE_ENDING}s?|\w+{v.VILLAGE_ENDING}s?")
PLACE_AFTER = re.compile(rf"\s+{v.PLACE_WORD_AFTER}\b")
LONGEST_THING = 60


def personal_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand. Names without such words before them are not known: a person has to review."""
    for match in NAMED.finditer(text):
        before = max(0, match.start() - LONGEST_THING)
        if _may_be_a_person(match) and not THING_BEFORE.search(text, before, match.start()):
            yield match.span("name")
    for form in (RELATED, KNOWN, SIGNED, SLASHED, APPOSED):
        yield from (match.span("name") for match in form.finditer(text) if _may_be_a_person(match))
    for match in NAMED_IN_SMALL.finditer(text):
        if match["name"].split()[0] not in v.NOT_NAMES_IN_SMALL:
            yield match.span("name")


def _may_be_a_person(match: re.Match[str]) -> bool:
    name = match["name"]
    return not (
        name.split()[0] in v.NOT_NAMES
        or {name, name.removesuffix("s")} & municipality_codes().keys()
        or PLACE.fullmatch(name)
        or PLACE_AFTER.match(match.string, match.end("name"))
    )
