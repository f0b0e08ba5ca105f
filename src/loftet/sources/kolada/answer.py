"""The envelope of Kolada's answers: a list of values and the address of the next page."""

from typing import Any

from loftet.sources.json_answer import parsed, unknown_form

SOURCE = "Kolada"


def values_of(data: bytes) -> list[Any]:
    """What the answer lists.

    Raises:
        UnreadableTable: if the answer is not of Kolada's form.
    """
    values = _envelope(data).get("values")
    if not isinstance(values, list):
        raise unknown_form(SOURCE, "listan över värden")
    return values


def next_page(data: bytes) -> str | None:
    """The address of the page that follows, if there is one.

    Raises:
        UnreadableTable: if the answer is not of Kolada's form.
    """
    envelope = _envelope(data)
    address = envelope.get("next_page") or envelope.get("next_url")
    return address if isinstance(address, str) else None


def _envelope(data: bytes) -> dict[str, Any]:
    answer = parsed(data, SOURCE)
    if not isinstance(answer, dict):
        raise unknown_form(SOURCE, "svarets fält")
    return answer
