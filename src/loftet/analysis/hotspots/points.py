"""Points on the ground in metres: what is asked of them, and the rectangle that they were looked for in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from loftet.analysis.arguments import Flags, Numbers, not_empty, numbers
from loftet.analysis.marks import Marks, checked_marks, unknown

SWEREF_LOW = np.array([200_000.0, 6_000_000.0])
SWEREF_HIGH = np.array([1_000_000.0, 7_800_000.0])
"""Easting and northing of SWEREF 99 TM, with room to spare around Sweden."""


@dataclass(frozen=True, slots=True)
class Window:
    """The rectangle in which incidents would have been seen; outside it nothing is known. Metres, SWEREF 99 TM.

    Raises:
        ValueError: if a side is not a number or not ahead of the opposite one.
    """

    west: float
    east: float
    south: float
    north: float

    def __post_init__(self) -> None:
        numbers("window", [self.west, self.east, self.south, self.north])
        if self.west >= self.east or self.south >= self.north:
            raise ValueError(f"window = {self} must have west below east and south below north")

    @property
    def area(self) -> float:
        """Square metres."""
        return (self.east - self.west) * (self.north - self.south)

    def contains(self, points: Numbers) -> Flags:
        """Which of the points lie in it or on its border."""
        x, y = points.T
        return (self.west <= x) & (x <= self.east) & (self.south <= y) & (y <= self.north)

    def seen_share(self, points: Numbers, bandwidth: float) -> Numbers:
        """How much of a Gaussian kernel around each point lies inside (0 to 1)."""
        x, y = points.T
        return share_between(x, self.west, self.east, bandwidth) * share_between(y, self.south, self.north, bandwidth)


def share_between(centre: Numbers, low: float, high: float, bandwidth: float) -> Numbers:
    """How much of a Gaussian kernel on a line lies between two limits."""
    return ndtr((high - centre) / bandwidth) - ndtr((low - centre) / bandwidth)


def checked_points(name: str, points: ArrayLike, *, except_at: Flags | None = None) -> Numbers:
    """Points as (n, 2) metres, east and north: SWEREF 99 TM, or any other plane in metres.

    Raises:
        ValueError: names the argument and the first row that is not finite or looks like degrees.
    """
    allowed = None if except_at is None else except_at[:, None]
    given = np.asarray(points)
    if given.ndim != 2 or given.shape[1] != 2:
        raise ValueError(f"{name} must have the shape (rows, 2), east and north in metres, but has {given.shape}")
    given = numbers(name, given, except_at=allowed)
    not_empty(name, given)
    _refuse_degrees(name, given)
    return given


def located(points: ArrayLike, marks: ArrayLike | None) -> tuple[Numbers, Flags, Marks]:
    """The points whose place is known, which rows they are, and the marks of all rows.

    Raises:
        ValueError: as `checked_points`; or for marks of another length; or if no place is known.
    """
    rows = len(np.atleast_1d(np.asarray(points)))
    checked = checked_marks(marks, (rows,))
    known = ~unknown(checked)
    given = checked_points("points", points, except_at=~known)
    if not known.any():
        raise ValueError("points has no row whose place is known")
    return given[known], known, checked


def located_inside(points: ArrayLike, window: Window, marks: ArrayLike | None) -> tuple[Numbers, Flags, Marks]:
    """As `located`, all of them within the window.

    Raises:
        ValueError: as `located`; or names the first point outside the window.
    """
    placed, known, checked = located(points, marks)
    outside = np.zeros(len(known), bool)
    outside[known] = ~window.contains(placed)
    refuse_rows("points", np.asarray(points), outside, f"lies outside the {window}")
    return placed, known, checked


def _refuse_degrees(name: str, points: Numbers) -> None:
    """A single row near zero may be metres of a local plane; it is not when all are, or when the others are SWEREF."""
    placed = np.isfinite(points).all(axis=1)
    in_sweden = placed & np.all((points >= SWEREF_LOW) & (points <= SWEREF_HIGH), axis=1)
    like_degrees = placed & np.all(np.abs(points) <= 180, axis=1)
    if placed.any() and (in_sweden.any() or np.all(like_degrees[placed])):
        why = "looks like degrees of longitude or latitude: give metres of SWEREF 99 TM, east first"
        refuse_rows(name, points, like_degrees, why)


def refuse_rows(name: str, rows: NDArray[np.generic], bad: Flags, why: str) -> None:
    """Stop at the first row where `bad` holds.

    Raises:
        ValueError: "name[row] = values why".
    """
    if bad.any():
        row = int(np.argmax(bad))
        raise ValueError(f"{name}[{row}] = {rows[row].tolist()} {why}")
