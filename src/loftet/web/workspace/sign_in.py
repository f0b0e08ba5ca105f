"""Our part of signing in: what allauth is told, and the links that let a person choose her password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login, user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from loftet.domain.account.models import User


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The page has the link to a new password after the button, so that Tab leads from address to password.
        self.fields["password"].help_text = ""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: an administrator adds people."""
        return False


def sign_in(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """Start the user's session after she has chosen her password, and go to the address `then`."""
    # The password was typed a moment ago: the page of the second step need not ask for it again.
    record_authentication(request, user, method="password", reauthenticated=True)
    response: HttpResponse = perform_login(request, user, redirect_url=then)
    return response


def password_link(user: User) -> str:
    """The whole address where the user chooses a password; works once, for three days."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.ADDRESS.rstrip('/')}{path}"
