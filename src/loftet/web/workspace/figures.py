"""The figures that there are for the municipality, one series at a time, and a figure corrected by hand."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.figure_words import figure_words, period_words
from loftet.domain.statistics.models import Asking, Indicator, Observation, WaitingFile
from loftet.domain.statistics.selectors import history, newest_at, series_of
from loftet.domain.statistics.services.correcting import correct_figure
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show

LARGEST = 1e12


class CorrectionForm(forms.Form):
    number = forms.FloatField(label=_("Rätt tal"), localize=True, min_value=0, max_value=LARGEST)
    reason = forms.CharField(
        label=_("Skäl"), max_length=300, help_text=_("Varför talet är fel, och vem som har sagt det.")
    )

    def __init__(self, data: Any = None, *, counts: bool) -> None:
        super().__init__(data)
        self.counts = counts

    def clean_number(self) -> float:
        number: float = self.cleaned_data["number"]
        if self.counts and not number.is_integer():
            raise forms.ValidationError(_("Det här är ett antal: skriv ett helt tal."))
        return number


@workspace_page(Action.READ)
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = newest_at(desk.municipality.code)
    return show(
        request,
        desk,
        "figures.html",
        function="figures",
        rows=[_listed(list(same)) for _, same in groupby(rows, key=lambda row: row.indicator_id)],
        failed=Asking.objects.filter(municipality=desk.municipality, succeeded=False),
        waiting=WaitingFile.objects.filter(municipality=desk.municipality),
        has_population=any(row.indicator.unit == "invånare" for row in rows),
        has_crime=any(row.indicator.source in ("bra", "kolada") and row.indicator.unit != "invånare" for row in rows),
    )


@workspace_page(Action.READ)
def series(request: HttpRequest, desk: Desk, pk: int, months: int) -> HttpResponse:
    """All that may be said and seen of one indicator."""
    # Loads the statistics, which the server can do without until somebody asks for them.
    from loftet.domain.publishing.series_content import content_of  # noqa: PLC0415

    municipality = desk.municipality
    indicator = get_object_or_404(Indicator.objects.filter(municipality=None), pk=pk)
    found = series_of(indicator, municipality.code, months=months)
    if not found.figures:
        raise Http404
    return show(
        request,
        desk,
        "figure_series.html",
        function="figures",
        indicator=indicator,
        series=found,
        content=content_of(found, place_name=municipality.name, is_example=municipality.example),
    )


@workspace_page(Action.MAP)
def figure(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One figure: where it came from, what it said before, and a correction."""
    rows = Observation.objects.select_related("indicator", "delivery").filter(place=desk.municipality.code)
    row = get_object_or_404(rows, pk=pk)
    form = CorrectionForm(request.POST or None, counts=row.count is not None)
    if request.method == "POST" and form.is_valid():
        corrected = correct_figure(desk.municipality, observation=row, actor=desk.user, **form.cleaned_data)
        said = gettext("Talet är rättat. Det gamla står kvar i historiken.")
        messages.success(request, said if corrected else gettext("Talet var redan så."))
        return redirect("workspace:figure", desk.municipality.slug, pk)
    return show(
        request,
        desk,
        "figure.html",
        function="figures",
        status=422 if form.errors else 200,
        row=row,
        period=period_words(row.start, row.months),
        number=_number(row),
        earlier=[(each, figure_words(each.count, each.value, each.marks, is_protected=False)) for each in history(row)],
        form=form,
    )


def _listed(same: list[Observation]) -> tuple[Observation, str, str, list[Observation]]:
    """The figure of the longest period, its words, and those of shorter periods."""
    first, *shorter = same
    return first, period_words(first.start, first.months), _number(first), shorter


def _number(row: Observation) -> str:
    """Officials see protected numbers too."""
    return figure_words(row.count, row.value, row.marks, is_protected=False)
