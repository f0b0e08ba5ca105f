"""Who works with the municipality's promise."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import departments, has_taken_place, members
from loftet.domain.organisation.services import (
    AlreadyMember,
    LastAdministrator,
    add_member,
    enter_department,
    invite_member,
    remove_member,
)
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show

WHAT_ROLES_DO = {
    Membership.Role.ADMINISTRATOR: _("Allt som samordnaren gör, och sköter sidan och personerna."),
    Membership.Role.COORDINATOR: _("Skriver, föreslår, följer upp och publicerar för kommunen."),
    Membership.Role.POLICE: _("Skriver, föreslår, godkänner och följer upp för polisen."),
    Membership.Role.REPORTER: _("Rapporterar vad förvaltningen har gjort."),
    Membership.Role.SIGNATORY: _("Läser, och godkänner löftet för sin part."),
    Membership.Role.READER: _("Läser allt och ändrar inget."),
}


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"))
    role = forms.ChoiceField(
        label=_("Roll"),
        choices=[(role.value, f"{role.label}: {words}") for role, words in WHAT_ROLES_DO.items()],
        initial=Membership.Role.COORDINATOR,
        widget=forms.RadioSelect,
    )
    function = forms.CharField(
        label=_("Funktion"),
        max_length=120,
        required=False,
        help_text=_("Till exempel kommunstyrelsens ordförande. Står på sidan när personen godkänner ett löfte."),
    )
    party = forms.ChoiceField(
        label=_("Part"),
        choices=Membership.Side.choices,
        initial=Membership.Side.MUNICIPALITY,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("För undertecknare och läsare. Övriga roller hör till en part."),
    )
    department = forms.CharField(
        label=_("Förvaltning"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"list": "departments"}),
        help_text=_("Bara för den som rapporterar."),
    )

    def clean_party(self) -> str:
        return self.cleaned_data["party"] or Membership.Side.MUNICIPALITY

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("role") == Membership.Role.REPORTER and not self.cleaned_data.get("department"):
            self.add_error("department", _("Skriv vilken förvaltning personen rapporterar för."))
        return self.cleaned_data


@workspace_page(Action.ADMINISTER)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = _add(desk, form.cleaned_data)
        except AlreadyMember:
            form.add_error("email", _("Personen har redan en roll här."))
        else:
            return _page(request, desk, MemberForm(), added=membership, link=_invite(desk, membership))
    return _page(request, desk, form)


def _add(desk: Desk, values: dict[str, Any]) -> Membership:
    name = values.pop("department")
    reports = values["role"] == Membership.Role.REPORTER
    department = enter_department(desk.municipality, name=name, actor=desk.user) if reports else None
    return add_member(desk.municipality, actor=desk.user, department=department, **values)


def _invite(desk: Desk, membership: Membership) -> str:
    """The link by which the person gets in, sent to her too; empty for one who signs in already."""
    return invite_member(
        desk.municipality,
        membership=membership,
        actor=desk.user,
        address_of=lambda token: _whole_address("workspace:invitation", token),
        sign_in_address=_whole_address("account_login"),
    )


def _whole_address(name: str, *parts: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{reverse(name, args=parts)}"


@workspace_page(Action.ADMINISTER)
@require_POST
def invite_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    membership = _member(desk, pk)
    return _page(request, desk, MemberForm(), added=membership, link=_invite(desk, membership))


@workspace_page(Action.ADMINISTER)
@require_POST
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    form = MemberForm()
    try:
        remove_member(desk.municipality, membership=_member(desk, pk), actor=desk.user)
    except LastAdministrator:
        return _page(
            request, desk, form, refused=_("Någon måste administrera sidan: lägg till en administratör först.")
        )
    return redirect("workspace:people", desk.municipality.slug)


def _page(request: HttpRequest, desk: Desk, form: MemberForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors or "refused" in context else 200
    rows = [(member, has_taken_place(member)) for member in members(desk.municipality)]
    known = departments(desk.municipality)
    return show(request, desk, "people.html", status=status, form=form, rows=rows, departments=known, **context)


def _member(desk: Desk, pk: int) -> Membership:
    membership = members(desk.municipality).filter(pk=pk).first()
    if membership is None:
        raise Http404
    return membership
