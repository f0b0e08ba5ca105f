"""Names of persons: where the words before say that a name comes ("heter", "min granne", "mvh"), and common ones."""

import re
from collections.abc import Iterator

from loftet.sources.free_text import vocabulary as v
from loftet.sources.free_text.given_name import GIVEN_NAMES
from loftet.sources.free_text.letters import CAPITAL, SMALL, WITHOUT_CASE
from loftet.sources.scb.municipality import municipality_codes

_WORD = (
    rf"(?:[{CAPITAL}](?:['’][{CAPITAL}])?(?:[{SMALL}'’]+(?:[{CAPITAL}][{SMALL}]+)?|[{CAPITAL}]{{2,}}\b)"
    rf"(?:-[{CAPITAL}][{CAPITAL}{SMALL}]+){{0,2}}|[{WITHOUT_CASE}]{{2,}})"
)
_PARTICLE = r"(?:(?:von|af|de|van|der|el|al|bin|ibn|abu|la|da|dos|del|di) ){0,2}"
_NO_MORE = r"(?!(?:OCH|PÅ|BOR|ÄR|SOM|HAR|MED|VID|AV|TILL|FRÅN|DE|DEN|DET|EN|ETT|KAN|SKA|VILL|INTE|OM|DÅ|NU|VAR|SÅ)\b)"
_MORE = rf"(?:[ ]{_PARTICLE}{_NO_MORE}{_WORD}|[ ][{CAPITAL}]\.?(?!\w)){{0,3}}"
_INITIALS = rf"(?:[{CAPITAL}]\.(?:[ ](?=[{CAPITAL}]))?){{1,3}}(?:{_WORD})?"
# Up to four words. The words before a name may be written in any case; the name itself begins with a capital.
NAME = rf"(?P<name>{_WORD}{_MORE}|{_INITIALS})"

NAMED = re.compile(rf"(?<!så )\b(?i:{v.NAMING}),?(?i:(?: {v.AFTER_NAMING})*)[ :]*[\"”'’»“]?{NAME}")
RELATED = re.compile(rf"\b(?i:{v.OWNER} (?:[a-zåäö]+ )?{v.RELATIVE}s?),?:? [\"”'’»“]?{NAME}")
KNOWN = re.compile(rf"\b(?i:{v.KNOWN_PERSON})[:]? [\"”'’»“]?{NAME}")
KNOWN_BETWEEN_COMMAS = re.compile(rf"\b(?i:{v.KNOWN_PERSON}), {NAME},")
SIGNED = re.compile(rf"\b(?i:{v.GREETING})[,:!.]?\s+(?:från |/{{1,2}}\s?)?{NAME}")
SLASHED = re.compile(rf"(?:^|[.!?,]\s?)/{{1,2}}\s?{NAME}(?=\s*$|\si\s)", re.MULTILINE)
APPOSED = re.compile(rf"\b[Jj]ag, {NAME},")
SAID_TO = re.compile(rf"\b(?:säger|ropar|skriker) [\"”'’»“]?{NAME}[\"”'’»“]? (?:till|åt|efter) (?:honom|henne|hen)\b")
# Words that end so are surnames wherever they stand.
_NO_FIRST = rf"(?:(?i:{v.KNOWN_PERSON})|{v.one_of(' '.join(v.NOT_NAMES))})\b"
SURNAME = rf"[{CAPITAL}][{SMALL}]+(?:sson|sdotter|qvist)"
BY_SURNAME = re.compile(
    rf"\b(?P<name>{SURNAME}, {_WORD}|(?:(?!{_NO_FIRST}){_WORD}[ ]|[{CAPITAL}]\.[ ]?){{0,2}}{SURNAME}s?\b(?:-{_WORD})?)"
)
CAPITALISED = re.compile(rf"(?<![\w:.@/-])(?P<first>{_WORD})(?=(?P<more>{_MORE}))")
# Without a capital, as on a telephone: only where the one who is called is a person.
NAMED_IN_SMALL = re.compile(
    rf"\b(?i:{v.PERSON_BEFORE_NAMING})(?: som)? (?:heter|hette)(?: (?:nog|visst|väl|typ))?"
    r" (?P<name>[a-zåäöé]{3,}(?: \w+(?:sson|ssen|ström|berg|gren|qvist|kvist|lund|dahl)\b)?)"
)
THING_BEFORE = re.compile(rf"(?:\b|(?<=\w))(?i:{v.THING})(?:[ ,]+{v.AFTER_THING})*[ ]*$")
NO_PERSON_BEFORE = re.compile(rf"\b(?i:{v.NO_PERSON_BEFORE})\s$")
PLACE = re.compile(
    rf".*\s(?i:{v.PLACE_WORD_AFTER})s?|.*\w{v.PLACE_ENDING}s?|\w+{v.VILLAGE_ENDING}s?|\w+{v.GROUP_ENDING}s?"
)
PLACE_AFTER = re.compile(rf"\s+(?:[IVX]+(?::\w+)?\s+)?(?i:{v.PLACE_WORD_AFTER})\b|\s+[IVX]+:s\b")
LONGEST_THING = 60


def personal_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand. Others than these are not known: a person has to review."""
    for match in NAMED.finditer(text):
        before = max(0, match.start() - LONGEST_THING)
        if not THING_BEFORE.search(text, before, match.start()) and _may_be_a_person(text, *match.span("name")):
            yield match.span("name")
    for form in (RELATED, KNOWN, KNOWN_BETWEEN_COMMAS, SIGNED, SLASHED, APPOSED, SAID_TO, BY_SURNAME):
        yield from (match.span("name") for match in form.finditer(text) if _may_be_a_person(text, *match.span("name")))
    for match in NAMED_IN_SMALL.finditer(text):
        if match["name"].split()[0] not in v.NOT_NAMES_IN_SMALL:
            yield match.span("name")
    yield from _given(text)


def _given(text: str) -> Iterator[tuple[int, int]]:
    """Names that begin with a common given name, wherever they stand."""
    for match in CAPITALISED.finditer(text):
        first = match["first"].partition("-")[0].title()
        if first in GIVEN_NAMES or (first[-2:-1] != "s" and first.removesuffix("s") in GIVEN_NAMES):
            start, end = match.start(), match.end("more")
            before = max(0, start - LONGEST_THING)
            if not NO_PERSON_BEFORE.search(text, before, start) and _may_be_a_person(text, start, end):
                yield start, end


def _may_be_a_person(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return not (
        name.split()[0] in v.NOT_NAMES
        or {name, name.removesuffix("s")} & (municipality_codes().keys() - v.SURNAMES_TOO)
        or PLACE.fullmatch(name)
        or PLACE_AFTER.match(text, end)
    )
