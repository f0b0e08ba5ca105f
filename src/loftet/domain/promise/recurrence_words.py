"""A number and an interval in plain Swedish: "minst två gånger i månaden"."""

import re

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.questions import Amount

_NUMBERS = {
    2: _("två"),
    3: _("tre"),
    4: _("fyra"),
    5: _("fem"),
    6: _("sex"),
    7: _("sju"),
    8: _("åtta"),
    9: _("nio"),
    10: _("tio"),
    11: _("elva"),
    12: _("tolv"),
}
_EVERY = {
    ("DAILY", 1): _("varje dag"),
    ("WEEKLY", 1): _("varje vecka"),
    ("WEEKLY", 2): _("varannan vecka"),
    ("MONTHLY", 1): _("varje månad"),
    ("MONTHLY", 2): _("varannan månad"),
    ("MONTHLY", 3): _("varje kvartal"),
    ("MONTHLY", 4): _("varje tertial"),
    ("MONTHLY", 6): _("varje halvår"),
    ("YEARLY", 1): _("varje år"),
    ("YEARLY", 2): _("vartannat år"),
}
_DAYS = {
    "MO": _("måndag"),
    "TU": _("tisdag"),
    "WE": _("onsdag"),
    "TH": _("torsdag"),
    "FR": _("fredag"),
    "SA": _("lördag"),
    "SU": _("söndag"),
}


def amount_words(amount: Amount) -> str:
    """ "12, en gång varje månad", "minst fyra", "varje onsdag"."""
    if not amount.recurrence:
        return _count_words(amount)
    said = f"{_times_words(amount)} {interval_words(amount.recurrence)}".strip()
    return f"{amount.total}, {said}" if amount.total else said


def interval_words(recurrence: str) -> str:
    """An RFC 5545 rule in words; a rule that has none is said to be a fixed interval."""
    parts = dict(part.split("=", 1) for part in recurrence.split(";") if "=" in part)
    frequency, step = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1"))
    if "BYDAY" in parts and frequency == "WEEKLY":
        return _weekday_words(parts["BYDAY"], step)
    return str(_EVERY.get((frequency, step), _("med fast intervall")))


def number_words(number: int) -> str:
    return str(_NUMBERS.get(number, number))


def _weekday_words(days: str, step: int) -> str:
    names = [str(_DAYS[day]) for day in re.findall(r"[A-Z]{2}", days) if day in _DAYS]
    named = gettext(" och ").join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
    return (gettext("varje %(day)s") if step == 1 else gettext("varannan %(day)s")) % {"day": named}


def _count_words(amount: Amount) -> str:
    number = number_words(amount.count or 1) if amount.count != 1 else gettext("en")
    return gettext("minst %(number)s") % {"number": number} if amount.at_least else number


def _times_words(amount: Amount) -> str:
    if amount.count is None and not amount.at_least:
        return ""
    count = amount.count or 1
    times = ngettext("en gång", "%(number)s gånger", count) % {"number": number_words(count)}
    return gettext("minst %(times)s") % {"times": times} if amount.at_least else times
