"""The 290 municipalities by code and name, as Statistics Sweden lists them (``municipalities.csv``)."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NATION = ("hela landet", "riket", "hela riket", "sverige")
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


def region_code(text: str) -> str | None:
    """The code of what a source means by a place: "1257" a municipality, "12" a county, "00" the country.

    Takes names and codes, Kolada's four-digit codes of regions ("0012") and of the country ("0000") among them; None
    for a district, a police region or anything else.
    """
    name = text.strip()
    if _spelling(name) in NATION:
        return "00"
    if name.isdigit():
        return _known_code(name.removeprefix("00") if len(name) == 4 else name)
    return code_of(name) or _county_codes().get(_spelling(name))


def _known_code(code: str) -> str | None:
    known = {"00", *_county_codes().values(), *municipality_codes().values()}
    return code if code in known else None


@cache
def _county_codes() -> dict[str, str]:
    return {_spelling(municipality.county): municipality.county_code for municipality in municipality_names()}
