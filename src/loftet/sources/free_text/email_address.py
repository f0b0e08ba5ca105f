"""E-mail addresses, those too that are written so that no machine shall know them."""

import re
from collections.abc import Iterator

_DOMAIN = r"\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){0,8}"
_ENDING = r"(?:se|com|nu|org|net|eu|dk|no|fi|de|info|io|me|name|example|test|invalid)"
_BEFORE = r"[\w.+'%~-]{0,63}\w"
PLAIN = re.compile(
    rf"{_BEFORE}[+'%~-]?@{{1,2}}{_DOMAIN}(?:\n?\.{_ENDING}\b)?|{_BEFORE} ?@ ?\w[\w.-]{{0,63}}? ?\. ?{_ENDING}\b",
    re.IGNORECASE,
)
# "anna (at) exempel.se", "anna [snabel-a] exempel (punkt) se", "anna snabela exempel punkt se".
_SPACE = r"\s{0,3}"
_AT_SIGN = rf"[(\[{{<]{_SPACE}(?:at|a|@|snabel-?\s?a){_SPACE}[)\]}}>]"
_AT = rf"(?:{_SPACE}{_AT_SIGN}{_SPACE}|\s{{1,3}}(?:snabel-?\s?a|at)\s{{1,3}})"
_DOT = rf"(?:{_SPACE}[(\[{{<]{_SPACE}(?:dot|punkt|\.){_SPACE}[)\]}}>]{_SPACE}|\s{{1,3}}(?:dot|punkt)\s{{1,3}}|\.)"
DISGUISED = re.compile(
    rf"\w[\w.+-]{{0,63}}(?:{_DOT}[\w-]{{1,63}})?{_AT}\w[\w-]{{0,62}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}?{_DOT}{_ENDING}\b",
    re.IGNORECASE,
)


def email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses stand."""
    for form in (PLAIN, DISGUISED):
        yield from (match.span() for match in form.finditer(text))
