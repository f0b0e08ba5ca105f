from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from loftet.web.design.templatetags.design import day, in_this_language, listed, symbol


@pytest.mark.parametrize(("language", "words"), [("sv", "10 september 2024"), ("en", "10 September 2024")])
def test_a_date_is_said_in_words_in_the_language_of_the_page(language: str, words: str) -> None:
    with override(language):
        assert day(date(2024, 9, 10)) == words


def test_a_moment_is_dated_in_swedish_time() -> None:
    with override("sv"):
        assert day(datetime(2024, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari 2025"


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["polisen"], "polisen"), (["polisen", "kommunen", "skolan"], "polisen, kommunen och skolan")],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], said: str) -> None:
    with override("sv"):
        assert listed(words) == said


def test_a_symbol_is_passed_over_by_screen_readers() -> None:
    drawing = symbol("open")
    assert 'aria-hidden="true"' in drawing
    assert "design/symbols.svg#open" in drawing


def test_an_address_is_given_in_the_language_of_the_page() -> None:
    with override("en"):
        assert in_this_language("/exempelby/#svarar") == "/en/exempelby/#svarar"
    with override("sv"):
        assert in_this_language("/exempelby/") == "/exempelby/"
