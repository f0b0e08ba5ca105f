"""What a reading will do to the figures that are stored, row by row: new, corrected, unchanged or refused. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from loftet.sources.figures import Reading, RefusedRow
from loftet.sources.scb.municipality import region_code

KEY = ["indicator", "place", "months", "start"]
WORDS = ["count", "value", "marks"]
STORED = pl.Schema(
    {
        "id": pl.Int64,
        "delivery": pl.Int64,
        "indicator": pl.String,
        "place": pl.String,
        "months": pl.UInt8,
        "start": pl.Date,
        "count": pl.Int64,
        "value": pl.Float64,
        "marks": pl.UInt8,
    }
)
"""The observations that are stored, with the source's name of the indicator."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Every row of a reading, parted. `new` has the columns of FIGURES with `place` as a code; `corrected` also what is
    stored, as `id`, `delivery`, `old_count`, `old_value`, `old_marks`."""

    new: pl.DataFrame
    corrected: pl.DataFrame
    unchanged_count: int
    refused: tuple[RefusedRow, ...]

    @property
    def new_count(self) -> int:
        return self.new.height

    @property
    def corrected_count(self) -> int:
        return self.corrected.height

    @property
    def changes_nothing(self) -> bool:
        return self.new.is_empty() and self.corrected.is_empty()


def with_place_codes(figures: pl.DataFrame, other_places: Mapping[str, str]) -> pl.DataFrame:
    """The figures with the code of their place in `code`; null where the name is of no place that is known.

    `other_places` are codes by name of places that Sweden's statistics do not have: invented municipalities, parts of
    one.
    """
    names = figures["place"].unique().to_list()
    found = [other_places.get(name.strip()) or region_code(name) for name in names]
    codes = pl.DataFrame({"place": names, "code": found}, _CODES)
    return figures.join(codes, on="place", how="left", maintain_order="left")


def matched(reading: Reading, stored: pl.DataFrame, *, other_places: Mapping[str, str]) -> Matched:
    """What the reading will do where `stored` is what there is of its indicators."""
    coded = with_place_codes(reading.figures, other_places)
    unknown = coded.filter(pl.col("code").is_null())
    known = coded.filter(pl.col("code").is_not_null()).with_columns(place="code").drop("code")
    first = pl.col("row").first().over(KEY)
    known = known.with_columns(first=first, alike=pl.struct(WORDS).n_unique().over(KEY) == 1)
    doubled = known.filter((pl.col("row") != pl.col("first")) | ~pl.col("alike"))
    single = known.filter((pl.col("row") == pl.col("first")) & pl.col("alike")).drop("first", "alike")
    old = stored.rename({word: f"old_{word}" for word in WORDS})
    joined = single.join(old, on=KEY, how="left", maintain_order="left")
    is_stored = pl.col("id").is_not_null()
    differs = pl.any_horizontal(pl.col(word).ne_missing(pl.col(f"old_{word}")) for word in WORDS)
    corrected = joined.filter(is_stored & differs)
    new = joined.filter(~is_stored).select(single.columns)
    return Matched(
        new=new,
        corrected=corrected,
        unchanged_count=single.height - new.height - corrected.height,
        refused=tuple(sorted([*reading.refused, *_unplaced(unknown), *_doubled(doubled)], key=lambda row: row.row)),
    )


_CODES = pl.Schema({"place": pl.String, "code": pl.String})


def _unplaced(rows: pl.DataFrame) -> list[RefusedRow]:
    return [
        RefusedRow(row, f"{place}; {indicator}", f"Platsen {place} är ingen kommun, inget län och inte hela landet.")
        for row, place, indicator in rows.select("row", "place", "indicator").iter_rows()
    ]


def _doubled(rows: pl.DataFrame) -> list[RefusedRow]:
    return [
        RefusedRow(row, f"{place}; {indicator}", _why_doubled(row, first, alike))
        for row, place, indicator, first, alike in rows.select(
            "row", "place", "indicator", "first", "alike"
        ).iter_rows()
    ]


def _why_doubled(row: int, first: int, alike: bool) -> str:
    if alike:
        return f"Samma tal står redan på rad {first}."
    if row == first:
        return "En senare rad säger ett annat tal om samma sak. Inget av dem tas in."
    return f"Rad {first} säger ett annat tal om samma sak. Inget av dem tas in."
