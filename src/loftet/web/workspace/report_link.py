"""The page behind the mail of the month: no account, no menu, one task.

Opening the link changes nothing, so that a scanner that opens it first does no harm. A press exchanges it for a cookie
of the device, and from then on no address holds a secret. The page of the link tells no other page where it was opened
from; a browser then says no origin either, so Django's check of the origin cannot hold for that one press. A browser
that says that another site sent it is turned away instead.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loftet.domain.activity.models import Contact, Report
from loftet.domain.activity.refusals import LinkExpired, LinkUnknown
from loftet.domain.activity.rules import authority_of, bearing_authorities
from loftet.domain.activity.selectors.due import due_for_contact
from loftet.domain.activity.selectors.workspace import reports_to_correct, reports_to_mend
from loftet.domain.activity.services.links import DEVICE_HOLDS, device_contact, exchange_link, open_link, renew_link
from loftet.domain.activity.services.reports import Origin
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.models import Promise
from loftet.web.workspace.pages import version_sent
from loftet.web.workspace.report_form import ReportForm
from loftet.web.workspace.report_sending import (
    Place,
    SecondLook,
    mend_report,
    new_form,
    second_look,
    store_report,
    thank,
)
from loftet.web.workspace.report_writing import correcting, place_of
from loftet.web.workspace.reports import commitment_at, rows_of

COOKIE = "loftet_report_device"
PLACE_OF_COOKIE = "/rapport/"
MOST_TO_CORRECT = 12

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
ContactPage = Callable[Concatenate[HttpRequest, Contact, P], HttpResponse]


def unlisted(page: Page[P]) -> Page[P]:
    """Kept by no browser or proxy, found by no search engine."""

    @never_cache
    @wraps(page)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = page(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return shown  # type: ignore[return-value]  # functools.wraps keeps the page's own arguments


def on_known_device(page: ContactPage[P]) -> Page[P]:
    """For a device that has opened a link. What another one sends is not kept but shown, so that it can be copied."""

    @wraps(page)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        contact = device_contact(request.COOKIES.get(COOKIE, ""))
        if contact is None:
            written = [request.POST[name] for name in ("text", "later_reason", "note") if request.POST.get(name)]
            return render(request, "workspace/report_device_unknown.html", {"written": written}, status=403)
        _refuse_switched_off(contact)
        return page(request, contact, *args, **kwargs)

    return unlisted(shown)  # type: ignore[arg-type]  # functools.wraps keeps the page's own arguments


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def link(request: HttpRequest, token: str) -> HttpResponse:
    response = _pressed(request, token) if request.method == "POST" else _opened(request, token)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@on_known_device
def due(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Everything that is due, each with the short form."""
    items = due_for_contact(contact, today=timezone.localdate())
    promises = Promise.objects.select_related("municipality").in_bulk({item.promise_id for item in items})
    places = [Place(promises[item.promise_id], item.commitment, contact.party) for item in items]
    forms = [new_form(place, request, auto_id=f"id{number}_%s") for number, place in enumerate(places)]
    return _show(
        request,
        contact,
        "report_due.html",
        items=list(zip(items, places, forms, strict=True)),
        to_mend=rows_of(_sent_back(contact)),
        to_correct=rows_of(reports_to_correct(contact)[:MOST_TO_CORRECT]),
    )


@on_known_device
def answer(request: HttpRequest, contact: Contact, pk: int, key: str) -> HttpResponse:
    """One commitment, due or not: whoever is asked may also tell more than was asked for."""
    promise = Promise.objects.filter(municipality=contact.municipality, pk=pk, editions__isnull=False).first()
    if promise is None:
        raise Http404
    commitment = commitment_at(promise, key)
    if authority_of(contact.party.kind) not in bearing_authorities(commitment.bearers):
        raise Http404
    place = Place(promise, commitment, contact.party)
    form = new_form(place, request)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, contact, form, place)
    look = second_look(place, form)
    if look or store_report(place, form, actor=None, origin=Origin(contact=contact)) is None:
        return _form_page(request, contact, form, place, look=look)
    thank(request, form, gettext("Tack. Uppgiften är skickad och granskas innan den publiceras."))
    return redirect("report_due")


@on_known_device
def mend(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    """What was sent back to the contact, to be sent again with other words."""
    row = _sent_back(contact).filter(pk=pk).first()
    if row is None:
        messages.info(request, gettext("Uppgiften väntar inte på er längre. Den är redan skickad eller hanterad."))
        return redirect("report_due")
    place = place_of(row)
    form = new_form(place, request) if request.method == "POST" else ReportForm.of(row)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, contact, form, place, row=row)
    look = second_look(place, form)
    try:
        if (look and look.findings) or mend_report(row, form, version=version_sent(request), actor=None) is None:
            return _form_page(request, contact, form, place, row=row, look=look)
    except ChangedMeanwhile:
        form.add_error(None, gettext("Någon annan ändrade uppgiften medan du skrev. Skicka igen så gäller ditt."))
        row.refresh_from_db()
        return _form_page(request, contact, form, place, row=row)
    thank(request, form, gettext("Tack. Uppgiften är skickad igen."))
    return redirect("report_due")


@on_known_device
def correct(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    """What the contact has sent and finds wrong, by a new report; both stay."""
    wrong = reports_to_correct(contact).filter(pk=pk).first()
    if wrong is None:
        messages.info(request, gettext("Uppgiften är redan rättad, eller inte er att rätta."))
        return redirect("report_due")
    place = place_of(wrong)
    form = new_form(place, request) if request.method == "POST" else correcting(wrong, place)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, contact, form, place, corrects=wrong)
    look = second_look(place, form)
    if look or store_report(place, form, actor=None, origin=Origin(contact=contact), corrects=wrong) is None:
        return _form_page(request, contact, form, place, corrects=wrong, look=look)
    thank(request, form, gettext("Tack. Rättelsen är skickad och granskas innan den publiceras."))
    return redirect("report_due")


def _opened(request: HttpRequest, token: str) -> HttpResponse:
    try:
        contact = open_link(token)
    except LinkExpired:
        return render(request, "workspace/report_link_expired.html", status=410)
    except LinkUnknown as unknown:
        return render(request, "workspace/report_link_unknown.html", {"said": str(unknown)}, status=404)
    _refuse_switched_off(contact)
    return render(request, "workspace/report_link.html", {"contact": contact, "municipality": contact.municipality})


def _pressed(request: HttpRequest, token: str) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
    try:
        if "renew" in request.POST:
            renew_link(token)
            return render(request, "workspace/report_link_renewed.html")
        _refuse_switched_off(open_link(token))
        exchanged = exchange_link(token)
    except (LinkExpired, LinkUnknown):
        return _opened(request, token)
    response = redirect("report_due")
    response.set_cookie(
        COOKIE,
        exchanged.device_token,
        max_age=DEVICE_HOLDS,
        path=PLACE_OF_COOKIE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _refuse_switched_off(contact: Contact) -> None:
    if Function.REPORTS not in switched_on(contact.municipality):
        raise Http404


def _sent_back(contact: Contact) -> QuerySet[Report]:
    rows = reports_to_mend(contact.municipality, contact.party)
    return rows.filter(contact=contact, state=Report.State.SENT_BACK)


def _form_page(
    request: HttpRequest,
    contact: Contact,
    form: ReportForm,
    place: Place,
    *,
    row: Report | None = None,
    corrects: Report | None = None,
    look: SecondLook | None = None,
) -> HttpResponse:
    status = 422 if form.errors or look else 200
    return _show(
        request,
        contact,
        "report_answer.html",
        status=status,
        form=form,
        commitment=place.commitment,
        row=row,
        corrects=corrects,
        look=look,
    )


def _show(
    request: HttpRequest, contact: Contact, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    frame = {"contact": contact, "municipality": contact.municipality}
    return render(request, f"workspace/{template}", frame | context, status=status)
