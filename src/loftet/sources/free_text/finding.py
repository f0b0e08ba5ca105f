"""What is found in a text that somebody wrote freely, and what is left of the text without it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The value is what stands in place of the words: "[telefonnummer]"."""

    IDENTITY_NUMBER = "personnummer"
    TELEPHONE = "telefonnummer"
    EMAIL = "e-postadress"
    PLATE = "registreringsnummer"
    ADDRESS = "adress"
    NAME = "namn"
    ACCOUNT = "kontonamn"


@dataclass(frozen=True, slots=True)
class Finding:
    start: int
    end: int
    kind: Kind
    words: str
    """The words themselves, `text[start:end]`: to be shown to the writer, never stored."""


@dataclass(frozen=True, slots=True)
class MaskedText:
    text: str
    findings: tuple[Finding, ...]
    """Their places are those in the text before it was masked."""
