"""Sentences outside the lists: what they say of the promise itself, and what they promise."""

import re

from loftet.sources.promise_text.bearers import acting
from loftet.sources.promise_text.blocks import Block
from loftet.sources.promise_text.commitments import clauses, explained, goes_on
from loftet.sources.promise_text.goals import names_change
from loftet.sources.promise_text.items import Items
from loftet.sources.promise_text.periods import find_period
from loftet.sources.promise_text.reading import Reading, Trust, span
from loftet.sources.promise_text.record import BearerFound
from loftet.sources.promise_text.sections import PROMISE_WORD, Lead, Section
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.signatories import told_signatories
from loftet.sources.promise_text.sources import sources_of
from loftet.sources.promise_text.standing import PROMISED_UNDER, PROMISING, Standing
from loftet.sources.promise_text.statements import Role, is_soft, names_deed, promises_something, role_of, says_revision

FEWEST_WORDS = 4
"""A sentence of prose with fewer words promises nothing: "Vi lovar …"."""
YEAR_OR_DAY = r"20[0-4]\d|\d{1,2}\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
PROMISE_OF_YEARS = re.compile(
    rf"{PROMISE_WORD}(?:\s+(?:i|för|mellan)\s+[^.,]{{3,60}}?)?"
    r"\s+(?:(?:som\s+)?(?:gäller|gällande)\s+|för\s+|under\s+|avseende\s+)?(?:perioden\s+|åren\s+|år\s+)?"
    rf"(?:{YEAR_OR_DAY})",
    re.IGNORECASE,
)
DURING = re.compile(r"^under\s+(?:perioden|tiden|tidsperioden|löftesperioden)\b", re.IGNORECASE)
IN_FORCE = re.compile(r"\b(?:gäller|löper)\b")
NEXT_PROMISE = re.compile(r"(?:nytt|nästa)\b", re.IGNORECASE)
FIELD_OF_ROLE = {
    Role.REVISION: "revision_clause",
    Role.RESERVATION: "reservation",
    Role.BUILDS_ON: "builds_on",
    Role.PURPOSE: "purpose",
}
ROLE_OF_SECTION = {
    Section.VALIDITY: (Role.VALIDITY, (Role.OTHER,)),
    Section.FOLLOW_UP: (Role.FOLLOW_UP, (Role.OTHER, Role.REVISION)),
    Section.GOALS: (Role.EXPECTED_EFFECT, (Role.OTHER, Role.PURPOSE, Role.BUILDS_ON)),
}
"""What a sentence says by its section, where its own words leave it open."""


class Prose:
    def __init__(self, reading: Reading, standing: Standing, items: Items) -> None:
        self.reading = reading
        self.standing = standing
        self.items = items

    def read(self, block: Block) -> None:
        """Reads a paragraph, or an item that speaks of the promise itself."""
        self.standing.told_before.add(block.text)
        if self.standing.section is Section.CONTACT:
            return
        if self.standing.lead is not Lead.PROMISE:
            self.standing.lead = None
        for sentence in sentences(block.text):
            self.read_sentence(sentence, block)

    def read_sentence(self, sentence: str, block: Block) -> None:
        self.reading.signatories.extend(told_signatories(sentence, span(block)))
        if self.standing.section is Section.OUTCOME:
            self._passage(sentence, block)
            return
        role = self._role(sentence)
        if role is not Role.FOLLOW_UP:
            self._note_sources(sentence, block)
        if role is Role.VALIDITY:
            self._note_validity(sentence, block)
        elif role is Role.FOLLOW_UP:
            self.reading.add_follow_up(sentence, block)
        elif role is Role.EXPECTED_EFFECT:
            self._note_goal(sentence, block)
        elif role is Role.OTHER:
            self._read_other(sentence, block)
        else:
            self.reading.note(FIELD_OF_ROLE[role], block, sentence)
        if role in (Role.VALIDITY, Role.FOLLOW_UP) and says_revision(sentence):
            self.reading.note("revision_clause", block, sentence)

    def _role(self, sentence: str) -> Role:
        section = self.standing.section
        role = role_of(sentence)
        of_section, left_open = ROLE_OF_SECTION.get(section, (role, ())) if section else (role, ())
        if role in left_open:
            return of_section
        if section is Section.PURPOSE and role is Role.OTHER and not promises_something(sentence, present_counts=False):
            return Role.PURPOSE
        return role

    def _note_sources(self, sentence: str, block: Block) -> None:
        if found := sources_of(sentence):
            self.reading.sources.extend(source for source in found if source not in self.reading.sources)
            self.reading.note("sources", block)

    def _note_validity(self, sentence: str, block: Block) -> None:
        self.reading.note("validity", block, sentence)
        in_force = IN_FORCE.split(sentence, maxsplit=1)[-1]
        period = find_period(in_force) or find_period(sentence)
        if period and not NEXT_PROMISE.match(sentence):
            self.reading.periods.append((Trust.EXACT_VALIDITY if period.exact else Trust.VALIDITY, period))

    def _note_goal(self, sentence: str, block: Block) -> None:
        """A goal; among goals, a sentence in which somebody does something is a commitment all the same."""
        if names_deed(sentence) and acting(sentence, self.standing.parties):
            self.items.commit(sentence, block, prose=True)
        elif names_change(sentence):
            self.reading.add_goals(sentence, self.standing.area, block)
        else:
            self._passage(sentence, block)

    def _read_other(self, sentence: str, block: Block) -> None:
        reading, standing = self.reading, self.standing
        during = DURING.search(sentence) is not None
        if (during or PROMISE_OF_YEARS.search(sentence)) and (period := find_period(sentence)):
            reading.periods.append((Trust.LEAD if during and period.exact else Trust.MENTIONED, period))
        parts = clauses(sentence)
        if not sources_of(sentence) and any(self._promises(part) for part in parts):
            for part in parts:
                self._read_part(part, block)
        elif standing.section in PROMISING and is_soft(sentence) and promises_something(sentence, present_counts=False):
            standing.base_lead = acting(sentence, standing.parties, BearerFound.LEAD_IN) or standing.base_lead
            self._passage(sentence, block)
        elif standing.section is Section.PICTURE:
            reading.note("picture", block, sentence)
        elif standing.section in (Section.INTRODUCTION, Section.PURPOSE) or self._is_before_commitments():
            reading.note("introduction", block, sentence)
        else:
            self._passage(sentence, block)

    def _is_before_commitments(self) -> bool:
        return self.standing.section in (None, Section.TITLE) and not self.reading.commitments

    def _read_part(self, part: str, block: Block) -> None:
        if self._promises(part):
            self._commit(part, block)
        else:
            self._passage(part, block)

    def _promises(self, sentence: str) -> bool:
        """Whether a sentence of prose is a commitment here.

        Under a heading of commitments, or in a text without lists, it is one if it promises a deed; under a title
        with its years it must name who acts as well. A soft one is only the words above the list that follows.
        """
        standing = self.standing
        under_title = standing.section is Section.TITLE and bool(self.reading.titles)
        expected = standing.section in PROMISED_UNDER or (under_title and standing.only_prose)
        if not expected and not (under_title and find_period(self.reading.titles[-1])):
            return False
        if len(sentence.split()) < FEWEST_WORDS or not promises_something(sentence, present_counts=expected):
            return False
        if standing.list_follows and is_soft(sentence):
            return False
        return (expected and not standing.has_list) or acting(sentence, standing.parties) is not None

    def _commit(self, sentence: str, block: Block) -> None:
        """A commitment told in prose, or the explanation of the one before in the same paragraph."""
        commitments = self.reading.commitments
        last = commitments[-1] if commitments else None
        if last is not None and last.lines == span(block) and goes_on(last, sentence, self.standing.parties):
            commitments[-1] = explained(last, sentence)
        else:
            self.items.commit(sentence, block, prose=True)

    def _passage(self, sentence: str, block: Block) -> None:
        self.reading.add_passage(self.standing.heading, sentence, block)
