"""Mina inloggningar: seeing where one is signed in, and ending it there."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import Traveller

from loftet.domain.account.models import SignedInSession, User
from loftet.domain.account.rules import device_words
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

SESSIONS = "/arbetsyta/mina-inloggningar/"
TO_DO = "/arbetsyta/exempelby/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def sign_in(user: User, user_agent: str) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    arrived = send(client, "/konto/logga-in/", login=user.email, password="ett långt lösenord")
    assert arrived.redirect_chain[-1][0] == TO_DO
    return client


def test_each_place_is_listed_with_its_device(ada: User) -> None:
    here = sign_in(ada, FIREFOX)
    sign_in(ada, IPHONE)
    words = text_of(here.get(SESSIONS))
    assert "Firefox på Windows, den du använder nu" in words
    assert "Safari på iPhone" in words


def test_an_ended_session_lets_nobody_in(ada: User) -> None:
    here, telephone = sign_in(ada, FIREFOX), sign_in(ada, IPHONE)
    ended = SignedInSession.objects.get(device="Safari på iPhone")
    here.post(SESSIONS, {"end": ended.pk})
    assert telephone.get(TO_DO).headers["Location"].startswith("/konto/logga-in/")
    assert here.get(TO_DO).status_code == 200


def test_all_others_are_ended_at_once(ada: User) -> None:
    here, *others = [sign_in(ada, agent) for agent in (FIREFOX, IPHONE, "")]
    page = here.post(SESSIONS, {"end": "others"}, follow=True)
    assert "Du är utloggad överallt utom här." in text_of(page)
    assert [client.get(TO_DO).status_code for client in others] == [302, 302]
    assert here.get(TO_DO).status_code == 200


def test_nobody_ends_the_session_of_another(ada: User, as_bo: Client) -> None:
    hers = sign_in(ada, FIREFOX)
    as_bo.get(TO_DO)
    as_bo.post(SESSIONS, {"end": SignedInSession.objects.get(user=ada).pk})
    assert hers.get(TO_DO).status_code == 200
    assert "Firefox" not in text_of(as_bo.get(SESSIONS))


def test_a_stolen_cookie_is_worth_nothing_after_the_end(ada: User) -> None:
    here, thief = sign_in(ada, FIREFOX), Client()
    thief.cookies = here.cookies
    assert thief.get(TO_DO).status_code == 200
    stolen = here.cookies["loftet_session"].value
    SignedInSession.objects.all().delete()
    thief.cookies["loftet_session"] = stolen
    assert thief.get(TO_DO).status_code == 302


def test_the_key_of_a_session_is_not_in_the_list(ada: User) -> None:
    here = sign_in(ada, FIREFOX)
    row = SignedInSession.objects.get()
    assert row.token_sha256 not in str(dict(here.session))


def test_a_session_is_noted_as_used_now_and_then(ada: User, september: Traveller) -> None:
    here = sign_in(ada, FIREFOX)
    signed_in_at = SignedInSession.objects.get().seen_at
    september.shift(timedelta(minutes=4))
    here.get(TO_DO)
    assert SignedInSession.objects.get().seen_at == signed_in_at
    september.shift(timedelta(minutes=2))
    here.get(TO_DO)
    assert SignedInSession.objects.get().seen_at > signed_in_at


def test_public_pages_ask_for_no_session(cast: Cast, ada: User) -> None:
    here = sign_in(ada, FIREFOX)
    assert not here.get("/exempelby/").has_header("Set-Cookie")


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, ("Firefox", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36", ("Chrome", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Safari/537.36 Edg/138.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/138.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("curl/8.5.0", ("", "")),
    ],
)
def test_a_device_is_named_as_people_know_it(user_agent: str, words: tuple[str, str]) -> None:
    assert device_words(user_agent) == words
