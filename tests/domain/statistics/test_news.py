"""News from the police: taken in from a service that fails in its ways, masked, told as news, erased in time."""

import json
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Asking, Observation, PoliceNews, SimilarGroup
from loftet.domain.statistics.services.fetching import ask, ask_all
from loftet.domain.statistics.services.rounds import erase_old_news
from loftet.domain.statistics.services.similar import enter_groups
from loftet.project.command_line import command_line
from loftet.sources.kolada.catalogue import MunicipalityGroup
from tests.sources.test_service import Loopback

pytestmark = pytest.mark.django_db
AUGUST = "2026-08-22T12:00:00Z"


def event(number: int = 1, summary: str = "En bil brann.", place: str = "Örkelljunga") -> dict[str, object]:
    return {
        "id": number,
        "datetime": "2026-08-20 9:48:12 +02:00",
        "name": f"20 augusti 09.48, Brand, {place}",
        "summary": summary,
        "url": f"/aktuellt/handelser/{number}/",
        "type": "Brand",
        "location": {"name": "Skåne län", "gps": "55.9,13.5"},
    }


@pytest.fixture
def orkelljunga() -> Municipality:
    return Municipality.objects.get(code="1257")


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Loopback:
    running = Loopback()
    settings.POLISEN_URL = running.address
    settings.DATA = tmp_path
    return running


def answers(service: Loopback, *events: dict[str, object]) -> None:
    service.answers = [(200, json.dumps(events).encode(), {})]


@time_machine.travel(AUGUST, tick=True)
def test_only_the_municipality_s_news_is_kept_and_masked(service: Loopback, orkelljunga: Municipality) -> None:
    answers(service, event(1, "Ring 070-123 45 67."), event(2, place="Ängelholm"))
    found = ask("polisen", orkelljunga, actor=None)
    assert found is not None
    assert found.new == 1
    (news,) = PoliceNews.objects.all()
    assert news.summary == "Ring [telefonnummer]."
    assert news.address == "https://polisen.se/aktuellt/handelser/1/"
    assert not Observation.objects.exists()


@time_machine.travel(AUGUST, tick=True)
def test_the_police_s_newest_wording_counts_and_nothing_comes_twice(
    service: Loopback, orkelljunga: Municipality, settings: Settings, tmp_path: Path
) -> None:
    answers(service, event(1, "En bil brann."))
    ask("polisen", orkelljunga, actor=None)
    settings.DATA = tmp_path / "later"
    answers(service, event(1, "Två bilar brann."))
    found = ask("polisen", orkelljunga, actor=None)
    assert found is not None
    assert found.new == 0
    assert PoliceNews.objects.get().summary == "Två bilar brann."


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((404, b"", {}), "svarade 404"),
        ((200, b"<html>Hej</html>", {}), "webbsida"),
        ((200, b'{"fel": 1}', {}), "ändrat sitt svar"),
        ((200, b'[{"id": 1', {}), ""),
    ],
)
def test_a_service_that_fails_is_noted_for_the_coordinator_and_changes_nothing(
    service: Loopback, orkelljunga: Municipality, answer: tuple[int, bytes, dict[str, str]], why: str
) -> None:
    service.answers = [answer]
    assert ask("polisen", orkelljunga, actor=None) is None
    noted = Asking.objects.get()
    assert (noted.service, noted.succeeded) == ("polisen", False)
    assert why in noted.words
    assert not PoliceNews.objects.exists()


@time_machine.travel(AUGUST, tick=True)
def test_the_round_asks_for_those_who_have_switched_figures_on(service: Loopback, orkelljunga: Municipality) -> None:
    answers(service, event(1))
    ask_all("polisen")
    assert service.asked == []
    switch_function(orkelljunga, function=Function.FIGURES, on=True, actor=None)
    ask_all("polisen")
    assert PoliceNews.objects.count() == 1


def test_news_goes_after_ninety_days_and_does_not_come_back(service: Loopback, orkelljunga: Municipality) -> None:
    answers(service, event(1))
    with time_machine.travel(AUGUST, tick=True):
        ask("polisen", orkelljunga, actor=None)
    with time_machine.travel("2026-11-25T12:00:00Z", tick=True):
        erase_old_news()
        ask("polisen", orkelljunga, actor=None)
    assert not PoliceNews.objects.exists()


@time_machine.travel(AUGUST, tick=True)
@pytest.mark.usefixtures("orkelljunga")
def test_the_command_tries_before_it_stores(service: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    answers(service, event(1), event(2, place="Ängelholm"))
    words = ["fetch", "polisen", "--municipality", "1257"]
    for more, said in (([], "Inget är sparat"), (["--commit"], "1 nya är sparade")):
        options = command_line().parse_args([*words, *more])
        assert options.run(options) == 0
        assert said in capsys.readouterr().out
    assert PoliceNews.objects.count() == 1


@pytest.mark.shared
@time_machine.travel(AUGUST, tick=True)
def test_the_recorded_answer_of_the_police_is_taken_in(
    service: Loopback, orkelljunga: Municipality, shared: Path
) -> None:
    recorded = (shared / "data/polisen/events_api_raw_2026-08-22.json").read_bytes()
    service.answers = [(200, recorded, {})]
    assert ask("polisen", orkelljunga, actor=None) is not None
    assert ask("polisen", Municipality.objects.get(name="Malmö"), actor=None) is not None
    assert PoliceNews.objects.filter(municipality__name="Malmö").exists()


def test_a_group_is_stored_by_the_municipality_it_is_like() -> None:
    group = MunicipalityGroup("G1", "Liknande kommuner socioekonomi, Örkelljunga, 2024", ("1257", "1276", "0331"))
    other = MunicipalityGroup("G2", "Familjen Helsingborg (ovägt medel)", ("1257",))
    assert enter_groups([group, other]) == 1
    stored = SimilarGroup.objects.get()
    assert (stored.of, stored.respect, stored.year, stored.member_codes) == (
        "1257",
        "socioekonomi",
        2024,
        ["0331", "1276"],
    )
