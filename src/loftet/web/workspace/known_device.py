"""A cookie that says which account signed in from this browser last. It lets nobody in; it only tells two apart:
the owner who mistypes her password, and somebody elsewhere who guesses at it."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from loftet.domain.account.models import User

COOKIE = "loftet_device"
LIFETIME = timedelta(days=180)
signer = TimestampSigner(salt="loftet.known_device")


def known_device(request: HttpRequest, email: str) -> str | None:
    """The device's own name, if whoever has this address signed in from it; None for any other."""
    try:
        known = signer.unsign_object(request.COOKIES.get(COOKIE, ""), max_age=LIFETIME)
    except BadSignature:
        return None
    return str(known["device"]) if known["email"] == email.strip().lower() else None


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """From now on the account knows the browser. The cookie is sent to the pages of the account alone."""
    device = known_device(request, user.email) or secrets.token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        signer.sign_object({"email": user.email, "device": device}),
        max_age=LIFETIME,
        path="/konto/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
