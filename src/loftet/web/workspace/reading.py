"""From a text to a draft: paste or upload, correct beside the text, store."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from loftet.domain.file.services import NoRoom, RefusedFile, clean_upload, store_file
from loftet.domain.file.words import NOT_PUBLISHED, SIGNATURE_LOST
from loftet.domain.organisation.rules import Action
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.selectors import codes_by_name
from loftet.domain.promise.models import Promise, Reading
from loftet.domain.promise.selectors import readings_waiting
from loftet.domain.promise.services.reading import (
    PeriodMissing,
    StoredAlready,
    correct_reading,
    discard_reading,
    document_of,
    keep_reading,
    read_document,
    store_reading,
)
from loftet.sources.promise_text.record import PromiseDocument, PromiseRecord, Recorded
from loftet.sources.uploaded_file.clean import CleanedFile
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.correction import Correction
from loftet.web.workspace.differences import differences
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.lines_read import lines_read
from loftet.web.workspace.pages import show, version_sent

PASTED = "inklistrad.txt"


class TextForm(forms.Form):
    text = ParagraphField(label=_("Klistra in löftets text"), required=False, rows=12)
    file = forms.FileField(
        label=_("Eller välj en fil"),
        required=False,
        help_text=_("Text, sparad webbsida, Word (.docx), pdf med text, eller en fil som hämtats från Löftet (.json)."),
        widget=forms.FileInput({"accept": ".txt,.md,.html,.htm,.docx,.pdf,.json"}),
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("text") and not values.get("file") and "file" not in self.errors:
            self.add_error("text", _("Klistra in en text eller välj en fil."))
        return values

    def data_and_name(self) -> tuple[bytes, str]:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file:
            return file.read(), file.name or PASTED
        return self.cleaned_data["text"].encode(), PASTED


@workspace_page(Action.DRAFT)
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data, name = form.data_and_name()
        try:
            text, document = read_document(data, name, municipalities=codes_by_name())
        except ValueError as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", _refusal(error, name))
        else:
            reading = keep_reading(
                desk.municipality, actor=desk.user, name=_text_name(name), text=text, document=document
            )
            return redirect("workspace:correct", desk.municipality.slug, reading.pk, 1)
    status = 422 if form.errors else 200
    return show(request, desk, "read.html", function="promise", form=form, status=status)


def _refusal(error: ValueError, name: str) -> str:
    if name.lower().endswith(".json"):
        return gettext("Filen är ingen export från Löftet: välj en annan. (%(error)s)") % {"error": error}
    return str(error)


def _text_name(name: str) -> str:
    if name == PASTED:
        return gettext("Inklistrad text, %(day)s") % {"day": date_format(timezone.localdate(), "j F Y")}
    return name[-200:]


@workspace_page(Action.DRAFT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """One promise of the reading, `number` counted from 1, in fields beside the text."""
    reading = _reading(desk, pk)
    document = document_of(reading)
    if not 1 <= number <= len(document.promises):
        raise Http404
    record = document.promises[number - 1]
    if request.method == "GET":
        return _correction_page(request, desk, reading=reading, number=number, correction=Correction(record))
    correction = Correction(record, request.POST)
    if not correction.is_valid():
        return _correction_page(request, desk, reading=reading, number=number, correction=correction, status=422)
    corrected = _with_promise(document, number, correction.record())
    try:
        correct_reading(
            desk.municipality,
            reading=reading,
            version=version_sent(request),
            actor=desk.user,
            document=corrected,
        )
    except ChangedMeanwhile:
        theirs = differences(correction.all_forms())
        reading.refresh_from_db()
        return _correction_page(
            request, desk, reading=reading, number=number, correction=correction, status=409, theirs=theirs
        )
    if "store" in request.POST:
        return redirect("workspace:store", desk.municipality.slug, reading.pk)
    messages.success(request, gettext("Rättelserna är sparade."))
    return redirect("workspace:correct", desk.municipality.slug, reading.pk, number)


def _with_promise(document: PromiseDocument, number: int, record: PromiseRecord) -> PromiseDocument:
    promises = list(document.promises)
    promises[number - 1] = record
    return replace(document, promises=promises)


def _correction_page(
    request: HttpRequest,
    desk: Desk,
    *,
    reading: Reading,
    number: int,
    correction: Correction,
    status: int = 200,
    theirs: object = (),
) -> HttpResponse:
    document = document_of(reading)
    record = document.promises[number - 1]
    return show(
        request,
        desk,
        "correct.html",
        function="promise",
        status=status,
        reading=reading,
        document=document,
        number=number,
        numbers=range(1, len(document.promises) + 1),
        correction=correction,
        lines=lines_read(reading.text, document, record),
        theirs=theirs,
    )


class StoreForm(forms.Form):
    origin = forms.ChoiceField(
        label=_("Vad är det för text?"),
        widget=forms.RadioSelect,
        choices=[
            ("recorded", _("Ett löfte som är undertecknat på annat håll")),
            ("drafted", _("Ett utkast, eller en text att skriva vidare på")),
        ],
        initial="recorded",
    )
    source = forms.CharField(
        label=_("Hämtat från"),
        required=False,
        max_length=300,
        help_text=_("Webbadress eller var papperet ligger. Visas på sidan."),
    )
    retrieved_on = DayField(label=_("Hämtat den"), required=False, initial=timezone.localdate)
    case_number_municipality = forms.CharField(label=_("Kommunens diarienummer"), required=False, max_length=60)
    case_number_police = forms.CharField(label=_("Polisens diarienummer"), required=False, max_length=60)
    followed_from = DayField(
        label=_("Följs här från och med"),
        required=False,
        help_text=_("Före den dagen saknas inget. Sidan säger det: ”Följs här sedan 1 oktober 2024”."),
    )
    scan = forms.FileField(
        label=_("Undertecknat original, skannat"),
        required=False,
        help_text=format_lazy("{} {}", _("Pdf, jpeg, png, webp eller heic, högst 20 MB."), NOT_PUBLISHED),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,.webp,.heic"}),
    )

    def clean_scan(self) -> CleanedFile | None:
        scan: UploadedFile[bytes] | None = self.cleaned_data["scan"]
        try:
            return clean_upload(scan) if scan else None
        except RefusedFile as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("origin") == "recorded" and not values.get("source"):
            self.add_error("source", _("Skriv var löftet är hämtat, till exempel adressen till sidan."))
        return values

    def recorded(self) -> Recorded | None:
        if self.cleaned_data["origin"] != "recorded":
            return None
        names = ["source", "retrieved_on", "case_number_municipality", "case_number_police"]
        return Recorded(**{name: self.cleaned_data[name] for name in names})


@workspace_page(Action.DRAFT)
def store(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    reading = _reading(desk, pk)
    form = StoreForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            promises = store_reading(
                desk.municipality,
                reading=reading,
                actor=desk.user,
                recorded=form.recorded(),
                followed_from=form.cleaned_data["followed_from"],
            )
        except PeriodMissing:
            form.add_error(
                None, _("Skriv först vilka dagar löftet gäller: gå tillbaka och fyll i första och sista dagen.")
            )
        except StoredAlready as stored:
            earlier = stored.reading.promises.first()
            form.add_error(None, _("Samma text är redan sparad som %(promise)s.") % {"promise": earlier})
        else:
            scan = form.cleaned_data["scan"]
            if scan:
                _keep_scan(request, desk, promises[0], scan)
            return redirect("workspace:draft", desk.municipality.slug, promises[0].address)
    status = 422 if form.errors else 200
    return show(request, desk, "store.html", function="promise", reading=reading, form=form, status=status)


def _keep_scan(request: HttpRequest, desk: Desk, promise: Promise, scan: CleanedFile) -> None:
    try:
        store_file(desk.municipality.code, of=promise, file=scan, actor=desk.user)
    except NoRoom as full:
        messages.error(request, str(full))
    else:
        if scan.was_signed:
            messages.warning(request, SIGNATURE_LOST)


@workspace_page(Action.DRAFT)
@require_POST
def discard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    discard_reading(desk.municipality, reading=_reading(desk, pk), actor=desk.user)
    messages.success(request, gettext("Den lästa texten är borttagen."))
    return redirect("workspace:promises", desk.municipality.slug)


def _reading(desk: Desk, pk: int) -> Reading:
    reading = readings_waiting(desk.municipality).filter(pk=pk).first()
    if reading is None:
        raise Http404
    return reading
