"""What is known of an indicator: read from `catalogue.toml`, where a person looks it up and corrects it."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True, slots=True)
class BreakWords:
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """`counts` is a value of `Indicator.Counts`."""

    pattern: str
    name: str = ""
    """Empty where the source's own name is good."""
    unit: str = ""
    definition: str = ""
    counts: str = "events"
    moved_by: str = ""
    warning: str = ""
    is_protected: bool = False
    breaks: tuple[BreakWords, ...] = ()


def words_of(key: str) -> IndicatorWords | None:
    """What the catalogue says of the indicator with that key of its source; None if it says nothing."""
    return next((words for words in catalogue() if re.search(words.pattern, key, re.IGNORECASE)), None)


@cache
def catalogue() -> tuple[IndicatorWords, ...]:
    """In the order of the file: the first whose pattern is found counts."""
    content = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    breaks = {name: BreakWords(**each) for name, each in content["breaks"].items()}
    return tuple(
        IndicatorWords(**(row | {"breaks": tuple(breaks[name] for name in row.get("breaks", ()))}))
        for row in content["indicator"]
    )
