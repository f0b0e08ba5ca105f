"""Brå's yearly totals by municipality: the forms of each year."""

from datetime import date

import pytest

from loftet.analysis.marks import Mark
from loftet.sources.bra.yearly import read_yearly
from loftet.sources.figures import UnreadableTable

OF_2025 = (
    "\ufeffKommun;Antal;Per 100 000 inv.;\r\nAle;2537;7810\r\nStockholm;201 204;20 204\r\nÖrkelljunga;812;7 812\r\n"
)
OF_2021 = "Arjeplogs kommun;214;7 810\r\nMalung–Sälens kommun;904;9001\r\nStockholm, Bromma;..;..\r\nÅre kommun;;\r\n"


def test_the_form_with_a_header_is_read() -> None:
    figures = read_yearly(OF_2025.encode(), year=2025).figures
    assert figures["place"].to_list() == ["Ale", "Stockholm", "Örkelljunga"]
    assert figures["count"].to_list() == [2537, 201204, 812]
    assert figures["value"].to_list() == [7810, 20204, 7812]
    assert set(figures["start"]) == {date(2025, 1, 1)}
    assert set(figures["months"]) == {12}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_form_of_2021_without_a_header_is_read_with_its_first_row(encoding: str) -> None:
    figures = read_yearly(OF_2021.encode(encoding), year=2021).figures
    assert figures["place"].to_list()[:2] == ["Arjeplogs kommun", "Malung–Sälens kommun"]
    assert figures["count"].to_list() == [214, 904, None, None]
    assert figures["marks"].to_list() == [0, 0, Mark.SUPPRESSED, Mark.MISSING]


def test_an_odd_row_is_refused_and_named() -> None:
    reading = read_yearly((OF_2025 + "Källa: Brå\r\n").encode(), year=2025)
    assert reading.figures.height == 3
    assert [(row.row, row.text) for row in reading.refused] == [(5, "Källa: Brå")]


@pytest.mark.parametrize(
    "data", [b"", b"<html>\n<p>404 Not Found</p>\n</html>", b"Kommun;Antal;Per 100 000 inv.;\n", b"\0\1"]
)
def test_another_file_is_refused_whole(data: bytes) -> None:
    with pytest.raises(UnreadableTable):
        read_yearly(data, year=2025)
