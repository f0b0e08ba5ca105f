"""Brå's figures of a month in the hierarchical form: each row knows its level and its parent.

A row such as "8 kap. Stöld, rån m.m., därav inbrottsstöld i bostad" is a part of its parent and not all of it: rows
are figures of their own and are never added up.
"""

import polars as pl

from loftet.sources.figures import MISSING, PRELIMINARY, SUPPRESSED, Reading, UnreadableTable, reading_of
from loftet.sources.table_text import cells, decimal_number, lines

NEEDED = ("Periodtyp", "Period_start", "Preliminär", "Kommun", "Brott", "Antal", "Per100000", "Status_Antal")
MONTHS_OF = {"Månad": 1, "Kvartal": 3, "År": 12}
PRELIMINARY_WORDS = ("true", "ja", "1")


def read_monthly(data: bytes) -> Reading:
    """Every row of the file as a figure with the offence's whole name.

    Raises:
        UnreadableTable: if the file lacks one of the columns that say what, where, when and how many.
    """
    table = lines(data)
    header = tuple(name.strip().strip('"') for name in str(table["text"][0]).split(","))
    for name in NEEDED:
        if header.count(name) != 1:
            raise UnreadableTable(f"Filen har inte en kolumn {name}: hämta tabellen på nytt.")
    names = tuple(name if name in NEEDED else f"column {at}" for at, name in enumerate(header))
    table = cells(table[1:], names, ",")
    return reading_of(table.with_columns(**_understood()), _oddities(), _figures())


def _understood() -> dict[str, pl.Expr]:
    return {
        "start": pl.col("Period_start").str.to_date("%Y-%m-%d", strict=False),
        "length": pl.col("Periodtyp").replace_strict(MONTHS_OF, default=None, return_dtype=pl.Int32),
        "number": decimal_number("Antal"),
        "per_100000": decimal_number("Per100000"),
        "is_preliminary": pl.col("Preliminär").str.to_lowercase().is_in(PRELIMINARY_WORDS),
        "is_withheld": pl.col("Status_Antal").fill_null("") != "",
    }


def _oddities() -> dict[str, pl.Expr]:
    number = pl.col("number")
    return {
        "Raden har för få kolumner.": pl.col("Status_Antal").is_null(),
        "Raden saknar kommun.": pl.col("Kommun") == "",
        "Raden saknar brott.": pl.col("Brott") == "",
        "Perioden går inte att läsa.": pl.col("start").is_null() | pl.col("length").is_null(),
        "Perioden börjar inte den första i en månad.": pl.col("start").dt.day() != 1,
        "Antalet är inte ett helt tal.": (number.is_null() & (pl.col("Antal") != ""))
        | (number < 0)
        | (number != number.floor())
        | number.is_infinite(),
        "Talet per 100 000 invånare går inte att läsa.": pl.col("per_100000").is_null() & (pl.col("Per100000") != ""),
        "Raden har fler kolumner än tabellen.": pl.col("rest").fill_null("") != "",
    }


def _figures() -> dict[str, pl.Expr]:
    is_known = pl.col("number").is_not_null() & ~pl.col("is_withheld")
    unknown = pl.when("is_withheld").then(SUPPRESSED).otherwise(MISSING)
    return {
        "place": pl.col("Kommun"),
        "indicator": pl.col("Brott"),
        "start": pl.col("start"),
        "months": pl.col("length"),
        "count": pl.when(is_known).then("number"),
        "value": pl.when(is_known).then("per_100000"),
        "marks": pl.when("is_preliminary").then(PRELIMINARY).otherwise(0)
        + pl.when(is_known).then(0).otherwise(unknown),
    }
