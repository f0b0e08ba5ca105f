import secrets

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import SignInLink, User
from loftet.domain.account.rules import LINK_LIFETIME, LinkRefusal, token_hash
from loftet.domain.account.selectors import has_administrator, refusal_of_sign_in_link


class SignInLinkRefused(Exception):
    def __init__(self, refusal: LinkRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class EmailTaken(Exception):
    """Somebody has an account with that address already."""


@transaction.atomic
def make_sign_in_link() -> str:
    """The token of a new link for the first administrator. Links made earlier open no more.

    Raises:
        SignInLinkRefused: an administrator exists.
    """
    if has_administrator():
        raise SignInLinkRefused(LinkRefusal.ADMINISTRATOR_EXISTS)
    SignInLink.objects.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(token_sha256=token_hash(token), expires_at=timezone.now() + LINK_LIFETIME)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str, email: str, name: str, password: str) -> User:
    """The first administrator, made by whoever holds the link. The password has been validated.

    Raises:
        SignInLinkRefused: unknown, used or expired link, or an administrator exists.
        EmailTaken: the address has an account; the link is still unused.
    """
    # The lock makes the second of two at once wait, and then see that the link is used.
    SignInLink.objects.select_for_update().filter(token_sha256=token_hash(token)).first()
    refusal = refusal_of_sign_in_link(token)
    if refusal:
        raise SignInLinkRefused(refusal)
    user = add_user(email=email, name=name, password=password, administers_installation=True)
    SignInLink.objects.filter(token_sha256=token_hash(token)).update(used_at=timezone.now())
    return user


def add_user(*, email: str, name: str, password: str | None = None, administers_installation: bool = False) -> User:
    """A new user; without a password nobody can sign in until one is set by a link.

    Raises:
        EmailTaken: the address has an account.
    """
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise EmailTaken(email)
    return User.objects.create_user(
        email, password, name=name.strip(), administers_installation=administers_installation
    )


def choose_password(*, user: User, name: str, password: str) -> None:
    """The name and password that an invited person chose. The password has been validated."""
    user.name = name.strip()
    user.set_password(password)
    user.save(update_fields=["name", "password"])
