"""The cooperation agreement: written, published, followed by a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.agreement.models import Agreement
from loftet.domain.agreement.selectors import agreement_of, agreements_of
from loftet.domain.agreement.services import (
    AgreementClosed,
    AgreementValues,
    change_agreement,
    draft_agreement,
    succeed_agreement,
)
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import parties
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.publishing.site import publish_agreement
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show, version_sent


class AgreementForm(forms.Form):
    parties = forms.ModelMultipleChoiceField(
        label=_("Parter"), queryset=Party.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    start = DayField(label=_("Gäller från och med"))
    end = DayField(label=_("Gäller till och med"), required=False, help_text=_("Tomt om den gäller tills vidare."))
    signed_on = DayField(label=_("Undertecknad den"), required=False)
    purposes = ParagraphField(label=_("Syften"), help_text=_("Lagen kräver att överenskommelsen anger syftet."))
    areas = ParagraphField(label=_("Områden"), help_text=_("Lagen kräver att den anger vilka områden den gäller."))
    problems = ParagraphField(label=_("Problem i fokus"), required=False)
    causes = ParagraphField(label=_("Troliga orsaker"), required=False)
    goals = ParagraphField(label=_("Mål"), required=False)
    documentation = ParagraphField(label=_("Så dokumenteras arbetet"), required=False)
    follow_up = ParagraphField(label=_("Så följs arbetet upp"), required=False)
    case_number_municipality = forms.CharField(label=_("Kommunens diarienummer"), required=False, max_length=60)
    case_number_police = forms.CharField(label=_("Polisens diarienummer"), required=False, max_length=60)

    def __init__(self, data: Any = None, *, among: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["parties"].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("start") and values.get("end") and values["end"] < values["start"]:
            self.add_error("end", _("Sista dagen ligger före den första."))
        return values

    def values(self) -> AgreementValues:
        return AgreementValues(**{name: value for name, value in self.cleaned_data.items() if name != "parties"})


@workspace_page(Action.READ)
def agreements(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "agreements.html", function="promise", agreements=agreements_of(desk.municipality))


@workspace_page(Action.DRAFT)
def new_agreement(request: HttpRequest, desk: Desk) -> HttpResponse:
    among = parties(desk.municipality)
    form = AgreementForm(request.POST or None, among=among, initial={"parties": list(among)})
    if request.method == "POST" and form.is_valid():
        agreement = draft_agreement(
            desk.municipality, actor=desk.user, values=form.values(), parties=form.cleaned_data["parties"]
        )
        return redirect("workspace:agreement", desk.municipality.slug, agreement.pk)
    return _page(request, desk, form)


@workspace_page(Action.DRAFT)
def agreement(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _agreement(desk, pk)
    if row.published_at:
        return show(request, desk, "agreement_closed.html", function="promise", agreement=row)
    form = _form_of(desk, row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_agreement(
                desk.municipality,
                agreement=row,
                version=version_sent(request),
                actor=desk.user,
                values=form.values(),
                parties=form.cleaned_data["parties"],
            )
        except ChangedMeanwhile:
            return _page(request, desk, form, row, status=409, theirs=differences([form]))
        except AgreementClosed:
            form.add_error(None, _("Någon annan publicerade den medan du skrev. Gör en ny som ersätter den."))
        else:
            messages.success(request, gettext("Sparat."))
            return redirect("workspace:agreement", desk.municipality.slug, row.pk)
    return _page(request, desk, form, row)


@workspace_page(Action.PUBLISH)
@require_POST
def publish(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row = _agreement(desk, pk)
    try:
        publish_agreement(desk.municipality, agreement=row, actor=desk.user)
    except AgreementClosed:
        messages.info(request, gettext("Den var redan publicerad."))
    return redirect("workspace:agreement", desk.municipality.slug, row.pk)


@workspace_page(Action.DRAFT)
@require_POST
def succeed(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A draft with the same words, to take its place."""
    row = _agreement(desk, pk)
    new = succeed_agreement(desk.municipality, agreement=row, actor=desk.user, start=timezone.localdate())
    return redirect("workspace:agreement", desk.municipality.slug, new.pk)


def _form_of(desk: Desk, row: Agreement, data: Any) -> AgreementForm:
    names = [name for name in AgreementForm.base_fields if name != "parties"]
    initial = {name: getattr(row, name) for name in names} | {"parties": list(row.parties.all())}
    return AgreementForm(data, among=parties(desk.municipality), initial=initial)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: AgreementForm,
    row: Agreement | None = None,
    *,
    status: int = 200,
    theirs: object = (),
) -> HttpResponse:
    status = 422 if form.errors else status
    return show(
        request, desk, "agreement.html", function="promise", status=status, form=form, agreement=row, theirs=theirs
    )


def _agreement(desk: Desk, pk: int) -> Agreement:
    row = agreement_of(desk.municipality, pk)
    if row is None:
        raise Http404
    return row
