"""Masking of texts made by chance, of the events of the police, and what holds for any text."""

import ast
import csv
import gzip
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.sources.free_text.finding import Kind
from loftet.sources.free_text.masking import find_personal_data, masked
from tests.sources.free_text import generator
from tests.sources.free_text.generator import BY_CONTEXT, MAKERS, made, made_in_context

SEED, COUNT = 20240910, 3000
MOST_MISSED = 0.02


def test_the_generator_knows_nothing_of_the_rules() -> None:
    tree = ast.parse(Path(generator.__file__).read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"dataclasses", "datetime", "random", "phonenumbers"}


@pytest.mark.parametrize("kind", MAKERS)
def test_no_number_address_or_plate_made_by_chance_slips_through(kind: str) -> None:
    slipped = [one.secret for one in made(kind, COUNT, SEED) if one.secret in masked(one.text).text]
    assert slipped == []


@pytest.mark.parametrize("kind", BY_CONTEXT)
def test_few_names_and_addresses_slip_through_where_the_words_around_tell_and_those_are_listed(kind: str) -> None:
    missed = [one.text for one in made_in_context(kind, COUNT, SEED) if one.secret in masked(one.text).text]
    print(f"{kind}: {len(missed)} of {COUNT} missed: {sorted(set(missed))}")
    assert len(missed) <= MOST_MISSED * COUNT


@pytest.mark.parametrize("kind", MAKERS)
def test_no_part_of_it_is_left_and_nothing_around_it_is_taken(kind: str) -> None:
    left, taken = [], []
    for one in made(kind, COUNT, SEED + 1):
        before, after = one.text.split(one.secret, maxsplit=1)
        result = masked(one.text)
        inner = result.text[len(before) :].removesuffix(after)
        left += [one.text] if re.search(r"\d|@", re.sub(r"\[[\w-]+\]", "", inner)) else []
        taken += [] if result.text.startswith(before) and result.text.endswith(after) else [one.text]
    assert left == []
    # The address of the street in one of the frames is taken where a person is numbered in the same sentence only.
    assert taken == []


def summaries(shared: Path) -> list[str]:
    with gzip.open(next((shared / "data/polisen").glob("*.csv.gz")), "rt", encoding="utf-8") as file:
        return [row["summary"] for row in csv.DictReader(file)]


# Written for this test alone, and wider than the rules: anything that could be a number of somebody.
LOOKS_LIKE_A_NUMBER = re.compile(
    r"\+\d[\d ()-]{7,}|\b0\d{1,3}\)? ?[-–/] ?\d[\d ]{4,}\d|\b0\d{8,}|\b\d{6,8}[-+]\d{4}\b|\b\d{10}\b|\b\d{12}\b|\S+@\S+"
)
MOST_WRONG = 0.0005
RIGHTLY_MASKED = {Kind.TELEPHONE, Kind.EMAIL, Kind.IDENTITY_NUMBER}


@pytest.mark.shared
def test_no_number_slips_through_the_events_of_the_police_and_few_words_are_taken_wrongly(shared: Path) -> None:
    texts = summaries(shared)
    begun = time.perf_counter()
    results = [masked(text) for text in texts]
    seconds = time.perf_counter() - begun
    assert [result.text for result in results if LOOKS_LIKE_A_NUMBER.search(result.text)] == []
    # The summaries were published by the police, so no name, address or plate in them is a private person's.
    taken = [found.words for result in results for found in result.findings if found.kind not in RIGHTLY_MASKED]
    wrong = sum(len(words.split()) for words in taken)
    words = sum(len(text.split()) for text in texts)
    print(
        f"{len(texts)} texts in {seconds:.1f} s, {wrong} of {words} words taken wrongly ({wrong / words:.4%}): {taken}"
    )
    assert len(texts) > 80_000
    assert wrong / words < MOST_WRONG


WRITTEN = st.lists(
    st.one_of(
        st.sampled_from(
            ["Min granne ", "heter ", "Anna", "070-174 06 05", "800102-1234", " Storgatan 12", "bor på ", "[namn]"]
        ),
        st.sampled_from(["\u200b", "\u0301", "@kalle_95", " A.P. ", "f. 840312", "noll sju ", "reg ", "abc123", "K. "]),
        st.text(max_size=12),
        st.text("0123456789 -+./@ABCabc\n", max_size=25),
    ),
    max_size=8,
).map("".join)


@given(WRITTEN)
def test_findings_stand_in_order_do_not_overlap_and_say_where_their_words_are(text: str) -> None:
    at = 0
    for finding in find_personal_data(text):
        assert at <= finding.start < finding.end
        assert text[finding.start : finding.end] == finding.words
        at = finding.end


@given(WRITTEN)
def test_the_rest_of_the_text_stays_letter_by_letter(text: str) -> None:
    result = masked(text)
    rebuilt, at = [], 0
    for finding in result.findings:
        rebuilt += [text[at : finding.start], f"[{finding.kind}]"]
        at = finding.end
    assert result.text == "".join(rebuilt) + text[at:]
    assert not {finding.words for finding in result.findings if len(finding.words) > 9} & {result.text}


@given(WRITTEN)
def test_a_masked_text_stays_as_it_is_when_it_is_masked_again(text: str) -> None:
    once = masked(text).text
    assert masked(once).text == once
    assert find_personal_data(once) == ()


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No"]), max_size=200))
def test_a_text_without_digits_holds_no_number(text: str) -> None:
    found = {finding.kind for finding in find_personal_data(text)}
    assert not found & {Kind.IDENTITY_NUMBER, Kind.TELEPHONE, Kind.ADDRESS}


HOSTILE = (
    "0 ", "0-", "07 ", "+", "+4 ", "a@", "a.", "a@a.", "a at ", "a punkt ", "[at]", "  a", "\n", " ", "@", "@a", "@a.",
    "Min granne ", "Anna ", "Anna-", "A. ", "A.", "heter som ", "heter ", "ring ", "ring på ", "sms till ", "reg ",
    "personlig skylt ", "noll ", "noll sju ", "ett", "snap är ", "facebook.com/", "Storgatan 1 ", "bor på Storgatan ",
    "Stor Stor ", "Storgatan", "Mannen på ", "f. ", "1 2 ", "12:00-", "KS 2024/", "1 000 ", "\u200b", "a\u0301", "O0",
    "Karl ", "Karlsson ", "Karl Karlsson, ", "/ Anna ", "[namn]", "[namn] ", "[", "0701740605 ", "800102-1234 ",
)  # fmt: skip
SMALL, LARGE = 12_500, 100_000


@pytest.mark.parametrize("piece", HOSTILE)
def test_eight_times_the_text_takes_not_much_more_than_eight_times_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size] + "!"
        begun = time.process_time()
        masked(text)
        return time.process_time() - begun

    seconds(SMALL // 10)
    # Growth with the square of the length would be 64.
    assert seconds(LARGE) < 30 * max(seconds(SMALL), 0.01)
