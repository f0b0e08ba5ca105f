"""Chains made for tests, without a database."""

from base64 import b64encode
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loftet.domain.ledger.key import written_public_key
from loftet.domain.ledger.rules import (
    CHAIN_BEGUN,
    FORMAT,
    KEY_CHANGED,
    PUBLIC_KEY,
    Fact,
    LinkObject,
    LinkRecord,
    canonical,
    download_line,
    link_hash,
    text_hash,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def sealed_line(link: LinkRecord, key: Ed25519PrivateKey = KEY) -> bytes:
    document = canonical(link)
    return download_line(document.decode(), b64encode(key.sign(document)).decode()).encode()


def link_after(links: Sequence[LinkRecord], *, kind: str = "promise_revised", **facts: Fact) -> LinkRecord:
    return LinkRecord(
        chain="9901",
        facts=facts,
        format=FORMAT,
        kind=kind,
        moment="2024-05-03T12:00:00Z",
        object=LinkObject(id="12", type="promise.Promise"),
        position=len(links) + 1,
        previous=link_hash(canonical(links[-1])) if links else "",
        texts={"title": text_hash("salt", f"Löfte {len(links)}")} if links else {},
    )


def chain_of(length: int, *, key: Ed25519PrivateKey = KEY) -> list[bytes]:
    """The lines of a chain: the first names the key, the others are changes."""
    links = [link_after([], kind=CHAIN_BEGUN, public_key=written_public_key(key))]
    while len(links) < length:
        links.append(link_after(links, revision=len(links), agreed=True))
    return [sealed_line(link, key) for link in links]


def chain_with_changed_key() -> list[bytes]:
    """Four lines: begun with one key, a change, the change of key, and a change sealed with the other."""
    links = [link_after([], kind=CHAIN_BEGUN, public_key=written_public_key(KEY))]
    links.append(link_after(links, revision=1))
    links.append(link_after(links, kind=KEY_CHANGED, **{PUBLIC_KEY: written_public_key(OTHER_KEY)}))
    links.append(link_after(links, revision=2))
    return [*(sealed_line(link) for link in links[:3]), sealed_line(links[3], OTHER_KEY)]
