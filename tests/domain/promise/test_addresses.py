"""Addresses of promises and commitments."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.promise.addresses import KEY_LENGTH, address_of_period, commitment_key


@pytest.mark.parametrize(
    ("start", "end", "address"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023-2024"),
        (date(2023, 5, 1), date(2023, 8, 31), "2023-maj-augusti"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-februari"),
        (date(2018, 7, 1), date(2020, 6, 30), "2018-juli-2020-juni"),
        (date(2023, 9, 15), date(2024, 3, 1), "2023-09-15-2024-03-01"),
        (date(2024, 2, 1), date(2024, 2, 28), "2024-02-01-2024-02-28"),
    ],
)
def test_the_address_says_the_period_as_shortly_as_it_can(start: date, end: date, address: str) -> None:
    assert address_of_period(start, end) == address


def test_a_promise_of_a_district_carries_its_name() -> None:
    assert address_of_period(date(2024, 1, 1), date(2024, 12, 31), "Örtagården norr") == "2024-ortagarden-norr"


@given(st.dates(), st.dates(), st.text(max_size=20))
def test_an_address_is_always_a_slug(first: date, second: date, place: str) -> None:
    start, end = sorted((first, second))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", address_of_period(start, end, place))


def test_a_key_is_readable_and_cut_between_words() -> None:
    text = "Polisen och Socialförvaltningen gör gemensamma riktade insatser mot ungdomar"
    assert commitment_key(text, set()) == "polisen-och-socialforvaltningen-gor-gemensamma-riktade"


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert commitment_key("Åtgärder på Ön", {"atgarder-pa-on", "atgarder-pa-on-2"}) == "atgarder-pa-on-3"


def test_a_text_without_letters_still_gets_a_key() -> None:
    assert commitment_key("–", set()) == "atagande"


@given(st.lists(st.text(max_size=90), max_size=8))
def test_keys_are_short_unique_slugs_whatever_the_texts(texts: list[str]) -> None:
    keys: list[str] = []
    for text in texts:
        keys.append(commitment_key(text, keys))
    assert len(set(keys)) == len(texts)
    assert all(len(key) <= KEY_LENGTH and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
