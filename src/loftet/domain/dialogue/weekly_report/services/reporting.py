"""A report is stored: masked, once for its key, and with no more than its sender may tell."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import disposal_limits
from loftet.domain.dialogue.weekly_report import refusals
from loftet.domain.dialogue.weekly_report.models import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    Category,
    Reporter,
    WeeklyReport,
    WeekTotal,
)
from loftet.domain.dialogue.weekly_report.rules import HUNDREDS_OF_METRES, LONGEST_BACK, Interval, cut_at, week_of
from loftet.domain.place.models import Municipality
from loftet.sources.free_text.masking import masked

STEP = Decimal(1).scaleb(-HUNDREDS_OF_METRES)
MOST_A_DAY = 200
"""No one person sees more: a link has come into other hands."""
LATITUDES, LONGITUDES = (Decimal(55), Decimal("69.1")), (Decimal("10.5"), Decimal("24.2"))


@dataclass(frozen=True, slots=True)
class Position:
    """In degrees (WGS 84). It is kept to some hundred metres."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportValues:
    category: Category
    interval: Interval
    place: str = ""
    position: Position | None = None
    seriousness: int | None = None
    perceived: str = ""
    action: str = ""
    police_report: str = ""
    text: str = ""

    @property
    def tells_more(self) -> bool:
        """Than what, where and when."""
        return bool(self.seriousness or self.perceived or self.action or self.police_report or self.text)


@transaction.atomic
def store_report(
    municipality: Municipality, *, reporter: Reporter, idempotency_key: str, values: ReportValues
) -> WeeklyReport:
    """The report of the key: sent again, it is the one that was stored the first time.

    Raises:
        OnlyForAuthorities, NotHappenedYet, TooLongAgo, NowhereGiven, NotInSweden, TooMany: nothing was stored.
    """
    known = WeeklyReport.objects.filter(municipality=municipality, reporter=reporter, idempotency_key=idempotency_key)
    if stored := known.first():
        return stored
    try:
        with transaction.atomic():
            report = WeeklyReport.objects.create(
                municipality=municipality,
                reporter=reporter,
                idempotency_key=idempotency_key,
                from_authority=reporter.is_authority,
                **_columns(reporter, values),
            )
    except IntegrityError:
        # The same key came at the same moment over another connection.
        return known.get()
    audit.record(actor=None, action="report", on=report, municipality_code=municipality.code)
    return report


@transaction.atomic
def blank_text(municipality: Municipality, *, report: WeeklyReport, actor: User | None) -> None:
    """Take away the words of a report in which a name slipped through. What, where and when stay."""
    WeeklyReport.objects.filter(municipality=municipality, pk=report.pk).update(text="")
    audit.record(actor=actor, action="blank_text", on=report, municipality_code=municipality.code)


@transaction.atomic
def remove_report(municipality: Municipality, *, reporter: Reporter, report: WeeklyReport) -> None:
    """The reporter takes back what was wrong."""
    audit.record(actor=None, action="take_back", on=report, municipality_code=municipality.code)
    WeeklyReport.objects.filter(municipality=municipality, reporter=reporter, pk=report.pk).delete()


def erase_old_reports() -> None:
    """Dispose of the weeks that the municipalities' decisions say are old enough. How many there were stays."""
    kind = RetentionDecision.DocumentType.WEEKLY_REPORTS
    for decision, before in disposal_limits(kind, now=timezone.now()):
        # A week is whole: it goes when its Sunday is old enough.
        last = week_of(before)
        old = WeeklyReport.objects.filter(municipality__code=decision.municipality_code, week__lt=last)
        for week in old.order_by("week").values_list("week", flat=True).distinct():
            _erase_week(Municipality.objects.get(code=decision.municipality_code), week)


@transaction.atomic
def _erase_week(municipality: Municipality, week: date) -> None:
    rows = WeeklyReport.objects.filter(municipality=municipality, week=week)
    for category in rows.order_by("category").values_list("category", flat=True).distinct():
        count = rows.filter(category=category).count()
        total, _ = WeekTotal.objects.get_or_create(
            municipality=municipality, week=week, category=category, defaults={"count": 0}
        )
        total.count += count
        total.save(update_fields=["count"])
        audit.record(actor=None, action="erase_reports", on=total, municipality_code=municipality.code)
    rows.delete()


def _columns(reporter: Reporter, values: ReportValues) -> dict[str, object]:
    now = timezone.now()
    if reporter.reports.filter(received_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise refusals.TooMany
    if values.tells_more and not reporter.is_authority:
        raise refusals.OnlyForAuthorities
    interval = cut_at(values.interval, now)
    if interval is None:
        raise refusals.NotHappenedYet
    if interval.latest < now - LONGEST_BACK:
        raise refusals.TooLongAgo
    place, position = masked(values.place.strip()).text[:LONGEST_PLACE], _coarse(values.position)
    if not place and position is None:
        raise refusals.NowhereGiven
    return {
        "received_at": now,
        "week": week_of(interval.earliest),
        "category": values.category,
        "place_text": place,
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
        "earliest": interval.earliest,
        "latest": interval.latest,
        "seriousness": values.seriousness,
        "perceived": values.perceived,
        "action": values.action,
        "police_report": values.police_report,
        "text": masked(values.text.strip()).text[:LONGEST_TEXT],
    }


def _coarse(position: Position | None) -> Position | None:
    if position is None:
        return None
    in_sweden = (
        LATITUDES[0] <= position.latitude <= LATITUDES[1] and LONGITUDES[0] <= position.longitude <= LONGITUDES[1]
    )
    if not in_sweden:
        raise refusals.NotInSweden
    return Position(position.latitude.quantize(STEP), position.longitude.quantize(STEP))
