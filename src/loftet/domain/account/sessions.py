"""Where a user is signed in. A session that is ended here lets nobody in, whatever its cookie says."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.account.models import SignedInSession, User
from loftet.domain.account.rules import SEEN_INTERVAL, device_words, token_hash
from loftet.domain.account.selectors import open_sessions, session_of


@transaction.atomic
def open_session(*, user: User, user_agent: str) -> str:
    """Note that the user is signed in from a browser. The token belongs in her session, and nowhere else."""
    SignedInSession.objects.filter(user=user).exclude(pk__in=open_sessions(user)).delete()
    token = secrets.token_urlsafe(32)
    SignedInSession.objects.create(user=user, token_sha256=token_hash(token), device=_device(user_agent))
    return token


def see_session(*, user: User, token: str) -> bool:
    """Whether the session is open still; if so, that it is in use is noted now and then."""
    session = session_of(user, token)
    if session is None:
        return False
    now = timezone.now()
    if abs(now - session.seen_at) >= SEEN_INTERVAL:
        SignedInSession.objects.filter(pk=session.pk).update(seen_at=now)
    return True


def end_session(*, user: User, pk: int) -> None:
    """Sign the user out in one place. Another user's sessions are left alone."""
    SignedInSession.objects.filter(user=user, pk=pk).delete()


def end_other_sessions(*, user: User, token: str) -> None:
    """Sign the user out everywhere but in the session with this token."""
    SignedInSession.objects.filter(user=user).exclude(token_sha256=token_hash(token)).delete()


def _device(user_agent: str) -> str:
    browser, system = device_words(user_agent)
    if browser and system:
        return _("%(browser)s på %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Okänd enhet")
