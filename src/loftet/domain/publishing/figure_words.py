"""A figure as the public may read it: what is not known says so, and few of what is protected is never a number."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.analysis.marks import Mark
from loftet.domain.picture.record import CitedFigure
from loftet.domain.publishing.chart.drawing import number_words

PROTECTED = range(1, 5)
"""Counts that are not shown of offences in close relations, sexual offences and offences against children."""


def figure_words(count: int | None, value: float | None, marks: int, *, is_protected: bool) -> str:
    """ "14", "6,4*", "färre än 5", "skyddat", "saknas": an asterisk is preliminary."""
    if marks & Mark.SUPPRESSED:
        return _("skyddat")
    number = count if count is not None else value
    if number is None or marks & Mark.MISSING:
        return _("saknas")
    if is_protected and count in PROTECTED:
        return _("färre än 5")
    return number_words(number) + ("*" if marks & Mark.PRELIMINARY else "")


def period_words(start: date, months: int) -> str:
    """ "2025", "första kvartalet 2025", "januari 2025"."""
    if months == 12 and start.month == 1:
        return str(start.year)
    if months == 3:
        quarters = {1: _("första"), 4: _("andra"), 7: _("tredje"), 10: _("fjärde")}
        return _("%(which)s kvartalet %(year)s") % {"which": quarters[start.month], "year": start.year}
    if months == 12:
        return _("tolv månader från %(month)s") % {"month": date_format(start, "F Y")}
    return date_format(start, "F Y")


def cited_words(figure: CitedFigure) -> str:
    """ "Skadegörelse, 2025: 92": a figure as a picture cites it."""
    number = figure_words(figure.count, figure.value, figure.marks, is_protected=figure.is_protected)
    return _("%(indicator)s, %(period)s: %(number)s") % {
        "indicator": figure.indicator,
        "period": period_words(figure.start, figure.months),
        "number": number,
    }
