"""A walk in Exempelby: a finding on a telephone gets an owner and is mended; a resident reads it."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.browser.officials import TELEPHONE, administrator_signs_in, fits, new_page
from tests.people import the_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_finding_gets_an_owner_is_mended_and_is_read_by_a_resident(
    live_server: LiveServer, chromium: Browser
) -> None:
    cast = the_cast()
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)
    page = administrator_signs_in(cast, live_server.url, chromium, TELEPHONE)

    page.goto(f"{live_server.url}/arbetsyta/exempelby/dialoger/")
    page.get_by_role("link", name="Trygghetsvandringar").click()
    page.get_by_role("link", name="Planera en vandring").click()
    page.get_by_label("Område").fill("Centrum")
    page.get_by_label("Platser på vägen").fill("Torget\nStationen")
    fits(page)
    page.get_by_role("button", name="Spara").click()
    page.get_by_label("Plats", exact=True).fill("Stationen")
    page.get_by_label("Vad ser ni?").fill("Lampan är trasig")
    page.get_by_role("button", name="Spara iakttagelsen").click()
    fits(page)
    page.get_by_role("button", name="Publicera vandringen").click()
    page.get_by_role("link", name="Stationen").click()
    page.get_by_label("Vem äger frågan?").fill("Tekniska förvaltningen")
    page.get_by_role("button", name="Spara ägaren").click()
    page.get_by_label("Vad har det blivit av det?").select_option(label="Åtgärdat")
    page.get_by_role("button", name="Spara läget").click()
    page.get_by_role("button", name="Den pekar inte ut någon").click()
    fits(page)

    resident = new_page(chromium, TELEPHONE)
    resident.goto(f"{live_server.url}/exempelby/")
    resident.get_by_role("link", name="Trygghetsvandringar", exact=True).click()
    resident.get_by_role("link", name="Centrum").click()
    expect(resident.locator("main")).to_contain_text("Tekniska förvaltningen")
    expect(resident.locator("main")).to_contain_text("Åtgärdat")
    fits(resident)
