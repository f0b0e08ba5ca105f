"""The coordinator's week: what was reported, what to take up first, and what the meeting decides."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.dialogue.weekly_report.models import Category, WeekMeasure
from loftet.domain.dialogue.weekly_report.rules import GREATEST_WEIGHT, Weights, week_of
from loftet.domain.dialogue.weekly_report.selectors import (
    measure_of,
    measures_of_week,
    measures_to_answer,
    report_of,
    reporters_of,
    reports_of_week,
    weights_in_force,
    weights_of,
)
from loftet.domain.dialogue.weekly_report.services.deciding import agree_weights, answer_measure, decide_measure
from loftet.domain.dialogue.weekly_report.services.reporting import blank_text
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show
from loftet.web.workspace.weekly_words import hour_rows, hour_words

MOST_PRIORITIES = 10
MOST_PLACES = 15
REPORTS_A_PAGE = 100
FIRST_YEAR, LAST_YEAR = 2015, 2100


class MeasureForm(forms.Form):
    text = forms.CharField(label=_("Vad ska göras?"), max_length=300)
    owner = forms.CharField(
        label=_("Vem gör det?"), max_length=120, help_text=_("En funktion räcker, till exempel fältgruppen.")
    )
    due_on = DayField(label=_("När ska det vara klart?"))
    category = forms.ChoiceField(label=_("Gäller"), choices=[("", _("Hela veckan")), *Category.choices], required=False)
    place = forms.CharField(
        label=_("Plats"),
        max_length=100,
        required=False,
        help_text=_("Skriv den som i rapporterna, så ser de som rapporterat därifrån vad det blev."),
    )


class AnswerForm(forms.Form):
    done_on = DayField(label=_("Gjort den"), required=False)
    not_done_because = ParagraphField(label=_("Inte gjort, för att"), required=False, max_length=280)

    def clean_done_on(self) -> date | None:
        done_on: date | None = self.cleaned_data["done_on"]
        if done_on and done_on > timezone.localdate():
            raise forms.ValidationError(_("Dagen har inte kommit än."))
        return done_on

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("done_on") and values.get("not_done_because"):
            self.add_error("not_done_because", _("Välj ett av dem: gjort, eller inte gjort och varför."))
        return values


def _weight(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=GREATEST_WEIGHT,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class WeightsForm(forms.Form):
    reports = _weight(_("Hur många rapporter"))
    sources = _weight(_("Hur många som rapporterar det"))
    change = _weight(_("Om det är nytt eller ökar"))
    seriousness = _weight(_("Hur otryggt det känns"))
    recurrence = _weight(_("Hur ofta det återkommer"))
    agreed_on = DayField(label=_("Överenskommet den"))
    agreed_by = forms.CharField(label=_("Av"), max_length=120, help_text=_("Till exempel arbetsgruppen."))


@workspace_page(Action.LISTEN)
def latest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The week that ended last: it is the one that a meeting goes through."""
    return _week_page(request, desk, week_of(timezone.now()) - timedelta(weeks=1))


@workspace_page(Action.LISTEN)
def week(request: HttpRequest, desk: Desk, year: int, number: int) -> HttpResponse:
    return _week_page(request, desk, week_at(year, number))


@workspace_page(Action.LISTEN)
def reports(request: HttpRequest, desk: Desk, year: int, number: int) -> HttpResponse:
    """Each report of the week, which every figure of the picture leads to."""
    monday = week_at(year, number)
    chosen = request.GET.get("vad", "")
    category = chosen if chosen in Category.values else ""
    place = request.GET.get("plats", "")
    rows = reports_of_week(desk.municipality, monday, category=category, place=place)
    return show(
        request,
        desk,
        "week_reports.html",
        function="weekly_reports",
        monday=monday,
        page=Paginator(rows, REPORTS_A_PAGE).get_page(request.GET.get("sida")),
        category=Category(category) if category else None,
        place=place,
    )


@workspace_page(Action.LISTEN)
@require_POST
def blank(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = report_of(desk.municipality, pk)
    if row is None:
        raise Http404
    blank_text(desk.municipality, report=row, actor=desk.user)
    messages.success(request, gettext("Texten är borta. Vad, var och när står kvar."))
    return redirect("workspace:week_reports", desk.municipality.slug, *_numbers(row.week))


@workspace_page(Action.LISTEN)
def decide(request: HttpRequest, desk: Desk, year: int, number: int) -> HttpResponse:
    monday = week_at(year, number)
    asked = {"category": request.GET.get("vad", ""), "place": request.GET.get("plats", "")}
    form = MeasureForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        decide_measure(desk.municipality, week=monday, actor=desk.user, **form.cleaned_data)
        messages.success(request, gettext("Åtgärden är sparad. De som rapporterat ser den på sin sida."))
        return redirect("workspace:week", desk.municipality.slug, year, number)
    status = 422 if form.errors else 200
    return show(request, desk, "week_measure.html", function="weekly_reports", status=status, form=form, monday=monday)


@workspace_page(Action.LISTEN)
def answer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Whether it was done."""
    row = measure_of(desk.municipality, pk)
    if row is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"done_on": row.done_on, "not_done_because": row.not_done_because})
    if request.method == "POST" and form.is_valid():
        answer_measure(desk.municipality, measure=row, actor=desk.user, **form.cleaned_data)
        messages.success(request, gettext("Sparat."))
        return redirect("workspace:week", desk.municipality.slug, *_numbers(row.week))
    return show(
        request,
        desk,
        "week_measure.html",
        function="weekly_reports",
        status=422 if form.errors else 200,
        form=form,
        monday=row.week,
        measure=row,
    )


@workspace_page(Action.LISTEN)
def weights(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the parties have agreed to count most."""
    agreed, in_force = weights_of(desk.municipality), weights_in_force(desk.municipality)
    initial = {name: getattr(in_force, name) for name in Weights.__slots__}
    if agreed:
        initial |= {"agreed_on": agreed.agreed_on, "agreed_by": agreed.agreed_by}
    form = WeightsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in Weights.__slots__}
        agree_weights(
            desk.municipality,
            actor=desk.user,
            weights=Weights(**values),
            agreed_on=form.cleaned_data["agreed_on"],
            agreed_by=form.cleaned_data["agreed_by"],
        )
        messages.success(request, gettext("Sparat. Ordningen räknas om."))
        return redirect("workspace:weekly_reports", desk.municipality.slug)
    status = 422 if form.errors else 200
    return show(request, desk, "week_weights.html", function="weekly_reports", status=status, form=form)


def week_at(year: int, number: int) -> date:
    """Monday of an ISO week."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        return date.fromisocalendar(year, number, 1)
    except ValueError as error:
        raise Http404 from error


def _numbers(monday: date) -> tuple[int, int]:
    year, number, _day = monday.isocalendar()
    return year, number


def _week_page(request: HttpRequest, desk: Desk, monday: date) -> HttpResponse:
    # The statistics are brought in only by whoever asks for a picture: a server process starts without them.
    from loftet.domain.dialogue.weekly_report.week import week_picture  # noqa: PLC0415

    picture = week_picture(desk.municipality, monday, weights=weights_in_force(desk.municipality))
    measures = list(measures_to_answer(desk.municipality, monday))
    answered: list[WeekMeasure] = [one for one in measures if one.done_on or one.not_done_because]
    return show(
        request,
        desk,
        "week.html",
        function="weekly_reports",
        picture=picture,
        monday=monday,
        is_going_on=monday == week_of(timezone.now()),
        previous=_numbers(monday - timedelta(weeks=1)),
        following=_numbers(monday + timedelta(weeks=1)) if monday < week_of(timezone.now()) else None,
        priorities=picture.priorities[:MOST_PRIORITIES],
        places=picture.places[:MOST_PLACES],
        more_places=max(len(picture.places) - MOST_PLACES, 0),
        hour_rows=hour_rows(picture.hours),
        hour_words=hour_words(picture.hours),
        answered=answered,
        unanswered=[one for one in measures if one not in answered],
        decided=measures_of_week(desk.municipality, monday),
        agreed=weights_of(desk.municipality),
        has_reporters=reporters_of(desk.municipality).exists(),
    )
