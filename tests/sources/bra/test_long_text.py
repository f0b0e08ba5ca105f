"""Brå's text export: every form of it that is documented, and what is refused."""

from datetime import date

import pytest

from loftet.analysis.marks import Mark
from loftet.sources.bra.long_text import read_long_text
from loftet.sources.figures import Reading, UnreadableTable

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"


def read(*rows: str, encoding: str = "utf-8", end: str = "\r\n") -> Reading:
    return read_long_text(end.join([HEADER, *rows]).encode(encoding))


def only(*rows: str) -> dict[str, object]:
    reading = read(*rows)
    assert not reading.refused
    return reading.figures.row(0, named=True)


def test_a_whole_year_stands_in_the_column_of_periods() -> None:
    figure = only("Hela landet;Befogenhetsbedrägeri;År;2025;14278;135;")
    assert (figure["start"], figure["months"], figure["count"]) == (date(2025, 1, 1), 12, 14278)
    assert (figure["place"], figure["indicator"]) == ("Hela landet", "Befogenhetsbedrägeri")
    assert (figure["value"], figure["marks"]) == (135.0, 0)


@pytest.mark.parametrize(
    ("year", "period", "start", "months"),
    [
        ("2026 prel.", "Aug", date(2026, 8, 1), 1),
        ("2024", "Maj", date(2024, 5, 1), 1),
        ("2024", "Oktober", date(2024, 10, 1), 1),
        ("2024", "Kv 2", date(2024, 4, 1), 3),
        ("2024", "4:e kvartalet", date(2024, 10, 1), 3),
        ("År", "2026 prel.", date(2026, 1, 1), 12),
    ],
)
def test_periods_are_a_month_a_quarter_or_a_year(year: str, period: str, start: date, months: int) -> None:
    figure = only(f"Ale;Skadegörelse;{year};{period};7;20;")
    assert (figure["start"], figure["months"]) == (start, months)
    assert (figure["marks"] == Mark.PRELIMINARY) == ("prel" in year + period)


def test_two_dots_are_withheld_and_an_empty_cell_is_missing_and_neither_is_zero() -> None:
    figures = read("Ale;Våldtäkt;2025;Jan;..;..;", "Ale;Våldtäkt;2025;Feb;;;", "Ale;Våldtäkt;2025;Mar;0;0;").figures
    assert figures["count"].to_list() == [None, None, 0]
    assert figures["marks"].to_list() == [Mark.SUPPRESSED, Mark.MISSING, 0]


def test_spaces_part_thousands_and_commas_decimals() -> None:
    figure = only("Malmö;Totalt;År;2024;61\N{NO-BREAK SPACE}204;17 019,5;")
    assert (figure["count"], figure["value"]) == (61204, 17019.5)


def test_a_quoted_offence_may_hold_a_semicolon() -> None:
    figure = only('Ale;"0950 - Bedrägeri; övrigt ""stort""";År;2024;3;9;')
    assert figure["indicator"] == '0950 - Bedrägeri; övrigt "stort"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_alike(encoding: str, end: str) -> None:
    reading = read("Örkelljunga;Skadegörelse, åverkan;År;2025;81;779;", "", encoding=encoding, end=end)
    assert reading.figures["place"].to_list() == ["Örkelljunga"]
    assert reading.rows_read == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Ale;Stöld;2025", "för få kolumner"),
        (";Stöld;År;2025;3;1;", "saknar region"),
        ("Ale;;År;2025;3;1;", "saknar brott"),
        ("Ale;Stöld;År;i fjol;3;1;", "Året"),
        ("Ale;Stöld;2025;Foo;3;1;", "Perioden"),
        ("Ale;Stöld;År;2025;-3;1;", "Antalet"),
        ("Ale;Stöld;År;2025;3,5;1;", "Antalet"),
        ("Ale;Stöld;År;2025;3;många;", "100 000"),
        ("Ale;Stöld;År;2025;3;1;4;5", "fler kolumner"),
    ],
)
def test_an_odd_row_is_refused_with_its_line_and_the_reason_and_the_others_are_read(row: str, why: str) -> None:
    reading = read("Ale;Stöld;År;2024;5;2;", row, "Ale;Stöld;År;2023;6;2;")
    assert reading.figures["count"].to_list() == [5, 6]
    (refused,) = reading.refused
    assert (refused.row, refused.text) == (3, row)
    assert why in refused.why
    assert reading.rows_read == 3


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"PK\x03\x04\0\0", b"<html><body>Fel</body></html>", b"Kommun;Antal\nAle;3", b"x" * 20_000]
)
def test_another_file_is_refused_whole(data: bytes) -> None:
    with pytest.raises(UnreadableTable, match="Filen"):
        read_long_text(data)
