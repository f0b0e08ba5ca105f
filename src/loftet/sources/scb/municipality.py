"""The 290 municipalities by code and name, as Statistics Sweden lists them (``municipalities.csv``)."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")


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


def code_of(text: str) -> str | None:
    """The code of the municipality that a source means by "Ale", "Ale kommun", "Arjeplogs kommun" or "Malung–Sälen".

    None for what is no municipality: a county, a district, "Hela landet".
    """
    return _codes_by_spelling().get(_spelling(text))


@cache
def _codes_by_spelling() -> dict[str, str]:
    spellings: dict[str, str] = {}
    for municipality in municipality_names():
        for text in (municipality.name, f"{municipality.name} kommun", f"{genitive(municipality.name)} kommun"):
            spellings[_spelling(text)] = municipality.code
        for text in ("stad", "regionkommun"):
            spellings[_spelling(f"{genitive(municipality.name)} {text}")] = municipality.code
    return spellings


def _spelling(text: str) -> str:
    """The same for names that differ in case, kind of dash and spacing only."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join(plain.translate(DASHES).replace("-", " ").split())
