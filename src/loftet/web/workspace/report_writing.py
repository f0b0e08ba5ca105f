"""A report in the workspace: written, changed while it is a draft, corrected by a new one."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from loftet.domain.activity.models import Report
from loftet.domain.activity.refusals import Refusal
from loftet.domain.activity.rules import bearing_authorities
from loftet.domain.activity.services.reports import Origin, discard_report
from loftet.domain.organisation.rules import Action
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import newest_edition
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show, version_sent
from loftet.web.workspace.report_form import Press, ReportForm
from loftet.web.workspace.report_sending import (
    Place,
    mend_report,
    new_form,
    newest_number,
    second_look,
    store_report,
    thank,
)
from loftet.web.workspace.reports import commitment_at, report_at
from loftet.web.workspace.telling_form import TellingForm, may_speak_for, own_party


@workspace_page(Action.REPORT)
def new_report(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    promise, commitment = followed_at(desk, address, key)
    kinds = may_speak_for(desk, bearing_authorities(commitment.bearers))
    if not kinds:
        return show(request, desk, "report_not_theirs.html", function="reports", status=403, commitment=commitment)
    telling = TellingForm(request.POST or None, desk=desk, kinds=kinds)
    place = Place(promise, commitment, own_party(desk))
    return _answer(request, desk, new_form(place, request), telling, place=place)


@workspace_page(Action.REPORT)
def correct_report(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A new report that takes the place of a wrong one; both stay."""
    wrong = report_at(desk, pk)
    own = own_party(desk)
    if own.pk not in (wrong.party_id, wrong.entered_party_id) or wrong.sent_at is None:
        raise Http404
    telling = TellingForm(request.POST or None, desk=desk, kinds=[wrong.party.kind])
    place = place_of(wrong)
    form = new_form(place, request) if request.method == "POST" else correcting(wrong, place)
    return _answer(request, desk, form, telling, place=place, corrects=wrong)


@workspace_page(Action.REPORT)
def change_draft(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A draft of one's own, or what was sent back to one."""
    row = report_at(desk, pk)
    if row.entered_party_id != own_party(desk).pk:
        raise Http404
    place = place_of(row)
    if request.method != "POST":
        return _page(request, desk, ReportForm.of(row), None, place, row=row)
    form = new_form(place, request)
    if not form.is_valid():
        return _page(request, desk, form, None, place, row=row)
    look = second_look(place, form) if form.press is not Press.DRAFT else None
    if look and look.findings:
        return _page(request, desk, form, None, place, row=row, look=look)
    try:
        stored = mend_report(row, form, version=version_sent(request), actor=desk.user)
    except ChangedMeanwhile as changed:
        return _page(request, desk, form, None, place, row=changed.stored, theirs=changed.stored, status=409)
    if stored is None:
        return _page(request, desk, form, None, place, row=row)
    return _done(request, desk, stored, form)


@workspace_page(Action.REPORT)
@require_POST
def discard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = report_at(desk, pk)
    if row.entered_party_id != own_party(desk).pk:
        raise Http404
    try:
        discard_report(desk.municipality, report=row, actor=desk.user)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, gettext("Utkastet är borttaget."))
    return redirect("workspace:reports", desk.municipality.slug)


def followed_at(desk: Desk, address: str, key: str) -> tuple[Promise, CommitmentRecord]:
    """A commitment that the public can read."""
    promise = promise_at(desk, address)
    if newest_edition(promise) is None:
        raise Http404
    return promise, commitment_at(promise, key)


def place_of(report: Report) -> Place:
    return Place(report.promise, commitment_at(report.promise, report.commitment_key), report.party)


def correcting(wrong: Report, place: Place) -> ReportForm:
    form = ReportForm.of(wrong)
    form.initial["seen"] = newest_number(place)
    return form


def _answer(
    request: HttpRequest,
    desk: Desk,
    form: ReportForm,
    telling: TellingForm,
    *,
    place: Place,
    corrects: Report | None = None,
) -> HttpResponse:
    if request.method != "POST" or [each for each in (form, telling) if not each.is_valid()]:
        return _page(request, desk, form, telling, place, corrects=corrects)
    place = replace(place, party=corrects.party if corrects else telling.speaker)
    look = second_look(place, form) if form.press is not Press.DRAFT else None
    if look:
        return _page(request, desk, form, telling, place, corrects=corrects, look=look)
    origin = Origin(entered_party=own_party(desk), told=telling.told)
    stored = store_report(place, form, actor=desk.user, origin=origin, corrects=corrects)
    if stored is None:
        return _page(request, desk, form, telling, place, corrects=corrects)
    return _done(request, desk, stored, form)


def _done(request: HttpRequest, desk: Desk, stored: Report, form: ReportForm) -> HttpResponse:
    if stored.sent_at is None:
        thank(request, form, gettext("Utkastet är sparat. Bara er part ser det."))
        return redirect("workspace:reports", desk.municipality.slug)
    thank(request, form, gettext("Tack. Uppgiften är skickad och granskas innan den publiceras."))
    return redirect("workspace:report", desk.municipality.slug, stored.pk)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: ReportForm,
    telling: TellingForm | None,
    place: Place,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    faulty = bool(form.errors or (telling and telling.errors)) or context.get("look")
    return show(
        request,
        desk,
        "report_form.html",
        function="reports",
        status=422 if faulty and status == 200 else status,
        form=form,
        telling=telling,
        promise=place.promise,
        commitment=place.commitment,
        **context,
    )
