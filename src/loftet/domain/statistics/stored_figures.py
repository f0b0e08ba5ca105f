"""What is stored, as the table that a reading is matched with. Apart from the selectors: the server needs no polars."""

import polars as pl

from loftet.domain.statistics.matching import STORED
from loftet.domain.statistics.models import Indicator, Observation


def stored_observations(source: str, figures: pl.DataFrame) -> pl.DataFrame:
    """What is stored of the source's indicators that the figures name, within the days they span (form STORED)."""
    keys = [f"{source}:{name}" for name in figures["indicator"].unique()]
    names = {
        number: key.removeprefix(f"{source}:")
        for number, key in Indicator.objects.filter(key__startswith=f"{source}:").values_list("pk", "key")
        if key in set(keys)
    }
    if not names:
        return STORED.to_frame()
    first, last = figures["start"].min(), figures["start"].max()
    rows = Observation.objects.filter(indicator__in=list(names), start__range=(first, last)).values_list(
        "pk", "delivery_id", "indicator_id", "place", "months", "start", "count", "value", "marks"
    )
    table = pl.DataFrame(list(rows), STORED, schema_overrides={"indicator": pl.Int64}, orient="row")
    return table.with_columns(pl.col("indicator").replace_strict(names, return_dtype=pl.String)).cast(STORED)
