"""Figures as the coordinator meets them: a file that is looked at first, odd rows, corrections with their history."""

import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.statistics.models import Delivery, EarlierFigure, Indicator, Observation, WaitingFile
from loftet.domain.statistics.services.correcting import NotOwnFigure, correct_figure
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.domain.statistics.services.rounds import erase_forgotten_files
from loftet.sources.bra.long_text import read_long_text
from tests.people import Cast
from tests.web.workspace.sending import fields_of, text_of

pytestmark = pytest.mark.django_db

PAGES = "/arbetsyta/exempelby/siffror/"
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"
YEARS = {2019: 118, 2020: 122, 2021: 119, 2022: 125, 2023: 121, 2024: 60}
FILE = "\n".join([HEADER, *(f"Exempelby;Skadegörelse;År;{year};{count};;" for year, count in YEARS.items())])


@pytest.fixture(autouse=True)
def switched(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.FIGURES, on=True, actor=None)


def bring(client: Client, content: str, name: str = "dbfil.txt") -> str:
    """The address where the file waits."""
    response = client.post(f"{PAGES}las-in/", {"file": SimpleUploadedFile(name, content.encode())})
    assert response.status_code == 302, text_of(response)
    return str(response.headers["Location"])


def store(client: Client, content: str) -> None:
    address = bring(client, content)
    client.post(address, fields_of(client.get(address)))


def test_a_file_is_looked_at_first_and_stored_only_then(as_bo: Client) -> None:
    address = bring(as_bo, f"{FILE}\nValhall;Skadegörelse;År;2024;7;;")
    page = text_of(as_bo.get(address))
    assert "7 rader lästa. Inget är sparat." in page
    assert "Platsen Valhall är ingen kommun" in page
    assert not Observation.objects.exists()
    as_bo.post(address, fields_of(as_bo.get(address)))
    assert Observation.objects.count() == 6
    assert not WaitingFile.objects.exists()
    assert "dbfil.txt" in text_of(as_bo.get(PAGES))


def test_a_file_that_nobody_understands_says_what_to_do_and_keeps_nothing(as_bo: Client) -> None:
    response = as_bo.post(f"{PAGES}las-in/", {"file": SimpleUploadedFile("x.txt", b"hej")})
    assert response.status_code == 422
    assert "ingen form som Löftet känner" in text_of(response)
    assert not WaitingFile.objects.exists()


def test_what_was_stored_meanwhile_is_shown_before_anything_is_written(as_bo: Client, as_ada: Client) -> None:
    mine = bring(as_bo, FILE)
    seen = fields_of(as_bo.get(mine))
    store(as_ada, FILE.replace(";60;;", ";61;;"))
    again = as_bo.post(mine, seen)
    assert again.status_code == 409
    assert "Något sparades medan du läste" in text_of(again)
    assert Observation.objects.get(start__year=2024).count == 61
    as_bo.post(mine, fields_of(again))
    assert Observation.objects.get(start__year=2024).count == 60
    assert EarlierFigure.objects.get().count == 61


def test_a_figure_that_was_corrected_meanwhile_is_never_overwritten_unseen(as_bo: Client) -> None:
    store(as_bo, FILE)
    mine = bring(as_bo, FILE.replace(";60;;", ";70;;"))
    seen = fields_of(as_bo.get(mine))
    figure = Observation.objects.get(start__year=2024)
    as_bo.post(f"{PAGES}tal/{figure.pk}/", {"number": "61", "reason": "Brå"})
    assert as_bo.post(mine, seen).status_code == 409
    figure.refresh_from_db()
    assert figure.count == 61


def test_a_double_press_says_that_the_file_waits_no_longer(as_bo: Client) -> None:
    address = bring(as_bo, FILE)
    seen = fields_of(as_bo.get(address))
    as_bo.post(address, seen)
    assert "Filen väntar inte längre" in text_of(as_bo.post(address, seen, follow=True))
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("number", ["66,5", "1e30", "-1", "många", ""])
def test_what_is_no_count_is_refused_and_the_figure_stays(as_bo: Client, number: str) -> None:
    store(as_bo, FILE)
    figure = Observation.objects.get(start__year=2024)
    response = as_bo.post(f"{PAGES}tal/{figure.pk}/", {"number": number, "reason": "Brå"})
    assert response.status_code == 422
    figure.refresh_from_db()
    assert figure.count == 60


def test_a_corrected_preliminary_figure_is_still_preliminary(as_bo: Client) -> None:
    store(as_bo, f"{HEADER}\nExempelby;Rån;2026 prel.;Jan;3;;")
    figure = Observation.objects.get()
    as_bo.post(f"{PAGES}tal/{figure.pk}/", {"number": "4", "reason": "Brå"})
    assert "4*" in text_of(as_bo.get(f"{PAGES}tal/{figure.pk}/"))


def test_the_same_file_again_says_when_it_came_and_changes_nothing(as_bo: Client) -> None:
    store(as_bo, FILE)
    address = bring(as_bo, FILE)
    assert "Samma fil lästes in" in text_of(as_bo.get(address))
    as_bo.post(address, fields_of(as_bo.get(address)))
    assert Delivery.objects.count() == 1


def test_all_odd_rows_can_be_had_as_a_table_that_runs_no_formula(as_bo: Client) -> None:
    address = bring(as_bo, f"{FILE}\n=1+1;Skadegörelse;År;2024;7;;")
    content = as_bo.get(f"{address}udda-rader/").content.decode("utf-8-sig")
    assert "'=1+1" in content


def test_the_series_says_what_its_counts_can_carry(as_bo: Client) -> None:
    store(as_bo, FILE)
    page = text_of(as_bo.get(f"{PAGES}serie/{Indicator.objects.get(key='bra:Skadegörelse').pk}/12/"))
    assert "Anmälda brott (skadegörelse) minskade från 121 per år i genomsnitt 2019–2023 till 60 under 2024." in page
    assert "Talen är påhittade" in page or "exempel" in page.lower()
    assert "46–77" in page


def test_too_few_cases_are_told_as_too_few(as_bo: Client) -> None:
    rows = [
        f"Exempelby;Rån;År;{year};{count};;" for year, count in zip(range(2019, 2025), (3, 2, 4, 1, 2, 5), strict=True)
    ]
    store(as_bo, "\n".join([HEADER, *rows]))
    page = text_of(as_bo.get(f"{PAGES}serie/{Indicator.objects.get(municipality=None).pk}/12/"))
    assert "För få fall för att säga" in page


def test_what_the_police_find_by_looking_is_never_an_outcome(as_bo: Client) -> None:
    store(as_bo, FILE.replace("Skadegörelse", "Narkotikastrafflagen"))
    page = text_of(as_bo.get(f"{PAGES}serie/{Indicator.objects.get(municipality=None).pk}/12/"))
    assert "Antalet följer hur mycket polisen kontrollerar" in page


def test_a_corrected_figure_keeps_the_old_one_with_the_reason(as_bo: Client) -> None:
    store(as_bo, FILE)
    figure = Observation.objects.get(start__year=2024)
    as_bo.post(f"{PAGES}tal/{figure.pk}/", {"number": "66", "reason": "Brå rättade i mars"})
    page = text_of(as_bo.get(f"{PAGES}tal/{figure.pk}/"))
    for words in ("66 anmälda brott", "Rättat för hand", "Brå rättade i mars", "dbfil.txt"):
        assert words in page
    assert EarlierFigure.objects.get(observation=figure).count == 60


def test_another_place_s_figure_is_not_corrected_here(as_bo: Client, cast: Cast) -> None:
    content = f"{HEADER}\nÖrkelljunga;Skadegörelse;År;2024;7;;".encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(cast.granneby, reading=read_long_text(content), origin=origin, actor=None)
    figure = Observation.objects.get()
    assert as_bo.get(f"{PAGES}tal/{figure.pk}/").status_code == 404
    with pytest.raises(NotOwnFigure):
        correct_figure(cast.exempelby, observation=figure, number=1, reason="x", actor=None)


def test_a_file_that_nobody_stored_goes_after_a_week(as_bo: Client, september: object) -> None:
    bring(as_bo, FILE)
    erase_forgotten_files()
    assert WaitingFile.objects.exists()
    september.move_to("2026-09-18T08:00:00Z")  # type: ignore[attr-defined]
    erase_forgotten_files()
    assert not WaitingFile.objects.exists()


def test_the_file_can_be_had_as_it_came(as_bo: Client) -> None:
    store(as_bo, FILE)
    delivery = Delivery.objects.get()
    response = as_bo.get(f"{PAGES}leveranser/{delivery.pk}/fil/")
    assert response.content == FILE.encode() == zlib.decompress(bytes(delivery.content))
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.shared
def test_bra_s_monthly_file_is_read_through_the_page(as_bo: Client, shared: Path) -> None:
    name = "bra_anmalda_brott_manad_2026-08_boden_lulea.csv"
    address = bring(as_bo, (shared / "data/bra" / name).read_text(encoding="utf-8"), name)
    page = text_of(as_bo.get(address))
    assert "82 rader lästa" in page
