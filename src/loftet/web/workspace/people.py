"""Who works with the municipality's promise."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.account.models import User
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.selectors import members
from loftet.domain.organisation.services import AlreadyMember, LastAdministrator, add_member, remove_member
from loftet.web.workspace.access import Desk, administrator_page
from loftet.web.workspace.pages import show
from loftet.web.workspace.sign_in import password_link


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"))
    role = forms.ChoiceField(
        label=_("Roll"),
        choices=Membership.Role.choices,
        initial=Membership.Role.COORDINATOR,
        widget=forms.RadioSelect,
        help_text=_("Samordnaren skriver och publicerar. Administratören sköter också sidan och personerna."),
    )


@administrator_page
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = add_member(desk.municipality, actor=desk.user, **form.cleaned_data)
        except AlreadyMember:
            form.add_error("email", _("Personen har redan en roll här."))
        else:
            link = _invite(desk, membership.user)
            return _page(request, desk, MemberForm(), added=membership, link=link)
    return _page(request, desk, form)


def _invite(desk: Desk, user: User) -> str:
    """The link where the person chooses a password, sent to her too; empty for one who has a password."""
    if user.has_usable_password():
        return ""
    link = password_link(user)
    context = {"inviter": str(desk.user), "municipality": desk.municipality.name, "password_link": link}
    get_adapter().send_mail("account/email/invitation", user.email, context)
    return link


@administrator_page
@require_POST
def invite_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    membership = _member(desk, pk)
    return _page(request, desk, MemberForm(), added=membership, link=_invite(desk, membership.user))


@administrator_page
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
    return show(request, desk, "people.html", status=status, form=form, members=members(desk.municipality), **context)


def _member(desk: Desk, pk: int) -> Membership:
    membership = members(desk.municipality).filter(pk=pk).first()
    if membership is None:
        raise Http404
    return membership
