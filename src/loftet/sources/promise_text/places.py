"""Which municipality, police area and district a promise is for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from loftet.sources.promise_text.record import Geography, GeographyKind

NAME = r"[A-ZÅÄÖ][\wåäöé]*(?:-[A-ZÅÄÖ][\wåäöé]*)?"
OF_COMMUNE = re.compile(rf"\b(?P<name>{NAME}(?:\s{NAME}){{0,2}})\s+(?:kommun|stad)(?:s|en|ens)?\b")
TITLE_NAME = re.compile(
    rf"^(?P<names>{NAME}[^–:]{{0,60}}?)\s*[-–−—:]\s*(?:lokala?t?\s+)?me[dr]?borgar?l?[öo]\w*", re.IGNORECASE
)
TITLE_IN = re.compile(
    rf"\b[Mm]e[dr]?borgar?l?[öo]\w*\s+(?:20[\d\s–−/-]+\s*)?(?:i|för"
    rf"|mellan)\s+(?P<names>{NAME}(?:[\s,]+(?:(?:och|samt)\s+)?{NAME}){{0,4}})"
)
TITLE_FIRST = re.compile(rf"^(?P<names>{NAME}(?:\s{NAME})?)\s+(?:kommuns?\s+|stads?\s+)?[Mm]e[dr]?borgar?l?[öo]")
SEVERAL = re.compile(
    rf"\b(?:kommunerna|i)\s+(?P<names>{NAME}(?:\s{NAME})?(?:,\s*{NAME}(?:\s{NAME})?)*\s+(?:och"
    rf"|samt)\s+{NAME}(?:\s{NAME})?)(?P<tail>\s+kommuner)?\b"
)
WORD = re.compile(r"[A-ZÅÄÖ][\wåäöé-]*")
SPLIT = re.compile(r"\s*(?:,|/|\boch\b|\bsamt\b|&)\s*")
COMPASS = (
    r"(?:(?:[Ss]ödra|[Nn]orra|[Vv]ästra|[Öö]stra|[Mm]ellersta|[Ii]nre|[Yy]ttre|[Nn]ordöstra|[Nn]ordvästra"
    r"|[Ss]ydöstra|[Ss]ydvästra)\s+)?"
)
AREA_NAME = (
    rf"{COMPASS}{NAME}(?:[/–-]{NAME})?(?:\s(?!Polis|Kommun|Det\b|Vi\b|Under\b|I\b|Detta\b|Medborgar|Och\b"
    rf"|Tel|Chef){NAME}(?:[/–-]{NAME})?){{0,2}}"
)
POLICE_AREA = re.compile(
    rf"\b(?:(?:[Ll]okalpolisområde(?:t|ts|s)?|LPO)\s+(?P<name>{AREA_NAME})"
    rf"|[Ll]okalpolisområdeschef(?:en)?\s+(?:(?:i|för)\s+(?P<chief_for>{COMPASS}{NAME}(?:[/–-]{NAME})?)"
    rf"|(?P<of_chief>{COMPASS}{NAME}(?:[/–-]{NAME})?)\b(?!\s{NAME})))"
)
POLICE_AREA_BEFORE = re.compile(rf"\b(?P<name>(?:{NAME}[/–-])?{NAME})s?\s+lokalpolisområde\b")
IN_TOWN = re.compile(rf"\b(?:i|för|centrala|runt)\s+(?P<name>{NAME})\b")
DISTRICT = re.compile(
    rf"\b(?:stadsdel(?:en|sområdet)?|området|bostadsområdet"
    rf"|kommundel(?:en)?)\s+(?P<name>{NAME}(?:[-/]{NAME})?)"
)
ALIASES = {
    "Falu": "Falun",
    "Stockholms": "Stockholm",
    "Malung": "Malung-Sälen",
    "Upplands-Väsby": "Upplands Väsby",
    "Lilla Edet": "Lilla Edet",
    "Dals Ed": "Dals-Ed",
}
MINDERS = re.compile(r"\bingår\b|\bomfattar\b|\bbestår av\b")


class Gazetteer:
    """Names of municipalities, found in any of the forms that texts use."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.codes = codes

    def match(self, written: str) -> str | None:
        """The municipality that the words name: "Skurups", "Falu", "lunds"; the last of them if more stand there."""
        words = written.strip().split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            for form in (name, name.removesuffix("s"), name[:1].upper() + name[1:].lower(), ALIASES.get(name, "")):
                if form in self.codes:
                    return form
        return None

    def all_in(self, names: str) -> list[str]:
        """Each municipality in a list of names, in order."""
        return [found for part in SPLIT.split(names) if (found := self.match(part))]


def title_municipalities(title: str, gazetteer: Gazetteer) -> list[str]:
    """The municipalities that a title is about; "Göteborg Centrum" is of Göteborg."""
    for pattern in (TITLE_NAME, TITLE_IN, TITLE_FIRST):
        if match := pattern.search(title):
            names = re.sub(r"\s+(?:kommuner|kommuns?|stads?)\b", "", match["names"])
            found = gazetteer.all_in(names) or [name for word in names.split() if (name := gazetteer.match(word))][:1]
            if found:
                return list(dict.fromkeys(found))
    words = WORD.findall(title)
    return list(
        dict.fromkeys(
            name
            for start in range(1, len(words))
            for size in (2, 1)
            if (name := gazetteer.match(" ".join(words[start : start + size])))
        )
    )


def text_municipalities(text: str, gazetteer: Gazetteer) -> Counter[str]:
    """How often each municipality is named as one ("Örkelljunga kommun")."""
    return Counter(found for match in OF_COMMUNE.finditer(text) if (found := gazetteer.match(match["name"])))


def towns_in(text: str, gazetteer: Gazetteer) -> Counter[str]:
    """Municipalities named only as places ("i Gällivare centrum")."""
    return Counter(found for match in IN_TOWN.finditer(text) if (found := gazetteer.match(match["name"])))


def several_municipalities(sentences: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """Municipalities that give one promise together; a list of those in a police area is none."""
    for sentence in sentences:
        if "ommuner" not in sentence or MINDERS.search(sentence):
            continue
        if match := SEVERAL.search(sentence):
            found = gazetteer.all_in(match["names"])
            if len(found) > 1 and (match["tail"] or "kommunerna" in sentence):
                return found
    return []


def police_area(text: str) -> str | None:
    """The local police area, most often named: "Ängelholm", "Södra Vätterbygden"."""
    named = Counter(
        (match["name"] or match["chief_for"] or match["of_chief"]).strip() for match in POLICE_AREA.finditer(text)
    )
    named.update(
        match["name"] for match in POLICE_AREA_BEFORE.finditer(text) if match["name"] not in ("Vårt", "Detta", "Ett")
    )
    if not named:
        return None
    name = max(named, key=lambda candidate: named[candidate])
    name = (
        name if name.endswith(("ås", "us", "is", "fors", "näs", "Åmåls")) or f"{name[:-1]}" not in named else name[:-1]
    )
    return name[0].upper() + name[1:]


def district_of(title: str, municipalities: Sequence[str]) -> str | None:
    """The district or place that a title names instead of the whole municipality."""
    if match := TITLE_NAME.search(title) or TITLE_IN.search(title):
        names = re.sub(r"\s+(?:kommuner|kommuns?|stads?)\b", "", match["names"]).strip()
        plain = {form for name in municipalities for form in (name, f"{name}s")}
        left = [part for part in SPLIT.split(names) if part not in plain and part not in ALIASES]
        if left and names not in plain:
            return names
    match = DISTRICT.search(title)
    return match["name"] if match else None


def geography(municipalities: Sequence[str], district: str | None) -> Geography | None:
    """The area of the promise; nothing if neither a municipality nor a district is named."""
    if district:
        return Geography(kind=GeographyKind.DISTRICT, names=[district])
    if not municipalities:
        return None
    kind = GeographyKind.MUNICIPALITY if len(municipalities) == 1 else GeographyKind.MUNICIPALITIES
    return Geography(kind=kind, names=list(municipalities))
