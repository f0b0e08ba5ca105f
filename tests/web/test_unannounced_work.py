"""The day of a patrol can be had from nothing public: whatever day of its month it was, the public reads the same."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

from loftet.domain.activity.models import Report
from loftet.domain.activity.services.contacts import set_public_delay
from loftet.domain.ledger.selectors import export_chain
from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.status_report import status_report
from loftet.domain.publishing.subscription.happenings import happenings_of
from loftet.web.public import page_cache
from tests.domain.activity.exempelby import Exempelby, exempelby_in_2026
from tests.people import PATROLS

pytestmark = pytest.mark.django_db

KEY = PATROLS.id or ""
PARTS = {
    "slug": "exempelby",
    "address": "2026",
    "number": 1,
    "key": KEY,
    "area": "trygghet-i-centrum",
    "other": "2025",
    "pk": 1,
    "token": "ingen",
    "months": 12,
    "name": "2026",
}
DAYS = [date(2026, 5, 1), date(2026, 5, 18), date(2026, 5, 31)]
READ_ON = ["2026-05-31", "2026-06-01", "2026-06-15", "2026-07-01"]
# Nothing in them comes from a report.
OF_THIS_ANSWER = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')

Read = dict[tuple[str, str], bytes]


@pytest.fixture
def exempelby(db: None) -> Exempelby:
    with time_machine.travel("2026-04-15T07:00:00Z", tick=False):
        return exempelby_in_2026()


@override("sv")
def addresses() -> list[str]:
    """Every public address there is: one with a part that is not known here stops the test."""
    return [*_of_the_resolver(), *_searches()]


def _of_the_resolver() -> Iterator[str]:
    for space, languages in (("public", ("", "/en")), ("open_data", ("",))):
        for pattern in get_resolver(f"loftet.web.{space}.urls").url_patterns:
            assert isinstance(pattern, URLPattern)
            parts = {name: PARTS[name] for name in pattern.pattern.converters}
            for language in languages:
                yield language + reverse(f"{space}:{pattern.name}", kwargs=parts)


def _searches() -> Iterator[str]:
    for words in ("maj", "patrullering", "2026-05-18"):
        yield reverse("public:search", kwargs={"slug": "exempelby"}) + f"?q={words}"


def everything_public(monkeypatch: pytest.MonkeyPatch, exempelby: Exempelby) -> Read:
    """Each page and file, what followers are told, and what the council is given, by day and name."""
    read: Read = {}
    for day in READ_ON:
        monkeypatch.setattr(page_cache, "PAGES", page_cache.PageStore())
        with time_machine.travel(f"{day}T08:00:00Z", tick=False):
            read |= {(day, address): answer(address) for address in addresses()}
            published = published_promise(exempelby.municipality, "2026")
            assert published
            today = date.fromisoformat(day)
            read[day, "letters"] = repr(happenings_of(published, today=today)).encode()
            read[day, "status report"] = repr(status_report(exempelby.municipality, today=today)).encode()
    return read


def answer(address: str) -> bytes:
    response = Client().get(address)
    kept = {name: value for name, value in response.headers.items() if name not in ("ETag", "Content-Length")}
    return f"{response.status_code} {kept}\n".encode() + OF_THIS_ANSWER.sub(b"", response.content)


@pytest.mark.parametrize(("delay_days", "reported_after"), [(0, 0), (14, 2)])
def test_whatever_day_of_its_month_a_patrol_was_the_public_reads_the_same(
    exempelby: Exempelby, monkeypatch: pytest.MonkeyPatch, delay_days: int, reported_after: int
) -> None:
    set_public_delay(exempelby.municipality, party=exempelby.police, actor=None, days=delay_days)
    with time_machine.travel("2026-06-01T05:00:00Z", tick=False):
        report = exempelby.published(KEY, on=DAYS[0], times=3, text="Vid stationen.")
    seen = []
    for day in DAYS:
        reported = day + timedelta(days=reported_after)
        told = {"told_by": "kommunpolisen", "told_how": "orally", "told_on": reported}
        Report.objects.filter(pk=report.pk).update(on=day, public_on=reported, **told)
        seen.append(everything_public(monkeypatch, exempelby))
    for place in seen[0]:
        assert len({read[place] for read in seen}) == 1, place
    file = reverse("open_data:follow-up", args=["exempelby", "2026"])
    assert b'"month": "2026-05"' not in seen[0]["2026-05-31", file]
    assert b'"month": "2026-05"' in seen[0]["2026-07-01", file]
    assert b'"told": "Enligt kommunpolisen, muntligt. ' in seen[0]["2026-07-01", file]


def test_a_patrols_number_does_not_tell_between_which_reports_it_was_written(exempelby: Exempelby) -> None:
    with time_machine.travel("2026-06-01T05:00:00Z", tick=False):
        reports = [exempelby.published(KEY, on=DAYS[1]) for _ in range(4)]
    state = exempelby.state(KEY, today=date(2026, 7, 1))
    numbers = {entry.id for entry in state.timeline if hasattr(entry, "id")}
    assert len(numbers) == 4
    assert not numbers & {report.pk for report in reports}


def test_the_open_chain_holds_the_days_of_a_patrols_plan_as_hashes_alone(exempelby: Exempelby) -> None:
    with time_machine.travel("2026-04-20T07:00:00Z", tick=False):
        exempelby.plan_in_force(
            KEY, recurrence="FREQ=WEEKLY;BYDAY=FR", first_day=date(2026, 7, 3), last_day=date(2026, 8, 28)
        )
    last = export_chain(exempelby.municipality.code).splitlines()[-1].decode()
    assert "plan_in_force" in last
    assert "first_day" in last
    assert not re.search(r"2026-0[78]|BYDAY|WEEKLY", last)
