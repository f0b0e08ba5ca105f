"""What a heading, or the words before a list, say of what follows."""

import re
import tomllib
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process


class Section(Enum):
    """Parts of a promise, and parts of a page that are none."""

    TITLE = auto()
    INTRODUCTION = auto()
    PURPOSE = auto()
    PICTURE = auto()
    PROBLEMS = auto()
    AREAS = auto()
    """A list of focus areas."""
    COMMITMENTS = auto()
    ACTIVITIES = auto()
    """What is done for the promises listed before it."""
    GOALS = auto()
    FOLLOW_UP = auto()
    VALIDITY = auto()
    SIGNATURES = auto()
    OUTCOME = auto()
    """What was done: reported, not promised."""
    CONTACT = auto()


# "Medborgarlöfte", and as it has been misspelt.
PROMISE_WORD = r"me[dr]?borgar?l?[öo]r?ft\w*"

HEADING = tuple(
    (Section[name.upper()], re.compile("|".join(patterns).replace("LÖFTESORD", PROMISE_WORD)))
    for name, patterns in tomllib.loads(files(__package__).joinpath("headings.toml").read_text("utf-8")).items()
)
SPELT = {
    "det här ska vi göra": Section.COMMITMENTS,
    "det här ska genomföras": Section.COMMITMENTS,
    "det här lovar vi": Section.COMMITMENTS,
    "uppföljning": Section.FOLLOW_UP,
    "lägesbild": Section.PICTURE,
    "problembild": Section.PROBLEMS,
    "problemområden": Section.PROBLEMS,
    "aktiviteter": Section.ACTIVITIES,
    "inledning": Section.INTRODUCTION,
    "bakgrund": Section.INTRODUCTION,
    "syfte": Section.PURPOSE,
    "mål och effekter": Section.GOALS,
    "effekter som ska uppnås": Section.GOALS,
    "det här ska vi åstadkomma tillsammans": Section.GOALS,
    "situationen idag": Section.PICTURE,
    "löftesperiod": Section.VALIDITY,
}
"""Headings as they are spelt; what is almost one of them is taken for it."""
LIKE_ENOUGH = 86

OPEN_END = re.compile(r"\b(?:att|genom att|lovar|ska|skall)$")
TITLE = re.compile(rf"\b{PROMISE_WORD}", re.IGNORECASE)
SENTENCE = re.compile(
    r"\b(?:ska|skall|lovar|kommer|är|gäller|innebär|handlar|syftar|innehåller|grundar|undertecknade?|har"
    r"|utgår|bygger|omfattar|består|finns|avser|tagits|presenteras|gör)\b"
)
NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-h]\))\s+(?=\S)")
LABEL = re.compile(
    r"^(?:(?:prioriterat|gemensamt)\s+)?(?:fokusområde|insatsområde|problemområde|målområde"
    r"|utvecklingsområde|område|löfte|punkt|inriktning|tema|medborgarlöfte"
    r"|prioritering)\s*(?:nr\.?\s*)?(?:\d{1,2}|[a-d]\b)?\s*[:.–-]\s*(?=\S)",
    re.IGNORECASE,
)


def plain_heading(text: str) -> str:
    """The heading without number, mark and final colon."""
    return NUMBERING.sub("", text.strip(" *#_\t")).rstrip(" :.;–-").strip()


@lru_cache(maxsize=4096)
def section_of(heading: str) -> Section | None:
    """The part that the heading opens, misspelt or not; nothing for a focus area, a place or an organisation."""
    plain = plain_heading(heading).lower()
    if not plain or len(plain) > 110 or OPEN_END.search(plain):
        return None
    for section, pattern in HEADING:
        if pattern.fullmatch(plain):
            return section
    if is_title(heading):
        return Section.TITLE
    if 4 <= len(plain) <= 50 and (
        near := process.extractOne(plain, SPELT.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    ):
        return SPELT[near[0]]
    return None


def is_title(heading: str) -> bool:
    """Whether the line is a title: "X – medborgarlöften", "Medborgarlöfte 2024"."""
    words = heading.split()
    return (
        len(words) <= 12
        and TITLE.search(heading) is not None
        and not heading.rstrip().endswith(".")
        and not SENTENCE.search(heading)
    )


def area_name(heading: str) -> str:
    """The focus area's name without "Fokusområde 1:", "Insatser för" and the like."""
    return LABEL.sub("", plain_heading(heading)).strip() or plain_heading(heading)


class Lead(Enum):
    """What the words before a list announce."""

    PROMISE = auto()
    PURPOSE = auto()
    GOALS = auto()
    AREAS = auto()
    PROBLEMS = auto()
    FOLLOW_UP = auto()
    NOTHING = auto()


PURPOSE_LEAD = re.compile(
    rf"\b(?:syft(?:et|ar)|{PROMISE_WORD}\s+(?:ska|skall|syftar|handlar|är till)|löftet (?:ska|syftar)"
    rf"|löftena (?:ska|syftar)|avsikten)\b",
    re.IGNORECASE,
)
GOALS_LEAD = re.compile(
    r"\b(?:mål(?:et|en|sättningen)?\s+(?:är|med|för)|effekter(?:na)?|uppnå|eftersträva\w*"
    r"|förväntas? leda till|ska leda till)\b",
    re.IGNORECASE,
)
AREAS_LEAD = re.compile(
    r"(?:fokusområden|prioriterade områden|insatsområden|målområden|problemområden|(?:två|tre|fyra|fem"
    r"|sex|följande|huvudsakliga)\s+(?:\w+\s)?(?:fokus|problem|insats)?områden|områdena"
    r"|områden)\b[^.]{0,60}$|\bprioriterade områden\b[^.]{0,160}:$"
    r"|inom (?:följande )?områden\w*[^.]{0,30}$|fokus (?:ligger|läggs)\b",
    re.IGNORECASE,
)
PROBLEMS_LEAD = re.compile(
    r"\b(?:problem\w*|otrygg\w*|upplev\w*|framk[oa]m\w*|svar(?:ade|et)?|synpunkter|önskemål|önskade"
    r"|tycker|anser|oro\w*|visa(?:r|de)\b|lyft(?:s|er|es)?|uppger|identifierat\w*|orsak\w*|underlag\w*"
    r"|bygger på|grundar sig|baseras|utgår från|lägesbild\w*|ingår|består av|kommit fram|exempel på)\b",
    re.IGNORECASE,
)
PROMISE_LEAD = re.compile(
    r"\b(?:lova(?:r|t|s|d|de)?|ska|skall|kommer|åtar|avger|genom(?: bland annat)?(?: följande)?"
    r"|innebär|löften?\b|löftet|utlova\w*|aktivitet\w*|åtgärd\w*|insats\w*|åtagande\w*|genomför\w*"
    r"|följande)\b",
    re.IGNORECASE,
)
FOLLOW_LEAD = re.compile(
    r"\b(?:följ(?:s|a|er)? (?:arbetet|upp|med)|uppföljning|redovisas|återkoppl\w+)\b", re.IGNORECASE
)
SAYS_PROMISE = re.compile(
    r"\b(?:lovar|lova|åtar|avger|utlovas?|(?:ska|skall|kommer)\b(?!.*\bprioriterade områden))\b", re.IGNORECASE
)


PROMISES = re.compile(r"\b(?:lovar|åtar sig|avger|utlovas?|utlovar|genom att|genom följande|innebär)\b", re.IGNORECASE)
VOWS = re.compile(r"\b(?:lovar|åtar sig|avger|genom)\b", re.IGNORECASE)
OF_PROBLEMS = re.compile(r"\bproblemområden", re.IGNORECASE)
# In order: what is announced, the words that announce it, and the words that make it something else after all.
LEADS = (
    (Lead.PROBLEMS, OF_PROBLEMS, SAYS_PROMISE),
    (Lead.PURPOSE, PURPOSE_LEAD, VOWS),
    (Lead.AREAS, AREAS_LEAD, VOWS),
    (Lead.PROMISE, PROMISES, None),
    (Lead.FOLLOW_UP, FOLLOW_LEAD, None),
    (Lead.GOALS, GOALS_LEAD, None),
    (Lead.PROBLEMS, PROBLEMS_LEAD, SAYS_PROMISE),
    (Lead.PROMISE, PROMISE_LEAD, None),
)
LEAD_READ = 240
"""A lead announces what follows in its last words, so many characters."""


@lru_cache(maxsize=2048)
def lead_of(text: str) -> Lead:
    """What the words before a list announce."""
    last = text[-LEAD_READ:]
    for lead, words, unless in LEADS:
        if words.search(last) and not (unless and unless.search(last)):
            return lead
    return Lead.NOTHING
