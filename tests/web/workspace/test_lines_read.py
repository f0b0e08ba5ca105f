from loftet.sources.promise_text.record import (
    CommitmentRecord,
    Lines,
    PromiseDocument,
    PromiseRecord,
    Refused,
    UnreadLine,
)
from loftet.web.workspace.lines_read import FIELDS, lines_read

TEXT = "Sök\nVi lovar detta för att alla ska bli trygga.\n\nPolisen går\ni Mallinge.\n31 juni"
RECORD = PromiseRecord(
    commitments=[CommitmentRecord(text="Polisen går i Mallinge.", lines=Lines(first=4, last=5))],
    read_from={"purpose": [Lines(first=2, last=2)], "lead_in": [Lines(first=2, last=2)]},
)
DOCUMENT = PromiseDocument(
    promises=[RECORD],
    unread=[UnreadLine(line=1, text="Sök")],
    refused=[Refused(line=6, text="31 juni", reason="Juni har 30 dagar.")],
)


def test_each_line_says_what_it_became_and_leads_to_its_fields() -> None:
    lines = lines_read(TEXT, DOCUMENT, RECORD)

    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [(line.became, line.anchor) for line in lines] == [
        ("Inte läst", ""),
        ("Syfte, Orden före listan", "words"),
        ("", ""),
        ("Åtagande 1", "c-0"),
        ("Åtagande 1", "c-0"),
        ("Juni har 30 dagar.", ""),
    ]
    assert [line.number for line in lines if line.left_out] == [1, 6]


def test_every_field_that_lines_are_read_into_has_its_words() -> None:
    without_lines = {"municipality", "municipality_code", "police_area", "geography", "recorded", "status", "approvals"}
    not_read = {"read_from", "followed_from", "example"}

    assert set(PromiseRecord.__slots__) - without_lines - not_read <= set(FIELDS)
