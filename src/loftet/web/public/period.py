"""The days of a promise in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from loftet.sources.promise_text.record import PromiseRecord
from loftet.web.design.templatetags.design import day


@dataclass(frozen=True, slots=True)
class PromisedDays:
    first: date
    last: date

    @property
    def words(self) -> str:
        """ "hela 2024", "2023–2024" or "1 mars–31 december 2024"."""
        starts, ends = self.first, self.last
        if (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31):
            return _("hela %(year)s") % {"year": starts.year} if starts.year == ends.year else self.years
        return _("%(first)s till %(last)s") % {"first": day(starts), "last": day(ends)}

    @property
    def years(self) -> str:
        first, last = self.first.year, self.last.year
        return str(first) if first == last else f"{first}–{last}"

    def state_words(self, on: date) -> str:
        """Whether the promise is in force that day, as a sentence."""
        if on < self.first:
            return _("Börjar gälla %(first)s.") % {"first": day(self.first)}
        if on > self.last:
            return _("Gällde %(period)s. Perioden är slut.") % {"period": self.words}
        return _("Gäller %(period)s.") % {"period": self.words}

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last


def promised_days(record: PromiseRecord) -> PromisedDays:
    """Raises ValueError without both days, which no published promise lacks."""
    period = record.period
    if period is None or period.start is None or period.end is None:
        raise ValueError("a published promise has a first and a last day")
    return PromisedDays(period.start, period.end)
