"""A problem in the picture: what it is, what it rests on, what it comes of."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.organisation.rules import Action
from loftet.domain.picture.models import Cause, Description, Evidence
from loftet.domain.picture.services.drafting import (
    CauseWords,
    PictureAdopted,
    ProblemWords,
    cite,
    cite_figure,
    describe_cause,
    describe_problem,
    leave_problem,
    take_back_evidence,
    take_up_problem,
)
from loftet.domain.picture.services.naming import name_cause
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.publishing.figure_words import figure_words, period_words
from loftet.domain.statistics.models import Observation
from loftet.domain.statistics.selectors import newest_at
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.pages import show, version_sent
from loftet.web.workspace.picture import adopted_meanwhile, picture_of


class NewProblemForm(forms.Form):
    name = forms.CharField(
        label=_("Problemet, i få ord"),
        max_length=200,
        help_text=_("Vad som händer och var, till exempel: Skadegörelse vid skolorna på helgerna."),
    )


class ProblemForm(forms.Form):
    what = ParagraphField(label=_("Vad händer?"), required=False)
    where = ParagraphField(label=_("Var?"), required=False, rows=2)
    when = ParagraphField(label=_("När?"), required=False, rows=2)
    hit = ParagraphField(
        label=_("Vilka drabbas?"), required=False, rows=2, help_text=_("Grupper, aldrig enskilda personer.")
    )
    extent = ParagraphField(label=_("Hur mycket förekommer det?"), required=False)
    consequences = ParagraphField(label=_("Vilka konsekvenser får det?"), required=False)
    became = ParagraphField(label=_("Vad har det blivit av problemet sedan förra lägesbilden?"), required=False)

    def __init__(self, data: Any = None, *, follows: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not follows:
            del self.fields["became"]


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Slag av underlag"), choices=Evidence.Kind)
    says = ParagraphField(label=_("Det visar"))
    source = forms.CharField(
        label=_("Källa"), max_length=300, help_text=_("Vem som säger det, var det står och när det gäller.")
    )


class FigureForm(forms.Form):
    """One of the municipality's newest figures."""

    figure = forms.ChoiceField(label=_("Tal"))
    figure_says = ParagraphField(label=_("Det visar"), required=False, help_text=_("Säg inte mer än talet visar."))

    def __init__(self, data: Any = None, *, figures: Sequence[Observation]) -> None:
        super().__init__(data)
        self.fields["figure"].choices = [(row.pk, _figure_words(row)) for row in figures]  # type: ignore[attr-defined]


class NewCauseForm(forms.Form):
    cause = forms.CharField(label=_("Orsak"), max_length=200)


class CauseForm(forms.Form):
    branch = forms.ChoiceField(
        label=_("Gren"), choices=[("", _("Inte bestämt")), *Cause.Branch.choices], required=False
    )
    link = forms.IntegerField(
        label=_("Led i händelsekedjan"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("1 kommer först. Tomt om ni inte beskriver någon kedja."),
    )
    speaks_for = ParagraphField(label=_("Det här talar för"), required=False)
    speaks_against = ParagraphField(label=_("Det här talar emot"), required=False)
    broken_how = ParagraphField(label=_("Så kan kedjan brytas här"), required=False)
    broken_by = forms.CharField(label=_("Av vem"), required=False, max_length=200)


@workspace_page(Action.DRAFT)
def new(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    picture = picture_of(desk, pk)
    form = NewProblemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_up_problem(
                desk.municipality,
                picture=picture,
                actor=desk.user,
                name=form.cleaned_data["name"],
                words=ProblemWords(),
            )
        except PictureAdopted:
            return adopted_meanwhile(request, desk, picture.pk)
        return redirect("workspace:problem", desk.municipality.slug, taken.pk)
    status = 422 if form.errors else 200
    return show(request, desk, "problem_new.html", function="picture", status=status, form=form, picture=picture)


@workspace_page(Action.READ)
def problem(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    description = _description(desk, pk)
    form = _form_of(description, request.POST or None)
    theirs: object = ()
    if request.method == "POST":
        if not desk.may[Action.DRAFT]:
            raise Http404
        if form.is_valid():
            try:
                describe_problem(
                    desk.municipality,
                    description=description,
                    version=version_sent(request),
                    actor=desk.user,
                    words=ProblemWords(**form.cleaned_data),
                )
            except ChangedMeanwhile:
                theirs = differences([form])
            except PictureAdopted:
                return adopted_meanwhile(request, desk, description.picture_id)
            else:
                messages.success(request, gettext("Sparat."))
                return redirect("workspace:problem", desk.municipality.slug, pk)
    return _page(request, desk, description, form=form, theirs=theirs, status=409 if theirs else 200)


@workspace_page(Action.DRAFT)
@require_POST
def evidence(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    description = _description(desk, pk)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, description, evidence_form=form, status=422)
    try:
        cite(desk.municipality, description=description, actor=desk.user, **form.cleaned_data)
    except PictureAdopted:
        return adopted_meanwhile(request, desk, description.picture_id)
    return redirect("workspace:problem", desk.municipality.slug, pk)


@workspace_page(Action.DRAFT)
@require_POST
def cite_own_figure(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    description = _description(desk, pk)
    figures = newest_at(desk.municipality.code)
    form = FigureForm(request.POST, figures=figures)
    if not form.is_valid():
        return _page(request, desk, description, figure_form=form, status=422)
    chosen = next(row for row in figures if str(row.pk) == form.cleaned_data["figure"])
    says = form.cleaned_data["figure_says"]
    try:
        cite_figure(desk.municipality, description=description, actor=desk.user, observation=chosen, says=says)
    except PictureAdopted:
        return adopted_meanwhile(request, desk, description.picture_id)
    return redirect("workspace:problem", desk.municipality.slug, pk)


@workspace_page(Action.DRAFT)
@require_POST
def take_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = get_object_or_404(Evidence.objects.filter(municipality=desk.municipality), pk=pk)
    try:
        take_back_evidence(desk.municipality, evidence=row, actor=desk.user)
    except PictureAdopted:
        return adopted_meanwhile(request, desk, row.description.picture_id)
    return redirect("workspace:problem", desk.municipality.slug, row.description_id)


@workspace_page(Action.DRAFT)
@require_POST
def add_cause(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    description = _description(desk, pk)
    form = NewCauseForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, description, cause_form=form, status=422)
    name = form.cleaned_data["cause"]
    added = name_cause(desk.municipality, problem=description.problem, actor=desk.user, name=name)
    return redirect("workspace:cause", desk.municipality.slug, added.pk, pk)


@workspace_page(Action.DRAFT)
def cause(request: HttpRequest, desk: Desk, pk: int, description: int) -> HttpResponse:
    row = get_object_or_404(Cause.objects.filter(municipality=desk.municipality), pk=pk)
    shown = _description(desk, description)
    form = CauseForm(request.POST or None, initial={name: getattr(row, name) for name in asdict(CauseWords())})
    theirs: object = ()
    if request.method == "POST" and form.is_valid():
        words = CauseWords(**form.cleaned_data)
        try:
            describe_cause(desk.municipality, cause=row, version=version_sent(request), actor=desk.user, words=words)
        except ChangedMeanwhile:
            theirs = differences([form])
        else:
            messages.success(request, gettext("Sparat."))
            return redirect("workspace:problem", desk.municipality.slug, shown.pk)
    status = 409 if theirs else 422 if form.errors else 200
    return show(
        request,
        desk,
        "cause.html",
        function="picture",
        status=status,
        form=form,
        cause=row,
        description=shown,
        picture=shown.picture,
        theirs=theirs,
    )


@workspace_page(Action.DRAFT)
@require_POST
def leave(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    description = _description(desk, pk)
    try:
        leave_problem(desk.municipality, description=description, actor=desk.user)
    except PictureAdopted:
        return adopted_meanwhile(request, desk, description.picture_id)
    messages.success(request, gettext("Problemet är borttaget ur lägesbilden."))
    return redirect("workspace:drawn_picture", desk.municipality.slug, description.picture_id)


def _description(desk: Desk, pk: int) -> Description:
    rows = Description.objects.filter(municipality=desk.municipality).select_related("problem", "picture")
    return get_object_or_404(rows, pk=pk)


def _form_of(description: Description, data: Any = None) -> ProblemForm:
    initial = {name: getattr(description, name) for name in asdict(ProblemWords())}
    return ProblemForm(data, follows=description.picture.follows_id is not None, initial=initial)


def _page(
    request: HttpRequest, desk: Desk, description: Description, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The problem with all that hangs on it; `context` holds the form that was sent, if one was."""
    figures = newest_at(desk.municipality.code)
    shown = {
        "form": _form_of(description),
        "evidence_form": EvidenceForm(),
        "figure_form": FigureForm(figures=figures) if figures else None,
        "cause_form": NewCauseForm(),
    } | context
    return show(
        request,
        desk,
        "problem.html",
        function="picture",
        status=status,
        description=description,
        picture=description.picture,
        may_write=desk.may[Action.DRAFT] and not description.picture.adopted_on,
        **shown,
    )


def _figure_words(row: Observation) -> str:
    number = figure_words(row.count, row.value, row.marks, is_protected=False)
    return f"{row.indicator.name}, {period_words(row.start, row.months)}: {number}"
