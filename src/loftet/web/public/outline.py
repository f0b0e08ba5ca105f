"""The promise in the order in which it is read: area by area, each commitment with what the text leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import capfirst

from loftet.domain.promise.addresses import slug
from loftet.domain.promise.openness import Gap, Opening, openings
from loftet.domain.promise.words import opening_words
from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, PromiseRecord
from loftet.web.design.templatetags.design import listed
from loftet.web.public.standing import Standing


@dataclass(frozen=True, slots=True)
class SpokenOpening:
    gap: Gap
    words: str

    @property
    def symbol(self) -> str:
        return "cond" if self.gap is Gap.CONDITIONAL else "open"


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    record: CommitmentRecord
    openings: list[SpokenOpening]
    standing: Standing | None = None
    """None where nobody has followed the words yet: in a draft and in an earlier edition."""

    @property
    def bearers(self) -> str:
        """Those whom the text names; one that is only assumed is said among the openings."""
        return bearer_names(self.record)

    @property
    def why_not(self) -> str:
        """Why it has no status, where that is not among the openings already."""
        said = self.standing.why_not if self.standing else ""
        return "" if any(opening.words == said for opening in self.openings) else said


@dataclass(frozen=True, slots=True)
class Area:
    name: str | None
    """None for what stands outside the areas."""
    commitments: list[CommitmentLine]
    goals: list[GoalRecord]

    @property
    def address(self) -> str:
        """The last part of its address; empty for what stands outside the areas."""
        return slug(self.name or "")


def areas_of(record: PromiseRecord, standings: Mapping[str, Standing] | None = None) -> list[Area]:
    """What belongs to no area first, then the areas in the promise's own order; none is empty."""
    names: list[str | None] = [None, *record.focus_areas]
    areas = [
        Area(
            name=name,
            commitments=[
                line_of(commitment, (standings or {}).get(commitment.id or ""))
                for commitment in record.commitments
                if commitment.focus_area == name
            ],
            goals=[goal for goal in record.goals if goal.focus_area == name],
        )
        for name in names
    ]
    return [area for area in areas if area.commitments or area.goals]


def line_of(record: CommitmentRecord, standing: Standing | None = None) -> CommitmentLine:
    """What the standing says already is not said once more among the openings."""
    said = [spoken(opening) for opening in openings(record)]
    if standing and standing.mark and standing.mark.symbol == "cond":
        said = [opening for opening in said if opening.gap is not Gap.CONDITIONAL]
    return CommitmentLine(record, said, standing)


def spoken(opening: Opening) -> SpokenOpening:
    return SpokenOpening(opening.gap, f"{opening_words(opening)}.")


def bearer_names(record: CommitmentRecord) -> str:
    if any(opening.gap is Gap.BEARER_ASSUMED for opening in openings(record)):
        return ""
    return capfirst(listed([bearer.name for bearer in record.bearers]))
