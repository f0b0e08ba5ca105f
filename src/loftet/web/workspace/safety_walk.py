"""Safety walks: planned, walked with a telephone in the hand, printed, published."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.dialogue.safety_walk.models import SafetyWalk, WalkFinding
from loftet.domain.dialogue.safety_walk.selectors import findings_of, walk_of, walks_of
from loftet.domain.dialogue.safety_walk.services import (
    FindingValues,
    WalkValues,
    change_walk,
    note_finding,
    plan_walk,
    publish_walk,
)
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, LinesField, ParagraphField
from loftet.web.workspace.pages import show

LONGEST_PLACE = 120


class WalkForm(forms.Form):
    on = DayField(label=_("Dag"))
    area = forms.CharField(label=_("Område"), max_length=120)
    places = LinesField(
        label=_("Platser på vägen"),
        required=False,
        rows=5,
        help_text=_("En plats på varje rad, i den ordning ni går."),
    )
    took_part = forms.CharField(
        label=_("Vilka som går med"),
        required=False,
        max_length=300,
        help_text=_("Antal och funktioner, inga namn. Till exempel: 14 boende, kommunpolisen, fastighetschefen."),
    )

    def clean_places(self) -> list[str]:
        places: list[str] = self.cleaned_data["places"]
        if any(len(place) > LONGEST_PLACE for place in places):
            raise forms.ValidationError(_("En plats får ha högst 120 tecken. Dela upp den eller korta den."))
        return places


class FindingForm(forms.Form):
    place = forms.CharField(label=_("Plats"), max_length=LONGEST_PLACE)
    kind = forms.ChoiceField(
        label=_("Bra eller att åtgärda?"), choices=WalkFinding.Kind, initial=WalkFinding.Kind.TO_MEND
    )
    seen = ParagraphField(label=_("Vad ser ni?"), max_length=600)
    wanted = ParagraphField(
        label=_("Vad önskar ni?"), required=False, max_length=600, help_text=_("Bara för det som behöver åtgärdas.")
    )


@workspace_page(Action.LISTEN)
def walks(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "safety_walks.html", function="dialogues", walks=walks_of(desk.municipality))


@workspace_page(Action.LISTEN)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = WalkForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        planned = plan_walk(desk.municipality, actor=desk.user, values=WalkValues(**form.cleaned_data))
        return redirect("workspace:safety_walk", desk.municipality.slug, planned.pk)
    return _form_page(request, desk, form)


@workspace_page(Action.LISTEN)
def change(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _walk(desk, pk)
    initial = {"on": row.on, "area": row.area, "places": row.places, "took_part": row.took_part}
    form = WalkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_walk(desk.municipality, walk=row, actor=desk.user, values=WalkValues(**form.cleaned_data))
        messages.success(request, gettext("Sparat."))
        return redirect("workspace:safety_walk", desk.municipality.slug, pk)
    return _form_page(request, desk, form, walk=row)


@workspace_page(Action.LISTEN)
def walk(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What was found, in the order of the walk, and one more finding; printed, it is the record of the walk."""
    row = _walk(desk, pk)
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"kind": WalkFinding.Kind(form.cleaned_data["kind"])}
        note_finding(desk.municipality, walk=row, actor=desk.user, values=FindingValues(**values))
        messages.success(request, gettext("Sparat, utan det vi känner igen som pekar ut någon."))
        return redirect("workspace:safety_walk", desk.municipality.slug, pk)
    status = 422 if form.errors else 200
    findings = findings_of(row)
    return show(
        request, desk, "safety_walk.html", function="dialogues", status=status, walk=row, findings=findings, form=form
    )


@workspace_page(Action.LISTEN)
@require_POST
def publish(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    is_public = request.POST.get("public") == "on"
    publish_walk(desk.municipality, walk=_walk(desk, pk), actor=desk.user, public=is_public)
    said = (
        gettext("Alla kan läsa det granskade nu.") if is_public else gettext("Vandringen visas inte längre för alla.")
    )
    messages.success(request, said)
    return redirect("workspace:safety_walk", desk.municipality.slug, pk)


def _walk(desk: Desk, pk: int) -> SafetyWalk:
    row = walk_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row


def _form_page(request: HttpRequest, desk: Desk, form: WalkForm, walk: SafetyWalk | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, desk, "safety_walk_form.html", function="dialogues", status=status, form=form, walk=walk)
