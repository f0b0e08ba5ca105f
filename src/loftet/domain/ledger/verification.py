"""Whether a download of the chain is whole. Pure: needs neither database nor key, only the bytes."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from loftet.domain.ledger.rules import (
    CHAIN_BEGUN,
    FORMAT,
    KEY_CHANGED,
    PUBLIC_KEY,
    LinkRecord,
    canonical,
    link_hash,
)


class Fault(StrEnum):
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    REWRITTEN = "rewritten"
    MISPLACED = "misplaced"
    OTHER_CHAIN = "other_chain"
    UNCONNECTED = "unconnected"
    UNSEALED = "unsealed"
    NO_KEY = "no_key"
    HEAD_MISSING = "head_missing"
    FOREIGN_KEY = "foreign_key"
    TEXT_CHANGED = "text_changed"


SENTENCES = {
    Fault.EMPTY: "Där finns ingen kedja: inte en enda länk.",
    Fault.UNREADABLE: "Länk {position} går inte att läsa: raden är skadad eller avhuggen.",
    Fault.REWRITTEN: "Länk {position} är inte skriven som när den förseglades: minst ett tecken är ändrat.",
    Fault.MISPLACED: "Länk {position} ligger på fel plats: en länk är borttagen, tillagd eller flyttad.",
    Fault.OTHER_CHAIN: "Länk {position} hör till en annan kedja.",
    Fault.UNCONNECTED: "Länk {position} hänger inte ihop med länken före: någon av dem är ändrad eller utbytt.",
    Fault.UNSEALED: "Länk {position} är inte förseglad med kedjans nyckel: den är ändrad eller gjord av någon annan.",
    Fault.NO_KEY: "Länk {position} ska tala om vilken nyckel som gäller, men gör det inte.",
    Fault.HEAD_MISSING: "Kedjan slutar med länk {position} utan det huvud som angavs: slutet är borta eller omskrivet.",
    Fault.FOREIGN_KEY: "Länk {position} är förseglad med en annan nyckel än installationens.",
    Fault.TEXT_CHANGED: "En text till länk {position} är inte den som förseglades: den är ändrad eller borta.",
}


class BrokenChain(Exception):
    """Its text is one Swedish sentence that says which link fails, and how."""

    def __init__(self, fault: Fault, position: int) -> None:
        super().__init__(SENTENCES[fault].format(position=position))
        self.fault = fault
        self.position = position


@dataclass(frozen=True, slots=True)
class Verified:
    chain: str
    link_count: int
    head: str
    head_position: int
    """Where the head that was asked for is; the last link if none was."""
    public_key: str
    """The key of the last link: DER in base64, the middle line of a PEM file."""


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    link: LinkRecord
    signature: str


_decoder = msgspec.json.Decoder(_Line)


def verify_chain(download: bytes, *, head: str | None = None) -> Verified:
    """Read every link, recompute every hash and check every seal.

    Args:
        download: a file of the chain as it was exported, one link a line.
        head: the hash of a link, known from elsewhere: a mail, a document, a feed. Without it a tail that was cut
            off, or a chain made anew with another key, cannot be told.

    Raises:
        BrokenChain: the first fault.
    """
    chain, last, keyring = "", "", _Keyring()
    positions: dict[str, int] = {}
    for position, line in enumerate(_lines(download), start=1):
        link, document, signature = _read(line, position)
        chain = chain or link.chain
        _refuse_misplaced(link, position=position, chain=chain, previous=last)
        keyring.check(link, document, signature)
        last = link_hash(document)
        positions[last] = position
    if not positions:
        raise BrokenChain(Fault.EMPTY, 0)
    if head and head not in positions:
        raise BrokenChain(Fault.HEAD_MISSING, len(positions))
    return Verified(chain, len(positions), last, positions[head or last], keyring.public_key)


def _lines(download: bytes) -> Iterator[bytes]:
    lines = download.split(b"\n")
    if lines.pop():
        raise BrokenChain(Fault.UNREADABLE, len(lines) + 1)
    return iter(lines)


def _read(line: bytes, position: int) -> tuple[LinkRecord, bytes, bytes]:
    """The link, its canonical bytes and its signature. Whatever a reader might pass over counts as a change."""
    try:
        read = _decoder.decode(line)
        signature = b64decode(read.signature, validate=True)
        document = canonical(read.link)
    except (ValueError, RecursionError) as error:
        raise BrokenChain(Fault.UNREADABLE, position) from error
    written = b'{"link":%s,"signature":"%s"}' % (document, b64encode(signature))
    if written != line or read.link.format != FORMAT:
        raise BrokenChain(Fault.REWRITTEN, position)
    return read.link, document, signature


def _refuse_misplaced(link: LinkRecord, *, position: int, chain: str, previous: str) -> None:
    if link.position != position:
        raise BrokenChain(Fault.MISPLACED, position)
    if link.chain != chain:
        raise BrokenChain(Fault.OTHER_CHAIN, position)
    if link.previous != previous:
        raise BrokenChain(Fault.UNCONNECTED, position)


class _Keyring:
    """The key that is in force: the first link names one, and a change is sealed with the key that it ends."""

    def __init__(self) -> None:
        self.public_key = ""
        self._key: Ed25519PublicKey | None = None

    def check(self, link: LinkRecord, document: bytes, signature: bytes) -> None:
        if link.kind == CHAIN_BEGUN and link.position == 1:
            self._adopt(link)
        if self._key is None:
            raise BrokenChain(Fault.NO_KEY, link.position)
        try:
            self._key.verify(signature, document)
        except InvalidSignature as error:
            raise BrokenChain(Fault.UNSEALED, link.position) from error
        if link.kind == KEY_CHANGED:
            self._adopt(link)

    def _adopt(self, link: LinkRecord) -> None:
        self.public_key = str(link.facts.get(PUBLIC_KEY))
        try:
            key = load_der_public_key(b64decode(self.public_key, validate=True))
        except (ValueError, UnsupportedAlgorithm) as error:
            raise BrokenChain(Fault.NO_KEY, link.position) from error
        if not isinstance(key, Ed25519PublicKey):
            raise BrokenChain(Fault.NO_KEY, link.position)
        self._key = key
