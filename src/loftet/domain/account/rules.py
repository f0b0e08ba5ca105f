"""When a sign-in link opens, and why not."""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

LINK_LIFETIME = timedelta(hours=1)
# Between two notes of when a session was used: a page a second need not be a write a second.
SEEN_INTERVAL = timedelta(minutes=5)

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


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


def device_words(user_agent: str) -> tuple[str, str]:
    """Browser and system, as far as the browser says them: ("Firefox", "Windows"). Either may be empty."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    return browser, next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
