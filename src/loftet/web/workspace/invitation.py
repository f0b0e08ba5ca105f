"""An invited person takes her place. To open the link changes nothing: mail filters open links too."""

from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from loftet.domain.account.models import User
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import InvitationRefusal
from loftet.domain.organisation.selectors import invitation_of, refusal_of_invitation
from loftet.domain.organisation.services import InvitationRefused, accept_invitation
from loftet.web.workspace.sign_in import sign_in

REFUSALS = {
    InvitationRefusal.UNKNOWN: _("Länken gäller inte: be den som bjöd in dig om en ny."),
    InvitationRefusal.USED: _("Länken är redan använd: logga in med din e-post och det lösenord som valdes då."),
    InvitationRefusal.EXPIRED: _("Länken gällde i fjorton dagar: be den som bjöd in dig om en ny."),
}


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Ditt namn"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Välj ett lösenord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Minst tolv tecken. Flera vanliga ord efter varandra går bra."),
    )

    def __init__(self, data: object = None, *, user: User) -> None:
        super().__init__(data, initial={"name": user.name})  # type: ignore[arg-type]
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    refusal, invited = refusal_of_invitation(token), invitation_of(token)
    if refusal or invited is None:
        return _refused(request, refusal or InvitationRefusal.UNKNOWN)
    member = invited.membership
    form = PlaceForm(request.POST or None, user=member.user)
    if not form.is_valid():
        return _page(request, member, form)
    try:
        member = accept_invitation(token=token, **form.cleaned_data)
    except InvitationRefused as refused:
        return _refused(request, refused.refusal)
    return sign_in(request, member.user, then=reverse("workspace:to_do", args=[member.municipality.slug]))


def _page(request: HttpRequest, member: Membership, form: PlaceForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "workspace/invitation.html", {"member": member, "form": form}, status=status)


def _refused(request: HttpRequest, refusal: InvitationRefusal) -> HttpResponse:
    return render(request, "workspace/first_sign_in_refused.html", {"reason": REFUSALS[refusal]}, status=403)
