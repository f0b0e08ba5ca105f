"""Texts that hold no promise, and texts made to hang the reader."""

import signal
from contextlib import suppress

import pytest

from loftet.sources.promise_text.parse import EMPTY, NOTHING_PROMISED, TOO_LONG, NoPromise, read_promise
from loftet.sources.promise_text.text import TextDocument
from tests.sources.promise_text.compact import MUNICIPALITIES

SECONDS = 120
"""Far more than any of them needs, so that only a text that grows out of hand fails."""


def read(text: str) -> None:
    read_promise(TextDocument.from_text(text), municipalities=MUNICIPALITIES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", EMPTY),
        (" \n\n \t\n", EMPTY),
        ("The police promise to patrol the town.\n\n- Every week\n- Every month", NOTHING_PROMISED),
        (
            "Pannkakor\n\n• Vispa ihop mjölk och mjöl.\n• Du ska steka dem i smör.\n• Servera med sylt som är söt.",
            NOTHING_PROMISED,
        ),
        ("Polisen grep två personer i natt som ska ha brutit sig in. Kommunen är informerad.", NOTHING_PROMISED),
        ("Polisen och kommunen lovar\n" * 40_000, TOO_LONG),
    ],
    ids=["nothing", "blank", "english", "a recipe", "news of the police", "too long"],
)
def test_a_text_without_a_promise_is_refused_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(NoPromise) as refusal:
        read(text)
    assert str(refusal.value) == message


HEAD = "Lindvik – medborgarlöften\n\nPolisen och kommunen lovar att:\n\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "• Polisen ska patrullera i hamnen.\n" * 6_000,
        HEAD + "Rubrik\n\n" * 20_000,
        HEAD + "• " + "och polisen " * 15_000,
        HEAD + "• Polisen ska " + "a" * 190_000,
        HEAD + "• Polisen ska " + "1-" * 90_000,
        HEAD + "((((" * 40_000,
        HEAD + "Medborgarlöfte 2023\n\n• Polisen går.\n\n" * 4_000,
        HEAD + "| a | b |\n" * 15_000,
        HEAD + "Ada Berg\nKommunchef\n" * 8_000,
        HEAD + " " * 190_000 + "x",
        HEAD + "Mål\n\n" + "Minska a, b och c. " * 8_000,
        HEAD + "Det här ska vi göra\n\nPolisen ska gå. " + "Detta är bra. " * 12_000,
    ],
    ids=[
        "items",
        "headings",
        "names",
        "a word",
        "numbers",
        "brackets",
        "years",
        "rows",
        "signatures",
        "spaces",
        "goals",
        "explanations",
    ],
)
def test_a_text_made_to_hang_the_reader_does_not(text: str) -> None:
    signal.alarm(SECONDS)  # a reader that hangs is ended with the whole test process
    with suppress(NoPromise):
        read(text)
    signal.alarm(0)
