"""The public page of figures: what is known, what is missing, and nothing small that is protected."""

import csv
from io import StringIO

import pytest
from django.test import Client

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.place.services import show_change
from loftet.domain.statistics.models import Indicator, SimilarGroup
from loftet.domain.statistics.services.correcting import correct_figure
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.bra.long_text import read_long_text
from tests.people import Cast, the_cast
from tests.web.workspace.sending import text_of

pytestmark = pytest.mark.django_db

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"


@pytest.fixture
def cast(db: None) -> Cast:
    cast = the_cast()
    switch_function(cast.exempelby, function=Function.FIGURES, on=True, actor=None)
    return cast


def bring(cast: Cast, *rows: str) -> Indicator:
    content = "\n".join([HEADER, *rows]).encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(cast.exempelby, reading=read_long_text(content), origin=origin, actor=None)
    return Indicator.objects.get(key=f"bra:{rows[0].split(';')[1]}")


def page(path: str) -> str:
    response = Client().get(f"/exempelby/{path}")
    assert response.status_code == 200
    return text_of(response)


def test_a_municipality_without_figures_says_what_is_missing_and_where_it_is(cast: Cast) -> None:
    said = page("siffror/")
    for words in ("Brå", "trygghetsmätning", "Folkmängden"):
        assert words in said


def test_the_start_page_leads_to_the_figures_only_when_they_are_on(cast: Cast) -> None:
    assert "Se siffrorna" in page("")
    switch_function(cast.exempelby, function=Function.FIGURES, on=False, actor=None)
    assert Client().get("/exempelby/siffror/").status_code == 404


def test_a_correction_is_seen_at_once(cast: Cast) -> None:
    indicator = bring(cast, "Exempelby;Skadegörelse;År;2025;40;;")
    path = f"siffror/{indicator.pk}/12/"
    assert "40" in page(path)
    correct_figure(
        cast.exempelby, observation=indicator.observations.get(), number=41, reason="Rättat hos Brå", actor=None
    )
    assert "41 (rättat)" in page(path)


def test_few_cases_of_a_protected_kind_are_hidden_in_page_chart_and_table(cast: Cast) -> None:
    rows = [f"Exempelby;Grov kvinnofridskränkning;År;{2018 + n};{count};;" for n, count in enumerate((7, 6, 3, 8))]
    indicator = bring(cast, *rows)
    response = Client().get(f"/exempelby/siffror/{indicator.pk}/12/")
    assert "färre än 5" in text_of(response)
    assert "<figure" not in response.content.decode()
    content = Client().get(f"/exempelby/siffror/{indicator.pk}/12/siffror.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(content), delimiter=";"))
    assert [(row["antal"], row["skyddat"]) for row in table] == [("7", "nej"), ("6", "nej"), ("", "ja"), ("8", "nej")]


def test_the_table_for_programs_leaves_empty_what_is_not_known_and_marks_what_is_made_up(cast: Cast) -> None:
    indicator = bring(cast, "Exempelby;Rån;2026 prel.;Jan;..;..;", "Exempelby;Rån;2026 prel.;Feb;0;;")
    content = Client().get(f"/exempelby/siffror/{indicator.pk}/1/siffror.csv").content.decode("utf-8-sig")
    first, second = csv.DictReader(StringIO(content), delimiter=";")
    assert (first["antal"], first["skyddat"], first["exempel"]) == ("", "ja", "ja")
    assert (second["antal"], second["preliminärt"]) == ("0", "ja")


def test_the_municipality_stands_among_those_that_are_like_it_without_a_rank(cast: Cast) -> None:
    bring(
        cast,
        "Exempelby;Totalt antal brott;År;2025;900;;",
        "Klippan;Totalt antal brott;År;2025;1900;;",
        "Heby;Totalt antal brott;År;2024;1200;;",
    )
    assert "Bland liknande kommuner" not in page("siffror/")
    SimilarGroup.objects.create(key="G1", of="9901", respect="socioekonomi", year=2024, member_codes=["1276", "0331"])
    show_change(cast.exempelby)
    said = page("siffror/")
    # Heby has no figure of that year.
    assert "Exempelby 900 Klippan 1\u00a0900 Kommunerna är olika stora" in said.replace("1 900", "1\u00a0900")


def test_months_are_said_together_as_whole_years(cast: Cast) -> None:
    months = ["Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dec"]
    rows = [f"Exempelby;Skadegörelse;{year};{month};10;;" for year in range(2019, 2025) for month in months]
    said = page(f"siffror/{bring(cast, *rows).pk}/1/")
    assert "var 120 per år i genomsnitt 2019–2023 och 120 under 2024" in said
