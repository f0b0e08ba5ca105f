"""What the municipality says of its pages: who answers, accessibility, personal data, and whether it is official."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.models import Site
from loftet.domain.publishing.site import (
    ResponsibleMissing,
    SiteWords,
    TwoStepsMissing,
    declare_official,
    describe_site,
    withdraw_official,
)
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show

LEVELS = [("", _("Inte bedömd")), *(Site._meta.get_field("accessibility_level").choices or [])]


class SiteForm(forms.Form):
    contact_name = forms.CharField(
        label=_("Vem svarar på frågor"),
        required=False,
        max_length=200,
        help_text=_("En person eller en funktion, till exempel trygghetssamordnaren."),
    )
    contact_email = forms.EmailField(label=_("E-postadress"), required=False)
    contact_phone = forms.CharField(label=_("Telefon"), required=False, max_length=40)
    accessibility_level = forms.ChoiceField(label=_("Hur väl följer sidan kraven?"), required=False, choices=LEVELS)
    accessibility_assessed_on = DayField(label=_("Bedömd den"), required=False)
    accessibility_method = ParagraphField(
        label=_("Så testades sidan"),
        required=False,
        help_text=_("Till exempel egen granskning med tangentbord och skärmläsare."),
    )
    accessibility_failures = ParagraphField(
        label=_("Kända brister"), required=False, help_text=_("Skriv att inga är kända, om det är så.")
    )
    data_protection_text = ParagraphField(
        label=_("Om personuppgifter"),
        required=False,
        rows=6,
        help_text=_("Vem som är personuppgiftsansvarig och hur man når dataskyddsombudet."),
    )


@workspace_page(Action.ADMINISTER)
def site(request: HttpRequest, desk: Desk) -> HttpResponse:
    initial = {name: getattr(desk.site, name) for name in SiteForm.base_fields}
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        describe_site(desk.municipality, actor=desk.user, words=SiteWords(**form.cleaned_data))
        messages.success(request, gettext("Sparat. Det syns på sidan nu."))
        return redirect("workspace:site", desk.municipality.slug)
    return show(request, desk, "site.html", status=422 if form.errors else 200, form=form)


@workspace_page(Action.ADMINISTER)
@require_POST
def official(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Declare the site official from today, or take it back."""
    if "withdraw" in request.POST:
        withdraw_official(desk.municipality, actor=desk.user)
        return redirect("workspace:site", desk.municipality.slug)
    try:
        declare_official(desk.municipality, actor=desk.user, on=timezone.localdate())
    except TwoStepsMissing:
        return redirect("workspace:protect_account")
    except ResponsibleMissing:
        messages.error(request, gettext("Skriv först vem som svarar på frågor om sidan."))
    return redirect("workspace:site", desk.municipality.slug)
