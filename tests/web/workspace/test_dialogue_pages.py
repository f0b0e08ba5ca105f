"""From what a resident writes to the answer she hears: masked, reviewed, decided, and sent once."""

import pytest
from django.test import Client

from loftet.domain.delivery.models import Message
from loftet.domain.dialogue.contribution.models import Answer, Contribution, ContributorAddress, Occasion
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.people import Cast
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

PAGES = "/arbetsyta/exempelby/dialoger/"
ANSWER = {
    "said": "Mörkt vid stationen",
    "outcome": "done",
    "text": "Lamporna är bytta.",
    "decided_on": "2026-09-08",
    "decided_by": "Rådet",
}


@pytest.fixture(autouse=True)
def switched(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)


def speak(problem: str, **more: str) -> None:
    """As a resident does: write, read it through, send."""
    resident = Client()
    shown = resident.post("/exempelby/tyck-till/", {"problem": problem, **more})
    sent = resident.post("/exempelby/tyck-till/", fields_of(shown) | {"do": "send"})
    assert sent.status_code == 302, text_of(sent)


def review(client: Client, contribution: Contribution, **changes: str) -> None:
    address = f"{PAGES}synpunkt/{contribution.pk}/"
    client.post(address, fields_of(client.get(address)) | changes)


def decide(client: Client, *contributions: Contribution) -> Answer:
    numbers = [each.pk for each in contributions]
    client.post(f"{PAGES}svar/", {"val": numbers, **ANSWER})
    return Answer.objects.get()


def test_what_a_resident_wrote_is_reviewed_decided_and_shown_in_the_municipality_s_words(as_bo: Client) -> None:
    speak("Min granne Kalle Svensson skriker vid stationen där det är mörkt.")
    row = Contribution.objects.get()
    assert "Kalle" not in row.problem
    assert "Granska en synpunkt" in text_of(as_bo.get(PAGES))
    review(as_bo, row, problem="Det är mörkt vid stationen.")
    answer = decide(as_bo, row)
    assert "Lamporna" not in text_of(Client().get("/exempelby/ni-sa/"))
    send(as_bo, f"{PAGES}svar/{answer.pk}/")
    said = text_of(Client().get("/exempelby/ni-sa/"))
    assert "Mörkt vid stationen" in said
    assert "Lamporna är bytta." in said
    assert "Några har sagt det." in said
    assert row.problem not in said


def test_whoever_left_an_address_hears_once(as_bo: Client) -> None:
    speak("Mörkt vid stationen.", email="anna@example.org")
    row = Contribution.objects.get()
    if not ContributorAddress.objects.exists():
        pytest.fail("the form took no address")
    review(as_bo, row)
    answer = decide(as_bo, row)
    send(as_bo, f"{PAGES}svar/{answer.pk}/")
    as_bo.post(f"{PAGES}svar/{answer.pk}/", {"publish": "on"})
    assert [message.to for message in Message.objects.all()] == ["anna@example.org"]


def test_what_nobody_has_reviewed_is_not_answered(as_bo: Client) -> None:
    speak("Mörkt vid stationen.")
    as_bo.post(f"{PAGES}svar/", {"val": [Contribution.objects.get().pk], **ANSWER})
    assert not Answer.objects.exists()


def test_a_text_is_sorted_by_a_suggestion_that_says_its_words(as_bo: Client) -> None:
    speak("Klotter på skolan och krossade rutor.")
    assert "för att det står klotter och krossade. Det är ett förslag" in text_of(
        as_bo.get(f"{PAGES}synpunkt/{Contribution.objects.get().pk}/")
    )


def test_staff_type_in_what_was_said_and_it_is_masked_before_it_is_stored(as_bo: Client) -> None:
    send(as_bo, f"{PAGES}tillfalle/nytt/", kind="square", on="2026-09-05", place="Torget", held_by="Samordnaren")
    occasion = Occasion.objects.get()
    send(as_bo, f"{PAGES}tillfalle/{occasion.pk}/", problem="Ring 070-123 45 67 om skräpet.")
    assert Contribution.objects.get().problem == "Ring [telefonnummer] om skräpet."


def test_two_who_review_at_once_lose_nothing(as_bo: Client, as_ada: Client) -> None:
    speak("Mörkt vid stationen.")
    address = f"{PAGES}synpunkt/{Contribution.objects.get().pk}/"
    opened = fields_of(as_bo.get(address))
    send(as_ada, address, problem="Adas ord.")
    response = as_bo.post(address, opened | {"problem": "Bos ord."})
    assert response.status_code == 409
    assert fields_of(response)["problem"] == "Bos ord."


def test_another_municipality_s_contribution_is_not_there(as_bo: Client, cast: Cast) -> None:
    speak("Mörkt vid stationen.")
    Contribution.objects.update(municipality=cast.granneby)
    assert as_bo.get(f"{PAGES}synpunkt/{Contribution.objects.get().pk}/").status_code == 404
