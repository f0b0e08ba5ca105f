import re

import pytest
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.organisation.services import join_as_administrator
from loftet.domain.place.services import invent_municipality
from loftet.domain.promise.services.agreeing import propose_promise
from loftet.domain.promise.services.commitments import CommitmentValues, add_commitment
from loftet.domain.publishing.site import SiteWords, describe_site
from tests.people import Cast
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

TO_DO = "/arbetsyta/exempelby/"


def test_a_municipality_without_a_promise_begins_with_its_text(as_ada: Client, ada: User) -> None:
    empty = invent_municipality(code="9903", name="Nyköpstad", county="Exempel län")
    join_as_administrator(empty, user=ada)

    page = text_of(as_ada.get("/arbetsyta/nykopstad/"))

    assert "Det finns inget löfte här än" in page
    assert "Läs in en text" in page


def test_gaps_and_what_is_not_published_are_facts_with_one_thing_to_press(as_bo: Client, cast: Cast) -> None:
    page = text_of(as_bo.get(TO_DO))

    assert "Medborgarlöfte 2026: 5 av 5 åtaganden har luckor" in page
    assert "Medborgarlöfte 2027: inte föreslaget" in page
    assert "Föreslå för parterna" in page
    assert "Försenat" not in page


def test_words_that_wait_for_a_yes_are_nothing_to_do_until_they_are_changed(as_bo: Client, cast: Cast) -> None:
    propose_promise(cast.exempelby, promise=cast.draft, actor=None)
    assert "Medborgarlöfte 2027: inte föreslaget" not in text_of(as_bo.get(TO_DO))

    add_commitment(cast.exempelby, promise=cast.draft, actor=None, values=CommitmentValues(text="Polisen lovar."))

    assert "Medborgarlöfte 2027: inte föreslaget" in text_of(as_bo.get(TO_DO))


def test_gaps_in_what_was_signed_elsewhere_are_not_there_to_be_filled(as_ada: Client, ada: User, cast: Cast) -> None:
    join_as_administrator(cast.granneby, user=ada)

    assert "luckor" not in text_of(as_ada.get("/arbetsyta/granneby/"))


def test_a_promise_whose_time_is_over_is_left_alone(as_bo: Client, cast: Cast) -> None:
    assert "Medborgarlöfte 2025" not in text_of(as_bo.get(TO_DO))


def test_changes_that_the_public_does_not_see_are_told(as_bo: Client, cast: Cast) -> None:
    row = cast.this_year.commitments.get(key="fotpatrullering")
    send(as_bo, f"{TO_DO}lofte/2026/", **{f"c__{row.pk}__place": "i Mallinge"})

    assert "Medborgarlöfte 2026: ändringar som inte är publicerade" in text_of(as_bo.get(TO_DO))


def test_a_text_that_waits_is_told(as_bo: Client) -> None:
    text = "Medborgarlöfte 2028\n\nPolisen lovar att patrullera i centrum varje vecka under 2028."
    as_bo.post(f"{TO_DO}las-in/", {"text": text})

    assert "Texten är läst men inte sparad som löfte." in text_of(as_bo.get(TO_DO))


def test_the_site_is_the_administrator_s_to_fill_in(as_ada: Client, as_bo: Client, ada: User, cast: Cast) -> None:
    assert "Skriv vem som svarar på frågor" in text_of(as_ada.get(TO_DO))
    assert "Skriv vem som svarar på frågor" not in text_of(as_bo.get(TO_DO))

    describe_site(cast.exempelby, actor=ada, words=SiteWords(contact_name="Ada"))

    assert "Skriv vem som svarar på frågor" not in text_of(as_ada.get(TO_DO))


def test_the_menu_shows_only_what_can_be_used(as_bo: Client) -> None:
    page = as_bo.get(TO_DO).content.decode()

    menu = page.partition('<ul class="menu">')[2].partition("</ul>")[0]
    assert re.findall(r"<a [^>]*>\s*(.*?)\s*</a>", menu) == ["Att göra", "Löftet", "Rapporter", "Möten"]
