"""The first administrator: a link, an account, a municipality, a second step."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from loftet.domain.account.models import User
from loftet.domain.account.rules import LinkRefusal
from loftet.domain.account.selectors import has_two_steps, refusal_of_sign_in_link
from loftet.domain.account.services import EmailTaken, SignInLinkRefused, use_sign_in_link
from loftet.domain.organisation.selectors import memberships_of
from loftet.domain.organisation.services import join_as_administrator
from loftet.domain.place.models import Municipality
from loftet.domain.place.rules import swedish_order
from loftet.domain.publishing.selectors import site_of
from loftet.web.workspace.sign_in import sign_in

# A request through a proxy may come from anyone who can reach it; the link is for whoever sits at the machine.
FORWARDING_HEADERS = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")

FORWARDED = _(
    "Länken fungerar bara på den dator där Löftet körs: öppna adressen där, inte genom en mellanliggande server."
)
REFUSALS = {
    LinkRefusal.UNKNOWN: _("Länken är inte giltig: kör ”loftet sign-in-link” på datorn så får du en ny."),
    LinkRefusal.USED: _("Länken är redan använd: logga in med den e-post och det lösenord som valdes då."),
    LinkRefusal.EXPIRED: _("Länken gällde i en timme: kör ”loftet sign-in-link” på datorn så får du en ny."),
    LinkRefusal.ADMINISTRATOR_EXISTS: _(
        "Det finns redan en administratör: logga in, eller be administratören lägga till dig."
    ),
}


class FirstAdministratorForm(forms.Form):
    name = forms.CharField(label=_("Ditt namn"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("Din e-postadress"), widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Välj ett lösenord"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Minst tolv tecken. Flera vanliga ord efter varandra går bra."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        user = User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(password, user)
        return password


@never_cache
@sensitive_post_parameters("password")
def first_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    if any(header in request.headers for header in FORWARDING_HEADERS):
        return _refused(request, FORWARDED)
    refusal = refusal_of_sign_in_link(token)
    if refusal:
        return _refused(request, REFUSALS[refusal])
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = use_sign_in_link(token=token, **form.cleaned_data)
        except SignInLinkRefused as refused:
            return _refused(request, REFUSALS[refused.refusal])
        except EmailTaken:
            form.add_error("email", _("Adressen har redan ett konto. Skriv en annan."))
        else:
            return sign_in(request, user, then=reverse("workspace:choose_municipality"))
    return render(request, "workspace/first_sign_in.html", {"form": form})


def _refused(request: HttpRequest, reason: object) -> HttpResponse:
    return render(request, "workspace/first_sign_in_refused.html", {"reason": reason}, status=403)


class MunicipalityForm(forms.Form):
    municipality = forms.ChoiceField(label=_("Kommun"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        municipalities = sorted(Municipality.objects.all(), key=lambda one: swedish_order(one.name))
        choices = [(one.code, one.name) for one in municipalities]
        self.fields["municipality"].choices = [("", _("Välj kommun")), *choices]  # type: ignore[attr-defined]


@never_cache
@login_required
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Where an administrator of the installation begins to work."""
    user = request.user
    if not isinstance(user, User) or not user.administers_installation:
        raise Http404
    form = MunicipalityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        municipality = Municipality.objects.get(code=form.cleaned_data["municipality"])
        join_as_administrator(municipality, user=user)
        if has_two_steps(user):
            return redirect("workspace:to_do", municipality.slug)
        return redirect("workspace:protect_account")
    return render(request, "workspace/choose_municipality.html", {"form": form})


@never_cache
@login_required
def protect_account(request: HttpRequest) -> HttpResponse:
    """The second step is offered at once; while no site is official it can wait."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if has_two_steps(user):
        return redirect("workspace:home")
    required = any(site_of(membership.municipality).official_since for membership in memberships_of(user))
    return render(request, "workspace/protect_account.html", {"required": required})


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the municipality, where there is only one."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    memberships = memberships_of(user)
    if len(memberships) == 1:
        return redirect("workspace:to_do", memberships[0].municipality.slug)
    if not memberships and user.administers_installation:
        return redirect("workspace:choose_municipality")
    return render(request, "workspace/home.html", {"memberships": memberships})
