"""Where in the text the walk stands: the section, the area and who was named above."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from loftet.sources.promise_text.bearers import Acting, Parties
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.sections import Lead, Section, section_of

PROMISED_UNDER = (Section.COMMITMENTS, Section.ACTIVITIES)
PROMISING = (Section.TITLE, *PROMISED_UNDER)
SECTION_OF_LEAD = {
    Lead.PROMISE: Section.COMMITMENTS,
    Lead.GOALS: Section.GOALS,
    Lead.AREAS: Section.AREAS,
    Lead.PROBLEMS: Section.PROBLEMS,
    Lead.PURPOSE: Section.PURPOSE,
    Lead.FOLLOW_UP: Section.FOLLOW_UP,
}
LISTED = (BlockKind.ITEM, BlockKind.ROW)


@dataclass(slots=True)
class Standing:
    parties: Parties
    section: Section | None = None
    heading: str = ""
    area: str | None = None
    base_lead: Acting | None = None
    """Named over all that follows in the section."""
    local_lead: Acting | None = None
    """Named over what follows in the area."""
    lead: Lead | None = None
    """What the words before the list announce."""
    parents: list[tuple[int, Acting | None]] = field(default_factory=list)
    """Level of each item over the one being read, and who it names."""
    has_list: bool = False
    """Whether the section holds a list or a table."""
    list_follows: bool = False
    """Whether a list or a table comes later in the text."""
    only_prose: bool = False
    """Whether the text promises in prose alone: no list, and no heading of commitments."""
    told_before: set[str] = field(default_factory=set)
    """Paragraphs so far: an item that repeats one, a problem over the list, promises nothing."""

    @property
    def listed_section(self) -> Section | None:
        """The section that an item belongs to: what its lead announces, or else the heading's."""
        return SECTION_OF_LEAD.get(self.lead, self.section) if self.lead else self.section

    @property
    def leads(self) -> tuple[Acting, ...]:
        """Those named over an item, the nearest first."""
        named = (*(acting for _, acting in reversed(self.parents)), self.local_lead, self.base_lead)
        return tuple(lead for lead in named if lead)

    def enter_commitments(self) -> None:
        """Stands among commitments, whatever the last heading said."""
        if self.section not in PROMISING:
            self.section, self.area = Section.COMMITMENTS, None

    def keep_lead(self, named: Acting | None, *, over_areas: bool) -> None:
        """A lead over a list of areas stays; one within an area ends with it."""
        if over_areas or self.area is None:
            self.area, self.base_lead, self.local_lead = None, named, None
        else:
            self.local_lead = named


def promises_in_prose_alone(blocks: Sequence[Block]) -> bool:
    return not any(block.kind in LISTED or section_of(block.text) in PROMISED_UNDER for block in blocks)


def lists_by_place(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether a list or table stands between it and the next heading that opens a section."""
    found: list[bool] = [False] * len(blocks)
    ahead = False
    for place in range(len(blocks) - 1, -1, -1):
        found[place] = ahead
        if blocks[place].kind in LISTED:
            ahead = True
        elif blocks[place].kind is BlockKind.HEADING and section_of(blocks[place].text) is not None:
            ahead = False
    return found
