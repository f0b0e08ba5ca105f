"""Values of places on a map, some of them perhaps unknown, and who neighbours whom among those that are known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from loftet.analysis.arguments import Flags, Numbers, not_empty, numbers
from loftet.analysis.hotspots.evidence import FEWEST, Reason
from loftet.analysis.hotspots.neighbours import Neighbours
from loftet.analysis.marks import UNKNOWN, Mark, Marks, checked_marks, joined_along, unknown


@dataclass(frozen=True, slots=True)
class PlacedValues:
    """`x` and `links` hold only the places whose value is known; `known`, `marks` and `near_unknown` hold all."""

    x: Numbers
    links: csr_array
    """1 for each neighbour."""
    known: Flags
    near_unknown: Flags
    """Places with a neighbour whose value is unknown."""
    marks: Marks
    """Of each place, joined with what is said of its neighbours' unknown values and of all values that are known."""

    @property
    def reason(self) -> Reason | None:
        """Why the map can tell nothing."""
        if np.ptp(self.x) == 0:
            return Reason.ALL_EQUAL
        if self.links.nnz == 0:
            return Reason.NO_NEIGHBOURS
        return Reason.TOO_FEW_PLACES if len(self.x) < FEWEST else None

    @property
    def has_figures(self) -> bool:
        """Whether the statistics exist at all."""
        return bool(np.ptp(self.x) > 0) and self.links.nnz > 0 and len(self.x) > 3


def placed_values(values: ArrayLike, neighbours: Neighbours, marks: ArrayLike | None) -> PlacedValues:
    """The values, checked.

    Raises:
        ValueError: names the first value that is not a number and not marked as unknown, or the differing lengths.
    """
    given_marks = checked_marks(marks, np.shape(values))
    known = ~unknown(given_marks)
    x = numbers("values", values, except_at=~known)
    if x.shape != (len(neighbours),):
        raise ValueError(f"values has shape {x.shape} but there are neighbours of {len(neighbours)} places")
    not_empty("values", x[known])
    links = neighbours.links()
    beside = _marks_of_neighbours(links, given_marks)
    said_of_all = joined_along(given_marks[known]) & ~np.uint8(UNKNOWN)
    return PlacedValues(
        x[known], links[known][:, known], known, unknown(beside), given_marks | beside | np.uint8(said_of_all)
    )


def _marks_of_neighbours(links: csr_array, marks: Marks) -> Marks:
    """What makes the neighbours' values unknown."""
    found = np.zeros_like(marks)
    for mark in (Mark.SUPPRESSED, Mark.MISSING):
        found[links @ ((marks & int(mark)) != 0).astype(float) > 0] |= int(mark)
    return found
