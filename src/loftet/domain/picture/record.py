"""All that a picture says, as it is frozen when the picture is adopted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFigure:
    """A figure as it was cited: later corrections of it stand beside, never instead."""

    observation: int
    indicator: str
    unit: str
    warning: str
    is_protected: bool
    """Close relations, sexual offences, children: one to four is never shown as a number."""
    place: str
    start: date
    months: int
    count: int | None
    value: float | None
    marks: int
    file_name: str
    sha256: str
    """Of the file that it came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    kind: str
    """A value of `Evidence.Kind`."""
    says: str
    source: str
    figure: CitedFigure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRecord:
    name: str
    branch: str
    link: int | None
    speaks_for: str
    speaks_against: str
    broken_how: str
    broken_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRecord:
    name: str
    what: str
    where: str
    when: str
    hit: str
    extent: str
    consequences: str
    became: str
    rank: int | None
    rank_reason: str
    points: float | None
    differing: tuple[str, ...]
    evidence: tuple[EvidenceRecord, ...]
    causes: tuple[CauseRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRecord:
    name: str
    mapping: str
    consequences: str
    other_information: str
    analysis: str
    problems: tuple[ProblemRecord, ...]
    """By priority, those without one last."""
    format: str = "loftet-picture/1"
