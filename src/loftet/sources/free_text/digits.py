"""How people part the digits of a number, and what looks like a number of a person and is not."""

import re

DASH = "-"
# Up to three signs between two digits, a line break among them.
GAP = r"(?:[^\S\n]|[-./()_*·•|~]|\n(?!\s*\n)){0,3}"

_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_BARE_TIME = r"(?:[01]\d|2[0-4])[0-5]\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_KEPT = (
    # Times in a row or from and to: "08.00-16.30", "0800–1630", "09.00 10.00", "00:00-07-00".
    rf"{_TIME}(?:\s?{DASH}\s?|\s)(?:{_TIME}|[0-2]\d-[0-5]\d)(?:\s{_TIME})*",
    rf"{_BARE_TIME}\s?{DASH}\s?{_BARE_TIME}",
    # Days: "2024-05-12", "12.5.2024", "12/05/2024".
    rf"(?:18|19|20)\d\d[-./]{_MONTH}[-./]{_DAY}",
    rf"{_DAY}(?P<between>[-./]){_MONTH}(?P=between)(?:19|20)\d\d",
    # Amounts and counts: "12 500 000 kronor".
    r"\d{1,3}(?:[ .]\d{3})*\s?(?:kr|kronor|tkr|mkr|miljoner|miljarder|euro|procent|invånare)\b",
    r"\d+\s?(?:kr|kronor|tkr|mkr|euro|invånare)\b",
    # Case numbers: "A123.456/2024", "KS 2024/0123", "0105-K123456-24".
    r"[A-ZÅÄÖ]{1,6}[ -]?\d{1,4}[. ]\d{3}/(?:19|20)\d\d(?:-\d+)?",
    r"[A-ZÅÄÖ]{1,6}[ .:/-]?(?:19|20)\d\d[/:.-]\d{1,6}(?:-\d+)?",
    r"\d{4}-[A-Z]\d{3,7}-\d{2}",
)
KEPT = re.compile("|".join(rf"(?<!\d)(?<!\d[.:/-]){form}(?![\d]|[.:/-]\d)" for form in _KEPT))


def other_numbers(text: str) -> list[tuple[int, int]]:
    """Where days, times, amounts and case numbers stand."""
    return [match.span() for match in KEPT.finditer(text)]


def only_digits(words: str) -> str:
    return re.sub(r"\D", "", words)
