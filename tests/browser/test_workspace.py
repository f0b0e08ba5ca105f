"""The workspace in Chromium: from the first sign-in link to a page that a resident follows, by keyboard alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user, make_sign_in_link
from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.organisation.services import join_as_administrator
from loftet.domain.place.services import invent_municipality
from loftet.domain.promise.models import Promise
from loftet.domain.promise.services.drafting import carry_over
from loftet.domain.promise.services.reading import keep_reading
from loftet.sources.promise_text.record import PromiseDocument, Refused, UnreadLine
from tests.people import EXEMPELBY_2026, Cast, published_agreement, the_cast
from tests.surroundings import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEXT = """Medborgarlöfte 2027

Exempelby kommun och polisen lovar att under 2027 arbeta med:

Trygghet i centrum
• Polisen gör kontroller på gym.
• Kommunen främjar trygghetsvandringar.

Eva Exempelsson
Kommunstyrelsens ordförande

Per Provberg
Lokalpolisområdeschef Exempelbygden
"""
PASSWORD = "ett långt lösenord"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
NARROWEST = 320
MOST_STOPS = 600
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RING = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const box = element.closest(".ds-input") ?? element;
    const width = parseFloat(style.outlineWidth) || parseFloat(getComputedStyle(box).outlineWidth);
    return { name: element.tagName + " " + (element.name || element.textContent || element.id).trim(), width };
}"""
TO_PRESS = "a[href], button, input:not([type=hidden]), select, textarea, summary"


class Keyboard:
    """A person who uses nothing but the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        expect(target).to_have_count(1)
        for _ in range(MOST_STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {target}")

    def press(self, name: str) -> None:
        """The first button of that name, or else the first link."""
        button, link = self.page.get_by_role("button", name=name), self.page.get_by_role("link", name=name)
        self.to(button.first if button.count() else link.first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.write_in(self.page.get_by_label(label, exact=True).first, text)

    def write_in(self, field: Locator, text: str) -> None:
        self.to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, option: str) -> None:
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(option)


def test_from_the_link_to_a_page_that_a_resident_follows(
    live_server: LiveServer, page: Page, chromium: Browser
) -> None:
    invent_municipality(code="9901", name="Exempelby", county="Exempel län")
    person = Keyboard(page)

    page.goto(f"{live_server.url}/arbetsyta/forsta-inloggning/{make_sign_in_link()}/")
    person.write("Ditt namn", "Ada")
    person.write("Din e-postadress", "ada@example.org")
    person.write("Välj ett lösenord", "korrekt häst batteri")
    person.press("Skapa konto och logga in")
    person.choose("Kommun", "Exempelby")
    person.press("Fortsätt")
    person.press("Gör det senare")

    person.press("Läs in en text")
    person.write("Klistra in löftets text", TEXT)
    person.press("Läs texten")
    expect(page.get_by_role("heading", name="Gå igenom det lästa")).to_be_visible()
    person.write("Rubrik", "Medborgarlöfte för Exempelby 2027")
    person.press("Spara som löfte")
    person.write("Hämtat från", "https://exempel.se/loftet")
    person.press("Spara som löfte")

    _fill_a_gap(page, person)
    person.press("Visa och publicera")
    expect(page.locator(".public-words")).to_contain_text("Polisen gör minst fyra kontroller på gym i Mallinge.")
    person.press("Publicera de här orden")
    person.press("Öppna sidan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medborgarlöfte för Exempelby 2027")

    _read_on_a_telephone(chromium, page.url)


def _fill_a_gap(page: Page, person: Keyboard) -> None:
    """The check names what is missing, follows while the words are written, and is right without a reload."""
    item = page.locator("[data-item]", has=page.get_by_text("Polisen gör kontroller på gym.")).first
    expect(item.get_by_text("Hur många saknas")).to_be_visible()
    name = item.get_attribute("data-item")
    person.write_in(page.locator(f"#id_{name}-text"), "Polisen gör minst fyra kontroller på gym i Mallinge.")
    expect(page.locator(f"#{name} [data-check]")).to_contain_text("minst fyra")
    expect(page.locator(f"#{name}").get_by_text("Hur många saknas")).to_have_count(0)
    person.press("Spara och kontrollera")
    assert Promise.objects.get().commitments.filter(count=4, at_least=True).count() == 1


def _read_on_a_telephone(chromium: Browser, address: str) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="sv-SE", has_touch=True
    )
    telephone = context.new_page()
    telephone.goto(address)
    expect(telephone.get_by_text("Polisen gör minst fyra kontroller på gym i Mallinge.").first).to_be_visible()
    assert telephone.get_by_text("Löftet säger inte vad som ska vara gjort").first.is_visible()

    telephone.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Sök").press("Enter")
    field = telephone.get_by_role("searchbox").or_(telephone.locator("input[name=q]")).first
    field.press_sequentially("kontrollen")
    field.press("Enter")
    expect(telephone.locator("main")).to_contain_text("fyra kontroller på gym")

    telephone.goto(address)
    feed = telephone.get_by_role("link", name="Flöde med ändringar (Atom)").first.get_attribute("href")
    calendar = telephone.get_by_role("link", name="Löftets dagar i din kalender (iCal)").first.get_attribute("href")
    for subscription, beginning in ((feed, "<?xml"), (calendar, "BEGIN:VCALENDAR")):
        assert context.request.get(f"{address.partition('/exempelby/')[0]}{subscription}").text().startswith(beginning)

    telephone.emulate_media(media="print")
    assert not telephone.get_by_role("navigation", name="Huvudmeny").is_visible()
    assert telephone.get_by_text("Polisen gör minst fyra kontroller").first.is_visible()
    context.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in browser, and the addresses of every page of the workspace."""

    page: Page
    addresses: list[str]


@pytest.fixture
def desk(live_server: LiveServer, page: Page) -> Iterator[Desk]:
    with time_machine.travel("2026-09-10T08:00:00Z"):
        cast = the_cast()
        ada = add_user(
            email="ada@example.org", name="Ada", password="ett långt lösenord", administers_installation=True
        )
        join_as_administrator(cast.exempelby, user=ada)
        _sign_in(page, live_server.url, ada)
        yield Desk(page, [f"{live_server.url}{address}" for address in _addresses(cast, ada)])


def _sign_in(page: Page, url: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


def _addresses(cast: Cast, ada: User) -> list[str]:
    place, promise = "/arbetsyta/exempelby", "/arbetsyta/exempelby/lofte/2026"
    document = PromiseDocument(
        promises=[EXEMPELBY_2026],
        unread=[UnreadLine(line=1, text="Sök")],
        refused=[Refused(line=2, text="31 juni", reason="Juni har 30 dagar.")],
    )
    text = "Sök\nGäller till 31 juni\nMedborgarlöfte"
    reading = keep_reading(cast.exempelby, actor=ada, name="löfte.txt", text=text, document=document)
    values = AgreementValues(start=date(2029, 1, 1), purposes="Färre brott.", areas="Centrum.")
    agreement = draft_agreement(cast.exempelby, actor=ada, values=values)
    closed = published_agreement(cast.exempelby)
    carried = carry_over(
        cast.exempelby, promise=cast.this_year, actor=ada, start=date(2028, 1, 1), end=date(2028, 12, 31)
    )
    row = f"c-{cast.this_year.commitments.get(key='fotpatrullering').pk}"
    return [
        "/konto/",
        "/konto/logga-ut/",
        "/konto/losenord/",
        "/konto/bekrafta/",
        "/arbetsyta/valj-kommun/",
        "/arbetsyta/skydda-kontot/",
        f"{place}/",
        f"{place}/lofte/",
        f"{place}/lofte/nytt/",
        f"{place}/las-in/",
        f"{place}/last-text/{reading.pk}/1/",
        f"{place}/last-text/{reading.pk}/spara/",
        f"{promise}/",
        f"{promise}/text/",
        f"{promise}/dela/{row}/",
        f"{promise}/sla-ihop/{row}/",
        f"{promise}/ta-bort/{row}/",
        f"{promise}/for-vidare/",
        f"{promise}/publicera/",
        f"{promise}/publicerat/",
        f"{place}/lofte/{carried.address}/jamfor/",
        f"{place}/lofte/2027/publicera/",
        f"{place}/overenskommelse/",
        f"{place}/overenskommelse/ny/",
        f"{place}/overenskommelse/{agreement.pk}/",
        f"{place}/overenskommelse/{closed.pk}/",
        f"{place}/sidan/",
        f"{place}/personer/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(desk: Desk, scheme: str, width: int) -> None:
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.page.set_viewport_size({"width": width, "height": 900})
    found = {address: violations for address in desk.addresses if (violations := _violations(desk.page, address))}
    assert found == {}


def _violations(page: Page, address: str) -> list[object]:
    """With everything unfolded, so that nothing hides from the check."""
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in violations]


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
def test_no_page_scrolls_sideways(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    wider = {}
    for address in desk.addresses:
        desk.page.goto(address)
        desk.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if desk.page.evaluate(WIDER_THAN_WINDOW) > 0:
            wider[address] = desk.page.evaluate(WIDER_THAN_WINDOW)
    assert wider == {}


def test_every_stop_of_the_keyboard_shows_where_it_is(desk: Desk) -> None:
    unringed = {}
    for address in desk.addresses:
        desk.page.goto(address)
        stops = []
        for _ in range(min(desk.page.locator(TO_PRESS).count(), 60)):
            desk.page.keyboard.press("Tab")
            stops.append(desk.page.evaluate(RING))
        if without := [stop["name"] for stop in stops if not stop["name"].startswith("BODY") and stop["width"] < 2]:
            unringed[address] = without
    assert unringed == {}


def test_errors_are_led_to_by_a_link(desk: Desk) -> None:
    page = desk.page
    page.goto(next(address for address in desk.addresses if address.endswith("/las-in/")))
    page.get_by_role("button", name="Läs texten").click()

    link = page.locator(".ds-error-summary a").first
    link.press("Enter")

    field = page.locator("[name=text]")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")


def test_the_draft_is_saved_without_scripts(live_server: LiveServer, chromium: Browser) -> None:
    cast = the_cast()
    ada = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(cast.exempelby, user=ada)
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    _sign_in(page, live_server.url, ada)
    page.goto(f"{live_server.url}/arbetsyta/exempelby/lofte/2026/")
    row = cast.this_year.commitments.get(key="fotpatrullering")

    page.locator(f"#id_c-{row.pk}-text").fill("Polisen patrullerar i Mallinge varje vecka.")
    page.get_by_role("button", name="Spara och kontrollera").last.click()

    expect(page.locator(f"#c-{row.pk} [data-check]")).to_contain_text("varje vecka")
    row.refresh_from_db()
    assert row.recurrence == "FREQ=WEEKLY"
    context.close()
