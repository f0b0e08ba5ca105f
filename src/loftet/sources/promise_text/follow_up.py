"""Where and how often a promise is followed up."""

import re

from loftet.sources.promise_text.quantities import recurrence_rule

OWNER = (
    r"(?:(?:polisen(?=\s+och\s+kommunens)|polisens|kommunens|[A-ZÅÄÖ][\wåäö]+\s+(?:kommuns|stads)"
    r"|bostadsbolagens|lokalpolisområde\s+[A-ZÅÄÖ][\wåäö]+s|vårt|våra|respektive\s+(?:parts|organisations"
    r"|myndighets)|parternas|båda\s+parters|sina|sin|dess|deras|egna|fastighetsägarnas)(?:\s*(?:,|och|samt"
    r"|/)\s*(?=polisens|kommunens|bostad|fastig|[A-ZÅÄÖ][\wåäö]+\s+kommuns))?\s*)"
)
PLACE = (
    r"(?:facebook-?(?:sid(?:a|or|an|orna)|konto(?:n)?|grupp(?:er)?)?|instagram(?:-?konto(?:n)?)?"
    r"|twitter|(?:hem|webb)sid(?:a|an|or|orna)|webb?plats(?:er|en|erna)?|webben|intranät"
    r"|sociala\s+medier|(?:traditionella|lokala|olika)\s+(?:medier|media)|lokalmedia|lokalpressen"
    r"|lokaltidning(?:en|ar|arna)?|tidning(?:en|ar|arna)?|pressen|media|medier(?:na)?|dagspress(?:en)?"
    r"|(?:www\.)?(?:polisen|[a-zåäö]+)\.se(?:/\S*)?|(?:det\s+)?lokala\s+(?:brottsförebyggande\s+rådet"
    r"|brå)|brottsförebyggande\s+rådet|brå\b|kommunstyrelsen|kommunfullmäktige|styrgrupp(?:en)?"
    r"|ledningsgrupp(?:en)?|nyhetsbrev|anslagstavl\w+|informationsblad|medborgarmöte(?:n|t)?"
    r"|medborgardialog(?:en|er)?|lokala\s+rådet|trygghetsrådet|folkhälsorådet"
    r"|rådet\s+för\s+[\wåäö]+(?:\s+[\wåäö]+)?|pressmeddelande(?:n)?|youtube|app(?:en)?)"
)
CHANNEL = re.compile(rf"(?P<owners>(?:{OWNER}){{0,4}})(?P<place>(?<![\wåäö@]){PLACE})(?![\wåäö])", re.IGNORECASE)
ONE_OWNER = re.compile(
    r"polisens?|kommunens|[A-ZÅÄÖ][\wåäö]+\s+(?:kommuns|stads)|bostadsbolagens|fastighetsägarnas"
    r"|lokalpolisområde\s+[A-ZÅÄÖ][\wåäö]+s",
    re.IGNORECASE,
)
INTERVAL = re.compile(
    r"\b(?:tertialvis|kvartalsvis|månadsvis|halvårsvis|årligen|löpande|kontinuerligt|regelbundet|(?:en"
    r"|två|tre|fyra|\d)\s+(?:gång(?:er)?|ggr)(?:\s+(?:per|om|i|under)\s+|\s?/\s?)\w+"
    r"|varje\s+(?:tertial|kvartal|månad|halvår|år|termin)|varannan\s+månad|vartannat\s+år"
    r"|per\s+(?:tertial|kvartal|halvår|år|termin)|vid\s+(?:årets|periodens|löftesperiodens)\s+slut"
    r"|efter\s+(?:varje\s+)?(?:tertial|halvår|sommaren|årsskiftet))",
    re.IGNORECASE,
)
OWNERS = {"polisen": "polisens", "polisens": "polisens", "kommunens": "kommunens"}
TELLS = re.compile(
    r"\b(?:följ(?:a|s|er|as)?\s+(?:arbetet|upp|med|löftet|löftena|medborgarlöfte\w*|vårt|utvecklingen"
    r"|oss)|följa?s\s+(?:\w+\s){0,3}upp|att\s+följa|uppföljning(?:en|ar)?|redovisa(?:s|r|d)?"
    r"|återkoppl\w+|återrapporter\w*|utvärder(?:as|ing\w*|a)|kommuniceras|publiceras|informera(?:s"
    r"|r)?\s+om\s+(?:arbetet|löfte)|rapporteras?)\b",
    re.IGNORECASE,
)
TELL_HINTS = ("följ", "redovis", "återkoppl", "rapport", "utvärder", "kommunic", "public", "inform")
ABOUT_PROMISE = re.compile(
    r"löfte|\barbetet\b|aktiviteterna|resultat|^uppföljning|utfall|vårt arbete|hur det går|utvecklingen"
    r"|\boss\b",
    re.IGNORECASE,
)
FOLLOWED = re.compile(
    r"^(?:en gång|två gånger|(?:detta |det |en |den )?(?:löpande |gemensamma )?(?:medborgarl|löfte|arbetet"
    r"|uppföljning|resultat|redovisning|utfall|återkoppling|aktiviteterna|utvärdering)|följ\b|du kan"
    r"|här kan|vi följer|via )",
    re.IGNORECASE,
)


def tells_follow_up(sentence: str) -> bool:
    """Whether the sentence says how the promise is followed up or told about."""
    low = sentence.lower()
    if not any(hint in low for hint in TELL_HINTS):
        return False
    return TELLS.search(sentence) is not None and ABOUT_PROMISE.search(sentence) is not None


def is_follow_up_item(text: str) -> bool:
    """Whether an item of a list tells how the promise is followed up instead of promising a deed."""
    return tells_follow_up(text) and FOLLOWED.search(text) is not None


def channels_of(text: str) -> list[str]:
    """Where it can be followed, each owner's channel by itself: "polisens Facebook", "kommunens Facebook"."""
    found: dict[str, str] = {}
    for match in CHANNEL.finditer(re.sub(r"\([^()]{0,80}\)", "", text)):
        owners = [owner.strip() for owner in ONE_OWNER.findall(match["owners"])] or [""]
        for owner in owners:
            channel = f"{OWNERS.get(owner.lower(), owner)} {match['place']}".strip()
            found.setdefault(channel.lower(), channel)
    return list(found.values())


def interval_of(text: str) -> tuple[str | None, str | None]:
    """How often results are told, as written and as a rule of RFC 5545 where it is a true interval."""
    rule = None
    written = None
    for match in INTERVAL.finditer(text):
        rule = recurrence_rule(match[0])
        written = match[0]
        if rule:
            break
    return written, rule
