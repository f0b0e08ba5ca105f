"""Why a period could not be judged, and how series, marks and the periods to judge are checked."""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Flags, Numbers, counts, not_empty, one_axis, refuse
from loftet.analysis.marks import Marks, checked_marks, unknown

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Periods = NDArray[np.int64]
Told = TypeVar("Told", bound="DataclassInstance")


class Reason(IntEnum):
    """What stands in the way of a bound; 0 where there is one."""

    NONE = 0
    SHORT_HISTORY = 1
    """The series does not reach far enough back, or too little of what it should rest on is known."""
    TOO_FEW = 2
    """So few events of late that no count would be worth an alarm."""
    UNKNOWN_PERIOD = 3
    """The period itself, or one that the method cannot do without, is missing or suppressed."""
    NO_FIT = 4
    """The regression did not settle, or tells of no bound: as where several events follow years without any."""
    NO_SPREAD = 5
    """All the periods compared with are alike, so that nothing says how much chance moves them."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Checked series: unknown counts are 0 here and False in `known`, so that they can be given no weight."""

    counts: Numbers
    """(series, times)."""
    known: Flags
    marks: Marks
    periods: Periods
    """(judged,), positions in time from 0."""
    is_single: bool
    """One series came in without an axis of its own, and goes out so."""


def observed(given: ArrayLike, periods: ArrayLike | None, marks: ArrayLike | None) -> Observed:
    """Check the series; without `periods` the last one is to be judged.

    Raises:
        ValueError: names the argument and the first row that is not a count, not a mark or not a period.
    """
    shape = np.shape(given)
    if len(shape) not in (1, 2):
        raise ValueError(f"counts must have one axis (times) or two (series, times), not {len(shape)}")
    bits = checked_marks(marks, shape)
    hidden = unknown(bits)
    events = counts("counts", given, except_at=hidden)
    not_empty("counts", events)
    two = (-1, shape[-1])
    known = np.where(hidden, 0.0, events).reshape(two)
    asked = checked_periods(periods, shape[-1])
    return Observed(known, ~hidden.reshape(two), bits.reshape(two), asked, len(shape) == 1)


def checked_periods(periods: ArrayLike | None, times: int) -> Periods:
    """Rising positions in time, from 0.

    Raises:
        ValueError: names the first row that is no position of the series or does not rise.
    """
    if periods is None:
        return np.array([times - 1])
    asked = counts("periods", periods).astype(np.int64)
    one_axis("periods", asked)
    not_empty("periods", asked)
    refuse("periods", asked, asked >= times, f"is not a position from 0 to {times - 1}")
    refuse("periods", asked, np.diff(asked, prepend=-1) <= 0, "does not rise")
    return asked


def joined_window(marks: Marks, periods: Periods, length: int) -> Marks:
    """The joined marks of each period and the `length - 1` before it: (series, judged)."""
    together = marks[:, periods].copy()
    for back in range(1, min(length, marks.shape[1])):
        earlier = periods - back
        together |= np.where(earlier >= 0, marks[:, np.maximum(earlier, 0)], np.uint8(0))
    return together


def of_first_series(told: Told) -> Told:
    """The result of a single series, given and answered without an axis of series."""
    whole = {field.name: getattr(told, field.name) for field in fields(told)}
    return replace(told, **{name: value[0] for name, value in whole.items() if np.ndim(value) == 2})
