from datetime import date

import pytest
from django.test import Client

from loftet.domain.agreement.models import Agreement
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from tests.people import Cast, published_agreement
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

PAGES = "/arbetsyta/exempelby/overenskommelse/"
WORDS = {"purposes": "Brotten ska bli färre.", "areas": "Centrum.", "start": "2027-01-01"}


@pytest.fixture
def police(cast: Cast) -> Party:
    return enter_authority(cast.exempelby, kind=Party.Kind.POLICE, actor=None)


@pytest.fixture
def draft(as_bo: Client, police: Party) -> Agreement:
    send(as_bo, f"{PAGES}ny/", parties=str(police.pk), **WORDS)
    return Agreement.objects.get()


def test_an_agreement_is_written_and_changed(as_bo: Client, draft: Agreement, police: Party) -> None:
    send(as_bo, f"{PAGES}{draft.pk}/", parties=str(police.pk), end="2029-12-31")

    draft.refresh_from_db()
    assert (draft.purposes, draft.end, draft.published_at) == (WORDS["purposes"], date(2029, 12, 31), None)


def test_purposes_and_areas_are_asked_for_as_the_law_does(as_bo: Client, police: Party) -> None:
    response = send(as_bo, f"{PAGES}ny/", start="2027-01-01", parties=str(police.pk))

    assert response.status_code == 422
    assert not Agreement.objects.exists()


def test_publishing_shows_it_and_closes_it(as_bo: Client, draft: Agreement) -> None:
    as_bo.post(f"{PAGES}{draft.pk}/publicera/")

    assert WORDS["purposes"] in Client().get("/exempelby/overenskommelse/").content.decode()
    closed = as_bo.get(f"{PAGES}{draft.pk}/")
    assert "Den ändras inte" in text_of(closed)
    assert "purposes" not in fields_of(closed)


def test_a_successor_begins_with_the_same_words(as_bo: Client, cast: Cast) -> None:
    earlier = published_agreement(cast.exempelby)

    page = as_bo.post(f"{PAGES}{earlier.pk}/ersatt/", follow=True)

    assert fields_of(page)["purposes"] == earlier.purposes
    assert Agreement.objects.get(succeeds=earlier).published_at is None


def test_the_later_of_two_is_shown_the_difference(
    as_ada: Client, as_bo: Client, draft: Agreement, police: Party
) -> None:
    address = f"{PAGES}{draft.pk}/"
    opened = fields_of(as_bo.get(address)) | {"parties": str(police.pk)}
    send(as_ada, address, parties=str(police.pk), areas="Adas område.")

    response = as_bo.post(address, opened | {"areas": "Bos område."})

    draft.refresh_from_db()
    assert response.status_code == 409
    assert draft.areas == "Adas område."
    assert "Adas område." in text_of(response)
    assert fields_of(response)["areas"] == "Bos område."


def test_another_municipality_s_agreement_is_not_there(as_bo: Client, cast: Cast) -> None:
    theirs = published_agreement(cast.granneby)

    for deed in ("", "publicera/", "ersatt/"):
        assert as_bo.post(f"{PAGES}{theirs.pk}/{deed}").status_code == 404
