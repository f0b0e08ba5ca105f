"""Goals: one for each thing that is to change.

Target groups do not split a goal ("Öka kunskapen hos ungdomar och föräldrar"); a second thing does ("Minska
skadegörelse och antalet inbrott"), and so does a second verb ("öka tryggheten och minska brottsligheten").
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from snowballstemmer import stemmer

from loftet.sources.promise_text.record import CommitmentRecord, Direction, GoalRecord, Lines
from loftet.sources.promise_text.sentences import sentences

FEWER = (
    r"(?:minsk\w*|färre|mindre|lägre|sänk\w*|sjunk\w*|reducera\w*|motverka\w*|förhindra\w*|begränsa\w*"
    r"|halver\w*|stoppa\w*|bryta|dämpa\w*|förebygg\w*|undvik\w*)"
)
MORE = (
    r"(?:öka\w*|fler|mer|högre|höj\w*|stärk\w*|förbättra\w*|bättre|utöka\w*|förstärk\w*|främja\w*|tryggare"
    r"|säkrare|stig\w*|större|växa)"
)
OTHER = (
    r"(?:uppmärksamma|göra|hjälpa|få|fånga|skapa|behålla|bibehålla|utveckla|ge|säkerställa|uppnå|synliggöra"
    r"|identifiera|nå|erbjuda|upptäcka|möta|bidra)"
)
FEWER_WORD, MORE_WORD = re.compile(rf"\b{FEWER}\b", re.IGNORECASE), re.compile(rf"\b{MORE}\b", re.IGNORECASE)
# "Få den som är utsatt att anmäla": that more people do so is the goal, though no word says "fler".
MORE_DO = re.compile(r"\bfå\s+.{2,100}?\batt\s+(?:anmäla|söka|berätta|våga|ta kontakt|höra av sig)\b", re.IGNORECASE)
CHANGE = re.compile(rf"\b(?:{FEWER}|{MORE}|{OTHER})\b", re.IGNORECASE)
SHALL_CHANGE = rf"ska(?:ll)?\s+(?:{FEWER}|{MORE})\b"
FEELING = re.compile(r"\b(?:upplev\w*|känner|känna|trygga?|nöjd\w*|förtroende\w*|ska|skall)\b", re.IGNORECASE)
TWO_CLAUSES = re.compile(
    rf"(?P<first>.{{3,200}}?\s{SHALL_CHANGE}.{{0,100}}?)\s+(?:och|samt)\s+(?:att\s+)?(?P<second>.{{3,200}}?\s{SHALL_CHANGE}.*)",
    re.IGNORECASE,
)
NEXT_VERB = re.compile(
    rf"\s+(?:och|samt)\s+att\s+|(?:\s*[,;])?\s+(?:och|samt)\s+(?:att\s+)?"
    rf"(?=(?:en\s+|ett\s+)?(?:{FEWER}|{MORE}|skapa|utveckla|upptäcka|bidra till)\b)|\s*,\s+(?=(?:{FEWER}|{MORE})\s)",
    re.IGNORECASE,
)
JOINT = re.compile(r"\s*,\s*|\s+(?:och|samt)\s+")
PREPOSITION = re.compile(
    r"\b(?:hos|bland|för|i|på|om|av|med|till|från|inom|vid|kring|mellan|som|att|genom|där|när|under|mot|så"
    r"|hur)\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:(?:målet|målen|målsättningen|syftet|avsikten|effekten"
    r"|ambitionen)\s+(?:med\s+[^.,]{2,60}?\s+)?(?:är|ska vara)\s+(?:bl\.?a\.?\s+"
    r"|bland annat\s+)?(?:att\s+)?|att\s+|vi\s+(?:vill|ska"
    r"|strävar efter att)\s+(?:genom\s+våra\s+åtgärder\s+)?"
    r"|(?:förväntad|önskad)e?\s+effekt(?:er)?\s*:\s*(?:att\s+)?|mål\s*:\s*(?:att\s+)?|effekt(?:mål)?\s*:\s*)",
    re.IGNORECASE,
)
SUBJECT_FIRST = re.compile(
    rf"^(?P<things>.{{3,160}}?)\s+(?:ska|skall|kommer att"
    rf"|bör)\s+(?:ha\s+)?(?:fortsätta\s+(?:att\s+)?)?(?P<verb>{FEWER}|{MORE})(?P<rest>.*)$",
    re.IGNORECASE,
)
WORD = re.compile(r"[a-zåäöé]{4,}")
# Words that nearly every commitment and goal has: they tell nothing of what it is about.
COMMON_WORDS = """
    polisen polis kommunen kommun kommunens arbeta arbete arbetet insatser insats genom genomföra genomför ökad ökade
    ökar minska minskad minskade tillsammans även samt ungdomar unga barn personer gemensamma gemensamt andra området
    kommer skall ska medborgare invånare våra vårt inom under eller sina hos från riktade fortsätta aktivt utifrån bland
    annat finns skapa upplevda känslan olika antal antalet
"""
COMMON = frozenset(COMMON_WORDS.split())
STEMMER = stemmer("swedish")


def goals_of(text: str, area: str | None, lines: Lines) -> list[GoalRecord]:
    """The goals of a paragraph or an item under a heading of goals."""
    return [
        GoalRecord(text=part, focus_area=area, direction=_direction(part), subject=subject, lines=lines)
        for sentence in sentences(text)
        for part, subject in _changes(sentence)
    ]


def _changes(sentence: str) -> Iterable[tuple[str, str]]:
    """The sentence once for each thing that changes, with that thing."""
    bare = OPENING.sub("", sentence).strip()
    two = TWO_CLAUSES.fullmatch(bare)
    parts = [two["first"], two["second"]] if two else NEXT_VERB.split(bare)
    clauses = [clause.strip(" ,") for clause in parts if clause.strip(" ,.")]
    split = len(clauses) > 1
    for clause in clauses:
        things = _things(clause)
        for thing in things:
            told = _told_of(clause, thing) if len(things) > 1 else clause if split else sentence
            yield told[:1].upper() + told[1:], thing


def _told_of(clause: str, thing: str) -> str:
    """ "Minska antalet inbrott" from "Minska skadegörelse och antalet inbrott"."""
    if SUBJECT_FIRST.match(clause):
        rest = clause[_after_things(clause) :]
        return f"{thing[0].upper()}{thing[1:]} {rest.strip()}"
    verb = CHANGE.search(clause)
    return f"{clause[: verb.end()]} {thing}" if verb else thing


def _after_things(clause: str) -> int:
    match = SUBJECT_FIRST.match(clause)
    return match.end("things") if match else 0


def _things(clause: str) -> list[str]:
    """What changes: the objects of the verb, or the subjects before "ska minska"."""
    clause = clause.rstrip(" .!")
    if match := SUBJECT_FIRST.match(clause):
        return _separate(match["things"])
    verb = CHANGE.search(clause)
    if verb is None:
        return [clause]
    before, after = clause[: verb.start()].strip(), clause[verb.end() :].strip()
    if re.match(rf"(?:{FEWER}|{MORE})\b", verb[0], re.IGNORECASE) and after:
        return _separate(after)
    return [re.sub(r"^upp\s+", "", after) or before or clause]


def _separate(things: str) -> list[str]:
    """The things, where they are named before any preposition; "hos ungdomar och föräldrar" keeps one together."""
    preposition = PREPOSITION.search(things)
    head = things[: preposition.start()] if preposition else things
    parts: list[str] = []
    start = 0
    for joint in JOINT.finditer(head):
        part = things[start : joint.start()].strip()
        if part.endswith("-") or not part or not head[joint.end() :].strip():
            continue
        parts.append(part)
        start = joint.end()
    return [*parts, things[start:].strip()]


def _direction(text: str) -> Direction:
    fewer, more = FEWER_WORD.search(text), MORE_WORD.search(text)
    if fewer and (not more or fewer.start() < more.start()):
        return Direction.FEWER
    return Direction.MORE if more or MORE_DO.search(text) else Direction.OTHER


def names_change(sentence: str) -> bool:
    """Whether a sentence among goals names something that is to change, or how people are to feel."""
    return CHANGE.search(sentence) is not None or FEELING.search(sentence) is not None


def carried_by(commitments: Sequence[CommitmentRecord]) -> Callable[[GoalRecord], bool]:
    """Tells whether one of the commitments works towards a goal: of the same focus area, or about the same thing."""
    areas = {area_key(commitment.focus_area) for commitment in commitments} - {""}
    words = frozenset[str]().union(*(content_words(commitment.text) for commitment in commitments))
    return lambda goal: area_key(goal.focus_area) in areas or not words.isdisjoint(content_words(goal.text))


@lru_cache(maxsize=4096)
def area_key(area: str | None) -> str:
    """What makes two headings the same focus area: small letters, without what stands in brackets."""
    return re.sub(r"\W+", " ", re.sub(r"\([^)]*\)", "", area or "")).strip().lower()


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """Stems of the words that tell what a text is about."""
    return frozenset(_stem(word) for word in WORD.findall(text.lower()) if word not in COMMON)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    return str(STEMMER.stemWord(word))
