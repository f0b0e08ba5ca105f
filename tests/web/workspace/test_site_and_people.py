import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.selectors import membership_of
from loftet.domain.publishing.selectors import site_of
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

SITE = "/arbetsyta/exempelby/sidan/"
PEOPLE = "/arbetsyta/exempelby/personer/"


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


def test_a_person_who_is_added_gets_a_link_to_choose_a_password(as_ada: Client, cast: Cast) -> None:
    page = send(as_ada, PEOPLE, name="Eva", email="eva@example.org", role="coordinator")

    shown = re.search(r'<code class="secret">(\S+)</code>', page.content.decode())
    assert shown
    assert shown[1] in mail.outbox[0].body
    assert mail.outbox[0].to == ["eva@example.org"]

    eva = Client()
    path = "/konto/" + shown[1].partition("/konto/")[2]
    chosen = eva.get(path, follow=True)
    password = {"password1": "evas långa lösenord", "password2": "evas långa lösenord"}
    eva.post(chosen.redirect_chain[-1][0], password)
    signed_in = send(eva, "/konto/logga-in/", login="eva@example.org", password=password["password1"])
    assert signed_in.redirect_chain[-1][0] == "/arbetsyta/exempelby/"


def test_the_link_fails_the_second_time_and_a_new_one_is_made(as_ada: Client, cast: Cast) -> None:
    send(as_ada, PEOPLE, name="Eva", email="eva@example.org", role="coordinator")
    membership = Membership.objects.get(user__email="eva@example.org")

    page = as_ada.post(f"{PEOPLE}{membership.pk}/lank/")

    assert "/konto/losenord/nytt/" in page.content.decode()
    assert len(mail.outbox) == 2


def test_a_person_with_an_account_needs_no_link(as_ada: Client, cast: Cast, bo: User) -> None:
    bo.set_password("bos långa lösenord")
    bo.save()
    Membership.objects.filter(user=bo).delete()

    page = send(as_ada, PEOPLE, name="Bo", email=bo.email, role="administrator")

    assert "loggar in som vanligt" in text_of(page)
    assert mail.outbox == []


def test_nobody_is_added_twice(as_ada: Client, bo: User) -> None:
    page = send(as_ada, PEOPLE, name="Bo", email=bo.email, role="coordinator")

    assert page.status_code == 422
    assert "har redan en roll här" in text_of(page)


def test_a_person_is_removed_but_never_the_last_administrator(as_ada: Client, ada: User, bo: User) -> None:
    theirs, own = membership_of(bo, "exempelby"), membership_of(ada, "exempelby")
    assert theirs is not None
    assert own is not None

    as_ada.post(f"{PEOPLE}{theirs.pk}/ta-bort/")
    assert membership_of(bo, "exempelby") is None

    refused = as_ada.post(f"{PEOPLE}{own.pk}/ta-bort/")
    assert "Någon måste administrera sidan" in text_of(refused)
    assert membership_of(ada, "exempelby") is not None
