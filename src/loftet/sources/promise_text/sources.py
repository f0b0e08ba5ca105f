"""What the situational picture rests on: dialogues, surveys, statistics."""

import re

CUE = re.compile(
    r"\b(?:utgår|utgått|bygger|baseras?[dt]?|baserade?|baserat|baserar\s+sig|grundar\s+sig|grundas?t?"
    r"|vilar)\s+(?:\w+\s){0,3}?(?:från|ifrån|på|i|ur|utifrån)\s+"
    r"|\b(?:tagits\s+fram|tas\s+fram|arbetats\s+fram|framtagen|framtaget|framtagna|framkommit|skapas"
    r"|skapats|identifierats|analyserat)\s+(?:[^.]{0,60}?\s)?(?:genom|utifrån|med\s+hjälp\s+av|via"
    r"|baserat\s+på|med\s+stöd\s+av|på\s+grundval\s+av)\s+(?:bland\s+annat\s+|bl\.?\s?a\.?\s+)?"
    r"|\b(?:skett|sker|gjorts)\s+(?:bl\.?\s?a\.?\s+|bland\s+annat\s+)?genom\s+(?:bl\.?\s?a\.?\s+"
    r"|bland\s+annat\s+)?|\btar\s+sin\s+utgångspunkt\s+i\s+|\b(?:utgörs|består)\s+av\s+"
    r"|\bligger\s+till\s+grund\b|\btill\s+grund\s+för\s+[^.,]{3,80}?\s+ligger\s+"
    r"|\bsammanställning\s+av\s+|\butifrån\s+(?=(?:\w+\s){0,2}(?:medborgar|enkät|statistik|dialog"
    r"|samtal))|\bunderlaget\s+(?:är|utgörs av|kommer från)\s+",
    re.IGNORECASE,
)
SUBJECTS = (
    "lägesbild",
    "lägesanalys",
    "problembild",
    "underlag",
    "löfte",
    "löften",
    "kartläggning",
    "prioritering",
    "fokusområden",
    "dialog",
    "statistik",
    "undersökning",
    "mätning",
    "åtgärder",
)
EVIDENCE = re.compile(
    r"dialog|statistik|undersökning|mätning|enkät|samtal|information|kunskap|underrättelse|vandring"
    r"|bild(?:en|er|erna)?\b|rapport|möte|erfarenhet|åsikt|synpunkt|tips|uppgift|analys|kartläggning"
    r"|medarbetar(?:dialog|samtal|undersök|enkät)|inhämtning|anmäl|polisens|workshop|drogvane|intervju"
    r"|data|underlag|forskning|workshops|undersökningar|brott|est\b|uppfattning|behov|upplevelse"
    r"|önskemål|överenskommelse|problem",
    re.IGNORECASE,
)
END = re.compile(
    r"\.(?:\s+(?=[A-ZÅÄÖ])|$)|\s+(?:i syfte att|för att|har (?:en|ett|polisen|parterna|vi|följande)|visar|visade"
    r"|framgår|framkom|kan|ligger|(?:kommer|ska|skall)\s+(?:vi|polisen|kommunen|parterna)|som\s+(?:visar|tillsammans)|där|vilket|vilka|och\s+(?:har|är|ska"
    r"|prioriteras|syftar|fastställ\w+|ligger)|samt\s+(?:har|är|prioriteras)|då\s+(?:de|det))\b"
)
CONSISTS = re.compile(r"(?:utgörs|består)\s+av", re.IGNORECASE)
PICTURE = re.compile(r"lägesbild|problembild|underlag", re.IGNORECASE)
JOINT = re.compile(r"\s*(?:,|;)\s*(?:och\s+|samt\s+)?(?:även\s+|också\s+)?|\s+(?:samt|och)\s+(?:även\s+|också\s+)?")
RELATIVE = re.compile(
    r"\b(?:som|vilka|där|om|hur|från|hos|mellan|av|inom|i|över|kring|med|till|rörande|gällande|angående)\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:(?:på|från|bland\s+annat|bl\.?\s?a\.?|dels|både|såväl|även|resultat(?:et|en)?\s+(?:av|från)"
    r"|genomförda|tillsammans\s+med|ett\s+antal|vilken\s+tagits\s+fram\s+genom|som\s+tagits\s+fram\s+genom"
    r"|att\s+(?:båda\s+)?(?:parter(?:na)?|polisen|kommunen)\s+(?:utför|genomför))\s+)+",
    re.IGNORECASE,
)
LONGEST = 240


def sources_of(sentence: str) -> list[str]:
    """The sources that the sentence lists; empty if it tells of none."""
    low = sentence.lower()
    if not any(subject in low for subject in SUBJECTS):
        return []
    cue = CUE.search(sentence)
    if cue is None or "grundtanken" in sentence:
        return []
    if "ligger till grund" in cue[0].lower():
        before = sentence[: cue.start()]
        return [] if re.search(r"\b(?:fastställs|har|är|utgår|som)\b|\boch\s*$", before) else _listed(before)
    if CONSISTS.search(cue[0]) and not PICTURE.search(sentence, 0, cue.start()):
        return []
    listed = END.split(sentence[cue.end() :], maxsplit=1)[0]
    found = _listed(listed)
    return found if any(EVIDENCE.search(source) for source in found) else []


def _listed(text: str) -> list[str]:
    """The members of "a, b och c", where "kommunens och polisens" or a relative clause stays whole."""
    found: list[str] = []
    for part in _parts(text):
        if found and not _stands_alone(part, found[-1]):
            found[-1] = f"{found[-1]} och {part}" if not found[-1].endswith(",") else f"{found[-1]} {part}"
        else:
            found.append(part)
    if len(found) > 1 and not found[0].endswith("-") and not EVIDENCE.search(found[0]):
        found[:2] = [f"{found[0]} och {found[1]}"]
    spelt = [_completed(source, found[place + 1 :]) for place, source in enumerate(found)]
    return [
        source
        for source in (LEADING.sub("", source).strip(" .,:;") for source in spelt)
        if source and len(source) <= LONGEST
    ]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in JOINT.split(text.strip(" .")) if part and part.strip()]


def _stands_alone(part: str, before: str) -> bool:
    """Whether the words are a source of their own and not the rest of the one before."""
    open_before = RELATIVE.search(before)
    if open_before and not EVIDENCE.search(part.split(" ", maxsplit=1)[0] + " " + " ".join(part.split(" ")[1:4])):
        return False
    genitive_before = re.search(
        r"\b(?:polisens|kommunens|kommuns|skolans|socialtjänstens|parternas)$", before, re.IGNORECASE
    )
    return not genitive_before and bool(EVIDENCE.search(part) or not open_before)


def _completed(source: str, following: list[str]) -> str:
    """ "medborgar-" with the rest of its word from "medarbetardialoger"."""
    match = re.search(r"(\w+)-$", source)
    if not match or not following:
        return source
    word = re.search(r"[\wåäö]+$", following[0].split(" ")[0] if following[0] else "")
    whole = word[0] if word else ""
    for ending in (
        "dialogerna",
        "dialoger",
        "dialogen",
        "dialog",
        "undersökningar",
        "undersökning",
        "mätningar",
        "mätning",
        "enkäter",
        "enkät",
        "samtal",
        "möten",
        "statistik",
        "bild",
    ):
        if whole.endswith(ending):
            return source[:-1] + ending
    return source
