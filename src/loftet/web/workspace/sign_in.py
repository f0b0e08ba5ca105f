"""Our part of signing in: what allauth is told, and when somebody last showed that it is she."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.domain.account.models import User
from loftet.web.workspace.known_device import known_device, remember_device


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The page has the link to a new password after the button, so that Tab leads from address to password.
        self.fields["password"].help_text = ""


class CodeAppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The word that every other page has for it.
        self.fields["code"].label = _("Kod")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("Nyckelns namn")
        name.help_text = _("Så att du känner igen den, till exempel ”Jobbtelefonen”.")
        name.initial = self.initial["name"] = ""
        alone.label = _("Logga in med bara nyckeln, utan lösenord")
        alone.help_text, alone.initial = "", True


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: an administrator invites people."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down guessing, by account and by address. A device that the account knows is counted by itself.

        Whoever guesses at an account from elsewhere can so never lock its owner out.
        """
        device = known_device(request, credentials.get("email", ""))
        if device is None:
            super().pre_authenticate(request, **credentials)
        elif not ratelimit.consume(request, action="login_failed_on_known_device", key=device):
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        remember_device(request, response, user)
        return response


def sign_in(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """Start the user's session after she has chosen her password, and go to the address `then`."""
    # The password was typed a moment ago: the page of the second step need not ask for it again.
    record_authentication(request, user, method="password", reauthenticated=True)
    response: HttpResponse = perform_login(request, user, redirect_url=then)
    return response


def refused_code(request: HttpRequest, code: str) -> list[str]:
    """What is wrong with a code of the second step. A right one is spent, and counts for `second_factor_at`."""
    form = ReauthenticateForm({"code": code}, user=request.user)
    if not form.is_valid():
        return list(form.errors.get("code", []))
    post_authentication(request, form.authenticator, reauthenticated=True)
    return []


def second_factor_at(request: HttpRequest) -> datetime | None:
    """When the user last showed, after she had signed in, a code or a passkey; None if she has not."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record["method"] == "mfa" and record.get("reauthenticated")]
    return datetime.fromtimestamp(max(moments), tz=UTC) if moments else None
