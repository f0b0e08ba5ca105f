"""Reporting from a telephone in Chromium: without a network, then with one; and without any script."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.dialogue.weekly_report.models import Reporter, WeeklyReport
from loftet.domain.dialogue.weekly_report.rules import week_of
from loftet.domain.dialogue.weekly_report.services.deciding import decide_measure
from loftet.domain.dialogue.weekly_report.services.reporters import make_link
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import join_as_administrator, switch_function
from tests.domain.dialogue.reporting import caretaker, guard, stored_directly
from tests.people import Cast, the_cast
from tests.surroundings import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TELEPHONE: ViewportSize = {"width": 360, "height": 740}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
QUEUE = """async () => {
  const done = (r) => new Promise((ok, no) => { r.onsuccess = () => ok(r.result); r.onerror = () => no(r.error); });
  const db = await done(indexedDB.open("loftet-veckorapport", 1));
  const rows = await done(db.transaction("waiting").objectStore("waiting").getAll());
  const [key] = await done(db.transaction("key").objectStore("key").getAll());
  db.close();
  let exported = null;
  try { if (key) exported = await crypto.subtle.exportKey("raw", key); } catch (error) { exported = error.name; }
  return { rows: rows.map((row) => [...new Uint8Array(row.data)]), hasKey: Boolean(key), exported };
}"""


@dataclass(frozen=True, slots=True)
class Stage:
    cast: Cast
    ada: User
    reporter: Reporter
    url: str

    def link(self, reporter: Reporter | None = None) -> str:
        reporter = reporter or self.reporter
        made = make_link(reporter.municipality, reporter=reporter, actor=None)
        return f"{self.url}/veckorapport/{made.rsplit('/', 2)[1]}/"


@pytest.fixture
def stage(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Stage:
    settings.DATA = tmp_path
    cast = the_cast()
    ada = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(cast.exempelby, user=ada)
    switch_function(cast.exempelby, function=Function.WEEKLY_REPORTS, on=True, actor=ada)
    return Stage(cast, ada, guard(cast.exempelby), live_server.url)


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport=TELEPHONE, locale="sv-SE", timezone_id="Europe/Stockholm", has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def known(page: Page, link: str) -> None:
    """Opened by its link, with everything kept that it needs without a network."""
    page.goto(link)
    page.get_by_role("button", name="Fortsätt").tap()
    page.wait_for_url("**/veckorapport/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("async () => Boolean(await caches.match('/veckorapport/utan-nat/'))")


def write(page: Page, place: str, text: str = "") -> None:
    page.get_by_label("Skadegörelse och klotter").check()
    page.get_by_label("Var?").fill(place)
    page.get_by_label("I går").check()
    page.get_by_label("Kväll, 18–24").check()
    if text:
        page.get_by_text("Lägg till mer").tap()
        page.get_by_label("Mer som är bra att veta").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Skicka", exact=True).tap()


def test_a_report_is_written_without_a_network_and_sent_by_itself_when_there_is_one(
    stage: Stage, telephone: BrowserContext
) -> None:
    page = telephone.new_page()
    known(page, stage.link())
    telephone.set_offline(True)
    # Opened anew, as whoever takes the telephone out of her pocket does.
    page.goto(f"{stage.url}/veckorapport/")
    write(page, "Stationsparken", text="Rutan är krossad igen.")
    send(page)
    expect(page.locator("[data-queue]")).to_contain_text("Väntar på nät: 1")
    write(page, "Torget")
    send(page)
    expect(page.locator("[data-queue]")).to_contain_text("Väntar på nät: 2")
    assert not WeeklyReport.objects.exists()

    queue = page.evaluate(QUEUE)
    assert len(queue["rows"]) == 2
    assert queue["exported"] == "InvalidAccessError"
    for row in queue["rows"]:
        assert b"Stationsparken" not in bytes(row)
        assert b"krossad" not in bytes(row)

    telephone.set_offline(False)
    expect(page.locator("[data-queue]")).to_contain_text("Rapporten är sparad")
    expect(page.locator("[data-queue]")).not_to_contain_text("Väntar på nät")
    assert set(WeeklyReport.objects.values_list("place_text", "text")) == {
        ("Stationsparken", "Rutan är krossad igen."),
        ("Torget", ""),
    }
    assert page.evaluate(QUEUE) == {"rows": [], "hasKey": False, "exported": None}


def test_what_has_waited_for_seven_days_is_erased_and_its_writer_told(stage: Stage, telephone: BrowserContext) -> None:
    page = telephone.new_page()
    known(page, stage.link())
    telephone.set_offline(True)
    write(page, "Stationsparken")
    send(page)
    expect(page.locator("[data-queue]")).to_contain_text("Väntar på nät: 1")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=6, hours=23))
    page.goto(f"{stage.url}/veckorapport/")
    expect(page.locator("[data-queue]")).to_contain_text("Väntar på nät: 1")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=7, minutes=1))
    page.goto(f"{stage.url}/veckorapport/")
    expect(page.locator("[data-queue]")).to_contain_text("raderad utan att ha skickats")
    assert page.evaluate(QUEUE)["rows"] == []
    assert not WeeklyReport.objects.exists()


def test_an_answer_that_is_lost_on_the_way_makes_no_second_report(stage: Stage, telephone: BrowserContext) -> None:
    page = telephone.new_page()
    known(page, stage.link())

    lost: list[int] = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().status)
        route.abort()

    telephone.route("**/veckorapport/skicka/", lose, times=1)
    write(page, "Stationsparken")
    send(page)
    # The page or its worker sends it once more, whichever wakes first.
    expect(page.locator("[data-queue]")).to_contain_text("Rapporten är sparad", timeout=40_000)
    assert lost == [200]
    page.wait_for_function("async () => (await weeklyQueue.count()) === 0")
    assert WeeklyReport.objects.count() == 1


def test_with_a_network_the_writer_sees_what_will_be_stored_first(stage: Stage, telephone: BrowserContext) -> None:
    page = telephone.new_page()
    known(page, stage.link())
    write(page, "Stationsparken", text="Ring 070-123 45 67.")
    send(page)
    expect(page.locator("main")).to_contain_text("Så här sparas det du skrev")
    assert not WeeklyReport.objects.exists()
    assert page.evaluate(QUEUE)["rows"] == []
    send(page)
    expect(page.locator("[data-queue]")).to_contain_text("Rapporten är sparad")
    assert WeeklyReport.objects.get().text == "Ring [telefonnummer]."


def test_without_scripts_the_form_is_sent_as_it_stands(stage: Stage, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=TELEPHONE, locale="sv-SE", has_touch=True)
    page = context.new_page()
    page.goto(stage.link())
    page.get_by_role("button", name="Fortsätt").tap()
    write(page, "Stationsparken")
    page.get_by_role("button", name="Skicka och berätta om en till").tap()
    expect(page.locator("main")).to_contain_text("vad mer har hänt?")
    page.get_by_label("Brand eller smällare").check()
    send(page)
    expect(page.locator("main")).to_contain_text("Rapporten är sparad")
    assert WeeklyReport.objects.count() == 2
    context.close()


def test_the_worker_rules_over_the_reporters_pages_alone(stage: Stage, telephone: BrowserContext) -> None:
    page = telephone.new_page()
    known(page, stage.link())
    scopes = page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)")
    assert scopes == [f"{stage.url}/veckorapport/"]


def test_the_week_is_printed_without_what_can_only_be_pressed(
    stage: Stage, page: Page, live_server: LiveServer
) -> None:
    stored_directly(stage.reporter, week_of(datetime.now(UTC)) - timedelta(weeks=1), 3)
    _sign_in(page, live_server.url, stage.ada)
    page.goto(f"{live_server.url}/arbetsyta/exempelby/veckan/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="1. Skadegörelse och klotter, Stationsparken")).to_be_visible()
    for words in ("Veckan före", "Bestäm en åtgärd", "Vikter"):
        expect(page.get_by_text(words, exact=True).first).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    stage: Stage, page: Page, live_server: LiveServer, scheme: str, width: int
) -> None:
    monday = week_of(datetime.now(UTC)) - timedelta(weeks=1)
    for back in range(6):
        stored_directly(stage.reporter, monday - timedelta(weeks=back), 5)
    stored_directly(stage.reporter, monday, 30, text="Klotter på en bänk.", seriousness=4)
    measure = decide_measure(
        stage.cast.exempelby, week=monday, actor=None, text="Laga lampan", owner="Vi", due_on=monday
    )
    company = caretaker(stage.cast.exempelby)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for reporter in (stage.reporter, company):
        page.goto(stage.link(reporter))
        found[f"link of {reporter}"] = _violations(page)
        page.get_by_role("button", name="Fortsätt").click()
        found[f"form of {reporter}"] = _violations(page)
    _sign_in(page, live_server.url, stage.ada)
    week = f"/arbetsyta/exempelby/veckan/{monday.isocalendar().year}/{monday.isocalendar().week}"
    for address in (
        f"{week}/",
        f"{week}/rapporter/",
        f"{week}/atgard/",
        f"/arbetsyta/exempelby/veckan/atgard/{measure.pk}/",
        "/arbetsyta/exempelby/veckan/vikter/",
        "/arbetsyta/exempelby/veckan/rapportorer/",
    ):
        page.goto(f"{live_server.url}{address}")
        found[address] = _violations(page)
    page.get_by_role("button", name="Visa en ny kod").first.click()
    found["code"] = _violations(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def _sign_in(page: Page, url: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[project.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


def _violations(page: Page) -> list[str]:
    """With everything unfolded, so that nothing hides from the check."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run().then((result) => result.violations)")
    faults = [f"{found['id']}: {found['nodes'][0]['html']}" for found in violations]
    wider = page.evaluate(WIDER_THAN_WINDOW)
    return [*faults, f"{wider} px wider than the window"] if wider > 0 else faults
