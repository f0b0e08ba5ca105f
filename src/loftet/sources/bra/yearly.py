"""Brå's yearly open data: reported crimes in each municipality, totals only.

    Kommun;Antal;Per 100 000 inv.;
    Ale;2537;7810

The file of 2021 has no header, writes "Arjeplogs kommun" and holds districts of cities; aggregates such as "Hela
landet" may occur. The year stands in the name of the file, not in it.
"""

import polars as pl

from loftet.sources.figures import MISSING, SUPPRESSED, Reading, UnreadableTable, reading_of
from loftet.sources.table_text import cells, decimal_number, lines, whole_number

TOTAL = "Totalt antal brott"
COLUMNS = ("place", "count", "rate")
WITHHELD = ("..", ".")
LEAST_SHARE_OF_ROWS = 0.5
"""Below this share of rows with a name and a number, the file is taken to be something else."""


def read_yearly(data: bytes, *, year: int) -> Reading:
    """The totals of a year by municipality, with the districts and aggregates that the file holds, in its order.

    Raises:
        UnreadableTable: if the file is not such a table at all.
    """
    table = lines(data)
    if not any(character.isdigit() for character in str(table["text"][0]).split("100 000")[0]):
        table = table[1:]
    table = cells(table, COLUMNS).with_columns(pl.col("rate").fill_null(""))
    table = table.with_columns(
        number=whole_number("count"),
        per_100000=decimal_number("rate"),
        is_withheld=pl.col("count").is_in(WITHHELD),
        is_missing=pl.col("count") == "",
    )
    reading = reading_of(table, _oddities(), _figures(year))
    if reading.figures.height <= LEAST_SHARE_OF_ROWS * table.height:
        raise UnreadableTable(
            "Filen är inte Brås tabell över anmälda brott i kommunerna: den ska ha kolumnerna Kommun, Antal och Per "
            "100 000 inv. med semikolon emellan."
        )
    return reading


def _oddities() -> dict[str, pl.Expr]:
    has_number = pl.col("number").is_not_null() & (pl.col("number") >= 0)
    return {
        "Raden har för få kolumner.": pl.col("count").is_null(),
        "Raden saknar kommun.": pl.col("place") == "",
        "Antalet är inte ett helt tal.": ~(has_number | pl.col("is_withheld") | pl.col("is_missing")),
        "Talet per 100 000 invånare går inte att läsa.": pl.col("per_100000").is_null()
        & ~pl.col("rate").is_in(("", *WITHHELD)),
        "Raden har fler kolumner än tabellen.": pl.col("rest").fill_null("").str.strip_chars(" ;") != "",
    }


def _figures(year: int) -> dict[str, pl.Expr]:
    return {
        "place": pl.col("place"),
        "indicator": pl.lit(TOTAL),
        "start": pl.date(year, 1, 1),
        "months": pl.lit(12),
        "count": pl.col("number"),
        "value": pl.when(pl.col("number").is_not_null()).then("per_100000"),
        "marks": pl.when("is_withheld").then(SUPPRESSED).when("is_missing").then(MISSING).otherwise(0),
    }
