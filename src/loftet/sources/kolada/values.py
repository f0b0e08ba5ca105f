"""Kolada's figures (`/v3/data`): one value a key figure, municipality, year and gender.

A zero in Kolada may stand for a figure that was missing (its own definitions say so of reported violence); it is passed
on as it stands, and the indicator's warning goes with it.
"""

from itertools import islice
from typing import Any

import polars as pl

from loftet.sources.figures import MISSING, SUPPRESSED, Reading, reading_of
from loftet.sources.kolada.answer import values_of

GENDERS = {"T": "", "K": "/K", "F": "/K", "M": "/M"}
"""The suffix of the indicator: none for all, women and men by their Swedish letters (version 2 wrote F)."""
WITHHELD = "private"
RAW = pl.Schema(
    {
        "kpi": pl.String,
        "municipality": pl.String,
        "period": pl.Int32,
        "gender": pl.String,
        "status": pl.String,
        "number": pl.Float64,
        "text": pl.String,
    }
)


def read_values(data: bytes) -> Reading:
    """The figures of one answer (a page). `place` is the municipality's code, `indicator` "N07403" or "N07403/K".

    Raises:
        UnreadableTable: if the answer is not of Kolada's form.
    """
    table = pl.DataFrame([row for item in values_of(data) for row in _rows(item)], RAW, orient="row").with_row_index(
        "row", 1
    )
    return reading_of(table, _oddities(), _figures())


def _rows(item: Any) -> list[tuple[object, ...]]:
    """One row a gender; an item that is not of the form gives one row that is refused."""
    text = str(item)[:500]
    try:
        shared = str(item["kpi"]), str(item["municipality"]), int(item["period"])
        return [(*shared, *_value(each), text) for each in islice(item["values"], 3)]
    except (KeyError, TypeError, ValueError):
        return [(None, None, None, None, None, None, text)]


def _value(each: dict[str, Any]) -> tuple[str, str, float | None]:
    value = each["value"]
    return str(each["gender"]), str(each.get("status") or ""), None if value is None else float(value)


def _oddities() -> dict[str, pl.Expr]:
    return {
        "Värdet har en annan form än Koladas.": pl.col("kpi").is_null(),
        "Kommunkoden ska ha fyra siffror.": ~pl.col("municipality").str.contains(r"^\d{4}$"),
        "Året går inte att läsa.": ~pl.col("period").is_between(1900, 2100),
        "Könet ska vara T, K eller M.": ~pl.col("gender").is_in(list(GENDERS)),
        "Talet är inte ändligt.": pl.col("number").is_infinite() | pl.col("number").is_nan(),
    }


def _figures() -> dict[str, pl.Expr]:
    is_withheld = pl.col("status").str.to_lowercase() == WITHHELD
    is_known = pl.col("number").is_not_null() & ~is_withheld
    return {
        "place": pl.col("municipality"),
        "indicator": pl.col("kpi") + pl.col("gender").replace_strict(GENDERS, default=None),
        "start": pl.date("period", 1, 1),
        "months": pl.lit(12),
        "count": pl.lit(None),
        "value": pl.when(is_known).then("number"),
        "marks": pl.when(is_withheld).then(SUPPRESSED).when(~is_known).then(MISSING).otherwise(0),
    }
