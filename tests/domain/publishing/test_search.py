"""What is found among the public texts of two municipalities, on the database of the round."""

from collections.abc import Sequence

import pytest
from django.db import IntegrityError, transaction

from loftet.domain.place.models import Municipality
from loftet.domain.publishing.search.excerpts import Fragment
from loftet.domain.publishing.search.models import EntryKind, SearchEntry, SearchTerm, SearchWord
from loftet.domain.publishing.search.selectors import search
from loftet.domain.publishing.search.services import index_entry, remove_entries

pytestmark = pytest.mark.django_db

TEXTS = {
    "inbrott": ("Inbrotten ska minska", "Antalet inbrotten i området ska bli färre."),
    "bostad": ("Bostadsinbrott", "Polisen informerar om bostadsinbrott."),
    "grannar": ("Brev till grannsamverkansgrupper", "Polisen skickar brev varje månad."),
    "barn": ("Barn och unga", "Barnen i mellanstadiet får besök av polisen. Kommunen möter barnens föräldrar."),
    "skade": ("Skadegörelse", "Klotter saneras inom ett dygn. Polisen för statistik."),
    "gym": ("Kontroller på gym", "Polisen gör kontroller på gym kopplat till doping."),
}


def municipality(name: str) -> Municipality:
    return Municipality.objects.get(name=name)


@pytest.fixture(autouse=True)
def indexed() -> None:
    for name in ("Boden", "Tidaholm"):
        for address, (title, text) in TEXTS.items():
            index_entry(
                municipality(name),
                kind=EntryKind.COMMITMENT,
                title=title,
                text=text,
                url=f"/{name.lower()}/lofte/2024/{address}/",
            )


def found(query: str) -> list[str]:
    """Last parts of the addresses that are found in Boden, best first."""
    return [hit.url.split("/")[-2] for hit in search(query=query, municipality_code=municipality("Boden").code)]


@pytest.mark.parametrize(
    ("query", "addresses"),
    [
        ("inbrott", {"inbrott", "bostad"}),
        ("INBROTTET", {"inbrott", "bostad"}),
        ("bostäder", {"bostad"}),
        ("grannsamverkan", {"grannar"}),
        ("samverkan", {"grannar"}),
        ("skadegorelse", {"skade"}),
        ("skadegörlse", {"skade"}),
        ("grannsamvrkan", {"grannar"}),
        ("barn", {"barn"}),
        ("föräldrarna", {"barn"}),
        ("dop", set()),
        ("dopi", {"gym"}),
        ("bar", set()),
        ("fotboll", set()),
        ("", set()),
        ("?! % _ '", set()),
        ("och i", set()),
        ("\x00inbrott\ud800", {"inbrott", "bostad"}),
    ],
)
def test_a_word_finds_its_texts(query: str, addresses: set[str]) -> None:
    assert set(found(query)) == addresses


def test_the_word_itself_comes_before_its_compounds() -> None:
    assert found("inbrott") == ["inbrott", "bostad"]
    assert found("bostadsinbrott") == ["bostad"]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text() -> None:
    index_entry(municipality("Boden"), kind=EntryKind.GOAL, title="Mål", text="Gym. Gym. Gym.", url="/boden/text/")
    assert found("gym") == ["gym", "text"]


def test_every_word_must_be_there_if_some_text_has_them_all() -> None:
    assert found("polisen doping") == ["gym"]
    assert found("polisens brev till grannsamverkan") == ["grannar"]


def test_texts_with_most_of_the_words_are_shown_where_none_has_all() -> None:
    assert set(found("klotter doping")) == {"skade", "gym"}
    assert found("klotter statistik doping") == ["skade"]
    assert set(found("inbrott qwertyuiop")) == {"inbrott", "bostad"}


def test_a_hit_tells_where_it_is_and_marks_what_was_found() -> None:
    (hit,) = search(query="barn", municipality_code=municipality("Tidaholm").code)
    assert (hit.kind, hit.municipality_name, hit.url) == ("commitment", "Tidaholm", "/tidaholm/lofte/2024/barn/")
    assert marked(hit.title) == ["Barn"]
    assert marked(hit.excerpt) == ["Barnen", "barnens"]


def marked(fragments: Sequence[Fragment]) -> list[str]:
    return [fragment.text for fragment in fragments if fragment.found]


def test_all_municipalities_are_searched_where_none_is_named() -> None:
    assert {hit.municipality_name for hit in search(query="gym")} == {"Boden", "Tidaholm"}
    assert len(search(query="polisen", limit=3)) == 3


def test_another_text_under_the_same_address_replaces_the_one_before() -> None:
    index_entry(
        municipality("Boden"), kind=EntryKind.COMMITMENT, title="Nytt", text="Trafik", url="/boden/lofte/2024/gym/"
    )
    assert found("gym") == []
    assert found("trafik") == ["gym"]
    assert [hit.municipality_name for hit in search(query="gym")] == ["Tidaholm"]


def test_what_is_removed_is_no_longer_found_and_the_others_are() -> None:
    remove_entries(municipality("Boden"), under="/boden/lofte/2024/")
    assert found("inbrott") == []
    assert [hit.municipality_name for hit in search(query="gym")] == ["Tidaholm"]
    assert not SearchTerm.objects.filter(municipality=municipality("Boden")).exists()


def test_a_word_is_stored_once_and_an_address_too() -> None:
    assert SearchWord.objects.filter(text="polisen").count() == 1
    boden = municipality("Boden")
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(municipality=boden, kind="goal", title="x", url="/boden/lofte/2024/gym/")


def test_a_text_may_have_the_longest_words() -> None:
    index_entry(
        municipality("Boden"), kind=EntryKind.GOAL, title="å" * 400, text="gymgym " + "x" * 5000, url="/boden/x/"
    )
    assert found("gymgym") == ["x"]


@pytest.mark.slow
def test_a_search_finds_among_the_texts_of_a_whole_country() -> None:
    """290 municipalities with 20 texts in each of ten years."""
    fill_with_entries(58_000)
    for query in ("polisen", "inbrott", "grannsamvrkan", "polisen och kommunen mot inbrott"):
        assert search(query=query, limit=30), query


def fill_with_entries(count: int) -> None:
    boden = municipality("Boden")
    entries = SearchEntry.objects.bulk_create(
        (
            SearchEntry(
                municipality=boden, kind="commitment", title="Inbrott", text="Polisen mot inbrott.", url=f"/b/{n}/"
            )
            for n in range(count)
        ),
        batch_size=5_000,
    )
    SearchWord.objects.bulk_create(
        (SearchWord(text=f"påhittatord{n}", stem=f"påhittatord{n}") for n in range(20_000)), batch_size=5_000
    )
    common = list(SearchWord.objects.filter(text__in=["polisen", "inbrotten", "kommunen", "bostadsinbrott"]))
    rare = list(SearchWord.objects.filter(text__startswith="påhittatord"))
    SearchTerm.objects.bulk_create(
        (
            SearchTerm(municipality=boden, entry=entry, word=word, weight=1 + n % 3)
            for n, entry in enumerate(entries)
            for word in (*common[: n % 5], *(rare[(n * 17 + k) % len(rare)] for k in range(6)))
        ),
        batch_size=10_000,
    )
