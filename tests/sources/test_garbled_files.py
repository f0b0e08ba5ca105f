"""Every reader of figures and events, fed files that were cut, doubled and overwritten by chance.

The answer accounts for each row, or there is one clear refusal; never another error.

`LOFTET_MUTATIONS` sets how many files each reader gets (500; `make faults` gives 10,000).
"""

import json
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.sources.bra.long_text import read_long_text
from loftet.sources.bra.monthly import read_monthly
from loftet.sources.bra.yearly import read_yearly
from loftet.sources.figures import FIGURES, Reading, UnreadableTable
from loftet.sources.kolada.catalogue import read_groups, read_key_figures
from loftet.sources.kolada.values import read_values
from loftet.sources.polisen.events import read_events
from loftet.sources.scb.population import read_json_stat

LONG_TEXT = """Region;Brott;År;Period;Antal;/100 000 inv
Ale;"St;öld";2025;Jan;3;1;
Örebro;Skadegörelse;År;2024 prel.;1 204;..;
Borås;Våld;2024;Kv 3;..;0;
"""
YEARLY = "\ufeffKommun;Antal;Per 100 000 inv.;\r\nAle;2537;7810\r\nÖrkelljunga;8 12;7 812;\r\nMalung–Sälen;..;..\r\n"
MONTHLY = """Periodtyp,Period_start,Preliminär,Kommun,Brott,Antal,Per100000,Status_Antal
Månad,2026-08-01,True,Boden,"8 kap. Stöld, rån m.m., därav rån",3.0,11.0,
Kvartal,2026-07-01,False,Luleå,Totalt antal brott,,,..
"""
KOLADA = {
    "values": [
        {
            "kpi": "N07403",
            "municipality": "1257",
            "period": 2024,
            "values": [
                {"gender": "T", "count": 1, "status": "", "value": 812.5},
                {"gender": "K", "count": 1, "status": "Missing", "value": None},
            ],
        }
    ],
    "count": 1,
    "next_page": None,
}
KEY_FIGURES = {"values": [{"id": "N07403", "title": "Våld", "description": "Antal", "is_divided_by_gender": 1}]}
GROUPS = {"values": [{"id": "G1", "title": "Liknande", "members": [{"member_id": "1257", "member_title": "Ö"}]}]}
EVENTS = [
    {
        "id": 1,
        "datetime": "2026-08-22 9:48:12 +02:00",
        "name": "22 augusti 08.05, Trafikolycka, vilt, Örkelljunga",
        "summary": "En älg.",
        "url": "/aktuellt/1/",
        "type": "Trafikolycka, vilt",
        "location": {"name": "Skåne län", "gps": "55.9,13.5"},
    }
]
POPULATION = {
    "class": "dataset",
    "id": ["Region", "Kon", "Tid"],
    "size": [2, 1, 2],
    "dimension": {
        "Region": {"category": {"index": {"1257": 0, "1292": 1}}},
        "Kon": {"category": {"index": ["tot"]}},
        "Tid": {"category": {"index": {"2024": 0, "2025": 1}}},
    },
    "value": [10300, 10250, None, 44000],
    "status": {"2": ".."},
}
READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "Brå, text": (read_long_text, LONG_TEXT.encode()),
    "Brå, year": (lambda data: read_yearly(data, year=2025), YEARLY.encode()),
    "Brå, month": (read_monthly, MONTHLY.encode()),
    "Kolada, values": (read_values, json.dumps(KOLADA).encode()),
    "Kolada, key figures": (read_key_figures, json.dumps(KEY_FIGURES).encode()),
    "Kolada, groups": (read_groups, json.dumps(GROUPS).encode()),
    "the police": (read_events, json.dumps(EVENTS).encode()),
    "SCB": (read_json_stat, json.dumps(POPULATION).encode()),
}


@st.composite
def garbled(draw: st.DrawFn, file: bytes) -> bytes:
    data = bytearray(file)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        change = draw(st.sampled_from(["overwrite", "cut", "double", "insert"]))
        length = draw(st.integers(1, 40))
        if change == "overwrite":
            data[at : at + 1] = draw(
                st.sampled_from([b"9", b"-", b'"', b"null", b"{}", b"[]", b"1e999", b"\xff", b";"])
            )
        elif change == "cut":
            del data[at : at + length]
        elif change == "double":
            data[at:at] = data[at : at + length]
        else:
            data[at:at] = draw(st.binary(max_size=4))
    return bytes(data)


@pytest.mark.parametrize("reader", READERS)
def test_a_whole_file_is_read_without_a_refused_row(reader: str) -> None:
    read, file = READERS[reader]
    result = read(file)
    assert result
    assert getattr(result, "refused", ()) == ()


@pytest.mark.parametrize("reader", READERS)
@settings(
    max_examples=int(os.environ.get("LOFTET_MUTATIONS", "500")),
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
@given(st.data())
def test_a_garbled_file_is_read_with_each_row_accounted_for_or_refused_clearly(
    reader: str, data: st.DataObject
) -> None:
    read, file = READERS[reader]
    try:
        result = read(data.draw(garbled(file)))
    except UnreadableTable:
        return
    if isinstance(result, Reading):
        assert result.figures.schema == FIGURES
        assert result.rows_read == result.figures.height + len(result.refused)
        assert result.figures["count"].drop_nulls().ge(0).all()
        unknown = result.figures.filter(result.figures["marks"] & 6 != 0)
        assert unknown["count"].is_null().all()
        assert unknown["value"].is_null().all()
