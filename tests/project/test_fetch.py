"""`loftet fetch` against services on loopback that answer in their recorded forms."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from loftet.domain.statistics.models import Delivery, Observation
from loftet.project.command_line import command_line
from tests.sources.test_service import Loopback

pytestmark = pytest.mark.django_db

NO_GROUPS = (200, b'{"values": [], "next_page": null}', dict[str, str]())


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Loopback:
    running = Loopback()
    settings.KOLADA_URL = settings.SCB_URL = running.address
    settings.DATA = tmp_path
    return running


def fetch(*words: str) -> int:
    options = command_line().parse_args(["fetch", *words, "--municipality", "1257"])
    return int(options.run(options))


def population(*values: int) -> bytes:
    index = {"00": 0, "12": 1, "1257": 2}
    table = {
        "class": "dataset",
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [3, 1, 1],
        "dimension": {
            "Region": {"category": {"index": index}},
            "ContentsCode": {"category": {"index": ["BE0101N1"]}},
            "Tid": {"category": {"index": ["2025"]}},
        },
        "value": values,
    }
    return json.dumps(table).encode()


def kolada(value: float, following: str | None) -> bytes:
    values = [{"gender": "T", "count": 1, "status": "", "value": value}]
    year = 2024 if following else 2025
    item = {"kpi": "N07403", "municipality": "1257", "period": year, "values": values}
    return json.dumps({"values": [item], "count": 1, "next_page": following}).encode()


def test_population_is_fetched_tried_and_stored(service: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    service.answers = [(200, population(10_600_000, 1_430_000, 10_300), {})]
    assert fetch("scb") == 0
    assert "3 nya tal" in capsys.readouterr().out
    assert not Observation.objects.exists()
    assert fetch("scb", "--commit") == 0
    assert Observation.objects.get(place="1257").count == 10_300
    assert Delivery.objects.get().file_name == service.address
    asked = parse_qs(urlsplit(service.asked[0][0]).query)
    assert asked["valueCodes[Region]"] == ["00,12,1257"]
    assert len(service.asked) == 1


def test_every_page_of_kolada_is_followed_and_never_to_another_host(service: Loopback) -> None:
    elsewhere = "http://evil.example/v3/data/page?page=2"
    service.answers = [(200, kolada(812.5, elsewhere), {}), (200, kolada(790.0, None), {}), NO_GROUPS]
    assert fetch("kolada", "--commit") == 0
    assert [path.split("?")[0] for path, _, _ in service.asked][1] == "/v3/data/page"
    assert set(Observation.objects.values_list("value", flat=True)) == {790.0, 812.5}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((404, b"", {}), "svarade 404"),
        ((200, b"<html>Underh\xc3\xa5ll</html>", {}), "webbsida"),
        ((200, b'{"class": "dataset", "id": []}', {}), "ändrat sitt svar"),
    ],
)
def test_what_a_service_gets_wrong_changes_nothing_and_is_said(
    service: Loopback, capsys: pytest.CaptureFixture[str], answer: tuple[int, bytes, dict[str, str]], why: str
) -> None:
    service.answers = [answer]
    assert fetch("scb", "--commit") == 2
    assert why in capsys.readouterr().err
    assert not Delivery.objects.exists()
