"""The 290 municipalities by code and name, as Statistics Sweden lists them (``municipalities.csv``)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class MunicipalityName:
    code: str
    """Four digits: "1257"."""
    name: str
    county_code: str
    county: str


@cache
def municipality_names() -> tuple[MunicipalityName, ...]:
    """All municipalities, in order of their code."""
    text = files(__package__).joinpath("municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
    return tuple(MunicipalityName(**row) for row in rows)


@cache
def municipality_codes() -> dict[str, str]:
    """Code by name."""
    return {municipality.name: municipality.code for municipality in municipality_names()}


def genitive(name: str) -> str:
    """The name's genitive: "Örkelljungas", but "Höganäs"."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"
