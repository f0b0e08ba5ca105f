"""From a text to a draft: paste or upload, correct beside the text, store."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdfium2 import PdfDocument

from loftet.domain.file.models import StoredFile
from loftet.domain.promise.models import Promise, Reading
from loftet.domain.promise.services.reading import document_of
from loftet.sources.promise_text.record import PartyKind, PromiseRecord
from tests.people import Cast
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

READ = "/arbetsyta/exempelby/las-in/"
TEXT = """Medborgarlöfte 2028

Exempelby kommun och polisen lovar att under 2028 arbeta med:

Trygghet i centrum
• Polisen patrullerar till fots i Mallinge varje vecka.
• Kommunen genomför minst fyra trygghetsvandringar. Kommunen klipper buskarna i parken.

Mål
Fler ska känna sig trygga i centrum.

Eva Exempelsson
Kommunstyrelsens ordförande

Per Provberg
Lokalpolisområdeschef Exempelbygden
"""
SOURCE = {"source": "https://exempel.se/loftet"}


def read(client: Client, text: str = TEXT) -> str:
    """The address of the page where the text that was read is corrected."""
    response = client.post(READ, {"text": text}, follow=True)
    assert response.redirect_chain, text_of(response)
    return str(response.redirect_chain[-1][0])


def scanned_paper() -> bytes:
    document, file = PdfDocument.new(), BytesIO()
    document.new_page(200, 200)
    document.save(file)
    return file.getvalue()


def stored_record() -> PromiseRecord:
    return document_of(Reading.objects.latest("pk")).promises[0]


def test_a_pasted_text_is_shown_beside_what_was_read_of_it(as_bo: Client) -> None:
    page = as_bo.get(read(as_bo))

    words = text_of(page)
    assert "Polisen patrullerar till fots i Mallinge varje vecka." in words
    assert re.search(r"Åtagande 1\b", words)
    assert fields_of(page)["c-0-recurrence"] == "FREQ=WEEKLY"
    assert fields_of(page)["c-1-count"] == "4"
    assert fields_of(page)["words-start"] == "2028-01-01"


def test_an_uploaded_file_is_read_the_same(as_bo: Client) -> None:
    file = SimpleUploadedFile("lofte-2028.txt", TEXT.encode("utf-16"))

    response = as_bo.post(READ, {"file": file}, follow=True)

    assert "Gå igenom det lästa" in text_of(response)
    assert Reading.objects.get(name="lofte-2028.txt").text.startswith("Medborgarlöfte 2028")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Klistra in en text eller välj en fil"),
        ("The police promise to patrol the streets of the town every week.", "inget medborgarlöfte"),
    ],
)
def test_what_cannot_be_read_is_said_in_place_and_what_was_pasted_stays(as_bo: Client, text: str, said: str) -> None:
    before = Reading.objects.count()

    response = as_bo.post(READ, {"text": text})

    assert response.status_code == 422
    assert said in text_of(response)
    assert text in response.content.decode()
    assert Reading.objects.count() == before


def test_a_file_that_is_no_text_is_refused_with_what_to_do(as_bo: Client) -> None:
    response = as_bo.post(READ, {"file": SimpleUploadedFile("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(50))})

    assert response.status_code == 422
    assert "Filen är en bild" in text_of(response)


def test_json_of_another_form_is_refused_in_swedish(as_bo: Client) -> None:
    response = as_bo.post(READ, {"file": SimpleUploadedFile("annat.json", b'{"promises": 3}')})

    assert "ingen export från Löftet" in text_of(response)


def test_what_was_exported_is_read_again(as_bo: Client, cast: Cast) -> None:
    exported = Client().get("/exempelby/lofte/2026/lofte.json").content

    response = as_bo.post(READ, {"file": SimpleUploadedFile("lofte.json", exported)}, follow=True)

    assert fields_of(response)["c-4-text"].startswith("Polisen skickar informationsbrev")


def test_corrections_are_kept_and_everything_else_with_them(as_bo: Client) -> None:
    address = read(as_bo)
    before = stored_record()

    send(as_bo, address, words__title="Löftet för 2028", c__0__place="vid stationen", c__1__others="Bostadsbolaget")

    after = stored_record()
    assert after.title == "Löftet för 2028"
    assert after.commitments[0].place == "vid stationen"
    assert [bearer.party for bearer in after.commitments[1].bearers] == [PartyKind.MUNICIPALITY, PartyKind.THIRD_PARTY]
    assert after.commitments[0].lines == before.commitments[0].lines
    assert (after.goals, after.signatories, after.sources) == (before.goals, before.signatories, before.sources)


def test_sending_the_page_back_untouched_changes_nothing(as_bo: Client) -> None:
    address = read(as_bo)
    before = stored_record()

    send(as_bo, address)

    assert stored_record() == before


def test_rows_are_added_removed_and_split_before_anything_is_stored(as_bo: Client) -> None:
    address = read(as_bo)
    count = len(stored_record().commitments)

    split = "Polisen patrullerar i Mallinge.\r\n\r\nPolisen håller öppet i centrum varje torsdag."
    send(as_bo, address, c__0__text=split, c__new__text="Kommunen lagar belysningen.", g__0__remove="on")

    record = stored_record()
    assert [one.text for one in record.commitments][:2] == split.split("\r\n\r\n")
    assert record.commitments[1].lines == record.commitments[0].lines
    assert record.commitments[-1].text == "Kommunen lagar belysningen."
    assert len(record.commitments) == count + 2
    assert record.goals == []


def test_a_focus_area_under_another_name_takes_its_commitments_along(as_bo: Client) -> None:
    send(as_bo, read(as_bo), areas__names="Centrum")

    record = stored_record()
    assert record.focus_areas == ["Centrum"]
    assert record.commitments[0].focus_area == "Centrum"


def test_wrong_days_are_said_and_nothing_is_lost(as_bo: Client) -> None:
    address = read(as_bo)

    response = send(as_bo, address, words__end="2027-01-01", c__0__place="vid stationen")

    assert response.status_code == 422
    assert "Sista dagen ligger före den första" in text_of(response)
    assert fields_of(response)["c-0-place"] == "vid stationen"


def test_the_later_of_two_who_correct_is_shown_the_difference_and_keeps_her_words(
    as_bo: Client, as_ada: Client
) -> None:
    address = read(as_bo)
    opened = fields_of(as_bo.get(address))
    send(as_ada, address, words__title="Adas rubrik")

    response = as_bo.post(address, opened | {"words-title": "Bos rubrik"})

    assert response.status_code == 409
    assert "Adas rubrik" in text_of(response)
    assert fields_of(response)["words-title"] == "Bos rubrik"
    assert stored_record().title == "Adas rubrik"

    as_bo.post(address, fields_of(response))
    assert stored_record().title == "Bos rubrik"


def test_what_was_corrected_becomes_a_draft_that_only_the_workspace_shows(as_bo: Client, client: Client) -> None:
    stored = send(as_bo, read(as_bo).replace("/1/", "/spara/"), **SOURCE)

    promise = Promise.objects.get(address="2028")
    assert stored.redirect_chain[-1][0] == "/arbetsyta/exempelby/lofte/2028/"
    assert promise.origin == Promise.Origin.RECORDED
    assert promise.recorded_source == SOURCE["source"]
    assert client.get("/exempelby/lofte/2028/").status_code == 404


def test_a_recorded_promise_says_where_it_was_taken_from(as_bo: Client) -> None:
    response = send(as_bo, read(as_bo).replace("/1/", "/spara/"), source="")

    assert response.status_code == 422
    assert "Skriv var löftet är hämtat" in text_of(response)


def test_a_text_without_days_is_kept_until_somebody_has_filled_them_in(as_bo: Client) -> None:
    address = read(as_bo)
    send(as_bo, address, words__start="", words__end="")

    response = send(as_bo, address.replace("/1/", "/spara/"), **SOURCE)

    assert "Skriv först vilka dagar löftet gäller" in text_of(response)
    assert not Promise.objects.filter(address="2028").exists()


def test_the_same_text_is_not_stored_twice(as_bo: Client) -> None:
    send(as_bo, read(as_bo).replace("/1/", "/spara/"), **SOURCE)

    response = send(as_bo, read(as_bo).replace("/1/", "/spara/"), **SOURCE)

    assert "Samma text är redan sparad" in text_of(response)


def test_a_scan_is_kept_for_the_workspace_alone(as_bo: Client, as_ada: Client, client: Client) -> None:
    address = read(as_bo).replace("/1/", "/spara/")
    fields = fields_of(as_bo.get(address)) | SOURCE
    response = as_bo.post(address, fields | {"scan": SimpleUploadedFile("original.pdf", scanned_paper())}, follow=True)

    assert response.redirect_chain, text_of(response)
    scan = StoredFile.objects.get()
    saved = as_ada.get(f"/arbetsyta/exempelby/fil/{scan.pk}/")
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved.content.startswith(b"%PDF-")
    assert client.get(f"/arbetsyta/exempelby/fil/{scan.pk}/").status_code == 302


def test_a_scan_of_another_kind_is_refused_and_nothing_is_stored(as_bo: Client) -> None:
    address = read(as_bo).replace("/1/", "/spara/")
    fields = fields_of(as_bo.get(address)) | SOURCE

    response = as_bo.post(address, fields | {"scan": SimpleUploadedFile("original.pdf", b"MZ" + bytes(100))})

    assert response.status_code == 422
    assert not Promise.objects.filter(address="2028").exists()


def test_a_reading_that_nobody_stores_is_removed_by_a_press(as_bo: Client) -> None:
    address = read(as_bo)
    pk = Reading.objects.latest("pk").pk

    as_bo.post(f"/arbetsyta/exempelby/last-text/{pk}/ta-bort/")

    assert as_bo.get(address).status_code == 404


def test_several_promises_in_one_text_are_corrected_one_by_one(as_bo: Client) -> None:
    two = TEXT + "\n\n" + TEXT.replace("2028", "2029")

    page = as_bo.get(read(as_bo, two))

    assert "Löfte 2" in text_of(page)
    second = as_bo.get(read(as_bo, two).replace("/1/", "/2/"))
    assert {fields_of(page)["words-start"], fields_of(second)["words-start"]} == {"2028-01-01", "2029-01-01"}
