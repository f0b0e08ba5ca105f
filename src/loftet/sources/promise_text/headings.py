"""Headings and the words before lists: what section, area and actors they open."""

import re

from loftet.sources.promise_text.bearers import Acting, acting, only_actors
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.items import Items
from loftet.sources.promise_text.periods import find_period
from loftet.sources.promise_text.prose import Prose
from loftet.sources.promise_text.reading import Reading, Trust
from loftet.sources.promise_text.record import Bearer, BearerFound
from loftet.sources.promise_text.sections import PROMISE_WORD, Lead, Section, area_name, is_title, lead_of, section_of
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.standing import LISTED, PROMISED_UNDER, PROMISING, Standing
from loftet.sources.promise_text.statements import Role, role_of

FIELD_OF_SECTION = {
    Section.TITLE: "title",
    Section.INTRODUCTION: "introduction",
    Section.PURPOSE: "purpose",
    Section.PICTURE: "picture",
    Section.COMMITMENTS: "commitments",
    Section.ACTIVITIES: "commitments",
    Section.GOALS: "goals",
    Section.FOLLOW_UP: "follow_up",
    Section.VALIDITY: "validity",
    Section.SIGNATURES: "signatories",
    Section.AREAS: "focus_areas",
}
HEADING_LENGTH = 110
AREA_WORDS = 9
LONGEST_LEAD = 600

LEAD_END = re.compile(r"\b(?:att|ska|skall|lovar|genom|följande|genomföra|på|mot|rörande|inom)\.?$", re.IGNORECASE)
LEAD_VERB = re.compile(r"\b(?:lovar|ska|skall|kommer|åtar)\b")
LEAD_AREA = re.compile(
    r"(?:våra\s+)?löften?\s+(?:gällande|rörande|för|avseende|kring|vid)\s+"
    r"(?P<area>[A-ZÅÄÖ][^:]{2,60}?)(?:\s+under\b.*|\s+20\d\d.*)?\s*:?$",
    re.IGNORECASE,
)
NAMES_NOBODY = re.compile(r"\bföljande\b|\bgenom\b")
GOES_ON = re.compile(r"\b(?:lovar|åtar|genom)\b", re.IGNORECASE)
GROUP_WORDS = re.compile(
    r"\b(?:aktivitet\w*|åtgärd\w*|insats\w*|del i löftet|delar? av löftet|löften?|åtaganden?|ansvar\w*|arbete"
    r"|uppgift(?:er)?|lovar|ska|skall|kommer|tillsammans|att|gör|för|och ska|följande|åtar sig|genomföra"
    r"|medborgarlöften?|i samverkan|(?:för |år )?20\d\d(?:\s*[-–]\s*20\d\d)?)\b",
    re.IGNORECASE,
)
JOINT_GROUP = re.compile(r"gemensam\w*|tillsammans|(?:i )?samverkan|båda(?: parter)?", re.IGNORECASE)
ADJECTIVE_GROUP = {"polisiär": "Polisen", "kommunal": "Kommunen"}
NO_AREA = re.compile(
    rf"{PROMISE_WORD}"
    r"|\b(?:ska|skall|kommer|lovar|är|har|kan|läs|undertecknade|besökas|välkommen|tillbaka|gick|säger)\b"
    r"|[?@]|https?:|\d{3,}|\d/\d|\bkl\b",
    re.IGNORECASE,
)
WORK_FOR_AREA = re.compile(r"(?:insatser|aktiviteter|åtgärder)\s+(?:för|mot|inom|kring)\s+\S.{3,80}", re.IGNORECASE)


class Headings:
    def __init__(self, reading: Reading, standing: Standing, items: Items, prose: Prose) -> None:
        self.reading = reading
        self.standing = standing
        self.items = items
        self.prose = prose
        self.section_starts: list[int] = []

    def read(self, block: Block, following: Block | None, *, has_list: bool) -> bool:
        """Reads the block as a heading or as the words before a list; false if it is prose.

        `has_list` tells whether a list stands between the block and the next section.
        """
        heading = block.kind is BlockKind.HEADING or (block.ends_open and len(block.text) <= HEADING_LENGTH)
        if heading and (section := section_of(block.text)) is not None:
            self._open_section(block, section, has_list=has_list)
        elif heading and (bearers := self._organisation(block.text)):
            self._open_group(block, Acting(bearers, BearerFound.LEAD_IN), following)
        elif block.ends_open or (following is not None and following.kind in LISTED and _announces(block)):
            return self._open_lead(block, following)
        elif following is not None and self._may_be_area(block):
            self._open_area(block)
        else:
            self._leave_section(block, following)
            return False
        return True

    def _open_section(self, block: Block, section: Section, *, has_list: bool) -> None:
        reading, standing = self.reading, self.standing
        at_start = not reading.titles and standing.section is None
        if section is Section.COMMITMENTS and at_start and is_title(block.text):
            section = Section.TITLE
        if section is Section.TITLE:
            reading.titles.append(block.text)
        if period := find_period(block.text):
            reading.periods.append((Trust.TITLE if section is Section.TITLE else Trust.HEADING, period))
        if section in PROMISED_UNDER and has_list:
            self.items.earlier_are_umbrellas(own_only_inferred=section is Section.COMMITMENTS)
        self._stand_under(block, section)
        standing.has_list = has_list
        self.section_starts.append(block.first)
        if section in FIELD_OF_SECTION:
            reading.note(FIELD_OF_SECTION[section], block)
        else:
            reading.add_passage(block.text, "", block)

    def _stand_under(self, block: Block, section: Section) -> None:
        standing = self.standing
        goes_on_in_area = section is Section.ACTIVITIES and standing.base_lead is not None
        standing.section, standing.heading = section, block.text
        standing.lead = standing.local_lead = None
        if not goes_on_in_area:
            standing.area = None
        if section not in PROMISED_UNDER:
            standing.base_lead = None
            return
        standing.base_lead = acting(block.text, standing.parties, BearerFound.LEAD_IN) or standing.base_lead
        if WORK_FOR_AREA.fullmatch(block.text.strip(" :")):
            standing.area = self.reading.name_area(block.text.strip(" :"))

    def _organisation(self, heading: str) -> tuple[Bearer, ...]:
        """The bearers that a heading like "Polis", "Kommunens aktiviteter:" or "Gemensamma aktiviteter" names."""
        plain = GROUP_WORDS.sub("", heading.strip(" :.*#")).strip(" :,–-")
        if not plain:
            return ()
        if JOINT_GROUP.fullmatch(plain):
            return self.standing.parties.bearers
        adjective = next(
            (name for stem, name in ADJECTIVE_GROUP.items() if re.fullmatch(rf"{stem}\w*", plain.lower())), ""
        )
        return only_actors(adjective or plain)

    def _open_group(self, block: Block, named: Acting, following: Block | None) -> None:
        standing = self.standing
        if standing.section is not Section.OUTCOME:
            standing.enter_commitments()
        standing.keep_lead(named, over_areas=self._is_area(following))
        standing.lead, standing.heading = Lead.PROMISE, block.text
        leads_in = LEAD_VERB.search(block.text) is not None and "lead_in" not in self.reading.texts
        self.reading.note("lead_in", block, block.text if leads_in else None)

    def _open_lead(self, block: Block, following: Block | None) -> bool:
        standing = self.standing
        *before, last = sentences(block.text) or [""]
        if len(last) > LONGEST_LEAD or (not block.ends_open and role_of(last) is not Role.OTHER):
            return False
        for sentence in before:
            self.prose.read_sentence(sentence, block)
        kind = Lead.NOTHING if standing.section is Section.OUTCOME else lead_of(last)
        named = acting(last, standing.parties, BearerFound.LEAD_IN)
        promising = standing.section is None or standing.section in PROMISING
        if kind is Lead.PROMISE and standing.section is Section.GOALS and not GOES_ON.search(last):
            standing.lead = Lead.GOALS
            self.reading.note("goals", block)
        elif kind is Lead.PROMISE or (kind is Lead.NOTHING and named and promising):
            self._open_promise_lead(block, last, named, following)
        else:
            standing.lead = kind
            self._note_lead(block, last, kind)
        return True

    def _open_promise_lead(self, block: Block, last: str, named: Acting | None, following: Block | None) -> None:
        reading, standing = self.reading, self.standing
        standing.enter_commitments()
        if "aktivitet" in last.lower() and not named and following is not None and following.kind is BlockKind.ITEM:
            self.items.earlier_are_umbrellas()
        if named or not NAMES_NOBODY.search(last):
            standing.keep_lead(named or standing.base_lead, over_areas=self._is_area(following))
        if period := find_period(last):
            reading.periods.append((Trust.LEAD, period))
        if match := LEAD_AREA.match(last):
            standing.area = reading.name_area(match["area"])
        standing.lead = Lead.PROMISE
        if "lead_in" in reading.texts:
            reading.add_passage(standing.heading, last, block)
        else:
            reading.note("lead_in", block, last)

    def _note_lead(self, block: Block, last: str, kind: Lead) -> None:
        """Keeps the words before a list that holds no commitments."""
        section = self.standing.section
        if kind is Lead.PURPOSE:
            self.reading.note("purpose", block, last)
        elif kind is Lead.FOLLOW_UP or section is Section.FOLLOW_UP:
            self.reading.add_follow_up(last, block)
        elif section in (Section.PICTURE, Section.INTRODUCTION, None):
            self.prose.read_sentence(last, block)
        else:
            self.reading.add_passage(self.standing.heading, last, block)

    def _is_area(self, block: Block | None) -> bool:
        return block is not None and self._may_be_area(block)

    def _may_be_area(self, block: Block) -> bool:
        if block.kind is not BlockKind.HEADING or section_of(block.text) is not None or self._organisation(block.text):
            return False
        if block.marked:
            return len(block.text) <= HEADING_LENGTH
        return len(block.text.split()) <= AREA_WORDS and not NO_AREA.search(block.text)

    def _open_area(self, block: Block) -> None:
        standing = self.standing
        standing.local_lead = standing.lead = None
        standing.heading = block.text
        if standing.section is Section.AREAS:
            standing.section = Section.COMMITMENTS
        if standing.section in (None, *PROMISING, Section.GOALS, Section.PROBLEMS):
            standing.area = self.reading.name_area(area_name(block.text))
            self.reading.note("focus_areas", block)
        else:
            self.reading.add_passage(block.text, "", block)

    def _leave_section(self, block: Block, following: Block | None) -> None:
        """A heading that says nothing known ends the goals, the picture … before it."""
        standing = self.standing
        known = standing.section is None or standing.section in PROMISING
        if block.kind is BlockKind.HEADING and following is not None and not known:
            standing.section, standing.heading, standing.area, standing.lead = None, block.text, None, None


def _announces(block: Block) -> bool:
    """Whether a line without colon leads a list: "Kommunen lovar att"."""
    if block.kind is not BlockKind.HEADING and not block.text.endswith("."):
        return True
    return LEAD_END.search(block.text) is not None
