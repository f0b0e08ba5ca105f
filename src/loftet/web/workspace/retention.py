"""The municipality's decisions on disposal: before one is entered nothing is erased by schedule."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import document_types_undecided, retention_decisions
from loftet.domain.audit.services import enter_retention_decision
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField
from loftet.web.workspace.pages import show

LONGEST_DAYS = 36_500


class RetentionForm(forms.Form):
    document_type = forms.ChoiceField(
        label=_("Vilka handlingar?"), choices=RetentionDecision.DocumentType.choices, widget=forms.RadioSelect
    )
    period_days = forms.IntegerField(
        label=_("Gallras efter hur många dagar?"), min_value=0, max_value=LONGEST_DAYS, widget=forms.NumberInput
    )
    number = forms.CharField(label=_("Beslutets nummer"), max_length=60, help_text=_("Till exempel KS 2026:12."))
    decided_on = DayField(label=_("Beslutat den"))
    decided_by = forms.CharField(label=_("Beslutat av"), max_length=120, help_text=_("Till exempel kommunstyrelsen."))

    def clean_decided_on(self) -> object:
        if self.cleaned_data["decided_on"] > timezone.localdate():
            raise forms.ValidationError(_("Dagen har inte kommit än."))
        return self.cleaned_data["decided_on"]


@workspace_page(Action.ARCHIVE)
def retention(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = RetentionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        enter_retention_decision(desk.municipality.code, actor=desk.user, **form.cleaned_data)
        messages.success(request, gettext("Beslutet är infört och gäller från nästa natt."))
        return redirect("workspace:retention", desk.municipality.slug)
    return show(
        request,
        desk,
        "retention.html",
        status=422 if form.errors else 200,
        form=form,
        decisions=retention_decisions(desk.municipality.code),
        undecided=[kind.label for kind in document_types_undecided(desk.municipality.code)],
    )
