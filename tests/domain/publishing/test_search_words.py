"""Stems, compounds, misspellings and excerpts, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.publishing.search.compounds import is_part_of
from loftet.domain.publishing.search.excerpts import EXCERPT_LENGTH, Fragment, excerpt, highlighted
from loftet.domain.publishing.search.spelling import corrections
from loftet.domain.publishing.search.words import VOWELS, stem, telling_words, words_of

SWEDISH = "abdefgiklmnoprstuvyåäö"


def is_part(part: str, word: str, *texts_words: str) -> bool:
    stems = {stem(text_word) for text_word in texts_words}
    return is_part_of(stem(part), stem(word), is_word=stems.__contains__)


@pytest.mark.parametrize(
    "inflections",
    [
        ("inbrott", "inbrotten", "inbrottet", "inbrottens"),
        ("skola", "skolan", "skolor", "skolorna", "skolans"),
        ("bostad", "bostaden", "bostäder", "bostädernas"),
        ("natt", "natten", "nätter", "nätterna"),
        ("cykel", "cykeln", "cyklar", "cyklarna"),
        ("ungdom", "ungdomar", "ungdomarna", "ungdomarnas"),
        ("insats", "insatser", "insatserna"),
        ("trygghet", "tryggheten", "trygghetens"),
        ("skadegörelse", "skadegörelser", "skadegörelsen"),
        ("polis", "polisen", "polisens", "poliser"),
        ("samverkan", "samverkans", "samverkar"),
        ("torg", "torget", "torgen", "torgets"),
        ("medborgare", "medborgaren", "medborgarna", "medborgarnas"),
        ("förälder", "föräldern", "föräldrar", "föräldrarnas"),
        ("område", "området", "områden", "områdena", "områdenas"),
        ("dator", "datorn", "datorer", "datorerna"),
        ("aktivitet", "aktiviteten", "aktiviteter"),
        ("kommun", "kommuns", "kommunens", "kommuner"),
        ("plats", "platsen", "platser", "platserna"),
    ],
)
def test_inflections_have_one_stem(inflections: tuple[str, ...]) -> None:
    assert len({stem(word) for word in inflections}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("bar", "barn"), ("kommun", "kommunikation"), ("hot", "hotell"), ("bår", "bar")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(SWEDISH, min_size=1, max_size=20))
def test_a_stem_has_a_vowel_if_its_word_has_one(word: str) -> None:
    assert stem(word)
    assert VOWELS.isdisjoint(stem(word)) <= VOWELS.isdisjoint(word)


@pytest.mark.parametrize(
    ("part", "compound"),
    [
        ("inbrott", "bostadsinbrott"),
        ("inbrotten", "bostadsinbrotten"),
        ("bostäder", "bostadsinbrott"),
        ("grannsamverkan", "grannsamverkansgrupper"),
        ("samverkan", "grannsamverkansgrupper"),
        ("grupp", "grannsamverkansgrupper"),
        ("polis", "lokalpolisområde"),
        ("trygghet", "trygghetsvandringar"),
        ("vandring", "trygghetsvandringar"),
        ("skolan", "skolgården"),
        ("gatan", "gatubelysningen"),
        ("kvinnor", "kvinnofrid"),
        ("cyklar", "cykelstölder"),
        ("stöld", "cykelstölderna"),
        ("kamera", "kamerabevakning"),
        ("narkotika", "narkotikainsatser"),
        ("skadegörelse", "skadegörelsebrott"),
        ("förbud", "alkoholförbudsområden"),
        ("alkohol", "alkoholförbudsområden"),
        ("brott", "våldsbrotten"),
        ("dialog", "medborgardialogerna"),
        ("natt", "nattvandrare"),
        ("rån", "personrån"),
    ],
)
def test_a_word_is_found_in_its_compounds(part: str, compound: str) -> None:
    assert is_part(part, compound)


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("bar", "barn"),
        ("bar", "barnomsorg"),
        ("bar", "uppenbar"),
        ("kommun", "kommunikation"),
        ("hot", "hotell"),
        ("råd", "området"),
        ("park", "parkering"),
        ("tal", "samtal"),
        ("sökning", "undersökning"),
        ("ordning", "samordning"),
        ("handling", "behandling"),
        ("lag", "förslag"),
        ("eld", "anmäld"),
        ("ort", "fortsätter"),
        ("man", "manual"),
        ("ung", "tungt"),
        ("en", "gemensam"),
    ],
)
def test_letters_that_happen_to_stand_in_a_word_are_not_a_part_of_it(part: str, word: str) -> None:
    assert not is_part(part, word)


def test_the_texts_own_words_part_compounds_that_the_field_has_no_word_for() -> None:
    assert not is_part("torg", "torgmarsch")
    assert is_part("torg", "torgmarsch", "marschen")


def test_words_that_every_text_has_are_not_indexed() -> None:
    assert telling_words("Polisen ska i EST-möten och på torget") == ["polisen", "est", "möten", "torget"]


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[word.start : word.end].lower() == word.text for word in words_of(text))


VOCABULARY = ["skadegörelse", "grannsamverkan", "barn", "bana", "trygghet", "narkotika", "kontroll"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("skadegorelse", "skadegörelse"),
        ("skadegörlse", "skadegörelse"),
        ("grannsamvrkan", "grannsamverkan"),
        ("gransamverkn", "grannsamverkan"),
        ("trygghte", "trygghet"),
        ("narkotkia", "narkotika"),
        ("kontrol", "kontroll"),
    ],
)
def test_a_misspelling_is_forgiven(written: str, meant: str) -> None:
    assert corrections(written, VOCABULARY) == [meant]


@pytest.mark.parametrize("written", ["bar", "bur", "fotboll", "xyz", "polis"])
def test_a_short_or_strange_word_is_corrected_to_nothing(written: str) -> None:
    assert corrections(written, VOCABULARY) == []


def is_burglary(word: str) -> bool:
    return stem(word) == stem("inbrott")


def test_an_excerpt_shows_and_marks_what_was_found() -> None:
    text = "Kommunen sköter parkerna. " * 20 + "Minska antalet inbrott på Åsen. " + "Polisen går ut. " * 20
    fragments = excerpt(text, is_found=is_burglary)
    assert [fragment.text for fragment in fragments if fragment.found] == ["inbrott"]
    shown = "".join(fragment.text for fragment in fragments)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= EXCERPT_LENGTH + 4
    assert "Minska antalet inbrott på Åsen." in shown


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("Inbrott\n minskar", is_found=is_burglary) == (
        Fragment("Inbrott", True),
        Fragment(" minskar", False),
    )
    assert excerpt("", is_found=is_burglary) == ()


def test_a_title_is_never_cut() -> None:
    title = "Inbrott " * 60
    assert "".join(fragment.text for fragment in highlighted(title, is_found=is_burglary)) == title


@given(st.text("ab å\n", max_size=900), st.integers(1, 4))
def test_an_excerpt_is_a_piece_of_the_text_without_cut_words(text: str, length: int) -> None:
    fragments = excerpt(text, is_found=lambda word: len(word) == length)
    shown = "".join(fragment.text for fragment in fragments).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())
    assert all(fragment.text for fragment in fragments)
