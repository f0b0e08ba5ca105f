import pytest
from django.test import Client

from loftet.domain.publishing.services import publish_promise
from loftet.domain.statistics.services.indicators import define_indicator
from tests.people import Cast
from tests.web.public.reading import html_of, text_of

PAGE = "/exempelby/lofte/2026/jamfor/2025/"

pytestmark = pytest.mark.usefixtures("cast")


def test_what_went_on_what_is_new_and_what_was_dropped_is_counted() -> None:
    assert "2 åtaganden fortsätter, 3 är nya och 1 finns inte kvar." in text_of(PAGE)


def test_changed_words_are_marked_on_their_own_side() -> None:
    page = html_of(PAGE)
    assert "varje kvartal" in page.partition("<del>")[2].partition("</del>")[0]
    assert "en gång i månaden" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert page.count("<del>") == page.count("<ins>") == 1


def test_a_goal_with_the_same_words_and_another_measure_is_written_once(cast: Cast) -> None:
    indicator = define_indicator(cast.exempelby, actor=None, name="Anmälda inbrott")
    cast.this_year.goals.filter(key="inbrott").update(indicator=indicator, baseline=31, target=26)
    publish_promise(cast.exempelby, promise=cast.this_year, actor=None, reason="Målet mäts nu.")
    goals = text_of(PAGE).partition(" Mål ")[2]
    assert "Fortsätter med ändringar (1) Minska antalet inbrott i bostäder. Mätningen har ändrats." in goals


def test_each_row_stands_under_what_happened_to_it() -> None:
    words = text_of(PAGE)
    assert "Fortsätter med samma ord (1) Kommunen och polisen genomför trygghetsvandringar i Mallinge." in words
    assert "Finns bara i 2025 (1) Kommunen håller tre startmöten" in words
    assert words.index("Nytt 2026 (3)") < words.index("Fotpatrullering") < words.index("Finns bara i 2025")


def test_the_promise_leads_to_the_comparison_with_the_one_that_it_carries_over() -> None:
    assert f'href="{PAGE}"' in html_of("/exempelby/lofte/2026/")


def test_the_first_promise_has_nothing_to_be_compared_with() -> None:
    assert "Jämför med" not in text_of("/exempelby/lofte/2025/")


@pytest.mark.parametrize("other", ["2027", "2024"])
def test_drafts_cannot_be_compared_with(other: str) -> None:
    assert Client().get(f"/exempelby/lofte/2026/jamfor/{other}/").status_code == 404
