"""The links of letters to followers, and what is sealed in them.

The confirmation link holds the address, encrypted and authenticated (Fernet: AES-128-CBC with HMAC-SHA256) under a key
derived from SECRET_KEY for this purpose alone. The two links for leaving hold a subscription's number, signed, each
for its own use: whoever has the one that a forwarded letter shows cannot make the other out of it.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from loftet.domain.publishing.subscription.rules import LINK_HOLDS

PURPOSE = b"loftet/subscription/confirmation/1"
ONE_CLICK = Signer(salt="loftet.subscription.one_click", sep=".")
FROM_LETTER = Signer(salt="loftet.subscription.from_letter", sep=".")


class LinkGarbled(Exception):
    """Not a link of ours, or not all of it."""


class LinkExpired(Exception):
    """It was ours. `asked` says what was to be followed."""

    def __init__(self, asked: "Asked") -> None:
        super().__init__("expired")
        self.asked = asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to follow, and the address that the letters would go to."""

    email: str
    municipality_code: str
    promise_address: str
    commitment_key: str = ""
    focus_area: str = ""
    language: str = "sv"


def sealed(asked: Asked) -> str:
    """The part of a confirmation link that holds the address."""
    token = _fernet().encrypt_at_time(json.dumps(asdict(asked)).encode(), _now())
    # Some mail programs leave the last "=" out of a link.
    return token.decode().rstrip("=")


def unsealed(token: str) -> Asked:
    """Raises LinkGarbled, LinkExpired."""
    padded = (token + "=" * (-len(token) % 4)).encode()
    try:
        asked = Asked(**json.loads(_fernet().decrypt(padded)))
    except InvalidToken as error:
        raise LinkGarbled from error
    if _now() > _fernet().extract_timestamp(padded) + LINK_HOLDS.total_seconds():
        raise LinkExpired(asked)
    return asked


def signed(signer: Signer, subscription_id: int) -> str:
    return signer.sign(str(subscription_id))


def subscription_id_of(signer: Signer, token: str) -> int:
    """Raises LinkGarbled."""
    try:
        return int(signer.unsign(token))
    except BadSignature as error:
        raise LinkGarbled from error


def whole_address(path: str, language: str) -> str:
    """Of a path on the public site, in the language."""
    prefix = "" if language == "sv" else f"/{language}"
    return f"{settings.ADDRESS.rstrip('/')}{prefix}{path}"


def _fernet() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(derived))


def _now() -> int:
    return int(timezone.now().timestamp())
