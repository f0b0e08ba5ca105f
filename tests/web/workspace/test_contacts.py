"""Who gets the mail of the month, what it says, sending it now, and the police's own delay."""

import pytest
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.activity.models import Contact, PublicDelay, ReportDevice
from loftet.domain.delivery.models import Message
from tests.people import Cast
from tests.web.workspace.reporting import ADDRESS, REPORTS, Desks, desks_of, mailed_link, police_contact
from tests.web.workspace.sending import text_of

CONTACTS = f"{REPORTS}/kontakter/"
POLICE = {"party": "police", "function": "kommunpolis", "email": "Kommunpolis@exempel.se"}


@pytest.fixture
def desks(cast: Cast, ada: User) -> Desks:
    return desks_of(cast, ada)


def test_a_contact_is_a_function_with_an_address(desks: Desks) -> None:
    response = desks.coordinator.post(CONTACTS, POLICE, follow=True)
    assert "kommunpolis@exempel.se" in text_of(response)
    assert "1 åtagande väntar på en uppgift." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "kommunpolis på stan"}, "går inte att läsa"),
        ({"email": "upptagen@exempel.se"}, "Adressen finns redan"),
        ({"function": ""}, "Funktion:"),
    ],
)
def test_a_contact_that_cannot_be_says_why(desks: Desks, cast: Cast, changes: dict[str, str], words: str) -> None:
    police_contact(cast, "upptagen@exempel.se")
    response = desks.coordinator.post(CONTACTS, POLICE | changes)
    assert response.status_code == 422
    assert words in text_of(response)
    assert Contact.objects.count() == 1


def test_a_department_is_never_the_polices(desks: Desks) -> None:
    department = desks.coordinator.get(CONTACTS).context["form"].fields["department"].queryset.get()
    response = desks.coordinator.post(CONTACTS, POLICE | {"department": department.pk})
    assert response.status_code == 422
    assert "Välj kommunen som part" in text_of(response)


def test_the_mail_is_shown_before_it_is_sent_and_without_its_secret(desks: Desks, cast: Cast) -> None:
    contact = police_contact(cast)
    page = text_of(desks.coordinator.get(f"{CONTACTS}{contact.pk}/brev/"))
    assert "Hur går det med medborgarlöftet i Exempelby?" in page
    assert "Polisen skickar informationsbrev" in page
    assert "/rapport/…/" in page
    assert not Message.objects.exists()


def test_send_now_sends_each_contact_its_mail_once_a_month(desks: Desks, cast: Cast) -> None:
    police_contact(cast)
    send_now = f"{CONTACTS}skicka/"
    assert "Ett brev är på väg." in text_of(desks.coordinator.post(send_now, follow=True))
    assert "Inget brev skickades" in text_of(desks.coordinator.post(send_now, follow=True))
    assert "Brevet för månaden är skickat." in text_of(desks.coordinator.get(CONTACTS))
    (mail,) = Message.objects.all()
    assert ADDRESS.search(mail.text)


def test_devices_can_be_forgotten_and_a_contact_removed(desks: Desks, cast: Cast) -> None:
    telephone = Client()
    telephone.post(mailed_link(cast))
    contact = Contact.objects.get()

    desks.coordinator.post(f"{CONTACTS}{contact.pk}/glom-enheter/")
    assert not ReportDevice.objects.exists()
    assert telephone.get("/rapport/").status_code == 403

    desks.coordinator.post(f"{CONTACTS}{contact.pk}/ta-bort/")
    assert not Contact.objects.exists()


def test_where_nothing_is_due_nobody_is_said_to_have_been_asked(desks: Desks) -> None:
    there = "/arbetsyta/granneby/rapporter/kontakter/"
    desks.neighbour.post(there, {"party": "police", "function": "kommunpolis", "email": "kommunpolis@example.org"})
    page = text_of(desks.neighbour.get(there))
    assert "Ingen har något att svara på just nu." in page
    assert "Polisen har inte bestämt något dröjsmål." in page


def test_the_delay_is_the_polices_own_decision(desks: Desks) -> None:
    delay = f"{CONTACTS}drojsmal/"
    assert 'name="days"' not in desks.coordinator.get(CONTACTS).content.decode()
    assert desks.coordinator.post(delay, {"days": "3"}).status_code == 422
    assert desks.police.post(delay, {"days": "366"}).status_code == 422
    assert not PublicDelay.objects.exists()

    desks.police.post(delay, {"days": "14"})

    assert "det dröjer 14 dagar" in text_of(desks.coordinator.get(CONTACTS))


def test_neighbours_and_those_who_do_not_review_find_no_contacts(desks: Desks, cast: Cast) -> None:
    contact = police_contact(cast)
    for client in (desks.reader, desks.reporter, desks.neighbour):
        assert client.get(CONTACTS).status_code == 404
        assert client.post(f"{CONTACTS}{contact.pk}/ta-bort/").status_code == 404
    other = f"{CONTACTS}{contact.pk}/ta-bort/".replace("exempelby", "granneby")
    assert desks.neighbour.post(other).status_code == 404
    assert Contact.objects.exists()
