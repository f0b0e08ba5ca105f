"""The telephone page of those who report of the week, as its form and its queue send to it."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from loftet.domain.delivery.models import Message
from loftet.domain.dialogue.weekly_report.models import Reporter, ReporterDevice, WeeklyReport
from loftet.domain.dialogue.weekly_report.services.reporters import make_link, withdraw_reporter
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.domain.dialogue.reporting import caretaker, guard
from tests.people import Cast

ADDRESS = "/veckorapport/"
FORM = {"category": "damage", "place": "Stationsparken", "when": "yesterday", "part": "evening", "key": "nyckel-1"}


@pytest.fixture
def field_group(cast: Cast) -> Reporter:
    switch_function(cast.exempelby, function=Function.WEEKLY_REPORTS, on=True, actor=None)
    return guard(cast.exempelby)


@pytest.fixture
def company(field_group: Reporter) -> Reporter:
    return caretaker(field_group.municipality)


def path_of(reporter: Reporter) -> str:
    return "/veckorapport/" + make_link(reporter.municipality, reporter=reporter, actor=None).rsplit("/", 2)[1] + "/"


def telephone_of(reporter: Reporter) -> Client:
    client = Client()
    assert client.post(path_of(reporter)).url == ADDRESS  # type: ignore[attr-defined]
    return client


def queued(client: Client, reporter: Reporter, **more: Any) -> Any:
    sent = {**FORM, "when": "other", "on": "2026-09-09", "reporter": str(reporter.pk), **more}
    return client.post(reverse("weekly_receive"), json.dumps(sent), content_type="application/json")


def test_opening_the_link_makes_no_telephone_known_and_a_press_does(field_group: Reporter) -> None:
    path, client = path_of(field_group), Client()
    assert client.get(path).status_code == 200
    assert not ReporterDevice.objects.exists()
    assert client.get(ADDRESS).status_code == 403
    client.post(path)
    assert client.get(ADDRESS).status_code == 200
    assert path.split("/")[-2] not in str(list(ReporterDevice.objects.values()))


def test_another_site_cannot_press(field_group: Reporter) -> None:
    assert Client().post(path_of(field_group), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_what_where_and_when_is_enough(company: Reporter) -> None:
    answer = telephone_of(company).post(ADDRESS, FORM, follow=True)
    assert "Rapporten är sparad" in answer.content.decode()
    row = WeeklyReport.objects.get()
    assert (row.category, row.place_text, str(row.week)) == ("damage", "Stationsparken", "2026-09-07")
    assert (row.earliest.isoformat(), row.latest.isoformat()) == (
        "2026-09-09T16:00:00+00:00",
        "2026-09-09T22:00:00+00:00",
    )


def test_the_page_says_that_it_is_no_police_report_and_that_anybody_may_ask_for_it(company: Reporter) -> None:
    page = telephone_of(company).get(ADDRESS).content.decode()
    assert "Ersätter inte en polisanmälan" in page
    assert "114 14" in page
    assert "allmän handling" in page
    assert "Hur otryggt" not in page


def test_the_same_form_sent_twice_is_one_report(company: Reporter) -> None:
    client = telephone_of(company)
    for _ in range(2):
        assert client.post(ADDRESS, FORM).status_code == 302
        assert queued(client, company).json() == {"stored": "nyckel-1", "place": "Stationsparken", "text": ""}
    assert WeeklyReport.objects.count() == 1


def test_one_more_keeps_place_and_day_and_has_a_key_of_its_own(company: Reporter) -> None:
    page = telephone_of(company).post(ADDRESS, {**FORM, "do": "more"}).content.decode()
    assert 'value="Stationsparken"' in page
    assert "nyckel-1" not in page


@pytest.mark.parametrize(
    "forged",
    [{"seriousness": "5"}, {"text": "Han i blå jacka"}, {"police_report": "yes"}, {"perceived": "seen"}],
)
def test_one_who_is_no_authority_cannot_tell_more_even_by_forging_the_form(
    company: Reporter, forged: dict[str, str]
) -> None:
    client = telephone_of(company)
    assert client.post(ADDRESS, {**FORM, **forged}).status_code == 422
    assert queued(client, company, **forged).status_code == 422
    assert not WeeklyReport.objects.exists()


def test_an_authority_sees_what_will_be_stored_and_only_that_is(field_group: Reporter) -> None:
    client = telephone_of(field_group)
    text = "Ring 070-123 45 67 om det händer igen."
    seen = client.post(ADDRESS, {**FORM, "text": text})
    assert seen.status_code == 422
    assert not WeeklyReport.objects.exists()
    page = seen.content.decode()
    assert "Så här sparas det du skrev" in page
    assert "070-123" not in page
    assert seen.context["form"]["text"].value() == "Ring [telefonnummer] om det händer igen."

    assert client.post(ADDRESS, {**FORM, "text": seen.context["form"]["text"].value()}).status_code == 302
    assert WeeklyReport.objects.get().text == "Ring [telefonnummer] om det händer igen."


def test_what_comes_from_a_queue_is_masked_without_asking_unless_its_writer_is_looking(field_group: Reporter) -> None:
    client, text = telephone_of(field_group), "Ring 070-123 45 67."
    assert queued(client, field_group, text=text, ask="1").status_code == 422
    assert queued(client, field_group, text=text).json()["text"] == "Ring [telefonnummer]."


def test_a_queue_of_somebody_else_or_of_no_known_telephone_is_not_stored(
    field_group: Reporter, company: Reporter
) -> None:
    assert queued(telephone_of(company), field_group).status_code == 409
    assert queued(Client(), field_group).status_code == 403
    assert not WeeklyReport.objects.exists()


@pytest.mark.parametrize("body", [" ", "[]", "{", '{"category": 1}', '"text"', "null", "[" * 5000, '{"a": "\ud800"}'])
def test_a_garbled_queue_is_refused(field_group: Reporter, body: str) -> None:
    client = telephone_of(field_group)
    sent = body.encode("utf-8", "surrogatepass")
    answer = client.generic("POST", reverse("weekly_receive"), sent, content_type="application/json")
    assert answer.status_code in {400, 409}


def test_another_sites_form_cannot_reach_the_queues_address(field_group: Reporter) -> None:
    client = telephone_of(field_group)
    body = json.dumps({**FORM, "reporter": str(field_group.pk)})
    for kind, site in (("text/plain", "same-origin"), ("application/json", "cross-site")):
        answer = client.post(reverse("weekly_receive"), body, content_type=kind, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"when": "today", "part": "evening"}, "Den tiden har inte varit än"),
        ({"when": "other"}, "Välj vilken dag"),
        ({"when": "other", "on": "2026-07-01"}, "mer än en månad"),
        ({"when": "other", "on": "0001-01-01"}, "Årtalet"),
        ({"when": "other", "on": "9999-12-31"}, "Årtalet"),
        ({"place": " "}, "Skriv var det var"),
        ({"place": "x" * 101}, "100 tecken"),
        ({"part": ""}, "Välj när på dygnet"),
        ({"category": "mord"}, "mord"),
        ({"place": "", "latitude": "0", "longitude": "0"}, "inte i Sverige"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(company: Reporter, changed: dict[str, str], said: str) -> None:
    answer = telephone_of(company).post(ADDRESS, {**FORM, **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WeeklyReport.objects.exists()


def test_where_one_stands_is_kept_to_a_hundred_metres(company: Reporter) -> None:
    telephone_of(company).post(ADDRESS, {**FORM, "place": "", "latitude": "56.283456", "longitude": "13.278912"})
    row = WeeklyReport.objects.get()
    assert (str(row.latitude), str(row.longitude)) == ("56.283", "13.279")


def test_a_link_holds_45_days_and_is_renewed_to_the_reporters_own_address(
    field_group: Reporter, company: Reporter, september: time_machine.Traveller
) -> None:
    own, without = path_of(field_group), path_of(company)
    september.shift(timedelta(days=46))
    assert Client().get(own).status_code == 410
    Client().post(own, {"renew": "1"})
    Client().post(own, {"renew": "1"})
    assert Message.objects.get().to == "falt@example.org"
    assert "samordnaren" in Client().post(without, {"renew": "1"}).content.decode()


def test_a_telephone_that_is_used_stays_known(field_group: Reporter, september: time_machine.Traveller) -> None:
    client = telephone_of(field_group)
    for _ in range(3):
        september.shift(timedelta(days=100))
        assert client.get(ADDRESS).status_code == 200
    september.shift(timedelta(days=181))
    assert client.get(ADDRESS).status_code == 403


def test_whoever_is_withdrawn_is_let_in_no_more(field_group: Reporter) -> None:
    client, path = telephone_of(field_group), path_of(field_group)
    withdraw_reporter(field_group.municipality, reporter=field_group, actor=None)
    assert client.get(ADDRESS).status_code == 403
    assert Client().get(path).status_code == 404
    assert queued(client, field_group).status_code == 403


def test_a_reporter_takes_back_her_own_and_no_one_elses(field_group: Reporter, company: Reporter) -> None:
    own, other = telephone_of(company), telephone_of(field_group)
    own.post(ADDRESS, FORM)
    row = WeeklyReport.objects.get()
    assert other.post(reverse("weekly_take_back", args=[row.pk])).status_code == 404
    assert own.post(reverse("weekly_take_back", args=[row.pk])).status_code == 302
    assert not WeeklyReport.objects.exists()


def test_it_is_not_there_while_the_function_is_off(field_group: Reporter) -> None:
    client, path = telephone_of(field_group), path_of(field_group)
    switch_function(field_group.municipality, function=Function.WEEKLY_REPORTS, on=False, actor=None)
    assert client.get(ADDRESS).status_code == 404
    assert queued(client, field_group).status_code == 404
    assert Client().get(path).status_code == 404
