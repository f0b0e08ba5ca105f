"""How often, how many, when and on what condition: the figures of a commitment, and what is no figure.

Recurrence, as rules of RFC 5545 without the prefix:

==========================================  =======================================
written                                     rule
==========================================  =======================================
dagligen, varje dygn                        FREQ=DAILY
veckovis, en gång i veckan, per vecka       FREQ=WEEKLY
varannan vecka, var tredje vecka            FREQ=WEEKLY;INTERVAL=2, 3
varje onsdag, varje helgfri torsdag         FREQ=WEEKLY;BYDAY=WE, TH
varannan onsdag                             FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
alla fredags- och lördagskvällar            FREQ=WEEKLY;BYDAY=FR,SA
varje helg, varje vardag                    FREQ=WEEKLY;BYDAY=SA,SU and MO,TU,WE,TH,FR
fem dagar i veckan                          FREQ=WEEKLY with count 5
månadsvis, en gång i månaden                FREQ=MONTHLY
varannan månad                              FREQ=MONTHLY;INTERVAL=2
kvartalsvis                                 FREQ=MONTHLY;INTERVAL=3
varje tertial                               FREQ=MONTHLY;INTERVAL=4
per termin, halvårsvis                      FREQ=MONTHLY;INTERVAL=6
årligen, per år, varje år                   FREQ=YEARLY
vartannat år                                FREQ=YEARLY;INTERVAL=2
==========================================  =======================================

A holiday that moves a day ("helgfri") is not in the rule: the calendar that uses it knows the holidays. What is tied
to an event ("vid varje möte i lokala Brå") or to evenings without "varje" is a window, not an interval. A count is
taken only before something that can be counted, or after "minst"; years, clock times, shares, ages, school years,
roads and sections of law are none. "Tre till fyra" gives the lower figure as a lower bound.
"""

import re
from dataclasses import dataclass

ONES = [
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
TENS = {20: "tjugo", 30: "trettio", 40: "fyrtio", 50: "femtio", 60: "sextio", 70: "sjuttio", 80: "åttio", 90: "nittio"}


def _number_words() -> dict[str, int]:
    """The number words up to nine hundred and ninety-nine, and the first thousands."""
    below = {word: number for number, word in enumerate(ONES)} | {"ett": 1}
    for ten, word in TENS.items():
        ones = {f"{word}{one}": ten + number for number, one in enumerate(ONES[1:10], start=1)}
        below |= {word: ten, f"{word}ett": ten + 1} | ones
    words = dict(below)
    for hundreds in range(1, 10):
        one = "ett" if hundreds == 1 else ONES[hundreds]
        for head in (f"{one}hundra", f"{one} hundra", *(["hundra"] if hundreds == 1 else [])):
            above = {f"{head}{word}": hundreds * 100 + number for word, number in below.items() if number}
            words |= {head: hundreds * 100} | above
    return words | {"tusen": 1000, "ettusen": 1000, "ett tusen": 1000, "tvåtusen": 2000, "två tusen": 2000}


NUMBERS = _number_words()
_WRITTEN = "|".join(
    sorted((word for word in NUMBERS if NUMBERS[word] <= 120 or NUMBERS[word] % 50 == 0), key=len, reverse=True)
)
NUMBER = rf"(?:\d{{1,3}}(?:[ .]\d{{3}})?|\d{{4,5}}|{_WRITTEN})"

WEEKDAYS = {
    "måndag": "MO",
    "tisdag": "TU",
    "onsdag": "WE",
    "torsdag": "TH",
    "fredag": "FR",
    "lördag": "SA",
    "söndag": "SU",
}
UNITS = {
    "dag": ("DAILY", 1),
    "dygn": ("DAILY", 1),
    "vecka": ("WEEKLY", 1),
    "månad": ("MONTHLY", 1),
    "kvartal": ("MONTHLY", 3),
    "tertial": ("MONTHLY", 4),
    "termin": ("MONTHLY", 6),
    "halvår": ("MONTHLY", 6),
    "läsår": ("YEARLY", 1),
    "kalenderår": ("YEARLY", 1),
    "verksamhetsår": ("YEARLY", 1),
    "år": ("YEARLY", 1),
}
ADVERBS = {
    "dag": "dagligen daglig dagliga",
    "vecka": "veckovis veckovisa veckolig veckoliga",
    "månad": "månadsvis månadsvisa månatligen månatlig månatliga månatligt",
    "kvartal": "kvartalsvis kvartalsvisa",
    "tertial": "tertialvis tertialvisa",
    "termin": "terminsvis terminsvisa",
    "halvår": "halvårsvis halvårsvisa",
    "år": "årligen årlig årliga årligt årsvis",
}
ADVERB_UNIT = {word: unit for unit, words in ADVERBS.items() for word in words.split()}
EVERY = {
    "varannan": 2,
    "vartannat": 2,
    "var tredje": 3,
    "vart tredje": 3,
    "var fjärde": 4,
    "vart fjärde": 4,
    "var sjätte": 6,
}

_UNIT = r"(?P<unit>dag|dygn|vecka|månad|kvartal|tertial|termin|läsår|halvår|kalenderår|verksamhetsår|år)(?:en|n|et)?"
_DAY = r"(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)"
DAYS_NAMED = re.compile(
    rf"\b(?P<every>varje|alla|varannan|samtliga)\s+(?:helgfria?\s+|udda\s+"
    rf"|jämn\s+)?(?P<days>{_DAY}(?:s-?|ar|-)?(?:(?:\s*,\s*|\s+(?:och|samt)\s+){_DAY}(?:s-?|ar"
    rf"|-)?){{0,4}})"
    r"(?:kväll(?:ar|en)?|natt|nätter|eftermiddag(?:ar)?|morgon|morgnar|förmiddag(?:ar)?)?\b",
    re.IGNORECASE,
)
PLURAL_DAYS = re.compile(rf"(?:^|\bpå\s+|\bunder\s+)(?P<days>{_DAY}ar(?:\s+(?:och|samt)\s+{_DAY}ar)?)\b", re.IGNORECASE)
WEEKEND = re.compile(
    r"\b(?:varje|alla)\s+(?P<kind>helg(?:er|kvällar|kväll)?|vardag(?:ar)?|vardagskväll(?:ar)?)\b", re.IGNORECASE
)
EVERY_NTH = re.compile(
    rf"\b(?P<nth>varannan|vartannat|var(?:t)?\s+(?:tredje|fjärde|sjätte))\s+{_UNIT}\b", re.IGNORECASE
)
EVERY_UNIT = re.compile(rf"\bvarje\s+(?:nytt\s+|ny\s+)?{_UNIT}\b(?!s?slut)", re.IGNORECASE)
PER_UNIT = re.compile(
    rf"(?:\b(?P<per>per|i|om)\s+|(?<=\w)\s?/\s?){_UNIT}\b(?P<tail>\s+(?:sedan|framöver|framåt|gamla))?", re.IGNORECASE
)
ANY_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
WORDS = re.compile(r"\w+")
ADVERB = re.compile(r"\b(?P<word>" + "|".join(sorted(ADVERB_UNIT, key=len, reverse=True)) + r")\b", re.IGNORECASE)
# "utifrån den årliga trygghetsmätningen" tells where the figures come from, not how often something is done.
REFERRED_TO = re.compile(
    r"\b(?:utifrån|enligt|från|i|av|till|genom|på|baserat på|med)\s+(?:\S+s\s+)?(?:den|det|de)\s+$", re.IGNORECASE
)

COUNTED = (
    r"(?:\w*(?:insats|kontroll|vandring|tillfälle|träff|möte|dialog|aktivitet|kampanj|utbildning"
    r"|föreläsning|besök|tillsyn|patrull|patrullering"
    r"|satsning|aktion|operation|utskick|brev|grupp|förening|dag|kväll|natt|pass|rond|rundor|runda"
    r"|ärende|person|polis|värd|kamer|enkät|workshop|samtal|fall"
    r"|mätning|undersökning|inspektion|punktmarkering|område|plats|skol|tävling|evenemang|event|åtgärd"
    r"|projekt|kurs|studiecirk|informationstillfälle|anmälning|anmälan|rapport|uppföljning"
    r"|insatsvecka|temadag|temavecka|köp|sök|bostadsområde|forum|råd|medlem|deltagare|elev|ungdom"
    r"|klass|timm|trafikkontroll|narkotikabrott|brott|tjänst|fältare|vecka|hastighetsmätning|övning"
    r"|båtsamverkan|nattvandring|café|fika|ombud|kommundel|stadsdel|tätort|by|byar|ort|skylt|lampor"
    r"|armaturer|gångtunnl|hållplats|poliskontor|kvarter|torg|skoltillfälle|kommunikationsinsats"
    r"|inlägg|nyhetsbrev|artikel|film|lektion|utställning|demonstration|fordon|mopedinsats|hus"
    r"|lägenhet|företag|butik|krog|restaurang|gym|serveringsställe|försäljningsställe)"
    r"(?:er|ar|or|arna|erna|orna|en|n|a|ar|r|et|e|ler|lar|gar)?|gånger|gång|ggr|stycken|st)"
)
LEAST = r"(?:minst|åtminstone|lägst|som minst|fler än|mer än|minimum|ej mindre än|inte mindre än)"
COUNT = re.compile(
    rf"(?<![\w§:/.,-])(?:(?P<least>{LEAST})\s+(?:det\s+)?)?(?P<low>{NUMBER})(?:\s*(?:[-–—−]|till|eller"
    rf"|á|à)\s*(?P<high>{NUMBER}))?"
    rf"(?![\w%:/]|[.,-]\d|-(?:tal|åring|årig))(?:\s+(?:st\.?|stycken))?(?=(?P<after>(?:\s+[\wåäöÅÄÖ-]+[,]?){{0,5}}))",
    re.IGNORECASE,
)
COUNTED_WORD = re.compile(rf"{COUNTED}$", re.IGNORECASE)
NO_FIGURE_BEFORE = re.compile(
    r"(?:^|\b|\s)(?:inom|årskurs(?:erna)?|åk|klass(?:erna)?|skolår|år|åren|kl|kl\.|klockan|§|kap|väg|rv|riksväg"
    r"|länsväg|lv|e|nr|nummer|ålder|åldern|åldrarna|under|över|från|vecka|v|v\.|lov|fyller|bilaga|sida"
    r"|prio|punkt|tjänstenivå|zon|etapp|steg|fas|paragraf|lagen|polisregion|linje|mellan|-|–)\s*$",
    re.IGNORECASE,
)
NO_FIGURE_AFTER = re.compile(
    r"\s*(?:%|procent|§|kap\b|år\b|åringar|års\b|kr\b|kronor|km|meter|kl\b|gram|promille|januari"
    r"|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|grader|miljon"
    r"|miljoner|minuter|dygn\b|kvadrat|vecko?r?\b|månader\b|§§)",
    re.IGNORECASE,
)
ARTICLE = {"en", "ett"}
ONCE = re.compile(r"\s+(?:gång(?:er)?|tillfälle(?:n)?|stycken?|st)\b", re.IGNORECASE)
SHARE = re.compile(r"^\s*(?:av\s+(?:de|kommunens|våra|tre|polisens)|procent)", re.IGNORECASE)

CONDITION = re.compile(
    r"\b(?:vid\s+(?:särskilt\s+)?behov(?:\s+och\s+\w+)?|(?:efter|utifrån|på|vid)\s+(?:önskemål|begäran"
    r"|förfrågan|förfrågningar|inbjudan|behov)(?:\s+(?:från|av)\s+[\wåäö]+(?:\s+[\wåäö]+)?)?"
    r"|om\s+(?:det\s+)?(?:behov(?:et)?|önskemål|så\s+(?:behövs|krävs)|möjligt|möjlighet|behövligt"
    r"|underrättelseläget|läget|resurserna?|förutsättningar(?:na)?)(?:\s+[^.,;]{0,60})?"
    r"|om\s+det\s+(?:uppkommer|finns|behövs|uppstår|är\s+möjligt|krävs)(?:(?!\s+så\s)[^.,;]){0,80}"
    r"|när\s+(?:så|det|behov|anledning|möjlighet|tillfälle)\s+(?:krävs|behövs|uppstår|finns|ges"
    r"|är\s+möjligt|påkallas|bedöms)[^.,;]{0,40}"
    r"|där\s+(?:så\s+|det\s+)?(?:behov|behövs|krävs|är\s+möjligt)(?:\s+(?:finns|uppstår))?"
    r"|i\s+(?:den\s+)?mån(?:\s+av)?\s+[^.,;]{2,40}|om\s+[\wåäö]+(?:\s+[\wåäö]+)?\s+(?:medger|tillåter"
    r"|kräver)(?:\s+\w+)?)",
    re.IGNORECASE,
)
_MONTHS = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
WINDOW = re.compile(
    rf"\b(?:mellan\s+(?:kl\.?|klockan)\s*\d{{1,2}}(?:[.:]\d\d)?\s*(?:och"
    rf"|[-–])\s*(?:kl\.?\s*)?\d{{1,2}}(?:[.:]\d\d)?|(?:kl\.?"
    rf"|klockan)\s*\d{{1,2}}(?:[.:]\d\d)?\s*[-–]\s*\d{{1,2}}(?:[.:]\d\d)?"
    rf"|(?:under|i)\s+(?:hela\s+)?(?:{_MONTHS})(?:\s*(?:[-–,]|och"
    rf"|till)\s*{_MONTHS})?(?:\s+månad(?:er)?)?(?:\s+20\d\d)?"
    rf"|mellan\s+{_MONTHS}\s+och\s+{_MONTHS}(?:\s+20\d\d)?"
    r"|under\s+(?:hela\s+)?(?:året|åren|perioden|löftesperioden|verksamhetsåret|kalenderåret|läsåret"
    r"|terminen|(?:höst|vår)terminen)(?:\s+20\d\d(?:\s?[-–/]\s?20\d\d)?)?"
    r"|under\s+(?:hela\s+)?(?:år(?:et|en)?\s+)?20\d\d(?:\s?[-–/]\s?20\d\d)?"
    r"|(?:under\s+)?(?:hela\s+)?(?:sommar|höst|vinter|vår)(?:en|perioden|halvåret|månaderna|lovet"
    r"|säsongen|loven)(?:\s+20\d\d)?|(?:under\s+)?(?:första|andra)\s+(?:halvåret|kvartalet"
    r"|tertialet)(?:\s+20\d\d)?"
    r"|(?:senast|före|innan)\s+(?:den\s+)?\d{1,2}\s+\w+(?:\s+20\d\d)?|inom\s+(?:\d{1,3}|en|ett|två|tre"
    r"|fyra|fem|tio)\s+(?:timmar|timme|dagar|dygn|veckor|vecka|månader|månad)|dygnet\s+runt"
    r"|(?:under\s+|på\s+)?(?:fredags-?|lördags-?|vardags-?|dag-?|kvälls-?|natt-?|helg-?"
    r"|sen)(?:,\s?(?:kvälls|natt|lördags)-?)?\s(?:och|samt)\s(?:lördags|natt|kvälls|helg|dag)(?:e"
    r"|s)?(?:tid|kvällar|nätter)|(?:under\s+|på\s+)?(?:sena\s+)?kvällar(?:na)?(?:,?\s(?:och"
    r"|samt)\s(?:helger|nätter|natt|helgkvällar)|,\s?nätter\soch\shelger)?"
    r"|(?:på\s+|under\s+)?(?:kvälls|natt|dag|helg|jour|skol)tid(?:er)?\b|(?:på\s+"
    r"|under\s+)(?:natt)?helger(?:na)?|natthelger|(?:under\s+|på\s+|vid\s+)(?:skol|sport|påsk|sommar"
    r"|höst|jul)?(?-i:lov)(?:en|et)?\b"
    r"|(?:i\s+(?:samband|anslutning)\s+(?:med|till)|inför|under|vid"
    r"|kring)\s+(?:\w+\s+)?(?:skolavslutning(?:en|ar|arna)?|student(?:en|firandet)?"
    r"|valborg(?:smässoafton)?|midsommar|halloween|nyår(?:safton)?|lucia|jul(?:en)?|påsk(?:en)?"
    r"|skolstart(?:en|er)?|terminsstart(?:en|er)?|storhelger(?:na)?|lönehelger(?:na)?"
    r"|högriskhelger(?:na)?|marknad(?:er|en)?|festival(?:en|er)?|större\s+evenemang|riskhelger(?:na)?)"
    r"|vid\s+varje\s+[\wåäö]+(?:\s+i\s+(?:det\s+)?(?:lokala\s+)?(?:brottsförebyggande\s+)?[\wåäöÅÄÖ]+)?"
    r"|vid\s+föräldramöten)",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:kontinuerlig(?:t|a|en)?|regelbunde(?:t|n|na)|regelbundna|löpande|återkommande|fortlöpande"
    r"|vid\s+(?:särskilda|olika|utvalda|vissa|enstaka|ett\s+flertal|ett\s+antal|flera|några"
    r"|upprepade)\s+tillfällen|med\s+jämna\s+mellanrum|periodvis|frekvent"
    r"|ett\s+(?:större\s+|antal|flertal|par|tiotal|tjugotal|dussintal|hundratal)(?:\s+antal)?"
    r"|flertalet|flera|några|enstaka|åtskilliga|ofta|ibland|emellanåt|utökat\s+antal|ökat\s+antal"
    r"|hundratals|tiotals)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantities:
    recurrence: str | None = None
    count: int | None = None
    at_least: bool = False
    condition: str | None = None
    window: str | None = None
    vague: str | None = None


def quantities(text: str) -> Quantities:
    """What the text says of how often, how many, when and on what condition."""
    recurrence = recurrence_rule(text)
    count, at_least = how_many(text)
    vague = None if count is not None or recurrence else _first(VAGUE, text)
    return Quantities(recurrence, count, at_least, _first(CONDITION, text), _window(text), vague)


def recurrence_rule(text: str) -> str | None:
    """The interval as a rule; nothing where the text only repeats vaguely."""
    rules = (_every_nth(text), _of_days(text), _of_unit(text), _of_adverb(text), _of_plural_days(text))
    return next((rule for rule in rules if rule), None)


def _every_nth(text: str) -> str | None:
    match = EVERY_NTH.search(text)
    if match is None:
        return None
    freq, interval = UNITS[match["unit"].lower()]
    return _rule(freq, interval * EVERY[re.sub(r"\s+", " ", match["nth"].lower())])


def _of_days(text: str) -> str | None:
    if match := DAYS_NAMED.search(text):
        return _rule("WEEKLY", 2 if match["every"].lower() == "varannan" else 1, _by_day(match["days"]))
    if match := WEEKEND.search(text):
        return _rule("WEEKLY", 1, "SA,SU" if match["kind"].lower().startswith("helg") else "MO,TU,WE,TH,FR")
    return None


def _of_unit(text: str) -> str | None:
    every = EVERY_UNIT.search(text)
    told = (match for match in PER_UNIT.finditer(text) if _tells_interval(match, text[: match.start()][-60:]))
    match = every or next(told, None)
    return _rule(*UNITS[match["unit"].lower()]) if match else None


def _of_adverb(text: str) -> str | None:
    for match in ADVERB.finditer(text):
        if not REFERRED_TO.search(text[: match.start()][-40:]):
            return _rule(*UNITS[ADVERB_UNIT[match["word"].lower()]])
    return None


def _of_plural_days(text: str) -> str | None:
    match = PLURAL_DAYS.search(text)
    return _rule("WEEKLY", 1, _by_day(match["days"])) if match else None


def how_many(text: str) -> tuple[int | None, bool]:
    """The first count in the text and whether it is a lower bound."""
    if not any(word[0].isdigit() or word in NUMBERS for word in WORDS.findall(text.lower())):
        return None, False
    for match in COUNT.finditer(text):
        low = _value(match["low"])
        if low and _is_count(text, match, low):
            return low, bool(match["least"] or match["high"])
    return None, False


def _is_count(text: str, match: re.Match[str], low: int) -> bool:
    before, after = (
        text[max(0, match.start() - 24) : match.start()],
        text[match.end("high") if match["high"] else match.end("low") :],
    )
    digits = match["low"][0].isdigit()
    if digits and 1900 <= low <= 2100 and not match["least"]:
        return False
    if NO_FIGURE_AFTER.match(after) or SHARE.match(after):
        return False
    if match["least"]:
        return True
    if NO_FIGURE_BEFORE.search(before) and not ONCE.match(after):
        return False
    if match["low"].lower() in ARTICLE and not match["high"]:
        return bool(ONCE.match(after)) or _counts_per_interval(after)
    return bool(re.match(r"\s+(?:st\b|stycken)", after)) or _counts_something(match["after"])


def _counts_something(after: str) -> bool:
    for word in after.split():
        bare = word.rstrip(",")
        if COUNTED_WORD.search(bare):
            return True
        if (
            bare.lower()
            in (
                "och",
                "i",
                "på",
                "med",
                "av",
                "för",
                "till",
                "som",
                "är",
                "vid",
                "under",
                "om",
                "per",
                "att",
                "ska",
                "kommer",
            )
            or bare != word
        ):
            return False
    return False


def _counts_per_interval(after: str) -> bool:
    """Whether "en" counts: "en trygghetsvandring per år", "en trafikkontroll varje dygn"."""
    return bool(
        re.match(
            r"(?:\s+[\wåäö-]+){1,3}\s+(?:per\s|varje\s|årligen|i\s+(?:veckan|månaden)|om\s+året)", after, re.IGNORECASE
        )
    )


def _tells_interval(match: re.Match[str], before: str) -> bool:
    """ "per år" always; "i veckan", "om året" only after a figure, or "i månaden" alone."""
    if match["tail"]:
        return False
    if match["per"] is None or match["per"].lower() == "per":
        return True
    definite = match[0].lower().endswith(("veckan", "månaden", "året", "dagen", "dygnet", "kvartalet"))
    return definite and ANY_NUMBER.search(before) is not None


def _rule(freq: str, interval: int = 1, by_day: str = "") -> str:
    return f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "") + (f";BYDAY={by_day}" if by_day else "")


def _by_day(named: str) -> str:
    return ",".join(code for day, code in WEEKDAYS.items() if day in named.lower())


def _value(written: str) -> int | None:
    plain = re.sub(r"\s+", " ", written.lower())
    digits = re.sub(r"[ .]", "", plain)
    return int(digits) if digits.isdigit() else NUMBERS.get(plain)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[0].strip() if match else None


def _window(text: str) -> str | None:
    """The narrowest time told, as written: hours before months, months before "under året"."""
    found = [match[0].strip() for match in WINDOW.finditer(text) if not COUNTED_BEFORE.search(text, 0, match.start())]
    narrow = [window for window in found if not WHOLE_PERIOD.fullmatch(window)]
    return next((window for window in narrow if not DURING_YEAR.fullmatch(window)), narrow[0] if narrow else None)


COUNTED_BEFORE = re.compile(rf"\b{NUMBER}\s+$", re.IGNORECASE)
WHOLE_PERIOD = re.compile(
    r"under\s+(?:hela\s+)?(?:åren|perioden|löftesperioden|år(?:et|en)?\s+20\S+(?:\s?\S+)?|20\d\d.*)", re.IGNORECASE
)
DURING_YEAR = re.compile(r"under\s+(?:hela\s+)?(?:året|verksamhetsåret|kalenderåret)", re.IGNORECASE)
