"""SCB's population as json-stat2: every way that the form allows to write the same cells."""

import json
from datetime import date
from typing import Any

import pytest

from loftet.analysis.marks import Mark
from loftet.sources.figures import UnreadableTable
from loftet.sources.scb.population import read_json_stat


def table(**changed: Any) -> dict[str, Any]:
    return {
        "class": "dataset",
        "id": ["Region", "Kon", "ContentsCode", "Tid"],
        "size": [2, 2, 1, 2],
        "dimension": {
            "Region": {"category": {"index": {"1257": 0, "1292": 1}, "label": {"1257": "Örkelljunga"}}},
            "Kon": {"category": {"index": ["1", "2"]}},
            "ContentsCode": {"category": {"label": {"BE0101N1": "Folkmängd"}}},
            "Tid": {"category": {"index": {"2025": 1, "2024": 0}}},
        },
        "value": [5100, 5120, 5000, 5011, 21000, 21100, 22000, None],
        "status": {"7": ".."},
        **changed,
    }


def read(**changed: Any) -> Any:
    return read_json_stat(json.dumps(table(**changed)).encode())


def test_cells_are_read_in_the_order_of_their_dimensions() -> None:
    figures = read().figures
    first, last = figures.row(0, named=True), figures.row(-1, named=True)
    assert (first["place"], first["indicator"], first["start"]) == ("1257", "1:BE0101N1", date(2024, 1, 1))
    assert (first["count"], first["months"], first["marks"]) == (5100, 12, 0)
    assert (last["place"], last["start"], last["count"], last["marks"]) == (
        "1292",
        date(2025, 1, 1),
        None,
        Mark.MISSING,
    )


def test_sparse_values_are_the_same_cells() -> None:
    sparse = {str(at): number for at, number in enumerate(table()["value"]) if number is not None}
    assert read(value=sparse).figures.equals(read().figures)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ["Region", "Kon", "ContentsCode"]},
        {"id": ["X", "Kon", "ContentsCode", "Tid"]},
        {"size": [2, 2, 1, 3]},
        {"value": [1, 2]},
        {"value": ["många"] * 8},
        {"dimension": None},
    ],
)
def test_another_form_is_refused_whole(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableTable, match="Inget har lästs in"):
        read(**changed)


def test_a_negative_or_broken_number_of_people_is_refused_alone() -> None:
    reading = read(value=[-1, 2.5, 5000, 5011, 21000, 21100, 22000, 22100])
    assert [row.row for row in reading.refused] == [1, 2]
    assert reading.figures.height == 6
