"""The installation's Ed25519 key, in a file that the service alone can read."""

import os
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings


class KeyMissing(Exception):
    """Its text is Swedish: which key is missing and what to do."""

    def __init__(self) -> None:
        super().__init__(
            f"Nyckeln som förseglar ändringskedjan finns inte i {key_path().parent}. "
            f"Lägg tillbaka {key_path().name} från säkerhetskopian. Inget har förseglats."
        )


def key_path() -> Path:
    return Path(settings.DATA) / "ledger-key.pem"


def next_key_path() -> Path:
    """Where a new key lies from before its change is committed until it has taken the old one's place."""
    return Path(settings.DATA) / "ledger-key.next.pem"


def written_public_key(key: Ed25519PrivateKey) -> str:
    """DER in base64: what stands between the first and last line of a PEM file."""
    return b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def key_of_first_start() -> Ed25519PrivateKey:
    """The installation's key, made now if there is none."""
    path = key_path()
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        _write_key(draft)
        # Unlike a rename a link never replaces the key of another process that starts at the same moment.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return _read_key(path)


def private_key(public_key: str) -> Ed25519PrivateKey:
    """The key that belongs to a public one.

    Raises:
        KeyMissing: it is not here; a chain can only be continued with the key that it names.
    """
    for path in (key_path(), next_key_path()):
        if path.exists() and written_public_key(key := _read_key(path)) == public_key:
            return key
    raise KeyMissing


def make_next_key() -> Ed25519PrivateKey:
    _write_key(next_key_path())
    return _read_key(next_key_path())


def adopt_next_key() -> None:
    """The old key is gone after this."""
    next_key_path().replace(key_path())


def _read_key(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


def _write_key(path: Path) -> None:
    path.unlink(missing_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
