"""Brå's hierarchical months: the real file of two municipalities."""

from datetime import date

import pytest

from loftet.analysis.marks import Mark
from loftet.sources.bra.monthly import read_monthly
from loftet.sources.figures import UnreadableTable
from tests.surroundings import SHARED

HEADER = "Periodtyp,Period_start,Preliminär,Kommun,Brott,Antal,Per100000,Status_Antal\n"


@pytest.mark.shared
def test_the_real_file_is_read_whole_and_its_parts_are_figures_of_their_own() -> None:
    data = (SHARED / "data/bra/bra_anmalda_brott_manad_2026-08_boden_lulea.csv").read_bytes()
    reading = read_monthly(data)
    assert (reading.rows_read, reading.figures.height, reading.refused) == (82, 82, ())
    boden = {row["indicator"]: row["count"] for row in reading.figures.iter_rows(named=True) if row["place"] == "Boden"}
    assert boden["Totalt antal brott"] == 225
    assert boden["Brott mot brottsbalken"] + boden["Brott mot specialstraffrättsliga författningar"] == 225
    assert any("därav inbrottsstöld i bostad" in name for name in boden)
    assert set(reading.figures["start"]) == {date(2026, 8, 1)}
    assert set(reading.figures["marks"]) == {Mark.PRELIMINARY}


def test_a_status_withholds_and_an_empty_count_is_missing() -> None:
    months = "Månad,2026-08-01,False,Boden"
    rows = f"{months},Mord,,,..\n{months},Rån,,,\nMånad,2026-08-01,True,Boden,X,0,0,\n"
    figures = read_monthly((HEADER + rows).encode()).figures
    assert figures["count"].to_list() == [None, None, 0]
    assert figures["marks"].to_list() == [Mark.SUPPRESSED, Mark.MISSING, Mark.PRELIMINARY]


def test_another_file_is_refused_whole() -> None:
    with pytest.raises(UnreadableTable, match="Periodtyp"):
        read_monthly(b"Region;Brott\nAle;3\n")
