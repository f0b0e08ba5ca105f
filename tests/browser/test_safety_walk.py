"""A walk in Exempelby: a finding on a telephone gets an owner and is mended; a resident reads it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.services import add_user
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import join_as_administrator, switch_function
from tests.browser.officials import PASSWORD, SCREEN, TELEPHONE, WIDER_THAN_WINDOW, new_page
from tests.people import the_cast
from tests.surroundings import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def fits(page: Page) -> None:
    """Neither wider than its window nor wrong by axe, on a telephone and on a screen."""
    for size in (SCREEN, TELEPHONE):
        page.set_viewport_size(size)
        assert page.evaluate(WIDER_THAN_WINDOW) <= 0, page.url
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(result => result.violations)")
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_a_finding_gets_an_owner_is_mended_and_is_read_by_a_resident(
    live_server: LiveServer, chromium: Browser
) -> None:
    cast = the_cast()
    user = add_user(email="ada@example.org", name="Ada", password=PASSWORD, administers_installation=True)
    join_as_administrator(cast.exempelby, user=user)
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)
    page = new_page(chromium, TELEPHONE)
    page.goto(f"{live_server.url}/konto/logga-in/")
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).to_have_url(re.compile("/arbetsyta/"))

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
