"""Signing in by password and code, in Swedish, on those of allauth's routes that are left."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from loftet.domain.account.models import User
from loftet.domain.account.selectors import has_two_steps
from loftet.domain.publishing.site import SiteWords, declare_official, describe_site
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

PASSWORD = "ett långt lösenord"
ENGLISH = re.compile(r"\b(?:sign|password|your|please|code|codes|email|authenticator|the|and)\b", re.IGNORECASE)


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def add_second_step(client: Client) -> str:
    """Adds the second step through the pages, and gives the secret that the app would keep."""
    page = send(client, "/konto/bekrafta/?next=/konto/tva-steg/", password=PASSWORD)
    secret = re.search(r'<code class="secret">(\w+)</code>', page.content.decode())
    assert secret
    client.post("/konto/tva-steg/", {"code": code_for(secret[1])})
    return secret[1]


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email", "account_set_password"])
def test_nobody_signs_up_and_addresses_are_not_managed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_password_leads_to_the_workspace(client: Client, ada: User) -> None:
    response = send(client, "/konto/logga-in/", login="ADA@example.org", password=PASSWORD)

    assert response.redirect_chain[-1][0] == "/arbetsyta/exempelby/"


def test_whoever_asked_for_a_page_is_led_there_after_signing_in(client: Client, ada: User) -> None:
    asked = client.get("/arbetsyta/exempelby/lofte/")

    response = send(client, asked["Location"], login=ada.email, password=PASSWORD)

    assert response.redirect_chain[-1][0] == "/arbetsyta/exempelby/lofte/"


def test_a_wrong_password_tells_nothing_of_who_has_an_account(client: Client, ada: User) -> None:
    wrong = send(client, "/konto/logga-in/", login=ada.email, password="fel")
    unknown = send(client, "/konto/logga-in/", login="ingen@example.org", password="fel")

    assert text_of(wrong) == text_of(unknown)


def test_repeated_guesses_are_stopped(client: Client, ada: User) -> None:
    for _ in range(10):
        send(client, "/konto/logga-in/", login=ada.email, password="fel")

    response = send(client, "/konto/logga-in/", login=ada.email, password=PASSWORD)

    assert "/arbetsyta/" not in [address for address, _ in response.redirect_chain]


def test_a_second_step_is_added_and_asked_for(as_ada: Client, ada: User, client: Client) -> None:
    secret = add_second_step(as_ada)
    assert has_two_steps(ada)

    asked = send(client, "/konto/logga-in/", login=ada.email, password=PASSWORD)
    assert "Skriv koden" in text_of(asked)
    assert client.get("/arbetsyta/exempelby/").status_code == 302

    with pytest.MonkeyPatch.context() as later:
        later.setattr("allauth.mfa.totp.internal.auth.is_totp_code_used", lambda *_: False, raising=False)
        response = client.post("/konto/logga-in/kod/", {"code": code_for(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == "/arbetsyta/exempelby/"


def test_a_recovery_code_lets_in_once(as_ada: Client, ada: User, client: Client) -> None:
    add_second_step(as_ada)
    codes = re.findall(r"<li><code>(\w+)</code></li>", as_ada.get("/konto/reservkoder/").content.decode())
    assert len(codes) == 10

    for expected in ("/arbetsyta/exempelby/", None):
        fresh = Client()
        send(fresh, "/konto/logga-in/", login=ada.email, password=PASSWORD)
        response = fresh.post("/konto/logga-in/kod/", {"code": codes[0]}, follow=True)
        assert (response.redirect_chain[-1][0] if response.redirect_chain else None) == expected


def test_an_official_site_asks_everyone_for_the_second_step(
    as_ada: Client, ada: User, as_bo: Client, cast: Cast
) -> None:
    add_second_step(as_ada)
    describe_site(cast.exempelby, actor=ada, words=SiteWords(contact_name="Ada"))
    declare_official(cast.exempelby, actor=ada, on=cast.draft.start)

    assert as_ada.get("/arbetsyta/exempelby/").status_code == 200
    asked = as_bo.get("/arbetsyta/exempelby/", follow=True)
    assert asked.redirect_chain == [("/arbetsyta/skydda-kontot/", 302)]
    assert "Gör det senare" not in text_of(asked)


def test_a_forgotten_password_is_chosen_anew_by_a_link_in_swedish(client: Client, ada: User) -> None:
    send(client, "/konto/losenord/glomt/", email=ada.email)

    message = mail.outbox[0]
    assert message.subject.endswith("Välj ett nytt lösenord")
    assert not ENGLISH.search(str(message.body))
    link = re.search(r"http://\S+?(/konto/losenord/nytt/\S+)", str(message.body))
    assert link
    page = client.get(link[1], follow=True)
    new = {"password1": "ett helt nytt ord", "password2": "ett helt nytt ord"}
    assert "sparat" in text_of(client.post(page.redirect_chain[-1][0], new, follow=True))
    assert send(client, "/konto/logga-in/", login=ada.email, password=new["password1"]).redirect_chain


def test_an_address_without_an_account_gets_no_mail_and_the_same_answer(client: Client, ada: User) -> None:
    response = send(client, "/konto/losenord/glomt/", email="ingen@example.org")

    assert "Om adressen har ett konto" in text_of(response)
    assert mail.outbox == []


PAGES = [
    "/konto/",
    "/konto/losenord/",
    "/konto/tva-steg/",
    "/konto/reservkoder/",
    "/konto/reservkoder/nya/",
    "/konto/tva-steg/ta-bort/",
    "/konto/logga-ut/",
]


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_of_an_account_speak_swedish(as_ada: Client, ada: User, address: str) -> None:
    if "reservkoder" in address or "ta-bort" in address:
        add_second_step(as_ada)
    else:
        send(as_ada, "/konto/bekrafta/", password=PASSWORD)

    response = as_ada.get(address, headers={"Accept-Language": "en"})

    assert response.status_code == 200
    assert not ENGLISH.search(text_of(response)), ENGLISH.findall(text_of(response))


@pytest.mark.parametrize("address", ["/konto/logga-in/", "/konto/losenord/glomt/", "/konto/losenord/glomt/skickat/"])
def test_the_pages_before_signing_in_speak_swedish(client: Client, db: None, address: str) -> None:
    response = client.get(address, headers={"Accept-Language": "en"})

    assert response.status_code == 200
    assert not ENGLISH.search(text_of(response)), ENGLISH.findall(text_of(response))


def test_signing_out_needs_a_press(as_ada: Client) -> None:
    assert as_ada.get("/konto/logga-ut/").status_code == 200
    assert as_ada.get("/arbetsyta/exempelby/").status_code == 200

    as_ada.post("/konto/logga-ut/")

    assert as_ada.get("/arbetsyta/exempelby/").status_code == 302
