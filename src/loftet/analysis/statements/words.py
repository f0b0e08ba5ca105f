"""The words of the sentences, each in Swedish and English beside each other."""

from enum import StrEnum

from loftet.analysis.statements.findings import Finding, Reason


class Language(StrEnum):
    SWEDISH = "sv"
    ENGLISH = "en"


WORDS: dict[str, tuple[str, str]] = {
    Finding.ROSE: (
        "{subject} ökade från {count_before} {before} till {count_after} {after}{counted_on}.",
        "{subject} rose from {count_before} {before} to {count_after} {after}{counted_on}.",
    ),
    Finding.FELL: (
        "{subject} minskade från {count_before} {before} till {count_after} {after}{counted_on}.",
        "{subject} fell from {count_before} {before} to {count_after} {after}{counted_on}.",
    ),
    Finding.CANNOT_TELL: (
        "{subject} var {count_before} {before} och {count_after} {after}.",
        "{subject} were {count_before} {before} and {count_after} {after}.",
    ),
    "only after": (
        "{subject} var {count_after} {after}.",
        "{subject} were {count_after} {after}.",
    ),
    "only before": (
        "{subject} var {count_before} {before}.",
        "{subject} were {count_before} {before}.",
    ),
    "rise beyond chance": (
        "Ökningen är större än vad slumpen brukar ge.",
        "The rise is larger than chance usually makes.",
    ),
    "fall beyond chance": (
        "Minskningen är större än vad slumpen brukar ge.",
        "The fall is larger than chance usually makes.",
    ),
    "rise between": (
        "Ökningen är troligen mellan {least} och {most} procent.",
        "The rise is probably between {least} and {most} per cent.",
    ),
    "fall between": (
        "Minskningen är troligen mellan {least} och {most} procent.",
        "The fall is probably between {least} and {most} per cent.",
    ),
    "no sign": (
        "Det finns inget tecken på en förändring som är större än {unseen} procent{counted_on}.",
        "There is no sign of a change larger than {unseen} per cent{counted_on}.",
    ),
    Reason.TOO_FEW: (
        "För få fall för att säga om det har ändrats{counted_on}.",
        "Too few cases to say whether it has changed{counted_on}.",
    ),
    "seen from both": (
        "Med så små tal syns bara stora förändringar: en ökning till omkring {rise} eller en minskning till "
        "omkring {fall}.",
        "Numbers this small show only large changes: a rise to about {rise} or a fall to about {fall}.",
    ),
    "seen from rise": (
        "Med så små tal syns bara en stor ökning, till omkring {rise}. En minskning går inte att se.",
        "Numbers this small show only a large rise, to about {rise}. A fall cannot be seen.",
    ),
    Reason.FOLLOWS_POLICE_CHECKS: (
        "Antalet följer hur mycket polisen kontrollerar. Det visar inte om brotten har blivit fler eller färre.",
        "The count follows how much the police check. It does not show whether there is more or less crime.",
    ),
    Reason.NOT_COMPARABLE: (
        "Sättet att räkna ändrades däremellan. Talen går inte att jämföra.",
        "The way of counting changed in between. The figures cannot be compared.",
    ),
    Reason.MISSING: (
        "Uppgift saknas, så talen går inte att jämföra.",
        "A figure is missing, so the figures cannot be compared.",
    ),
    Reason.SUPPRESSED: (
        "En uppgift visas inte för att skydda enskilda, så talen går inte att jämföra.",
        "A figure is not shown in order to protect individuals, so the figures cannot be compared.",
    ),
    "reports": (
        "Fler anmälningar kan betyda att fler vågar anmäla, inte att mer har hänt.",
        "More reports may mean that more people dare to report, not that more has happened.",
    ),
    "fewer reports": (
        "Färre anmälningar kan betyda att färre anmäler, inte att mindre har hänt.",
        "Fewer reports may mean that fewer people report, not that less has happened.",
    ),
    "towards": (
        "Det är åt det håll som löftet vill.",
        "This is the way the promise wants.",
    ),
    "away": (
        "Löftet vill åt andra hållet.",
        "The promise wants it to go the other way.",
    ),
    "share rose": (
        "{subject} ökade från {share_before} procent {before} till {share_after} procent {after}.",
        "{subject} rose from {share_before} per cent {before} to {share_after} per cent {after}.",
    ),
    "share fell": (
        "{subject} minskade från {share_before} procent {before} till {share_after} procent {after}.",
        "{subject} fell from {share_before} per cent {before} to {share_after} per cent {after}.",
    ),
    "share": (
        "{subject} var {share_before} procent {before} och {share_after} procent {after}.",
        "{subject} was {share_before} per cent {before} and {share_after} per cent {after}.",
    ),
    "share only after": (
        "{subject} var {share_after} procent {after}.",
        "{subject} was {share_after} per cent {after}.",
    ),
    "share only before": (
        "{subject} var {share_before} procent {before}.",
        "{subject} was {share_before} per cent {before}.",
    ),
    "share between": (
        "Skillnaden är troligen mellan {least} och {most} procentenheter.",
        "The difference is probably between {least} and {most} percentage points.",
    ),
    "share no sign": (
        "Det finns inget tecken på en förändring som är större än {unseen} procentenheter.",
        "There is no sign of a change larger than {unseen} percentage points.",
    ),
    "share cannot tell": (
        "För få svar för att säga om det har ändrats. Så här säkra svar visar bara förändringar på omkring "
        "{detectable} procentenheter eller mer.",
        "Too few answers to say whether it has changed. Answers this sure show only changes of about "
        "{detectable} percentage points or more.",
    ),
    "preliminary": (
        "Siffrorna är preliminära.",
        "The figures are preliminary.",
    ),
    "example": (
        "Exempel: siffrorna är påhittade.",
        "Example: the figures are made up.",
    ),
}


def words(part: str, language: Language) -> str:
    """The template of one part of a sentence."""
    return WORDS[part][language is Language.ENGLISH]
