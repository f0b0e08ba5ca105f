"""Both parties agree, in Chromium: the police officer with a passkey alone, the chair with a code."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.models import SignedInSession, User
from loftet.domain.account.services import add_user
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, join_as_administrator
from loftet.domain.promise.models import Approval, Proposal
from loftet.domain.promise.services.agreeing import propose_promise
from loftet.domain.promise.services.commitments import CommitmentValues, add_commitment
from loftet.sources.promise_text.record import PartyKind
from tests.people import Cast, the_cast
from tests.web.workspace.sending import send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PASSWORD = "ett långt lösenord"


@pytest.fixture
def cast() -> Cast:
    return the_cast()


@pytest.fixture
def ada(cast: Cast) -> User:
    user = add_user(email="ada@example.org", name="Ada", password=PASSWORD, administers_installation=True)
    join_as_administrator(cast.exempelby, user=user)
    return user


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    for text in ("Kommunen och polisen ordnar vandringar.", "Polisen gör minst fyra kontroller i Mallinge."):
        bearers = [(PartyKind.MUNICIPALITY, "Kommunen"), (PartyKind.POLICE, "Polisen")]
        values = CommitmentValues(text=text, bearers=bearers)
        add_commitment(cast.exempelby, promise=cast.draft, actor=None, values=values)
    return propose_promise(cast.exempelby, promise=cast.draft, actor=None)


def member(cast: Cast, ada: User, name: str, role: Membership.Role, function: str) -> User:
    email = f"{name.lower()}@example.org"
    user = add_member(cast.exempelby, actor=ada, email=email, name=name, role=role, function=function).user
    user.set_password(PASSWORD)
    user.save()
    return user


def give_authenticator(page: Page) -> None:
    """A virtual authenticator in the browser, with a finger that is always right."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, url: str, user: User) -> None:
    page.goto(f"{url}/konto/logga-in/")
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).to_have_url(re.compile("/arbetsyta/"))


def add_passkey(page: Page, url: str) -> None:
    page.goto(f"{url}/konto/passnycklar/")
    page.get_by_role("link", name="Lägg till en passnyckel").click()
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Bekräfta").click()
    page.get_by_label("Nyckelns namn").fill("Jobbtelefonen")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    page.goto(f"{url}/konto/passnycklar/")
    expect(page.get_by_role("heading", name="Jobbtelefonen")).to_be_visible()


def sign_in_by_passkey(page: Page, url: str) -> None:
    page.goto(f"{url}/konto/logga-ut/")
    page.get_by_role("button", name="Logga ut").click()
    page.goto(f"{url}/konto/logga-in/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    expect(page.get_by_role("heading", name="Att göra")).to_be_visible()


def approve_by_passkey(page: Page) -> None:
    page.get_by_role("link", name="Läs förslaget").click()
    expect(page.locator(".public-words")).to_contain_text("Löftet anger inget antal")
    page.get_by_role("link", name="Bekräfta med en passnyckel").click()
    page.get_by_role("button", name="Bekräfta med passnyckel").click()
    page.get_by_role("button", name="Godkänn de här orden för polisen").click()
    expect(page.get_by_text("Ditt godkännande är sparat.")).to_be_visible()


def approve_by_code(page: Page, secret: str) -> None:
    page.get_by_role("link", name="Läs förslaget").click()
    page.get_by_label("Kod").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Godkänn de här orden för kommunen").click()


def test_both_agree_and_the_public_reads_it(
    live_server: LiveServer, page: Page, cast: Cast, ada: User, proposal: Proposal
) -> None:
    pia = member(cast, ada, "Pia", Membership.Role.POLICE, "Kommunpolis")
    kim = member(cast, ada, "Kim", Membership.Role.SIGNATORY, "Kommunstyrelsens ordförande")
    give_authenticator(page)
    sign_in(page, live_server.url, pia)
    add_passkey(page, live_server.url)
    sign_in_by_passkey(page, live_server.url)
    approve_by_passkey(page)

    secret = generate_totp_secret()
    page.context.clear_cookies()
    sign_in(page, live_server.url, kim)
    TOTP.activate(kim, secret)
    page.reload()
    approve_by_code(page, secret)
    expect(page.get_by_text("Alla parter har godkänt. Löftet är publicerat")).to_be_visible()
    page.get_by_role("link", name="Öppna sidan").click()
    expect(page.locator("main")).to_contain_text("Godkänt i Löftet av polisen (Kommunpolis)")
    assert Approval.objects.count() == 2


def test_a_browser_that_is_ended_elsewhere_is_out_at_its_next_step(
    live_server: LiveServer, page: Page, ada: User
) -> None:
    sign_in(page, live_server.url, ada)
    elsewhere = Client()
    send(elsewhere, "/konto/logga-in/", login=ada.email, password=PASSWORD)
    elsewhere.post("/arbetsyta/mina-inloggningar/", {"end": "others"})
    assert SignedInSession.objects.count() == 1
    page.reload()
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
