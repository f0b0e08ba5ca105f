"""Occasions, and what was said at them or on the public page: typed in, reviewed one by one."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.agreement.models import FocusArea
from loftet.domain.dialogue.contribution.masking import ContributionWords
from loftet.domain.dialogue.contribution.models import Contribution, Occasion
from loftet.domain.dialogue.contribution.refusals import Refusal
from loftet.domain.dialogue.contribution.rules import LONGEST_TEXT, LONGEST_WORDS
from loftet.domain.dialogue.contribution.selectors import (
    Narrowing,
    answers_of,
    contributions_of,
    narrowed,
    occasions_of,
    to_review,
)
from loftet.domain.dialogue.contribution.services.answering import remove_contribution, review_contribution
from loftet.domain.dialogue.contribution.services.taking_in import OccasionValues, enter_occasion, type_contribution
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import parties
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.sources.free_text.sorting import suggest_area
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show, version_sent


class OccasionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Slag"), choices=Occasion.Kind)
    on = DayField(label=_("Dag"))
    place = forms.CharField(label=_("Plats"), max_length=120)
    held_by = forms.CharField(label=_("Hölls av"), max_length=120, help_text=_("Funktion, inte namn."))
    came_count = forms.IntegerField(label=_("Hur många kom?"), required=False, min_value=0)
    reached_by = forms.CharField(label=_("Hur nåddes de?"), required=False, max_length=300)
    party = forms.ModelChoiceField(
        label=_("Vems medarbetare?"),
        queryset=Party.objects.none(),
        required=False,
        help_text=_("Bara för en medarbetardialog."),
    )

    def __init__(self, data: Any = None, *, among: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["party"].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        is_employee = values.get("kind") == Occasion.Kind.EMPLOYEE
        if is_employee and not values.get("party"):
            self.add_error("party", _("Välj vems medarbetare det var."))
        if not is_employee:
            values["party"] = None
        return values


class WordsForm(forms.Form):
    problem = ParagraphField(label=_("Vad är problemet?"), max_length=LONGEST_TEXT, rows=4)
    place_text = forms.CharField(label=_("Var?"), required=False, max_length=LONGEST_WORDS)
    when_text = forms.CharField(label=_("När på dygnet eller i veckan?"), required=False, max_length=LONGEST_WORDS)
    proposal = ParagraphField(label=_("Förslag"), required=False, max_length=LONGEST_TEXT)

    def words(self) -> ContributionWords:
        names = ("problem", "place_text", "when_text", "proposal")
        return ContributionWords(**{name: self.cleaned_data[name] for name in names})


class TypedForm(WordsForm):
    email = forms.EmailField(label=_("E-postadress, om hen vill ha svar"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReviewForm(WordsForm):
    focus_area = forms.ModelChoiceField(
        label=_("Fokusområde"), queryset=FocusArea.objects.none(), required=False, empty_label=_("Inget valt")
    )

    def __init__(self, data: Any = None, *, areas: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["focus_area"].queryset = areas  # type: ignore[attr-defined]


@workspace_page(Action.LISTEN)
def dialogues(request: HttpRequest, desk: Desk) -> HttpResponse:
    narrowing = Narrowing(state=request.GET.get("lage", ""), words=request.GET.get("ord", ""))
    return show(
        request,
        desk,
        "dialogues.html",
        function="dialogues",
        waiting=to_review(desk.municipality),
        contributions=narrowed(desk.municipality, narrowing)[:200],
        narrowing=narrowing,
        states=Contribution.State.choices,
        occasions=occasions_of(desk.municipality),
        answers=answers_of(desk.municipality),
    )


@workspace_page(Action.LISTEN)
def new_occasion(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = OccasionForm(request.POST or None, among=parties(desk.municipality), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        entered = enter_occasion(desk.municipality, actor=desk.user, values=OccasionValues(**form.cleaned_data))
        return redirect("workspace:occasion", desk.municipality.slug, entered.pk)
    status = 422 if form.errors else 200
    return show(request, desk, "occasion_new.html", function="dialogues", status=status, form=form)


@workspace_page(Action.LISTEN)
def occasion(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What was said there, and one more typed in."""
    row = get_object_or_404(occasions_of(desk.municipality), pk=pk)
    form = TypedForm(request.POST or None, initial={"key": secrets.token_urlsafe(24)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            type_contribution(
                desk.municipality,
                occasion=row,
                key=values["key"],
                words=form.words(),
                actor=desk.user,
                email=values["email"],
            )
        except Refusal as refusal:
            form.add_error("problem", str(refusal))
        else:
            messages.success(request, gettext("Sparat, utan det vi känner igen som pekar ut någon. Granska det sedan."))
            return redirect("workspace:occasion", desk.municipality.slug, pk)
    return show(
        request,
        desk,
        "occasion.html",
        function="dialogues",
        status=422 if form.errors else 200,
        occasion=row,
        contributions=contributions_of(desk.municipality).filter(occasion=row),
        form=form,
    )


@workspace_page(Action.LISTEN)
def contribution(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Read by a person, who takes away what the rules had not seen and says which area it belongs to."""
    row = get_object_or_404(contributions_of(desk.municipality), pk=pk)
    form = ReviewForm(
        request.POST or None,
        areas=FocusArea.objects.filter(municipality=desk.municipality).order_by("name"),
        initial={
            "problem": row.problem,
            "place_text": row.place_text,
            "when_text": row.when_text,
            "proposal": row.proposal,
            "focus_area": row.focus_area,
        },
    )
    theirs: object = ()
    if request.method == "POST" and form.is_valid():
        try:
            review_contribution(
                desk.municipality,
                contribution=row,
                version=version_sent(request),
                actor=desk.user,
                words=form.words(),
                focus_area=form.cleaned_data["focus_area"],
            )
        except ChangedMeanwhile:
            theirs = differences([form])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Granskad."))
            return _next(desk)
    return show(
        request,
        desk,
        "contribution.html",
        function="dialogues",
        status=409 if theirs else 422 if form.errors else 200,
        contribution=row,
        form=form,
        suggestion=suggest_area(f"{row.problem} {row.proposal}"),
        theirs=theirs,
    )


@workspace_page(Action.LISTEN)
@require_POST
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = get_object_or_404(contributions_of(desk.municipality), pk=pk)
    try:
        remove_contribution(desk.municipality, contribution=row, actor=desk.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Synpunkten är borttagen, och adressen med den."))
    return redirect("workspace:dialogues", desk.municipality.slug)


def _next(desk: Desk) -> HttpResponse:
    """The one that has waited longest, or the list when none waits."""
    waiting = to_review(desk.municipality).first()
    if waiting:
        return redirect("workspace:contribution", desk.municipality.slug, waiting.pk)
    return redirect("workspace:dialogues", desk.municipality.slug)
