"""One sheet for group, board and council: done, open, decisions asked for; read back from PDF and Word."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
import time_machine
from docx.oxml.ns import qn

from loftet.domain.activity.judging import Verdict
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.services.judgements import ViewValues, give_view, propose_judgement
from loftet.domain.agreement.meeting.models import AgendaItem, Decision
from loftet.domain.agreement.meeting.services.agenda import place_on_agenda
from loftet.domain.agreement.meeting.services.holding import record_decision
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from loftet.domain.publishing.document.blocks import Document, Table
from loftet.domain.publishing.document.status_report_content import status_report_content
from loftet.domain.publishing.document.typesetting import pdf_of
from loftet.domain.publishing.document.word import word_of
from loftet.domain.publishing.status_report import CommitmentLine, PromiseLines, StatusReport, status_report
from tests.domain.activity.exempelby import KEY, TODAY, Exempelby
from tests.domain.agreement.gatherings import planned
from tests.people import WALKS

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def lines(exempelby: Exempelby, today: date = TODAY) -> dict[str, CommitmentLine]:
    (promise,) = status_report(exempelby.municipality, today=today).promises
    return {line.text: line for line in promise.lines}


def content(exempelby: Exempelby, today: date = TODAY) -> Document:
    return status_report_content(status_report(exempelby.municipality, today=today))


def tables(document: Document) -> dict[str, Table]:
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


@pytest.fixture
def full(followed: Exempelby) -> Exempelby:
    """Letters told twice of twelve, walks done, one decision open and one asked for."""
    followed.plan_in_force(WALKS.id or "", count=1)
    followed.published(WALKS.id or "", on=date(2026, 5, 20), party=followed.town, text="Vandring i Mallinge.")
    for month in (1, 2):
        followed.published(on=date(2026, month, 20))
    meeting = planned(followed.municipality)
    record_decision(
        followed.municipality,
        meeting=meeting,
        actor=None,
        text="Se över belysningen.",
        owner="Gatuchefen",
        due_on=date(2026, 7, 1),
    )
    place_on_agenda(followed.municipality, heading="Fler vandringar?", actor=None, asks_for_decision=True)
    return followed


def test_done_and_open_are_facts_from_the_reports(full: Exempelby) -> None:
    (promise,) = status_report(full.municipality, today=TODAY).promises
    assert [line.text for line in promise.done] == [WALKS.text]
    assert promise.done[0].latest == "20 maj 2026, en gång"
    letters = next(line for line in promise.open if line.text.startswith("Polisen skickar"))
    assert (letters.status, letters.latest) == ("Pågår: 2 av 12", "20 februari 2026, en gång")
    assert len(promise.lines) == 5


def test_what_cannot_be_followed_says_why_and_what_is_told_to_nobody_is_not_called_late(full: Exempelby) -> None:
    statuses = {line.text: line.status for line in lines(full).values()}
    assert statuses["Utbildningsförvaltningen ordnar vid behov möten med vårdnadshavare."] == "Vid behov"
    assert all(statuses.values())
    assert not [status for status in statuses.values() if "enat" in status]


def test_a_patrol_is_told_by_its_month(followed: Exempelby) -> None:
    followed.plan_in_force("fotpatrullering", count=4)
    followed.published("fotpatrullering", on=date(2026, 5, 20), times=3, text="Centrum klockan 22.")

    # Let through on 15 June, when May was over: it is told with the month that follows.
    july = date(2026, 7, 1)
    assert lines(followed)["Fotpatrullering sker regelbundet."].latest != "maj 2026, 3 gånger"
    line = lines(followed, july)["Fotpatrullering sker regelbundet."]
    assert (line.status, line.latest) == ("Pågår: 3 av 4", "maj 2026, 3 gånger")
    assert "klockan 22" not in str(content(followed, july))


def test_after_the_year_the_parties_judgement_stands_in_place_of_the_clock(
    followed: Exempelby, june: time_machine.Traveller
) -> None:
    june.move_to("2027-01-11T08:00:00Z")
    judgement = propose_judgement(
        followed.municipality,
        promise=followed.promise,
        commitment_key=KEY,
        party=followed.town,
        actor=followed.coordinator,
        values=ViewValues(verdict=Verdict.PARTLY, evidence="Redovisningarna", reason="Breven uteblev."),
    )
    give_view(
        followed.municipality,
        judgement=judgement,
        party=followed.police,
        actor=followed.coordinator,
        values=ViewValues(verdict=Verdict.PARTLY),
    )

    texts = {line.text: line.status for line in lines(followed, date(2027, 2, 20)).values()}
    assert texts["Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden."] == (
        "Delvis genomfört"
    )


def test_decisions_asked_for_and_open_decisions_are_listed(full: Exempelby) -> None:
    by_caption = tables(content(full))
    assert by_caption["Beslut som behövs"].rows == [["Fler vandringar?", "Nästa möte"]]
    assert by_caption["Fattade beslut som inte är klara"].rows == [
        ["Se över belysningen.", "Gatuchefen", "1 juli 2026"]
    ]


def test_no_cell_is_empty(full: Exempelby) -> None:
    cells = [cell for table in tables(content(full)).values() for row in table.rows for cell in row]
    assert "Ingen uppgift har kommit än" in cells
    assert all(cells)


def test_a_municipality_without_a_promise_has_a_report_that_says_so(db: None) -> None:
    nowhere = invent_municipality(code="9903", name="Ingenstans", county="Exempel län")
    report = status_report(nowhere, today=TODAY)
    text = str(status_report_content(report))
    assert "Inget löfte är publicerat." in text
    assert "Inget beslut efterfrågas." in text


def test_the_pdf_is_one_page_for_archive_and_screen_reader(full: Exempelby) -> None:
    pdf = pdf_of(content(full), made_at=NOON)

    assert len(pypdfium2.PdfDocument(pdf)) == 1
    with pikepdf.open(BytesIO(pdf)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert file.docinfo.Title == "Exempel: Lägesrapport 15 juni 2026, Exempelby"
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Exempel" in text
    assert "Se över belysningen." in text


def test_twelve_commitments_and_four_decisions_still_stand_on_one_sheet() -> None:
    line = CommitmentLine(
        text="Polisen och fältgruppen besöker stationen, torget och skolorna minst två kvällar i veckan under året.",
        bearers="Polisen och Socialförvaltningen",
        code=StatusCode.TRACK,
        status="Ingen ny uppgift sedan 14 september 2026",
        latest="14 september 2026, 12 gånger",
        is_done=False,
    )
    promise = PromiseLines(
        title="Medborgarlöfte 2026",
        address="2026",
        number=2,
        period="1 januari 2026–31 december 2026",
        reservation="Löftet är bara en del av kommunens och polisens arbete.",
        lines=[line] * 9 + [replace(line, is_done=True, status="Genomfört")] * 3,
    )
    decision = Decision(
        text="Belysningen vid stationen ses över.", owner="Trygghetssamordnaren", due_on=TODAY, note="Offert begärd."
    )
    report = StatusReport(
        municipality=Municipality(code="9901", name="Exempelby", example=True),
        on=TODAY,
        promises=[promise],
        decisions=[decision] * 4,
        asked_for=[AgendaItem(heading="Ska fältgruppen utökas under hösten?", background="Kostnad 200 timmar.")] * 2,
    )

    assert len(pypdfium2.PdfDocument(pdf_of(status_report_content(report), made_at=NOON))) == 1


def word(exempelby: Exempelby) -> Any:
    return docx.Document(BytesIO(word_of(content(exempelby))))


def test_word_has_real_headings_and_tables_in_swedish(full: Exempelby) -> None:
    document = word(full)

    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Genomfört", "Öppet", "Beslut som behövs", "Fattade beslut som inte är klara"]
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Lägesrapport 15 juni 2026"]
    assert document.core_properties.language == "sv-SE"
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    assert document.paragraphs[0].text == "Exempel"
    assert document.sections[0].header.paragraphs[0].text == "Exempel"


def test_word_repeats_the_head_of_each_table_and_names_it(full: Exempelby) -> None:
    document = word(full)
    assert len(document.tables) == 4
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert document.tables[-1].rows[1].cells[0].text == "Se över belysningen."
