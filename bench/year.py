"""A promise that has been followed for a year, told by the services that officials use. Runs where Django is set up."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from loftet.domain.activity.models import Report
from loftet.domain.activity.services.reports import ReportValues, tell_report
from loftet.domain.activity.services.review import publish_report
from loftet.domain.organisation.models import Party
from loftet.domain.promise.models import Promise
from tests.crowd import followed_promise
from tests.reporter import commitment_key

COMMITMENTS = 20
REPORTS_OF_EACH = 12


def tell_a_year() -> tuple[str, int, int]:
    """The promise's address, how many commitments it has and how many reports there are of them."""
    promise = followed_promise(COMMITMENTS, code="9902", name="Granneby")
    for number in range(COMMITMENTS):
        for day in days_of(promise):
            publish(promise, commitment_key(number), on=day, text="Brevet gick ut.")
    return promise.address, COMMITMENTS, Report.objects.filter(promise=promise).count()


def tell_today(text: str) -> None:
    publish(Promise.objects.get(municipality="9902"), commitment_key(0), on=timezone.localdate(), text=text)


def days_of(promise: Promise) -> list[date]:
    """Evenly from the first day of the promise until today."""
    so_far = (timezone.localdate() - promise.start).days
    return [promise.start + timedelta(days=so_far * number // REPORTS_OF_EACH) for number in range(REPORTS_OF_EACH)]


def publish(promise: Promise, key: str, *, on: date, text: str) -> None:
    police = Party.objects.get(municipality=promise.municipality, kind=Party.Kind.POLICE)
    report = tell_report(
        promise.municipality,
        promise=promise,
        commitment_key=key,
        party=police,
        actor=None,
        values=ReportValues(on=on, text=text),
        idempotency_key=uuid4().hex,
    )
    publish_report(promise.municipality, report=report, party=police, actor=None)
