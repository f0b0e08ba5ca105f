"""Figures by the million into the table, by the quickest way that each database has."""

import polars as pl
from django.db import connection

from loftet.domain.statistics.models import Delivery, EarlierFigure, Observation

COLUMNS = ("indicator_id", "place", "months", "start", "count", "value", "marks", "delivery_id")
OLD_COLUMNS = ("observation_id", "delivery_id", "count", "value", "marks", "replaced_by_id")
PART_OF_ROWS = 50_000


def insert_observations(figures: pl.DataFrame, *, indicators: dict[str, int], delivery: Delivery) -> None:
    """Insert figures whose `place` is a code. In the caller's transaction."""
    numbers = pl.col("indicator").replace_strict(indicators, return_dtype=pl.Int64)
    rows = figures.select(
        numbers.alias("indicator_id"),
        *COLUMNS[1:-1],
        pl.lit(delivery.pk, pl.Int64).alias("delivery_id"),
    )
    _insert(Observation._meta.db_table, rows)


def correct_observations(corrected: pl.DataFrame, *, delivery: Delivery) -> None:
    """Write the new figures over the old ones, which go to the history. In the caller's transaction."""
    if corrected.is_empty():
        return
    old = corrected.select(
        pl.col("id").alias("observation_id"),
        pl.col("delivery").alias("delivery_id"),
        pl.col("old_count").alias("count"),
        pl.col("old_value").alias("value"),
        pl.col("old_marks").alias("marks"),
        pl.lit(delivery.pk, pl.Int64).alias("replaced_by_id"),
    )
    _insert(EarlierFigure._meta.db_table, old)
    statement = (
        f"UPDATE {Observation._meta.db_table} "  # noqa: S608  the name of a table of our own
        f"SET count = %s, value = %s, marks = %s, delivery_id = {delivery.pk} WHERE id = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, corrected.select("count", "value", "marks", "id").rows())


def _insert(table: str, rows: pl.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in rows.columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)') as copy:
            for part in rows.iter_slices(PART_OF_ROWS):
                copy.write(part.write_csv(include_header=False).encode())
        return
    places = ", ".join(["%s"] * len(rows.columns))
    dated = rows.with_columns(pl.col(pl.Date).dt.to_string())
    with connection.cursor() as cursor:
        for part in dated.iter_slices(PART_OF_ROWS):
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', part.rows())  # noqa: S608
