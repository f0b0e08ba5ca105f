"""What is known in figures of the municipality, with source and doubt, and what is not."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.organisation.functions import Function
from loftet.domain.place.models import Municipality
from loftet.domain.place.rules import swedish_order
from loftet.domain.publishing.figure_words import figure_words, period_words
from loftet.domain.statistics.models import Indicator, Observation, PoliceNews, SimilarGroup
from loftet.domain.statistics.selectors import newest_among, newest_at, series_of, similar_to
from loftet.web.public.frame import frame_of, show
from loftet.web.public.page_cache import kept

TOTALS = ("kolada:N07540", "bra:Totalt antal brott")
NEWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class NewestFigure:
    indicator: Indicator
    months: int
    period: str
    number: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    name: str
    number: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The municipality among those that are like it, by one figure of one year."""

    indicator: Indicator
    period: str
    group: SimilarGroup
    rows: list[Neighbour]


@require_safe
@kept
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug, function=Function.FIGURES)
    rows = newest_at(frame.municipality.code)
    return show(
        request,
        "figures.html",
        title=_("Siffror"),
        description=_("Statistik om brott och trygghet med källa, och vad som saknas."),
        frame=frame,
        figures=[_newest(row) for row in rows],
        comparison=_comparison(frame.municipality, rows),
        news=PoliceNews.objects.filter(municipality=frame.municipality)[:NEWS_SHOWN],
        missing=_missing(rows),
    )


@require_safe
@kept
def series(request: HttpRequest, slug: str, pk: int, months: int) -> HttpResponse:
    """One indicator: what may be said of it, the curve, the table, the source."""
    # Loads the statistics, which the server can do without until somebody asks for them.
    from loftet.domain.publishing.series_content import content_of  # noqa: PLC0415

    frame = frame_of(slug, function=Function.FIGURES)
    municipality = frame.municipality
    indicator = Indicator.objects.filter(municipality=None, pk=pk).first()
    found = series_of(indicator, municipality.code, months=months) if indicator else None
    if found is None or not found.figures:
        raise Http404
    content = content_of(found, place_name=municipality.name, is_example=municipality.example)
    return show(
        request, "series.html", title=found.name, description=content.said, frame=frame, series=found, content=content
    )


def _newest(row: Observation) -> NewestFigure:
    return NewestFigure(
        indicator=row.indicator,
        months=row.months,
        period=period_words(row.start, row.months),
        number=_number(row, row.indicator),
    )


def _number(row: Observation, indicator: Indicator) -> str:
    return figure_words(row.count, row.value, row.marks, is_protected=indicator.is_protected)


def _comparison(municipality: Municipality, rows: list[Observation]) -> Comparison | None:
    group = similar_to(municipality.code)
    total = next((row for key in TOTALS for row in rows if row.indicator.key == key and row.months == 12), None)
    if group is None or total is None:
        return None
    found = newest_among(total.indicator_id, [municipality.code, *group.member_codes])
    names = dict(Municipality.objects.filter(code__in=[row.place for row in found]).values_list("code", "name"))
    found.sort(key=lambda row: swedish_order(names[row.place]))
    return Comparison(
        indicator=total.indicator,
        period=period_words(total.start, 12),
        group=group,
        rows=[
            Neighbour(names[row.place], _number(row, total.indicator), row.place == municipality.code) for row in found
        ],
    )


def _missing(rows: list[Observation]) -> list[str]:
    """What a reader would look for and not find, and where it is told."""
    keys = {row.indicator.key.partition(":")[0] for row in rows}
    missing = []
    if "bra" not in keys:
        missing.append(
            _("Anmälda brott efter slag och år. Brottsförebyggande rådet (Brå) visar dem i sin statistikdatabas.")
        )
    if "survey" not in keys:
        missing.append(_("Polisens trygghetsmätning. Resultaten brukar komma i november eller december."))
    if not any(row.indicator.unit == "invånare" for row in rows):
        missing.append(_("Folkmängden. Den finns hos SCB."))
    return missing
