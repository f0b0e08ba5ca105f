import polars as pl
from django.db.models import Exists, OuterRef

from loftet.domain.statistics.matching import STORED
from loftet.domain.statistics.models import EarlierFigure, Indicator, Observation
from loftet.domain.statistics.series import Figure, Series


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


POPULATION = ("scb:BE0101N1", "kolada:N01951")
"""Keys of the indicators that hold the number of inhabitants, the better source first."""


def series_at(place: str) -> list[tuple[Indicator, int]]:
    """What there are figures of at a place: each indicator with each of its kinds of period in months, by name."""
    pairs = Observation.objects.filter(place=place).values_list("indicator_id", "months").distinct()
    indicators = Indicator.objects.in_bulk({number for number, _ in pairs})
    return sorted(((indicators[number], months) for number, months in pairs), key=lambda one: (one[0].name, -one[1]))


def series_of(indicator: Indicator, place: str, *, months: int) -> Series:
    """The figures of one indicator at one place, oldest first, with what must follow them."""
    rows = Observation.objects.filter(indicator=indicator, place=place, months=months).select_related("delivery")
    rows = rows.annotate(is_corrected=Exists(EarlierFigure.objects.filter(observation=OuterRef("pk"))))
    breaks = tuple(indicator.breaks.values_list("on", "reason"))
    inhabitants = population_of(place)
    figures: list[Figure] = []
    for row in rows.order_by("start"):
        before = figures[-1].start if figures else row.start
        year = max((each for each in inhabitants if each < row.start.year), default=None)
        figures.append(
            Figure(
                observation=row.pk,
                start=row.start,
                months=row.months,
                count=row.count,
                value=row.value,
                marks=row.marks,
                population=inhabitants[year] if year else None,
                population_year=year,
                begins_anew=any(before < day <= row.start for day, _ in breaks),
                delivery=row.delivery_id,
                file_name=row.delivery.file_name,
                is_corrected=row.is_corrected,
            )
        )
    return Series(
        indicator=indicator.pk,
        key=indicator.key,
        name=indicator.name,
        definition=indicator.definition,
        unit=indicator.unit,
        source=indicator.source,
        counts=indicator.counts,
        moved_by=indicator.moved_by,
        warning=indicator.warning,
        is_protected=indicator.is_protected,
        breaks=breaks,
        place=place,
        months=months,
        figures=tuple(figures),
    )


def population_of(place: str) -> dict[int, int]:
    """The number of inhabitants at the end of each year that is known."""
    found: dict[int, int] = {}
    for key in reversed(POPULATION):
        rows = Observation.objects.filter(indicator__key=key, place=place, months=12)
        for day, count, value in rows.values_list("start", "count", "value"):
            number = count if count is not None else value
            if number:
                found[day.year] = int(number)
    return found


def history(observation: Observation) -> list[EarlierFigure]:
    """What the observation said before, newest first."""
    return list(observation.history.select_related("delivery", "replaced_by"))
