"""The coordinator's week, its reporters and what the meeting decides, as the pages show it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from loftet.domain.account.models import User
from loftet.domain.delivery.models import Message
from loftet.domain.dialogue.weekly_report.models import Category, Reporter, WeeklyReport, WeekMeasure
from loftet.domain.dialogue.weekly_report.services.reporters import withdraw_reporter
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, switch_function
from tests.domain.dialogue.reporting import MONDAY, a_report, caretaker, guard, stored_directly
from tests.people import Cast

WEEK = "/arbetsyta/exempelby/veckan/2026/36/"


@pytest.fixture
def field_group(cast: Cast) -> Reporter:
    switch_function(cast.exempelby, function=Function.WEEKLY_REPORTS, on=True, actor=None)
    return guard(cast.exempelby)


def seen(client: Client, address: str = WEEK) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_week_without_history_says_what_was_reported_and_that_nothing_more_can_be_said(
    as_bo: Client, field_group: Reporter
) -> None:
    a_report(field_group, seriousness=4)
    page = seen(as_bo)
    assert "Vecka 36, 31 augusti–6 september 2026" in page
    assert "1 rapport från 1 rapportör" in page
    assert "För få för att säga" in page
    assert "Hur otryggt det känns: 4, ger 3 poäng" in page
    assert "Nytt" not in page


def test_the_menu_opens_the_week_that_ended_last(as_bo: Client, field_group: Reporter) -> None:
    assert "Vecka 36," in seen(as_bo, "/arbetsyta/exempelby/veckan/")


def test_a_week_that_goes_on_says_that_it_is_preliminary(as_bo: Client, field_group: Reporter) -> None:
    assert "preliminära" in seen(as_bo, "/arbetsyta/exempelby/veckan/2026/37/")


def test_nothing_reported_is_not_nothing_happened(as_bo: Client, field_group: Reporter) -> None:
    assert "Det betyder inte att inget har hänt" in seen(as_bo)


@pytest.mark.parametrize("week", ["2026/54", "2027/53", "1/1", "9999/52", "2026/0"])
def test_a_week_that_no_calendar_has_is_not_there(as_bo: Client, field_group: Reporter, week: str) -> None:
    assert as_bo.get(f"/arbetsyta/exempelby/veckan/{week}/").status_code == 404


def test_the_longest_year_has_a_week_53(as_bo: Client, field_group: Reporter) -> None:
    assert "28 december 2026–3 januari 2027" in seen(as_bo, "/arbetsyta/exempelby/veckan/2026/53/")


def test_new_and_rising_are_said_and_each_priority_shows_its_reasons(as_bo: Client, field_group: Reporter) -> None:
    for back in range(1, 9):
        stored_directly(field_group, MONDAY - timedelta(weeks=back), 2)
    stored_directly(field_group, MONDAY, 14)
    stored_directly(field_group, MONDAY, 1, category=Category.FIRE, place_text="Torget")
    page = seen(as_bo)
    assert "Ökar mer än slumpen brukar göra" in page
    assert "Nytt: inte rapporterat veckorna före" in page
    assert "Rapporter: 14, ger 3 poäng" in page
    assert "Veckor av de åtta före: 8, ger 3 poäng" in page
    assert page.index("1. Skadegörelse och klotter, Stationsparken") < page.index("2. Brand eller smällare, Torget")


def test_agreed_weights_change_the_order_and_say_who_agreed(as_bo: Client, field_group: Reporter) -> None:
    a_report(field_group, place="Torget", category=Category.FIRE, seriousness=3)
    for _ in range(5):
        a_report(field_group)
    assert seen(as_bo).index("Stationsparken") < seen(as_bo).index("Torget")
    agreed = {"agreed_on": "2026-09-01", "agreed_by": "Arbetsgruppen"}
    weights = {"reports": "0", "sources": "0", "change": "0", "seriousness": "3", "recurrence": "0"}
    assert as_bo.post(reverse("workspace:week_weights", args=["exempelby"]), weights | agreed).status_code == 302
    page = seen(as_bo)
    assert page.index("1. Brand eller smällare, Torget") < page.index("2. Skadegörelse och klotter, Stationsparken")
    assert "Arbetsgruppen kom överens om 1 september 2026" in page


def test_a_weight_out_of_range_is_refused_and_what_was_typed_stays(as_bo: Client, field_group: Reporter) -> None:
    answer = as_bo.post(reverse("workspace:week_weights", args=["exempelby"]), {"reports": "9", "agreed_by": "Vi"})
    assert answer.status_code == 422
    assert 'value="Vi"' in answer.content.decode()


def test_each_figure_leads_to_its_reports_and_a_text_can_be_taken_away(as_bo: Client, field_group: Reporter) -> None:
    row = a_report(field_group, text="Klotter igen.", perceived="seen", police_report="no", seriousness=3)
    a_report(field_group, category=Category.FIRE, place="Torget")
    page = seen(as_bo, f"{WEEK}rapporter/?vad=damage")
    assert "Klotter igen." in page
    assert "fredag 4 september 2026 klockan 18.00–24.00" in page
    assert "Torget" not in page
    as_bo.post(reverse("workspace:blank_weekly_text", args=["exempelby", row.pk]))
    row.refresh_from_db()
    assert (row.text, row.place_text) == ("", "Stationsparken")


def test_what_was_decided_is_asked_for_the_week_after_and_the_reporter_hears_of_it(
    as_bo: Client, field_group: Reporter
) -> None:
    a_report(field_group)
    decided = as_bo.post(
        f"{WEEK}atgard/",
        {"text": "Laga lampan", "owner": "Gatukontoret", "due_on": "2026-09-09", "category": "damage"},
    )
    assert decided.status_code == 302
    assert "Laga lampan" in seen(as_bo)
    assert "Hur gick det?" in seen(as_bo, "/arbetsyta/exempelby/veckan/2026/37/")
    measure = WeekMeasure.objects.get()
    address = reverse("workspace:answer_measure", args=["exempelby", measure.pk])
    both = as_bo.post(address, {"done_on": "2026-09-09", "not_done_because": "Regn"})
    assert both.status_code == 422
    assert as_bo.post(address, {"done_on": "2026-12-24"}).status_code == 422
    assert as_bo.post(address, {"not_done_because": "Lampan är beställd."}).status_code == 302
    assert "Inte gjort, för att: Lampan är beställd." in seen(as_bo, "/arbetsyta/exempelby/veckan/2026/37/")


def test_a_reporter_is_added_sent_a_link_shown_a_code_and_withdrawn(as_bo: Client, field_group: Reporter) -> None:
    address = reverse("workspace:weekly_reporters", args=["exempelby"])
    new = {"function": "Vakt", "organisation": "Vaktbolaget", "is_authority": "no", "email": "vakt@example.org"}
    assert as_bo.post(address, new).status_code == 302
    assert as_bo.post(address, new).status_code == 422
    assert as_bo.post(address, {**new, "function": "Annan", "email": "vakt"}).status_code == 422
    row = Reporter.objects.get(function="Vakt")
    as_bo.post(reverse("workspace:send_weekly_link", args=["exempelby", row.pk]))
    letter = Message.objects.get()
    assert letter.to == "vakt@example.org"
    assert "112" in letter.text

    code = as_bo.post(reverse("workspace:weekly_code", args=["exempelby", row.pk])).content.decode()
    assert "data:image/svg+xml;base64," in code
    link = re.search(r"/veckorapport/[\w-]{30,}/", code)
    assert link
    assert Client().get(link[0]).status_code == 200
    earlier = re.search(r"/veckorapport/[\w-]{30,}/", letter.text)
    assert earlier
    assert Client().get(earlier[0]).status_code == 404

    as_bo.post(reverse("workspace:withdraw_reporter", args=["exempelby", row.pk]))
    assert "Vaktbolaget" not in seen(as_bo, address)


def test_the_menu_leads_nobody_where_she_may_not_go(
    cast: Cast, as_bo: Client, ada: User, field_group: Reporter
) -> None:
    role = Membership.Role.READER
    reader = add_member(cast.exempelby, actor=ada, email="las@example.org", name="Läs", role=role).user
    client = Client()
    client.force_login(reader)
    assert "/veckan/" in as_bo.get("/arbetsyta/exempelby/").content.decode()
    assert "/veckan/" not in client.get("/arbetsyta/exempelby/").content.decode()


def test_what_is_another_municipalitys_is_not_in_the_week(as_bo: Client, cast: Cast, field_group: Reporter) -> None:
    switch_function(cast.granneby, function=Function.WEEKLY_REPORTS, on=True, actor=None)
    a_report(caretaker(cast.granneby), place="Grannparken")
    assert "Grannparken" not in seen(as_bo)
    assert "Grannparken" not in seen(as_bo, f"{WEEK}rapporter/")


def test_retention_that_is_not_decided_is_said(as_bo: Client, field_group: Reporter) -> None:
    assert "Gallringsbeslut saknas" in seen(as_bo, reverse("workspace:weekly_reporters", args=["exempelby"]))
    withdraw_reporter(field_group.municipality, reporter=field_group, actor=None)
    assert "Ingen rapporterar än" in seen(as_bo)
    assert not WeeklyReport.objects.filter(week=date(2026, 8, 31)).exists()
