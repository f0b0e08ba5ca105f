"""Reporters and what they report, as tests need them whose clock stands in September 2026."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from loftet.domain.dialogue.weekly_report.models import Category, Reporter, WeeklyReport
from loftet.domain.dialogue.weekly_report.rules import Interval, PartOfDay, interval_of_part, week_of
from loftet.domain.dialogue.weekly_report.services.reporters import ReporterValues, add_reporter
from loftet.domain.dialogue.weekly_report.services.reporting import ReportValues, store_report
from loftet.domain.place.models import Municipality

MONDAY = date(2026, 8, 31)
"""Of the week before the tests' own."""
FRIDAY = date(2026, 9, 4)


def guard(municipality: Municipality, *, function: str = "Fältgruppen", **more: Any) -> Reporter:
    """A youth worker of the municipality, which is an authority."""
    values = ReporterValues(
        **{"function": function, "organisation": "Kommunen", "is_authority": True, "email": "falt@example.org", **more}
    )
    return add_reporter(municipality, actor=None, values=values)


def caretaker(municipality: Municipality) -> Reporter:
    """Of a housing company, which is no authority."""
    return guard(municipality, function="Fastighetsskötare", organisation="Exempelhem", is_authority=False, email="")


def values_of(**more: Any) -> ReportValues:
    on_friday = interval_of_part(FRIDAY, PartOfDay.EVENING)
    return ReportValues(**{"category": Category.DAMAGE, "interval": on_friday, "place": "Stationsparken", **more})


def a_report(reporter: Reporter, *, key: str = "", **more: Any) -> WeeklyReport:
    return store_report(
        reporter.municipality, reporter=reporter, idempotency_key=key or str(uuid4()), values=values_of(**more)
    )


def stored_directly(reporter: Reporter, monday: date, count: int, **more: Any) -> None:
    """Many reports of a week that may be long past."""
    when = datetime(monday.year, monday.month, monday.day, 18, tzinfo=UTC)
    interval = Interval(when, when)
    WeeklyReport.objects.bulk_create(
        WeeklyReport(
            **{
                "municipality": reporter.municipality,
                "reporter": reporter,
                "idempotency_key": str(uuid4()),
                "received_at": when,
                "week": week_of(when),
                "category": Category.DAMAGE,
                "place_text": "Stationsparken",
                "earliest": interval.earliest,
                "latest": interval.latest,
                "from_authority": reporter.is_authority,
                **more,
            }
        )
        for _ in range(count)
    )
