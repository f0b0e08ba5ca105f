"""The scan of the signed promise: with it, and never without it, the page calls the promise signed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.file.selectors import files_of
from loftet.domain.file.services import NoRoom, RefusedFile, clean_upload
from loftet.domain.file.words import NOT_PUBLISHED, SIGNATURE_LOST
from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.services import attach_signed_original
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show


class OriginalForm(forms.Form):
    file = forms.FileField(label=_("Inskannat original"), help_text=_("Pdf eller bild, högst 20 MB."))


@workspace_page(Action.PUBLISH)
def original(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    form = OriginalForm(request.POST, request.FILES) if request.method == "POST" else OriginalForm()
    if form.is_valid():
        try:
            scan = clean_upload(form.cleaned_data["file"])
            attach_signed_original(desk.municipality, promise=promise, file=scan, actor=desk.user)
        except (RefusedFile, NoRoom) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, gettext("Originalet är sparat. Sidan säger nu att löftet är undertecknat."))
            return redirect("workspace:original", desk.municipality.slug, promise.address)
    return show(
        request,
        desk,
        "original.html",
        function="promise",
        status=422 if form.errors else 200,
        promise=promise,
        scans=files_of(desk.municipality.code, promise),
        cautions=(NOT_PUBLISHED, SIGNATURE_LOST),
        form=form,
    )
