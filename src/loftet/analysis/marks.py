"""What is said about a figure wherever it goes: preliminary, suppressed, missing, made up.

A mark is a bit, so that what is computed from several figures carries the marks of them all.
"""

from enum import IntFlag

import numpy as np
from numpy.typing import ArrayLike, NDArray

Marks = NDArray[np.uint8]


class Mark(IntFlag):
    """One bit for each thing that may be said about a figure; 0 is a final figure that is known."""

    PRELIMINARY = 1
    SUPPRESSED = 2
    MISSING = 4
    EXAMPLE = 8


UNKNOWN = Mark.SUPPRESSED | Mark.MISSING
EVERY_MARK = Mark.PRELIMINARY | UNKNOWN | Mark.EXAMPLE


def checked_marks(marks: ArrayLike | None, shape: tuple[int, ...], name: str = "marks") -> Marks:
    """The marks as bits of the given shape; none given means that every figure is final and known.

    Raises:
        ValueError: if the shape differs or a value is not a combination of marks.
    """
    if marks is None:
        return np.zeros(shape, np.uint8)
    given = np.asarray(marks)
    if given.shape != shape:
        raise ValueError(f"{name} has shape {given.shape} but the figures have shape {shape}")
    if given.dtype.kind not in "iu" or np.any((given < 0) | (given > int(EVERY_MARK))):
        raise ValueError(f"{name} must be integers made of the bits of Mark")
    return given.astype(np.uint8)


def joined(*marks: Marks) -> Marks:
    """The marks of a figure computed, element by element, from figures with these marks."""
    together = np.zeros(np.broadcast_shapes(*(each.shape for each in marks)), np.uint8)
    for each in marks:
        together |= each
    return together


def joined_along(marks: Marks, axis: int = -1) -> Marks:
    """The marks of figures computed from all elements along an axis, as a sum is."""
    return np.bitwise_or.reduce(marks, axis=axis)


def unknown(marks: Marks) -> NDArray[np.bool_]:
    """Where the figure itself is not known: it is suppressed or missing, which is never zero."""
    return (marks & int(UNKNOWN)) != 0
