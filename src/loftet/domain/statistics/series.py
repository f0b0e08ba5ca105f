"""A series of figures with all that must follow them: marks, breaks, population and origin. Plain values."""

from dataclasses import dataclass
from datetime import date

from loftet.analysis.marks import Mark

PER = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One period. Neither count nor value where a mark says that it is not known."""

    observation: int
    start: date
    months: int
    count: int | None
    value: float | None
    marks: int
    population: int | None
    """At the end of the year before, or of the last year before that which is known; None if none is."""
    population_year: int | None
    begins_anew: bool
    """From here the indicator is counted another way than in the figure before."""
    delivery: int
    file_name: str
    is_corrected: bool

    @property
    def number(self) -> float | None:
        return None if self.is_unknown else self.count if self.count is not None else self.value

    @property
    def is_unknown(self) -> bool:
        return bool(self.marks & (Mark.MISSING | Mark.SUPPRESSED))

    @property
    def is_preliminary(self) -> bool:
        return bool(self.marks & Mark.PRELIMINARY)

    @property
    def rate(self) -> float | None:
        """Cases per 100 000 inhabitants and year; None for what is no count, not known, or without a population."""
        if self.is_unknown or self.count is None or not self.population:
            return None
        return self.count * PER * 12 / (self.months * self.population)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one indicator at one place and by one kind of period, oldest first."""

    indicator: int
    key: str
    name: str
    definition: str
    unit: str
    source: str
    counts: str
    moved_by: str
    warning: str
    is_protected: bool
    breaks: tuple[tuple[date, str], ...]
    place: str
    months: int
    figures: tuple[Figure, ...]

    @property
    def newest(self) -> Figure | None:
        return self.figures[-1] if self.figures else None
