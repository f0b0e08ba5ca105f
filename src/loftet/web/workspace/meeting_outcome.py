"""Who came to a meeting and what it decided; how it goes with what was decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.agreement.meeting.models import Attendance
from loftet.domain.agreement.meeting.selectors import attendance_expected, attendance_of, decision_of, decisions_of
from loftet.domain.agreement.meeting.services.calling import MeetingOver
from loftet.domain.agreement.meeting.services.holding import (
    Attendant,
    follow_decision,
    record_attendance,
    record_decision,
)
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import parties
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.meetings import meeting_at
from loftet.web.workspace.pages import show

EMPTY_ROWS = 4


class AttendantForm(forms.Form):
    """One row; a row without a function is nobody."""

    function = forms.CharField(label=_("Funktion"), required=False, max_length=120)
    party = forms.ModelChoiceField(label=_("Part"), queryset=Party.objects.none(), required=False, empty_label=None)
    level = forms.ChoiceField(label=_("Nivå"), choices=Attendance.Level.choices, required=False)

    def __init__(self, *args: Any, among: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("function") and not values.get("party"):
            self.add_error("party", _("Välj vilken part personen kom från."))
        return values


AttendantForms = forms.formset_factory(AttendantForm, extra=EMPTY_ROWS)


class DecisionForm(forms.Form):
    text = ParagraphField(label=_("Vad beslutades?"))
    owner = forms.CharField(
        label=_("Vem gör det?"),
        max_length=120,
        help_text=_("En funktion räcker, till exempel trygghetssamordnaren."),
    )
    due_on = DayField(label=_("När ska det vara klart?"))


class FollowForm(forms.Form):
    done_on = DayField(label=_("Klart den"), required=False, help_text=_("Tomt så länge det inte är klart."))
    note = ParagraphField(label=_("Anteckning"), required=False)

    def clean_done_on(self) -> Any:
        done_on = self.cleaned_data["done_on"]
        if done_on and done_on > timezone.localdate():
            raise forms.ValidationError(_("Dagen har inte kommit än."))
        return done_on


@workspace_page(Action.MEET)
def attendance(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Begins with those who came to the forum's last meeting, so that only what is new has to be written."""
    row = meeting_at(desk, pk)
    among = parties(desk.municipality)
    known = attendance_expected(row)
    initial = [{"function": one.function, "party": one.party, "level": one.level} for one in known]
    rows = AttendantForms(request.POST or None, initial=initial, form_kwargs={"among": among})
    refused = ""
    if request.method == "POST" and rows.is_valid():
        try:
            record_attendance(desk.municipality, meeting=row, actor=desk.user, attendants=_attendants(rows))
        except MeetingOver:
            refused = gettext("Mötet är inställt: ingen kan ha varit där. Inget är ändrat.")
        else:
            messages.success(request, gettext("Närvaron är sparad."))
            return redirect("workspace:meeting", desk.municipality.slug, row.pk)
    return show(
        request,
        desk,
        "attendance.html",
        function="meetings",
        status=422 if rows.is_bound else 200,
        meeting=row,
        rows=rows,
        refused=refused,
        as_last_time=bool(known) and not attendance_of(row).exists(),
    )


@workspace_page(Action.MEET)
def decisions(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = meeting_at(desk, pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_decision(desk.municipality, meeting=row, actor=desk.user, **form.cleaned_data)
        messages.success(request, gettext("Beslutet är sparat och står i Att göra tills det är klart."))
        return redirect("workspace:decisions", desk.municipality.slug, row.pk)
    return show(
        request,
        desk,
        "decisions.html",
        function="meetings",
        status=422 if form.errors else 200,
        form=form,
        meeting=row,
        decisions=decisions_of(row),
    )


@workspace_page(Action.MEET)
def decision(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """How it goes with a decision."""
    row = decision_of(desk.municipality, pk)
    if row is None:
        raise Http404
    form = FollowForm(request.POST or None, initial={"done_on": row.done_on, "note": row.note})
    if request.method == "POST" and form.is_valid():
        follow_decision(desk.municipality, decision=row, actor=desk.user, **form.cleaned_data)
        messages.success(request, gettext("Sparat."))
        return redirect("workspace:meeting", desk.municipality.slug, row.meeting_id)
    status = 422 if form.errors else 200
    return show(
        request,
        desk,
        "decision.html",
        function="meetings",
        status=status,
        form=form,
        decision=row,
        meeting=row.meeting,
    )


def _attendants(rows: Any) -> list[Attendant]:
    return [
        Attendant(party=values["party"], level=Attendance.Level(values["level"]), function=values["function"])
        for values in rows.cleaned_data
        if values.get("function")
    ]
