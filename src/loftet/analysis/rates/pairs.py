"""Counts of two periods or places with their exposures, checked, with what is not known taken out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, counts, not_empty, positive, same_shape
from loftet.analysis.marks import Marks, checked_marks, unknown


@dataclass(frozen=True, slots=True)
class Pairs:
    """Arrays of one shape; the counts are NaN where a mark says that one of the figures is not known."""

    before: Numbers
    exposure_before: Numbers
    after: Numbers
    exposure_after: Numbers
    marks: Marks


def checked_pairs(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    marks: ArrayLike | None,
) -> Pairs:
    """The pairs of rows; a single number stands for every row.

    Raises:
        ValueError: names the argument and the first offending row.
    """
    given = {
        "count_before": np.asarray(count_before),
        "exposure_before": np.asarray(exposure_before),
        "count_after": np.asarray(count_after),
        "exposure_after": np.asarray(exposure_after),
    }
    shape = same_shape(**given)
    for name, array in given.items():
        not_empty(name, array)
    bits = checked_marks(marks, shape)
    hidden = unknown(bits)
    columns = []
    for name, array in given.items():
        check = counts if name.startswith("count") else positive
        columns.append(check(name, array, except_at=hidden if array.shape == shape else None))
    # A suppressed figure goes no further, even where the caller has it.
    before, of_before, after, of_after = (np.where(hidden, np.nan, column) for column in columns)
    return Pairs(before, of_before, after, of_after, bits)
