"""What came in, when, by whom, and what became of it."""

import zlib
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.organisation.rules import Action
from loftet.domain.statistics.models import Delivery
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show


@workspace_page(Action.READ)
def deliveries(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = Delivery.objects.filter(municipality=desk.municipality).select_related("received_by").defer("content")
    return show(request, desk, "deliveries.html", function="figures", deliveries=rows)


@workspace_page(Action.READ)
def delivery(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    return show(request, desk, "delivery.html", function="figures", delivery=_delivery(desk, pk))


@require_safe
@workspace_page(Action.READ)
def delivered_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The bytes as they came, as an attachment: nothing of it is shown by the browser."""
    row = _delivery(desk, pk)
    response = HttpResponse(zlib.decompress(bytes(row.content)), content_type="application/octet-stream")
    name = row.file_name.rpartition("/")[2].replace('"', "") or _("rattelse.txt")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _delivery(desk: Desk, pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.filter(municipality=desk.municipality), pk=pk)
