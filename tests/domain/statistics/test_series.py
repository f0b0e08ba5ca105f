"""A series carries what moves it, where it breaks, the population behind its rates and the file of each figure."""

from datetime import date

import pytest

from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from loftet.domain.statistics.catalogue import catalogue, words_of
from loftet.domain.statistics.models import Indicator, Observation
from loftet.domain.statistics.selectors import newest_at, series_of
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.domain.statistics.services.indicators import follow_catalogue
from loftet.sources.bra.long_text import read_long_text
from loftet.sources.kolada.values import read_values

pytestmark = pytest.mark.django_db

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"


def store(municipality: Municipality, *rows: str) -> None:
    content = "\n".join([HEADER, *rows]).encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(municipality, reading=read_long_text(content), origin=origin, actor=None)


def store_population(municipality: Municipality, people: dict[int, int]) -> None:
    values = ",".join(
        f'{{"kpi":"N01951","municipality":"1257","period":{year},'
        f'"values":[{{"gender":"T","count":1,"status":"","value":{number}}}]}}'
        for year, number in people.items()
    )
    content = f'{{"values":[{values}],"count":{len(people)},"next_url":null}}'.encode()
    origin = Origin(source="kolada", reader="kolada.values", file_name="kolada", content=content)
    store_delivery(municipality, reading=read_values(content), origin=origin, actor=None)


@pytest.fixture
def orkelljunga() -> Municipality:
    return Municipality.objects.get(code="1257")


def test_a_rate_is_of_the_population_at_the_end_of_the_year_before(orkelljunga: Municipality) -> None:
    store(orkelljunga, "Örkelljunga;Skadegörelse;År;2025;20;;", "Örkelljunga;Skadegörelse;År;2027;30;;")
    store_population(orkelljunga, {2024: 10_000, 2025: 10_100})
    first, last = series_of(Indicator.objects.get(key="bra:Skadegörelse"), "1257", months=12).figures
    assert (first.population, first.population_year, first.rate) == (10_000, 2024, 200)
    assert (last.population, last.population_year) == (10_100, 2025)


def test_without_a_population_there_is_no_rate_and_a_month_counts_twelve_times(orkelljunga: Municipality) -> None:
    store(orkelljunga, "Örkelljunga;Skadegörelse;2025;Jan;2;;")
    indicator = Indicator.objects.get(key="bra:Skadegörelse")
    assert series_of(indicator, "1257", months=1).figures[0].rate is None
    store_population(orkelljunga, {2024: 12_000})
    assert series_of(indicator, "1257", months=1).figures[0].rate == 200


def test_what_is_suppressed_has_no_number_and_no_rate(orkelljunga: Municipality) -> None:
    store(orkelljunga, "Örkelljunga;Skadegörelse;År;2025;..;..;")
    store_population(orkelljunga, {2024: 12_000})
    (figure,) = series_of(Indicator.objects.get(key="bra:Skadegörelse"), "1257", months=12).figures
    assert (figure.number, figure.rate, figure.is_unknown) == (None, None, True)


def test_the_first_figure_after_a_break_begins_anew(orkelljunga: Municipality) -> None:
    store(orkelljunga, *(f"Örkelljunga;Bedrägerier m.m.;År;{year};9;;" for year in (2014, 2015, 2018, 2020)))
    found = series_of(Indicator.objects.get(), "1257", months=12)
    assert [figure.begins_anew for figure in found.figures] == [False, True, False, True]
    assert "platsen" in found.warning


@pytest.mark.parametrize(
    "name",
    [
        "Grov kvinnofridskränkning",
        "Misshandel mot närstående genom parrelation",
        "Hedersförtryck",
        "Brott mot kontaktförbudslagen",
        "Våldtäkt inkl. grov",
        "Sexuellt ofredande",
        "Köp av sexuell tjänst",
        "Incest",
        "Barnfridsbrott",
        "Barnpornografibrott",
        "Kontakt med barn i sexuellt syfte",
        "Misshandel mot barn 7–14 år",
    ],
)
def test_close_relations_sexual_offences_and_children_are_protected(name: str) -> None:
    words = words_of(f"bra:{name}")
    assert words is not None
    assert (words.is_protected, words.counts) == (True, "reports")


@pytest.mark.parametrize("name", ["Skadegörelse", "Ofredande", "Stöld av barnvagn", "Totalt antal brott"])
def test_other_offences_are_not(name: str) -> None:
    words = words_of(f"bra:{name}")
    assert words is not None
    assert not words.is_protected


def test_what_the_police_find_by_looking_is_no_outcome() -> None:
    words = words_of("bra:Narkotikastrafflagen")
    assert words is not None
    assert words.counts == "police checks"


def test_every_row_of_the_catalogue_counts_something_that_is_known() -> None:
    assert {words.counts for words in catalogue()} <= set(Indicator.Counts.values)
    assert len({words.pattern for words in catalogue()}) == len(catalogue())


def test_what_is_stored_follows_a_catalogue_that_was_corrected(orkelljunga: Municipality) -> None:
    store(orkelljunga, "Örkelljunga;Skadegörelse;År;2025;20;;")
    Indicator.objects.update(warning="")
    assert follow_catalogue() == 1
    assert follow_catalogue() == 0
    assert Indicator.objects.get().warning


def test_an_invented_municipality_is_known_by_its_name() -> None:
    exempelby = invent_municipality(code="9901", name="Exempelby", county="Exempel län")
    store(exempelby, "Exempelby;Skadegörelse;År;2025;20;;")
    assert Observation.objects.get().place == "9901"
    assert [(row.indicator.key, row.months) for row in newest_at("9901")] == [("bra:Skadegörelse", 12)]
    assert Observation.objects.get().start == date(2025, 1, 1)
