import re

import pytest
from django.test import Client

from loftet.domain.promise.models import Edition
from tests.people import Cast
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

DRAFT = "/arbetsyta/exempelby/lofte/2026/"
PUBLISH = f"{DRAFT}publicera/"
REASON = "Polisen har ändrat hur ofta de patrullerar."


def public_words(address: str) -> list[str]:
    """The commitments and what they leave open, as anyone reads them."""
    page = Client().get(address).content.decode()
    return in_words(page[page.index('<h2 id="ataganden"') : page.index('<h2 id="folj"')])


def in_words(markup: str) -> list[str]:
    """The pieces of text between the tags, in their order."""
    pieces = (" ".join(piece.split()) for piece in re.split(r"<[^>]+>", markup))
    return [piece for piece in pieces if piece]


def change(client: Client, cast: Cast) -> None:
    row = cast.this_year.commitments.get(key="fotpatrullering")
    send(client, DRAFT, **{f"c__{row.pk}__text": "Polisen patrullerar varje vecka."})


def test_whoever_publishes_reads_exactly_the_public_words_first(as_bo: Client, cast: Cast) -> None:
    draft = "/arbetsyta/exempelby/lofte/2027/"
    send(as_bo, draft, c__new__text="Polisen patrullerar varje vecka.", g__new__text="Färre inbrott.")
    page = as_bo.get(f"{draft}publicera/").content.decode()
    shown = in_words(page[page.index('<h2 id="ataganden"') : page.index('<h2 id="folj"')])

    send(as_bo, f"{draft}publicera/")

    assert "Polisen patrullerar varje vecka." in shown
    assert "Löftet nämner ingen plats." in shown
    # The page may also say how the work goes, between the words of the promise.
    public = iter(public_words("/exempelby/lofte/2027/"))
    assert [words for words in shown if words not in public] == []


def test_looking_publishes_nothing(as_bo: Client, cast: Cast) -> None:
    change(as_bo, cast)

    as_bo.get(PUBLISH)

    assert Edition.objects.filter(promise=cast.this_year).count() == 1
    assert "Fotpatrullering sker regelbundet." in public_words("/exempelby/lofte/2026/")


def test_the_first_edition_needs_no_reason_and_leads_to_the_page_and_the_subscriptions(
    as_bo: Client, cast: Cast
) -> None:
    assert "reason" not in fields_of(as_bo.get("/arbetsyta/exempelby/lofte/2027/publicera/"))

    page = send(as_bo, "/arbetsyta/exempelby/lofte/2027/publicera/")

    links = re.findall(r'href="(/exempelby/[^"]+)"', page.content.decode())
    assert "/exempelby/lofte/2027/" in links
    assert "/exempelby/lofte/2027/andringar.atom" in links
    assert [Client().get(link).status_code for link in links] == [200] * len(links)


def test_a_later_edition_says_its_reason_in_public(as_bo: Client, cast: Cast) -> None:
    change(as_bo, cast)

    without = send(as_bo, PUBLISH, reason=" ")
    assert without.status_code == 422
    assert Edition.objects.filter(promise=cast.this_year).count() == 1

    send(as_bo, PUBLISH, reason=REASON)
    assert REASON in Client().get("/exempelby/lofte/2026/").content.decode()


def test_what_is_public_already_is_not_published_twice(as_bo: Client, cast: Cast) -> None:
    page = as_bo.get(PUBLISH)
    assert "redan publicerat" in text_of(page)
    assert "Publicera de här orden" not in text_of(page)

    as_bo.post(PUBLISH, {"reason": REASON})

    assert Edition.objects.filter(promise=cast.this_year).count() == 1


def test_a_promise_that_is_not_public_has_no_page_of_subscriptions(as_bo: Client, cast: Cast) -> None:
    response = as_bo.get("/arbetsyta/exempelby/lofte/2027/publicerat/", follow=True)

    assert response.redirect_chain[-1][0] == "/arbetsyta/exempelby/lofte/2027/publicera/"
