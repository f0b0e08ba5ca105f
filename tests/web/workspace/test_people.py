"""Who works here: inviting, taking one's place, leaving."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import Traveller

from loftet.domain.account.models import User
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.selectors import membership_of
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

PEOPLE = "/arbetsyta/exempelby/personer/"
EVAS_PASSWORD = "evas långa lösenord"


def invite(client: Client, **values: str) -> str:
    """The path of the link that the page shows."""
    fields = {"name": "Eva", "email": "eva@example.org", "role": "coordinator", **values}
    page = send(client, PEOPLE, form="main form.fields", **fields)
    shown = re.search(r'<code class="secret">(\S+)</code>', page.content.decode())
    assert shown, text_of(page)
    return shown[1].removeprefix("http://localhost:8000")


def test_an_invited_person_takes_her_place_and_is_signed_in(as_ada: Client) -> None:
    link, eva = invite(as_ada), Client()
    assert "Du är inbjuden till Exempelby som samordnare." in text_of(eva.get(link))
    arrived = send(eva, link, name="Eva Exempelsson", password=EVAS_PASSWORD)
    assert arrived.redirect_chain[-1][0] == "/arbetsyta/exempelby/"
    assert User.objects.get_queryset().get(email="eva@example.org").name == "Eva Exempelsson"
    again = send(Client(), "/konto/logga-in/", login="eva@example.org", password=EVAS_PASSWORD)
    assert again.redirect_chain[-1][0] == "/arbetsyta/exempelby/"


def test_the_link_is_mailed_to_the_person(as_ada: Client) -> None:
    link = invite(as_ada)
    mail = Message.objects.get()
    assert mail.to == "eva@example.org"
    assert f"http://localhost:8000{link}" in mail.text


def test_a_mail_filter_that_opens_the_link_does_not_use_it_up(as_ada: Client) -> None:
    link = invite(as_ada)
    for _ in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert send(Client(), link, password=EVAS_PASSWORD).redirect_chain


def test_a_link_that_was_used_lets_nobody_else_in(as_ada: Client) -> None:
    link = invite(as_ada)
    send(Client(), link, password=EVAS_PASSWORD)
    refused = Client().post(link, {"name": "Tjuv", "password": "tjuvens långa lösenord"})
    assert refused.status_code == 403
    assert "Länken är redan använd" in text_of(refused)
    assert User.objects.get_queryset().get(email="eva@example.org").check_password(EVAS_PASSWORD)


def test_a_link_is_too_old_after_fourteen_days(as_ada: Client, september: Traveller) -> None:
    link = invite(as_ada)
    september.shift(timedelta(days=14))
    assert "Länken gällde i fjorton dagar" in text_of(Client().get(link))


def test_a_link_that_nobody_made_opens_nothing() -> None:
    refused = Client().get("/arbetsyta/inbjudan/hittepa/")
    assert refused.status_code == 403
    assert "be den som bjöd in dig om en ny" in text_of(refused)


def test_a_weak_password_is_sent_back_with_the_name_that_was_typed(as_ada: Client) -> None:
    link, eva = invite(as_ada), Client()
    page = send(eva, link, name="Eva Exempelsson", password="kort")
    assert page.status_code == 422
    assert 'value="Eva Exempelsson"' in page.content.decode()
    assert send(eva, link, password=EVAS_PASSWORD).status_code == 200


def test_a_new_link_ends_the_old_one(as_ada: Client) -> None:
    old = invite(as_ada)
    membership = Membership.objects.get(user__email="eva@example.org")
    page = as_ada.post(f"{PEOPLE}{membership.pk}/lank/")
    assert "/arbetsyta/inbjudan/" in page.content.decode()
    assert Client().get(old).status_code == 403


def test_a_person_with_an_account_needs_no_link(as_ada: Client, cast: Cast, bo: User) -> None:
    bo.set_password("bos långa lösenord")
    bo.save()
    Membership.objects.filter(user=bo).delete()
    page = send(as_ada, PEOPLE, form="main form.fields", name="Bo", email=bo.email, role="administrator")
    assert "loggar in som vanligt" in text_of(page)
    assert "/konto/logga-in/" in Message.objects.get().text


def test_nobody_is_added_twice(as_ada: Client, bo: User) -> None:
    page = send(as_ada, PEOPLE, form="main form.fields", name="Bo", email=bo.email, role="coordinator")
    assert page.status_code == 422
    assert "har redan en roll här" in text_of(page)


@pytest.mark.parametrize(
    ("role", "party", "side"),
    [
        ("police", "municipality", "police"),
        ("signatory", "police", "police"),
        ("signatory", "municipality", "municipality"),
    ],
)
def test_the_party_is_asked_only_where_the_role_does_not_say_it(
    as_ada: Client, role: str, party: str, side: str
) -> None:
    invite(as_ada, role=role, party=party, function="Lokalpolisområdeschef")
    membership = Membership.objects.get(user__email="eva@example.org")
    assert (membership.role, membership.party, membership.function) == (role, side, "Lokalpolisområdeschef")


def test_a_reporter_has_a_department(as_ada: Client) -> None:
    page = send(as_ada, PEOPLE, form="main form.fields", name="Ria", email="ria@example.org", role="reporter")
    assert "Skriv vilken förvaltning" in text_of(page)
    invite(as_ada, role="reporter", department="Socialförvaltningen")
    assert "Socialförvaltningen" in text_of(as_ada.get(PEOPLE))


@pytest.mark.parametrize("role", ["coordinator", "police", "signatory", "reader"])
def test_only_an_administrator_invites(as_ada: Client, role: str) -> None:
    other = Client()
    send(other, invite(as_ada, role=role), password=EVAS_PASSWORD)
    assert other.get("/arbetsyta/exempelby/").status_code == 200
    assert other.get(PEOPLE).status_code == 404
    assert other.post(PEOPLE, {"name": "X", "email": "x@example.org", "role": "reader"}).status_code == 404
    assert not Membership.objects.filter(user__email="x@example.org").exists()


def test_a_person_is_removed_but_never_the_last_administrator(as_ada: Client, ada: User, bo: User) -> None:
    theirs, own = membership_of(bo, "exempelby"), membership_of(ada, "exempelby")
    assert theirs is not None
    assert own is not None

    as_ada.post(f"{PEOPLE}{theirs.pk}/ta-bort/")
    assert membership_of(bo, "exempelby") is None

    refused = as_ada.post(f"{PEOPLE}{own.pk}/ta-bort/")
    assert "Någon måste administrera sidan" in text_of(refused)
    assert membership_of(ada, "exempelby") is not None
