"""To the register: each authority's case number, and the package with document, attachments and what they are."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.models import Judgement
from loftet.domain.activity.selectors.workspace import judgements_of
from loftet.domain.agreement.models import Agreement, Minutes
from loftet.domain.agreement.selectors import agreement_of
from loftet.domain.audit.services import CaseNumbers
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.publishing.archive.registry import agreement_package, edition_package, minutes_package
from loftet.domain.publishing.archive.selectors import adopted_minutes_of, editions_to_register
from loftet.domain.publishing.archive.services import register
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.downloads import ZIP, download
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show


class CaseNumbersForm(forms.Form):
    municipality = forms.CharField(label=_("Kommunens diarienummer"), required=False, max_length=60)
    police = forms.CharField(label=_("Polisens diarienummer"), required=False, max_length=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a page of the register is about."""

    row: Promise | Edition | Judgement | Agreement | Minutes
    title: str
    back: str
    """Address of the page that it belongs to."""
    package: str = ""
    """Address of its package; empty for what has none of its own."""
    promise: Promise | None = None


@workspace_page(Action.ARCHIVE)
def promise(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    row = promise_at(desk, address)
    matter = Matter(row=row, title=row.title, back=_place("draft", desk, row.address), promise=row)
    return _page(
        request,
        desk,
        matter,
        editions=editions_to_register(desk.municipality, row),
        judgements=judgements_of(desk.municipality, row),
    )


@workspace_page(Action.ARCHIVE)
def edition(request: HttpRequest, desk: Desk, address: str, number: int) -> HttpResponse:
    row = _edition(desk, address, number)
    title = gettext("%(title)s, utgåva %(number)s") % {"title": row.promise.title, "number": row.number}
    back, package = (
        _place("register_promise", desk, address),
        _place("edition_zip", desk, address, number),
    )
    return _page(request, desk, Matter(row=row, title=title, back=back, package=package))


@workspace_page(Action.ARCHIVE)
def judgement(request: HttpRequest, desk: Desk, address: str, pk: int) -> HttpResponse:
    row = judgements_of(desk.municipality, promise_at(desk, address)).filter(pk=pk).first()
    if row is None:
        raise Http404
    title = gettext("Bedömning %(number)s av %(commitment)s") % {"number": row.number, "commitment": row.commitment_key}
    return _page(request, desk, Matter(row=row, title=title, back=_place("register_promise", desk, address)))


@workspace_page(Action.ARCHIVE)
def agreement(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _agreement(desk, pk)
    title = gettext("Överenskommelsen från %(year)s") % {"year": row.start.year}
    back, package = _place("agreement", desk, pk), _place("agreement_zip", desk, pk)
    return _page(request, desk, Matter(row=row, title=title, back=back, package=package))


@workspace_page(Action.ARCHIVE)
def minutes(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _minutes(desk, pk)
    title = gettext("Protokoll: %(meeting)s") % {"meeting": row.meeting}
    back, package = _place("minutes", desk, row.meeting_id), _place("minutes_zip", desk, pk)
    return _page(request, desk, Matter(row=row, title=title, back=back, package=package))


@workspace_page(Action.ARCHIVE)
def edition_zip(request: HttpRequest, desk: Desk, address: str, number: int) -> HttpResponse:
    row = _edition(desk, address, number)
    page = reverse("public:promise", args=[desk.municipality.slug, address])
    package = edition_package(desk.municipality, row, address=f"{settings.ADDRESS}{page}")
    return _download(desk, package, f"medborgarlofte-{address}-utgava-{number}")


@workspace_page(Action.ARCHIVE)
def agreement_zip(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _agreement(desk, pk)
    page = reverse("public:agreement", args=[desk.municipality.slug, pk])
    package = agreement_package(desk.municipality, row, address=f"{settings.ADDRESS}{page}")
    return _download(desk, package, f"samverkansoverenskommelse-{row.start.year}")


@workspace_page(Action.ARCHIVE)
def minutes_zip(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _minutes(desk, pk)
    return _download(desk, minutes_package(desk.municipality, row), f"protokoll-{row.meeting.pk}-lydelse-{row.number}")


def _page(request: HttpRequest, desk: Desk, matter: Matter, **context: object) -> HttpResponse:
    row = matter.row
    initial = {"municipality": row.case_number_municipality, "police": row.case_number_police}
    form = CaseNumbersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        register(desk.municipality, row=row, actor=desk.user, numbers=CaseNumbers(**form.cleaned_data))
        messages.success(request, gettext("Diarienumren är sparade."))
        return redirect(request.path)
    status = 422 if form.errors else 200
    return show(request, desk, "registry.html", function="promise", status=status, matter=matter, form=form, **context)


def _place(name: str, desk: Desk, *parts: object) -> str:
    return reverse(f"workspace:{name}", args=[desk.municipality.slug, *parts])


def _download(desk: Desk, package: bytes, name: str) -> HttpResponse:
    return download(package, name=f"{name}-{desk.municipality.slug}.zip", media_type=ZIP)


def _edition(desk: Desk, address: str, number: int) -> Edition:
    row = editions_to_register(desk.municipality, promise_at(desk, address)).filter(number=number).first()
    if row is None:
        raise Http404
    return row


def _agreement(desk: Desk, pk: int) -> Agreement:
    row = agreement_of(desk.municipality, pk)
    if row is None or row.published_at is None:
        raise Http404
    return row


def _minutes(desk: Desk, pk: int) -> Minutes:
    row = adopted_minutes_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row
