"""The promise in the order in which it is read: area by area."""

from dataclasses import dataclass

from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, PromiseRecord


@dataclass(frozen=True, slots=True)
class Area:
    name: str | None
    """None for what stands outside the areas."""
    commitments: list[CommitmentRecord]
    goals: list[GoalRecord]


def areas_of(record: PromiseRecord) -> list[Area]:
    """What belongs to no area first, then the areas in the promise's own order; none is empty."""
    names: list[str | None] = [None, *record.focus_areas]
    areas = [
        Area(
            name=name,
            commitments=[commitment for commitment in record.commitments if commitment.focus_area == name],
            goals=[goal for goal in record.goals if goal.focus_area == name],
        )
        for name in names
    ]
    return [area for area in areas if area.commitments or area.goals]
