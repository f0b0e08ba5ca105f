"""What programs learn of a promise that is worked on: JSON, feed, calendar, chain."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from jsonschema import Draft202012Validator
from pytest_django import Settings

from loftet.domain.ledger.selectors import head, links_of
from loftet.domain.promise.selectors import head_at
from loftet.domain.publishing.selectors import published_promise
from tests.domain.activity.exempelby import KEY, Exempelby, exempelby_in_2026
from tests.people import PATROLS, WALKS

PROMISE = "/exempelby/lofte/2026"
FILE = f"{PROMISE}/uppfoljning.json"


@pytest.fixture
def exempelby(db: None, settings: Settings, tmp_path: Path) -> Iterator[Exempelby]:
    settings.DATA = tmp_path
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False):
        yield exempelby_in_2026()


def follow_up(client: Client, address: str = FILE) -> dict[str, Any]:
    """By the key of the commitment."""
    document = json.loads(client.get(address).content)
    return {commitment["id"]: commitment for commitment in document["commitments"]}


def test_the_file_follows_its_schema_with_everything_in_it(client: Client, exempelby: Exempelby) -> None:
    exempelby.plan_in_force(count=2, recurrence="FREQ=MONTHLY", note="Sista veckan.")
    exempelby.published(corrects=exempelby.published())
    exempelby.published(PATROLS.id or "")
    schema = json.loads(client.get("/format/loftet-follow-up-1.json").content)
    document = json.loads(client.get(FILE).content)
    Draft202012Validator(schema).validate(document)
    assert document["format"] == "loftet-follow-up/1"
    assert document["chain_head"] == head(exempelby.municipality.code)


def test_status_reports_and_plans_are_those_of_the_page(client: Client, exempelby: Exempelby) -> None:
    exempelby.published(on=date(2026, 6, 10), text="Brev om cyklar.", reached=14)
    exempelby.report(text="Granskas än.")
    letters = follow_up(client)[KEY]
    assert letters["status"]["words"] == "Pågår: 1 av 12"
    assert letters["in_review"] == 1
    [report] = letters["reports"]
    assert (report["day"], report["text"], report["reached"]) == ("2026-06-10", "Brev om cyklar.", 14)


def test_work_that_is_not_announced_has_month_and_count_and_no_day(client: Client, exempelby: Exempelby) -> None:
    exempelby.published(PATROLS.id or "", on=date(2026, 5, 10), times=3, text="Runt Torget.")
    with time_machine.travel("2026-07-01T07:00:00Z"):
        content = client.get(FILE).content.decode()
        [report] = follow_up(client)[PATROLS.id or ""]["reports"]
    assert (report["month"], report["day"], report["count"]) == ("2026-05", None, 3)
    assert "Torget" not in content
    assert "2026-05-10" not in content


def test_a_recorded_promise_without_follow_up_has_null_for_every_status(client: Client, exempelby: Exempelby) -> None:
    commitments = follow_up(client, "/granneby/lofte/2026-maj-augusti/uppfoljning.json")
    assert commitments
    assert {commitment["status"] for commitment in commitments.values()} == {None}


def test_the_feed_tells_reports_and_plans_and_the_head_of_the_chain(client: Client, exempelby: Exempelby) -> None:
    exempelby.published(text="Brev om <b>cyklar</b>.")
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    for address in (f"{PROMISE}/andringar.atom", "/exempelby/andringar.atom"):
        feed = feedparser.parse(client.get(address).content)
        titles = " ".join(entry.title for entry in feed.entries)
        assert "Ny uppgift om arbetet: Polisen skickar informationsbrev" in titles
        assert "Så följs åtagandet upp: Polisen skickar informationsbrev" in titles
        assert (head(exempelby.municipality.code) or "?") in feed.feed.subtitle
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_the_days_of_a_plan_stand_in_the_calendar_and_a_patrols_never(client: Client, exempelby: Exempelby) -> None:
    exempelby.plan_in_force(WALKS.id or "", count=3, first_day=date(2026, 9, 1), last_day=date(2026, 11, 30))
    exempelby.plan_in_force(PATROLS.id or "", count=9, first_day=date(2026, 7, 1), last_day=date(2026, 7, 9))
    calendar: Any = Calendar.from_ical(client.get(f"{PROMISE}/kalender.ics").content)
    events = [event for event in calendar.walk("VEVENT") if "uppföljningsplanen" in str(event.get("description"))]
    assert [(event["dtstart"].dt, event["dtend"].dt) for event in events] == [(date(2026, 9, 1), date(2026, 12, 1))]
    assert str(events[0]["summary"]).endswith(WALKS.text)
    assert not any(event["dtstart"].dt.month == 7 for event in calendar.walk("VEVENT"))


def test_the_document_keeps_the_head_of_the_day_when_it_was_published(client: Client, exempelby: Exempelby) -> None:
    published = published_promise(exempelby.municipality, "2026")
    assert published
    before, document = head_at(published), client.get(f"{PROMISE}/lofte.pdf").content
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    links = links_of(exempelby.municipality.code, object_type="promise.Promise", object_id=str(exempelby.promise.pk))
    assert head_at(published) == before == links.get().sha256
    assert before != head(exempelby.municipality.code)
    assert client.get(f"{PROMISE}/lofte.pdf").content == document
