"""*Hämta till diariet*: the package is opened as a registrar would, and every sum in it counted again."""

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from loftet.domain.agreement.meeting.models import Minutes
from loftet.domain.agreement.meeting.services.minutes import (
    adopt_minutes,
    begin_minutes,
    correct_minutes,
    write_minutes,
)
from loftet.domain.agreement.models import Agreement
from loftet.domain.audit.models import Entry
from loftet.domain.audit.services import CaseNumbers
from loftet.domain.file.services import store_file
from loftet.domain.promise.models import Edition
from loftet.domain.publishing.archive.registry import agreement_package, edition_package, minutes_package
from loftet.domain.publishing.archive.selectors import adopted_minutes_of, editions_to_register
from loftet.domain.publishing.archive.services import register
from loftet.sources.uploaded_file.clean import CleanedFile
from tests.domain.activity.exempelby import Exempelby
from tests.domain.agreement.gatherings import planned
from tests.people import published_agreement

ADDRESS = "https://lofte.example/exempelby/lofte/2026/"
NUMBERS = CaseNumbers(municipality="KS 2026/17", police="A123.456/2026")


def opened(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def record_in(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["metadata.json"]))


def is_archive_pdf(pdf: bytes) -> bool:
    with pikepdf.open(BytesIO(pdf)) as file, file.open_metadata() as metadata:
        return (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf))


def attached(exempelby: Exempelby, to: Any, name: str, data: bytes) -> None:
    file = CleanedFile(name=name, media_type="application/pdf", data=data, was_signed=False)
    store_file(exempelby.municipality.code, of=to, file=file, actor=None)


@pytest.fixture
def edition(followed: Exempelby) -> Edition:
    return editions_to_register(followed.municipality, followed.promise).get(number=1)


def test_a_promise_edition_comes_with_its_text_its_data_and_its_attachments(
    followed: Exempelby, edition: Edition
) -> None:
    for data in (b"%PDF-1", b"%PDF-2"):
        attached(followed, followed.promise, "underskrift.pdf", data)

    files = opened(edition_package(followed.municipality, edition, address=ADDRESS))

    assert list(files) == [
        "metadata.json",
        "metadata.xml",
        "medborgarlofte.pdf",
        "medborgarlofte.json",
        "bilagor/01-underskrift.pdf",
        "bilagor/02-underskrift.pdf",
    ]
    assert is_archive_pdf(files["medborgarlofte.pdf"])
    assert "Medborgarlöfte 2026" in text_of(files["medborgarlofte.pdf"])
    assert sha256(files["medborgarlofte.json"]).hexdigest() == edition.sha256
    assert files["bilagor/02-underskrift.pdf"] == b"%PDF-2"


def test_the_metadata_says_what_it_is_when_and_who_and_its_sums_are_right(
    followed: Exempelby, edition: Edition
) -> None:
    register(followed.municipality, row=edition, actor=None, numbers=NUMBERS)
    attached(followed, followed.promise, "underskrift.pdf", b"%PDF-1")
    files = opened(edition_package(followed.municipality, edition, address=ADDRESS))

    record = record_in(files)

    assert (record["format"], record["kind"], record["title"]) == (
        "loftet-record/1",
        "promise_edition",
        "Medborgarlöfte 2026",
    )
    assert (record["case_number_municipality"], record["case_number_police"]) == ("KS 2026/17", "A123.456/2026")
    assert record["dates"] == {"published": "2026-01-01", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    assert (record["municipality_code"], record["number"], record["example"]) == ("9901", 1, True)
    assert {note["name"]: note["sha256"] for note in record["files"]} == {
        name: sha256(content).hexdigest() for name, content in files.items() if not name.startswith("metadata")
    }


def test_the_same_facts_stand_in_the_xml(followed: Exempelby, edition: Edition) -> None:
    register(followed.municipality, row=edition, actor=None, numbers=NUMBERS)
    files = opened(edition_package(followed.municipality, edition, address=ADDRESS))
    record, root = record_in(files), ElementTree.fromstring(files["metadata.xml"])

    assert [element.tag for element in root] == list(record)
    assert root.findtext("case_number_police") == "A123.456/2026"
    assert root.findtext("dates/valid_to") == "2026-12-31"
    assert root.findtext("example") == "true"
    assert [note.findtext("sha256") for note in root.iterfind("files/file")] == [
        note["sha256"] for note in record["files"]
    ]


def test_an_edition_without_numbers_of_its_own_has_the_promises(followed: Exempelby, edition: Edition) -> None:
    register(followed.municipality, row=edition.promise, actor=None, numbers=NUMBERS)
    fresh = editions_to_register(followed.municipality, followed.promise).get(number=1)
    assert (
        record_in(opened(edition_package(followed.municipality, fresh, address=ADDRESS)))["case_number_municipality"]
        == "KS 2026/17"
    )


def test_the_same_edition_gives_the_same_package(followed: Exempelby, edition: Edition) -> None:
    first, second = (edition_package(followed.municipality, edition, address=ADDRESS) for _ in range(2))
    assert first == second


def test_an_agreement_is_set_as_pdf_with_parties_and_gaps(followed: Exempelby) -> None:
    agreement = published_agreement(followed.municipality)

    files = opened(agreement_package(followed.municipality, agreement, address=ADDRESS))

    text = text_of(files["samverkansoverenskommelse.pdf"])
    assert is_archive_pdf(files["samverkansoverenskommelse.pdf"])
    assert "Brotten ska bli färre och fler ska känna sig trygga." in text
    assert "Polismyndigheten" in text
    record = record_in(files)
    assert (record["kind"], record["case_number_municipality"], record["dates"]["signed"]) == (
        "agreement",
        "KS 2024/99",
        "2024-12-05",
    )


def test_a_number_that_comes_after_the_publication_is_entered_and_leaves_a_trace(followed: Exempelby) -> None:
    agreement = published_agreement(followed.municipality)

    register(followed.municipality, row=agreement, actor=followed.coordinator, numbers=NUMBERS)

    assert Agreement.objects.get().case_number_police == "A123.456/2026"
    entry = Entry.objects.filter(action="enter_case_numbers").get()
    assert (entry.actor, entry.object_type) == (followed.coordinator, "agreement.Agreement")


def test_a_draft_is_nothing_for_the_register(followed: Exempelby) -> None:
    agreement = published_agreement(followed.municipality)
    agreement.published_at = None
    with pytest.raises(ValueError, match="draft"):
        agreement_package(followed.municipality, agreement, address=ADDRESS)


@pytest.fixture
def minutes(followed: Exempelby) -> Minutes:
    meeting = planned(followed.municipality)
    minutes = begin_minutes(followed.municipality, meeting=meeting, actor=None)
    write_minutes(followed.municipality, minutes=minutes, version=1, actor=None, text="Läget gicks igenom.")
    adopt_minutes(
        followed.municipality,
        minutes=minutes,
        version=2,
        actor=None,
        adopted_on=date(2026, 6, 1),
        adopted_by="Ordföranden",
    )
    return minutes


def test_minutes_come_adopted_with_who_and_when(followed: Exempelby, minutes: Minutes) -> None:
    stored = adopted_minutes_of(followed.municipality, minutes.pk)
    assert stored
    files = opened(minutes_package(followed.municipality, stored))

    assert is_archive_pdf(files["protokoll.pdf"])
    text = text_of(files["protokoll.pdf"])
    assert "Läget gicks igenom." in text
    assert "Justerat 1 juni 2026 av Ordföranden." in text
    record = record_in(files)
    assert (record["kind"], record["responsible"]) == ("minutes", "Ordföranden")
    assert record["dates"] == {"adopted": "2026-06-01", "held": "2026-03-12"}


def test_minutes_that_nobody_has_adopted_and_those_of_another_are_not_there(
    followed: Exempelby, minutes: Minutes
) -> None:
    correction = correct_minutes(followed.municipality, meeting=minutes.meeting, actor=None, reason="Fel dag.")
    assert adopted_minutes_of(followed.municipality, correction.pk) is None
    assert adopted_minutes_of(followed.neighbour, minutes.pk) is None
    with pytest.raises(ValueError, match="not adopted"):
        minutes_package(followed.municipality, correction)
