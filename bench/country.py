"""A promise in each of Sweden's municipalities, followed up for a year. Runs where Django is set up."""

import time
from datetime import timedelta

from django.utils import timezone

from loftet.domain.activity.models import Plan, Report
from loftet.domain.activity.selectors.following import period_of
from loftet.domain.activity.selectors.statuses import statuses_of
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.models import Promise
from tests.crowd import promise_of_this_year
from tests.reporter import commitment_key

PROMISES = 290
COMMITMENTS = 20
REPORTS = 6


def measure() -> tuple[str, float]:
    """What was asked about, and the seconds of one call; the first, which reads all there is, is not counted."""
    published = [promise_in(municipality) for municipality in Municipality.objects.filter(example=False)[:PROMISES]]
    follow_up(published)
    today = timezone.localdate()
    statuses_of(published, today=today)
    began = time.perf_counter()
    statuses = statuses_of(published, today=today)
    seconds = time.perf_counter() - began
    followed = sum(len(of_promise) for of_promise in statuses)
    return f"{len(statuses)} promises with {followed} commitments", seconds


def promise_in(municipality: Municipality) -> PublishedPromise:
    record = promise_of_this_year(COMMITMENTS, municipality=municipality.name)
    return PublishedPromise(
        municipality=municipality,
        address=str(timezone.localdate().year),
        record=record,
        number=1,
        newest_number=1,
        published_at=timezone.now(),
        reason="",
        sha256="",
        carried_from=None,
        signed=False,
    )


def follow_up(published: list[PublishedPromise]) -> None:
    """Written as rows: it is the asking that is measured."""
    promises = Promise.objects.bulk_create(row_of(promise) for promise in published)
    parties = Party.objects.bulk_create(
        Party(municipality=promise.municipality, kind=Party.Kind.POLICE, name="Polisen") for promise in promises
    )
    Plan.objects.bulk_create(
        plan for promise, party in zip(promises, parties, strict=True) for plan in plans(promise, party)
    )
    Report.objects.bulk_create(
        (report for promise, party in zip(promises, parties, strict=True) for report in reports(promise, party)),
        batch_size=1000,
    )


def row_of(promise: PublishedPromise) -> Promise:
    period = period_of(promise.record)
    return Promise(
        municipality=promise.municipality,
        address=promise.address,
        title=promise.record.title,
        start=period.first,
        end=period.last,
    )


def plans(promise: Promise, party: Party) -> list[Plan]:
    """For every second commitment."""
    return [
        Plan(
            municipality=promise.municipality,
            promise=promise,
            commitment_key=commitment_key(number),
            version=1,
            count=12,
            unit="brev",
            proposed_party=party,
            proposed_at=timezone.now(),
            in_force_at=timezone.now(),
        )
        for number in range(0, COMMITMENTS, 2)
    ]


def reports(promise: Promise, party: Party) -> list[Report]:
    today = timezone.localdate()
    return [
        Report(
            municipality=promise.municipality,
            promise=promise,
            commitment_key=commitment_key(number),
            party=party,
            entered_party=party,
            on=max(promise.start, today - timedelta(days=30 * ago)),
            public_on=today,
            state=Report.State.PUBLIC,
            text="Brevet gick ut.",
            times=1,
        )
        for number in range(COMMITMENTS)
        for ago in range(REPORTS)
    ]
