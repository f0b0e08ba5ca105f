"""Who is named in a sentence: police, municipality, departments and third parties, with their span."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from loftet.sources.promise_text.record import PartyKind

PHRASES = {
    PartyKind.DEPARTMENT: r"tekniska\s(?:förvaltningen|kontoret|enheten|avdelningen|bolag(?:en)?)"
    r"|kommunala\sfältverksamheten|sociala\sinsatsgruppen",
    PartyKind.THIRD_PARTY: (
        r"(?:andra|övriga)\s(?:(?:berörda|viktiga|lokala|relevanta|samverkande|externa|interna\soch\sexterna)\s)?"
        r"(?:aktörer|myndigheter|parter|samverkansparter|samverkanspartners|samverkansaktörer"
        r"|samarbetspartners|organisationer)"
        r"|berörda\s(?:aktörer|parter|myndigheter)|Victoria\sPark|Svenska\s[Kk]yrkan"
        r"|[Vv]uxen\spå\s[Ss]tan|Rädda\sBarnen|Röda\s[Kk]orset"
        r"|Region\s[A-ZÅÄÖ]\w+|[Bb]ostadsstiftelsen\s[A-ZÅÄÖ]\w+|[A-ZÅÄÖ]\w+\s(?:[Bb]ostäder"
        r"|[Bb]ostads\s?AB|[Ll]okaler|[Ff]astigheter)"
    ),
}
# Names of housing companies: "Nyköpingshem", "Götenebostäder"; no resident's home is meant.
HOUSING_COMPANY = re.compile(r"[A-ZÅÄÖ]\w{3,}(?:hem|bostäder|byggen)s?")
HOUSING_WORD = re.compile(
    r"(?:Flerfamilj|Hyres|Gruppbo|Äldrebo|Bo|Servicebo|Student|Ungdoms|Fritids|Barn|Äldre|Special)\w*"
)

WORD = re.compile(r"[\wåäöÅÄÖé]+(?:[-/–:][\wåäöÅÄÖé]+)*")
PHRASE = re.compile("|".join(f"(?P<{kind.name}>\\b(?:{pattern})\\b)" for kind, pattern in PHRASES.items()))
COMPASS = {
    "södra",
    "norra",
    "västra",
    "östra",
    "mellersta",
    "inre",
    "yttre",
    "nordöstra",
    "nordvästra",
    "sydöstra",
    "sydvästra",
}
NOT_IN_NAME = {
    "Polisen",
    "Kommunen",
    "Polis",
    "Kommun",
    "Det",
    "Vi",
    "Under",
    "I",
    "Detta",
    "Medborgarlöfte",
    "Medborgarlöften",
    "Att",
    "Till",
    "Tillsammans",
    "Och",
}
ELLIPSIS = re.compile(r"\b([\wåäöÅÄÖ]+-(?:,\s[\wåäö]+-)?\s(?:och|&|samt)\s)$")


@dataclass(frozen=True, slots=True)
class Mention:
    party: PartyKind
    name: str
    """As written, without the genitive's s."""
    start: int
    end: int
    genitive: bool = False


@lru_cache(maxsize=4096)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """Everybody named in the sentence, in order."""
    found = [Mention(PartyKind[match.lastgroup or ""], match[0], *match.span()) for match in PHRASE.finditer(sentence)]
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    words = list(WORD.finditer(sentence))
    end = 0
    for index, word in enumerate(words):
        if word.start() < end or word.start() in taken:
            continue
        if mention := _mention(sentence, words, index):
            found.append(mention)
            end = mention.end
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(sentence: str, words: list[re.Match[str]], index: int) -> Mention | None:
    word = words[index]
    seen = _party(word[0])
    if seen is None:
        return _town_as_party(words, index)
    party, genitive = seen
    start, end = word.span()
    if party is PartyKind.POLICE and word[0].lower().startswith(("lokalpolisområde", "lpo")):
        start, end = _police_area(sentence, words, index)
    elif party is PartyKind.MUNICIPALITY and word[0].lower() in ("kommun", "kommuns", "kommuner"):
        start = _name_before(sentence, words, index)
    elif party is PartyKind.DEPARTMENT and (before := ELLIPSIS.search(sentence[max(0, start - 60) : start])):
        start -= len(before[1])
    name = sentence[start:end]
    return Mention(party, name[:-1] if genitive else name, start, end, genitive)


@lru_cache(maxsize=8192)
def _party(word: str) -> tuple[PartyKind, bool] | None:
    """The party that the word names, and whether in the genitive."""
    if HOUSING_COMPANY.fullmatch(word) and not HOUSING_WORD.match(word):
        return PartyKind.THIRD_PARTY, word.endswith("s")
    low = word.lower()
    for form, genitive in ((low, False), (low[:-1], True)):
        if genitive and not low.endswith("s"):
            break
        if (party := FORMS.get(form)) is not None:
            return party, genitive
        if len(form) < 40 and OPEN_FORMS.search(form):
            return PartyKind.DEPARTMENT, genitive
    return None


def _forms() -> dict[str, PartyKind]:
    """Every form of the words in ``parties.toml``, with the party that it names."""
    forms: dict[str, PartyKind] = {}
    tables = tomllib.loads(files(__package__).joinpath("parties.toml").read_text("utf-8"))
    for party, table in tables.items():
        for entry in table.split():
            stem, *endings = entry.split("|")
            forms |= {f"{stem}{ending}": PartyKind(party) for ending in endings}
    return forms


FORMS = _forms()
OPEN_FORMS = re.compile(r"\w{3}(?:förvaltning(?:en|ar|arna)?|nämnd(?:en|er|erna)?)$")


def _police_area(sentence: str, words: list[re.Match[str]], index: int) -> tuple[int, int]:
    """Span of "lokalpolisområde Södra Vätterbygden", "LPO X" or "X lokalpolisområde"."""
    start, end = words[index].span()
    following = index + 1
    while following < len(words) and following <= index + 3 and sentence[end : words[following].start()] == " ":
        word = words[following][0]
        compass = word.lower() in COMPASS and following == index + 1
        if word in NOT_IN_NAME or not (word[0].isupper() or compass) or (_party(word) and not compass):
            break
        end = words[following].end()
        following += 1
    if following == index + 1:
        start = _name_before(sentence, words, index)
    return start, end


def _name_before(sentence: str, words: list[re.Match[str]], index: int) -> int:
    """Where the name before "kommun" or "lokalpolisområde" begins; the word's own start if there is none."""
    start = words[index].start()
    for before in range(index - 1, max(-1, index - 4), -1):
        word = words[before]
        part_of_name = word[0][0].isupper() and word[0] not in NOT_IN_NAME and not _party(word[0])
        if not part_of_name or sentence[word.end() : start] != " ":
            break
        start = word.start()
    return start


def _town_as_party(words: list[re.Match[str]], index: int) -> Mention | None:
    """ "Lidingö stad": a municipality that calls itself a town."""
    word = words[index]
    if word[0] not in ("stad", "stads", "Stad", "Stads") or index == 0 or not words[index - 1][0][0].isupper():
        return None
    start = words[index - 1].start()
    genitive = word[0].endswith("s")
    name = f"{words[index - 1][0]} {word[0].removesuffix('s')}"
    return Mention(PartyKind.MUNICIPALITY, name, start, word.end(), genitive)
