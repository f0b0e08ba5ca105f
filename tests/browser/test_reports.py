"""Following a promise up in Chromium: the mail's link on a telephone, and every page of it, by keyboard alone too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
import time_machine
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.activity.models import Report, ReportLink
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, join_as_administrator
from tests.people import Cast, the_cast
from tests.surroundings import AXE
from tests.web.workspace.following import followed_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TELEPHONE: ViewportSize = {"width": 360, "height": 740}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_STOPS = 80
HALF_A_MINUTE = 30


@dataclass(frozen=True, slots=True)
class Stage:
    cast: Cast
    things: dict[str, object]
    police: User
    coordinator: User
    link: str


@pytest.fixture
def stage(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Stage]:
    settings.DATA = tmp_path
    with time_machine.travel("2026-09-10T08:00:00Z"):
        cast = the_cast()
        ada = add_user(email="ada@example.org", name="Ada", administers_installation=True)
        join_as_administrator(cast.exempelby, user=ada)
        role = Membership.Role.POLICE
        police = add_member(cast.exempelby, actor=ada, email="polis@example.org", name="Polis", role=role).user
        things = followed_up(cast, police=police)
        # The stage's report would answer what is due.
        Report.objects.update(on="2026-05-14")
        yield Stage(cast, things, police, ada, f"{live_server.url}/rapport/{things[':report_token']}/")


def test_a_report_is_sent_from_the_mail_in_three_presses_on_a_telephone_without_scripts(
    stage: Stage, chromium: Browser
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport=TELEPHONE, locale="sv-SE", has_touch=True, is_mobile=True
    )
    page, began = context.new_page(), monotonic()

    page.goto(stage.link)
    page.get_by_role("button", name="Fortsätt").tap()
    expect(page).to_have_url(stage.link.rpartition("/rapport/")[0] + "/rapport/")
    page.get_by_label("Vad gjordes?").first.fill("Brevet för augusti gick ut till alla grupper.")
    page.get_by_role("button", name="Skicka rapporten").first.tap()

    expect(page.locator("main")).to_contain_text("Tack. Uppgiften är skickad")
    assert monotonic() - began < HALF_A_MINUTE
    report = Report.objects.latest("pk")
    assert (report.text, report.times, report.state) == ("Brevet för augusti gick ut till alla grupper.", 1, "sent")
    context.close()


def test_nothing_is_done_yet_is_two_presses(stage: Stage, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=TELEPHONE, locale="sv-SE", has_touch=True)
    page = context.new_page()
    page.goto(stage.link)
    page.get_by_role("button", name="Fortsätt").tap()
    page.get_by_role("button", name="Inget är gjort ännu").first.tap()
    expect(page.locator("main")).to_contain_text("Tack")
    assert Report.objects.latest("pk").nothing_yet
    context.close()


def test_a_report_is_sent_by_keyboard_alone_and_every_stop_is_seen(stage: Stage, page: Page) -> None:
    page.goto(stage.link)
    _tab_to(page, "Fortsätt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rapport/")
    _tab_to(page, "text")
    page.keyboard.insert_text("Brevet gick ut.")
    _tab_to(page, "Skicka rapporten")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Tack")
    assert Report.objects.count() == 2


def test_an_error_leads_to_its_field_and_keeps_what_was_typed(stage: Stage, page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    page.goto(stage.link)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Vad gjordes?").first.fill("Brevet gick ut.")
    page.get_by_label("Hur många gånger?").first.fill("en miljon")
    page.get_by_role("button", name="Skicka rapporten").first.click()

    page.locator(".ds-error-summary a").first.press("Enter")
    expect(page.locator("#id_times")).to_be_focused()

    assert page.evaluate("document.activeElement.name") == "times"
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert page.get_by_label("Vad gjordes?").input_value() == "Brevet gick ut."


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    stage: Stage, page: Page, live_server: LiveServer, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in ("/rapport/", "/rapport/okand/", stage.link.removeprefix(live_server.url)):
        page.goto(f"{live_server.url}{address}")
        found[f"{address} before the press"] = _violations(page)
    page.get_by_role("button", name="Fortsätt").click()
    for user in (stage.police, stage.coordinator):
        _sign_in(page, live_server.url, user)
        for address in _addresses(stage):
            # The coordinator cannot correct what the police have written.
            if user == stage.police or not address.endswith("/ratta/"):
                page.goto(f"{live_server.url}{address}")
                found[f"{address} as {user}"] = _violations(page)
    ReportLink.objects.update(expires_at="2026-09-09T00:00:00Z")
    page.goto(stage.link)
    found["the link after its time"] = _violations(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def _addresses(stage: Stage) -> list[str]:
    things, reports = stage.things, "/arbetsyta/exempelby/rapporter"
    letters, last_year = f"{reports}/lofte/2026/informationsbrev/", f"{reports}/lofte/2025/informationsbrev/"
    return [
        "/rapport/",
        f"/rapport/{things[':promise']}/informationsbrev/",
        "/arbetsyta/exempelby/",
        f"{reports}/",
        f"{reports}/lofte/2026/",
        letters,
        f"{letters}ny/",
        f"{letters}plan/",
        f"{reports}/lofte/2026/trygghetsvandringar/",
        f"{reports}/lofte/2026/trygghetsvandringar/ny/",
        last_year,
        f"{last_year}bedomning/",
        f"{reports}/bedomning/{things[':judgement']}/",
        f"{reports}/{things[':report']}/",
        f"{reports}/{things[':report']}/ratta/",
        f"{reports}/kontakter/",
        f"{reports}/kontakter/{things[':contact']}/brev/",
    ]


def _violations(page: Page) -> list[object]:
    """With everything unfolded, so that nothing hides from the check."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run().then(result => result.violations)")
    found: list[object] = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in violations]
    wider = page.evaluate(WIDER_THAN_WINDOW)
    return [*found, f"{wider} px wider than the window"] if wider > 0 else found


def _tab_to(page: Page, name: str) -> None:
    """The first control that is called or says so; each stop on the way shows where it is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const at = document.activeElement, box = at.closest(".ds-input") ?? at;
            const ring = element => parseFloat(getComputedStyle(element).outlineWidth);
            const width = ring(at) || ring(box);
            return { name: at.name || "", text: (at.textContent || "").trim(), width };
        }""")
        assert stop["width"] >= 2, stop
        if name in (stop["name"], stop["text"]):
            return
    raise AssertionError(f"Tab never came to {name}")


def _sign_in(page: Page, url: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[project.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
