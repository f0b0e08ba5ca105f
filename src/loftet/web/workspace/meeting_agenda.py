"""The agenda of a meeting: what is open now, and the meeting's own matters."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.agreement.meeting.models import AgendaItem, Meeting
from loftet.domain.agreement.meeting.selectors import agenda_item_of, agenda_of
from loftet.domain.agreement.meeting.services.agenda import (
    change_agenda_item,
    move_up_agenda,
    place_on_agenda,
    take_off_agenda,
)
from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.open_matters import put_open_matters_on_agenda
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.meetings import meeting_at
from loftet.web.workspace.pages import show


class ItemForm(forms.Form):
    heading = forms.CharField(label=_("Punkt"), max_length=300)
    background = ParagraphField(label=_("Bakgrund"), required=False)
    asks_for_decision = forms.BooleanField(label=_("Här behövs ett beslut"), required=False)


@workspace_page(Action.MEET)
def agenda(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = meeting_at(desk, pk)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place_on_agenda(desk.municipality, meeting=row, actor=desk.user, **form.cleaned_data)
        return redirect("workspace:agenda", desk.municipality.slug, row.pk)
    return _page(request, desk, row, form)


@workspace_page(Action.MEET)
@require_POST
def gather(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Place what has opened since the agenda was made."""
    row = meeting_at(desk, pk)
    count = put_open_matters_on_agenda(desk.municipality, meeting=row, actor=desk.user, today=timezone.localdate())
    words = ngettext("En punkt är tillagd.", "%(count)s punkter är tillagda.", count) % {"count": count}
    messages.success(request, words if count else gettext("Allt som är öppet står redan på dagordningen."))
    return redirect("workspace:agenda", desk.municipality.slug, row.pk)


@workspace_page(Action.MEET)
def change_item(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    item = _item(desk, pk)
    initial = {name: getattr(item, name) for name in ItemForm.base_fields}
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_agenda_item(desk.municipality, item=item, actor=desk.user, **form.cleaned_data)
        return _to_agenda(desk, item)
    status = 422 if form.errors else 200
    return show(
        request,
        desk,
        "agenda_item.html",
        function="meetings",
        status=status,
        form=form,
        item=item,
        meeting=item.meeting,
    )


@workspace_page(Action.MEET)
@require_POST
def move_up(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    item = _item(desk, pk)
    move_up_agenda(desk.municipality, item=item, actor=desk.user)
    return _to_agenda(desk, item)


@workspace_page(Action.MEET)
@require_POST
def take_off(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    item = _item(desk, pk)
    take_off_agenda(desk.municipality, item=item, actor=desk.user)
    return _to_agenda(desk, item)


def _page(request: HttpRequest, desk: Desk, row: Meeting, form: ItemForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(
        request,
        desk,
        "agenda.html",
        function="meetings",
        status=status,
        form=form,
        meeting=row,
        agenda=agenda_of(row),
    )


def _item(desk: Desk, pk: int) -> AgendaItem:
    item = agenda_item_of(desk.municipality, pk)
    if item is None:
        raise Http404
    return item


def _to_agenda(desk: Desk, item: AgendaItem) -> HttpResponse:
    if item.meeting is None:
        return redirect("workspace:meetings", desk.municipality.slug)
    return redirect("workspace:agenda", desk.municipality.slug, item.meeting.pk)
