"""Texts written by hand: what must go is gone, and what must stay stands."""

import re

import pytest

from loftet.sources.free_text.masking import find_personal_data, masked
from tests.sources.free_text import as_they_say_it, hand_written, unusual_signs

MARKED = re.compile(r"«([^»]*)»")


MUST_GO = "".join(
    (
        hand_written.MUST_GO,
        as_they_say_it.RESIDENT,
        as_they_say_it.CARETAKER,
        as_they_say_it.TEACHER,
        as_they_say_it.POLICE,
        unusual_signs.MUST_GO,
    )
)
MUST_STAY = hand_written.MUST_STAY + as_they_say_it.MUST_STAY


def texts(written: str) -> list[str]:
    """The texts of a list; one that stands on two lines is held together by its open guillemet or its greeting."""
    joined = re.sub(r"«([^»\n]*)\n", "«\\1\x00", re.sub(r"\n{2,}", "\n", written.strip())).replace(
        "hälsning\n«", "hälsning\x00«"
    )
    return [text.replace("\x00", "\n") for text in joined.split("\n")]


def test_there_are_enough_of_them() -> None:
    assert len(texts(MUST_GO)) > 230
    assert len(texts(MUST_STAY)) > 190


@pytest.mark.parametrize("marked", texts(MUST_GO))
def test_what_points_at_a_person_is_found_and_nothing_else(marked: str) -> None:
    plain = MARKED.sub(r"\1", marked)
    assert [finding.words for finding in find_personal_data(plain)] == MARKED.findall(marked)


@pytest.mark.parametrize("text", texts(MUST_STAY))
def test_what_points_at_nobody_stays(text: str) -> None:
    assert masked(text).text == text
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ring 0701740605", "Ring [telefonnummer]"),
        ("Han, 800102-1234, bor på Åsvägen 3", "Han, [personnummer], bor på [adress]"),
        ("ABC 123 är hans", "[registreringsnummer] är hans"),
        ("Jag heter Åsa, a@exempel.se", "Jag heter [namn], [e-postadress]"),
        ("Han är @kalle_95 på nätet", "Han är [kontonamn] på nätet"),
    ],
)
def test_what_stands_in_place_of_the_words_says_what_they_were(text: str, left: str) -> None:
    assert masked(text).text == left
