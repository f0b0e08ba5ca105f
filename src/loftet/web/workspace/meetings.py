"""Meetings: planned, called, moved, called off; and what stands open meanwhile."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.agreement.meeting.invitation_letter import time_words
from loftet.domain.agreement.meeting.models import Meeting
from loftet.domain.agreement.meeting.selectors import (
    agenda_items_waiting,
    agenda_of,
    attendance_of,
    decisions_of,
    invitations_of,
    invitations_unsent,
    meeting_of,
    meetings_of,
    minutes_of,
    open_decisions,
    parties_in_leading_positions,
    refused_addresses,
)
from loftet.domain.agreement.meeting.services.calling import (
    MeetingOver,
    MeetingValues,
    call_meeting,
    cancel_meeting,
    change_meeting,
    erase_addresses,
    plan_meeting,
    set_addresses,
)
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import retention_decision
from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.document.meeting_content import meeting_content
from loftet.domain.publishing.document.typesetting import pdf_of
from loftet.domain.publishing.open_matters import put_open_matters_on_agenda
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.downloads import PDF, download
from loftet.web.workspace.fields import DayField, LinesField
from loftet.web.workspace.pages import show

# Nobody meets outside them, and a moment near the ends of the calendar cannot be stored.
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


class ClockField(forms.TimeField):
    """A time of day by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **options)


class MeetingForm(forms.Form):
    forum = forms.ChoiceField(label=_("Vilka möts?"), choices=Meeting.Forum.choices, widget=forms.RadioSelect)
    day = DayField(label=_("Dag"))
    begins = ClockField(label=_("Börjar"))
    ends = ClockField(label=_("Slutar"))
    place = forms.CharField(label=_("Plats"), required=False, max_length=200)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValidationError(_("Årtalet blev fel."))
        return day

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("begins") and values.get("ends") and values["ends"] <= values["begins"]:
            self.add_error("ends", _("Mötet slutar innan det börjar."))
        return values

    def values(self) -> MeetingValues:
        values = self.cleaned_data
        return MeetingValues(
            forum=Meeting.Forum(values["forum"]),
            starts_at=_moment(values["day"], values["begins"]),
            ends_at=_moment(values["day"], values["ends"]),
            place=values["place"],
        )


class AddressesField(LinesField):
    """One e-mail address a line."""

    def clean(self, value: Any) -> list[str]:
        addresses: list[str] = super().clean(value)
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError as error:
                words = gettext("%(address)s är ingen e-postadress. Skriv en adress på varje rad.")
                raise ValidationError(words % {"address": address}) from error
        return addresses


class CallForm(forms.Form):
    addresses = AddressesField(
        label=_("Vilka kallas?"),
        required=False,
        rows=6,
        help_text=_("En e-postadress på varje rad. Adresserna används bara till det här mötet."),
    )


@workspace_page(Action.READ)
def meetings(request: HttpRequest, desk: Desk) -> HttpResponse:
    now = timezone.now()
    rows = list(meetings_of(desk.municipality))
    coming = [row for row in rows if row.is_open and row.ends_at >= now]
    return show(
        request,
        desk,
        "meetings.html",
        function="meetings",
        coming=coming[::-1],
        earlier=[row for row in rows if row not in coming],
        waiting=agenda_items_waiting(desk.municipality),
        decisions=open_decisions(desk.municipality),
        today=timezone.localdate(),
    )


@workspace_page(Action.MEET)
def new_meeting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A meeting whose agenda begins with what is open."""
    form = MeetingForm(request.POST or None, initial={"forum": Meeting.Forum.STEERING_GROUP, "place": ""})
    if request.method == "POST" and form.is_valid():
        row = plan_meeting(desk.municipality, actor=desk.user, values=form.values())
        put_open_matters_on_agenda(desk.municipality, meeting=row, actor=desk.user, today=timezone.localdate())
        return redirect("workspace:meeting", desk.municipality.slug, row.pk)
    return _form_page(request, desk, form)


@workspace_page(Action.READ)
def meeting(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = meeting_at(desk, pk)
    return show(
        request,
        desk,
        "meeting.html",
        function="meetings",
        meeting=row,
        when=time_words(row),
        agenda=agenda_of(row),
        invited_count=invitations_of(row).count(),
        unsent_count=invitations_unsent(row).count(),
        attendance=attendance_of(row),
        leading=[party.name for party in parties_in_leading_positions(row)],
        decisions=decisions_of(row),
        minutes=minutes_of(row),
    )


@workspace_page(Action.READ)
def pdf(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What is known of the meeting, to print: before it the agenda, after it the minutes too."""
    row = meeting_at(desk, pk)
    document = meeting_content(row, minutes=minutes_of(row).first())
    name = f"mote-{desk.municipality.slug}-{timezone.localdate(row.starts_at)}.pdf"
    return download(pdf_of(document, made_at=timezone.now()), name=name, media_type=PDF)


@workspace_page(Action.MEET)
def change(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = meeting_at(desk, pk)
    form = MeetingForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_meeting(desk.municipality, meeting=row, actor=desk.user, values=form.values())
        except MeetingOver:
            form.add_error(None, _over())
        else:
            if changed.state == Meeting.State.CALLED and invitations_unsent(changed).exists():
                messages.info(request, gettext("Sparat. De som är kallade vet inte om det än: skicka kallelsen igen."))
                return redirect("workspace:call", desk.municipality.slug, row.pk)
            messages.success(request, gettext("Sparat."))
            return redirect("workspace:meeting", desk.municipality.slug, row.pk)
    return _form_page(request, desk, form, row)


@workspace_page(Action.MEET)
def call(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Who is called, and the letter sent to those who have not got it."""
    row = meeting_at(desk, pk)
    addresses = list(invitations_of(row).values_list("address", flat=True))
    form = CallForm(request.POST or None, initial={"addresses": addresses})
    if request.method == "POST" and form.is_valid():
        try:
            set_addresses(desk.municipality, meeting=row, actor=desk.user, addresses=form.cleaned_data["addresses"])
            count = call_meeting(desk.municipality, meeting=row, actor=desk.user)
        except MeetingOver:
            form.add_error(None, _over())
        else:
            messages.success(request, _sent_words(count))
            return redirect("workspace:meeting", desk.municipality.slug, row.pk)
    return show(
        request,
        desk,
        "meeting_call.html",
        function="meetings",
        status=422 if form.errors else 200,
        form=form,
        meeting=row,
        when=time_words(row),
        addresses=addresses,
        refused=refused_addresses(row),
        retention=retention_decision(desk.municipality.code, RetentionDecision.DocumentType.MEETING_ADDRESSES),
    )


@workspace_page(Action.MEET)
@require_POST
def cancel(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    try:
        cancel_meeting(desk.municipality, meeting=meeting_at(desk, pk), actor=desk.user)
    except MeetingOver:
        messages.info(request, _over())
    else:
        messages.success(request, gettext("Mötet är inställt. De som var kallade får ett brev om det."))
    return redirect("workspace:meeting", desk.municipality.slug, pk)


@workspace_page(Action.MEET)
@require_POST
def erase(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Forget whom the meeting was called for, before any schedule does."""
    erase_addresses(desk.municipality, meeting=meeting_at(desk, pk), actor=desk.user)
    messages.success(request, gettext("Adresserna är raderade."))
    return redirect("workspace:meeting", desk.municipality.slug, pk)


def meeting_at(desk: Desk, pk: int) -> Meeting:
    row = meeting_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row


def _form_page(request: HttpRequest, desk: Desk, form: MeetingForm, row: Meeting | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, desk, "meeting_form.html", function="meetings", status=status, form=form, meeting=row)


def _initial(row: Meeting) -> dict[str, Any]:
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return {"forum": row.forum, "day": begins.date(), "begins": begins, "ends": ends, "place": row.place}


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _over() -> str:
    return gettext("Mötet är hållet eller inställt. Inget är ändrat.")


def _sent_words(count: int) -> str:
    if not count:
        return gettext("Sparat. Alla som står här har redan fått kallelsen.")
    return ngettext("Kallelsen går till en adress.", "Kallelsen går till %(count)s adresser.", count) % {"count": count}
