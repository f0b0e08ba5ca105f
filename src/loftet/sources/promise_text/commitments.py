"""Items and sentences to commitments: one actor, or joint actors, and one deed each."""

import re
from dataclasses import dataclass, field, replace
from functools import reduce

from loftet.sources.promise_text.actors import mentions
from loftet.sources.promise_text.bearers import Acting, Parties, acting, companions, trailing_mark
from loftet.sources.promise_text.deeds import kind_of, place_of, target_group_of
from loftet.sources.promise_text.quantities import quantities
from loftet.sources.promise_text.record import BearerFound, CommitmentRecord, Lines
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.statements import INFINITIVE

LONGEST = 2_000
"""Longer items are read whole but searched no further than this for figures, places and kinds."""

MODAL = re.compile(r"\b(?:ska|skall|kommer(?!\s+till\b)|lovar|åtar\s+sig|avser)\b", re.IGNORECASE)
NO_DEED = re.compile(
    r"\b(?:ska|skall|kommer att)\s+(?:\w+\s){0,2}?(?:vara\s+i\s+fokus|prioriteras|ligga\s+på"
    r"|vara\s+prioriter\w+|riktas|omfatta)\b",
    re.IGNORECASE,
)
REFERS_BACK = re.compile(
    r"^(?:detta|det|dessa|den(?:na)?|de|här|där|dit|därmed|därigenom|därefter|på så sätt|på detta sätt"
    r"|genom detta|i detta|vid dessa|syftet|syfte|målet|mål|fokus|exempel|exempelvis|bland annat"
    r"|till exempel|t\.?\s?ex|särskil\w+|extra|företrädesvis"
    r"|målgrupp\w*|ambitionen|tanken|avsikten|även|en del i|allt|allt detta|både|som en del"
    r"|som ett led|med \w+ avses|i samband med detta|samtliga|inriktningen|i kommande|prioriterade"
    r"|resultatet|utgångspunkten|anledningen|forskning|en framgångsfaktor)\b|^(?:en|ett)\s+\w+\s+som\b",
    re.IGNORECASE,
)
DEFINITE_SUBJECT = re.compile(
    r"^(?!\w*(?:tillfällen|möten|ärenden|områden|samtal)\b)[A-ZÅÄÖ][\wåäö-]*(?:en|et|erna|arna|orna|ena|an"
    r"|na)\s+(?:(?:vid|i|på|om|för|med|till|kring)\s+.{3,80}?\s+)?(?:ska|skall|kommer|är|sker|genomförs"
    r"|görs|syftar|bör|kan|riktas|omfattar|innehåller)\b"
)
ADVERBS = {
    "sedan",
    "därefter",
    "även",
    "också",
    "fortlöpande",
    "kontinuerligt",
    "regelbundet",
    "vid",
    "på",
    "i",
    "för",
    "till",
    "därmed",
    "om",
    "inte",
    "ska",
}
PASSIVE = r"(?:\w{3,}as|tas\s+fram|ses\s+över|tas|hållas|ges|ske)"
TWO_PASSIVES = re.compile(
    rf"^(?P<opening>.{{0,160}}?\b(?:ska|skall"
    rf"|kommer)\b(?:\s+att)?(?:\s*,?\s*av\s+[^,.]{{3,80}},)?)\s+(?P<first>[^.]{{3,200}}?\b{PASSIVE}\b[^.]{{0,100}}?)\s+(?:och"
    rf"|samt)\s+(?P<second>(?P<word>[\wåäö-]+)(?:\s+[\wåäö-]+){{0,6}}?\s+{PASSIVE})(?P<rest>[^.]{{0,80}})\.?$",
    re.IGNORECASE,
)
GOAL_LIKE = re.compile(
    r"^(?:att\s+)?(?:(?:polisen|kommunen|polis och kommun|polisen och kommunen|vi"
    r"|[\wåäö ]{3,60}?)\s+(?:ska|skall|lovar att|vill|kommer att|kommer"
    r"|lovar också att)\s+)?(?:gemensamt\s+|tillsammans\s+|aktivt\s+|fortsätta\s+(?:att\s+)?)*"
    r"(?:öka\w*|minsk\w*|förbättra\w*|skapa|stärka|höja|motverka|förebygga"
    r"|arbeta\s+(?:\w+\s){0,4}(?:för|mot|med|på)|verka\s+för|bidra|främja|samordna"
    r"|identifiera\s+och)\b",
    re.IGNORECASE,
)
STATES_PROBLEM = re.compile(
    r"\b(?:är\s+(?:ett\s+)?(?:stort\s+|återkommande\s+|växande\s+)?(?:problem|otrygg\w*)|upplev(?:s|er"
    r"|de)\b|känner\s+sig|känner\s+oro|förekommer|har\s+ökat|har\s+minskat|oroar|är\s+oroliga|uppger"
    r"|utsätts\s+för|skapar\s+otrygghet|leder\s+till\s+otrygghet|orsakar|svarade|önskar|efterfrågar"
    r"|procent\s+av\s+(?:de|invånarna)|blir\s+utsatta|problem\s+med)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(r"\b(?:där|som|när|vilket|vilka|eftersom|för att|i syfte)\b", re.IGNORECASE)
STATES_FOCUS = re.compile(
    r"^(?:(?:särskilt |extra )?fokus(?:området?|områden)?\b(?:\s+(?:ligger|är|läggs|kommer|för)|\s*:)"
    r"|(?:våra\s+)?fokusområden|prioriterat\s+område|inriktningen\s+är)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands over an item: its area, and who was named before it."""

    parties: Parties
    area: str | None = None
    leads: tuple[Acting, ...] = ()
    """Those named over the item, the nearest first."""
    responsible: Acting | None = None
    """Those named in the column of a table for it."""

    @property
    def we(self) -> Parties:
        """Whom "vi" means: those named over the item, or all who give the promise."""
        return Parties(self.leads[0].bearers) if self.leads else self.parties


# An explanation may hold the figure ("Minst fem varje termin."), but not where it tells what a word means.
PROMISES_MORE = re.compile(r"\b(?:minst|ska|skall|kommer att|sker|hålls|genomförs)\b", re.IGNORECASE)
DEFINES = re.compile(r"\b(?:är\s+(?:en|ett)|menas|avses|innebär|betyder)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    text: str
    bearers: Acting
    explanation: list[str] = field(default_factory=list)


def commitments_of(text: str, lines: Lines, setting: Setting, *, prose: bool = False) -> list[CommitmentRecord]:
    """The commitments of an item or of a sentence of prose, each with its explanation."""
    title, told = _title_and_text(text)
    bare, marked = trailing_mark(told)
    marked = marked or setting.responsible
    drafts: list[_Draft] = []
    for sentence in (part for line in bare.split("\n") for part in sentences(line)):
        if drafts and not _stands_alone(sentence, drafts[-1].text, setting):
            drafts[-1].explanation.append(sentence)
        elif len(drafts) == 1 and _only_names(drafts[0]):
            drafts[0].text = f"{drafts[0].text} {sentence}"
            drafts[0].bearers = _bearers(sentence, marked, setting)
        else:
            drafts.extend(
                _Draft(clause, _bearers(clause, marked, setting)) for clause in _clauses(sentence, prose=prose)
            )
    if title and drafts:
        drafts[0].text = f"{title} {drafts[0].text}"
    return [_commitment(draft, lines, setting) for draft in drafts]


def _title_and_text(text: str) -> tuple[str, str]:
    """An item's title, if its first line is no more than one, and what it promises."""
    title, parted, rest = text.partition("\n")
    is_title = parted and len(title.split()) <= TITLE_WORDS and not MODAL.search(title) and not MAYBE_VERB.match(title)
    return (title, rest) if is_title else ("", text)


def states_problem(text: str) -> bool:
    """Whether the item tells of a problem, a survey's answer or a focus instead of a deed."""
    if STATES_FOCUS.search(text):
        return True
    main_clause = SUBORDINATE.split(text.split(". ", maxsplit=1)[0], maxsplit=1)[0]
    return (
        STATES_PROBLEM.search(main_clause) is not None
        and not MODAL.search(text)
        and not text.lower().startswith("att ")
    )


def is_goal_like(text: str) -> bool:
    """Whether the item says what should become better, as the line above a list of deeds does."""
    return GOAL_LIKE.search(text) is not None


def _only_names(draft: _Draft) -> bool:
    """Whether the words only name what the next sentence promises: "Förebyggande åtgärder. Polisen ska …"."""
    if draft.explanation or draft.bearers.found is BearerFound.OWN:
        return False
    if GIVES_REASON.search(draft.text):
        return True
    return len(draft.text.split()) <= TITLE_WORDS and not MODAL.search(draft.text) and not INFINITIVE.match(draft.text)


def _stands_alone(sentence: str, before: str, setting: Setting) -> bool:
    """Whether a further sentence is a commitment of its own: its own actor or subject, a modal and a deed."""
    if REFERS_BACK.search(sentence) or NO_DEED.search(sentence):
        return False
    modal = _modal_of_its_own(sentence)
    actor = acting(sentence, setting.parties)
    if actor and mentions(sentence):
        return modal or _other_actor(actor, before, setting)
    return modal and not DEFINITE_SUBJECT.search(sentence) and not _repeats_noun(sentence, before)


def _modal_of_its_own(sentence: str) -> bool:
    """Whether the main clause has a modal: "Vi arbetar för att våldet ska minska" has none."""
    if FRONTED.match(sentence):
        return MODAL.search(sentence) is not None
    return MODAL.search(re.split(r"\b(?:för att|så att|som|där|när|att)\b", sentence, maxsplit=1)[0]) is not None


def _other_actor(actor: Acting, before: str, setting: Setting) -> bool:
    earlier = acting(before, setting.parties)
    return earlier is not None and {bearer.party for bearer in earlier.bearers} != {
        bearer.party for bearer in actor.bearers
    }


def _repeats_noun(sentence: str, before: str) -> bool:
    """Whether the subject was named in the sentence before: "… informationskampanjer. Kampanjer ska även …"."""
    subject = re.match(r"[\wåäöÅÄÖ-]+", sentence)
    return bool(subject and len(subject[0]) > 5 and subject[0].lower()[:-2] in before.lower())


JOINT = re.compile(r",?\s+(?:och|samt|medan)\s+(?:att\s+)?$")
OWN_MODAL = re.compile(r"\s+(?:i\s+\w+\s+)?(?:ska|skall|kommer|lovar)\b")
ENDS_IN_PARTY = re.compile(r"(?:polis\w*|kommun\w*)$", re.IGNORECASE)
GIVES_REASON = re.compile(r"\bär\s+(?:viktig|nödvändig|angeläg|avgörande)\w*\b")
TITLE_WORDS = 8
MAYBE_VERB = re.compile(r"(?:att\s+)?\w{2,}a\s", re.IGNORECASE)
SHORTEST_CLAUSE = 20
FRONTED = re.compile(r"(?:för att|när|om|genom att|i syfte att|utöver|förutom)\b", re.IGNORECASE)


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that each have an actor and a modal of their own."""
    return _clauses(sentence, prose=False)


def _clauses(sentence: str, *, prose: bool) -> list[str]:
    """The sentence, or its parts where each has an actor or, in prose, a passive deed of its own."""
    match = TWO_PASSIVES.match(sentence) if prose else None
    if match and match["word"].lower() not in ADVERBS and not re.fullmatch(PASSIVE, match["word"]):
        second = f"{match['second']}{match['rest']}"
        return [f"{match['opening']} {part}".strip() for part in (match["first"], second)]
    parts: list[str] = []
    start = 0
    for mention in mentions(sentence):
        joint = JOINT.search(sentence, start, mention.start)
        if joint and not mention.genitive and OWN_MODAL.match(sentence, mention.end):
            before = sentence[start : joint.start()]
            if MODAL.search(before) and len(before) > SHORTEST_CLAUSE and not ENDS_IN_PARTY.search(before):
                parts.append(before.strip())
                start = mention.start
    return [*parts, sentence[start:].strip()]


def _bearers(clause: str, marked: Acting | None, setting: Setting) -> Acting:
    if marked:
        return marked
    if own := acting(clause[:LONGEST], setting.parties, we=setting.we):
        return own
    if setting.leads:
        lead = setting.leads[0]
        known = {(bearer.party, bearer.name) for bearer in lead.bearers}
        parties = {bearer.party for bearer in lead.bearers if bearer.party.value in ("police", "municipality")}
        company = [
            bearer
            for bearer in companions(clause[:LONGEST])
            if (bearer.party, bearer.name) not in known and bearer.party not in parties
        ]
        return Acting((*lead.bearers, *company), BearerFound.LEAD_IN)
    return Acting(setting.parties.bearers, BearerFound.INFERRED)


def _commitment(draft: _Draft, lines: Lines, setting: Setting) -> CommitmentRecord:
    searched = draft.text[:LONGEST]
    told = quantities(searched)
    commitment = CommitmentRecord(
        text=draft.text,
        focus_area=setting.area,
        bearers=list(draft.bearers.bearers),
        bearer_found=draft.bearers.found if draft.bearers.bearers else None,
        kind=kind_of(searched),
        target_group=target_group_of(searched),
        place=place_of(searched),
        recurrence=told.recurrence,
        count=told.count,
        at_least=told.at_least,
        condition=told.condition,
        window=told.window,
        vague=told.vague,
        lines=lines,
    )
    return reduce(explained, draft.explanation, commitment)


def explained(commitment: CommitmentRecord, sentence: str) -> CommitmentRecord:
    """The commitment with one more sentence of explanation, and the figures that it adds."""
    explanation = f"{commitment.explanation} {sentence}" if commitment.explanation else sentence
    commitment = replace(commitment, explanation=explanation)
    if not PROMISES_MORE.search(sentence) or DEFINES.search(sentence):
        return commitment
    told = quantities(sentence[:LONGEST])
    counted = commitment.count is not None
    return replace(
        commitment,
        recurrence=commitment.recurrence or told.recurrence,
        count=commitment.count if counted else told.count,
        at_least=commitment.at_least if counted else told.at_least,
        window=commitment.window or told.window,
        vague=None if told.count is not None or told.recurrence else commitment.vague,
    )


def goes_on(commitment: CommitmentRecord, sentence: str, parties: Parties) -> bool:
    """Whether a sentence only explains the commitment before it in the same paragraph."""
    return not _stands_alone(sentence, commitment.text, Setting(parties=parties))
