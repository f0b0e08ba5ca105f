"""Figures come in: a file or a service is read, shown row by row where something is odd, and stored only then."""

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.figure_words import figure_words, period_words
from loftet.domain.publishing.spreadsheet import plain_cell
from loftet.domain.statistics.models import WaitingFile
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show

# What reads and matches figures loads polars, which the server can do without until somebody brings a file: such
# imports stand inside the views.

LARGEST_FILE = 60 * 1024 * 1024
ROWS_SHOWN = 50
SERVICES = {"scb": "SCB", "kolada": "Kolada", "polisen": "Polisen"}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil med siffror"),
        help_text=_(
            "Text, CSV eller JSON från Brå, Kolada eller SCB, högst 60 MB. Inget sparas förrän ni har sett den."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("Filen är större än 60 MB: dela den och läs in delarna var för sig."))
        return file


@workspace_page(Action.MAP)
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    from loftet.domain.statistics.services.waiting import keep_file  # noqa: PLC0415

    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_file(desk.municipality, file_name=file.name[-200:], content=file.read(), actor=desk.user)
        except ValueError as error:
            form.add_error("file", str(error))
        else:
            return redirect("workspace:waiting_file", desk.municipality.slug, kept.pk)
    return show(request, desk, "figures_read.html", function="figures", status=422 if form.errors else 200, form=form)


@workspace_page(Action.MAP)
def waiting(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What the file would do; with POST it does that, if it still is what the person saw."""
    from loftet.domain.statistics.services.waiting import ChangedSinceSeen, store_file  # noqa: PLC0415

    if request.method != "POST":
        return _waiting_page(request, desk, _waiting(desk, pk))
    file = WaitingFile.objects.filter(municipality=desk.municipality, pk=pk).first()
    if file is None:
        messages.info(request, gettext("Filen väntar inte längre: någon har sparat den eller tagit bort den."))
        return redirect("workspace:deliveries", desk.municipality.slug)
    try:
        stored = store_file(desk.municipality, waiting=file, seen=request.POST.get("seen", ""), actor=desk.user)
    except ChangedSinceSeen:
        return _waiting_page(request, desk, file, changed_meanwhile=True)
    if stored.delivery is None:
        messages.info(request, gettext("Alla tal i filen fanns redan. Inget har ändrats."))
        return redirect("workspace:figures", desk.municipality.slug)
    messages.success(request, gettext("Sparat. Rättade tal har kvar det gamla talet i sin historik."))
    return redirect("workspace:delivery", desk.municipality.slug, stored.delivery.pk)


def _waiting_page(
    request: HttpRequest, desk: Desk, file: WaitingFile, *, changed_meanwhile: bool = False
) -> HttpResponse:
    from loftet.domain.statistics.services.waiting import try_file  # noqa: PLC0415

    tried = try_file(file)
    found, own = tried.found, desk.municipality.code
    return show(
        request,
        desk,
        "figures_waiting.html",
        function="figures",
        status=409 if changed_meanwhile else 200,
        changed_meanwhile=changed_meanwhile,
        file=file,
        tried=tried,
        own_count=sum(table.filter(place=own).height for table in (found.new, found.corrected)),
        corrected=_corrected(tried),
        refused=found.refused[:ROWS_SHOWN],
        more_refused=max(len(found.refused) - ROWS_SHOWN, 0),
        rows_shown=ROWS_SHOWN,
    )


@require_safe
@workspace_page(Action.MAP)
def odd_rows(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """All refused rows, to be sorted and searched in a spreadsheet."""
    from loftet.domain.statistics.services.waiting import try_file  # noqa: PLC0415

    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="udda-rader.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([gettext("Rad"), gettext("Text"), gettext("Varför")])
    refused = try_file(_waiting(desk, pk)).found.refused
    writer.writerows([row.row, plain_cell(row.text), plain_cell(row.why)] for row in refused)
    return response


@workspace_page(Action.MAP)
@require_POST
def discard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    from loftet.domain.statistics.services.waiting import discard_file  # noqa: PLC0415

    discard_file(desk.municipality, waiting=_waiting(desk, pk), actor=desk.user)
    messages.success(request, gettext("Filen är borttagen. Inget av den är sparat."))
    return redirect("workspace:figures", desk.municipality.slug)


@workspace_page(Action.MAP)
@require_POST
def fetch(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    """Ask a service now, and store what is new. How it went stands on the page of figures."""
    from loftet.domain.statistics.services.fetching import ask  # noqa: PLC0415

    if service not in SERVICES:
        raise Http404
    found = ask(service, desk.municipality, actor=desk.user)
    if found:
        messages.success(request, _fetched_words(SERVICES[service], found.new, found.corrected))
    return redirect("workspace:figures", desk.municipality.slug)


def _fetched_words(name: str, new: int, corrected: int) -> str:
    if not new and not corrected:
        return gettext("%(name)s svarade. Det fanns inget nytt.") % {"name": name}
    said = ngettext("%(name)s svarade: %(count)s nytt tal", "%(name)s svarade: %(count)s nya tal", new)
    more = ngettext("%(count)s rättat.", "%(count)s rättade.", corrected) % {"count": corrected}
    return f"{said % {'name': name, 'count': new}}, {more}"


def _waiting(desk: Desk, pk: int) -> WaitingFile:
    return get_object_or_404(WaitingFile.objects.filter(municipality=desk.municipality), pk=pk)


def _corrected(tried: Any) -> list[dict[str, object]]:
    """The first figures that would be corrected, old beside new."""
    return [
        {
            "row": row["row"],
            "place": row["place"],
            "indicator": row["indicator"],
            "period": period_words(row["start"], row["months"]),
            "old": figure_words(row["old_count"], row["old_value"], row["old_marks"], is_protected=False),
            "new": figure_words(row["count"], row["value"], row["marks"], is_protected=False),
        }
        for row in tried.found.corrected.head(ROWS_SHOWN).iter_rows(named=True)
    ]
