"""The last part of a promise's and a commitment's address."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Container
from datetime import date

KEY_LENGTH = 60
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


def address_of_period(start: date, end: date, place: str = "") -> str:
    """ "2024", "2023-2024", "2023-maj-augusti", "2023-09-15-2024-03-01"; with a place, "2024-gottsunda"."""
    address = _address_of_days(start, end)
    return f"{address}-{slug(place)}" if slug(place) else address


def commitment_key(text: str, taken: Container[str]) -> str:
    """A readable key of at most 60 characters, cut between words, that is not among `taken`."""
    key = shortened(slug(text), KEY_LENGTH) or "atagande"
    number = 1
    unique = key
    while unique in taken:
        number += 1
        suffix = f"-{number}"
        unique = shortened(key, KEY_LENGTH - len(suffix)) + suffix
    return unique


def slug(text: str) -> str:
    """Lower case letters a to z and figures with single hyphens between; å and ä become a, ö becomes o."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("æ", "ae").replace("ø", "o"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def shortened(slugged: str, length: int) -> str:
    """At most `length` characters, cut at a hyphen where there is one."""
    if len(slugged) <= length:
        return slugged
    cut, hyphen, _ = slugged[: length + 1].rpartition("-")
    return cut if hyphen else slugged[:length]


def _address_of_days(start: date, end: date) -> str:
    if not _whole_months(start, end):
        return f"{start.isoformat()}-{end.isoformat()}"
    if start.month == 1 and end.month == 12:
        return _joined(str(start.year), str(end.year))
    if start.year == end.year:
        return f"{start.year}-{_joined(_MONTHS[start.month - 1], _MONTHS[end.month - 1])}"
    return f"{start.year}-{_MONTHS[start.month - 1]}-{end.year}-{_MONTHS[end.month - 1]}"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1]


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"
