"""A promise in its year, as the first run shows it, for eyes of all kinds and on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.project.examples import load_examples
from tests.surroundings import AXE

THIS_YEAR = "/exempelby/lofte/2026/"
LAST_YEAR = "/exempelby/lofte/2025/"
PAGES = [
    THIS_YEAR,
    LAST_YEAR,
    f"{THIS_YEAR}atagande/polisen-skickar-informationsbrev-till/",
    f"{THIS_YEAR}atagande/samhallsbyggnadsforvaltningen-byter-ut-lampor-i/",
    f"{THIS_YEAR}atagande/polisen-fotpatrullerar-i-exempelby-centrum-en-gang-i-veckan/",
    f"{THIS_YEAR}atagande/under-hosten-2026-ska-kommunen-och-polisen-ta-fram-en-ny/",
    f"{LAST_YEAR}atagande/polisen-fotpatrullerar-i-exempelby-centrum-en-gang-i-veckan/",
    "/exempelby/andringskedja/",
    "/exempelby/sa-bedoms-det/",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: LiveServer, page: Page, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    load_examples()
    found = {}
    for scheme, width in [("light", 360), ("dark", 360), ("light", 1280), ("dark", 1280), ("light", 320)]:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        for address in PAGES:
            page.goto(f"{live_server.url}{address}")
            page.evaluate(AXE.read_text())
            violations = page.evaluate("axe.run().then(result => result.violations)")
            faults = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in violations]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if faults or wider:
                found[address, scheme, width] = (faults, wider)
    assert found == {}
