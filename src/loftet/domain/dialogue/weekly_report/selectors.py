from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from loftet.domain.dialogue.weekly_report.models import PriorityWeights, Reporter, WeeklyReport, WeekMeasure
from loftet.domain.dialogue.weekly_report.rules import Weights
from loftet.domain.place.models import Municipality

MOST_OWN_REPORTS = 30
WEEKS_TOLD_OF = 8


def reporters_of(municipality: Municipality) -> QuerySet[Reporter]:
    """Those who report, with `device_count` and `last_report_at`."""
    rows = Reporter.objects.filter(municipality=municipality, withdrawn_at=None).select_related("municipality")
    return rows.annotate(device_count=Count("devices", distinct=True), last_report_at=Max("reports__received_at"))


def reporter_of(municipality: Municipality, pk: int) -> Reporter | None:
    return reporters_of(municipality).filter(pk=pk).first()


def reports_of_week(
    municipality: Municipality, week: date, *, category: str = "", place: str = ""
) -> QuerySet[WeeklyReport]:
    """Newest event first."""
    rows = WeeklyReport.objects.filter(municipality=municipality, week=week).select_related("reporter")
    rows = rows.filter(category=category) if category else rows
    return rows.filter(place_text__iexact=place) if place else rows


def report_of(municipality: Municipality, pk: int) -> WeeklyReport | None:
    return WeeklyReport.objects.filter(municipality=municipality, pk=pk).select_related("reporter").first()


def measures_of_week(municipality: Municipality, week: date) -> QuerySet[WeekMeasure]:
    """What was decided when that week was gone through."""
    return WeekMeasure.objects.filter(municipality=municipality, week=week)


def measures_to_answer(municipality: Municipality, week: date) -> QuerySet[WeekMeasure]:
    """Of earlier weeks: all of the week before, and what is older and nobody has answered for."""
    open_ones = Q(done_on=None, not_done_because="")
    rows = WeekMeasure.objects.filter(municipality=municipality, week__lt=week)
    return rows.filter(Q(week=week - timedelta(weeks=1)) | open_ones)


def measure_of(municipality: Municipality, pk: int) -> WeekMeasure | None:
    return WeekMeasure.objects.filter(municipality=municipality, pk=pk).first()


def weights_of(municipality: Municipality) -> PriorityWeights | None:
    """As the parties have agreed; None where all count alike because nobody has."""
    return PriorityWeights.objects.filter(municipality=municipality).first()


def weights_in_force(municipality: Municipality) -> Weights:
    agreed = weights_of(municipality)
    return Weights(**{name: getattr(agreed, name) for name in Weights.__slots__}) if agreed else Weights()


def known_places(municipality: Municipality, *, since: datetime) -> list[str]:
    """Places that have been written lately, the commonest first, to choose among."""
    rows = WeeklyReport.objects.filter(municipality=municipality, received_at__gte=since).exclude(place_text="")
    counted = rows.order_by().values("place_text").annotate(number=Count("pk")).order_by("-number", "place_text")
    return [row["place_text"] for row in counted[:200]]


def own_reports(reporter: Reporter, *, since: date) -> list[tuple[WeeklyReport, list[WeekMeasure]]]:
    """What a reporter has sent of the weeks from `since`, each with what was decided for its sake."""
    rows = list(WeeklyReport.objects.filter(reporter=reporter, week__gte=since)[:MOST_OWN_REPORTS])
    return with_outcomes(reporter.municipality, rows)


def with_outcomes(
    municipality: Municipality, rows: Sequence[WeeklyReport]
) -> list[tuple[WeeklyReport, list[WeekMeasure]]]:
    measures = list(WeekMeasure.objects.filter(municipality=municipality, week__in={row.week for row in rows}))
    return [(row, [measure for measure in measures if _concerns(measure, row)]) for row in rows]


def _concerns(measure: WeekMeasure, report: WeeklyReport) -> bool:
    if measure.week != report.week or measure.category not in ("", report.category):
        return False
    return not measure.place_text or _same(measure.place_text, report.place_text)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
