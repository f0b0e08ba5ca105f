"""Signing in by the organisation's own provider (OpenID Connect): for those who are invited, and for nobody else."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from loftet.domain.account.selectors import user_with_address

# Some providers write the word, and a filled string is true whatever it says.
YES = (True, "true")


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the provider's account, the first time, to the user whose address the provider vouches for."""
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified in YES]
        user = next((user for address in verified if (user := user_with_address(address))), None)
        if user is None:
            page = render(request, "workspace/not_invited.html", {"verified": verified}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)
