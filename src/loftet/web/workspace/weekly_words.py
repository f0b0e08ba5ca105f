"""The week in words: its number, its changes, its criteria and its hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.dialogue.weekly_report.rules import Change, Criterion

if TYPE_CHECKING:
    # The statistics behind it are brought in only by whoever asks for a picture.
    from loftet.domain.dialogue.weekly_report.week import Hours


CHANGES: dict[Change, LazyText] = {
    Change.NEW: _("Nytt: inte rapporterat veckorna före"),
    Change.RISING: _("Ökar mer än slumpen brukar göra"),
    Change.AS_USUAL: _("Ungefär som vanligt"),
    Change.FALLING: _("Minskar mer än slumpen brukar göra"),
    Change.CANNOT_TELL: _("För få för att säga"),
}
CRITERIA: dict[str, LazyText] = {
    "reports": _("Rapporter"),
    "sources": _("Rapportörer"),
    "change": _("Förändring"),
    "seriousness": _("Hur otryggt det känns"),
    "recurrence": _("Veckor av de åtta före"),
}


@dataclass(frozen=True, slots=True)
class HourRow:
    day: str
    weights: tuple[str, ...]


def week_words(monday: date) -> str:
    """ "Vecka 36, 31 augusti–6 september 2026"."""
    sunday = monday + timedelta(days=6)
    first = date_format(monday, "j F Y" if monday.year != sunday.year else "j F")
    if monday.month == sunday.month:
        first = str(monday.day)
    return gettext("Vecka %(number)s, %(first)s–%(last)s") % {
        "number": monday.isocalendar().week,
        "first": first,
        "last": date_format(sunday, "j F Y"),
    }


def event_time(earliest: datetime, latest: datetime) -> str:
    """ "fredag 4 september 2026 klockan 18.00–24.00", by the Swedish clock."""
    first, last = localtime(earliest), localtime(latest)
    day = date_format(first, "l j F Y")
    if last == first:
        return gettext("%(day)s klockan %(first)s") % {"day": day, "first": f"{first:%H.%M}"}
    end = "24.00" if last == first.replace(hour=0, minute=0) + timedelta(days=1) else f"{last:%H.%M}"
    return gettext("%(day)s klockan %(first)s–%(last)s") % {"day": day, "first": f"{first:%H.%M}", "last": end}


def criterion_words(criterion: Criterion) -> str:
    """ "Rapporter: 4, ger 2 poäng", with its weight where that is not 1."""
    value = criterion.value
    said = CHANGES[value] if isinstance(value, Change) else gettext("inget sagt") if value is None else value
    words = gettext("%(name)s: %(value)s, ger %(points)s poäng") % {
        "name": CRITERIA[criterion.name],
        "value": said,
        "points": criterion.points,
    }
    return (
        words
        if criterion.weight == 1
        else gettext("%(words)s, vikt %(weight)s") % {"words": words, "weight": criterion.weight}
    )


def hour_rows(hours: "Hours | None") -> list[HourRow]:
    """Each weekday with its four quarters, to one decimal."""
    if hours is None:
        return []
    return [
        HourRow(str(WEEKDAYS[day]).capitalize(), tuple(number_format(weight, 1) for weight in weights))
        for day, weights in enumerate(hours.weights)
    ]


def hour_words(hours: "Hours | None") -> str:
    """Which hours stand out, or that none can be said to."""
    if hours is None:
        return gettext("Inget är rapporterat de fyra senaste veckorna.")
    basis = ngettext(
        "Räknat på %(count)s rapport från fyra veckor.",
        "Räknat på %(count)s rapporter från fyra veckor.",
        hours.report_count,
    ) % {"count": hours.report_count}
    if hours.is_too_few:
        return gettext("För få för att säga om några timmar sticker ut.") + f" {basis}"
    if not hours.found:
        return gettext("Inga timmar sticker ut mer än slumpen kan göra.") + f" {basis}"
    return gettext("Sticker ut: %(hours)s.") % {"hours": ", ".join(_stretches(hours.found))} + f" {basis}"


def _stretches(found: Sequence[tuple[int, int]]) -> list[str]:
    """ "fredag 20–23": hours that follow on each other are said together."""
    stretches: list[list[int]] = []
    for day, hour in found:
        if stretches and stretches[-1][0] == day and stretches[-1][2] == hour:
            stretches[-1][2] = hour + 1
        else:
            stretches.append([day, hour, hour + 1])
    return [f"{str(WEEKDAYS[day]).lower()} {first:02}–{last:02}" for day, first, last in stretches]
