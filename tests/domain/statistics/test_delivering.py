"""Figures with their origin: a dry run, all or nothing, the same again, a correction with its history."""

import hashlib
import zlib
from datetime import date

import pytest

from loftet.analysis.marks import Mark
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Delivery, EarlierFigure, Indicator, Observation
from loftet.domain.statistics.selectors import history, series_of
from loftet.domain.statistics.services.delivering import Origin, store_delivery, try_delivery
from loftet.sources.bra.long_text import read_long_text

pytestmark = pytest.mark.django_db

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"
FIRST = (
    "Örkelljunga;Skadegörelse;2025;Jan;7;68;",
    "Örkelljunga;Skadegörelse;2025;Feb;..;..;",
    "Örkelljunga;Skadegörelse;2026 prel.;Jan;5;48;",
    "Hela landet;Skadegörelse;2025;Jan;14278;135;",
)


@pytest.fixture
def orkelljunga() -> Municipality:
    return Municipality.objects.get(code="1257")


def file(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows]).encode()


def origin(content: bytes) -> Origin:
    return Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)


def store(municipality: Municipality, *rows: str) -> Delivery | None:
    content = file(*rows)
    return store_delivery(municipality, reading=read_long_text(content), origin=origin(content), actor=None).delivery


def test_a_dry_run_says_what_would_happen_and_stores_nothing() -> None:
    content = file(*FIRST, "Valhall;Skadegörelse;2025;Jan;7;68;")
    found = try_delivery(read_long_text(content), origin=origin(content))
    assert (found.new.height, found.corrected.height, found.unchanged_count) == (4, 0, 0)
    assert [row.row for row in found.refused] == [6]
    assert "Valhall" in found.refused[0].why
    assert not Observation.objects.exists()
    assert not Indicator.objects.filter(key__startswith="bra:").exists()


def test_a_delivery_keeps_its_file_and_accounts_for_every_row(orkelljunga: Municipality) -> None:
    delivery = store(orkelljunga, *FIRST, "Örkelljunga;Skadegörelse;2025;Mars;x;;")
    assert delivery is not None
    content = file(*FIRST, "Örkelljunga;Skadegörelse;2025;Mars;x;;")
    assert delivery.sha256 == hashlib.sha256(content).hexdigest()
    assert zlib.decompress(bytes(delivery.content)) == content
    assert (delivery.rows_read, delivery.new_count, delivery.refused_count) == (5, 4, 1)
    assert (delivery.suppressed_count, delivery.missing_count) == (1, 0)
    assert delivery.refused[0]["row"] == 6


def test_a_series_holds_what_is_not_known_as_nothing_and_never_as_zero(orkelljunga: Municipality) -> None:
    store(orkelljunga, *FIRST)
    found = series_of(Indicator.objects.get(key="bra:Skadegörelse"), "1257", months=1).figures
    assert [(row.start, row.count) for row in found] == [
        (date(2025, 1, 1), 7),
        (date(2025, 2, 1), None),
        (date(2026, 1, 1), 5),
    ]
    assert [row.marks for row in found] == [0, Mark.SUPPRESSED, Mark.PRELIMINARY]


def test_the_same_file_again_leaves_no_trace(orkelljunga: Municipality) -> None:
    store(orkelljunga, *FIRST)
    assert store(orkelljunga, *FIRST) is None
    assert Delivery.objects.count() == 1


def test_a_corrected_figure_keeps_the_old_one_with_the_delivery_it_came_in(orkelljunga: Municipality) -> None:
    first = store(orkelljunga, *FIRST)
    second = store(orkelljunga, *FIRST[:2], "Örkelljunga;Skadegörelse;2026;Jan;6;58;", FIRST[3])
    assert second is not None
    assert (second.new_count, second.corrected_count, second.unchanged_count) == (0, 1, 3)
    now = Observation.objects.get(place="1257", start=date(2026, 1, 1))
    assert (now.count, now.marks, now.delivery) == (6, 0, second)
    (old,) = history(now)
    assert (old.count, old.value, old.marks) == (5, 48.0, Mark.PRELIMINARY)
    assert (old.delivery, old.replaced_by) == (first, second)


def test_a_figure_that_became_withheld_is_withheld_and_its_number_stays_in_the_history(
    orkelljunga: Municipality,
) -> None:
    store(orkelljunga, *FIRST)
    store(orkelljunga, "Örkelljunga;Skadegörelse;2025;Jan;..;..;")
    now = Observation.objects.get(place="1257", start=date(2025, 1, 1))
    assert (now.count, now.marks) == (None, Mark.SUPPRESSED)
    assert EarlierFigure.objects.get().count == 7


@pytest.mark.parametrize("second", ["7;68;", "8;78;"])
def test_the_same_thing_said_twice_in_a_file_is_never_guessed_at(orkelljunga: Municipality, second: str) -> None:
    content = file("Ale;Stöld;2025;Jan;7;68;", f"Ale kommun;Stöld;2025;Jan;{second}")
    found = try_delivery(read_long_text(content), origin=origin(content))
    if second == "7;68;":
        assert (found.new.height, [row.row for row in found.refused]) == (1, [3])
    else:
        assert (found.new.height, [row.row for row in found.refused]) == (0, [2, 3])
    assert found.new.height + len(found.refused) == 2


def test_a_failure_in_the_middle_stores_nothing(orkelljunga: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("loftet.domain.statistics.services.delivering.correct_observations", fail)
    with pytest.raises(RuntimeError):
        store(orkelljunga, *FIRST)
    assert not Observation.objects.exists()
    assert not Delivery.objects.exists()
    assert not Indicator.objects.filter(key__startswith="bra:").exists()


def test_counties_and_the_country_are_places_by_their_codes(orkelljunga: Municipality) -> None:
    store(orkelljunga, "Skåne län;Stöld;2025;Jan;70;6;", "Riket;Stöld;2025;Jan;700;7;", "1292;Stöld;2025;Jan;3;6;")
    assert set(Observation.objects.values_list("place", flat=True)) == {"12", "00", "1292"}
