from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from loftet.domain.account.models import SignedInSession, SignInLink, User
from loftet.domain.account.rules import LinkRefusal, link_refusal, token_hash


def has_administrator() -> bool:
    """Whether anyone who can sign in administers the installation."""
    return User.objects.get_queryset().of_the_installation().exists()


def user_with_address(email: str) -> User | None:
    """Whoever can sign in with the address."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def refusal_of_sign_in_link(token: str) -> LinkRefusal | None:
    """Why the link with this token does not let anyone in now; None when it does."""
    link = SignInLink.objects.filter(token_sha256=token_hash(token)).first()
    if link is None:
        return LinkRefusal.UNKNOWN
    return link_refusal(
        administrator_exists=has_administrator(),
        used_at=link.used_at,
        expires_at=link.expires_at,
        now=timezone.now(),
    )


def has_two_steps(user: User) -> bool:
    """Whether the user signs in with something besides a password: a code, or a passkey."""
    return has_code_app(user) or has_passkey(user)


def has_code_app(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def has_passkey(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists())


def open_sessions(user: User) -> QuerySet[SignedInSession]:
    """Where the user is signed in, last used first. One that was used too long ago is no session any more."""
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return SignedInSession.objects.filter(user=user, seen_at__gte=oldest)


def session_of(user: User, token: str) -> SignedInSession | None:
    return open_sessions(user).filter(token_sha256=token_hash(token)).first()
