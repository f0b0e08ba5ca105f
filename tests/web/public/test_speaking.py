"""Having a say without an account: the first step keeps nothing, the second only what is masked."""

import pytest
from django.test import Client

from loftet.domain.dialogue.contribution.models import Contribution
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.leaks import held, tables_holding
from tests.people import Cast, the_cast
from tests.web.workspace.sending import fields_of

pytestmark = pytest.mark.django_db

PAGE = "/exempelby/tyck-till/"
SECRET = "070-174 06 05"


@pytest.fixture(autouse=True)
def cast(db: None) -> Cast:
    cast = the_cast()
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)
    return cast


def looked_at(problem: str) -> dict[str, str]:
    """The fields of the second step."""
    return fields_of(Client().post(PAGE, {"problem": problem, "do": "look"}), "main form")


def test_the_first_step_shows_the_masked_text_and_keeps_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    response = Client().post(PAGE, {"problem": f"Ring Kalle Testberg {SECRET} om bron", "do": "look"})
    assert "[telefonnummer]" in response.content.decode()
    assert SECRET not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert not Contribution.objects.exists()
    assert tables_holding(SECRET) == []
    assert held(caplog.text.encode(), SECRET) == []


def test_what_is_sent_twice_is_stored_once() -> None:
    fields = looked_at("Det är mörkt på bron")
    for _ in range(2):
        assert Client().post(PAGE, {**fields, "do": "send"}).status_code == 302
    assert Contribution.objects.get().problem == "Det är mörkt på bron"


def test_a_secret_put_back_in_the_second_step_is_shown_masked_again_and_not_stored() -> None:
    response = Client().post(PAGE, {**looked_at("Bron"), "problem": f"Ring {SECRET}", "do": "send"})
    assert response.status_code == 200
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("problem", ["", "x" * 2001])
def test_what_is_empty_or_too_long_is_refused_and_stays_in_the_form(problem: str) -> None:
    response = Client().post(PAGE, {"problem": problem, "do": "look"})
    assert response.status_code == 422
    assert fields_of(response)["problem"] == problem


def test_a_form_sent_from_another_site_and_a_field_that_no_person_sees_are_turned_away() -> None:
    fields = looked_at("Det är mörkt")
    other = Client().post(PAGE, {**fields, "do": "send"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403
    Client().post(PAGE, {**fields, "do": "send", "website": "http://spam.example"})
    assert not Contribution.objects.exists()


def test_nothing_is_there_while_dialogues_are_off(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=False, actor=None)
    assert Client().get(PAGE).status_code == 404
    assert Client().post(PAGE, {"problem": "Hej"}).status_code == 404
