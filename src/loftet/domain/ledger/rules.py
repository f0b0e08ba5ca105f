"""The form of a link, and what may stand in one."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
import rfc8785

FORMAT = "loftet-ledger/1"
INSTALLATION = "installation"
CHAIN_BEGUN = "chain_begun"
KEY_CHANGED = "key_changed"
TEXT_WITHDRAWN = "text_withdrawn"
OWN_KINDS = {CHAIN_BEGUN, KEY_CHANGED, TEXT_WITHDRAWN}
PUBLIC_KEY = "public_key"

LONGEST_FACT = 100
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

Fact = int | str | bool | None


class LinkObject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    type: str


class LinkRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is sealed. Holds neither texts nor names: only what they hash to together with a salt."""

    chain: str
    """The municipality's code, or "installation"."""
    facts: dict[str, Fact]
    format: str
    kind: str
    moment: str
    """UTC to the second: "2024-09-10T12:00:00Z"."""
    object: LinkObject
    position: int
    """From 1: the line of the download."""
    previous: str
    """SHA-256 of the link before, in hexadecimal; empty in the first."""
    texts: dict[str, str]
    """Name of a text to its salted SHA-256."""


def canonical(value: object) -> bytes:
    """JSON in the one way that RFC 8785 allows, in UTF-8."""
    return rfc8785.dumps(msgspec.to_builtins(value))


def link_hash(document: bytes) -> str:
    return sha256(document).hexdigest()


def text_hash(salt: str, text: str) -> str:
    """SHA-256 of the salt, as it is written, and the text, in UTF-8. Without the salt nobody can try out texts."""
    return sha256((salt + text).encode()).hexdigest()


def download_line(document: str, signature: str) -> str:
    """A line of the download, itself canonical JSON; both parts already are."""
    return f'{{"link":{document},"signature":"{signature}"}}\n'


def chain_name(municipality_code: str) -> str:
    return municipality_code or INSTALLATION


def written_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refuse_unsealable(*, kind: str, texts: Mapping[str, str], facts: Mapping[str, Fact]) -> None:
    """Whether a change can be sealed as a link of that kind.

    Raises:
        ValueError: a kind of the ledger's own, a kind or name that is no plain word, or a fact that looks like a text.
    """
    for name in (kind, *texts, *facts):
        if not _NAME.fullmatch(name) or kind in OWN_KINDS:
            raise ValueError(f"not a plain word, or one of the ledger's own: {name!r}")
    refuse_unsealable_facts(facts)


def refuse_unsealable_facts(facts: Mapping[str, Fact]) -> None:
    """A guard against sealing for ever what it must be possible to erase, or what others would write otherwise."""
    for name, fact in facts.items():
        if not isinstance(fact, int | str | None):
            raise ValueError(f"the fact {name!r} is neither whole number, word, yes, no nor nothing")
        if isinstance(fact, str) and (len(fact) > LONGEST_FACT or "\n" in fact):
            raise ValueError(f"the fact {name!r} looks like a text: seal it as one")
