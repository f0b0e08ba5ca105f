"""The police's events: what the headline says of place and type, odd clocks, and summaries of nights."""

import json
from datetime import UTC, datetime

import pytest

from loftet.sources.figures import UnreadableTable
from loftet.sources.polisen.events import Events, PoliceEvent, read_events
from tests.surroundings import SHARED


def item(**changed: object) -> dict[str, object]:
    return {
        "id": 650297,
        "datetime": "2026-08-22 9:48:12 +02:00",
        "name": "22 augusti 08.05, Trafikolycka, vilt, Örkelljunga",
        "summary": "En älg på E4.",
        "url": "/aktuellt/handelser/1/",
        "type": "Trafikolycka, vilt",
        "location": {"name": "Skåne län", "gps": "55.990257,13.595769"},
        **changed,
    }


def read(*items: object) -> Events:
    return read_events(json.dumps(items).encode())


def only(**changed: object) -> PoliceEvent:
    (event,) = read(item(**changed)).events
    return event


def test_the_municipality_is_read_from_the_headline_where_the_place_is_a_county() -> None:
    event = only()
    assert (event.place, event.municipality_code, event.county) == ("Örkelljunga", "1257", "Skåne län")
    assert event.address == "https://polisen.se/aktuellt/handelser/1/"


def test_an_hour_without_its_zero_is_read_in_its_own_zone() -> None:
    assert only().published_at == datetime(2026, 8, 22, 7, 48, 12, tzinfo=UTC)


def test_a_summary_of_a_night_tells_of_several_and_has_only_a_county() -> None:
    event = only(name="22 augusti 08.05, Sammanfattning natt, Skåne län", type="Sammanfattning natt")
    assert event.tells_of_several
    assert (event.municipality_code, event.county) == (None, "Skåne län")


@pytest.mark.parametrize("broken", [{"id": None}, {"datetime": "i går"}, {"name": None}, {"type": 3}])
def test_an_item_that_lacks_something_is_refused_alone(broken: dict[str, object]) -> None:
    read_anyway = read(item(), item(**broken))
    assert len(read_anyway.events) == 1
    assert [row.row for row in read_anyway.refused] == [2]


@pytest.mark.parametrize("data", [b"", b"<!doctype html><p>Fel", b'[{"id": 1', b'{"error": 1}', b'[{"other": 1}]'])
def test_another_answer_is_refused_whole(data: bytes) -> None:
    with pytest.raises(UnreadableTable):
        read_events(data)


@pytest.mark.shared
def test_a_real_answer_is_read_whole_and_every_place_is_a_municipality_or_a_county() -> None:
    answer = read_events((SHARED / "data/polisen/events_api_raw_2026-08-22.json").read_bytes())
    assert (len(answer.events), len(answer.refused)) == (500, 0)
    assert sum(event.tells_of_several for event in answer.events) == 96
    assert all(event.municipality_code or event.place.endswith(" län") for event in answer.events)
    assert all(event.county for event in answer.events)


def test_a_number_without_end_is_a_damaged_answer() -> None:
    with pytest.raises(UnreadableTable, match="skadat"):
        read_events(b'[{"id": 1e999}]')
