"""What a chart of one indicator at one place says, before anything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period. What is None is not known, which is not zero: nothing is drawn there."""

    label: str
    """The period in words that fit under an axis: "2024", "jan"."""
    value: float | None
    low: float | None = None
    high: float | None = None
    """How much such a number swings by chance, in the unit of `value`."""
    alike_low: float | None = None
    alike_high: float | None = None
    """The middle half of comparable municipalities, in the unit of `value`."""
    is_preliminary: bool = False
    begins_anew: bool = False
    """From here the indicator is counted another way: no line leads here from the period before."""

    @property
    def has_band(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def has_alike(self) -> bool:
        return self.alike_low is not None and self.alike_high is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`title` says what is drawn, `description` what it shows: both are read aloud in place of the drawing."""

    title: str
    description: str
    curve_name: str
    """What the curve is, for the key: "Örkelljunga, antal"."""
    points: tuple[Point, ...]
    """One for every period from the first to the last, oldest first; at least one."""
    counts: bool = True
    """Whether the values are numbers of cases, which are whole."""

    @property
    def highest(self) -> float:
        values = (
            number
            for point in self.points
            for number in (point.value, point.high, point.alike_high)
            if number is not None
        )
        return max(values, default=0.0)

    @property
    def has_band(self) -> bool:
        return any(point.has_band for point in self.points)

    @property
    def has_alike(self) -> bool:
        return any(point.has_alike for point in self.points)

    @property
    def has_preliminary(self) -> bool:
        return any(point.is_preliminary for point in self.points)

    @property
    def has_unknown(self) -> bool:
        return any(point.value is None for point in self.points)

    @property
    def has_break(self) -> bool:
        return any(point.begins_anew for point in self.points[1:])


def runs(points: tuple[Point, ...], *, holds: str) -> Iterator[list[int]]:
    """The places of the points that follow each other and hold something: "value", "has_band" or "has_alike"."""
    run: list[int] = []
    for place, point in enumerate(points):
        held = getattr(point, holds)
        if run and (held in (None, False) or point.begins_anew):
            yield run
            run = []
        if held not in (None, False):
            run.append(place)
    if run:
        yield run
