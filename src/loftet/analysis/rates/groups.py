"""Units with counts and exposures, in groups of like ones; what is not known is left out and counted."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis import arguments
from loftet.analysis.arguments import Flags, Numbers, refuse
from loftet.analysis.marks import Marks, unknown
from loftet.analysis.rates.rows import checked_rows


@dataclass(frozen=True, slots=True)
class GroupedUnits:
    """The known units, and where they stand among all."""

    count: Numbers
    exposure: Numbers
    group: NDArray[np.intp]
    """Of each known unit, the number of its label in `labels`."""
    labels: NDArray[np.generic]
    is_known: Flags
    """(units,)."""
    marks: Marks
    """(units,): each unit's own, and what is said of any known unit of its group, since that goes into its result."""
    group_marks: Marks
    left_out_count: NDArray[np.int64]
    """Of each group, the units that are not known."""

    def total(self, figures: Numbers) -> Numbers:
        """The sum over each group's known units."""
        sums: Numbers = np.bincount(self.group, weights=figures, minlength=len(self.labels)).astype(np.float64)
        return sums

    def only(self, groups: Flags) -> "GroupedUnits":
        """The units of some groups; the others keep their numbers and have none."""
        chosen = groups[self.group]
        return replace(self, count=self.count[chosen], exposure=self.exposure[chosen], group=self.group[chosen])

    def size(self) -> Numbers:
        return self.total(np.ones_like(self.count))


def checked_groups(
    count: ArrayLike, exposure: ArrayLike, group: ArrayLike | None, marks: ArrayLike | None, *, fewest: int
) -> GroupedUnits:
    """The units of one axis in their groups; without groups all are alike.

    Raises:
        ValueError: names the argument and the first offending row, also of a group with fewer known units than needed.
    """
    rows = checked_rows(count, exposure, marks)
    if rows.count.ndim != 1:
        raise ValueError(f"count has shape {rows.count.shape} but must have one axis, of units")
    given = np.zeros(rows.count.shape, np.intp) if group is None else arguments.labels("group", group)
    if given.shape != rows.count.shape:
        raise ValueError(f"group has shape {given.shape} but count has shape {rows.count.shape}")
    labels, number = np.unique(given, return_inverse=True)
    is_known = ~unknown(rows.marks)
    known_count = np.bincount(number[is_known], minlength=len(labels))
    name = "count" if group is None else "group"
    refuse(name, given, known_count[number] < fewest, f"has fewer than {fewest} known units")
    said = np.zeros(len(labels), np.uint8)
    np.bitwise_or.at(said, number[is_known], rows.marks[is_known])
    return GroupedUnits(
        count=rows.count[is_known],
        exposure=rows.exposure[is_known],
        group=number[is_known],
        labels=labels,
        is_known=is_known,
        marks=rows.marks | said[number],
        group_marks=said,
        left_out_count=np.bincount(number[~is_known], minlength=len(labels)),
    )
