"""What has been read of one promise so far."""

from dataclasses import dataclass, field
from enum import IntEnum

from loftet.sources.promise_text.blocks import Block
from loftet.sources.promise_text.follow_up import channels_of, interval_of
from loftet.sources.promise_text.goals import area_key, goals_of
from loftet.sources.promise_text.periods import FoundPeriod
from loftet.sources.promise_text.record import CommitmentRecord, FollowUp, GoalRecord, Lines, Passage, Signatory


class Trust(IntEnum):
    """How much a period is to be trusted by where it stands: the higher wins."""

    MENTIONED = 1
    HEADING = 2
    LEAD = 3
    VALIDITY = 4
    TITLE = 5
    EXACT_VALIDITY = 6


def span(block: Block) -> Lines:
    return Lines(first=block.first, last=block.last)


@dataclass(slots=True)
class Reading:
    titles: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Sentences of introduction, purpose, picture, validity … by the field's name."""
    read_from: dict[str, list[Lines]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    areas: dict[str, str] = field(default_factory=dict)
    """Focus areas as written, by what makes two headings the same area."""
    listed_areas: set[str] = field(default_factory=set)
    """Areas of a list of focus areas."""
    commitments: list[CommitmentRecord] = field(default_factory=list)
    goals: list[GoalRecord] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    periods: list[tuple[Trust, FoundPeriod]] = field(default_factory=list)

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

    def name_area(self, area: str) -> str:
        """The area as it was first written."""
        return self.areas.setdefault(area_key(area), area)

    def add_goals(self, text: str, area: str | None, block: Block) -> None:
        self.goals.extend(goals_of(text, area, span(block)))

    def add_passage(self, heading: str, text: str, block: Block) -> None:
        self.add_passage_at(heading, text, span(block))

    def add_passage_at(self, heading: str, text: str, lines: Lines) -> None:
        """Keeps words that are no field; sentences of one block stay one passage."""
        if self.passages and self.passages[-1].lines == lines:
            text = f"{self.passages.pop().text} {text}".strip()
        self.passages.append(Passage(heading=heading, text=text, lines=lines))

    def used_areas(self) -> list[str]:
        """The areas that a commitment or goal belongs to, or that the text lists as areas."""
        used = {entry.focus_area for entry in self.commitments} | {entry.focus_area for entry in self.goals}
        return [area for area in self.areas.values() if area in used or area in self.listed_areas]

    def add_follow_up(self, sentence: str, block: Block) -> None:
        self.note("follow_up", block, sentence)
        self.channels.extend(channel for channel in channels_of(sentence) if channel not in self.channels)

    def follow_up(self) -> FollowUp | None:
        text = self.told("follow_up")
        if text is None:
            return None
        interval, rule = interval_of(text)
        lines = self.read_from["follow_up"]
        whole = lines[0] if len(lines) == 1 else None
        return FollowUp(channels=self.channels, interval=interval, recurrence=rule, text=text, lines=whole)
