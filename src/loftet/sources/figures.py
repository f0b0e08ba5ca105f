"""The one form that every reader of statistics gives: figures with place, period and marks, and the rows it refused."""

from dataclasses import dataclass

import polars as pl

from loftet.analysis.marks import Mark

FIGURES = pl.Schema(
    {
        "row": pl.UInt32,
        "place": pl.String,
        "indicator": pl.String,
        "start": pl.Date,
        "months": pl.UInt8,
        "count": pl.Int64,
        "value": pl.Float64,
        "marks": pl.UInt8,
    }
)
"""`row` is the line of the file, from 1. `place` and `indicator` are the source's own words. A period is its first day
and 1, 3 or 12 months. `count` is a number of cases or people, `value` what the source computed (a rate, an index, a
share). Both are null, never zero, where a mark says that the figure is suppressed or missing."""

SUPPRESSED, MISSING, PRELIMINARY = (int(mark) for mark in (Mark.SUPPRESSED, Mark.MISSING, Mark.PRELIMINARY))


class UnreadableTable(ValueError):
    """The file is not of the form that the reader reads: one Swedish sentence, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not understood: its line in the file, its text as it stood and why, in Swedish."""

    row: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file: `rows_read` is the figures and the refused together, header and empty lines not."""

    figures: pl.DataFrame
    refused: tuple[RefusedRow, ...]
    rows_read: int


def reading_of(table: pl.DataFrame, oddities: dict[str, pl.Expr], figures: dict[str, pl.Expr]) -> Reading:
    """The rows of a table that has `row` and `text`, parted into figures and refused rows.

    `oddities` holds, by the sentence that refuses the row, when it does; of several the first counts. `figures` makes
    the columns of FIGURES other than `row` from a row that nothing refuses.
    """
    why = pl.coalesce(pl.when(holds).then(pl.lit(sentence)) for sentence, holds in oddities.items())
    table = table.with_columns(why=why)
    odd = table.filter(pl.col("why").is_not_null()).select("row", "text", "why")
    good = table.filter(pl.col("why").is_null()).select("row", **figures).select(FIGURES.names()).cast(FIGURES)
    return Reading(good, tuple(RefusedRow(*row) for row in odd.iter_rows()), table.height)
