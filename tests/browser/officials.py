"""People at their screens on a clock that the test moves: the officials, a reporter with a telephone, a resident."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from time_machine import Traveller

from loftet.domain.account.services import add_user
from loftet.domain.job.services import dismiss_worker, enroll_worker
from loftet.domain.job.worker import take_turn
from loftet.domain.organisation.services import join_as_administrator
from loftet.project.working import SCHEDULES
from tests.domain.delivery.relay import Relay
from tests.people import Cast
from tests.surroundings import AXE

PASSWORD = "ett långt lösenord"
TELEPHONE: ViewportSize = {"width": 360, "height": 740}
SCREEN: ViewportSize = {"width": 1280, "height": 900}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINK = re.compile(r"https?://\S+")
# A code is good for half a minute and for one use.
LIFE_OF_A_CODE = timedelta(seconds=30)


@dataclass
class Town:
    """The server with its worker, its mail and its clock."""

    url: str
    browser: Browser
    clock: Traveller
    post: Relay

    def comes_to(self, day: str, hour: int = 9) -> None:
        """What the worker does by then is done, its mail delivered."""
        moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
        assert moment.timestamp() > time.time(), "a clock does not go backwards"
        self.clock.move_to(moment)
        self.works()

    def works(self) -> None:
        """Everything that waits for the worker."""
        worker = enroll_worker()
        while take_turn(worker, SCHEDULES):
            pass
        dismiss_worker(worker)

    def letter_to(self, address: str, subject: str) -> str:
        """The newest of that subject."""
        self.works()
        letters = [each for each in self.post.taken if each["To"] == address and subject in each["Subject"]]
        assert letters, [(each["To"], each["Subject"]) for each in self.post.taken]
        return str(letters[-1].get_content())

    def link_to(self, address: str, subject: str) -> str:
        found = LINK.search(self.letter_to(address, subject))
        assert found
        return found[0]


@dataclass
class Official:
    """Somebody with an account, a password and a code in the telephone."""

    town: Town
    name: str
    secret: str = ""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = new_page(self.town.browser, SCREEN)

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"

    def takes_place(self, link: str) -> None:
        """From the letter of invitation to a desk behind two steps."""
        self.page.goto(link)
        self.fill("Välj ett lösenord", PASSWORD)
        self.press("Spara och logga in")
        self.protects_account()

    def protects_account(self) -> None:
        self.page.goto(f"{self.town.url}/arbetsyta/skydda-kontot/")
        self.press("Lägg till ett andra steg")
        self.secret = self.page.locator("code.secret").inner_text()
        self.fill("Kod", self.code())
        self.press("Klart")

    def code(self) -> str:
        """What the app on the telephone shows; the last one has been used."""
        self.town.clock.shift(LIFE_OF_A_CODE)
        shown: str = format_hotp_value(hotp_value(self.secret, int(time.time()) // 30))
        return shown

    def opens(self, path: str = "") -> None:
        """A page of the workspace, after signing in where the last time was too long ago."""
        self.page.goto(f"{self.town.url}/arbetsyta/exempelby/{path}")
        if "/konto/logga-in/" in self.page.url:
            self.fill("E-postadress", self.email)
            self.page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
            self.press("Logga in")
            self.fill("Kod", self.code())
            self.press("Logga in")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """The first button of that name, or else the first link, and what it leads to."""
        place = within or self.page.locator("body")
        button = place.get_by_role("button", name=name, exact=True)
        with self.page.expect_navigation():
            (button if button.count() else place.get_by_role("link", name=name, exact=True)).first.click()

    def is_told(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def task(self, words: str) -> Locator:
        """A line of a list, by what stands in it."""
        return self.page.locator("ul.due > li", has_text=words)


@dataclass
class Resident:
    """Somebody who reads the public pages on a telephone."""

    town: Town
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = new_page(self.town.browser, TELEPHONE)

    def opens(self, path: str) -> None:
        """A page that is no wider than the telephone."""
        self.page.goto(f"{self.town.url}/exempelby/{path}")
        assert self.page.evaluate(WIDER_THAN_WINDOW) <= 0, path

    def opens_commitment(self, text: str, *, year: str = "2025") -> None:
        """By its link on the promise's page."""
        self.opens(f"lofte/{year}/")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=text).first.click()
        assert self.page.evaluate(WIDER_THAN_WINDOW) <= 0, text

    def reads(self, *words: str) -> None:
        for said in words:
            expect(self.page.locator("main")).to_contain_text(said)

    def reads_nothing_of(self, *words: str) -> None:
        for said in words:
            expect(self.page.locator("main")).not_to_contain_text(said)


@dataclass
class Telephone:
    """Whoever answers the letter of the month: no account, no scripts."""

    town: Town
    address: str
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = new_page(self.town.browser, TELEPHONE, scripts=False)

    def opens_letter(self) -> None:
        self.page.goto(self.town.link_to(self.address, "Hur går det med medborgarlöftet"))
        with self.page.expect_navigation():  # measured before its style sheet has come, any page is too wide
            self.page.get_by_role("button", name="Fortsätt").click()
        expect(self.page).to_have_url(f"{self.town.url}/rapport/")
        assert self.page.evaluate(WIDER_THAN_WINDOW) <= 0

    def reports(self, commitment: str, text: str, *, day: str, times: int = 1) -> None:
        form = self._form(commitment)
        form.get_by_label("Annan dag", exact=True).check()
        form.get_by_label("Om annan dag: vilken?").fill(day)
        form.get_by_label("Vad gjordes?").fill(text)
        form.get_by_label("Hur många gånger?").fill(str(times))
        self._sends(form, "Skicka rapporten")

    def says_nothing_is_done(self, commitment: str) -> None:
        self._sends(self._form(commitment), "Inget är gjort ännu")

    def _form(self, commitment: str) -> Locator:
        """All but the first are folded."""
        item = self.page.locator("section.item", has_text=commitment)
        folded = item.locator("summary", has_text="Svara")
        if folded.count():
            folded.click()
        return item

    def _sends(self, form: Locator, press: str) -> None:
        form.get_by_role("button", name=press).click()
        expect(self.page.locator("main")).to_contain_text("Tack. Uppgiften är skickad")


def new_page(browser: Browser, size: ViewportSize, *, scripts: bool = True) -> Page:
    context = browser.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport=size, java_script_enabled=scripts
    )
    return context.new_page()


def fits(page: Page) -> None:
    """No wider than its window and nothing that axe finds wrong, on a telephone and on a screen."""
    shown = page.viewport_size
    for size in (TELEPHONE, SCREEN):
        page.set_viewport_size(size)
        assert page.evaluate(WIDER_THAN_WINDOW) <= 0, (page.url, size)
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(result => result.violations)")
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    if shown:
        page.set_viewport_size(shown)


def administrator_signs_in(cast: Cast, url: str, browser: Browser, size: ViewportSize) -> Page:
    """Ada at her desk in Exempelby, with a password alone."""
    user = add_user(email="ada@example.org", name="Ada", password=PASSWORD, administers_installation=True)
    join_as_administrator(cast.exempelby, user=user)
    page = new_page(browser, size)
    page.goto(f"{url}/konto/logga-in/")
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).to_have_url(re.compile("/arbetsyta/"))
    return page
