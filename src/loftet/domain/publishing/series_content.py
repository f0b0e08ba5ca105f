"""What a page says of a series: the sentence that may be said, the chart and the table, all from the same figures.

Loads the statistics: import it where a page needs it, not at the start of the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loftet.analysis.marks import Mark
from loftet.analysis.rates import count_dispersion, crude_rate
from loftet.analysis.statements import Measure, Wording, sentence, what_can_be_said
from loftet.analysis.statements.words import Language
from loftet.domain.publishing.chart.curve import Chart, Point
from loftet.domain.publishing.chart.drawing import number_words
from loftet.domain.publishing.figure_words import PROTECTED, figure_words, period_words
from loftet.domain.statistics.series import Figure, Series

SOURCES = {
    "bra": "Brottsförebyggande rådet (Brå), anmälda brott",
    "scb": "Statistiska centralbyrån (SCB)",
    "kolada": "Kolada",
    "survey": "Trygghetsmätning",
}
YEARS_BEFORE = 5
"""The latest final year is compared with the mean of so many before it: one rule, so that nobody chooses years."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in words, newest first on the page."""

    figure: Figure
    period: str
    number: str
    swing: str
    """The limits of chance, "8–23"; empty where there are none."""
    rate: str


@dataclass(frozen=True, slots=True)
class SeriesContent:
    said: str
    """The sentence that may be said; or why nothing can be."""
    chart: Chart | None
    """None where no figure may be drawn."""
    breaks: tuple[str, ...]
    """What was changed in the way of counting while the series ran."""
    source: str
    rows: tuple[Row, ...]


def content_of(series: Series, *, place_name: str, is_example: bool) -> SeriesContent:
    """A protected series of small numbers is neither drawn nor compared: a curve would give the hidden numbers away."""
    limits = _limits(series.figures)
    hides = series.is_protected and any(figure.count in PROTECTED for figure in series.figures)
    rows = tuple(_row(series, figure, swing) for figure, swing in zip(series.figures, limits, strict=True))
    return SeriesContent(
        said=_("Talen är så få att de inte visas, för att skydda enskilda.") if hides else said_of(series, is_example),
        chart=None if hides or not series.figures else _chart(series, limits, place_name, is_example),
        breaks=tuple(reason for on, reason in series.breaks if _spans(series, on)),
        source=_("påhittade tal, i samma form som källans")
        if is_example
        else SOURCES.get(series.source, series.source),
        rows=rows[::-1],
    )


def _spans(series: Series, day: date) -> bool:
    return bool(series.figures) and series.figures[0].start < day <= series.figures[-1].start


def said_of(series: Series, is_example: bool) -> str:
    """What may be said of the latest final year beside the five before it."""
    years = [figure for figure in whole_years(series.figures) if not figure.is_preliminary]
    compared = years[-YEARS_BEFORE - 1 :]
    if not years:
        return _("Det finns inget slutligt helår att jämföra.")
    if any(figure.count is None and not figure.is_unknown for figure in compared):
        return _("Källan anger inget antal. Därför går det inte att säga vad som är slump.")
    if len(compared) <= YEARS_BEFORE or not _follow_each_other(compared):
        return _("Det finns inte fem slutliga år i rad före det senaste att jämföra med.")
    return _compared(series, compared, is_example)


def whole_years(figures: Sequence[Figure]) -> list[Figure]:
    """The calendar years of which every part is there; parts that are counted are added, other numbers cannot be."""
    by_year: dict[int, list[Figure]] = {}
    for figure in figures:
        by_year.setdefault(figure.start.year, []).append(figure)
    return [
        parts[0] if parts[0].months == 12 else _added(parts)
        for parts in by_year.values()
        if parts[0].start.month == 1 and sum(part.months for part in parts) == 12
    ]


def _added(parts: Sequence[Figure]) -> Figure:
    counts = [part.count for part in parts if part.count is not None]
    return replace(
        parts[0],
        months=12,
        count=sum(counts) if len(counts) == len(parts) else None,
        value=None,
        marks=_joined(parts),
        begins_anew=any(part.begins_anew for part in parts),
    )


def _compared(series: Series, compared: Sequence[Figure], is_example: bool) -> str:
    *before, last = compared
    marks = [_joined(before) | (Mark.EXAMPLE if is_example else 0), last.marks]
    mean = sum(figure.count or 0 for figure in before) / YEARS_BEFORE
    people = [float(figure.population or 1) for figure in compared]
    if not all(figure.population for figure in compared):
        people = [1.0] * len(compared)
    spread, freedom = _spread(before, people[:-1])
    found = what_can_be_said(
        mean * YEARS_BEFORE,
        last.count or 0,
        exposure_before=sum(people[:-1]),
        exposure_after=people[-1],
        dispersion=spread,
        degrees_of_freedom=freedom,
        measure=Measure(series.counts),
        is_comparable=not any(figure.begins_anew for figure in compared[1:]),
        marks=marks,
    )
    if found.count_before is not None:
        found = replace(found, count_before=mean)
    return sentence(found, _wording(series, before, last), Language(get_language() or "sv"))


def _wording(series: Series, before: Sequence[Figure], last: Figure) -> Wording:
    years = {"first": before[0].start.year, "last": before[-1].start.year}
    return Wording(
        subject=_("Anmälda brott (%(name)s)") % {"name": series.name[:1].lower() + series.name[1:]},
        before=_("per år i genomsnitt %(first)s–%(last)s") % years,
        after=_("under %(year)s") % {"year": last.start.year},
    )


def _spread(before: Sequence[Figure], people: Sequence[float]) -> tuple[float, float]:
    """How much more than chance the five years vary, never less, and how well that is known."""
    counts = [figure.count or 0 for figure in before]
    if not any(counts):
        return 1.0, float("inf")
    found = count_dispersion(counts, people)
    dispersion = float(found.dispersion[0])
    return (dispersion, float(found.degrees_of_freedom[0])) if dispersion > 1 else (1.0, float("inf"))


def _joined(figures: Sequence[Figure]) -> int:
    marks = 0
    for figure in figures:
        marks |= figure.marks
    return marks


def _follow_each_other(figures: Sequence[Figure]) -> bool:
    first = figures[0].start.year
    return [figure.start.year for figure in figures] == list(range(first, first + len(figures)))


def _limits(figures: Sequence[Figure]) -> list[tuple[float, float] | None]:
    """Between which numbers chance alone lets each count swing; None for what is no count or not known."""
    known = [figure.count for figure in figures if figure.count is not None and not figure.is_unknown]
    if not known:
        return [None] * len(figures)
    found = crude_rate(known, [1.0] * len(known), per=1)
    pairs = iter(zip(found.low.tolist(), found.high.tolist(), strict=True))
    return [next(pairs) if figure.count is not None and not figure.is_unknown else None for figure in figures]


def _row(series: Series, figure: Figure, swing: tuple[float, float] | None) -> Row:
    is_hidden = series.is_protected and figure.count in PROTECTED
    return Row(
        figure=figure,
        period=period_words(figure.start, figure.months),
        number=figure_words(figure.count, figure.value, figure.marks, is_protected=series.is_protected),
        swing="" if is_hidden or swing is None else f"{number_words(round(swing[0]))}–{number_words(round(swing[1]))}",
        rate="" if is_hidden or figure.rate is None else number_words(round(figure.rate)),
    )


def _chart(series: Series, limits: Sequence[tuple[float, float] | None], place_name: str, is_example: bool) -> Chart:
    by_start = {figure.start: (figure, swing) for figure, swing in zip(series.figures, limits, strict=True)}
    points = tuple(_point(start, series.months, *by_start.get(start, (None, None))) for start in _periods(series))
    known = [figure for figure in series.figures if figure.number is not None]
    counts = any(figure.count is not None for figure in series.figures)
    title = _("%(name)s, %(place)s") % {"name": series.name, "place": place_name}
    return Chart(
        title=title + (_(" (exempel)") if is_example else ""),
        description=_description(series, known),
        curve_name=_("%(place)s, %(unit)s") % {"place": place_name, "unit": _("antal") if counts else series.unit},
        points=points,
        counts=counts,
    )


def _description(series: Series, known: Sequence[Figure]) -> str:
    if not known:
        return _("Inget tal är känt.")
    first, last = known[0], known[-1]
    return _("Från %(first)s %(from)s till %(last)s %(to)s. Alla tal står i tabellen.") % {
        "first": figure_words(first.count, first.value, first.marks, is_protected=False),
        "from": period_words(first.start, series.months),
        "last": figure_words(last.count, last.value, last.marks, is_protected=False),
        "to": period_words(last.start, series.months),
    }


def _periods(series: Series) -> list[date]:
    """Every period from the first figure to the last."""
    first, last = series.figures[0].start, series.figures[-1].start
    steps = ((last.year - first.year) * 12 + last.month - first.month) // series.months
    months = [first.month - 1 + step * series.months for step in range(steps + 1)]
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in months]


def _point(start: date, months: int, figure: Figure | None, swing: tuple[float, float] | None) -> Point:
    label = str(start.year) if months == 12 else date_format(start, "M y")
    if figure is None:
        return Point(label=label, value=None)
    low, high = swing or (None, None)
    return Point(
        label=label,
        value=figure.number,
        low=low,
        high=high,
        is_preliminary=figure.is_preliminary,
        begins_anew=figure.begins_anew,
    )
