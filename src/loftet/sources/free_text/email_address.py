"""E-mail addresses, those too that are written so that no machine shall know them."""

import re
from collections.abc import Iterator

_DOMAIN = r"\w[\w-]*(?:\.\w[\w-]*)*"
_ENDING = r"(?:se|com|nu|org|net|eu|dk|no|fi|de|info|io|me|name|example|test|invalid)"
PLAIN = re.compile(
    rf"[\w.+'%~-]{{0,63}}\w[+'%~-]?(?:@|＠){_DOMAIN}|[\w.+'%~-]{{0,63}}\w ?[@＠] ?\w[\w.-]*? ?\. ?{_ENDING}\b",
    re.IGNORECASE,
)
# "anna (at) exempel.se", "anna [snabel-a] exempel (punkt) se", "anna snabela exempel punkt se".
_AT = r"(?:\s*[(\[{<]\s*(?:at|a|@|snabel-?\s?a)\s*[)\]}>]\s*|\s+snabel-?\s?a\s+|\s+at\s+)"
_DOT = r"(?:\s*[(\[{<]\s*(?:dot|punkt|\.)\s*[)\]}>]\s*|\s+(?:dot|punkt)\s+|\.)"
DISGUISED = re.compile(
    rf"\w[\w.+-]{{0,63}}(?:{_DOT}[\w-]+)?{_AT}\w[\w-]*(?:{_DOT}[\w-]+)*?{_DOT}{_ENDING}\b", re.IGNORECASE
)


def email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses stand."""
    for form in (PLAIN, DISGUISED):
        yield from (match.span() for match in form.finditer(text))
