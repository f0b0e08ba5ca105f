from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Subquery

from loftet.domain.statistics.models import EarlierFigure, Indicator, Observation, SimilarGroup
from loftet.domain.statistics.series import Figure, Series

PERIODS = (12, 3, 1)
RESPECTS = ("övergripande", "socioekonomi")
POPULATION = ("scb:BE0101N1", "kolada:N01951")
"""Keys of the indicators that hold the number of inhabitants, the better source first."""


def newest_at(place: str) -> list[Observation]:
    """The newest figure of each indicator at a place, of each kind of period, by the indicator's name."""
    # Asked indicator by indicator: the figures' index begins with it, and there may be millions at other places.
    own = Observation.objects.filter(indicator=OuterRef("pk"), place=place).order_by("-start").values("pk")
    periods = {f"newest_{months}": Subquery(own.filter(months=months)[:1]) for months in PERIODS}
    numbers = [
        number
        for row in Indicator.objects.filter(municipality=None).annotate(**periods).values_list(*periods)
        for number in row
        if number
    ]
    rows = Observation.objects.filter(pk__in=numbers).select_related("indicator", "delivery")
    return sorted(rows, key=lambda row: (row.indicator.name, row.indicator_id, -row.months))


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


def similar_to(place: str) -> SimilarGroup | None:
    """The newest group of municipalities like this one: in all respects if there is such, else in socioeconomy."""
    groups = SimilarGroup.objects.filter(of=place).order_by("-year")
    by_respect = {group.respect: group for group in reversed(groups)}
    return next((by_respect[respect] for respect in RESPECTS if respect in by_respect), groups.first())


def newest_among(indicator: int, places: Sequence[str]) -> list[Observation]:
    """The newest yearly figure of an indicator at each of the places that has one, of the same year."""
    rows = Observation.objects.filter(indicator=indicator, place__in=places, months=12)
    year = rows.order_by("-start").values_list("start", flat=True).first()
    return list(rows.filter(start=year)) if year else []


def population_of(place: str) -> dict[int, int]:
    """The number of inhabitants at the end of each year that is known."""
    found: dict[int, int] = {}
    # By number: joined with the keys, a database without statistics of itself reads every figure there is.
    numbers = dict(Indicator.objects.filter(key__in=POPULATION).values_list("key", "pk"))
    for key in [each for each in reversed(POPULATION) if each in numbers]:
        rows = Observation.objects.filter(indicator=numbers[key], place=place, months=12)
        for day, count, value in rows.values_list("start", "count", "value"):
            number = count if count is not None else value
            if number:
                found[day.year] = int(number)
    return found


def history(observation: Observation) -> list[EarlierFigure]:
    """What the observation said before, newest first."""
    return list(observation.history.select_related("delivery", "replaced_by"))
