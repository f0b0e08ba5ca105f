"""The coordinator of Exempelby brings figures in, from a service, a real file and by hand; a resident reads them."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.statistics.models import Observation
from tests.browser.officials import SCREEN, TELEPHONE, WIDER_THAN_WINDOW, administrator_signs_in, fits, new_page
from tests.people import Cast, the_cast
from tests.sources.test_service import Loopback

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BRA = "bra_anmalda_brott_manad_2026-08_boden_lulea.csv"
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"
FILE = "\n".join(
    [
        HEADER,
        *(f"Exempelby;Skadegörelse;År;{2019 + n};{count};;" for n, count in enumerate((118, 122, 119, 125, 121, 60))),
        "Valhall;Skadegörelse;År;2024;7;;",
    ]
)


@pytest.fixture
def cast() -> Cast:
    return the_cast()


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Loopback:
    running = Loopback()
    settings.SCB_URL = running.address
    settings.DATA = tmp_path
    return running


@pytest.fixture
def desk(cast: Cast, live_server: LiveServer, chromium: Browser) -> Page:
    switch_function(cast.exempelby, function=Function.FIGURES, on=True, actor=None)
    page = administrator_signs_in(cast, live_server.url, chromium, SCREEN)
    page.goto(f"{live_server.url}/arbetsyta/exempelby/siffror/")
    return page


def population(people: int) -> bytes:
    table = {
        "class": "dataset",
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [1, 1, 1],
        "dimension": {
            "Region": {"category": {"index": ["9901"]}},
            "ContentsCode": {"category": {"index": ["BE0101N1"]}},
            "Tid": {"category": {"index": ["2023"]}},
        },
        "value": [people],
    }
    return json.dumps(table).encode()


def bring(page: Page, content: bytes, name: str) -> None:
    page.get_by_role("link", name="Läs in en fil").click()
    page.get_by_label("Fil med siffror").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Läs filen").click()
    expect(page.get_by_role("heading", name="Så här läser vi filen")).to_be_visible()


def test_a_service_that_fails_is_told_and_the_population_comes_when_it_answers(desk: Page, service: Loopback) -> None:
    service.answers = [(404, b"", {}), (200, population(10_250), {})]
    desk.get_by_role("button", name="Hämta folkmängd från SCB").click()
    expect(desk.locator("main")).to_contain_text("SCB svarade 404")
    desk.get_by_role("button", name="Hämta folkmängd från SCB").click()
    expect(desk.locator("main")).to_contain_text("SCB svarade: 1 nytt tal")
    expect(desk.locator("main")).to_contain_text("10 250 invånare")
    expect(desk.locator("main")).not_to_contain_text("SCB svarade 404")


@pytest.mark.shared
def test_bra_s_real_file_is_seen_before_it_is_stored(desk: Page, shared: Path) -> None:
    bring(desk, (shared / "data/bra" / BRA).read_bytes(), BRA)
    expect(desk.locator("main")).to_contain_text("82 rader lästa. Inget är sparat.")
    assert not Observation.objects.exists()
    desk.get_by_role("button", name="Spara talen").click()
    expect(desk.get_by_role("heading", name="Om leveransen")).to_be_visible()
    assert Observation.objects.filter(place="2580").exists()


def test_odd_rows_a_correction_and_its_history_and_what_a_resident_reads(
    desk: Page, live_server: LiveServer, chromium: Browser
) -> None:
    bring(desk, FILE.encode(), "dbfil.txt")
    expect(desk.get_by_role("table")).to_contain_text("Platsen Valhall är ingen kommun")
    fits(desk)
    desk.get_by_role("button", name="Spara talen").click()
    desk.get_by_role("link", name="Siffror").first.click()
    desk.get_by_role("link", name="Skadegörelse").click()
    expect(desk.locator("main")).to_contain_text("minskade från 121 per år i genomsnitt 2019–2023 till 60 under 2024")
    fits(desk)
    desk.get_by_role("link", name="60", exact=True).click()
    desk.get_by_label("Rätt tal").fill("112")
    desk.get_by_label("Skäl").fill("Brå rättade talet i mars")
    desk.get_by_role("button", name="Rätta", exact=True).click()
    expect(desk.get_by_role("table")).to_contain_text("60")
    expect(desk.get_by_role("table")).to_contain_text("Brå rättade talet i mars")
    fits(desk)

    resident = new_page(chromium, TELEPHONE, scripts=False)
    resident.goto(f"{live_server.url}/exempelby/siffror/")
    resident.get_by_role("link", name="Skadegörelse").click()
    expect(resident.locator("main")).to_contain_text("112 (rättat)")
    expect(resident.locator("main")).to_contain_text("inget tecken på en förändring")
    assert resident.evaluate(WIDER_THAN_WINDOW) <= 0
