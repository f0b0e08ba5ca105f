"""A resident has a say on a telephone without scripts; the coordinator reviews, decides and answers once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.domain.delivery.services import deliver_due_messages
from loftet.domain.dialogue.contribution.models import Contribution
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.browser.officials import SCREEN, TELEPHONE, WIDER_THAN_WINDOW, administrator_signs_in, fits, new_page
from tests.domain.delivery.relay import Relay, relay
from tests.leaks import tables_holding
from tests.people import Cast, the_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def cast() -> Cast:
    cast = the_cast()
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)
    return cast


@pytest.fixture
def post(settings: Settings, live_server: LiveServer) -> Iterator[Relay]:
    with relay() as running:
        settings.ADDRESS, settings.EMAIL_BACKEND = live_server.url, SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


@pytest.fixture
def desk(cast: Cast, live_server: LiveServer, chromium: Browser) -> Page:
    return administrator_signs_in(cast, live_server.url, chromium, SCREEN)


def has_a_say(page: Page, url: str) -> None:
    page.goto(f"{url}/exempelby/tyck-till/")
    assert page.evaluate(WIDER_THAN_WINDOW) <= 0
    page.get_by_label("Vad är problemet?").fill("Min granne Kalle Testberg, 070-174 06 05, åker moped på bron.")
    page.get_by_label("E-postadress, om du vill ha svar").fill("anna@example.org")
    page.get_by_role("button", name="Granska innan du skickar").click()
    expect(page.get_by_label("Vad är problemet?")).to_have_value(re.compile(r"\[telefonnummer\].*moped på bron"))
    assert not Contribution.objects.exists()
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_role("heading", name="Tack")).to_be_visible()


def test_a_contributor_is_answered(desk: Page, post: Relay, live_server: LiveServer, chromium: Browser) -> None:
    resident = new_page(chromium, TELEPHONE, scripts=False)
    has_a_say(resident, live_server.url)
    assert tables_holding("Testberg", "070-174 06 05") == []

    desk.goto(f"{live_server.url}/arbetsyta/exempelby/dialoger/")
    fits(desk)
    desk.get_by_role("link", name="Granska en synpunkt").click()
    desk.get_by_label("Vad är problemet?").fill("Mopeder på bron.")
    fits(desk)
    desk.get_by_role("button", name="Spara som granskad").click()
    desk.get_by_label("Välj").check()
    desk.get_by_role("button", name="Besvara de valda tillsammans").click()
    desk.get_by_label("Ni sa").fill("Mopeder på bron")
    desk.get_by_label("Vi gjorde", exact=True).check()
    desk.get_by_label("Svar", exact=True).fill("Vi har satt upp bommar.")
    desk.get_by_label("Av", exact=True).fill("Rådet")
    fits(desk)
    desk.get_by_role("button", name="Spara svaret").click()
    expect(desk.locator("main")).to_contain_text("En har lämnat en adress och får ett brev.")
    fits(desk)
    desk.get_by_role("button", name="Skicka svaret").click()
    expect(desk.locator("main")).to_contain_text("Svaret står på sidan Ni sa – vi gjorde.")

    deliver_due_messages()
    (letter,) = post.taken
    assert letter["To"] == "anna@example.org"
    assert "Vi har satt upp bommar." in str(letter.get_content())

    resident.goto(f"{live_server.url}/exempelby/ni-sa/")
    expect(resident.locator("main")).to_contain_text("Vi har satt upp bommar.")
    assert resident.evaluate(WIDER_THAN_WINDOW) <= 0
