"""A week's picture from five thousand reports, the eight weeks before it among them."""

from collections.abc import Iterator

from bench.result import Goal, Result
from tests.installation import Installation

REPORTS, SHORT_REPORTS = 5_000, 500
PICTURE = """
from datetime import date, datetime, timedelta, timezone
from random import Random
from time import perf_counter
from loftet.domain.dialogue.weekly_report.models import Category, Reporter, WeeklyReport
from loftet.domain.dialogue.weekly_report.week import week_picture
from loftet.domain.place.models import Municipality
random, week = Random(5), date(2026, 3, 2)
place = Municipality.objects.get(code="1257")
reporters = [Reporter.objects.create(
    municipality=place, function=f"Funktion {{number}}", organisation="Exempel", is_authority=False
) for number in range(40)]
def report(number):
    monday = week - timedelta(weeks=0 if number % 2 else random.randrange(9))
    begins = datetime.combine(monday, datetime.min.time(), timezone.utc) + timedelta(minutes=random.randrange(60, 9000))
    return WeeklyReport(
        municipality=place, reporter=random.choice(reporters), idempotency_key=str(number), received_at=begins,
        week=monday, category=random.choice(Category.values), place_text=f"Plats {{random.randrange(60)}}",
        earliest=begins, latest=begins + timedelta(minutes=random.choice((0, 30, 240))), from_authority=False,
    )
WeeklyReport.objects.bulk_create(report(number) for number in range({count}))
week_picture(place, week - timedelta(weeks=1))
began = perf_counter()
assert week_picture(place, week).report_count > {count} // 3
print(perf_counter() - began)
"""


def measure(place: Installation, *, short: bool) -> Iterator[Result]:
    count = SHORT_REPORTS if short else REPORTS
    seconds = float(place.run(PICTURE.format(count=count)))
    yield Result(f"a week's picture from {count:,} reports", seconds, "s", goal=Goal(at_most=1))
