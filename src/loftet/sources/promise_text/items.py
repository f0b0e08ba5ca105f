"""Items of lists and rows of tables: commitments, goals, areas, or words that promise nothing."""

import re
from dataclasses import replace

from loftet.sources.promise_text.bearers import Acting, Parties, acting, only_actors
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.commitments import (
    Setting,
    commitments_of,
    explained,
    is_goal_like,
    states_problem,
)
from loftet.sources.promise_text.follow_up import is_follow_up_item
from loftet.sources.promise_text.reading import Reading, span
from loftet.sources.promise_text.record import BearerFound, Lines
from loftet.sources.promise_text.sections import Lead, Section, area_name
from loftet.sources.promise_text.standing import PROMISING, Standing
from loftet.sources.promise_text.statements import Role, begins_with_deed, names_deed, promises_something, role_of
from loftet.sources.promise_text.tables import TableRow

LABELLED = re.compile(r"(?P<label>[A-ZÅÄÖ][\wåäöÅÄÖ/]*(?:\s[a-zåäö/]+){0,4})(?:\s[–—-]|:)\s(?=[a-zåäö]+a\s)")
DETAIL = re.compile(
    r"(?:i|på|vid|under|minst|mot|kring|utanför|längs|inom|med fokus|särskilt|t\.? ?ex\.?|exempelvis|bland annat)\s"
)
UMBRELLA_END = re.compile(
    r"\b(?:tillsammans|ska|skall|lovar|kommer|genom|genom att|följande|bland annat|att|som)$", re.IGNORECASE
)


class Items:
    def __init__(self, reading: Reading, standing: Standing) -> None:
        self.reading = reading
        self.standing = standing
        self.under_title: list[int] = []
        """Places in the commitments of those listed straight under a title."""

    def read(self, block: Block, following: Block | None) -> bool:
        """Reads the item; false if its sentences speak of the promise itself and are to be read as prose."""
        standing = self.standing
        while standing.parents and standing.parents[-1][0] >= block.level:
            standing.parents.pop()
        if block.text in standing.told_before:
            self._passage(block)
            return True
        section = self._section(block)
        if section is None or section in PROMISING:
            return self._promised(block, following)
        if section is Section.GOALS:
            self.reading.add_goals(block.text, standing.area, block)
        elif section is Section.AREAS:
            self.reading.listed_areas.add(self.reading.name_area(area_name(block.text)))
            self.reading.note("focus_areas", block)
        elif section is Section.FOLLOW_UP:
            self.reading.add_follow_up(block.text, block)
        elif section not in (Section.SIGNATURES, Section.CONTACT):
            self._passage(block)
        return True

    def _section(self, block: Block) -> Section | None:
        """The item's section; an item that names who does what is promised even under a picture of the situation."""
        section = self.standing.listed_section
        pictured = section in (Section.PICTURE, Section.INTRODUCTION) and self.standing.lead is not Lead.PROBLEMS
        if pictured and _names_who_promises(block.text):
            section = self.standing.section = Section.COMMITMENTS
        elif section is Section.GOALS and _is_deed(block.text):
            section = self.standing.section = Section.COMMITMENTS
            self.standing.lead = Lead.PROMISE
        return section

    def _promised(self, block: Block, following: Block | None) -> bool:
        nested = following is not None and following.kind is BlockKind.ITEM and following.level > block.level
        if nested:
            named = acting(block.text, self.standing.parties, BearerFound.LEAD_IN)
            self.standing.parents.append((block.level, named))
        if self._promises_nothing(block, nested=nested):
            self._passage(block)
        elif block.level > 0 and DETAIL.match(block.text) and self.reading.commitments:
            self._explain(block)
        elif _speaks_of_promise(block.text):
            return False
        else:
            self.commit(block.text, block)
        return True

    def _promises_nothing(self, block: Block, *, nested: bool) -> bool:
        standing = self.standing
        unled = standing.section is None and standing.lead is not Lead.PROMISE
        if unled and not promises_something(block.text, present_counts=False):
            return True
        umbrella = nested and (UMBRELLA_END.search(block.text) is not None or is_goal_like(block.text))
        return umbrella or block.ends_open or states_problem(block.text)

    def commit(self, text: str, block: Block, responsible: Acting | None = None, *, prose: bool = False) -> None:
        """Adds the commitments of an item, a row or a sentence."""
        standing = self.standing
        if standing.section is Section.TITLE:
            self.under_title.append(len(self.reading.commitments))
        setting = Setting(
            parties=standing.parties,
            area=self._labelled_area(text) or standing.area,
            leads=standing.leads,
            responsible=responsible,
        )
        self.reading.commitments.extend(commitments_of(text, span(block), setting, prose=prose))

    def _explain(self, block: Block) -> None:
        """Adds an item that only tells where or how often to the commitment that it stands under."""
        last = self.reading.commitments.pop()
        first = last.lines.first if last.lines else block.first
        whole = Lines(first=first, last=block.last)
        self.reading.commitments.append(replace(explained(last, block.text), lines=whole))

    def _labelled_area(self, text: str) -> str | None:
        """The area that an item begins with: "Trafik – arbeta med trygghet …"."""
        match = LABELLED.match(text)
        if match is None or self.standing.area or acting(match["label"], self.standing.parties):
            return None
        return self.reading.name_area(match["label"])

    def earlier_are_umbrellas(self, *, own_only_inferred: bool = False) -> None:
        """What was listed under the title is only what the activities that now follow are for.

        With `own_only_inferred` an item that names who acts was no umbrella.
        """
        commitments = self.reading.commitments
        places = [place for place in self.under_title if place < len(commitments)]
        self.under_title = []
        listed = [commitments[place] for place in places]
        if any(entry.count or entry.recurrence or not is_goal_like(entry.text) for entry in listed):
            return
        if own_only_inferred and any(entry.bearer_found is BearerFound.OWN for entry in listed):
            return
        for place in reversed(places):
            umbrella = commitments.pop(place)
            words = " ".join(filter(None, (umbrella.text, umbrella.explanation)))
            if umbrella.lines:
                self.reading.add_passage_at(self.standing.heading, words, umbrella.lines)

    def read_row(self, row: TableRow) -> None:
        standing = self.standing
        if row.area:
            standing.area = self.reading.name_area(row.area)
        if row.goal:
            self.reading.add_goals(row.goal, standing.area, row)
        if row.deed and standing.section not in (Section.OUTCOME, Section.PROBLEMS):
            self._commit_row(row)
        elif not row.goal:
            self._passage(row)

    def _commit_row(self, row: TableRow) -> None:
        commitments = self.reading.commitments
        before = len(commitments)
        if self.standing.section not in PROMISING:
            self.standing.section = Section.COMMITMENTS
        who = only_actors(row.who)
        self.commit(row.deed, row, Acting(who, BearerFound.TRAILING) if who else None)
        commitments[before:] = [row.completed(commitment) for commitment in commitments[before:]]

    def _passage(self, block: Block) -> None:
        self.reading.add_passage(self.standing.heading, block.text, block)


def _names_who_promises(text: str) -> bool:
    return promises_something(text, present_counts=False) and acting(text, Parties(())) is not None


def _is_deed(text: str) -> bool:
    """Whether an item among goals is a deed and no goal: it begins with one, or names who does one."""
    return begins_with_deed(text) or (names_deed(text) and acting(text, Parties(())) is not None)


def _speaks_of_promise(text: str) -> bool:
    """Whether an item speaks of the promise itself: how long it runs, how it is followed up."""
    if is_follow_up_item(text):
        return True
    return role_of(text) in (Role.VALIDITY, Role.EXPECTED_EFFECT) and not text.lower().startswith("att ")
