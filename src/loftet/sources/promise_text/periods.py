"""Periods as promises write them, and dates that cannot be.

===============================  =======================================
written                          read
===============================  =======================================
2024; 2023-2024; 2023/24;        1 January of the first year to
2022 och 2023                    31 December of the last
2021-05-01 - 2022-05-01          the two days
1 juli 2018 - 30 juni 2020;      the two days; a first day without year
1 januari - 31 december 2024     takes that of the last
1/1 2023 - 31/12 2024            the two days
maj 2023 - augusti 2023;         first day of the first month to the
januari - december 2022          last day of the last
våren, sommaren, hösten 2015     January to June, June to August, August
                                 to December
från 29 maj 2023 och ett år      the day, and the day before its
framåt                           anniversary
från och med 1 mars 2023         the day; the end is left open
till och med 31 maj 2025         the day; the start is left open
===============================  =======================================

Between the two stands a hyphen, an en dash, a minus sign, two dashes, a slash, "till", "till och med" or "och".
A day that no calendar has ("31 juni") is never mended: it is refused, and that end of the period stays open.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loftet.sources.promise_text.record import Period

MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug",
         "september sept sep", "oktober okt", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {"vår": (1, 6), "sommar": (6, 8), "höst": (8, 12)}

MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
YEAR = r"(?:20[0-4]\d)"
BETWEEN = r"\s*(?:--?|[‐‑‒–—−]{1,2}|/|till? och med|t\.? ?o\.? ?m\.?|fram till|till|och med)\s*"
DAY = r"(?:(?<!\w)(?:den|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en)?\s+){0,2}"
ISO = rf"{YEAR}-\d{{1,2}}-\d{{1,2}}"
WORDED = rf"\d{{1,2}}(?::?[ae])?\s+{MONTH}(?:\s+{YEAR})?"
SLASHED = rf"\d{{1,2}}/\d{{1,2}}(?:[ -]{YEAR})?"
A_DAY = rf"(?:{ISO}|{WORDED}|{SLASHED})"

DAYS = re.compile(rf"{DAY}(?P<start>{A_DAY})(?:{BETWEEN}|\s+och\s+){DAY}(?P<end>{A_DAY})\b", re.IGNORECASE)
MONTHS_OF_YEARS = re.compile(
    rf"\b(?P<start>{MONTH})(?:\s+(?P<year>{YEAR}))?(?:{BETWEEN}"
    rf"|\s+och\s+)(?P<end>{MONTH})\s+(?P<last>{YEAR})\b",
    re.IGNORECASE,
)
YEARS = re.compile(
    rf"(?<![\d-])(?P<start>{YEAR})(?:{BETWEEN}|\s*(?:,|och|samt|&)\s*)(?:(?:{YEAR}\s*(?:,|och"
    rf"|samt)\s*){{0,3}})(?P<end>{YEAR}|\d\d)(?![\d-])"
)
SEASON = re.compile(rf"\b(?P<season>vår|sommar|höst)(?:en|terminen)?\s+(?P<year>{YEAR})\b", re.IGNORECASE)
ONE_YEAR_ON = re.compile(rf"(?P<start>{A_DAY})\s+och\s+(?:ett\s+år|(?:12|tolv)\s+månader)\s+framåt", re.IGNORECASE)
FROM = re.compile(
    rf"\b(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?|med\s+(?:början|start)|börjar(?:\s+gälla)?"
    rf"|startar|gäller\s+från)\s+{DAY}(?P<day>{A_DAY})\b",
    re.IGNORECASE,
)
UNTIL = re.compile(
    rf"\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|fram\s+till(?:\s+och\s+med)?|till"
    rf"|upphör)\s+{DAY}(?P<day>{A_DAY})\b",
    re.IGNORECASE,
)
UNTIL_YEAR = re.compile(
    rf"\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?"
    rf"|fram\s+till(?:\s+och\s+med)?)\s+(?:utgången\s+av\s+)?(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
SINGLE_YEAR = re.compile(rf"(?<![\d/-])(?P<year>{YEAR})(?![\d/]|-\d)")
ANY_DAY = re.compile(rf"\b{A_DAY}\b", re.IGNORECASE)
HAS_YEAR = re.compile(YEAR)

PARTS = re.compile(
    rf"(?P<iso_year>{YEAR})-(?P<iso_month>\d{{1,2}})-(?P<iso_day>\d{{1,2}})"
    rf"|(?P<day>\d{{1,2}})(?::?[ae])?\s+(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?"
    rf"|(?P<slash_day>\d{{1,2}})/(?P<slash_month>\d{{1,2}})(?:[ -](?P<slash_year>{YEAR}))?",
    re.IGNORECASE,
)


class NoSuchDay(ValueError):
    """A date that no calendar has."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    period: Period
    exact: bool
    """Whether it is told by days or months, not only by years."""
    impossible: tuple[str, ...] = ()
    """Dates in it that no calendar has, as written."""


def find_period(text: str) -> FoundPeriod | None:
    """The period that the text states first, the most exact form before the coarser."""
    if not HAS_YEAR.search(text):
        return None
    return next(_periods(text), None)


def find_start(text: str) -> date | None:
    """The first day, where the text tells of it alone: "från och med 1 mars 2023"."""
    match = FROM.search(text)
    return _day(match["day"], None)[0] if match else None


def impossible_days(text: str) -> list[str]:
    """The dates in the text that no calendar has."""
    if not any(month in text.lower() for month in MONTHS) and not re.search(r"\d/\d|\d-\d", text):
        return []
    return [match[0] for match in ANY_DAY.finditer(text) if "/" not in match[0] and _day(match[0], 2024)[1]]


def _periods(text: str) -> Iterator[FoundPeriod]:
    if match := ONE_YEAR_ON.search(text):
        start, impossible = _day(match["start"], None)
        if start:
            yield _found(match[0], start, _anniversary(start) - timedelta(days=1), impossible)
    if match := DAYS.search(text):
        end, refused_end = _day(match["end"], None)
        start, refused_start = _day(
            match["start"], int(HAS_YEAR.findall(match["end"])[0]) if HAS_YEAR.search(match["end"]) else None
        )
        if start or end or refused_start or refused_end:
            yield _found(match[0], start, end, refused_start + refused_end)
    yield from _open_days(text)
    yield from _months(text)
    yield from _years(text)


def _open_days(text: str) -> Iterator[FoundPeriod]:
    start, end = FROM.search(text), UNTIL.search(text)
    until_year = UNTIL_YEAR.search(text)
    if not any(match and HAS_YEAR.search(match[0]) for match in (start, end, until_year)):
        return
    first, refused_first = _day(start["day"], None) if start else (None, ())
    last, refused_last = _day(end["day"], None) if end else (None, ())
    if last is None and not refused_last and until_year:
        last, end = date(int(until_year["year"]), 12, 31), until_year
    literal = " ".join(match[0] for match in (start, end) if match)
    yield _found(literal, first, last, refused_first + refused_last)


def _months(text: str) -> Iterator[FoundPeriod]:
    if match := MONTHS_OF_YEARS.search(text):
        last = int(match["last"])
        first = int(match["year"] or last)
        yield _found(
            match[0], _first_of_month(first, _month(match["start"])), _last_of_month(last, _month(match["end"])), ()
        )
    if (match := SEASON.search(text)) and not YEARS.search(text):
        first_month, last_month = SEASONS[match["season"].lower()]
        year = int(match["year"])
        yield _found(match[0], _first_of_month(year, first_month), _last_of_month(year, last_month), ())


def _years(text: str) -> Iterator[FoundPeriod]:
    if match := YEARS.search(text):
        first = int(match["start"])
        last = int(match["end"]) if len(match["end"]) == 4 else first // 100 * 100 + int(match["end"])
        if first < last <= first + 10:
            yield FoundPeriod(
                Period(start=date(first, 1, 1), end=date(last, 12, 31), literal=match[0].strip()), exact=False
            )
    if match := SINGLE_YEAR.search(text):
        year = int(match["year"])
        yield FoundPeriod(Period(start=date(year, 1, 1), end=date(year, 12, 31), literal=match[0]), exact=False)


def _found(literal: str, start: date | None, end: date | None, impossible: tuple[str, ...]) -> FoundPeriod:
    return FoundPeriod(Period(start=start, end=end, literal=literal.strip()), exact=True, impossible=impossible)


def _day(written: str, year: int | None) -> tuple[date | None, tuple[str, ...]]:
    """The day, or nothing with the words that no calendar has; nothing at all if no year is known."""
    match = PARTS.search(written)
    if match is None:
        return None, ()
    day = match["iso_day"] or match["day"] or match["slash_day"]
    month = _month(match["month"]) if match["month"] else int(match["iso_month"] or match["slash_month"])
    own_year = match["iso_year"] or match["year"] or match["slash_year"]
    if own_year is None and year is None:
        return None, ()
    try:
        return date(int(own_year or year or 0), month, int(day)), ()
    except ValueError:
        return None, (written.strip(),)


def _month(written: str) -> int:
    return MONTHS[written.lower().rstrip(".")]


def _first_of_month(year: int, month: int) -> date:
    return date(year, month, 1)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _anniversary(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
