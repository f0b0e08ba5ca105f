"""To follow by e-mail, as a reader, a mail program and a link scanner meet it over HTTP."""

import logging
import re
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from quopri import decodestring

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loftet.domain.account.services import add_user
from loftet.domain.delivery.models import Message
from loftet.domain.delivery.services import deliver_due_messages
from loftet.domain.organisation.services import join_as_administrator
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.subscription.models import ConsentWording, Subscription
from loftet.domain.publishing.subscription.pace import Pace
from loftet.domain.publishing.subscription.services import following
from loftet.domain.publishing.subscription.services.telling import send_digest, send_digests
from tests.domain.delivery.relay import Relay, free_port, relay
from tests.people import Cast
from tests.web.public.reading import html_of, text_of

ANNA = "anna.andersson@exempel.se"
PROMISE = "/exempelby/lofte/2026/"
COMMITMENT = f"{PROMISE}atagande/informationsbrev/"
AREA = f"{PROMISE}omrade/trygghet-i-centrum/"
FORMS = [f"{PROMISE}folj/", f"{COMMITMENT}folj/", f"{AREA}folj/"]
HOME = "https://lofte.example"
PUBLISHED = "/arbetsyta/exempelby/lofte/2026/publicerat/"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
TO_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def slowed_in_this_test_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LETTERS_TO_AN_ADDRESS", Pace(3, timedelta(days=1)))
    monkeypatch.setattr(following, "REQUESTS_FROM_A_SOURCE", Pace(20, timedelta(hours=1)))
    monkeypatch.setattr(following, "TRIES_OF_A_LINK", Pace(10, timedelta(hours=1)))


@pytest.fixture
def server(settings: Settings) -> Iterator[Relay]:
    settings.ADDRESS = HOME
    with relay() as running:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", running.port
        yield running


def ask(form: str = FORMS[0], email: str = ANNA, **more: object) -> int:
    """As a browser without scripts and cookies; `enforce_csrf_checks` is what a real request meets."""
    return Client(enforce_csrf_checks=True).post(form, {"email": email}, **more).status_code  # type: ignore[arg-type]


def newest(server: Relay) -> EmailMessage:
    deliver_due_messages()
    return server.taken[-1]


def links_in(message: EmailMessage) -> list[str]:
    """Paths of all addresses in the text and the headers."""
    body = message.get_body(("plain",))
    assert body
    said = f"{body.get_content()} {message['List-Unsubscribe'] or ''}"
    return [path.rstrip(">") for path in re.findall(rf"{HOME}(\S+)", said)]


def link_to(message: EmailMessage, step: str) -> str:
    (found,) = [path for path in links_in(message) if f"/folj/{step}/" in path]
    return found


def press(address: str) -> str:
    """Open the page and press its button, with the hidden fields that it has."""
    page = html_of(address)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page))
    response = Client(enforce_csrf_checks=True).post(address, hidden)
    assert response.status_code == 200
    return response.content.decode()


def confirmed(server: Relay, form: str = FORMS[0], email: str = ANNA) -> Subscription:
    assert ask(form, email) == 302
    press(link_to(newest(server), "bekrafta"))
    return Subscription.objects.get(email=email)


def letter_about_a_change(cast: Cast, server: Relay) -> EmailMessage:
    cast.this_year.introduction = "Vi lovar."
    cast.this_year.save()
    publish_promise(cast.exempelby, promise=cast.this_year, actor=None, reason="Kortare.")
    send_digests()
    send_digest(subscription=Subscription.objects.get(email=ANNA).pk)
    return newest(server)


def rows() -> dict[str, int]:
    """How many of everything there is."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_follows_in_two_presses_without_script_or_cookie(cast: Cast, server: Relay, form: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(form)
    response = browser.post(form, {"email": ANNA}, follow=True)
    assert response.redirect_chain == [("/exempelby/folj/skickat/", 302)]
    assert "Vi har skickat ett brev med en länk." in response.content.decode()
    link = link_to(newest(server), "bekrafta")
    assert f"Du får brev till {ANNA}" in browser.get(link).content.decode()
    assert not Subscription.objects.exists()
    assert "Nu får du brev" in press(link)
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.promise) == (ANNA, cast.this_year)
    assert subscription.wording.text in " ".join(text_of(form).split())
    assert not browser.cookies


def test_each_form_follows_its_own(cast: Cast, server: Relay) -> None:
    for form in FORMS:
        ask(form)
        press(link_to(newest(server), "bekrafta"))
    assert set(Subscription.objects.values_list("commitment_key", "focus_area")) == {
        ("", ""),
        ("informationsbrev", ""),
        ("", "Trygghet i centrum"),
    }


def test_a_scanner_that_opens_every_link_changes_nothing(cast: Cast, server: Relay) -> None:
    confirmed(server)
    letters = [letter_about_a_change(cast, server)]
    assert ask(FORMS[1], "bo@exempel.se") == 302
    letters.append(newest(server))
    before = rows()
    links = [link for letter in letters for link in links_in(letter)]
    assert len(links) == 6
    for link in links:
        for method in ("get", "head", "options"):
            getattr(Client(), method)(link, headers={"user-agent": "LinkScanner/1.0"})
    assert rows() == before
    assert Subscription.objects.get().email == ANNA


def test_a_mail_programs_button_leaves_at_once_without_cookie_or_question(cast: Cast, server: Relay) -> None:
    confirmed(server)
    link = link_to(letter_about_a_change(cast, server), "sluta")
    response = Client(enforce_csrf_checks=True).post(
        link,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"},
    )
    assert response.status_code == 200
    assert not Subscription.objects.exists()
    again = Client().post(link, {"List-Unsubscribe": "One-Click"})
    assert (again.status_code, "Adressen är redan raderad." in again.content.decode()) == (200, True)


def test_the_address_in_the_header_shows_a_button_to_whoever_opens_it(cast: Cast, server: Relay) -> None:
    confirmed(server)
    link = link_to(letter_about_a_change(cast, server), "sluta")
    assert "Tryck på knappen om du vill sluta" in text_of(link)
    assert Client().post(link, {"something": "else"}).status_code == 200
    assert Subscription.objects.exists()
    assert "Adressen är raderad." in press(link)
    assert not Subscription.objects.exists()


def test_the_link_in_a_letter_that_was_sent_on_asks_for_the_address(cast: Cast, server: Relay) -> None:
    confirmed(server)
    link = link_to(letter_about_a_change(cast, server), "avsluta")
    assert ANNA not in html_of(link)
    for wrong, said in [
        ({"email": "bo@exempel.se"}, "Brevet gick inte till den adressen."),
        ({"email": "anna"}, "Det där är ingen e-postadress."),
        ({"email": ""}, "Skriv din e-postadress."),
        ({"List-Unsubscribe": "One-Click"}, "Skriv din e-postadress."),
    ]:
        response = Client().post(link, wrong)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert Subscription.objects.exists()
    left = Client(enforce_csrf_checks=True).post(link, {"email": ANNA.upper()})
    assert "Adressen är raderad." in left.content.decode()
    assert not Subscription.objects.exists()


def test_links_of_another_letter_municipality_or_use_open_nothing(cast: Cast, server: Relay) -> None:
    confirmed(server)
    letter = letter_about_a_change(cast, server)
    one_click, in_letter = link_to(letter, "sluta"), link_to(letter, "avsluta")
    assert Client().get(in_letter.replace("/avsluta/", "/sluta/")).status_code == 404
    assert Client().get(one_click.replace("/sluta/", "/avsluta/")).status_code == 404
    assert Client().get(f"{one_click[:-3]}/").status_code == 404
    assert (
        Client().post(one_click.replace("exempelby", "granneby"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    )
    assert Subscription.objects.exists()


def test_a_link_used_twice_gives_the_same_answer(cast: Cast, server: Relay) -> None:
    ask()
    link = link_to(newest(server), "bekrafta")
    assert press(link) == press(link)
    assert Subscription.objects.count() == 1


def test_nobody_learns_from_the_form_who_follows(cast: Cast, server: Relay) -> None:
    confirmed(server)
    answers = [Client().post(FORMS[0], {"email": email}, follow=True).content for email in (ANNA, "bo@exempel.se")]
    assert answers[0] == answers[1]


def test_an_old_link_says_so_and_leads_to_a_new_one(
    cast: Cast, server: Relay, september: time_machine.Traveller
) -> None:
    ask(FORMS[1])
    link = link_to(newest(server), "bekrafta")
    september.shift(timedelta(hours=72, seconds=1))
    for response in (Client().get(link), Client().post(link)):
        assert response.status_code == 410
        assert "Den är för gammal" in response.content.decode()
        assert f'href="{FORMS[1]}"' in response.content.decode()
    assert not Subscription.objects.exists()


def test_half_a_link_says_what_to_do(cast: Cast, server: Relay) -> None:
    ask()
    link = link_to(newest(server), "bekrafta")
    for garbled in (f"{link[:-20]}/", link.replace("/exempelby/", "/granneby/"), "/exempelby/folj/bekrafta/å/"):
        response = Client().post(garbled)
        assert response.status_code == 404
        assert "Länken fungerar inte" in response.content.decode()
    assert not Subscription.objects.exists()


def test_a_link_to_a_commitment_that_is_gone_stores_nothing(cast: Cast, server: Relay) -> None:
    ask(FORMS[1])
    link = link_to(newest(server), "bekrafta")
    cast.this_year.commitments.filter(key="informationsbrev").delete()
    publish_promise(cast.exempelby, promise=cast.this_year, actor=None, reason="Tas bort.")
    assert Client().post(link).status_code == 404
    assert Client().get(FORMS[1]).status_code == 404


def test_words_that_changed_while_the_page_was_open_are_shown_again(cast: Cast, server: Relay) -> None:
    ask()
    link = link_to(newest(server), "bekrafta")
    response = Client().post(link, {"wording": "0" * 64})
    assert response.status_code == 409
    assert "Orden har ändrats sedan du öppnade sidan." in response.content.decode()
    assert not ConsentWording.objects.exists()


@pytest.mark.parametrize("email", ["", "anna", "anna@", "a@b.se, c@d.se", "a@b.se\nBcc: c@d.se", f"{'a' * 250}@b.se"])
def test_what_is_no_address_is_said_and_kept_in_the_field(cast: Cast, email: str) -> None:
    response = Client().post(FORMS[0], {"email": email})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert email.split("\n", maxsplit=1)[0] in page
    assert not Message.objects.exists()


def test_a_form_sent_from_another_site_is_turned_away(cast: Cast) -> None:
    assert ask(headers={"sec-fetch-site": "cross-site"}) == 403
    assert not Message.objects.exists()
    assert ask(headers={"sec-fetch-site": "same-origin"}) == 302


def test_many_from_one_place_are_told_to_wait_and_keep_what_they_wrote(cast: Cast) -> None:
    for number in range(20):
        assert ask(email=f"nr{number}@exempel.se", headers={"x-forwarded-for": "198.51.100.1, 192.0.2.1"}) == 302
    response = Client().post(FORMS[0], {"email": ANNA}, headers={"x-forwarded-for": "203.0.113.9, 192.0.2.1"})
    assert response.status_code == 422
    assert "många anmälningar från din uppkoppling" in response.content.decode()
    assert f'value="{ANNA}"' in response.content.decode()
    assert ask(headers={"x-forwarded-for": "192.0.2.2"}) == 302


def test_one_household_is_one_source_whatever_its_devices_are_called(cast: Cast) -> None:
    for number in range(20):
        assert ask(email=f"nr{number}@exempel.se", headers={"x-forwarded-for": f"2001:db8:1:2::{number:x}"}) == 302
    assert ask(headers={"x-forwarded-for": "2001:db8:1:2:ffff::1"}) == 422
    assert ask(headers={"x-forwarded-for": "2001:db8:1:3::1"}) == 302
    assert ask(email="bo@exempel.se", headers={"x-forwarded-for": "not an address"}) == 302


def test_pages_that_a_link_opens_are_kept_by_nobody(cast: Cast, server: Relay) -> None:
    ask()
    confirm = link_to(newest(server), "bekrafta")
    press(confirm)
    letter = letter_about_a_change(cast, server)
    for link in (confirm, link_to(letter, "sluta"), link_to(letter, "avsluta")):
        response = Client().get(link)
        head = response.content.decode().partition("</head>")[0]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert 'name="robots" content="noindex"' in head
        assert f'<link rel="canonical" href="{HOME}{PROMISE}">' in head
        assert not response.cookies


def test_the_form_is_the_same_for_everybody_and_kept(cast: Cast) -> None:
    first, again = Client().get(FORMS[0]), Client().get(FORMS[0])
    assert first.content == again.content
    assert first.headers["ETag"]
    assert ask() == 302
    assert Client().get(FORMS[0]).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        "/exempelby/lofte/2027/folj/",
        "/exempelby/lofte/2026/atagande/finns-inte/folj/",
        "/exempelby/lofte/2026/omrade/finns-inte/folj/",
        "/boden/lofte/2026/folj/",
    ],
)
def test_what_is_not_public_cannot_be_followed(cast: Cast, form: str) -> None:
    assert Client().get(form).status_code == 404
    assert ask(form) == 404


def test_without_a_mail_server_only_the_feed_is_offered_but_for_the_example(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = TO_A_FOLDER
    form, link = "/granneby/lofte/2026-maj-augusti/folj/", "Följ med e-post"
    assert link in text_of("/exempelby/lofte/2026/")
    cast.granneby.example = False
    cast.granneby.save()
    publish_promise(cast.exempelby, promise=cast.draft, actor=None)
    assert link not in text_of("/granneby/lofte/2026-maj-augusti/")
    assert "Med e-post" not in text_of(form)
    assert "Flöde med ändringar (Atom)" in text_of(form)
    assert ask(form) == 404


@pytest.mark.parametrize(("page", "form"), list(zip((PROMISE, COMMITMENT, PROMISE), FORMS, strict=True)))
def test_the_pages_lead_to_the_forms(cast: Cast, page: str, form: str) -> None:
    assert f'href="{form}"' in html_of(page)


def test_the_coordinator_sees_how_many_follow_and_no_address(cast: Cast, server: Relay) -> None:
    user = add_user(
        email="sam@exempelby.example", name="Sam", password="ett långt lösenord", administers_installation=True
    )
    join_as_administrator(cast.exempelby, user=user)
    workspace = Client()
    workspace.force_login(user)
    for number in range(5):
        assert "följer hela löftet" not in workspace.get(PUBLISHED).content.decode()
        confirmed(server, email=f"nr{number}@exempel.se")
    page = workspace.get(PUBLISHED).content.decode()
    assert "5 följer hela löftet med e-post." in page
    assert "nr1@" not in page


def test_an_older_edition_leads_to_no_form_of_its_areas(cast: Cast) -> None:
    cast.this_year.introduction = "Vi lovar."
    cast.this_year.save()
    publish_promise(cast.exempelby, promise=cast.this_year, actor=None, reason="Kortare.")
    assert "/omrade/" not in html_of(f"{PROMISE}utgava/1/")


def test_the_english_page_sends_an_english_letter(cast: Cast, server: Relay) -> None:
    assert ask(f"/en{FORMS[0]}") == 302
    link = link_to(newest(server), "bekrafta")
    assert link.startswith("/en/exempelby/folj/bekrafta/")
    press(link)
    assert Subscription.objects.get().language == "en"


def test_the_address_is_in_no_log(cast: Cast, server: Relay, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers[ANNA] = f"550 no such user {ANNA}"
    ask()
    ask(email=f"{ANNA}.")
    deliver_due_messages()
    link = f"/exempelby/folj/bekrafta/{'x' * 40}/"
    Client().post(link, {"email": ANNA})
    # The mail server of the test writes a log of its own.
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    assert "was not taken" in said
    assert ANNA not in said


def encodings_of(address: str) -> list[bytes]:
    return [address.encode(), address.encode("utf-16-le"), address.split("@", maxsplit=1)[0].encode()]


def holds(contents: bytes) -> bool:
    """Whether the address can be read in it, plain or as mails are written."""
    decoded = [b64decode(word[: len(word) // 4 * 4]) for word in re.findall(rb"[A-Za-z0-9+/]{16,}", contents)]
    return any(form in text for form in encodings_of(ANNA) for text in (contents, decodestring(contents), *decoded))


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_before_it_is_confirmed_the_address_is_in_no_table_file_or_backup(
    settings: Settings, tmp_path: Path, server: Relay, september: time_machine.Traveller
) -> None:
    """A copy of the whole database, byte by byte: as SQLite's own backup makes it, free pages and all."""
    from tests.people import the_cast  # noqa: PLC0415

    the_cast()

    def backup(name: str) -> bytes:
        with sqlite3.connect(tmp_path / name) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        return (tmp_path / name).read_bytes()

    assert ask() == 302
    assert holds(backup("waiting")), "the one row of the outbox; else this test could not fail"
    tables = {
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if any(form in str(row).encode() for form in encodings_of(ANNA))
    }
    assert tables == {"delivery.Message"}
    deliver_due_messages()
    assert not holds(backup("delivered"))
    press(link_to(server.taken[-1], "bekrafta"))
    assert holds(backup("confirmed"))
    following.leave(Subscription.objects.get(), action="leave")
    assert not holds(backup("left"))


def test_an_unconfirmed_address_is_erased_after_a_day_while_the_server_is_down(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", free_port()
    ask()
    with time_machine.travel(timezone.now() + timedelta(hours=24)):
        deliver_due_messages()
    assert Message.objects.get().to == ""
