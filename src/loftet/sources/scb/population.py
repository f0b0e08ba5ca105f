"""Statistics Sweden's population tables as json-stat2, which its service answers with."""

from itertools import product
from math import prod
from typing import Any

import polars as pl

from loftet.sources.figures import MISSING, SUPPRESSED, Reading, reading_of
from loftet.sources.json_answer import parsed, unknown_form

SOURCE = "SCB"
PLACES, TIMES = ("region",), ("tid", "år", "ar")
WITHHELD = "."
"""SCB writes two dots for a figure that is missing or unsure and one for what cannot occur."""
RAW = pl.Schema(
    {"place": pl.String, "indicator": pl.String, "period": pl.String, "number": pl.Float64, "status": pl.String}
)


def read_json_stat(data: bytes) -> Reading:
    """The cells of a json-stat2 answer, in its order.

    `place` is the code of the region, `indicator` the codes of the other dimensions but time, joined by a colon
    ("BE0101N1:1:tot"); the row is the cell's place in the answer, from 1.

    Raises:
        UnreadableTable: if the answer is not json-stat2 with a region and a time.
    """
    answer = parsed(data, SOURCE)
    try:
        dimensions, sizes, values = answer["id"], answer["size"], answer["value"]
        codes = [_codes(answer["dimension"][name]["category"]) for name in dimensions]
        place, time = _position(dimensions, PLACES), _position(dimensions, TIMES)
        statuses = answer.get("status") or {}
    except (KeyError, TypeError, AttributeError, ValueError, StopIteration):
        raise unknown_form(SOURCE, "tabellens mått") from None
    if [len(each) for each in codes] != list(sizes) or (isinstance(values, list) and len(values) != prod(sizes)):
        raise unknown_form(SOURCE, "antalet värden")
    others = [at for at in range(len(dimensions)) if at not in (place, time)]
    rows = [
        (cell[place], ":".join(cell[at] for at in others), cell[time], _at(values, at), _at(statuses, at))
        for at, cell in enumerate(product(*codes))
    ]
    try:
        table = pl.DataFrame(rows, RAW, orient="row", strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        raise unknown_form(SOURCE, "tabellens tal") from None
    return reading_of(table.with_row_index("row", 1).with_columns(text=_text()), _oddities(), _figures())


def _codes(category: dict[str, Any]) -> list[str]:
    """The codes of a dimension in their order: the index is a list of codes or a place for each code."""
    index = category.get("index", category.get("label"))
    if isinstance(index, dict) and all(isinstance(at, int) for at in index.values()):
        return sorted(index, key=index.__getitem__)
    return [str(code) for code in index or ()]


def _position(dimensions: list[str], names: tuple[str, ...]) -> int:
    return next(at for at, name in enumerate(dimensions) if name.lower() in names)


def _at(values: Any, at: int) -> Any:
    """json-stat2 writes values and statuses as a list or, where most are empty, by their place."""
    found = values.get(str(at)) if isinstance(values, dict) else values[at] if isinstance(values, list) else None
    return float(found) if isinstance(found, int) and not isinstance(found, bool) else found


def _text() -> pl.Expr:
    return pl.concat_str("place", "indicator", "period", "number", separator=";", ignore_nulls=True)


def _oddities() -> dict[str, pl.Expr]:
    return {
        "Året går inte att läsa.": ~pl.col("period").str.contains(r"^(19|20)\d\d$"),
        "Antalet är inte ett helt tal.": (pl.col("number") < 0) | (pl.col("number") != pl.col("number").floor()),
    }


def _figures() -> dict[str, pl.Expr]:
    missing = pl.when(pl.col("status") == WITHHELD).then(SUPPRESSED).otherwise(MISSING)
    return {
        "place": pl.col("place"),
        "indicator": pl.col("indicator"),
        "start": pl.date(pl.col("period").cast(pl.Int32, strict=False), 1, 1),
        "months": pl.lit(12),
        "count": pl.col("number"),
        "value": pl.lit(None),
        "marks": pl.when(pl.col("number").is_null()).then(missing).otherwise(0),
    }
