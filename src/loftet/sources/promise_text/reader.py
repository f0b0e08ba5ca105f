"""A walk through the blocks of one promise, which keeps in mind under which heading and lead it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loftet.sources.promise_text.bearers import Acting, Parties, acting, only_actors
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.commitments import Setting, clauses, commitments_of, is_goal_like, states_problem
from loftet.sources.promise_text.follow_up import channels_of, interval_of, is_follow_up_item
from loftet.sources.promise_text.goals import area_key, carried, goals_of
from loftet.sources.promise_text.periods import FoundPeriod, find_period
from loftet.sources.promise_text.record import (
    BearerFound,
    CommitmentRecord,
    FollowUp,
    GoalRecord,
    Lines,
    Passage,
    Signatory,
)
from loftet.sources.promise_text.restated import without_restated
from loftet.sources.promise_text.sections import PROMISE_WORD, Lead, Section, area_name, is_title, lead_of, section_of
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.signatories import told_signatories
from loftet.sources.promise_text.sources import sources_of
from loftet.sources.promise_text.statements import Role, is_soft, names_deed, promises_something, role_of, says_revision
from loftet.sources.promise_text.tables import TableRow

FIELD_OF_SECTION = {
    Section.TITLE: "title", Section.INTRODUCTION: "introduction", Section.PURPOSE: "purpose", Section.PICTURE: "picture",
    Section.COMMITMENTS: "commitments", Section.ACTIVITIES: "commitments", Section.GOALS: "goals", Section.FOLLOW_UP: "follow_up",
    Section.VALIDITY: "validity", Section.SIGNATURES: "signatories", Section.AREAS: "focus_areas",
}  # fmt: skip
PROMISED_UNDER = (Section.COMMITMENTS, Section.ACTIVITIES)
PROMISING = (Section.TITLE, Section.COMMITMENTS, Section.ACTIVITIES)
SECTION_OF_LEAD = {
    Lead.PROMISE: Section.COMMITMENTS, Lead.GOALS: Section.GOALS, Lead.AREAS: Section.AREAS, Lead.PROBLEMS: Section.PROBLEMS,
    Lead.PURPOSE: Section.PURPOSE, Lead.FOLLOW_UP: Section.FOLLOW_UP,
}  # fmt: skip
# How much a period is to be trusted by where it stands: the higher wins.
EXACT_VALIDITY, TITLE_PERIOD, VALIDITY_PERIOD, LEAD_PERIOD, HEADING_PERIOD, MENTIONED = 60, 50, 40, 30, 20, 10
YEAR_OR_DAY = r"20[0-4]\d|\d{1,2}\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
LEAD_END = re.compile(r"\b(?:att|ska|skall|lovar|genom|följande|genomföra|på|mot|rörande|inom)$", re.IGNORECASE)
LONG_LEAD = 600


@dataclass(slots=True)
class Reading:
    """What has been read of one promise so far."""

    titles: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Sentences of introduction, purpose, picture, validity … by the field's name."""
    read_from: dict[str, list[Lines]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    commitments: list[CommitmentRecord] = field(default_factory=list)
    goals: list[GoalRecord] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    periods: list[tuple[int, FoundPeriod]] = field(default_factory=list)
    unread: list[Block] = field(default_factory=list)

    def note(self, name: str, block: Block, text: str | None = None) -> None:
        """Keeps where a field was read, and its words."""
        lines = self.read_from.setdefault(name, [])
        if not lines or lines[-1] != span(block):
            lines.append(span(block))
        if text:
            self.texts.setdefault(name, []).append(text)

    def told(self, name: str) -> str | None:
        words = self.texts.get(name)
        return " ".join(words) if words else None

    def follow_up(self) -> FollowUp | None:
        text = self.told("follow_up")
        if text is None and not self.channels:
            return None
        interval, rule = interval_of(text or "")
        lines = self.read_from.get("follow_up", [])
        whole = Lines(first=lines[0].first, last=lines[0].last) if len(lines) == 1 else None
        return FollowUp(channels=self.channels, interval=interval, recurrence=rule, text=text, lines=whole)


def span(block: Block) -> Lines:
    return Lines(first=block.first, last=block.last)


class Walk:
    """Reads the blocks of one promise into a `Reading`."""

    def __init__(self, blocks: Sequence[Block], parties: Parties) -> None:
        self.blocks = blocks
        self.parties = parties
        self.reading = Reading()
        self.section: Section | None = None
        self.heading = ""
        self.area: str | None = None
        self.group: Acting | None = None
        self.base_lead: Acting | None = None
        self.local_lead: Acting | None = None
        self.lead: Lead | None = None
        self.parents: list[tuple[int, Acting | None]] = []
        self.named_areas: set[str] = set()
        """Areas that a list of focus areas names, whether or not a commitment stands under them."""
        self.section_starts: list[int] = []
        self.section_lists = False
        self.prose_only = False
        self.told_before: set[str] = set()
        """Paragraphs so far: an item that repeats one, a problem over the list, promises nothing."""
        self.place = 0
        self.listed: list[int] = []
        """Places in `commitments` of the items listed straight under a title."""

    def read(self) -> Reading:
        self.prose_only = not any(block.kind in (BlockKind.ITEM, BlockKind.ROW) or section_of(block.text) in PROMISED_UNDER for block in self.blocks)
        for place, block in enumerate(self.blocks):
            self.place = place
            following = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
            if block.kind is not BlockKind.ITEM:
                self.parents = []
            if isinstance(block, TableRow):
                self._row(block)
            elif block.kind is BlockKind.RULE:
                self.reading.unread.append(block)
            elif block.kind is BlockKind.ITEM:
                self._item(block, following)
            elif not self._opens(block, following):
                self._prose(block)
        return self._finished()

    def _lists_after(self, place: int) -> bool:
        """Whether a list or table stands between the heading at `place` and the next that opens a section."""
        for block in self.blocks[place + 1 :]:
            if block.kind in (BlockKind.ITEM, BlockKind.ROW):
                return True
            if block.kind is BlockKind.HEADING and section_of(block.text) is not None:
                return False
        return False

    def _finished(self) -> Reading:
        reading = self.reading
        reading.commitments, restated = without_restated(reading.commitments, self.section_starts)
        reading.passages.extend(Passage(heading="", text=commitment.text, lines=commitment.lines) for commitment in restated)
        reading.goals = [replace(goal, carried=carried(goal, reading.commitments)) for goal in reading.goals]
        used = {entry.focus_area for entry in (*reading.commitments, *reading.goals)}
        reading.areas = [area for area in reading.areas if area in used or area in self.named_areas]
        return reading

    # Headings and leads

    def _opens(self, block: Block, following: Block | None) -> bool:
        """Reads the block as a heading or as the words before a list; false if it is prose."""
        heading = block.kind is BlockKind.HEADING or (block.ends_open and len(block.text) <= 110)
        if heading and (section := section_of(block.text)) is not None:
            self._open_section(block, section, following)
            return True
        if heading and (bearers := self._organisation(block.text)):
            self._open_group(block, Acting(bearers, BearerFound.LEAD_IN), following)
            return True
        opens_list = following is not None and following.kind in (BlockKind.ITEM, BlockKind.ROW)
        if block.ends_open or (opens_list and self._announces(block)):
            return self._open_lead(block, following)
        if block.kind is BlockKind.HEADING and following is not None and self._may_be_area(block):
            self._open_area(block)
            return True
        if block.kind is BlockKind.HEADING and following is not None and self.section not in (None, *PROMISING):
            self.section, self.heading, self.area, self.lead = None, block.text, None, None
        return False

    def _open_section(self, block: Block, section: Section, following: Block | None) -> None:
        reading = self.reading
        if section is Section.COMMITMENTS and not reading.titles and self.section is None and is_title(block.text):
            section = Section.TITLE
        if section is Section.TITLE:
            reading.titles.append(block.text)
        if period := find_period(block.text):
            reading.periods.append((TITLE_PERIOD if section is Section.TITLE else HEADING_PERIOD, period))
        if section is Section.ACTIVITIES:
            self._earlier_items_are_umbrellas()
        self.section, self.heading, self.lead = section, block.text, None
        self.section_starts.append(block.first)
        self.section_lists = self._lists_after(self.place)
        if section is not Section.ACTIVITIES or self.area is None or not self.base_lead:
            self.area = None
        self.group = self.local_lead = None
        if section in PROMISING and (named := acting(block.text, self.parties, BearerFound.LEAD_IN)) and section is not Section.TITLE:
            self.base_lead = named
        elif section not in (Section.COMMITMENTS, Section.ACTIVITIES):
            self.base_lead = None
        if section in (Section.ACTIVITIES, Section.COMMITMENTS) and (area := _area_in(block.text)):
            self._name_area(area)
        name = FIELD_OF_SECTION.get(section)
        if name:
            reading.note(name, block)
        else:
            reading.passages.append(Passage(heading=block.text, text="", lines=span(block)))

    def _organisation(self, heading: str) -> tuple:  # type: ignore[type-arg]
        """The bearers that a heading like "Polis", "Kommunens aktiviteter:" or "Gemensamma aktiviteter" names."""
        plain = GROUP_WORDS.sub("", heading.strip(" :.*#")).strip(" :,–-")
        if not plain and GROUP_WORDS.search(heading):
            return ()
        if bearers := only_actors(plain):
            return bearers
        if re.fullmatch(r"(?:gemensam\w*|tillsammans|i samverkan|båda(?: parter)?|samverkan|gemensamt)", plain, re.IGNORECASE):
            return self.parties.bearers
        if re.fullmatch(r"polisiär\w*", plain, re.IGNORECASE):
            return only_actors("Polisen")
        return only_actors("Kommunen") if re.fullmatch(r"kommunal\w*", plain, re.IGNORECASE) else ()

    def _open_group(self, block: Block, named: Acting, following: Block | None) -> None:
        if self.section not in (*PROMISING, Section.OUTCOME):
            self.section = Section.COMMITMENTS
            self.area = None
        self._keep_lead(named, following)
        self.lead = Lead.PROMISE
        first_words = LEAD_VERB.search(block.text) is not None and "lead_in" not in self.reading.texts
        self.reading.note("lead_in", block, block.text if first_words else None)
        self.heading = block.text

    def _keep_lead(self, named: Acting | None, following: Block | None) -> None:
        """A lead over a whole list of areas stays; one within an area ends with it."""
        over_areas = self.area is None or (following is not None and following.kind is BlockKind.HEADING and self._may_be_area(following))
        if over_areas:
            self.area = None
            self.base_lead, self.local_lead = named, None
        else:
            self.local_lead = named

    def _announces(self, block: Block) -> bool:
        """Whether a line without colon leads a list: "Kommunen lovar att"."""
        if block.kind is BlockKind.HEADING:
            return LEAD_END.search(block.text) is not None
        return not block.text.endswith(".") or LEAD_END.search(block.text.rstrip(".")) is not None

    def _open_lead(self, block: Block, following: Block | None) -> bool:
        *before, last = sentences(block.text) or [""]
        if not block.ends_open and role_of(last) is not Role.OTHER:
            return False
        kind = lead_of(last)
        if len(last) > LONG_LEAD:
            return False
        for sentence in before:
            self._sentence(sentence, block)
        if self.section is Section.OUTCOME:
            kind = Lead.NOTHING
        named = acting(last, self.parties, BearerFound.LEAD_IN)
        if kind is Lead.PROMISE or (kind is Lead.NOTHING and named and self.section in (None, *PROMISING)):
            self._open_promise_lead(block, last, named, following)
            return True
        self.lead = kind
        self._lead_without_promise(block, last, kind)
        return True

    def _open_promise_lead(self, block: Block, last: str, named: Acting | None, following: Block | None) -> None:
        reading = self.reading
        if self.section in (Section.GOALS,) and not re.search(r"\b(?:lovar|åtar|genom)\b", last, re.IGNORECASE):
            self.lead = Lead.GOALS
            reading.note("goals", block)
            return
        if self.section not in PROMISING:
            self.section, self.area = Section.COMMITMENTS, None
        if "aktivitet" in last.lower() and following is not None and following.kind is BlockKind.ITEM and not named:
            self._earlier_items_are_umbrellas()
        if named or not re.search(r"\bföljande\b|\bgenom\b", last):
            self._keep_lead(named or self.base_lead, following)
        if period := find_period(last):
            reading.periods.append((LEAD_PERIOD, period))
        if match := LEAD_AREA.match(last):
            self._name_area(match["area"])
        self.lead = Lead.PROMISE
        if "lead_in" in reading.texts:
            reading.passages.append(Passage(heading=self.heading, text=last, lines=span(block)))
        else:
            reading.note("lead_in", block, last)

    def _lead_without_promise(self, block: Block, last: str, kind: Lead) -> None:
        reading = self.reading
        if kind is Lead.PURPOSE:
            reading.note("purpose", block, last)
        elif kind is Lead.FOLLOW_UP or self.section is Section.FOLLOW_UP:
            self._follow_up(last, block)
        elif self.section in (Section.PICTURE, Section.INTRODUCTION, None):
            self._sentence(last, block)
        else:
            reading.passages.append(Passage(heading=self.heading, text=last, lines=span(block)))

    def _may_be_area(self, block: Block) -> bool:
        if block.kind is not BlockKind.HEADING or section_of(block.text) is not None or self._organisation(block.text):
            return False
        if block.marked:
            return len(block.text) <= 110
        return len(block.text.split()) <= 9 and not NO_AREA.search(block.text)

    def _open_area(self, block: Block) -> None:
        self.local_lead = None
        self.lead = None
        self.heading = block.text
        if self.section in (None, *PROMISING, Section.GOALS, Section.PROBLEMS, Section.AREAS):
            if self.section is Section.AREAS:
                self.section = Section.COMMITMENTS
            self._name_area(area_name(block.text))
            self.reading.note("focus_areas", block)
        else:
            self.reading.passages.append(Passage(heading=block.text, text="", lines=span(block)))

    def _name_area(self, area: str) -> None:
        known = next((name for name in self.reading.areas if area_key(name) == area_key(area)), None)
        if known is None:
            self.reading.areas.append(area)
        self.area = known or area

    # Items

    def _item(self, block: Block, following: Block | None) -> None:
        nested = following is not None and following.kind is BlockKind.ITEM and following.level > block.level
        while self.parents and self.parents[-1][0] >= block.level:
            self.parents.pop()
        section = SECTION_OF_LEAD.get(self.lead, self.section) if self.lead else self.section
        if section in (Section.PICTURE, Section.INTRODUCTION) and self.lead is not Lead.PROBLEMS and self._promises_itself(block.text):
            section = self.section = Section.COMMITMENTS
        if block.text in self.told_before:
            return self._passage(block)
        if section is Section.GOALS:
            self._goals(block)
        elif section is Section.AREAS:
            self._listed_area(block)
        elif section is Section.FOLLOW_UP:
            self._follow_up(block.text, block)
        elif section is Section.SIGNATURES or section is Section.CONTACT:
            self.reading.unread.append(block)
        elif section in PROMISING or section is None:
            self._promised_item(block, nested)
        else:
            self._passage(block)

    def _promised_item(self, block: Block, nested: bool) -> None:
        umbrella = nested and (block.ends_open or UMBRELLA_END.search(block.text) or is_goal_like(block.text))
        if self.section is None and self.lead is not Lead.PROMISE and not promises_something(block.text, present_counts=False):
            self._passage(block)
        elif umbrella or (block.ends_open and not nested):
            self.parents.append((block.level, acting(block.text, self.parties, BearerFound.LEAD_IN)))
            self._passage(block)
        elif states_problem(block.text):
            self._passage(block)
        elif self._is_aside(block):
            self._sentences_of(block)
        else:
            if nested:
                self.parents.append((block.level, acting(block.text, self.parties, BearerFound.LEAD_IN)))
            self._commit(block.text, block)

    def _promises_itself(self, text: str) -> bool:
        """Whether an item names who does what, so that it is promised whatever the heading says."""
        return promises_something(text, present_counts=False) and (named := acting(text, Parties(()))) is not None and bool(named.bearers)

    def _is_aside(self, block: Block) -> bool:
        """Whether an item speaks of the promise itself: how long it runs, how it is followed up."""
        if is_follow_up_item(block.text):
            return True
        return role_of(block.text) in (Role.VALIDITY, Role.EXPECTED_EFFECT) and not block.text.lower().startswith("att ")

    def _commit(self, text: str, block: Block, responsible: Acting | None = None, *, prose: bool = False) -> None:
        leads = tuple(lead for lead in (*(acting for _, acting in reversed(self.parents)), self.local_lead, self.group, self.base_lead) if lead)
        if self.section is Section.TITLE:
            self.listed.append(len(self.reading.commitments))
        setting = Setting(parties=self.parties, area=self._labelled_area(text) or self.area, leads=leads, responsible=responsible)
        made = commitments_of(text, span(block), setting, prose=prose)
        self.reading.commitments.extend(made)

    def _labelled_area(self, text: str) -> str | None:
        """The area that an item begins with: "Trafik – arbeta med trygghet …"."""
        match = LABELLED.match(text)
        if match is None or self.area or acting(match["label"], self.parties):
            return None
        if all(area_key(name) != area_key(match["label"]) for name in self.reading.areas):
            self.reading.areas.append(match["label"])
        return match["label"]

    def _earlier_items_are_umbrellas(self) -> None:
        """What was listed under the title is only what the activities that now follow are for."""
        reading = self.reading
        places = [place for place in self.listed if place < len(reading.commitments)]
        self.listed = []
        listed = [reading.commitments[place] for place in places]
        if not listed or any(commitment.count or commitment.recurrence for commitment in listed) or not all(is_goal_like(commitment.text) for commitment in listed):
            return
        reading.passages.extend(Passage(heading=self.heading, text=" ".join(filter(None, (commitment.text, commitment.explanation))), lines=commitment.lines) for commitment in listed)
        reading.commitments = [commitment for place, commitment in enumerate(reading.commitments) if place not in places]

    def _listed_area(self, block: Block) -> None:
        area = area_name(block.text)
        if all(area_key(name) != area_key(area) for name in self.reading.areas):
            self.reading.areas.append(area)
            self.named_areas.add(area)
        self.reading.note("focus_areas", block)

    def _goals(self, block: Block) -> None:
        self.reading.goals.extend(goals_of(block.text, self.area, span(block)))

    def _passage(self, block: Block) -> None:
        self.reading.passages.append(Passage(heading=self.heading, text=block.text, lines=span(block)))

    # Rows of a table

    def _row(self, row: TableRow) -> None:
        if row.area:
            self._name_area(row.area)
        if row.goal:
            self.reading.goals.extend(goals_of(row.goal, self.area, span(row)))
        if row.deed and self.section not in (Section.OUTCOME, Section.PROBLEMS):
            self._commit_row(row)
        elif not row.goal:
            self.reading.passages.append(Passage(heading=self.heading, text=row.text, lines=span(row)))

    def _commit_row(self, row: TableRow) -> None:
        before = len(self.reading.commitments)
        if self.section not in PROMISING:
            self.section = Section.COMMITMENTS
        who = only_actors(row.who) if row.who else ()
        self._commit(row.deed, row, Acting(who, BearerFound.TRAILING) if who else None)
        made = self.reading.commitments[before:]
        self.reading.commitments[before:] = [row.completed(commitment) for commitment in made]

    # Prose

    def _prose(self, block: Block) -> None:
        self.told_before.add(block.text)
        if self.section is Section.CONTACT:
            self.reading.unread.append(block)
        elif self.lead is not None and self.section in PROMISING and block.kind is BlockKind.PARAGRAPH:
            self.lead = None if self.lead is not Lead.PROMISE else self.lead
            self._sentences_of(block)
        else:
            if self.lead is not Lead.PROMISE:
                self.lead = None
            self._sentences_of(block)

    def _sentences_of(self, block: Block) -> None:
        for sentence in sentences(block.text):
            self._sentence(sentence, block)

    def _sentence(self, sentence: str, block: Block) -> None:
        reading = self.reading
        reading.signatories.extend(told_signatories(sentence, span(block)))
        if self.section is Section.OUTCOME:
            return self._add_passage(sentence, block)
        role = role_of(sentence)
        if role is not Role.FOLLOW_UP:
            self._sources(sentence, block)
        if role is Role.VALIDITY or (self.section is Section.VALIDITY and role is Role.OTHER):
            return self._validity(sentence, block)
        if role is Role.FOLLOW_UP or (self.section is Section.FOLLOW_UP and role in (Role.OTHER, Role.REVISION)):
            return self._follow_up(sentence, block)
        if role is Role.REVISION:
            return reading.note("revision_clause", block, sentence)
        if role is Role.RESERVATION:
            return reading.note("reservation", block, sentence)
        if self.section is Section.GOALS and names_deed(sentence) and acting(sentence, self.parties):
            return self._commit(sentence, block, prose=True)
        if self.section is Section.GOALS or role is Role.EXPECTED_EFFECT:
            return self._goals(replace(block, text=sentence))
        if role is Role.BUILDS_ON:
            return reading.note("builds_on", block, sentence)
        if role is Role.PURPOSE or (self.section is Section.PURPOSE and not promises_something(sentence, present_counts=False)):
            return reading.note("purpose", block, sentence)
        return self._other_sentence(sentence, block)

    def _other_sentence(self, sentence: str, block: Block) -> None:
        reading = self.reading
        if PROMISE_OF_YEARS.search(sentence) and (period := find_period(sentence)):
            reading.periods.append((MENTIONED, period))
        parts = clauses(sentence)
        if not sources_of(sentence) and any(self._promises(part) for part in parts):
            for part in parts:
                self._commit_prose(part, block) if self._promises(part) else self._add_passage(part, block)
        elif self.section in PROMISING and is_soft(sentence) and promises_something(sentence, present_counts=False):
            self.base_lead = acting(sentence, self.parties, BearerFound.LEAD_IN) or self.base_lead
            self._add_passage(sentence, block)
        elif self.section is Section.PICTURE:
            reading.note("picture", block, sentence)
        elif self.section in (Section.INTRODUCTION, Section.PURPOSE) or (self.section in (None, Section.TITLE) and not reading.commitments):
            reading.note("introduction", block, sentence)
        else:
            self._add_passage(sentence, block)

    def _sources(self, sentence: str, block: Block) -> None:
        if found := sources_of(sentence):
            self.reading.sources.extend(source for source in found if source not in self.reading.sources)
            self.reading.note("sources", block)

    def _promises(self, sentence: str) -> bool:
        under_title = self.section is Section.TITLE and bool(self.reading.titles)
        in_commitments = (under_title and self.prose_only) or self.section in (Section.COMMITMENTS, Section.ACTIVITIES)
        if not in_commitments and not (under_title and find_period(self.reading.titles[-1])):
            return False
        if not promises_something(sentence, present_counts=in_commitments):
            return False
        named = acting(sentence, self.parties) is not None
        if is_soft(sentence) and any(block.kind in (BlockKind.ITEM, BlockKind.ROW) for block in self.blocks[self.place + 1 :]):
            return False
        if self.section_lists and not named:
            return False
        return named or in_commitments

    def _commit_prose(self, sentence: str, block: Block) -> None:
        """A commitment told in prose, or the explanation of the one before in the same paragraph."""
        commitments = self.reading.commitments
        last = commitments[-1] if commitments else None
        if last is not None and last.lines == span(block):
            joined = f"{last.text} {last.explanation or ''} {sentence}".replace("  ", " ")
            before = len(commitments)
            self._commit(joined, block, prose=True)
            if len(commitments) == before + 1:
                commitments[before - 1 :] = [commitments[before]]
                return
            del commitments[before:]
        self._commit(sentence, block, prose=True)

    def _add_passage(self, sentence: str, block: Block) -> None:
        passages = self.reading.passages
        if passages and passages[-1].lines == span(block):
            passages[-1] = replace(passages[-1], text=f"{passages[-1].text} {sentence}".strip())
        else:
            passages.append(Passage(heading=self.heading, text=sentence, lines=span(block)))

    def _validity(self, sentence: str, block: Block) -> None:
        reading = self.reading
        reading.note("validity", block, sentence)
        if says_revision(sentence):
            reading.note("revision_clause", block, sentence)
        in_force = re.split(r"\b(?:gäller|löper)\b", sentence, maxsplit=1)[-1]
        if (period := find_period(in_force) or find_period(sentence)) and not re.match(r"(?:nytt|nästa)\b", sentence, re.IGNORECASE):
            reading.periods.append((EXACT_VALIDITY if period.exact else VALIDITY_PERIOD, period))

    def _follow_up(self, sentence: str, block: Block) -> None:
        reading = self.reading
        reading.note("follow_up", block, sentence)
        if says_revision(sentence):
            reading.note("revision_clause", block, sentence)
        reading.channels.extend(channel for channel in channels_of(sentence) if channel not in reading.channels)


PROMISE_OF_YEARS = re.compile(rf"{PROMISE_WORD}(?:\s+(?:i|för|mellan)\s+[^.,]{{3,60}}?)?\s+(?:(?:som\s+)?(?:gäller|gällande)\s+|för\s+|under\s+|avseende\s+)?(?:perioden\s+|åren\s+|år\s+)?(?:{YEAR_OR_DAY})", re.IGNORECASE)
LEAD_AREA = re.compile(r"(?:våra\s+)?löften?\s+(?:gällande|rörande|för|avseende|kring|vid)\s+(?P<area>[A-ZÅÄÖ][^:]{2,60}?)(?:\s+under\b.*|\s+20\d\d.*)?\s*:?$", re.IGNORECASE)
LEAD_VERB = re.compile(r"\b(?:lovar|ska|skall|kommer|åtar)\b")
GROUP_WORDS = re.compile(
    r"\b(?:aktivitet\w*|åtgärd\w*|insats\w*|del i löftet|delar? av löftet|löften?|åtaganden?|ansvar\w*|arbete|uppgift(?:er)?|lovar|ska|skall|kommer|kommer tillsammans|tillsammans|att|gör|för|och ska|följande|åtar sig|genomföra|medborgarlöften?|i samverkan|(?:för |år )?20\d\d(?:\s*[-–]\s*20\d\d)?)\b(?!\w)",
    re.IGNORECASE,
)
LABELLED = re.compile(r"(?P<label>[A-ZÅÄÖ][\wåäöÅÄÖ/]*(?:\s[a-zåäö/]+){0,4})(?:\s[–—-]|:)\s(?=[a-zåäö])")
UMBRELLA_END = re.compile(r"\b(?:tillsammans|ska|skall|lovar|kommer|genom|genom att|följande|bland annat|att|som)$", re.IGNORECASE)
NO_AREA = re.compile(rf"{PROMISE_WORD}|" r"\b(?:ska|skall|kommer|lovar|är|har|kan|läs|undertecknade|besökas|välkommen|tillbaka|gick|säger)\b|[?@]|https?:|\d{3,}|\d/\d|\bkl\b", re.IGNORECASE)


def _area_in(heading: str) -> str | None:
    """ "Insatser för ökad trygghet" names an area as well."""
    match = re.match(r"(?:insatser|aktiviteter|åtgärder)\s+(?:för|mot|inom|kring)\s+(?P<area>\S.{3,80})$", heading.strip(" :"), re.IGNORECASE)
    return heading.strip(" :") if match else None
