"""A series of figures as a table for a spreadsheet, with the marks, the source and the doubt in every row."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from loftet.analysis.marks import Mark
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.models import Municipality
from loftet.domain.publishing import selectors
from loftet.domain.publishing.figure_words import PROTECTED
from loftet.domain.publishing.spreadsheet import plain_cell
from loftet.domain.statistics.models import Indicator
from loftet.domain.statistics.selectors import series_of
from loftet.domain.statistics.series import Figure, Series
from loftet.web.open_data.responses import Forms, municipality_file

COLUMNS = (
    "kommun",
    "kommunkod",
    "exempel",
    "indikator",
    "enhet",
    "från",
    "månader",
    "antal",
    "värde",
    "preliminärt",
    "skyddat",
    "saknas",
    "folkmängd",
    "folkmängd år",
    "räknas på nytt sätt härifrån",
    "källa",
    "täckning",
)


@require_safe
@conditional_page
def series_csv(request: HttpRequest, slug: str, pk: int, months: int) -> HttpResponse:
    municipality = selectors.municipality_in_public(slug)
    indicator = Indicator.objects.filter(municipality=None, pk=pk).first()
    if municipality is None or indicator is None or Function.FIGURES not in switched_on(municipality):
        raise Http404
    found = series_of(indicator, municipality.code, months=months)
    if not found.figures:
        raise Http404
    content = series_table(municipality, found)
    return municipality_file(municipality, content, Forms.CSV, f"siffror-{pk}", changed_at=timezone.now())


def series_table(municipality: Municipality, series: Series) -> bytes:
    """One row a period, oldest first. What is not known is an empty cell, never zero."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in series.figures:
        writer.writerow([plain_cell(cell) for cell in _row(municipality, series, figure)])
    return text.getvalue().encode("utf-8-sig")


def _row(municipality: Municipality, series: Series, figure: Figure) -> list[object]:
    hides = series.is_protected and figure.count in PROTECTED
    return [
        municipality.name,
        municipality.code,
        _yes(municipality.example),
        series.name,
        series.unit,
        figure.start.isoformat(),
        figure.months,
        None if hides or figure.is_unknown else figure.count,
        None if hides or figure.is_unknown else figure.value,
        _yes(figure.is_preliminary),
        _yes(hides or bool(figure.marks & Mark.SUPPRESSED)),
        _yes(bool(figure.marks & Mark.MISSING)),
        figure.population,
        figure.population_year,
        _yes(figure.begins_anew),
        series.source,
        series.warning,
    ]


def _yes(holds: bool) -> str:
    return "ja" if holds else "nej"
