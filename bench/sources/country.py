"""Thirty years of months of 120 made-up offences in every municipality, in one database, and a series of them."""

import statistics
from collections.abc import Iterator

from bench.result import Goal, Result
from tests.installation import Installation

INDICATORS, YEARS = 120, 30
SHORT_INDICATORS, SHORT_YEARS = 4, 3
LONGEST_FILL = 1_200
FILL = """
from datetime import date
from time import perf_counter
import polars as pl
from django.db import transaction
from loftet.analysis.marks import Mark
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Delivery, Indicator
from loftet.domain.statistics.services.storing import insert_observations
municipality = Municipality.objects.get(code="1257")
places = pl.DataFrame({{"place": sorted(Municipality.objects.filter(example=False).values_list("code", flat=True))}})
years, months = range(1996, 1996 + {years}), range(1, 13)
days = pl.DataFrame({{"start": [date(year, month, 1) for year in years for month in months]}})
counts = [field.name for field in Delivery._meta.fields if field.name.endswith(("_count", "_read"))]
began, total = perf_counter(), 0
for number in range({indicators}):
    name = f"Påhittat brott nummer {{number}}"
    with transaction.atomic():
        indicator = Indicator.objects.create(key=f"bra:{{name}}", name=name, source="Påhittat")
        delivery = Delivery.objects.create(
            municipality=municipality, file_name="made", content=b"", **dict.fromkeys(counts, 0)
        )
        figures = places.join(days, how="cross").with_row_index("count").with_columns(
            pl.col("count").cast(pl.Int64), indicator=pl.lit(name), months=pl.lit(1), value=pl.col("count") / 7,
            marks=pl.lit(int(Mark.EXAMPLE)),
        )
        insert_observations(figures, indicators={{name: indicator.pk}}, delivery=delivery)
        total += figures.height
print(total, perf_counter() - began)
"""
READ = """
from random import Random
from time import perf_counter
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Indicator
from loftet.domain.statistics.selectors import series_of
random, indicators = Random(5), list(Indicator.objects.filter(key__startswith="bra:Påhittat brott nummer"))
codes = sorted(Municipality.objects.filter(example=False).values_list("code", flat=True))
def read():
    indicator, place = random.choice(indicators), random.choice(codes)
    began = perf_counter()
    assert len(series_of(indicator, place, months=1).figures) == {years} * 12
    return perf_counter() - began
read()
print(*[read() * 1000 for _ in range(50)])
"""


def measure(place: Installation, *, short: bool) -> Iterator[Result]:
    indicators, years = (SHORT_INDICATORS, SHORT_YEARS) if short else (INDICATORS, YEARS)
    process = place.start(FILL.format(indicators=indicators, years=years))
    output, errors = process.communicate(timeout=LONGEST_FILL)
    if process.returncode:
        raise RuntimeError(errors)
    total, seconds = output.split()
    yield Result(f"{int(total):,} made-up observations stored", float(seconds), "s")
    read = [float(one) for one in place.run(READ.format(years=years)).split()]
    yield Result(f"a series of {years * 12} months out of them", statistics.median(read), "ms", goal=Goal(at_most=20))
