"""The public pages in Chromium: for eyes of all kinds, by keyboard, on paper, on a telephone and without scripts."""

import gzip
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

from loftet.domain.promise.services.drafting import change_promise
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.site import SiteWords, describe_site
from tests.people import Cast, published_agreement, the_cast
from tests.surroundings import AXE

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
# A page of 1280 pixels at 400 per cent.
NARROWEST = 320
LARGEST_PAGE = 100_000
PROMISE = "/exempelby/lofte/2026/"
PAGES = [
    "/",
    "/?kommun=gran",
    "/sok/?q=polisen",
    "/exempelby/",
    "/granneby/",
    PROMISE,
    "/granneby/lofte/2026-maj-augusti/",
    f"{PROMISE}utgava/1/",
    f"{PROMISE}atagande/fotpatrullering/",
    f"{PROMISE}atagande/informationsbrev/",
    f"{PROMISE}jamfor/2025/",
    f"{PROMISE}folj/",
    f"{PROMISE}atagande/informationsbrev/folj/",
    f"{PROMISE}omrade/trygghet-i-centrum/folj/",
    "/exempelby/folj/skickat/",
    "/exempelby/folj/bekrafta/halv/",
    "/exempelby/overenskommelse/",
    "/exempelby/sok/",
    "/exempelby/sok/?q=vandringar",
    "/exempelby/sok/?q=zebror",
    "/exempelby/tillganglighet/",
    "/granneby/tillganglighet/",
    "/exempelby/personuppgifter/",
    "/exempelby/oppna-data/",
    "/exempelby/finns/inte/",
    f"/en{PROMISE}",
]
FOCUS = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    return {
        name: element.tagName + " " + (element.textContent || element.id).trim(),
        ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.right <= innerWidth,
    };
}"""
TO_PRESS = "a[href], button, input:not([type=hidden]), summary"
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def cast(live_server: LiveServer) -> Iterator[Cast]:
    """With every state that a public page has."""
    with time_machine.travel("2026-09-10T08:00:00Z"):
        made = the_cast()
        published_agreement(made.exempelby)
        values = {"introduction": "Exempelby kommun och polisen lovar att göra kommunen tryggare under 2026."}
        promise = made.this_year
        change_promise(made.exempelby, promise=promise, version=promise.version, actor=None, values=values)
        publish_promise(made.exempelby, promise=promise, actor=None, reason="Året saknades i inledningen.")
        stated = SiteWords(
            contact_name="Samordnaren",
            contact_email="samordnaren@exempelby.example",
            accessibility_method="En utomstående har provat.",
            accessibility_assessed_on=date(2026, 8, 1),
            accessibility_failures="Äldre PDF saknar taggar.",
            accessibility_level="partial",
        )
        describe_site(made.exempelby, actor=None, words=stated)
        yield made


@pytest.fixture
def open_page(cast: Cast, live_server: LiveServer, page: Page) -> Page:
    page.goto(f"{live_server.url}/")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(
    cast: Cast, live_server: LiveServer, page: Page, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(result => result.violations)")
        if violations:
            found[address] = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in violations]
    assert found == {}


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
def test_no_page_scrolls_sideways(cast: Cast, live_server: LiveServer, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    wider = {}
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        if page.evaluate(WIDER_THAN_WINDOW) > 0:
            wider[address] = page.evaluate(WIDER_THAN_WINDOW)
    assert wider == {}


@pytest.mark.parametrize("address", [PROMISE, "/exempelby/", "/exempelby/sok/?q=vandringar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    cast: Cast, live_server: LiveServer, page: Page, address: str, width: int
) -> None:
    # Without it the page glides, and what has the focus is a moment later in view.
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{address}")
    stops = []
    for _ in range(page.locator(TO_PRESS).count()):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        stops.append(page.evaluate(FOCUS))
    assert [stop["name"] for stop in stops if not stop["ringed"] or not stop["inView"]] == []
    assert stops[0]["name"] == "A Till innehållet"
    assert not any(stop["name"].startswith("BODY") for stop in stops)


def test_the_skip_link_leads_past_the_menu(open_page: Page) -> None:
    open_page.keyboard.press("Tab")
    open_page.keyboard.press("Enter")
    open_page.keyboard.press("Tab")
    assert open_page.evaluate("document.activeElement.closest('main') !== null")


def test_a_resident_finds_a_commitment_on_a_telephone_without_scripts(
    cast: Cast, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700}, locale="sv-SE")
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("link", name="Exempelby").click()
    page.get_by_label("Sök bland åtaganden och mål").fill("vandring")
    page.get_by_role("button", name="Sök").click()
    page.locator(".hits a").first.click()
    assert "trygghetsvandringar i Mallinge" in page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "trygghetsvandringar i Mallinge" in page.locator("h1").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_is_white_and_holds_nothing_that_can_only_be_pressed(
    cast: Cast, live_server: LiveServer, page: Page, scheme: str
) -> None:
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_server.url}{PROMISE}")
    for hidden in (".menu", ".toc", ".ds-breadcrumbs"):
        assert not page.locator(hidden).first.is_visible()
    assert page.get_by_text("Löftet anger inget antal.").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 32, 42)"


def test_forced_colours_keep_symbols_and_borders(cast: Cast, live_server: LiveServer, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}{PROMISE}")
    note = page.locator(".note").first
    assert note.evaluate("element => getComputedStyle(element).borderTopStyle") == "solid"
    symbol = page.locator(".said .sym").first.bounding_box()
    assert symbol
    assert symbol["width"] > 15


def test_the_page_with_everything_is_small(cast: Cast, live_server: LiveServer, page: Page) -> None:
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    page.goto(f"{live_server.url}{PROMISE}", wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert any(url.endswith(".woff2") for url in sizes)
    assert any(url.endswith("components.css") for url in sizes)
    assert sum(sizes.values()) < LARGEST_PAGE


def test_no_page_asks_for_a_script_or_breaks_the_content_policy(
    cast: Cast, live_server: LiveServer, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in PAGES:
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        assert page.locator("script").count() == 0
    assert [text for text in said if "404" not in text] == []
