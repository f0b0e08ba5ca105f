"""The minutes of a meeting: written, adopted, corrected."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.agreement.meeting.models import Meeting, Minutes
from loftet.domain.agreement.meeting.selectors import minutes_of
from loftet.domain.agreement.meeting.services.minutes import (
    MinutesAdopted,
    NothingToCorrect,
    adopt_minutes,
    begin_minutes,
    correct_minutes,
    write_minutes,
)
from loftet.domain.organisation.rules import Action
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.meetings import meeting_at
from loftet.web.workspace.pages import show, version_sent


class TextForm(forms.Form):
    text = ParagraphField(label=_("Protokoll"), rows=16)


class AdoptForm(forms.Form):
    adopted_on = DayField(label=_("Justerat den"))
    adopted_by = forms.CharField(
        label=_("Justerat av"), max_length=200, help_text=_("Funktioner räcker, till exempel ordföranden och polisen.")
    )

    def clean_adopted_on(self) -> Any:
        if self.cleaned_data["adopted_on"] > timezone.localdate():
            raise forms.ValidationError(_("Dagen har inte kommit än."))
        return self.cleaned_data["adopted_on"]


class CorrectionForm(forms.Form):
    reason = ParagraphField(label=_("Vad var fel?"), help_text=_("Skälet står i rättelsen, bredvid de nya orden."))


@workspace_page(Action.MEET)
def minutes(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The newest wording: to write on, or adopted."""
    row = meeting_at(desk, pk)
    newest = _newest(row)
    form = TextForm(request.POST or None, initial={"text": newest.text})
    if request.method == "POST" and form.is_valid():
        return _write(request, desk, row, newest, form)
    return _page(request, desk, row, newest, form=form)


def _write(request: HttpRequest, desk: Desk, row: Meeting, newest: Minutes, form: TextForm) -> HttpResponse:
    stored = newest if newest.pk else begin_minutes(desk.municipality, meeting=row, actor=desk.user)
    try:
        write_minutes(
            desk.municipality, minutes=stored, version=version_sent(request), actor=desk.user, **form.cleaned_data
        )
    except ChangedMeanwhile:
        return _page(request, desk, row, newest, form=form, theirs=differences([form]), status=409)
    except MinutesAdopted:
        form.add_error(None, _("Någon annan justerade protokollet medan du skrev. Skriv en rättelse i stället."))
        return _page(request, desk, row, newest, form=form)
    messages.success(request, gettext("Sparat."))
    return redirect("workspace:minutes", desk.municipality.slug, row.pk)


@workspace_page(Action.MEET)
@require_POST
def adopt(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Close the words that were on the page when the button was pressed."""
    row = meeting_at(desk, pk)
    newest = _newest(row)
    form = AdoptForm(request.POST)
    if not newest.text:
        form.add_error(None, _("Protokollet är tomt. Skriv det först."))
    if not form.is_valid():
        return _page(request, desk, row, newest, adopting=form)
    try:
        adopt_minutes(
            desk.municipality, minutes=newest, version=version_sent(request), actor=desk.user, **form.cleaned_data
        )
    except ChangedMeanwhile:
        form.add_error(None, _("Någon annan ändrade protokollet. Läs det en gång till och justera sedan."))
        return _page(request, desk, row, newest, adopting=form)
    except MinutesAdopted:
        messages.info(request, gettext("Protokollet var redan justerat."))
    return redirect("workspace:minutes", desk.municipality.slug, row.pk)


@workspace_page(Action.MEET)
@require_POST
def correct(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = meeting_at(desk, pk)
    form = CorrectionForm(request.POST)
    newest = _newest(row)
    if not form.is_valid():
        return _page(request, desk, row, newest, correcting=form)
    try:
        correct_minutes(desk.municipality, meeting=row, actor=desk.user, **form.cleaned_data)
    except NothingToCorrect:
        messages.info(request, gettext("Protokollet är inte justerat än: ändra det som det står."))
    return redirect("workspace:minutes", desk.municipality.slug, row.pk)


def _newest(row: Meeting) -> Minutes:
    """Empty ones, not stored, before anybody has written."""
    return minutes_of(row).first() or Minutes(municipality=row.municipality, meeting=row)


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Meeting,
    newest: Minutes,
    *,
    form: TextForm | None = None,
    adopting: AdoptForm | None = None,
    correcting: CorrectionForm | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    text_form = form or TextForm(initial={"text": newest.text})
    adopt_form = adopting or AdoptForm(initial={"adopted_on": timezone.localdate()})
    correction_form = correcting or CorrectionForm()
    faulty = any(each.errors for each in (text_form, adopt_form, correction_form))
    return show(
        request,
        desk,
        "minutes.html",
        function="meetings",
        status=422 if faulty else status,
        meeting=row,
        minutes=newest,
        wordings=minutes_of(row),
        form=text_form,
        adopt_form=adopt_form,
        correction_form=correction_form,
        **context,
    )
