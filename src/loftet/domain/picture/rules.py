"""What a picture must hold and how problems are weighed: plain values, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

LEAST_KINDS = 2
"""Kinds of evidence that a problem should rest on."""
DISAGREEMENT = 2
"""Points that two parties differ by when they see a problem differently."""


class Part(StrEnum):
    """What the law asks of a picture (2023:196, section 4)."""

    MAPPING = "mapping"
    CONSEQUENCES = "consequences"
    OTHER_INFORMATION = "other_information"
    ANALYSIS = "analysis"


def parts_missing(texts: Mapping[str, str]) -> list[Part]:
    """The law's parts that nobody has written; `texts` by the part's value."""
    return [part for part in Part if not texts.get(part, "").strip()]


def rests_on_too_little(kinds: Iterable[str]) -> bool:
    """Whether a problem rests on fewer than two kinds of source."""
    return len(set(kinds)) < LEAST_KINDS


@dataclass(frozen=True, slots=True)
class Weighing:
    """A problem's points: the mean of all parties', and where they differ."""

    points: float | None
    """1 to 5, weighed; None before anybody has given points by every criterion."""
    differing: tuple[str, ...]
    """The criteria by which the parties differ by two points or more."""


def weighed(points: Mapping[str, Mapping[str, int]], weights: Mapping[str, int]) -> Weighing:
    """Points by criterion and party, 1 to 5; weights by criterion."""
    given = {criterion: list(points.get(criterion, {}).values()) for criterion in weights}
    differing = tuple(name for name, each in given.items() if each and max(each) - min(each) >= DISAGREEMENT)
    if not weights or not all(given.values()):
        return Weighing(None, differing)
    total = sum(weights[name] * fmean(each) for name, each in given.items())
    return Weighing(total / sum(weights.values()), differing)
