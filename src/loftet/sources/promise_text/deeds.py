"""What a commitment is about: its kind, for whom and where."""

import re
import tomllib
from importlib.resources import files

from loftet.sources.promise_text.record import CommitmentKind

KIND = tuple(
    (CommitmentKind(name), re.compile("|".join(patterns)))
    for name, patterns in tomllib.loads(files(__package__).joinpath("kinds.toml").read_text("utf-8")).items()
)

GROUP = (
    r"(?:ungdomar(?:na)?|unga(?:\s+(?:vuxna|personer|människor|män|kvinnor))?"
    r"|barn(?:en)?(?:\s+och\s+(?:unga|ungdomar))?|föräldrar(?:na)?|vårdnadshavare|äldre|seniorer"
    r"|pensionärer|elever(?:na)?"
    r"|\w+elever(?:na)?|\w+eleever(?:na)?|kvinnor|män|flickor|pojkar|brottsoffer|våldsutsatta"
    r"|nyanlända|flyktingbarn|boende|medborgar(?:e|na)|(?:kommun)?invånar(?:e|na)"
    r"|grannsamverkansgrupper(?:na)?|krögare"
    r"|handlare|näringsidkare|butiksägare|butiksinnehavare|företagare|mopedister|motorburen\s+ungdom"
    r"|motorintresserade\s+unga|brottsaktiva|individer|personal(?:en)?|medarbetare|allmänheten"
    r"|skolungdomar|tonåringar|familjer|vuxna|rattfyllerister|missbrukare)"
)
TARGET = re.compile(
    rf"\b(?:till|hos|för|mot|bland|med|riktade?t?|stötta|stödja|erbjud\w*|utbilda|informera"
    rf"|bjud\w*\s+in|kring|bjuder\s+in|gällande)\s+(?:(?:till|mot|den|det|de|sina|våra|kommunens|alla"
    rf"|samtliga|vissa|föräldrar\s+till|föräldrar\s+med|vårdnadshavare\s+till)\s+)*"
    rf"(?P<group>(?:(?:yngre|äldre|särskilt\s+utsatta|utsatta|brottsaktiva|unga"
    rf"|ensamkommande)\s+)?{GROUP}(?:\s+och\s+{GROUP})?"
    r"(?:\s+(?:i\s+(?:årskurs(?:erna)?|åk|skolår|klass)\s+\d(?:\s*(?:[-–]|och|till)\s*\d)?"
    r"|i\s+åldern\s+\d{1,2}\s*(?:[-–]|till|och)\s*\d{1,2}(?:\s+år)?|i\s+riskzon(?:en)?"
    r"|i\s+(?:högstadie|mellanstadie|gymnasie)\w*-?(?:\s+och\s+gymnasie\w*)?"
    r"|på\s+(?:högstadiet|mellanstadiet|gymnasiet)|med\s+risk\s+(?:för\s+)?att[^.,;()]{3,60}"
    r"|mellan\s+\d{1,2}\s+och\s+\d{1,2}\s+år|under\s+\d{1,2}\s+år|som\s+fyller\s+\d{1,2}\s+år))?)",
    re.IGNORECASE,
)

PROPER = r"[A-ZÅÄÖ][\wåäöé]+(?:[-/][A-ZÅÄÖ]?[\wåäö]+)?"
PLACE_WORD = (
    r"(?:\w*(?:resecentrum|torg(?:et)?|centrum|station(?:en)?|park(?:en|er|erna)?|bad(?:et|en)?"
    r"|skolgård\w*|galleria\w*|krogmiljö(?:n|er)?|köpcentrum|busstation\w*)|gym(?:men)?"
    r"|gångtunnlar(?:na)?|tunnlar(?:na)?|gång-?\s+och\s+cykel(?:vägar|banor)(?:na)?|tätort(?:en|er"
    r"|erna)|landsbygd(?:en)?|glesbygd(?:en)?|byar(?:na)?"
    r"|centralort(?:en|erna)?|bostadsområde(?:n|t|na)|otrygga\s+platser|offentliga?\s+miljö(?:er)?"
    r"|allmän(?:na)?\s+plats(?:er)?|alkoholförbudsområde\w*|skol(?:or|orna|an|miljö\w*)"
    r"|fritidsgård(?:en|ar|arna)|kollektivtrafiken|motionsspår\w*|lekplatser|båthamnar|idrottsplatser"
    r"|krogar(?:na)?|restauranger(?:na)?|nattklubbar|marknader)"
)
PLACE = re.compile(
    rf"\b(?:i|på|vid|kring|runt|omkring|längs|inom|utanför|omkring|till|från"
    rf"|genom)\s+(?P<place>(?:området\s+(?:kring|runt|vid)\s+|i\s+och\s+(?:kring|omkring)\s+"
    rf"|de\s+centrala\s+delarna\s+av\s+|centrala\s+delar(?:na)?\s+av\s+|delar\s+av\s+)?(?:(?:centrala"
    rf"|hela|norra|södra|västra|östra|kommunens|olika|utvalda|upplevt|öppna|allmänna|våra)\s+){{0,2}}"
    rf"(?:(?:{PROPER}(?:\s+(?!kommun|stad\b){PROPER})?(?:\s+(?:centrum|torg|resecentrum|station|park"
    rf"|tätort))?(?!\w|\s+(?:kommun|stad))|{PLACE_WORD}\b)(?:(?:\s*,\s*|\s+(?:och|samt)\s+)(?:i\s+"
    rf"|på\s+|vid\s+|centrala\s+)?(?:{PROPER}|{PLACE_WORD})){{0,4}}))",
)
NO_PLACE = re.compile(
    r"(?:Facebook|Instagram|Polis\w*|Kommun\w*|LPO|Lokalpolisområde\w*|Brå|BRÅ|EST|SSPF|SMADIT|ANDT\w*"
    r"|Effektiv|Sverige|A-traktor\w*|EPA\w*|LOV|SIG|SoL|Socialtjänst\w*|Huskurage|Grannsamverkan\w*"
    r"|Medborgar\w*|Systembolag\w*|BOB|ATK|Trygg\w*)\b"
    r"|[A-ZÅÄÖ]{2,}\b|\w+\s+(?:kommun|stad)\b|.*\bkommuns?\b"
)
BRACKETS = re.compile(r"\([^()]{0,200}\)")
BY_REFERENCE = re.compile(
    r"\b(?:(?:på|vid)\s+)?(?P<place>(?:dessa\s+platser|platserna\s+(?:enligt\s+)?ovan"
    r"|ovan\s+nämnda\s+platser|ovanstående\s+platser|de\s+aktuella\s+platserna|aktuella\s+platser"
    r"|de\s+platser\s+som\s+[^.,;]{3,60}|platser\s+(?:som|där)\s+[^.,;]{3,60}|platser\s+enligt\s+ovan"
    r"|utvalda\s+platser|särskilt\s+utvalda\s+platser))",
    re.IGNORECASE,
)


def kind_of(text: str) -> CommitmentKind:
    """The kind of work, by the words of the commitment."""
    low = text.lower()
    return next((kind for kind, words in KIND if words.search(low)), CommitmentKind.OTHER)


def target_group_of(text: str) -> str | None:
    """Whom the work is meant for, as written; nothing if the text names no group."""
    match = TARGET.search(text)
    return match["group"].strip() if match else None


def place_of(text: str) -> str | None:
    """Where it is done, as written, without the preposition; the whole municipality is no place."""
    text = BRACKETS.sub("", text)
    for match in PLACE.finditer(text):
        if not NO_PLACE.match(match["place"]):
            return match["place"].strip()
    reference = BY_REFERENCE.search(text)
    return reference["place"].strip() if reference else None
