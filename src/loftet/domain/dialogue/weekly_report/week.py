"""The week's picture: what is new or rising, where, at which hours, and what to take up first.

It brings in the statistics, which a server process does without until somebody asks for a picture.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Min, QuerySet

from loftet.analysis.hotspots import hours_of_week
from loftet.analysis.many_tests import holm
from loftet.analysis.rates import count_dispersion, rate_ratio
from loftet.analysis.statements.findings import Finding, what_can_be_said
from loftet.domain.dialogue.weekly_report.models import Category, WeeklyReport, WeekTotal, place_name
from loftet.domain.dialogue.weekly_report.rules import (
    SWEDEN,
    Change,
    Criterion,
    Matter,
    Weights,
    criteria_of,
    total_of,
)
from loftet.domain.place.models import Municipality

WEEKS_BEFORE = 8
FEWEST_WEEKS_BEFORE = 4
"""With fewer there is nothing to call new or rising against."""
WEEKS_OF_HOURS = 4
CONFIDENCE = 0.95
# So many made-up weeks that an hour can be pointed out at 95 per cent, and no more than a page can wait for.
DRAWS = 39
CHANGES = {
    Finding.ROSE: Change.RISING,
    Finding.FELL: Change.FALLING,
    Finding.NO_SIGN_OF_CHANGE: Change.AS_USUAL,
    Finding.CANNOT_TELL: Change.CANNOT_TELL,
}

Place = tuple[str, object, object]
"""What is the same place: words without capitals and double spaces, or a coarse position."""


@dataclass(frozen=True, slots=True)
class CategoryWeek:
    category: Category
    count: int
    before: tuple[int, ...]
    """Of the weeks before that are compared with, the oldest first."""
    change: Change


@dataclass(frozen=True, slots=True)
class PlaceWeek:
    name: str
    count: int
    categories: tuple[Category, ...]
    """The commonest first."""


@dataclass(frozen=True, slots=True)
class Hours:
    """(7, 4): weekday by quarter of the day from midnight, reports spread over the time in which it happened."""

    weights: tuple[tuple[float, ...], ...]
    found: tuple[tuple[int, int], ...]
    """(weekday, hour) that hold more than chance makes."""
    is_too_few: bool
    report_count: int


@dataclass(frozen=True, slots=True)
class Priority:
    category: Category
    place: str
    criteria: tuple[Criterion, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WeekPicture:
    week: date
    report_count: int
    reporter_count: int
    """How many reporters sent something of the week."""
    reporters_before: float | None
    """On average in the weeks before: what rises with it may be no more than more eyes."""
    weeks_before: int
    """How many of the eight weeks before are since reporting began."""
    categories: tuple[CategoryWeek, ...]
    places: tuple[PlaceWeek, ...]
    hours: Hours | None
    priorities: tuple[Priority, ...]


@dataclass(frozen=True, slots=True)
class _Report:
    category: str
    place: Place
    name: str
    reporter: int
    seriousness: int | None


def week_picture(municipality: Municipality, week: date, *, weights: Weights | None = None) -> WeekPicture:
    """Of the week from a Monday, against the eight before it. Reports not yet in are not in it."""
    rows = _reports(municipality, week)
    weeks = _weeks_compared(municipality, week)
    before = _counts_before(municipality, weeks)
    people = _reporters_before(municipality, weeks)
    return WeekPicture(
        week=week,
        report_count=len(rows),
        reporter_count=len({row.reporter for row in rows}),
        reporters_before=sum(people) / len(people) if people else None,
        weeks_before=len(weeks),
        categories=_categories(rows, weeks, before),
        places=_places(rows),
        hours=_hours(municipality, week),
        priorities=_priorities(municipality, rows, weeks, weights or Weights()),
    )


def _reports(municipality: Municipality, week: date) -> list[_Report]:
    rows = WeeklyReport.objects.filter(municipality=municipality, week=week).order_by("pk")
    names = ("category", "place_text", "latitude", "longitude", "reporter_id", "seriousness")
    return [
        _Report(
            category, place_of(text, latitude, longitude), place_name(text, latitude, longitude), reporter,
            seriousness,
        )
        for category, text, latitude, longitude, reporter, seriousness in rows.values_list(*names)
    ]  # fmt: skip


def place_of(text: str, latitude: object, longitude: object) -> Place:
    words = " ".join(text.casefold().split())
    return (words, None, None) if words else ("", latitude, longitude)


def _weeks_compared(municipality: Municipality, week: date) -> tuple[date, ...]:
    """Those of the eight weeks before in which somebody could report."""
    firsts = (rows.aggregate(first=Min("week"))["first"] for rows in _kept(municipality))
    began = min((first for first in firsts if first), default=week)
    weeks = (week - timedelta(weeks=back) for back in range(WEEKS_BEFORE, 0, -1))
    return tuple(one for one in weeks if one >= began)


def _kept(municipality: Municipality) -> tuple[QuerySet[WeeklyReport], QuerySet[WeekTotal]]:
    return (
        WeeklyReport.objects.filter(municipality=municipality),
        WeekTotal.objects.filter(municipality=municipality),
    )


def _counts_before(municipality: Municipality, weeks: Sequence[date]) -> dict[tuple[str, date], int]:
    """Also of weeks whose reports have been disposed of."""
    counts: dict[tuple[str, date], int] = defaultdict(int)
    reports, totals = _kept(municipality)
    counted = reports.filter(week__in=weeks).order_by().values("category", "week").annotate(number=Count("pk"))
    for row in counted:
        counts[row["category"], row["week"]] += row["number"]
    for category, week, count in totals.filter(week__in=weeks).values_list("category", "week", "count"):
        counts[category, week] += count
    return counts


def _reporters_before(municipality: Municipality, weeks: Sequence[date]) -> list[int]:
    rows = WeeklyReport.objects.filter(municipality=municipality, week__in=weeks).order_by()
    return [row["number"] for row in rows.values("week").annotate(number=Count("reporter", distinct=True))]


def _categories(
    rows: Sequence[_Report], weeks: Sequence[date], before: dict[tuple[str, date], int]
) -> tuple[CategoryWeek, ...]:
    """Those of this week or the weeks before, the commonest this week first."""
    counts = {one: sum(row.category == one for row in rows) for one in Category}
    seen = [one for one in Category if counts[one] or any(before.get((one, week)) for week in weeks)]
    # Of many categories some would stand out by chance: each is asked for more (Bonferroni).
    confidence = 1 - (1 - CONFIDENCE) / max(len(seen), 1)
    told = []
    for one in seen:
        series = tuple(before.get((one, week), 0) for week in weeks)
        told.append(CategoryWeek(one, counts[one], series, _change(series, counts[one], confidence)))
    return tuple(sorted(told, key=lambda one: -one.count))


def _change(series: Sequence[int], count: int, confidence: float) -> Change:
    """Counts come in waves (one gang, one weekend): the limits are as wide as the weeks before ask for."""
    if len(series) < FEWEST_WEEKS_BEFORE:
        return Change.CANNOT_TELL
    total = sum(series)
    if not total:
        return Change.NEW
    spread = count_dispersion(series, np.ones(len(series)))
    said = what_can_be_said(
        total,
        count,
        exposure_before=len(series),
        exposure_after=1,
        dispersion=max(1.0, float(spread.dispersion[0])),
        degrees_of_freedom=float(spread.degrees_of_freedom[0]),
        confidence=confidence,
    )
    return CHANGES[said.finding]


def _places(rows: Sequence[_Report]) -> tuple[PlaceWeek, ...]:
    by_place: dict[Place, list[_Report]] = defaultdict(list)
    for row in rows:
        by_place[row.place].append(row)
    told = []
    for found in by_place.values():
        counts: dict[str, int] = defaultdict(int)
        for row in found:
            counts[row.category] += 1
        commonest = sorted(counts, key=lambda one: (-counts[one], one))
        told.append(PlaceWeek(found[0].name, len(found), tuple(Category(one) for one in commonest)))
    return tuple(sorted(told, key=lambda place: (-place.count, place.name)))


def _hours(municipality: Municipality, week: date) -> Hours | None:
    """Of four weeks: a single one tells little. None where nothing was reported."""
    rows = WeeklyReport.objects.filter(
        municipality=municipality, week__range=(week - timedelta(weeks=WEEKS_OF_HOURS - 1), week)
    ).order_by("pk")
    moments = list(rows.values_list("earliest", "latest"))
    if not moments:
        return None
    first, last = (
        np.array([moment.astimezone(SWEDEN).replace(tzinfo=None) for moment in column], "datetime64[s]")
        for column in zip(*moments, strict=True)
    )
    told = hours_of_week(first, last, rng=np.random.default_rng(week.toordinal()), draws=DRAWS, confidence=CONFIDENCE)
    quarters = told.count.reshape(7, 4, 6).sum(axis=2)
    return Hours(
        tuple(tuple(float(weight) for weight in day) for day in quarters),
        tuple((int(day), int(hour)) for day, hour in zip(*np.nonzero(told.is_found), strict=True)),
        told.reason is not None,
        told.incident_count,
    )


def _priorities(
    municipality: Municipality, rows: Sequence[_Report], weeks: Sequence[date], weights: Weights
) -> tuple[Priority, ...]:
    """Each thing at each place, what most speaks for first; of equals the one with more reports."""
    by_matter: dict[tuple[str, Place], list[_Report]] = defaultdict(list)
    for row in rows:
        by_matter[row.category, row.place].append(row)
    earlier = _matters_before(municipality, weeks)
    rising = _rising([(len(earlier.get(key, ())), len(found)) for key, found in by_matter.items()], len(weeks))
    told = []
    for (key, found), is_rising in zip(by_matter.items(), rising, strict=True):
        seen = earlier.get(key, [])
        matter = Matter(
            reports=len(found),
            sources=len({row.reporter for row in found}),
            change=_change_of_matter(seen, len(weeks), is_rising=is_rising),
            seriousness=tuple(row.seriousness for row in found if row.seriousness),
            recurrence=len(set(seen)),
        )
        criteria = criteria_of(matter, weights)
        told.append((-len(found), Priority(Category(key[0]), found[0].name, criteria, total_of(criteria))))
    return tuple(one for _, one in sorted(told, key=lambda pair: (-pair[1].total, pair[0], pair[1].place)))


def _matters_before(municipality: Municipality, weeks: Sequence[date]) -> dict[tuple[str, Place], list[date]]:
    """The week of each earlier report of a matter."""
    rows = WeeklyReport.objects.filter(municipality=municipality, week__in=weeks).order_by()
    counted = rows.values_list("category", "place_text", "latitude", "longitude", "week").annotate(number=Count("pk"))
    earlier: dict[tuple[str, Place], list[date]] = defaultdict(list)
    for category, text, latitude, longitude, week, number in counted:
        earlier[category, place_of(text, latitude, longitude)] += [week] * number
    return earlier


def _rising(counts: Sequence[tuple[int, int]], weeks: int) -> list[bool]:
    """Which matters rose, when so many were looked at (Holm)."""
    if weeks < FEWEST_WEEKS_BEFORE or not counts:
        return [False] * len(counts)
    before, after = (np.array(column) for column in zip(*counts, strict=True))
    higher = rate_ratio(before, np.full(len(before), weeks), after, np.ones(len(after))).p_higher
    return [bool(p <= 1 - CONFIDENCE) for p in holm(higher)]


def _change_of_matter(seen: Sequence[date], weeks: int, *, is_rising: bool) -> Change:
    if weeks < FEWEST_WEEKS_BEFORE:
        return Change.CANNOT_TELL
    if not seen:
        return Change.NEW
    return Change.RISING if is_rising else Change.CANNOT_TELL
