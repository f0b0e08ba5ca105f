import pytest
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user, make_sign_in_link
from loftet.domain.organisation.models import Membership
from loftet.domain.place.services import invent_municipality
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

PASSWORD = "korrekt häst batteri"
ADA = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}


def address(token: str) -> str:
    return f"/arbetsyta/forsta-inloggning/{token}/"


def test_the_link_leads_to_a_municipality_and_then_offers_the_second_step(client: Client) -> None:
    invent_municipality(code="9901", name="Exempelby", county="Exempel län")

    chosen = send(client, address(make_sign_in_link()), **ADA)
    assert "Vilken kommun arbetar du för?" in text_of(chosen)

    offered = send(client, "/arbetsyta/valj-kommun/", municipality="9901")
    assert "Skydda kontot" in text_of(offered)
    assert "Gör det senare" in text_of(offered)
    assert Membership.objects.get().role == Membership.Role.ADMINISTRATOR
    assert client.get("/arbetsyta/exempelby/").status_code == 200


def test_only_looking_at_the_link_lets_nobody_in(client: Client) -> None:
    token = make_sign_in_link()

    assert client.get(address(token)).status_code == 200
    assert not User.objects.get_queryset().exists()
    assert send(client, address(token), **ADA).redirect_chain


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_the_link_does_not_open_through_another_server(client: Client, header: str) -> None:
    token = make_sign_in_link()

    for response in (
        client.get(address(token), headers={header: "10.0.0.1"}),
        client.post(address(token), ADA, headers={header: "10.0.0.1"}),
    ):
        assert response.status_code == 403
        assert "fungerar bara på den dator där Löftet körs" in text_of(response)
    assert not User.objects.get_queryset().exists()


def test_a_used_link_says_so_and_lets_nobody_in(client: Client) -> None:
    token = make_sign_in_link()
    send(client, address(token), **ADA)

    again = Client().post(address(token), ADA | {"email": "eva@example.org"})

    assert again.status_code == 403
    assert "Det finns redan en administratör" in text_of(again)
    assert User.objects.get_queryset().count() == 1


def test_an_unknown_link_says_how_to_make_a_new_one(client: Client) -> None:
    response = client.get(address("nagot-annat"))

    assert response.status_code == 403
    assert "loftet sign-in-link" in text_of(response)


def test_a_weak_password_is_said_beside_its_field_and_the_rest_stays(client: Client) -> None:
    response = send(client, address(make_sign_in_link()), **ADA | {"password": "kort"})

    assert "lösenordet är för kort" in text_of(response)
    assert 'value="ada@example.org"' in response.content.decode()
    assert not User.objects.get_queryset().exists()


def test_an_address_that_is_taken_is_said_beside_its_field(client: Client) -> None:
    add_user(email="ada@example.org", name="Ada")

    response = send(client, address(make_sign_in_link()), **ADA)

    assert "Adressen har redan ett konto" in text_of(response)


def test_choosing_a_municipality_is_for_whoever_administers_the_installation(client: Client) -> None:
    client.force_login(add_user(email="bo@example.org", name="Bo"))

    assert client.get("/arbetsyta/valj-kommun/").status_code == 404


def test_a_password_sent_to_the_page_is_hidden_from_error_reports(client: Client) -> None:
    response = client.post(address(make_sign_in_link()), ADA | {"password": "kort"})

    assert getattr(response.wsgi_request, "sensitive_post_parameters", ()) == ("password",)
