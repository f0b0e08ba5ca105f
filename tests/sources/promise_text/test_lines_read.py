"""Nothing is dropped in silence: every line with words is in a field or in `unread`."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.sources.promise_text.parse import NoPromise, lines_of, read_promise
from loftet.sources.promise_text.record import PromiseDocument
from loftet.sources.promise_text.text import TextDocument, TextLine
from tests.sources.promise_text.compact import MUNICIPALITIES, TEXTS

OPENING = "Lindvik – medborgarlöften\n\nPolisen och Lindviks kommun lovar att:\n\n• Polisen patrullerar i hamnen.\n\n"
LINES = sorted({line for path in TEXTS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()})


def lines_accounted_for(document: PromiseDocument) -> set[int]:
    read = {
        number
        for promise in document.promises
        for lines in lines_of(promise)
        for number in range(lines.first, lines.last + 1)
    }
    return read | {line.line for line in document.unread}


def lines_with_words(document: TextDocument) -> set[int]:
    return {line.number for line in document.lines if line.text.strip()}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(LINES), st.text(alphabet="Polisenkmu •-:.()1234567890åäö\t|", max_size=40)),
        max_size=30,
    )
)
def test_every_line_is_in_a_field_or_unread(lines: list[str]) -> None:
    document = TextDocument.from_text(OPENING + "\n".join(lines))
    try:
        read = read_promise(document, municipalities=MUNICIPALITIES)
    except NoPromise:
        return
    assert lines_with_words(document) <= lines_accounted_for(read)


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_of_a_text_is_accounted_for_and_none_is_both_read_and_unread(path: Path) -> None:
    document = TextDocument.from_text(path.read_text(encoding="utf-8"))
    read = read_promise(document, municipalities=MUNICIPALITIES)
    unread = {line.line for line in read.unread}
    told = lines_accounted_for(read) - unread
    assert told | unread == lines_with_words(document) | told
    assert not told & unread


def test_what_formats_mark_is_believed() -> None:
    lines = (
        TextLine(1, "Lindvik – medborgarlöften", heading=True),
        TextLine(2, "Trafik", heading=True),
        TextLine(3, "Polisen lovar att:", heading=False),
        TextLine(4, "hålla fyra kontroller", list_level=0),
        TextLine(5, "Kommunen", table_row=("Kommunen", "bygger en gångväg till badet")),
        TextLine(6, "Polisen", table_row=("Polisen", "besöker skolorna")),
    )
    promise = read_promise(TextDocument(lines), municipalities=MUNICIPALITIES).promises[0]
    assert [(commitment.focus_area, commitment.text, commitment.count) for commitment in promise.commitments] == [
        ("Trafik", "hålla fyra kontroller", 4),
        ("Trafik", "bygger en gångväg till badet", None),
        ("Trafik", "besöker skolorna", None),
    ]
    assert [[bearer.name for bearer in commitment.bearers] for commitment in promise.commitments] == [
        ["Polisen"],
        ["Kommunen"],
        ["Polisen"],
    ]
