"""Reports in the workspace: written, entered for the other party, looked at, published, sent back, corrected."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from loftet.domain.account.models import User
from loftet.domain.activity.models import Report
from loftet.domain.file.models import StoredFile
from loftet.domain.file.services import NoRoom
from tests.people import PARENTS, WALKS, Cast
from tests.web.workspace.reporting import KEY, LETTERS_AT, REPORTS, Desks, desks_of, form, sent_report
from tests.web.workspace.sending import fields_of, send, text_of

NEW = f"{LETTERS_AT}/ny/"
WALKS_NEW = f"{REPORTS}/lofte/2026/{WALKS.id}/ny/"
BY_TELEPHONE = {"party": "police", "told_by": "kommunpolisen", "told_how": "orally", "told_on": "2026-09-09"}


@pytest.fixture
def desks(cast: Cast, ada: User) -> Desks:
    return desks_of(cast, ada)


def at(report: Report, path: str = "") -> str:
    return f"{REPORTS}/{report.pk}/{path}"


def picture() -> SimpleUploadedFile:
    image = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(image, "JPEG")
    return SimpleUploadedFile("../affisch.jpg", image.getvalue(), content_type="image/jpeg")


def test_the_menu_leads_to_what_is_due_said_as_facts(desks: Desks) -> None:
    assert f'href="{REPORTS}/"' in desks.police.get("/arbetsyta/exempelby/").content.decode()

    page = text_of(desks.police.get(f"{REPORTS}/"))

    assert "Inget är berättat om tiden 1 augusti 2026 till 31 augusti 2026." in page
    assert "Ingen uppgift har kommit än." in page
    assert "senad" not in page.lower()


def test_a_report_is_private_as_a_draft_and_seen_by_both_once_it_is_sent(desks: Desks) -> None:
    desks.police.post(NEW, form(do="draft", text="Utkast om brevet."))
    report = Report.objects.get()
    assert report.state == Report.State.DRAFT
    assert "Utkast om brevet." in text_of(desks.police.get(f"{REPORTS}/"))
    assert "Utkast om brevet." not in text_of(desks.coordinator.get(f"{REPORTS}/"))
    assert desks.coordinator.get(at(report)).status_code == 404

    response = send(desks.police, at(report, "andra/"), text="Brevet om cyklar gick ut.", do="send")

    assert "Tack" in text_of(response)
    assert "Brevet om cyklar gick ut." in text_of(desks.coordinator.get(at(report)))
    assert Report.objects.get().state == Report.State.SENT


def test_a_draft_can_be_thrown_away_and_what_was_sent_cannot(desks: Desks, cast: Cast, ada: User) -> None:
    desks.police.post(NEW, form(do="draft"))
    draft = Report.objects.get()
    assert desks.coordinator.post(at(draft, "ta-bort/")).status_code == 404
    desks.police.post(at(draft, "ta-bort/"))
    assert not Report.objects.exists()

    sent = sent_report(cast, actor=ada)
    response = desks.police.post(at(sent, "ta-bort/"), follow=True)
    assert "redan hanterad" in text_of(response)
    assert Report.objects.exists()


def test_two_at_once_on_a_draft_lose_nothing(desks: Desks) -> None:
    desks.police.post(NEW, form(do="draft"))
    address = at(Report.objects.get(), "andra/")
    opened = fields_of(desks.police.get(address))
    desks.police.post(address, opened | {"text": "Först sparat.", "do": "draft"})

    response = desks.police.post(address, opened | {"text": "Sist sparat.", "do": "draft"})

    assert response.status_code == 409
    assert "Först sparat." in text_of(response)
    assert "Sist sparat." in response.content.decode()
    desks.police.post(address, fields_of(response) | {"do": "draft"})
    assert Report.objects.get().text == "Sist sparat."


def test_the_coordinator_enters_what_the_police_said_and_the_police_confirm(desks: Desks) -> None:
    desks.coordinator.post(NEW, form(**BY_TELEPHONE))
    report = Report.objects.get()
    said = "Enligt kommunpolisen, muntligt 9 september 2026. Inlagt av kommunen."
    assert said in text_of(desks.coordinator.get(at(report)))
    assert "Bekräfta att uppgiften stämmer" not in text_of(desks.coordinator.get(at(report)))

    desks.police.post(at(report, "bekrafta/"))

    assert "Bekräftat 10 september 2026." in text_of(desks.coordinator.get(at(report)))


def test_a_whole_promise_runs_without_a_police_account(desks: Desks) -> None:
    desks.coordinator.post(NEW, form(**BY_TELEPHONE))
    report = Report.objects.get()
    desks.coordinator.post(at(report, "publicera/"))
    report.refresh_from_db()
    assert (report.state, report.public_on) == (Report.State.PUBLIC, date(2026, 9, 10))


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"told_by": ""}, "vilken funktion"), ({"told_on": "2026-09-11"}, "senast i dag"), ({"told_on": ""}, "dagen")],
)
def test_hearsay_says_who_and_when(desks: Desks, changes: dict[str, str], words: str) -> None:
    response = desks.coordinator.post(NEW, form(**BY_TELEPHONE | changes))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Brevet gick ut." in response.content.decode()
    assert not Report.objects.exists()


def test_who_tells_is_chosen_where_both_parties_bear_the_commitment(desks: Desks) -> None:
    assert 'name="party"' in desks.coordinator.get(WALKS_NEW).content.decode()
    desks.coordinator.post(WALKS_NEW, form(party="municipality", text="Vandring i Mallinge."))
    report = Report.objects.get()
    assert (report.party.kind, report.told_how) == ("municipality", "")


def test_a_reporter_speaks_for_her_own_party_alone(desks: Desks) -> None:
    response = desks.reporter.get(NEW)
    assert response.status_code == 403
    assert "Åtagandet är den andra partens" in text_of(response)
    assert desks.reporter.post(NEW, form(**BY_TELEPHONE)).status_code == 403
    assert desks.reporter.get(f"{REPORTS}/lofte/2026/{PARENTS.id}/ny/").status_code == 200
    assert not Report.objects.exists()


def test_what_points_at_a_person_is_shown_before_it_is_sent(desks: Desks) -> None:
    text = "Ring 070-123 45 67 eller skriv till anna@exempel.se. Det gällde 19850709-9805."
    response = desks.police.post(NEW, sent := form(text=text))

    assert response.status_code == 422
    for found in ("telefonnummer: 070-123 45 67", "e-postadress: anna@exempel.se", "personnummer: 19850709-9805"):
        assert found in text_of(response)
    assert "<mark>anna@exempel.se</mark>" in response.content.decode()
    assert not Report.objects.exists()

    looked_at = fields_of(response)["looked_at"]
    changed = desks.police.post(NEW, sent | {"looked_at": looked_at, "text": f"{text} Eller 070-765 43 21."})
    assert changed.status_code == 422

    assert desks.police.post(NEW, sent | {"looked_at": looked_at}).status_code == 302
    assert Report.objects.get().text == text


def test_what_points_at_a_person_is_pointed_out_in_the_reason_and_the_note_too(desks: Desks) -> None:
    for changes in ({"do": "later", "later_reason": "Ring 070-123 45 67."}, {"note": "Skriv till anna@exempel.se."}):
        assert desks.police.post(NEW, form(**changes)).status_code == 422
    assert not Report.objects.exists()


def test_sending_says_that_the_text_becomes_an_official_document(desks: Desks) -> None:
    page = text_of(desks.police.get(NEW))
    assert "allmän handling också hos den andra parten" in page
    assert "Publiceras inte på sidan. Kan begäras ut som allmän handling." in page


def test_a_file_is_cleaned_and_kept_once_and_not_published(desks: Desks, settings: Settings, tmp_path: Path) -> None:
    twice = form()
    for _ in range(2):
        desks.police.post(NEW, twice | {"file": picture()})

    stored = StoredFile.objects.get()
    assert (stored.name, stored.media_type, stored.published_at) == ("affisch.jpg", "image/jpeg", None)
    page = desks.coordinator.get(at(Report.objects.get()))
    assert "affisch.jpg" in text_of(page)


def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_stays(desks: Desks) -> None:
    program = SimpleUploadedFile("bild.jpg", b"MZ\x90\x00" + b"\x00" * 200, content_type="image/jpeg")
    response = desks.police.post(NEW, form() | {"file": program})

    assert response.status_code == 422
    assert "Fil:" in text_of(response)
    assert "Välj den igen" in text_of(response)
    assert "Brevet gick ut." in response.content.decode()
    assert not Report.objects.exists()


def test_a_full_disk_keeps_the_words_and_says_that_the_file_is_not_there(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise NoRoom("Filen sparades inte, för disken är full.")

    monkeypatch.setattr("loftet.web.workspace.report_sending.store_file", full)
    response = desks.police.post(NEW, form() | {"file": picture()}, follow=True)

    assert "Tack" in text_of(response)
    assert "Filen sparades inte, för disken är full." in text_of(response)
    assert Report.objects.get().state == Report.State.SENT


def test_a_form_that_was_kept_as_a_draft_is_sent_as_it_reads_now(desks: Desks) -> None:
    twice = form()
    desks.police.post(NEW, twice | {"do": "draft", "text": "Först."})
    desks.police.post(NEW, twice | {"text": "Sedan."})
    report = Report.objects.get()
    assert (report.state, report.text) == (Report.State.SENT, "Sedan.")


def test_the_party_responsible_publishes_and_the_other_only_sends_back(desks: Desks, cast: Cast, ada: User) -> None:
    report = sent_report(cast, actor=User.objects.get(email="polis@example.org"))
    page = text_of(desks.coordinator.get(at(report)))
    assert "Publicera uppgiften" not in page
    assert "Skicka tillbaka" in page
    assert "den andra partens" in text_of(desks.coordinator.post(at(report, "publicera/"), follow=True))

    desks.police.post(at(report, "publicera/"))

    report.refresh_from_db()
    assert report.state == Report.State.PUBLIC
    again = desks.coordinator.post(at(report, "skicka-tillbaka/"), {"reason": "Fel dag"})
    assert again.status_code == 409
    assert "redan hanterad" in text_of(again)
    assert "Det du skrev: Fel dag" in text_of(again)


def test_what_is_sent_back_has_a_reason_and_is_mended_by_its_writer(desks: Desks) -> None:
    desks.police.post(NEW, form())
    report = Report.objects.get()
    assert desks.coordinator.post(at(report, "skicka-tillbaka/"), {"reason": " "}).status_code == 422
    desks.coordinator.post(at(report, "skicka-tillbaka/"), {"reason": "Vilka fick brevet?"})
    assert "Vilka fick brevet?" in text_of(desks.police.get("/arbetsyta/exempelby/"))
    assert desks.coordinator.get(at(report, "andra/")).status_code == 404

    send(desks.police, at(report, "andra/"), text="Alla grupper fick brevet.", do="send")

    report.refresh_from_db()
    assert (report.state, report.text) == (Report.State.SENT, "Alla grupper fick brevet.")


def test_a_wrong_report_is_corrected_by_a_new_one_and_both_stay(desks: Desks) -> None:
    desks.police.post(NEW, form(times="3"))
    wrong = Report.objects.get()
    desks.police.post(at(wrong, "publicera/"))

    response = send(desks.police, at(wrong, "ratta/"), times="2", do="send")

    new = Report.objects.get(corrects=wrong)
    assert (new.times, new.text) == (2, "Brevet gick ut.")
    assert "rättar en tidigare" in text_of(response)
    desks.police.post(at(new, "publicera/"))
    assert "rättad av en nyare" in text_of(desks.police.get(at(wrong)))
    assert Report.objects.count() == 2
    assert desks.reader.get(at(wrong, "ratta/")).status_code == 404


def test_the_coordinator_cannot_correct_what_the_police_wrote_themselves(desks: Desks) -> None:
    desks.police.post(NEW, form())
    assert desks.coordinator.get(at(Report.objects.get(), "ratta/")).status_code == 404


def test_another_municipality_finds_nothing(desks: Desks) -> None:
    desks.police.post(NEW, form())
    report = Report.objects.get()
    for path in ("", "andra/", "ratta/"):
        assert desks.neighbour.get(at(report, path)).status_code == 404
        assert desks.neighbour.get(at(report, path).replace("exempelby", "granneby")).status_code == 404
    assert desks.neighbour.post(at(report, "publicera/").replace("exempelby", "granneby")).status_code == 404
    assert desks.neighbour.get(f"/arbetsyta/granneby/rapporter/lofte/2026/{KEY}/").status_code == 404


def test_a_draft_of_a_promise_is_not_reported_on(desks: Desks) -> None:
    assert desks.police.get(f"{REPORTS}/lofte/2027/{KEY}/ny/").status_code == 404


def test_what_waits_stands_among_what_is_to_do(desks: Desks) -> None:
    todo = "/arbetsyta/exempelby/"
    assert "Inget är berättat om tiden 1 augusti 2026" in text_of(desks.police.get(todo))
    desks.coordinator.post(NEW, form(**BY_TELEPHONE))
    assert "Uppgift inkommen 10 september 2026, väntar på granskning." in text_of(desks.coordinator.get(todo))
    assert "Rapporter" not in text_of(desks.reader.get(todo)).replace("Att göra", "")


def test_the_police_are_not_asked_what_the_municipality_has_said(desks: Desks) -> None:
    assert 'name="told_by"' not in desks.police.get(WALKS_NEW).content.decode()
    assert desks.police.get(f"{REPORTS}/lofte/2026/{PARENTS.id}/ny/").status_code == 403
    desks.police.post(WALKS_NEW, form(**BY_TELEPHONE | {"party": "municipality"}))
    assert Report.objects.get().party.kind == "police"
