"""The fact first, then what each party says of it, and when the public reads both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

# Both parties can see a judgement for so long before it is public.
NOTICE_WORKING_DAYS = 10


class Verdict(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    CANNOT_BE_JUDGED = "cannot_be_judged"


class Outcome(StrEnum):
    """What a judgement comes to: a verdict that nobody has spoken against, or that the parties see it differently."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    TWO_VIEWS = "two_views"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands above every verdict, frozen when the judgement was proposed."""

    promised: int | None
    at_least: bool
    reported: int
    unit: str = ""
    """What is counted, in the plural: "brev"; empty for times."""


def outcome_of(verdicts: Sequence[Verdict]) -> Outcome:
    """Of the verdicts that the parties have given, at least one."""
    return Outcome(verdicts[0].value) if len(set(verdicts)) == 1 else Outcome.TWO_VIEWS


def public_day(seen_on: date) -> date:
    """The first day on which the public sees what both parties could see on `seen_on`.

    Ten whole working days lie between. The eves on which Swedish offices are closed are no working days.
    """
    day, remaining = seen_on, NOTICE_WORKING_DAYS
    while remaining:
        day += timedelta(days=1)
        remaining -= is_working_day(day)
    return day + timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _days_off(day.year)


@lru_cache(maxsize=8)
def _days_off(year: int) -> frozenset[date]:
    categories = (holidays.PUBLIC, holidays.DE_FACTO)
    return frozenset(holidays.country_holidays("SE", years=year, categories=categories, include_sundays=False))
