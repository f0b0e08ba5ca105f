"""A picture is drawn: a problem with figure, evidence and cause, points, order, adopting; and a resident reads it."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.bra.long_text import read_long_text
from tests.browser.officials import SCREEN, TELEPHONE, administrator_signs_in, fits, new_page
from tests.people import Cast, the_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"


@pytest.fixture
def cast() -> Cast:
    cast = the_cast()
    for function in (Function.FIGURES, Function.PICTURE):
        switch_function(cast.exempelby, function=function, on=True, actor=None)
    bring(cast, 40)
    return cast


@pytest.fixture
def desk(cast: Cast, live_server: LiveServer, chromium: Browser) -> Page:
    return administrator_signs_in(cast, live_server.url, chromium, SCREEN)


def bring(cast: Cast, count: int) -> None:
    content = f"{HEADER}\nExempelby;Stöld ur källare;År;2025;{count};;".encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(cast.exempelby, reading=read_long_text(content), origin=origin, actor=None)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_problem_is_drawn_weighed_adopted_and_read(
    cast: Cast, desk: Page, live_server: LiveServer, chromium: Browser
) -> None:
    desk.goto(f"{live_server.url}/arbetsyta/exempelby/lagesbild/ny/")
    desk.get_by_label("Namn").fill("2026")
    press(desk, "Börja")
    _describes_a_problem(desk)
    _weighs_it(desk)
    _writes_and_adopts(desk)
    bring(cast, 43)

    resident = new_page(chromium, TELEPHONE)
    resident.goto(f"{live_server.url}/exempelby/lagesbild/")
    for words in (
        "1. Stöld ur källare i Mallinge",
        "Stöld ur källare, 2025: 40",
        "Talet är rättat sedan dess: nu 43.",
        "Dörrar som inte går i lås",
        "Inget gällande löfte svarar mot problemet.",
    ):
        expect(resident.locator("main")).to_contain_text(words)
    fits(resident)


def _describes_a_problem(desk: Page) -> None:
    desk.get_by_role("link", name="Ta upp ett problem").click()
    desk.get_by_label("Problemet, i få ord").fill("Stöld ur källare i Mallinge")
    press(desk, "Ta upp problemet")
    desk.get_by_text("Lägg till ett tal ur statistiken").click()
    press(desk, "Lägg till talet")
    desk.get_by_text("Lägg till ett underlag").click()
    desk.get_by_label("Slag av underlag").select_option("meeting")
    desk.locator("details[open]").get_by_label("Det visar").fill("Bostadsbolaget ser samma sak.")
    desk.get_by_label("Källa").fill("Rådet 3 mars")
    press(desk, "Lägg till")
    desk.get_by_label("Orsak", exact=True).fill("Dörrar som inte går i lås")
    press(desk, "Lägg till orsaken")
    desk.get_by_label("Gren").select_option("place")
    fits(desk)
    press(desk, "Spara")
    desk.get_by_label("Vad händer?").fill("Dörrar bryts upp.")
    fits(desk)
    press(desk, "Spara beskrivningen")


def _weighs_it(desk: Page) -> None:
    desk.get_by_role("link", name="2026").first.click()
    expect(desk.locator("main")).to_contain_text("2 underlag.")
    desk.get_by_role("link", name="Ge poäng").click()
    for criterion in ("Omfattning", "Skada", "Otrygghet", "Utveckling", "Möjlighet att påverka"):
        desk.get_by_label(criterion).select_option("4")
    fits(desk)
    press(desk, "Spara poängen")
    desk.get_by_role("link", name="2026").first.click()
    desk.get_by_role("link", name="Bestäm ordningen").click()
    expect(desk.locator("main")).to_contain_text("4,0 av 5 poäng")
    desk.get_by_label("Prioritet").fill("1")
    desk.get_by_label("Skäl").fill("Drabbar många och går att påverka.")
    fits(desk)
    press(desk, "Spara ordningen")


def _writes_and_adopts(desk: Page) -> None:
    desk.get_by_role("link", name="Skriv", exact=True).click()
    for field in desk.locator("main textarea").all():
        field.fill("Så ser det ut.")
    fits(desk)
    press(desk, "Spara")
    fits(desk)
    desk.get_by_role("link", name="Anta lägesbilden").click()
    desk.get_by_label("Antagen av").fill("kommunstyrelsen")
    fits(desk)
    press(desk, "Anta lägesbilden")
    press(desk, "Publicera lägesbilden")
    expect(desk.locator("main")).to_contain_text("Alla kan läsa den sedan")
