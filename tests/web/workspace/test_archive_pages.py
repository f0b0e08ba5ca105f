"""Status report, register, handing out and disposal, as a coordinator presses them."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.test import Client
from pytest_django import Settings

from loftet.domain.activity.models import Judgement
from loftet.domain.agreement.meeting.models import Minutes
from loftet.domain.agreement.meeting.services.minutes import adopt_minutes, begin_minutes, write_minutes
from loftet.domain.agreement.models import Agreement
from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.audit.models import Entry, RetentionDecision
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition
from tests.domain.agreement.gatherings import planned
from tests.people import Cast, published_agreement

HOME = "/arbetsyta/exempelby"
NUMBERS = {"municipality": "KS 2026/17", "police": "A123.456/2026"}


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def record_in(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(response.content)) as archive:
        return dict(json.loads(archive.read("metadata.json")))


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    minutes = begin_minutes(cast.exempelby, meeting=planned(cast.exempelby), actor=None)
    write_minutes(cast.exempelby, minutes=minutes, version=1, actor=None, text="Läget gicks igenom.")
    return minutes


def adopted(municipality: Municipality, minutes: Minutes) -> None:
    adopt_minutes(
        municipality, minutes=minutes, version=2, actor=None, adopted_on=date(2026, 4, 1), adopted_by="Ordföranden"
    )


def test_the_status_report_is_one_press_away_and_the_same_in_every_form(as_bo: Client, cast: Cast) -> None:
    assert f'href="{HOME}/moten/lagesrapport/"' in as_bo.get(f"{HOME}/moten/").content.decode()
    page = as_bo.get(f"{HOME}/moten/lagesrapport/").content.decode()
    assert "Lägesrapport 10 september 2026" in page
    assert "Fotpatrullering sker regelbundet." in page
    assert "Exempel" in page

    pdf = as_bo.get(f"{HOME}/moten/lagesrapport/pdf/")
    assert pdf.content.startswith(b"%PDF-")
    assert 'filename="lagesrapport-exempelby-2026-09-10.pdf"' in pdf["Content-Disposition"]
    word = docx.Document(BytesIO(as_bo.get(f"{HOME}/moten/lagesrapport/word/").content))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "Fotpatrullering sker regelbundet." in cells


def test_case_numbers_are_entered_on_a_promise_and_its_edition(as_bo: Client, cast: Cast) -> None:
    path = f"{HOME}/lofte/2026/diariet/"
    assert as_bo.post(path, NUMBERS).status_code == 302
    assert 'value="KS 2026/17"' in as_bo.get(path).content.decode()
    assert record_in(as_bo.get(f"{path}utgava/1/zip/"))["case_number_municipality"] == "KS 2026/17"

    as_bo.post(f"{path}utgava/1/", {"municipality": "KS 2026/18", "police": ""})

    assert Edition.objects.get(promise=cast.this_year).case_number_municipality == "KS 2026/18"
    assert record_in(as_bo.get(f"{path}utgava/1/zip/"))["case_number_municipality"] == "KS 2026/18"


def test_a_number_that_is_too_long_is_refused_and_stays_in_the_field(as_bo: Client, cast: Cast) -> None:
    response = as_bo.post(f"{HOME}/lofte/2026/diariet/", {"municipality": "K" * 61, "police": ""})
    assert response.status_code == 422
    assert "K" * 61 in response.content.decode()


def test_case_numbers_are_entered_on_a_judgement(as_bo: Client, cast: Cast) -> None:
    judgement = Judgement.objects.create(
        municipality=cast.exempelby,
        promise=cast.last_year,
        commitment_key="startmoten",
        number=1,
        promised=3,
        reported=2,
        proposed_at="2026-01-10T08:00:00Z",
        public_on=date(2026, 1, 26),
    )
    path = f"{HOME}/lofte/2025/diariet/bedomning/{judgement.pk}/"
    assert path in as_bo.get(f"{HOME}/lofte/2025/diariet/").content.decode()

    as_bo.post(path, NUMBERS)

    judgement.refresh_from_db()
    assert judgement.case_number_police == "A123.456/2026"


def test_a_published_agreement_goes_to_the_register_and_a_draft_does_not(as_bo: Client, cast: Cast) -> None:
    agreement = published_agreement(cast.exempelby)
    path = f"{HOME}/overenskommelse/{agreement.pk}/diariet/"
    as_bo.post(path, NUMBERS)
    assert record_in(as_bo.get(f"{path}zip/"))["case_number_police"] == "A123.456/2026"
    assert Agreement.objects.get().purposes == "Brotten ska bli färre och fler ska känna sig trygga."

    draft = draft_agreement(
        cast.exempelby, actor=None, values=AgreementValues(start=date(2029, 1, 1)), succeeds=agreement
    )
    assert as_bo.get(f"{HOME}/overenskommelse/{draft.pk}/diariet/zip/").status_code == 404


def test_adopted_minutes_go_to_the_register_and_others_do_not(as_bo: Client, cast: Cast, minutes: Minutes) -> None:
    path = f"{HOME}/moten/protokoll/{minutes.pk}/diariet/"
    assert as_bo.get(path).status_code == 404
    adopted(cast.exempelby, minutes)

    as_bo.post(path, NUMBERS)

    record = record_in(as_bo.get(f"{path}zip/"))
    assert (record["kind"], record["case_number_municipality"]) == ("minutes", "KS 2026/17")


def test_handing_out_warns_first_and_is_traced(as_bo: Client, cast: Cast) -> None:
    path = f"{HOME}/lofte/2026/lamna-ut/"
    assert "Pröva sekretessen först." in as_bo.get(path).content.decode()
    assert not Entry.objects.filter(action="disclose").exists()

    response = as_bo.post(path)

    with ZipFile(BytesIO(response.content)) as archive:
        assert archive.namelist()[0] == "innehall.csv"
    assert Entry.objects.filter(action="disclose", object_id=str(cast.this_year.pk)).count() == 1


def test_a_decision_on_disposal_is_entered_and_named_among_those_that_lack_until_then(
    as_bo: Client, cast: Cast
) -> None:
    before = as_bo.get(f"{HOME}/gallring/").content.decode()
    assert "Raderas inte, för beslut saknas" in before
    form = {
        "document_type": "mail",
        "period_days": "90",
        "number": "KS 2026:12",
        "decided_on": "2026-05-01",
        "decided_by": "Kommunstyrelsen",
    }
    as_bo.post(f"{HOME}/gallring/", form)

    decision = RetentionDecision.objects.get()
    assert (decision.municipality_code, decision.period_days) == ("9901", 90)
    assert "KS 2026:12, 1 maj 2026, Kommunstyrelsen." in as_bo.get(f"{HOME}/gallring/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"period_days": "-1"}, {"period_days": "1000000"}, {"decided_on": "2027-01-01"}, {"number": ""}],
)
def test_a_decision_that_cannot_be_is_refused(as_bo: Client, cast: Cast, wrong: dict[str, str]) -> None:
    form = {"document_type": "mail", "period_days": "90", "number": "KS 1", "decided_on": "2026-05-01"}
    response = as_bo.post(f"{HOME}/gallring/", form | {"decided_by": "Kommunstyrelsen"} | wrong)
    assert response.status_code == 422
    assert not RetentionDecision.objects.exists()


def test_another_municipality_s_matters_are_not_there(as_bo: Client, cast: Cast, minutes: Minutes) -> None:
    adopted(cast.exempelby, minutes)
    agreement = published_agreement(cast.granneby)
    for path in (
        f"/arbetsyta/granneby/lofte/{cast.neighbours.address}/diariet/",
        f"/arbetsyta/granneby/lofte/{cast.neighbours.address}/lamna-ut/",
        f"/arbetsyta/granneby/moten/protokoll/{minutes.pk}/diariet/zip/",
        "/arbetsyta/granneby/gallring/",
        f"{HOME}/overenskommelse/{agreement.pk}/diariet/zip/",
        f"{HOME}/lofte/{cast.neighbours.address}/lamna-ut/",
        f"{HOME}/lofte/2026/diariet/utgava/7/zip/",
    ):
        assert as_bo.get(path).status_code == 404, path
