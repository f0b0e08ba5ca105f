"""Who bears a commitment: the one who acts, not the one something is done to or with.

The subject bears it ("Polisen gör …", "Under året ska kommunen …"), so do those it acts together with ("tillsammans
med kommunen") and the agent of a passive ("ronderas av kommunens väktare"). Who stands after another preposition
does not ("kontakter med skola och socialtjänst"). A mark after the text ("(Polis)", "Ansvarig: kommunen") wins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loftet.sources.promise_text.actors import Mention, mentions
from loftet.sources.promise_text.record import Bearer, BearerFound, PartyKind

JOINING = re.compile(
    r"(?:\s(?:i\s)?(?-i:[A-ZÅÄÖ])[\wåäö]+(?=\s(?:och|samt)\s))?"
    r"\s*(?:,|och|samt|&|/|eller|och/eller|,\s*(?:och|samt)"
    r"|,?\s*(?:tillsammans|i samverkan|i samarbete|gemensamt) med|genom)\s*"
    r"(?:(?:den|det|de|övriga|lokala|även|båda|vår|våra|dess|deras|också|representanter för)\s+)*",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"(?:[\"”(]|(?:att|det är|den|det|de|båda|både|representanter (?:för|från)|personal(?:en)? (?:på"
    r"|från|inom|vid)|uniformerad|civil|lokala?|vår|våra"
    r"|samverkan mellan|samarbetet mellan|samverkan|dagtid|även|dessutom|vidare|den lokala|fler|flera"
    r"|synliga?|medarbetare (?:från|inom|på)|företrädare för)\s+)*",
    re.IGNORECASE,
)
MODAL = (
    r"(?:ska|skall|kommer|lovar|kan|avser|avger|åtar sig|åtar|bör|vill|har|gör|är|finns|håller|utlovar"
    r"|avlägger|fortsätter|genomför|startar|deltar)"
)
INVERTED = re.compile(
    rf"(?:^|\s)(?:{MODAL}|(?:ska|skall|kommer),)\s+(?:(?:att|även|också|därför|dessutom|härmed|sig"
    rf"|bland annat|således|fortsatt|framöver|alltid|nu|då|båda|både|av|den|det|de|lokala?|uniformerad"
    rf"|civil"
    r"|representanter för|personal från|företrädare för)\s+)*$",
    re.IGNORECASE,
)
MODAL_AFTER = re.compile(r"\s+(?:[\wåäö]+\s){0,8}?(?:ska|skall|kommer|lovar)\b")
AFTER_VERB = re.compile(r"(?:^|\s)\w{3,}(?:er|ar)\s+$")
# "Vi besöker skolor": the subject stands before the verb, and what follows is its object.
AFTER_VERB_OF_OTHER = re.compile(r"(?:att\s+)?(?:vi|man|det|detta|de)\b", re.IGNORECASE)
AGENT = re.compile(r"(?:\w{3,}s|,)\s+av\s+(?:(?:både|den|det|de|lokala|bland annat|till exempel)\s+)*$", re.IGNORECASE)
COMPANION = re.compile(
    r"(?:tillsammans|i (?:nära |god |tät |bred )?(?:samverkan|samarbete)|ihop|gemensamt"
    r"|i partnerskap) (?:även )?med (?:(?:den|det|de|bl\.? ?a\.?|bland annat|t\.? ?ex\.?|till exempel"
    r"|både|lokala|även|kommunens|polisens)\s+)*"
    r"(?:[\wåäö-]+(?:,| och| samt)\s+){0,4}$",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(r"\b\w+(?:dda|gna|tna|ade|ada|gda|vda)\s+$")
BETWEEN = re.compile(
    r"(?:^|\s)(?:samverkan|samarbetet?|dialogen?|samordningen?|informationsutbytet?|träffar"
    r"|möten) mellan (?:de |den |det )?$",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:i syfte|för att|så att|genom att|med fokus|som|enligt|utifrån)\b", re.IGNORECASE)
ADJECTIVE = re.compile(
    r"\b(?P<police>polisiära?|polisiärt|polisnärvaron?|uniformerad)\b|\b(?P<municipality>kommunala?"
    r"|kommunalt)\b",
    re.IGNORECASE,
)
WE = re.compile(
    r"(?:^|\b(?:ska|skall|kommer|lovar|vill|kan|gör|avser|att|åtar|fortsätter|arbetar|fokuserar|satsar"
    r"|genomför)\s)(?:även |också )?(?:vi|parterna|båda parter(?:na)?|respektive part)\b",
    re.IGNORECASE,
)
JOINT = re.compile(
    r"^(?:att\s+)?(?:gemensam(?:ma|t)?|tillsammans(?!\s+med)|samfällt|i samverkan(?!\s+med)"
    r"|polis och kommun i samverkan|parterna|båda parter(?:na)?)\b",
    re.IGNORECASE,
)

MARK = re.compile(r"[\s.]*[(\[](?P<who>[^()\[\]]{2,80})[)\]]\s*\.?\s*$")
LAST_WORDS = re.compile(r"[.!:;]\s+(?P<who>[A-ZÅÄÖ][^.!?]{2,60})\.?\s*$")
LAST_AGENT = re.compile(r"\b\w{3,}s\b[^.]{0,120}\sav\s(?P<who>[^.]{4,60})\.?\s*$")
RESPONSIBLE = re.compile(
    r"\s*[(\[]?\b(?:ansvar(?:ig(?:a|t)?)?(?:\s+(?:aktör(?:er)?|part(?:er)?|för\s+genomförande(?:t)?))?"
    r"|utförare|genomförs\s+av|utförs\s+av|huvudansvar(?:ig)?)\s*(?::|–|-"
    r"|\bär\b)?\s*(?P<who>[^.\n]{2,120})[)\]]?\.?\s*$",
    re.IGNORECASE,
)
FILLING = re.compile(
    r"[\s,/&+.:;–-]+|\b(?:och|samt|eller|båda|i|samverkan|tillsammans|gemensamt|med|den|del|aktörer|lokala"
    r"|respektive|övriga)\b",
    re.IGNORECASE,
)


COOPERATION = re.compile(r"(?:samverkan|samarbetet?|dialogen) mellan", re.IGNORECASE)
"""Cooperation as the subject: "Samarbetet mellan polisen och kommunen fortsätter"."""
WORDS_BEFORE_ADJECTIVE = 4
MAIN_PARTIES = (PartyKind.POLICE, PartyKind.MUNICIPALITY)
LOOK_BACK = 160
"""So many characters before a name are looked at."""

Group = Sequence[Mention]
"""Mentions joined by "och" or a comma."""


@dataclass(frozen=True, slots=True)
class Acting:
    bearers: tuple[Bearer, ...]
    found: BearerFound


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who give the promise; "vi" are they."""

    bearers: tuple[Bearer, ...]


def trailing_mark(text: str) -> tuple[str, Acting | None]:
    """The text without "(Polis)", "Ansvarig: kommunen" or a last "Polis." at its end, and whom that names."""
    for pattern in (RESPONSIBLE, MARK, LAST_WORDS):
        match = pattern.search(text)
        if match and (bearers := only_actors(match["who"])):
            cut = match.start() if pattern is not LAST_WORDS else match.start() + 1
            return text[:cut].rstrip(" ,–-("), Acting(bearers, BearerFound.TRAILING)
    agent = LAST_AGENT.search(text)
    if agent and (bearers := only_actors(agent["who"])):
        return text, Acting(bearers, BearerFound.TRAILING)
    return text, None


def only_actors(text: str) -> tuple[Bearer, ...]:
    """The bearers that the text lists, if it does nothing else; empty otherwise."""
    named = mentions(text)
    rest = text
    for mention in reversed(named):
        rest = rest[: mention.start] + rest[mention.end :]
    return _bearers(named) if named and not FILLING.sub("", rest).strip() else ()


def acting(
    sentence: str, parties: Parties, found: BearerFound = BearerFound.OWN, *, we: Parties | None = None
) -> Acting | None:
    """Those who act in the sentence; nothing if it names nobody who does. "Vi" are `we`, or else the parties."""
    named = mentions(sentence)
    groups = _groups(sentence, named)
    subject = _subject(sentence, groups)
    if not subject and WE.search(sentence[:200]):
        return Acting((we or parties).bearers, found)
    company = _company(sentence, groups)
    if not subject and JOINT.search(sentence) and not company:
        return Acting(we.bearers if we and len(we.bearers) > 1 else parties.bearers, found)
    if not subject:
        subject = _by_adjective(sentence)
    bearers = _bearers([*subject, *company])
    return Acting(bearers, found) if subject and bearers else None


def joint_bearers(sentence: str) -> tuple[Bearer, ...]:
    """Police and municipality, where the sentence names them in one breath ("polisens och kommunens löften")."""
    for group in _groups(sentence, mentions(sentence)):
        if {PartyKind.POLICE, PartyKind.MUNICIPALITY} <= {mention.party for mention in group}:
            return _bearers(group)
    return ()


def companions(sentence: str) -> tuple[Bearer, ...]:
    """Those named after "tillsammans med", where the sentence leaves its subject to the words before the list."""
    return _bearers(_company(sentence, _groups(sentence, mentions(sentence))))


def _company(sentence: str, groups: Sequence[Group]) -> list[Mention]:
    """Those acted together with; not those a place was only chosen with ("platser utsedda i samverkan med")."""
    found: list[Mention] = []
    for group in groups:
        match = COMPANION.search(before := _before(sentence, group))
        if match and not PARTICIPLE.search(before[: match.start()]):
            found.extend(group)
    return found


def _groups(sentence: str, named: Sequence[Mention]) -> Sequence[Group]:
    """The mentions, those joined by "och" or a comma together."""
    groups: list[list[Mention]] = []
    for mention in named:
        gap = sentence[groups[-1][-1].end : mention.start] if groups else ""
        if groups and groups[-1][-1].genitive and gap == " " and mention.party not in MAIN_PARTIES:
            continue
        if groups and JOINING.fullmatch(gap):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _subject(sentence: str, groups: Sequence[Group]) -> Group:
    """Those who act, by where they stand: first, after "av", after the verb, before a genitive's head, after "att"."""
    opening = next((group for group in groups if OPENING.fullmatch(sentence, 0, group[0].start)), ())
    if opening and not opening[-1].genitive and not sentence[opening[-1].end :].startswith(" som "):
        return opening
    found = _after(AGENT, sentence, groups) or _after(INVERTED, sentence, _without_genitives(groups))
    if not found and not AFTER_VERB_OF_OTHER.match(sentence):
        main = [group for group in _without_genitives(groups) if group[0].party in MAIN_PARTIES]
        found = _after(AFTER_VERB, sentence, main)
    found = found or opening or _told_of(sentence, groups)
    return found or (_after(BETWEEN, sentence, groups) if COOPERATION.match(sentence) else ())


def _after(pattern: re.Pattern[str], sentence: str, groups: Sequence[Group]) -> Group:
    """The first group with the pattern right before it."""
    return next((group for group in groups if pattern.search(_before(sentence, group))), ())


def _before(sentence: str, group: Group) -> str:
    """The words before the group, as far back as they are looked at."""
    return sentence[max(0, group[0].start - LOOK_BACK) : group[0].start]


def _without_genitives(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if not group[-1].genitive]


def _told_of(sentence: str, groups: Sequence[Group]) -> Group:
    """The subject of a clause: "… innebär att polis och kommun tre gånger i veckan ska finnas på torget"."""
    clauses = (group for group in groups if _before(sentence, group).endswith("att "))
    return next((group for group in clauses if MODAL_AFTER.match(sentence[group[-1].end :])), ())


def _by_adjective(sentence: str) -> list[Mention]:
    match = ADJECTIVE.search(sentence, 0, 80)
    if (
        match is None
        or sentence.count(" ", 0, match.start()) > WORDS_BEFORE_ADJECTIVE
        or PAST.search(sentence, 0, match.start())
    ):
        return []
    party, name = (PartyKind.POLICE, "Polisen") if match["police"] else (PartyKind.MUNICIPALITY, "Kommunen")
    return [Mention(party, name, *match.span())]


def _bearers(named: Sequence[Mention]) -> tuple[Bearer, ...]:
    bearers: dict[tuple[PartyKind, str], Bearer] = {}
    for mention in named:
        name = mention.name[0].upper() + mention.name[1:]
        key = (mention.party, "" if mention.party is PartyKind.POLICE else name.lower())
        bearers.setdefault(key, Bearer(party=mention.party, name=name))
    return tuple(bearers.values())
