"""*Lämna ut*: all about one promise, nothing of another, and a trace of who fetched it."""

import csv
import json
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.utils import timezone

from loftet.domain.activity.judging import Verdict
from loftet.domain.activity.services.judgements import ViewValues, propose_judgement
from loftet.domain.audit.models import Entry
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.file.services import store_file
from loftet.domain.publishing.archive.disclosure import disclose_promise, rows_about
from loftet.domain.publishing.subscription.models import ConsentWording, Subscription
from loftet.sources.uploaded_file.clean import CleanedFile
from tests.domain.activity.exempelby import KEY, Exempelby

EXPECTED = {
    "promise.promise",
    "promise.reading",
    "promise.commitment",
    "promise.bearer",
    "promise.goal",
    "promise.signatory",
    "promise.edition",
    "activity.plan",
    "activity.report",
    "activity.judgement",
    "activity.partyview",
}


@pytest.fixture
def worked(followed: Exempelby, june: time_machine.Traveller) -> Exempelby:
    """A year with a plan, a report with a file, a draft, a letter and a judgement; and another promise beside it."""
    followed.plan_in_force(count=9)
    report = followed.published(on=date(2026, 2, 3), text="Brevet om låsta cyklar.")
    file = CleanedFile(name="brev.pdf", media_type="application/pdf", data=b"%PDF-brev", was_signed=False)
    store_file(followed.municipality.code, of=report, file=file, actor=followed.coordinator)
    enqueue_message(
        to="a@exempel.se", subject="Dags att redovisa", text="Hemlig text", municipality_code=followed.municipality.code
    )
    june.move_to("2027-01-11T08:00:00Z")
    propose_judgement(
        followed.municipality,
        promise=followed.promise,
        commitment_key=KEY,
        party=followed.town,
        actor=followed.coordinator,
        values=ViewValues(verdict=Verdict.PARTLY, evidence="Redovisningarna", reason="Breven uteblev."),
    )
    return followed


@pytest.fixture
def files(worked: Exempelby) -> dict[str, bytes]:
    package = disclose_promise(worked.municipality, promise=worked.promise, actor=worked.coordinator)
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(files: dict[str, bytes], kind: str) -> list[dict[str, Any]]:
    return list(json.loads(files[f"uppgifter/{kind}.json"]))


def test_every_kind_of_row_about_the_promise_is_there(files: dict[str, bytes]) -> None:
    kinds = {name.removeprefix("uppgifter/").removesuffix(".json") for name in files if name.startswith("uppgifter/")}
    assert kinds >= EXPECTED


def test_the_words_are_as_they_are_stored(files: dict[str, bytes]) -> None:
    assert [row["text"] for row in rows(files, "activity.report")] == ["Brevet om låsta cyklar."]
    assert len(rows(files, "promise.commitment")) == 5
    assert "Medborgarlöfte 2026" in rows(files, "promise.edition")[0]["content"]


def test_a_promise_of_another_year_is_a_matter_of_its_own(worked: Exempelby) -> None:
    labels = {(row._meta.label, row.pk) for row in rows_about(worked.last_year)}
    assert ("promise.Promise", worked.last_year.pk) in labels
    assert ("promise.Promise", worked.promise.pk) not in labels
    assert not [label for label, _ in labels if label == "activity.Report"]


def test_files_letters_and_the_trail_are_there_without_the_letters_text(files: dict[str, bytes]) -> None:
    (file,) = (content for name, content in files.items() if name.startswith("filer/"))
    assert file == b"%PDF-brev"
    assert json.loads(files["brev.json"])[0]["subject"] == "Dags att redovisa"
    assert b"Hemlig text" not in files["brev.json"]
    trail = json.loads(files["spar.json"])
    assert {entry["object"].split()[0] for entry in trail} >= {"promise.Promise", "activity.Report", "activity.Plan"}
    assert "Sam Ordnare" in {entry["actor"] for entry in trail}


def test_what_opens_a_page_is_not(files: dict[str, bytes]) -> None:
    assert not [name for name, content in files.items() if b"token_sha256" in content or b"idempotency_key" in content]


def test_nobody_who_follows_the_promise_is_in_it(worked: Exempelby) -> None:
    wording = ConsentWording.objects.create(
        municipality=worked.municipality, sha256="0" * 64, text="Ja", first_used_at=timezone.now()
    )
    Subscription.objects.create(
        municipality=worked.municipality,
        promise=worked.promise,
        email="anna@exempel.se",
        language="sv",
        wording=wording,
        confirmed_at=timezone.now(),
    )
    enqueue_message(
        to="anna@exempel.se",
        subject="Nytt om löftet",
        text="Hej",
        headers={"List-Unsubscribe": "<https://lofte.example/avsluta>"},
        municipality_code=worked.municipality.code,
    )

    package = disclose_promise(worked.municipality, promise=worked.promise, actor=worked.coordinator)

    with ZipFile(BytesIO(package)) as archive:
        assert not [name for name in archive.namelist() if b"anna@exempel.se" in archive.read(name)]


def test_the_index_names_every_file_with_its_sum(files: dict[str, bytes]) -> None:
    index = list(csv.reader(StringIO(files["innehall.csv"].decode("utf-8-sig")), delimiter=";"))

    assert index[0] == ["fil", "innehåll", "byte", "sha256"]
    assert {row[0]: row[3] for row in index[1:]} == {
        name: sha256(content).hexdigest() for name, content in files.items() if name != "innehall.csv"
    }
    assert {row[0]: row[1] for row in index[1:]}["uppgifter/promise.commitment.json"] == "åtaganden (5)"


def test_that_it_was_fetched_leaves_a_trace(worked: Exempelby, files: dict[str, bytes]) -> None:
    entry = Entry.objects.filter(action="disclose").get()
    assert (entry.actor, entry.object_type, entry.object_id) == (
        worked.coordinator,
        "promise.Promise",
        str(worked.promise.pk),
    )
