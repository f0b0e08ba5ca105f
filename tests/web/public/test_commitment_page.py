import pytest

from loftet.domain.publishing.services import publish_promise
from tests.people import Cast
from tests.web.public.reading import html_of, text_of

PAGE = "/exempelby/lofte/2026/atagande/"

pytestmark = pytest.mark.usefixtures("cast")


def test_gaps_stand_in_the_rows_that_they_are_about() -> None:
    words = text_of(f"{PAGE}fotpatrullering/")
    assert "Vem Löftet säger inte vem, här antas Polisen." in words
    assert "Var Löftet nämner ingen plats." in words
    assert "Hur mycket Löftet säger ”regelbundet” men inte hur ofta." in words


def test_what_the_text_says_stands_in_the_same_rows() -> None:
    words = text_of(f"{PAGE}informationsbrev/")
    assert "Vem Polisen Till vem grannsamverkansgrupperna Hur mycket en gång varje månad" in words


def test_the_explanation_of_the_promise_is_kept_apart() -> None:
    assert "Löftet förklarar Lägesbilden visar var och när brotten sker." in text_of(f"{PAGE}ny-lagesbild/")


def test_a_conditional_commitment_says_when_it_is_done() -> None:
    assert "När Görs vid behov." in text_of(f"{PAGE}vardnadshavare/")


def test_goals_of_the_same_area_are_named() -> None:
    words = text_of(f"{PAGE}informationsbrev/")
    assert "Minska antalet inbrott i bostäder." in words
    assert "trygga i centrum" not in words


def test_the_same_commitment_of_another_year_is_one_press_away() -> None:
    page = html_of(f"{PAGE}informationsbrev/")
    assert 'href="/exempelby/lofte/2025/atagande/informationsbrev/"' in page
    assert "varje kvartal" in page


def test_a_commitment_without_other_years_has_no_such_list() -> None:
    assert "andra år" not in text_of(f"{PAGE}fotpatrullering/")


def test_a_new_edition_with_other_words_stands_in_the_time_line_with_its_reason(cast: Cast) -> None:
    row = cast.this_year.commitments.get(key="fotpatrullering")
    row.text = "Fotpatrullering sker varje vecka."
    row.save()
    publish_promise(cast.exempelby, promise=cast.this_year, actor=None, reason="Vi vet nu hur ofta.")

    words = text_of("/exempelby/lofte/2026/atagande/fotpatrullering/")
    assert "Löftets ord ändrades" in words
    assert "Förut: Fotpatrullering sker regelbundet. Skäl: Vi vet nu hur ofta." in words
    assert "Löftets ord ändrades" not in text_of("/exempelby/lofte/2026/atagande/informationsbrev/")
