"""Brå's statistics database, the text export (`dbfil`): one line a region, offence and period.

    Region;Brott;År;Period;Antal;/100 000 inv
    Örkelljunga;Totalt antal brott;År;2025;812;7812;
    Örkelljunga;Totalt antal brott;2026 prel.;Aug;71;683;

For a whole year the third column says "År" and the year stands in the fourth. "prel." may stand in either. ".." is a
figure that Brå does not give, because it does not apply or to protect somebody: it is never zero.
"""

import polars as pl

from loftet.sources.figures import MISSING, PRELIMINARY, SUPPRESSED, Reading, UnreadableTable, reading_of
from loftet.sources.table_text import cells, decimal_number, lines, whole_number

COLUMNS = ("place", "indicator", "year", "period", "count", "rate")
HEADER = ("Region", "Brott", "År", "Period", "Antal")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
YEAR = r"\b(19[5-9]\d|20\d\d)\b"
QUARTER = r"(?i)^(?:kv\D*([1-4])|([1-4])\D*kv)"
WITHHELD = ("..", ".")


def read_long_text(data: bytes) -> Reading:
    """The figures of a `dbfil` export, all of them, in the order of the file.

    Raises:
        UnreadableTable: if the file is not such an export at all; nothing is read from it then.
    """
    table = lines(data)
    _check_header(str(table["text"][0]))
    table = cells(table[1:], COLUMNS)
    return reading_of(table.with_columns(**_understood()), _oddities(), _figures())


def _check_header(line: str) -> None:
    found = tuple(cell.strip().strip('"') for cell in line.split(";"))
    if found[: len(HEADER)] != HEADER:
        raise UnreadableTable(
            f"Filens första rad ska vara {';'.join(HEADER)} men är {line[:80]}: välj Text (dbfil) när du hämtar "
            "tabellen hos Brå."
        )


def _understood() -> dict[str, pl.Expr]:
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
        "is_withheld": pl.col("count").is_in(WITHHELD),
        "is_missing": pl.col("count") == "",
        "number": whole_number("count"),
        "per_100000": decimal_number("rate"),
    }


def _oddities() -> dict[str, pl.Expr]:
    has_number = pl.col("number").is_not_null() & (pl.col("number") >= 0)
    return {
        "Raden har för få kolumner.": pl.col("count").is_null(),
        "Raden saknar region.": pl.col("place") == "",
        "Raden saknar brott.": pl.col("indicator") == "",
        "Året går inte att läsa.": pl.col("of_year").is_null(),
        "Perioden går inte att läsa: den ska vara ett år, ett kvartal eller en månad.": pl.col("of_month").is_null(),
        "Antalet är inte ett helt tal och inte två punkter.": ~(
            has_number | pl.col("is_withheld") | pl.col("is_missing")
        ),
        "Talet per 100 000 invånare går inte att läsa.": pl.col("per_100000").is_null()
        & ~pl.col("rate").is_in(("", *WITHHELD)),
        "Raden har fler kolumner än tabellen.": pl.col("rest").fill_null("").str.strip_chars(" ;") != "",
    }


def _figures() -> dict[str, pl.Expr]:
    marks = (
        pl.when("is_preliminary").then(PRELIMINARY).otherwise(0)
        + pl.when("is_withheld").then(SUPPRESSED).otherwise(0)
        + pl.when("is_missing").then(MISSING).otherwise(0)
    )
    return {
        "place": pl.col("place"),
        "indicator": pl.col("indicator"),
        "start": pl.date("of_year", "of_month", 1),
        "months": pl.col("length"),
        "count": pl.col("number"),
        "value": pl.when(pl.col("number").is_not_null()).then("per_100000"),
        "marks": marks,
    }
