"""What a heading, or the words before a list, say of what follows."""

import re
from enum import Enum, auto
from functools import lru_cache

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

# Tried in order on the heading in small letters, without mark, number and final colon.
HEADINGS: tuple[tuple[Section, str], ...] = (
    (Section.OUTCOME, r"(?:uppföljning|utvärdering|resultat|redovisning|återrapportering|rapport)\b.{0,60}(?:20\d\d"
        r"|tertial|kvartal)|resultat|utfall|(?:det|så) h[äa]r (?:blev|gick|har|utlovade|lovade).*"
        r"|detta har vi gjort.*|genomförda (?:åtgärder|aktiviteter|insatser).*|så gick det.*|(?:polisens"
        r"|kommunens) uppföljning.*|vad har (?:vi )?(?:gjorts?|hänt).*|avslutade " + PROMISE_WORD),
    (Section.FOLLOW_UP, r"uppf[öo]\w{0,3}ning\w*(?: och .{3,40}| av .{3,60})?|följ (?:arbetet|med|upp|löftet|oss).*"
        r"|så (?:följer|kan du följa).*|återkoppling.*|utvärdering.*|återrapportering|hur (?:följs|följer"
        r"|kan).*följ.*|kommunikation(?: och uppföljning)?|redovisning.*"),
    (Section.VALIDITY, rf"löftes?period\w*|tidsram\w*|tids?period\w*|giltig\w*(?:stid)?|uppdatering av .*|n(?:ästa"
        rf"|ytt) {PROMISE_WORD}|period|avtals?tid|gäller(?: under)?(?: perioden)?|övrigt|revidering\w*"
        rf"|ändringar.*|löftets giltighet.*"),
    (Section.GOALS, r"mål(?:et|en|sättning\w*|bild\w*)?|mål och effekt\w*.*|(?:övergripande|gemensamma|våra|vårt"
        r"|lång\w* |prioriterade) ?mål\w*|(?:önskad|förväntad|eftersträvad)\w* (?:effekt|resultat"
        r"|läge)\w*.*|effekt(?:er|mål)?\w*(?: som .*)?|(?:det )?h[äa]r ska vi åstadkomma.*|(?:det"
        r"|vad) (?:här )?(?:vill|ska) vi (?:uppnå|åstadkomma|nå)(?! genom).*"
        r"|vad (?:vi )?vill (?:vi )?(?:uppnå|åstadkomma).*|mål för .*|mål med .*"),
    (Section.PROBLEMS, r"problem\w*(?:bild|områden?|formulering|beskrivning)?\w*(?: .{0,60})?|(?:identifierade"
        r"|prioriterade|aktuella) problem\w*|utmaning\w*|(?:bakomliggande|möjliga|troliga) orsak\w*.*"
        r"|orsak\w*|(?:det )?(?:här|detta) (?:tycker|svarade|sade?) .*|(?:enkät)?svar\w*(?: från .*)?"
        r"|(?:in)?vånarnas (?:svar|synpunkter|åsikter).*|synpunkter.*|(?:resultat|sammanfattning) (?:av"
        r"|från) .*(?:dialog|enkät|mätning|undersökning).*|medborgardialog(?:en|er)?(?: .{0,40})?"
        r"|så (?:svarade|tyckte).*"),
    (Section.PICTURE, r"(?:aktuell |gemensam |lokal |den |vår |nuvarande |nulägesbild )*(?:läges?bild|lägesanalys"
        r"|nuläge(?:sbild|sanalys)?|lägesbeskrivning)\w*(?: .{0,60})?|situation\w*(?: i ?dag| .{0,40})?"
        r"|kartläggning\w*.*|underlag\w*.*|källor\w*|bakgrund och lägesbild|så (?:har|togs) .*fram.*"
        r"|dialog med .*"),
    (Section.ACTIVITIES, r"(?:följande |planerade |våra |konkreta |prioriterade )?(?:aktivitet\w*|åtgärd\w*)(?: .{0,40})?"
        r"|handlingsplan\w*|genomförande|det(?: här| ha[rd]e?)? ska vi (?:åstadkomma|göra|uppnå) genom.*"
        r"|så h?[äa]?r? ?(?:ska|jobbar|arbetar|gör) vi.*|insatser"),
    (Section.COMMITMENTS, rf"(?:detta?|det h[äa]r|så h[äa]r)(?: h[äa]r)? (?:ska|skall|lovar|kommer|åtar|gör|vill)(?: vi"
        rf"| polisen| kommunen| att)*(?: göra| genomföras?| genomföra| lova| tillsammans"
        rf"| gemensamt)*(?: .{{0,30}})?|det ska(?:ll)? vi göra.*|vi lovar.*|detta lovar.*|(?:våra|vårt"
        rf"|polisens och kommunens|gemensamma|kommunens och polisens) (?:gemensamma )?(?:löften?"
        rf"|åtagande[n]?|{PROMISE_WORD})(?: till .*)?|löfte[nt]?|löftet innebär.*|{PROMISE_WORD}"
        rf"|åtagande[nt]?|vad (?:ska )?(?:vi )?(?:ska )?(?:göra|lovar vi).*|vad vi lovar.*|innehåll|löftena"
        rf"|löftespunkter"),
    (Section.PURPOSE, r"syfte\w*(?: .{0,40})?|varför (?:ett )?medborgar\w+\??"),
    (Section.INTRODUCTION, rf"inledning|bakgrund(?!.*lägesbild).*|vad är (?:ett )?{PROMISE_WORD}.*|om {PROMISE_WORD}|allmänt"
        rf"|kort om.*|fakta.*|{PROMISE_WORD} och lokal samverkan|en långsiktig satsning|utgångspunkt\w*"
        rf"|parter|sammanfattning|om löftet"),
    (Section.AREAS, r"(?:(?:våra|gemensamma|prioriterade|följande|särskilda|utvalda|valda|två|tre|fyra|fem) )*(?:fokus"
        r"|insats|prioriterade |utvecklings|mål)?(?:områden|område)|fokus(?: för år .{0,10}| 20\d\d)?"
        r"|prioritering\w*|inriktning\w*|våra prioriteringar"),
    (Section.SIGNATURES, r"underskrift\w*|undertecknat|undertecknas|undertecknare|signatur\w*|ort och datum"
        r"|parternas underskrifter"),
    (Section.CONTACT, r"kontakt\w*(?: .{0,40})?|relaterad\w*.*|läs mer.*|mer (?:information|att läsa).*|länkar\w*"
        r"|dokument|bilag\w+|nyheter|fler .*|har du (?:synpunkter|frågor|tips).*|tipsa .*|vill du .*"
        r"|externa länkar|ladda ner.*|enkät .*|frågor\??|dela sidan.*|mer på .*|ansvarig utgivare.*"),
)  # fmt: skip
HEADING = tuple((section, re.compile(words)) for section, words in HEADINGS)
SPELT = {
    "det här ska vi göra": Section.COMMITMENTS, "det här ska genomföras": Section.COMMITMENTS, "det här lovar vi": Section.COMMITMENTS,
    "uppföljning": Section.FOLLOW_UP, "lägesbild": Section.PICTURE, "problembild": Section.PROBLEMS, "aktiviteter": Section.ACTIVITIES,
    "inledning": Section.INTRODUCTION, "bakgrund": Section.INTRODUCTION, "syfte": Section.PURPOSE, "mål och effekter": Section.GOALS,
    "effekter som ska uppnås": Section.GOALS, "det här ska vi åstadkomma tillsammans": Section.GOALS, "situationen idag": Section.PICTURE,
    "löftesperiod": Section.VALIDITY, "problemområden": Section.PROBLEMS,
}  # fmt: skip
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


@lru_cache(maxsize=2048)
def lead_of(text: str) -> Lead:
    """What the words before a list announce."""
    last = text[-240:]
    if re.search(r"\bproblemområden", last, re.IGNORECASE) and not SAYS_PROMISE.search(last):
        return Lead.PROBLEMS
    if PURPOSE_LEAD.search(last) and not re.search(
        r"\b(?:lovar|åtar sig|genom att|genom följande)\b", last, re.IGNORECASE
    ):
        return Lead.PURPOSE
    if AREAS_LEAD.search(last) and not re.search(r"\b(?:lovar|åtar sig|avger|genom)\b", last, re.IGNORECASE):
        return Lead.AREAS
    if re.search(
        r"\b(?:lovar|åtar sig|avger|utlovas?|utlovar|genom att|genom följande|innebär)\b", last, re.IGNORECASE
    ):
        return Lead.PROMISE
    if FOLLOW_LEAD.search(last):
        return Lead.FOLLOW_UP
    if GOALS_LEAD.search(last):
        return Lead.GOALS
    if PROBLEMS_LEAD.search(last) and not SAYS_PROMISE.search(last):
        return Lead.PROBLEMS
    return Lead.PROMISE if PROMISE_LEAD.search(last) else Lead.NOTHING
