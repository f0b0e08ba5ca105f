"""What a sentence outside the lists says: of the promise itself, or of something promised."""

import re
from enum import Enum, auto

from loftet.sources.promise_text.follow_up import tells_follow_up
from loftet.sources.promise_text.sections import PROMISE_WORD


class Role(Enum):
    PURPOSE = auto()
    BUILDS_ON = auto()
    VALIDITY = auto()
    REVISION = auto()
    RESERVATION = auto()
    FOLLOW_UP = auto()
    EXPECTED_EFFECT = auto()
    OTHER = auto()


_PROMISE = rf"(?:{PROMISE_WORD}|löftet|löftena|löften|överenskommelsen|åtagandet)"
REVISION = re.compile(
    r"\brevider(?:as?|ing\w*)\b|\bomprioriter\w+|\b(?:kan|kommer att|får)\s+(?:\w+\s){0,3}(?:uppdateras"
    r"|ändras|justeras|förlängas)\b",
    re.IGNORECASE,
)
VALIDITY = re.compile(
    rf"\b{_PROMISE}\b.{{0,80}}\b(?:gäller|gällande|löper|löpa|sträcker sig|giltig\w*|avser)\b|^(?:det"
    rf"|detta|den|dessa|aktivitet\w*|perioden|avtalet)\b.{{0,40}}\b(?:gäller|löper|pågår"
    rf"|sträcker sig)\b|^(?:gäller|giltig)\b|^nytt\s+{PROMISE_WORD}|^löftesperiod|^perioden\s+(?:är"
    rf"|gäller)",
    re.IGNORECASE,
)
TIME = re.compile(r"20[0-4]\d|\bår(?:et|en)?\b|\bperiod|tills vidare|månad", re.IGNORECASE)
RESERVATION = re.compile(
    r"^(?:utöver|förutom|vid sidan av)\s+(?:(?:de|det|detta|dessa|ovanstående|våra|aktivitet\w*"
    r"|insats\w*|arbetet|medborgarl\w+|löfte\w*)\b).{0,160}\b(?:arbetar|samarbetar|fortsätter|pågår"
    r"|bedriv\w+|samverkar|utför|finns|genomförs)\b"
    r"|\b(?:bara|endast|enbart|blott)\s+(?:en\s+|utgör\s+en\s+)?(?:liten\s+"
    r"|mindre\s+)?(?:en\s+)?del\s+av\b|löpande\s+arbetsuppgifter|\bersätter\s+inte\b.{0,60}\b(?:arbete"
    r"|verksamhet)|\bordinarie\s+(?:verksamhet|arbete|uppdrag)\w*\s+(?:fortsätter|pågår|bedrivs)",
    re.IGNORECASE,
)
RESERVATION_HINTS = ("utöver", "förutom", "vid sidan", "del av", "löpande", "ersätter", "ordinarie")
PURPOSE = re.compile(
    rf"^(?:syftet|avsikten|målet|målsättningen|ambitionen|det övergripande (?:målet|syftet)"
    rf"|det gemensamma målet|(?:detta |ett )?{_PROMISE}\s+(?:syftar|har (?:som|till) (?:syfte|mål)"
    rf"|ska\b(?!.*\b(?:följas|revideras|redovisas))))\b",
    re.IGNORECASE,
)
BUILDS_ON = re.compile(
    r"\b(?:bygger\s+vidare|fortsättning\s+(?:på|av)|förläng(?:a|ning|ts?)\b.{0,60}löfte"
    r"|vidareutveckling\s+av|ersätter\s+(?:tidigare|det\s+tidigare))\b",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"^(?:förväntad|önskad|eftersträvad)e?\s+effekt(?:er)?\b|^effekt(?:mål)?\s*:|^mål\s*:", re.IGNORECASE
)

ABOUT_ITSELF = re.compile(
    rf"^det är\b|^(?:(?:detta|ett|vårt|årets|nya?|de nya|dessa|vi ger|här)\s+)?{_PROMISE}|^(?:syftet"
    rf"|målet|avsikten|målsättningen|uppföljning\w*|lägesbild\w*|arbetet|resultatet|underlaget"
    rf"|överenskommelsen|samverkansöverenskommelsen|dialogen|ambitionen|fokus\b|en handlingsplan|detta"
    rf"|det)\b|\b(?:löftet|löftena|löften)\b|\bförväntar\b"
    rf"|\b(?:vill vi|vi vill|vi hoppas|har (?:genomfört|tagit|identifierat|kommit|valt|arbetat|lyssnat"
    rf"|tecknat|fått)|hade\b|framkom|visade|visar\b|undertecknad|skrev)\b",
    re.IGNORECASE,
)
MODAL = re.compile(r"\b(?:ska|skall|kommer(?!\s+till\b)|lovar|åtar\s+sig|utlovas?|avser)\b", re.IGNORECASE)
STATE = re.compile(
    r"\b(?:ska|skall|kommer att)\s+(?:\w+\s){0,4}?(?:känna|uppleva|uppfatta|präglas|utgå|bedrivas"
    r"|genomsyras|baseras|leda|kännas|upplevas|bli|vara\s+(?:en\s+)?(?:trygg|säker|ett\s+)|hamna"
    r"|utsättas|följas\s+upp|redovisas|presenteras|revideras|utvärderas|publiceras|undertecknas"
    r"|tecknas|preciseras|brytas\s+ned|gälla|löpa|ligga\s+till\s+grund)\b",
    re.IGNORECASE,
)
SOFT = re.compile(
    r"\b(?:arbeta|jobba|verka|fokusera|inrikta|prioritera|samverka|bidra|sträva|satsa)(?:r"
    r"|s)?\b(?:\s+\w+){0,6}?\s+(?:för|mot|med|på|till|i|kring|att)\b"
    r"|\blova\w*\s+(?:\w+\s){0,4}följande\b|\blova\w*\s+(?:konkreta\s+)?aktiviteter\b"
    r"|\blova\w*\b.{0,80}\bfokus\b|\ben\s+rad\s+(?:\w+\s)?(?:åtgärder|aktiviteter|insatser)",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:innebär att|fortsätter|utvecklas|genomförs?|stärker|skickar|erbjuder|ordnar|arrangerar|anordnar"
    r"|bjuder|besöker|gör|håller|träffas|arbetar|bedriver|deltar|patrullerar|informerar|utbildar"
    r"|prioriterar|samverkar|stödjer|stöttar|öppnar|ser över|tar fram|kontrollerar)\b",
    re.IGNORECASE,
)


INFINITIVE = re.compile(
    r"(?:att\s+)?(?:genomföra|utföra|fortsätta|utveckla|erbjuda|anordna|arrangera|besöka|informera|öka"
    r"|starta|hålla|införa|samverka|arbeta|patrullera|utbilda|skapa|stärka|följa|kontrollera)\s",
    re.IGNORECASE,
)


def role_of(sentence: str) -> Role:
    """What the sentence says of the promise itself; `Role.OTHER` if it says nothing of it."""
    return next((role for role, says in ROLES if says(sentence)), Role.OTHER)


def _says_reservation(sentence: str) -> bool:
    low = sentence.lower()
    return any(hint in low for hint in RESERVATION_HINTS) and RESERVATION.search(low) is not None


def _says_validity(sentence: str) -> bool:
    return VALIDITY.search(sentence) is not None and TIME.search(sentence) is not None


def says_revision(sentence: str) -> bool:
    return REVISION.search(sentence) is not None


ROLES = (
    (Role.EXPECTED_EFFECT, EXPECTED.search),
    (Role.RESERVATION, _says_reservation),
    (Role.VALIDITY, _says_validity),
    (Role.FOLLOW_UP, tells_follow_up),
    (Role.REVISION, REVISION.search),
    (Role.BUILDS_ON, BUILDS_ON.search),
    (Role.PURPOSE, PURPOSE.search),
)
"""In order: the first that the sentence says is its role."""


def promises_something(sentence: str, *, present_counts: bool) -> bool:
    """Whether a sentence of prose promises a deed, and does not tell of the promise, its purpose or a state to reach.

    `present_counts` where the present tense and a bare infinitive promise too: under a heading of commitments.
    """
    if ABOUT_ITSELF.search(sentence) or STATE.search(sentence):
        return False
    if MODAL.search(sentence):
        return True
    return present_counts and (PRESENT.search(sentence) is not None or INFINITIVE.match(sentence) is not None)


DEED = re.compile(
    r"\b(?:ska|skall|kommer att|lovar att)\s+(?:\w+\s){0,5}?(?:genomföra|arrangera|anordna|erbjuda|besöka"
    r"|skicka|hålla|starta|införa|inrätta)\b",
    re.IGNORECASE,
)


DEED_FIRST = re.compile(
    r"(?:att\s+)?(?:genomföra|utföra|anordna|arrangera|erbjuda|besöka|starta|hålla|införa|utbilda|informera)\s",
    re.IGNORECASE,
)


def begins_with_deed(text: str) -> bool:
    """Whether the text begins with a deed: "Genomföra medborgardialoger"."""
    return DEED_FIRST.match(text) is not None


def names_deed(sentence: str) -> bool:
    """Whether a sentence among goals tells of a deed all the same: "… ska gemensamt genomföra trygghetsvandringar"."""
    return DEED.search(sentence) is not None


def is_soft(sentence: str) -> bool:
    """Whether it only says that one works for something: the words above a list, not a deed in it."""
    return SOFT.search(sentence) is not None
