"""Two people with the same draft open lose nothing: the later is shown what the first wrote, and chooses."""

import pytest
from django.test import Client

from loftet.domain.promise.models import Commitment, Promise
from tests.people import Cast
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

DRAFT = "/arbetsyta/exempelby/lofte/2026/"


@pytest.fixture
def letters(cast: Cast) -> Commitment:
    return cast.this_year.commitments.get(key="informationsbrev")


@pytest.fixture
def patrols(cast: Cast) -> Commitment:
    return cast.this_year.commitments.get(key="fotpatrullering")


def text_field(row: Commitment) -> str:
    return f"c-{row.pk}-text"


def test_each_changes_another_commitment_and_both_are_saved(
    as_ada: Client, as_bo: Client, letters: Commitment, patrols: Commitment
) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    send(as_ada, DRAFT, **{f"c__{letters.pk}__text": "Adas brev."})

    response = as_bo.post(DRAFT, opened | {text_field(patrols): "Bos patrull."}, follow=True)

    letters.refresh_from_db()
    patrols.refresh_from_db()
    assert response.status_code == 200
    assert (letters.text, patrols.text) == ("Adas brev.", "Bos patrull.")


def test_the_later_on_the_same_text_is_shown_both_and_nothing_is_written(
    as_ada: Client, as_bo: Client, letters: Commitment
) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    send(as_ada, DRAFT, **{f"c__{letters.pk}__text": "Adas brev."})

    response = as_bo.post(DRAFT, opened | {text_field(letters): "Bos brev."})

    letters.refresh_from_db()
    assert response.status_code == 409
    assert letters.text == "Adas brev."
    assert fields_of(response)[text_field(letters)] == "Bos brev."
    words = text_of(response)
    assert "Någon annan sparade medan du skrev" in words
    assert "Adas brev." in words
    assert "<ins>Bos</ins>" in response.content.decode()


def test_saving_once_more_chooses_one_s_own(as_ada: Client, as_bo: Client, letters: Commitment) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    send(as_ada, DRAFT, **{f"c__{letters.pk}__text": "Adas brev."})
    shown = as_bo.post(DRAFT, opened | {text_field(letters): "Bos brev."})

    as_bo.post(DRAFT, fields_of(shown))

    letters.refresh_from_db()
    assert letters.text == "Bos brev."


def test_opening_the_page_anew_chooses_the_other_s(as_ada: Client, as_bo: Client, letters: Commitment) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    send(as_ada, DRAFT, **{f"c__{letters.pk}__text": "Adas brev."})
    as_bo.post(DRAFT, opened | {text_field(letters): "Bos brev."})

    send(as_bo, DRAFT)

    letters.refresh_from_db()
    assert letters.text == "Adas brev."


def test_both_chose_the_same_and_nobody_is_asked(as_ada: Client, as_bo: Client, letters: Commitment) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    send(as_ada, DRAFT, **{f"c__{letters.pk}__place": "i Mallinge"})

    response = as_bo.post(DRAFT, opened | {f"c-{letters.pk}-place": "i Mallinge"}, follow=True)

    assert response.status_code == 200


def test_what_was_written_in_a_text_that_the_other_removed_is_shown(
    as_ada: Client, as_bo: Client, letters: Commitment
) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    question = f"{DRAFT}ta-bort/c-{letters.pk}/"
    as_ada.post(question, fields_of(as_ada.get(question)))

    response = as_bo.post(DRAFT, opened | {text_field(letters): "Bos brev."})

    assert "Någon annan tog bort en text som du ändrade" in text_of(response)
    assert "Bos brev." in text_of(response)


def test_a_text_that_the_other_removed_and_nobody_touched_is_only_gone(
    as_ada: Client, as_bo: Client, letters: Commitment, patrols: Commitment
) -> None:
    opened = fields_of(as_bo.get(DRAFT))
    question = f"{DRAFT}ta-bort/c-{letters.pk}/"
    as_ada.post(question, fields_of(as_ada.get(question)))

    response = as_bo.post(DRAFT, opened | {text_field(patrols): "Bos patrull."}, follow=True)

    patrols.refresh_from_db()
    assert response.status_code == 200
    assert patrols.text == "Bos patrull."


@pytest.mark.parametrize("deed", ["dela", "sla-ihop", "ta-bort"])
def test_a_deed_on_a_text_that_changed_meanwhile_waits_for_another_press(
    as_ada: Client, as_bo: Client, letters: Commitment, deed: str
) -> None:
    address = f"{DRAFT}{deed}/c-{letters.pk}/"
    opened = fields_of(as_bo.get(address)) | ({"second": "Den andra."} if deed == "dela" else {})
    count = letters.promise.commitments.count()
    send(as_ada, DRAFT, **{f"c__{letters.pk}__text": "Adas brev."})

    response = as_bo.post(address, opened)

    assert response.status_code == 422
    assert "Nu står det: ”Adas brev.”" in text_of(response)
    assert letters.promise.commitments.count() == count

    again = as_bo.post(address, fields_of(response), follow=True)
    assert again.redirect_chain
    assert letters.promise.commitments.count() == count + (1 if deed == "dela" else -1)


def test_the_words_round_the_commitments_are_kept_for_both(as_ada: Client, as_bo: Client, letters: Commitment) -> None:
    opened = fields_of(as_bo.get(f"{DRAFT}text/"))
    send(as_ada, f"{DRAFT}text/", words__purpose="Adas syfte.")

    response = as_bo.post(f"{DRAFT}text/", opened | {"words-purpose": "Bos syfte."})

    assert response.status_code == 409
    assert "Adas syfte." in text_of(response)
    assert fields_of(response)["words-purpose"] == "Bos syfte."
    assert Promise.objects.get(pk=letters.promise_id).purpose == "Adas syfte."
