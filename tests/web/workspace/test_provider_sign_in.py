"""Signing in by the organisation's own provider, which a small one on loopback stands for."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from loftet.domain.account.models import User
from tests.people import Cast
from tests.web.workspace.provider import CLIENT, CODE, SECRET, Provider, provider_that_says
from tests.web.workspace.sending import text_of

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/logga-in/"
TO_PROVIDER = "/konto/logga-in/leverantor/oidc/"


def use(settings: Settings, provider: Provider) -> None:
    app = {
        "provider_id": "oidc",
        "name": "kommunens inloggning",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": provider.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def come_back(client: Client, settings: Settings, *, code: str = CODE, **claims: Any) -> Any:
    """Go to the provider and come back with its code."""
    with provider_that_says(**claims) as provider:
        use(settings, provider)
        there = urlsplit(client.get(TO_PROVIDER).headers["Location"])
        asked = parse_qs(there.query)
        assert f"http://{there.netloc}/authorize" == f"{provider.address}{there.path}"
        assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
        assert "code_challenge" in asked
        back = urlsplit(asked["redirect_uri"][0])
        return client.get(back.path, {"code": code, "state": asked["state"][0]}, follow=True)


def test_an_invited_person_signs_in_with_an_address_that_the_provider_has_verified(
    bo: User, settings: Settings
) -> None:
    arrived = come_back(Client(), settings, email="Bo@example.org", email_verified=True)
    assert arrived.redirect_chain[-1][0] == "/arbetsyta/exempelby/"
    bo.refresh_from_db()
    assert not bo.has_usable_password()


def test_the_second_time_the_providers_own_number_is_enough(bo: User, settings: Settings) -> None:
    come_back(Client(), settings, email="bo@example.org", email_verified=True)
    arrived = come_back(Client(), settings, email="bosse@example.org", email_verified=False)
    assert arrived.redirect_chain[-1][0] == "/arbetsyta/exempelby/"


def test_a_password_is_left_as_it_is(ada: User, settings: Settings) -> None:
    come_back(Client(), settings, email="ada@example.org", email_verified=True)
    ada.refresh_from_db()
    assert ada.check_password("ett långt lösenord")


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_that_is_not_verified_opens_nothing(bo: User, settings: Settings, verified: object) -> None:
    client = Client()
    refused = come_back(client, settings, email="bo@example.org", email_verified=verified)
    assert refused.status_code == 403
    assert "säger inte att din e-postadress är bekräftad" in text_of(refused)
    assert client.get("/arbetsyta/exempelby/").status_code == 302


def test_nobody_gets_an_account_by_signing_in(cast: Cast, settings: Settings) -> None:
    before = User.objects.get_queryset().count()
    refused = come_back(Client(), settings, email="okand@example.org", email_verified=True)
    assert refused.status_code == 403
    assert "okand@example.org är inte inbjuden här" in text_of(refused)
    assert User.objects.get_queryset().count() == before


def test_a_closed_account_stays_closed(bo: User, settings: Settings) -> None:
    bo.is_active = False
    bo.save()
    assert come_back(Client(), settings, email="bo@example.org", email_verified=True).status_code == 403


def test_the_second_step_is_asked_for_here_too(bo: User, settings: Settings) -> None:
    Authenticator.objects.create(user=bo, type=Authenticator.Type.TOTP, data={"secret": "x"})
    arrived = come_back(Client(), settings, email="bo@example.org", email_verified=True)
    assert arrived.redirect_chain[-1][0] == "/konto/logga-in/kod/"


def test_a_code_that_the_provider_does_not_know_is_told_in_swedish(bo: User, settings: Settings) -> None:
    failed = come_back(Client(), settings, code="nagot-annat", email="bo@example.org", email_verified=True)
    assert "svarade inte som den skulle" in text_of(failed)


def test_a_state_from_another_browser_is_refused(bo: User, settings: Settings) -> None:
    client = Client()
    with provider_that_says(email="bo@example.org", email_verified=True) as provider:
        use(settings, provider)
        client.get(f"{TO_PROVIDER}tillbaka/", {"code": CODE, "state": "pahittat"})
    assert client.get("/arbetsyta/exempelby/").status_code == 302


def test_the_button_is_there_only_with_a_provider(db: None, settings: Settings) -> None:
    assert "kommunens inloggning" not in text_of(Client().get(SIGN_IN))
    with provider_that_says() as provider:
        use(settings, provider)
        assert "Logga in med kommunens inloggning" in text_of(Client().get(SIGN_IN))
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert Client().get(TO_PROVIDER).status_code == 404
