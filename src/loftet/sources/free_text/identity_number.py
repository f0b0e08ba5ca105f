"""Personal identity and coordination numbers, however they are written, whether the check digit is right or not.

A number is told by its day: a coordination number has 60 added to it, and the number of an organisation has at least 20
where a person's has the month. The forms are those of the population register (act 1991:481, section 18).
"""

import re
from collections.abc import Iterator

from loftet.sources.free_text.digits import DASH, only_digits

_PART = r"[-./ ]?"
_BREAK = rf"\s{{0,2}}(?:{DASH}|[+/.])?\s{{0,2}}"
_LAST = r"(?:\d{4}|\d\d[ ]\d\d|\d{3}[ -]\d|[A-Z]\d{3}|TF\d\d)"
NUMBER = re.compile(
    rf"(?<!\d)(?P<year>(?:(?:18|19|20)[ ]?)?\d\d){_PART}(?P<month>\d\d){_PART}(?P<day>\d\d)"
    rf"(?P<break>{_BREAK})(?P<last>{_LAST})(?!\d|-\d\d-\d\d)"
)
SPACED = re.compile(rf"(?<!\d)(?<!\d )(?:\d ){{5}}(?:\d \d )?\d ?{DASH}? ?(?:\d ){{3}}\d(?! ?\d)")
PLAIN = re.compile(rf"(?:18|19|20)?\d{{6}}(?:{DASH}|\+)\d{{4}}")
# The day alone, where it is said to be the day of somebody's birth.
BORN = re.compile(
    r"\b(?:född|födda|föddes|födelsedatum|födelsedag|f\.)(?:\s(?:den|är))?[ :]{1,3}"
    r"(?P<day>(?:(?:18|19|20)\d\d|\d\d)[-./ ]?\d\d[-./ ]?\d\d)(?!\d)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
# A day of these years with a time of day behind it is when something happened. Few who are so young are written about.
HAPPENING_YEARS = range(18, 31)


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand."""
    for match in NUMBER.finditer(text):
        if _has_day(match) and not _is_time(match):
            yield match.span()
    yield from (match.span("day") for match in BORN.finditer(text))
    for match in SPACED.finditer(text):
        # The last four digits say nothing of the day; the two before them do.
        digits = only_digits(match[0])
        if _is_day(int(digits[-8:-6]), int(digits[-6:-4])):
            yield match.span()


def _has_day(match: re.Match[str]) -> bool:
    month, day = int(match["month"]), int(match["day"])
    # Written in the usual form a number is meant as one, with an impossible day too; not an organisation's.
    return _is_day(month, day) or (PLAIN.fullmatch(match[0]) is not None and month < 20)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _is_time(match: re.Match[str]) -> bool:
    """Whether it is a day and a time of day, "240512 1430", and no number whose check digit is right."""
    return (
        match["break"].isspace()
        and int(match["day"]) <= 31
        and CLOCK.fullmatch(match["last"]) is not None
        and int(match["year"][-2:]) in HAPPENING_YEARS
        and not match["year"].startswith(("18", "19"), 0, len(match["year"]) - 2)
        and not _is_checked(only_digits(match[0])[-10:])
    )


def _is_checked(ten_digits: str) -> bool:
    """Whether the last digit is the check digit of the nine before it (Luhn)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten_digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
