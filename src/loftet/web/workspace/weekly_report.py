"""The telephone page of those who report of the week: no account, no menu, one task, and no network needed.

The page is a form that works by itself. With a script it hands what is written to a queue on the telephone, which sends
it as JSON; the answer to a report that is sent twice is the same. A browser lets no other site send JSON here without
asking first, and the cookie follows only what our own pages send: so that one address needs no token against forgery,
which a page kept without a network could not renew.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.domain.dialogue.weekly_report.models import Reporter, WeeklyReport
from loftet.domain.dialogue.weekly_report.refusals import LinkExpired, LinkUnknown, NoAddress, Refusal
from loftet.domain.dialogue.weekly_report.rules import week_of
from loftet.domain.dialogue.weekly_report.selectors import WEEKS_TOLD_OF, known_places, own_reports
from loftet.domain.dialogue.weekly_report.services.reporters import (
    DEVICE_HOLDS,
    PATH,
    choose_letters,
    device_reporter,
    exchange_link,
    open_link,
    renew_device,
    renew_link,
)
from loftet.domain.dialogue.weekly_report.services.reporting import remove_report, store_report
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.models import Municipality
from loftet.web.workspace.report_link import unlisted
from loftet.web.workspace.weekly_form import WeeklyReportForm, When

COOKIE = "loftet_weekly_device"
MOST_BYTES = 20_000
PLACES_SINCE = timedelta(days=180)
KEPT_FOR_ONE_MORE = ("place", "latitude", "longitude", "when", "on", "part", "begins", "ends")

P = ParamSpec("P")
ReporterPage = Callable[Concatenate[HttpRequest, Reporter, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def on_known_telephone(page: ReporterPage[P]) -> Page[P]:
    """For a telephone that has opened a link. What another one sends is not kept but shown, to be copied."""

    @wraps(page)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reporter = device_reporter(request.COOKIES.get(COOKIE, ""))
        if reporter is None:
            written = [request.POST[name] for name in ("place", "text") if request.POST.get(name)]
            return render(request, "workspace/report_device_unknown.html", {"written": written}, status=403)
        _refuse_switched_off(reporter.municipality)
        return page(request, reporter, *args, **kwargs)

    return unlisted(shown)  # type: ignore[arg-type]  # functools.wraps keeps the page's own arguments


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def link(request: HttpRequest, token: str) -> HttpResponse:
    response = _pressed(request, token) if request.method == "POST" else _opened(request, token)
    response["Referrer-Policy"] = "no-referrer"
    return response


@on_known_telephone
def form_page(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    if request.method != "POST":
        response = _show(request, reporter, WeeklyReportForm(reporter=reporter), own=_own(reporter))
        return _renewed(request, response)
    form = WeeklyReportForm(request.POST, reporter=reporter)
    if form.is_valid() and (texts := form.masked_texts()):
        return _show(request, reporter, form.with_texts(texts), masked=texts, status=422)
    stored = _stored(reporter, form)
    if stored is None:
        return _show(request, reporter, form, status=422)
    if request.POST.get("do") == "more":
        kept = {name: request.POST.get(name) for name in KEPT_FOR_ONE_MORE}
        return _show(request, reporter, WeeklyReportForm(initial=kept, reporter=reporter), stored=stored)
    messages.success(request, gettext("Tack. Rapporten är sparad och finns med i veckans bild."))
    return redirect("weekly_report")


@require_safe
@on_known_telephone
def shell(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """The page as the telephone keeps it for when there is no network: nothing that was sent is on it."""
    return _show(request, reporter, WeeklyReportForm(reporter=reporter), without_network=True)


@csrf_exempt
@require_POST
@unlisted
def receive(request: HttpRequest) -> HttpResponse:
    """One report from the queue of a telephone."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or request.content_type != "application/json":
        raise PermissionDenied
    reporter = device_reporter(request.COOKIES.get(COOKIE, ""))
    if reporter is None:
        return JsonResponse({"refused": "device"}, status=403)
    _refuse_switched_off(reporter.municipality)
    sent = _fields_sent(request)
    if sent is None:
        return JsonResponse({"refused": "form"}, status=400)
    if sent.pop("reporter", "") != str(reporter.pk):
        # The telephone has been handed on: what its queue holds is somebody else's.
        return JsonResponse({"refused": "reporter"}, status=409)
    form = WeeklyReportForm(sent, reporter=reporter)
    if form.is_valid() and sent.get("ask") and form.masked_texts():
        return JsonResponse({"refused": "masked"}, status=422)
    stored = _stored(reporter, form)
    if stored is None:
        return JsonResponse({"refused": "form", "errors": form.errors}, status=422)
    return JsonResponse({"stored": stored.idempotency_key, "place": stored.place_text, "text": stored.text})


@require_safe
@unlisted
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its address gives it the reporter's pages and no others."""
    return render(request, "workspace/weekly_worker.js", content_type="text/javascript")


@require_POST
@on_known_telephone
def letters(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """Whether to be written to about what became of it."""
    wants = request.POST.get("wants") == "1"
    try:
        choose_letters(reporter.municipality, reporter=reporter, wants=wants)
    except NoAddress as refusal:
        messages.warning(request, str(refusal))
    else:
        said = gettext("Du får brev om vad det blev.") if wants else gettext("Du får inga fler sådana brev.")
        messages.success(request, said)
    return redirect("weekly_report")


@require_POST
@on_known_telephone
def take_back(request: HttpRequest, reporter: Reporter, pk: int) -> HttpResponse:
    """What was sent and is wrong, as long as it is in the list."""
    report = WeeklyReport.objects.filter(reporter=reporter, pk=pk).first()
    if report is None:
        raise Http404
    remove_report(reporter.municipality, reporter=reporter, report=report)
    messages.success(request, gettext("Rapporten är borttagen."))
    return redirect("weekly_report")


def _opened(request: HttpRequest, token: str) -> HttpResponse:
    try:
        reporter = open_link(token)
    except LinkExpired:
        return render(request, "workspace/report_link_expired.html", status=410)
    except LinkUnknown as unknown:
        return render(request, "workspace/report_link_unknown.html", {"said": str(unknown)}, status=404)
    _refuse_switched_off(reporter.municipality)
    frame = {"reporter": reporter, "municipality": reporter.municipality}
    return render(request, "workspace/weekly_link.html", frame)


def _pressed(request: HttpRequest, token: str) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
    try:
        if "renew" in request.POST:
            renew_link(token)
            return render(request, "workspace/report_link_renewed.html")
        _refuse_switched_off(open_link(token).municipality)
        device_token = exchange_link(token)
    except (LinkExpired, LinkUnknown):
        return _opened(request, token)
    except NoAddress as refusal:
        return render(request, "workspace/report_link_unknown.html", {"said": str(refusal)}, status=409)
    response = redirect("weekly_report")
    _know(response, device_token)
    return response


def _know(response: HttpResponse, device_token: str) -> None:
    response.set_cookie(
        COOKIE,
        device_token,
        max_age=DEVICE_HOLDS,
        path=f"{PATH}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _renewed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    token = request.COOKIES[COOKIE]
    if renew_device(token):
        _know(response, token)
    return response


def _refuse_switched_off(municipality: Municipality) -> None:
    if Function.WEEKLY_REPORTS not in switched_on(municipality):
        raise Http404


def _stored(reporter: Reporter, form: WeeklyReportForm) -> WeeklyReport | None:
    """None where it cannot be: then the form says why."""
    if not form.is_valid():
        return None
    key = form.cleaned_data["key"]
    try:
        return store_report(reporter.municipality, reporter=reporter, idempotency_key=key, values=form.values())
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _fields_sent(request: HttpRequest) -> dict[str, str] | None:
    """None where the body is not a flat object of texts."""
    try:
        sent = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        return None
    return sent


def _own(reporter: Reporter) -> object:
    return own_reports(reporter, since=week_of(timezone.now()) - timedelta(weeks=WEEKS_TOLD_OF))


def _show(
    request: HttpRequest,
    reporter: Reporter,
    form: WeeklyReportForm,
    *,
    status: int = 200,
    stored: WeeklyReport | None = None,
    masked: Mapping[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    frame = {
        "reporter": reporter,
        "municipality": reporter.municipality,
        "form": form,
        "stored": stored,
        "masked": masked,
        "places": known_places(reporter.municipality, since=timezone.now() - PLACES_SINCE),
        "other_day": form["when"].value() == When.OTHER,
    }
    return render(request, "workspace/weekly_report.html", frame | context, status=status)
