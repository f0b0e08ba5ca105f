"""When a sign-in link opens, and why not."""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

LINK_LIFETIME = timedelta(hours=1)


class LinkRefusal(StrEnum):
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    ADMINISTRATOR_EXISTS = "administrator_exists"


def token_hash(token: str) -> str:
    """What is kept of a link's token: its SHA-256 in hexadecimal. A token is random, so it needs no salt."""
    return sha256(token.encode()).hexdigest()


def link_refusal(
    *, administrator_exists: bool, used_at: datetime | None, expires_at: datetime, now: datetime
) -> LinkRefusal | None:
    """Why a known link does not open at `now`; None when it does."""
    if administrator_exists:
        return LinkRefusal.ADMINISTRATOR_EXISTS
    if used_at is not None:
        return LinkRefusal.USED
    return LinkRefusal.EXPIRED if expires_at <= now else None
