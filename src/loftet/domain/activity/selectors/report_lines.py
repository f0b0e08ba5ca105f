"""The reports of a commitment, as its public page tells them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from loftet.domain.activity.models import Report
from loftet.domain.activity.rules import UNANNOUNCED, Authority, authority_of, visible_on
from loftet.domain.activity.words import told_words
from loftet.sources.promise_text.record import CommitmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    id: int
    """Its name in public: where the work is not announced, one that does not tell when it was written."""
    on: date
    """The day of the deed; where the work is not announced, the first day of its month."""
    month_only: bool
    """Month and number are all that is said."""
    text: str
    times: int
    nothing_yet: bool
    later_reason: str
    reached: int | None
    party: str
    authority: Authority
    told: str
    """ "Enligt kommunpolisen, muntligt 9 september 2026. Inlagt av kommunen."; empty for the party's own word."""
    confirmed: bool
    """The party has said that what somebody else entered is right."""
    public_on: date
    corrects: int | None
    corrected_by: int | None


class ReportColumns(NamedTuple):
    """The columns that a page shows; the rest of a row is long texts that only the parties read."""

    pk: int
    commitment_key: str
    on: date
    text: str
    times: int
    nothing_yet: bool
    later_reason: str
    reached: int | None
    party__name: str
    party__kind: str
    entered_party__kind: str
    told_by: str
    told_how: str
    told_on: date | None
    confirmed_at: datetime | None
    public_on: date | None
    """None for what waits for review."""
    corrects_id: int | None


def shown_reports(promises: Collection[int]) -> Mapping[str, list[ReportColumns]]:
    """Those that are public or wait for review, by the key of the commitment, as they were written."""
    shown = Report.objects.filter(promise__in=promises, state__in=(Report.State.SENT, Report.State.PUBLIC))
    reports: dict[str, list[ReportColumns]] = defaultdict(list)
    for values in shown.order_by("pk").values_list(*ReportColumns._fields):
        report = ReportColumns(*values)
        reports[report.commitment_key].append(report)
    return reports


def report_lines(
    reports: Sequence[ReportColumns], kind: CommitmentKind, *, delay_days: int, today: date
) -> list[ReportLine]:
    """Those that can be seen on a day."""
    dated = [
        (report, visible_on(report.on, report.public_on, kind=kind, delay_days=delay_days))
        for report in reports
        if report.public_on
    ]
    visible = [(report, day) for report, day in dated if day <= today]
    corrected = {report.corrects_id: report.pk for report, _ in visible}
    line_of = _line_of_a_month if kind in UNANNOUNCED else _line_of_a_day
    return [line_of(report, day, corrected.get(report.pk)) for report, day in visible]


def _line_of_a_day(report: ReportColumns, public_on: date, corrected_by: int | None) -> ReportLine:
    return ReportLine(
        id=report.pk,
        on=report.on,
        month_only=False,
        text=report.text,
        times=report.times,
        nothing_yet=report.nothing_yet,
        later_reason=report.later_reason,
        reached=report.reached,
        party=report.party__name,
        authority=authority_of(report.party__kind),
        told=_told(report, on=report.told_on),
        confirmed=report.confirmed_at is not None,
        public_on=public_on,
        corrects=report.corrects_id,
        corrected_by=corrected_by,
    )


def _line_of_a_month(report: ReportColumns, public_on: date, corrected_by: int | None) -> ReportLine:
    """Month and number: neither the day, nor what stands near it in time."""
    return replace(
        _line_of_a_day(report, public_on, corrected_by),
        id=_unordered(report.pk),
        on=report.on.replace(day=1),
        month_only=True,
        text="",
        reached=None,
        told=_told(report, on=None),
        corrects=report.corrects_id and _unordered(report.corrects_id),
        corrected_by=corrected_by and _unordered(corrected_by),
    )


def _told(report: ReportColumns, *, on: date | None) -> str:
    return told_words(
        told_by=report.told_by,
        told_how=report.told_how,
        told_on=on,
        entered_by=authority_of(report.entered_party__kind),
    )


def _unordered(pk: int) -> int:
    """A number in place of a row's own, which would tell between which two dated reports it was written.

    Of 52 bits, which every program that reads JSON keeps whole.
    """
    return int(salted_hmac("loftet.domain.activity.report", str(pk)).hexdigest()[:13], 16)
