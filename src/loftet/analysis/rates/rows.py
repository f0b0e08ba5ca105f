"""Counts with their exposures, alone or in pairs: checked, with what is not known taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, counts, not_empty, positive, same_shape
from loftet.analysis.marks import Marks, checked_marks, unknown


@dataclass(frozen=True, slots=True)
class Rows:
    """Arrays of one shape, NaN where a mark says that the figure is not known."""

    count: Numbers
    exposure: Numbers
    marks: Marks


@dataclass(frozen=True, slots=True)
class Pairs:
    """Arrays of one shape, NaN where a mark says that one of the figures is not known."""

    before: Numbers
    exposure_before: Numbers
    after: Numbers
    exposure_after: Numbers
    marks: Marks


def checked_rows(
    count: ArrayLike,
    exposure: ArrayLike,
    marks: ArrayLike | None,
    *,
    exposure_name: str = "exposure",
    suffix: str = "",
) -> Rows:
    """The rows; a single number stands for every one. The suffix is that of all three names where several are given.

    Raises:
        ValueError: names the argument and the first offending row.
    """
    given = {f"count{suffix}": (counts, count), f"{exposure_name}{suffix}": (positive, exposure)}
    return Rows(*_checked(given, marks, f"marks{suffix}"))


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
        "count_before": (counts, count_before),
        "exposure_before": (positive, exposure_before),
        "count_after": (counts, count_after),
        "exposure_after": (positive, exposure_after),
    }
    return Pairs(*_checked(given, marks))


def _checked(
    given: dict[str, tuple[Callable[..., Numbers], ArrayLike]], marks: ArrayLike | None, marks_name: str = "marks"
) -> tuple[Any, ...]:
    arrays = {name: np.asarray(values) for name, (_, values) in given.items()}
    shape = same_shape(**arrays)
    bits = checked_marks(marks, shape, marks_name)
    hidden = unknown(bits)
    columns = []
    for name, (check, _) in given.items():
        not_empty(name, arrays[name])
        known = check(name, arrays[name], except_at=hidden if arrays[name].shape == shape else None)
        # A suppressed figure goes no further, even where the caller has it.
        columns.append(np.where(hidden, np.nan, known))
    return *columns, bits
