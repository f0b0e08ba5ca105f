"""Brå's yearly open data: reported crimes in each municipality, totals only.

    Kommun;Antal;Per 100 000 inv.;
    Ale;2537;7810

The file of 2021 has no header, writes "Arjeplogs kommun" and holds districts of cities; aggregates such as "Hela
landet" may occur. The year stands in the name of the file, not in it.
"""

import polars as pl

from loftet.sources.bra.counted import (
    FIGURES_OF_COUNT,
    HAS_MORE,
    IS_ODD_COUNT,
    IS_ODD_RATE,
    IS_SHORT,
    MARKS_OF_COUNT,
    UNDERSTOOD,
)
from loftet.sources.figures import Reading, UnreadableTable, reading_of
from loftet.sources.table_text import cells, lines

TOTAL = "Totalt antal brott"
COLUMNS = ("place", "count", "rate")
LEAST_SHARE_OF_ROWS = 0.5
"""Below this share of rows with a name and a number, the file is taken to be something else."""
ODDITIES = {
    "Raden har för få kolumner.": IS_SHORT,
    "Raden saknar kommun.": pl.col("place") == "",
    "Antalet är inte ett helt tal.": IS_ODD_COUNT,
    "Talet per 100 000 invånare går inte att läsa.": IS_ODD_RATE,
    "Raden har fler kolumner än tabellen.": HAS_MORE,
}


def read_yearly(data: bytes, *, year: int) -> Reading:
    """The totals of a year by municipality, with the districts and aggregates that the file holds, in its order.

    Raises:
        UnreadableTable: if the file is not such a table at all.
    """
    table = lines(data)
    if not any(character.isdigit() for character in str(table["text"][0]).split("100 000")[0]):
        table = table[1:]
    table = cells(table, COLUMNS).with_columns(pl.col("rate").fill_null("")).with_columns(**UNDERSTOOD)
    reading = reading_of(table, ODDITIES, _figures(year))
    if reading.figures.height <= LEAST_SHARE_OF_ROWS * table.height:
        raise UnreadableTable(
            "Filen är inte Brås tabell över anmälda brott i kommunerna: den ska ha kolumnerna Kommun, Antal och Per "
            "100 000 inv. med semikolon emellan."
        )
    return reading


def _figures(year: int) -> dict[str, pl.Expr]:
    return {
        "place": pl.col("place"),
        "indicator": pl.lit(TOTAL),
        "start": pl.date(year, 1, 1),
        "months": pl.lit(12),
        **FIGURES_OF_COUNT,
        "marks": MARKS_OF_COUNT,
    }
