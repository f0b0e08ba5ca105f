"""Brå's statistics database, the text export (`dbfil`): one line a region, offence and period.

    Region;Brott;År;Period;Antal;/100 000 inv
    Örkelljunga;Totalt antal brott;År;2025;812;7812;
    Örkelljunga;Totalt antal brott;2026 prel.;Aug;71;683;

For a whole year the third column says "År" and the year stands in the fourth. "prel." may stand in either.
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
from loftet.sources.figures import PRELIMINARY, Reading, UnreadableTable, reading_of
from loftet.sources.table_text import cells, lines

COLUMNS = ("place", "indicator", "year", "period", "count", "rate")
HEADER = ("Region", "Brott", "År", "Period", "Antal")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
YEAR = r"\b(19[5-9]\d|20\d\d)\b"
QUARTER = r"(?i)^(?:kv\D*([1-4])|([1-4])\D*kv)"
ODDITIES = {
    "Raden har för få kolumner.": IS_SHORT,
    "Raden saknar region.": pl.col("place") == "",
    "Raden saknar brott.": pl.col("indicator") == "",
    "Året går inte att läsa.": pl.col("of_year").is_null(),
    "Perioden går inte att läsa: den ska vara ett år, ett kvartal eller en månad.": pl.col("of_month").is_null(),
    "Antalet är inte ett helt tal och inte två punkter.": IS_ODD_COUNT,
    "Talet per 100 000 invånare går inte att läsa.": IS_ODD_RATE,
    "Raden har fler kolumner än tabellen.": HAS_MORE,
}
FIGURES_OF_ROW = {
    "place": pl.col("place"),
    "indicator": pl.col("indicator"),
    "start": pl.date("of_year", "of_month", 1),
    "months": pl.col("length"),
    **FIGURES_OF_COUNT,
    "marks": pl.when("is_preliminary").then(PRELIMINARY).otherwise(0) + MARKS_OF_COUNT,
}


def read_long_text(data: bytes) -> Reading:
    """The figures of a `dbfil` export, all of them, in the order of the file.

    Raises:
        UnreadableTable: if the file is not such an export at all; nothing is read from it then.
    """
    table = lines(data)
    _check_header(str(table["text"][0]))
    table = cells(table[1:], COLUMNS)
    return reading_of(table.with_columns(**_periods(), **UNDERSTOOD), ODDITIES, FIGURES_OF_ROW)


def _check_header(line: str) -> None:
    found = tuple(cell.strip().strip('"') for cell in line.split(";"))
    if found[: len(HEADER)] != HEADER:
        raise UnreadableTable(
            f"Filens första rad ska vara {';'.join(HEADER)} men är {line[:80]}: välj Text (dbfil) när du hämtar "
            "tabellen hos Brå."
        )


def _periods() -> dict[str, pl.Expr]:
    is_whole_year = pl.col("year").str.to_lowercase() == "år"
    year = pl.when(is_whole_year).then(pl.col("period")).otherwise(pl.col("year"))
    month = pl.col("period").str.slice(0, 3).str.to_lowercase().replace_strict(
        list(MONTHS), list(range(1, 13)), default=None, return_dtype=pl.Int32
    )  # fmt: skip
    quarter = pl.coalesce(pl.col("period").str.extract(QUARTER, group) for group in (1, 2)).cast(pl.Int32)
    return {
        "of_year": year.str.extract(YEAR).cast(pl.Int32),
        "of_month": pl.when(is_whole_year).then(1).otherwise(pl.coalesce(3 * quarter - 2, month)),
        "length": pl.when(is_whole_year).then(12).when(quarter.is_not_null()).then(3).otherwise(1),
        "is_preliminary": pl.concat_str("year", "period", ignore_nulls=True).str.contains("(?i)prel"),
    }
