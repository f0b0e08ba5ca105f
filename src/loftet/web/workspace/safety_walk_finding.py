"""What was found on a walk: who owns it, what has become of it, whether it has been reviewed."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.dialogue.safety_walk.models import FindingState, WalkFinding
from loftet.domain.dialogue.safety_walk.selectors import finding_of
from loftet.domain.dialogue.safety_walk.services import (
    WalkRefusal,
    follow_finding,
    give_owner,
    remove_finding,
    review_finding,
)
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show


class OwnerForm(forms.Form):
    owner = forms.CharField(
        label=_("Vem äger frågan?"),
        max_length=120,
        help_text=_("En förvaltning, en part eller någon utanför, till exempel Trafikverket. Inga personer."),
    )


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("Vad har det blivit av det?"), choices=FindingState.State)
    on = DayField(label=_("Dag"))
    words = ParagraphField(
        label=_("Med ord"), required=False, max_length=600, help_text=_("Måste skrivas om det inte åtgärdas.")
    )


@workspace_page(Action.LISTEN)
def finding(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    return _page(request, desk, _finding(desk, pk))


@workspace_page(Action.LISTEN)
@require_POST
def owner(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _finding(desk, pk)
    form = OwnerForm(request.POST)
    if form.is_valid():
        try:
            give_owner(desk.municipality, finding=row, actor=desk.user, owner=form.cleaned_data["owner"])
        except WalkRefusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, desk, row, owner_form=form) if form.errors else _saved(request, desk, row)


@workspace_page(Action.LISTEN)
@require_POST
def state(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _finding(desk, pk)
    form = StateForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data | {"state": FindingState.State(form.cleaned_data["state"])}
        try:
            follow_finding(desk.municipality, finding=row, actor=desk.user, **values)
        except WalkRefusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, desk, row, state_form=form) if form.errors else _saved(request, desk, row)


@workspace_page(Action.LISTEN)
@require_POST
def review(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _finding(desk, pk)
    review_finding(desk.municipality, finding=row, actor=desk.user, reviewed=request.POST.get("reviewed") == "on")
    return _saved(request, desk, row)


@workspace_page(Action.LISTEN)
@require_POST
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _finding(desk, pk)
    try:
        remove_finding(desk.municipality, finding=row, actor=desk.user)
    except WalkRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:walk_finding", desk.municipality.slug, pk)
    messages.success(request, gettext("Iakttagelsen är borttagen."))
    return redirect("workspace:safety_walk", desk.municipality.slug, row.walk_id)


def _finding(desk: Desk, pk: int) -> WalkFinding:
    row = finding_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row


def _saved(request: HttpRequest, desk: Desk, row: WalkFinding) -> HttpResponse:
    messages.success(request, gettext("Sparat."))
    return redirect("workspace:walk_finding", desk.municipality.slug, row.pk)


def _page(
    request: HttpRequest,
    desk: Desk,
    row: WalkFinding,
    owner_form: OwnerForm | None = None,
    state_form: StateForm | None = None,
) -> HttpResponse:
    return show(
        request,
        desk,
        "safety_walk_finding.html",
        function="dialogues",
        status=422 if owner_form or state_form else 200,
        finding=row,
        owner_form=owner_form or OwnerForm(initial={"owner": row.owner}),
        state_form=state_form or StateForm(initial={"on": timezone.localdate()}),
    )
