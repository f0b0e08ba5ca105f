"""The bytes of a service's answer as JSON, or in one Swedish sentence why they are something else."""

import json
import math
from typing import Any

from loftet.sources.figures import UnreadableTable

MOST_BYTES = 500_000_000


def parsed(data: bytes, source: str) -> Any:
    """The answer's value.

    Raises:
        UnreadableTable: if it is empty, a page (HTML) or cut off.
    """
    text = data[:MOST_BYTES].decode("utf-8-sig", "replace").strip()
    if not text:
        raise UnreadableTable(f"Svaret från {source} är tomt: försök igen senare.")
    if text.startswith("<"):
        raise UnreadableTable(f"{source} svarade med en webbsida i stället för siffror: försök igen senare.")
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise UnreadableTable(f"Svaret från {source} är avklippt eller skadat: försök igen.") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _finite(digits: str) -> float:
    """ "1e999" is a number in JSON and infinity in Python."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def unknown_form(source: str, what: str) -> UnreadableTable:
    """The refusal of an answer that is JSON but not as documented."""
    return UnreadableTable(f"{source} har ändrat sitt svar: {what} saknas eller har en annan form. Inget har lästs in.")
