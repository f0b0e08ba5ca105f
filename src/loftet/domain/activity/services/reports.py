"""A report is its party's own draft until it is sent; then it is an official document with the other party too."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity import refusals
from loftet.domain.activity.models import Contact, Report
from loftet.domain.activity.rules import MOST_TIMES, authority_of, bearing_authorities
from loftet.domain.activity.selectors.following import commitment_in, followed_record, period_of
from loftet.domain.activity.services.told import Told, columns_of
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Party
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.promise.models import Promise
from loftet.domain.promise.words import day_words

MOST_REACHED = 1_000_000
MOST_HOURS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportValues:
    on: date
    """The day of the deed, or the day on which nothing had been done yet."""
    text: str = ""
    times: int = 1
    """0 only together with `nothing_yet` or `later_reason`."""
    nothing_yet: bool = False
    later_reason: str = ""
    """In the bearer's words, when it is done later than planned."""
    reached: int | None = None
    hours: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a report came, where the party's own user did not write it here."""

    entered_party: Party | None = None
    """Who entered it, when that is not the party whose work it is about."""
    told: Told | None = None
    contact: Contact | None = None
    """Who wrote it by a link, without an account."""


OWN_HAND = Origin()


def nothing_done_yet() -> ReportValues:
    """What one press says."""
    return ReportValues(on=timezone.localdate(), times=0, nothing_yet=True)


@transaction.atomic
def draft_report(
    municipality: Municipality,
    *,
    promise: Promise,
    commitment_key: str,
    party: Party,
    actor: User | None,
    values: ReportValues,
    origin: Origin = OWN_HAND,
    corrects: Report | None = None,
    idempotency_key: str = "",
) -> Report:
    """Seen by its party alone.

    Args:
        party: whose work it is.
        corrects: the public or sent report that this one is to take the place of.
        idempotency_key: a form sent twice with the same key is one report, the first.

    Raises:
        Refusal: a commitment, day, number or word that cannot be; its sentence says which.
    """
    stored = _of_key(municipality, idempotency_key)
    if stored:
        return stored
    promise = Promise.objects.get(pk=promise.pk, municipality=municipality)
    _refuse_unusable(values, promise, commitment_key, party)
    if corrects:
        _refuse_correction(corrects, promise, commitment_key, party)
    columns = {
        "promise": promise,
        "commitment_key": commitment_key,
        "party": party,
        "entered_party": origin.entered_party or party,
        "entered_by": actor,
        "contact": origin.contact,
        "corrects": corrects,
        "idempotency_key": idempotency_key,
        **columns_of(origin.told),
        **_columns(values),
    }
    report, made = _create_once(municipality, columns)
    if made:
        audit.record(actor=actor, action="draft", on=report, municipality_code=municipality.code)
    return report


@transaction.atomic
def change_report(
    municipality: Municipality, *, report: Report, version: int, actor: User | None, values: ReportValues
) -> None:
    """A draft, or what was sent back.

    Raises:
        ChangedMeanwhile: somebody else changed it; then nothing was written.
        NotAsItWas: it has been sent.
    """
    _refuse_unusable(values, report.promise, report.commitment_key, report.party)
    _held(municipality, report, Report.State.DRAFT, Report.State.SENT_BACK)
    change_row(municipality, row=report, version=version, actor=actor, values=_columns(values))


@transaction.atomic
def send_report(municipality: Municipality, *, report: Report, actor: User | None) -> Report:
    """To review: the public reads "Uppgift inkommen, granskas". One that is sent already stays as it is."""
    stored = Report.objects.select_for_update().get(pk=report.pk, municipality=municipality)
    if stored.state in (Report.State.SENT, Report.State.PUBLIC):
        return stored
    stored.state, stored.sent_at, stored.sent_back_reason = Report.State.SENT, timezone.now(), ""
    stored.save()
    audit.record(actor=actor, action="send", on=stored, municipality_code=municipality.code)
    show_change(municipality)
    return stored


@transaction.atomic
def tell_report(
    municipality: Municipality,
    *,
    promise: Promise,
    commitment_key: str,
    party: Party,
    actor: User | None,
    values: ReportValues,
    idempotency_key: str,
    origin: Origin = OWN_HAND,
    corrects: Report | None = None,
) -> Report:
    """Written and sent in one. Arguments and errors as for `draft_report`."""
    report = draft_report(
        municipality,
        promise=promise,
        commitment_key=commitment_key,
        party=party,
        actor=actor,
        values=values,
        origin=origin,
        corrects=corrects,
        idempotency_key=idempotency_key,
    )
    return send_report(municipality, report=report, actor=actor) if report.sent_at is None else report


@transaction.atomic
def discard_report(municipality: Municipality, *, report: Report, actor: User | None) -> None:
    """Only what was never sent: the rest is an official document. Raises NotAsItWas."""
    stored = _held(municipality, report, Report.State.DRAFT)
    audit.record(actor=actor, action="discard", on=stored, municipality_code=municipality.code)
    stored.delete()


def _held(municipality: Municipality, report: Report, *states: Report.State) -> Report:
    stored = Report.objects.select_for_update().filter(pk=report.pk, municipality=municipality).first()
    if stored is None or stored.state not in states:
        raise refusals.NotAsItWas
    return stored


def _of_key(municipality: Municipality, key: str) -> Report | None:
    return Report.objects.filter(municipality=municipality, idempotency_key=key).first() if key else None


def _create_once(municipality: Municipality, columns: dict[str, Any]) -> tuple[Report, bool]:
    """The same form may be sent at the same moment to two processes: the one that comes last finds the first."""
    try:
        with transaction.atomic():
            return Report.objects.create(municipality=municipality, **columns), True
    except IntegrityError:
        stored = _of_key(municipality, columns["idempotency_key"])
        if stored is None:
            raise
        return stored, False


def _columns(values: ReportValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in ReportValues.__slots__}


def _refuse_unusable(values: ReportValues, promise: Promise, commitment_key: str, party: Party) -> None:
    record = followed_record(promise)
    if authority_of(party.kind) not in bearing_authorities(commitment_in(record, commitment_key).bearers):
        raise refusals.NotTheirWork
    _refuse_day(values.on, first=period_of(record).first)
    _refuse_figures(values)


def _refuse_day(on: date, *, first: date) -> None:
    if on > timezone.localdate():
        raise refusals.DayInTheFuture
    if on < first:
        raise refusals.DayBeforeThePeriod(first=day_words(first))


def _refuse_figures(values: ReportValues) -> None:
    if values.nothing_yet and values.times:
        raise refusals.NothingAndSomething
    least = 0 if values.nothing_yet or values.later_reason.strip() else 1
    if not least <= values.times <= MOST_TIMES:
        raise refusals.TimesOutOfRange(most=MOST_TIMES)
    if values.times and not values.text.strip():
        raise refusals.DeedMissing
    if not 0 <= (values.reached or 0) <= MOST_REACHED or not 0 <= (values.hours or 0) <= MOST_HOURS:
        raise refusals.FigureOutOfRange


def _refuse_correction(corrects: Report, promise: Promise, commitment_key: str, party: Party) -> None:
    if (corrects.promise_id, corrects.commitment_key) != (promise.pk, commitment_key):
        raise refusals.NoSuchCommitment
    if corrects.party_id != party.pk:
        raise refusals.NotResponsible
    if corrects.state not in (Report.State.SENT, Report.State.PUBLIC):
        raise refusals.NotAsItWas
    if corrects.corrections.filter(state=Report.State.PUBLIC).exists():
        raise refusals.AlreadyCorrected
