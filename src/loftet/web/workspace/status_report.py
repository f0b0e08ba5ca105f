"""The status report: one page, the same as PDF and Word."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.document.blocks import Document
from loftet.domain.publishing.document.status_report_content import status_report_content
from loftet.domain.publishing.document.typesetting import pdf_of
from loftet.domain.publishing.document.word import word_of
from loftet.domain.publishing.status_report import status_report
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.downloads import PDF, WORD, download
from loftet.web.workspace.pages import show


@workspace_page(Action.READ)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "status_report.html", function="meetings", document=_document(desk))


@workspace_page(Action.READ)
def pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    return download(pdf_of(_document(desk), made_at=timezone.now()), name=_name(desk, "pdf"), media_type=PDF)


@workspace_page(Action.READ)
def word(request: HttpRequest, desk: Desk) -> HttpResponse:
    return download(word_of(_document(desk)), name=_name(desk, "docx"), media_type=WORD)


def _document(desk: Desk) -> Document:
    return status_report_content(status_report(desk.municipality, today=timezone.localdate()))


def _name(desk: Desk, ending: str) -> str:
    return f"lagesrapport-{desk.municipality.slug}-{timezone.localdate()}.{ending}"
