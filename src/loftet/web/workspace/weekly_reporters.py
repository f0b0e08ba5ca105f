"""Who reports of the week, and the personal link that each is given by letter or as a square code."""

from base64 import b64encode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import retention_decision
from loftet.domain.dialogue.weekly_report.models import Reporter
from loftet.domain.dialogue.weekly_report.refusals import Refusal
from loftet.domain.dialogue.weekly_report.selectors import reporter_of, reporters_of
from loftet.domain.dialogue.weekly_report.services.reporters import (
    LINK_HOLDS,
    ReporterValues,
    add_reporter,
    make_link,
    send_link,
    withdraw_reporter,
)
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show


class ReporterForm(forms.Form):
    function = forms.CharField(
        label=_("Funktion"), max_length=120, help_text=_("Till exempel fastighetsskötare norr. Inget namn behövs.")
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120)
    is_authority = forms.ChoiceField(
        label=_("Är organisationen en myndighet?"),
        choices=[("no", _("Nej")), ("yes", _("Ja"))],
        widget=forms.RadioSelect,
        help_text=_(
            "Kommunens förvaltningar, kommunala skolor och polisen är myndigheter. Bostadsbolag, även kommunala, "
            "vaktbolag, föreningar och fristående skolor är det inte. De lämnar bara vad, var och när (dataskydds"
            "förordningen, artikel 10)."
        ),
    )
    email = forms.CharField(
        label=_("E-postadress"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("Kan vara tom. Då lämnar ni över länken som en fyrkantskod."),
    )

    def values(self) -> ReporterValues:
        values = self.cleaned_data
        return ReporterValues(
            function=values["function"],
            organisation=values["organisation"],
            is_authority=values["is_authority"] == "yes",
            email=values["email"],
        )


@workspace_page(Action.LISTEN)
def reporters(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ReporterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_reporter(desk.municipality, actor=desk.user, values=form.values())
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, gettext("Tillagd. Skicka länken eller visa koden."))
            return redirect("workspace:weekly_reporters", desk.municipality.slug)
    kinds = RetentionDecision.DocumentType
    return show(
        request,
        desk,
        "weekly_reporters.html",
        function="weekly_reports",
        status=422 if form.errors else 200,
        form=form,
        rows=reporters_of(desk.municipality),
        undecided=[
            str(kind.label)
            for kind in (kinds.WEEKLY_REPORTS, kinds.REPORTER_ADDRESSES)
            if retention_decision(desk.municipality.code, kind) is None
        ],
    )


@workspace_page(Action.LISTEN)
@require_POST
def code(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A new link, shown once as a square code to scan or print; the link before it stops holding."""
    row = _reporter(desk, pk)
    address = make_link(desk.municipality, reporter=row, actor=desk.user)
    return show(
        request,
        desk,
        "weekly_code.html",
        function="weekly_reports",
        reporter=row,
        address=address,
        square=square_code(address),
        last_day=timezone.localdate(timezone.now() + LINK_HOLDS),
    )


@workspace_page(Action.LISTEN)
@require_POST
def send(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    try:
        send_link(desk.municipality, reporter=_reporter(desk, pk), actor=desk.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, gettext("Ett brev med länken är på väg."))
    return redirect("workspace:weekly_reporters", desk.municipality.slug)


@workspace_page(Action.LISTEN)
@require_POST
def withdraw(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    withdraw_reporter(desk.municipality, reporter=_reporter(desk, pk), actor=desk.user)
    messages.success(request, gettext("Länken och mobilen gäller inte längre. Det som är rapporterat finns kvar."))
    return redirect("workspace:weekly_reporters", desk.municipality.slug)


def square_code(address: str) -> str:
    """A QR code as the source of an image."""
    # Both are used for this page alone: a server process starts without them.
    import qrcode  # noqa: PLC0415
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415

    drawn = qrcode.make(address, image_factory=SvgPathImage).to_string()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


def _reporter(desk: Desk, pk: int) -> Reporter:
    row = reporter_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row
