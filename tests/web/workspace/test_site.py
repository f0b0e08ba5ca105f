import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.publishing.selectors import site_of
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

SITE = "/arbetsyta/exempelby/sidan/"


def test_what_the_footer_says_is_filled_in_and_public_at_once(as_ada: Client, cast: Cast) -> None:
    send(as_ada, SITE, contact_name="Trygghetssamordnaren", data_protection_text="Kommunstyrelsen är ansvarig.")

    assert "Trygghetssamordnaren" in Client().get("/exempelby/").content.decode()
    assert "Kommunstyrelsen är ansvarig." in Client().get("/exempelby/personuppgifter/").content.decode()


def test_an_official_site_takes_a_second_step_and_a_name(as_ada: Client, ada: User, cast: Cast) -> None:
    asked = as_ada.post(f"{SITE}officiell/", follow=True)
    assert "Skydda kontot" in text_of(asked)

    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    refused = as_ada.post(f"{SITE}officiell/", follow=True)
    assert "Skriv först vem som svarar" in text_of(refused)
    assert 'content="noindex"' in Client().get("/exempelby/").content.decode()

    send(as_ada, SITE, contact_name="Ada")
    as_ada.post(f"{SITE}officiell/")
    assert site_of(cast.exempelby).official_since is not None
    assert 'content="noindex"' not in Client().get("/exempelby/").content.decode()

    as_ada.post(f"{SITE}officiell/", {"withdraw": "1"})
    assert site_of(cast.exempelby).official_since is None
