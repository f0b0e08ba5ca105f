"""Guessing at passwords is slow, and never locks out somebody on a device or with a passkey of her own."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from time_machine import Traveller

from loftet.domain.account.models import User
from tests.people import Cast

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/logga-in/"
PASSWORD = "ett långt lösenord"


def attempt(client: Client, email: str, password: str, *, address: str = "192.0.2.1") -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, REMOTE_ADDR=address)


def guess_from_many_addresses(email: str, times: int) -> None:
    for number in range(times):
        attempt(Client(), email, f"gissning {number}", address=f"198.51.100.{number}")


def is_in(response: HttpResponse) -> bool:
    return response.status_code == 302


def test_an_account_is_closed_to_strangers_after_five_guesses_from_anywhere(ada: User) -> None:
    guess_from_many_addresses(ada.email, 5)
    assert not is_in(attempt(Client(), ada.email, PASSWORD))


def test_four_guesses_close_nothing(ada: User) -> None:
    guess_from_many_addresses(ada.email, 4)
    assert is_in(attempt(Client(), ada.email, PASSWORD))


def test_the_account_opens_again_after_five_minutes(ada: User, september: Traveller) -> None:
    guess_from_many_addresses(ada.email, 5)
    september.shift(timedelta(minutes=5, seconds=10))
    assert is_in(attempt(Client(), ada.email, PASSWORD))


def test_an_address_that_guesses_at_many_accounts_is_slowed_down(ada: User) -> None:
    for number in range(10):
        attempt(Client(), f"nagon{number}@example.org", "gissning")
    assert not is_in(attempt(Client(), ada.email, PASSWORD))
    assert is_in(attempt(Client(), ada.email, PASSWORD, address="192.0.2.2"))


def test_the_owner_gets_in_from_her_own_device_while_others_guess(ada: User) -> None:
    device = Client()
    assert is_in(attempt(device, ada.email, PASSWORD))
    device.post("/konto/logga-ut/")
    guess_from_many_addresses(ada.email, 20)
    assert is_in(attempt(device, ada.email, PASSWORD))


def test_guesses_from_the_address_of_the_office_do_not_lock_out_its_devices(ada: User) -> None:
    device = Client()
    attempt(device, ada.email, PASSWORD)
    device.post("/konto/logga-ut/")
    for number in range(12):
        attempt(Client(), f"nagon{number}@example.org", "gissning")
    assert is_in(attempt(device, ada.email, PASSWORD))


def test_a_known_device_does_not_guess_without_end(ada: User) -> None:
    device = Client()
    attempt(device, ada.email, PASSWORD)
    device.post("/konto/logga-ut/")
    for number in range(10):
        attempt(device, ada.email, f"gissning {number}")
    assert not is_in(attempt(device, ada.email, PASSWORD))


def test_a_device_is_known_to_its_own_account_alone(ada: User, bo: User) -> None:
    bo.set_password(PASSWORD)
    bo.save()
    device = Client()
    assert is_in(attempt(device, bo.email, PASSWORD))
    device.post("/konto/logga-ut/")
    guess_from_many_addresses(ada.email, 5)
    assert not is_in(attempt(device, ada.email, PASSWORD))


def test_a_cookie_that_somebody_wrote_makes_no_device_known(ada: User) -> None:
    forged = Client()
    forged.cookies["loftet_device"] = f"{ada.email}:1uBl9K:AAAA"
    guess_from_many_addresses(ada.email, 5)
    assert not is_in(attempt(forged, ada.email, PASSWORD))


def test_a_passkey_is_asked_for_however_many_have_guessed(ada: User) -> None:
    guess_from_many_addresses(ada.email, 5)
    answers = {
        Client().get("/konto/logga-in/passnyckel/", headers={"Accept": "application/json"}).status_code
        for _ in range(40)
    }
    assert answers == {200}


def test_guesses_at_the_code_are_counted_too(ada: User, cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(ada, secret)
    client = Client()
    attempt(client, ada.email, PASSWORD)
    for number in range(5):
        client.post("/konto/logga-in/kod/", {"code": f"00000{number}"})
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    refused = client.post("/konto/logga-in/kod/", {"code": right})
    assert refused.status_code == 200
    assert "arbetsyta" not in refused.headers.get("Location", "")
