"""The number of crimes and their rate, as Brå writes both in every table that is parted by semicolons.

".." is a figure that Brå does not give, because it does not apply or to protect somebody; an empty cell is missing.
"""

import polars as pl

from loftet.sources.figures import MISSING, SUPPRESSED
from loftet.sources.table_text import decimal_number, whole_number

WITHHELD = ("..", ".")
UNDERSTOOD = {
    "number": whole_number("count"),
    "per_100000": decimal_number("rate"),
    "is_withheld": pl.col("count").is_in(WITHHELD),
    "is_missing": pl.col("count") == "",
}
"""What is read of the cells `count` and `rate`."""

_HAS_NUMBER = pl.col("number").is_not_null() & (pl.col("number") >= 0)
IS_SHORT = pl.col("count").is_null()
IS_ODD_COUNT = ~(_HAS_NUMBER | pl.col("is_withheld") | pl.col("is_missing"))
IS_ODD_RATE = pl.col("per_100000").is_null() & ~pl.col("rate").is_in(("", *WITHHELD))
HAS_MORE = pl.col("rest").fill_null("").str.strip_chars(" ;") != ""

FIGURES_OF_COUNT = {
    "count": pl.col("number"),
    "value": pl.when(pl.col("number").is_not_null()).then("per_100000"),
}
MARKS_OF_COUNT = pl.when("is_withheld").then(SUPPRESSED).when("is_missing").then(MISSING).otherwise(0)
