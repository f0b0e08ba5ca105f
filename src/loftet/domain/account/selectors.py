from allauth.mfa.models import Authenticator
from django.utils import timezone

from loftet.domain.account.models import SignInLink, User
from loftet.domain.account.rules import LinkRefusal, link_refusal, token_hash


def has_administrator() -> bool:
    """Whether anyone who can sign in administers the installation."""
    return User.objects.get_queryset().of_the_installation().exists()


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
    """Whether the user signs in with a code besides the password."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())
