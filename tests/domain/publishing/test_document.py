"""The PDF is read back: its tags, its language, its bookmarks and every word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from threading import Thread
from typing import Any

import pikepdf
import pypdfium2
import pytest

from loftet.domain.promise.openness import openings
from loftet.domain.promise.words import opening_words
from loftet.domain.publishing.document.promise_pdf import promise_pdf
from loftet.sources.promise_text.record import (
    AgreementStatus,
    Approval,
    CommitmentRecord,
    PartyKind,
    Passage,
    PromiseRecord,
    Signatory,
)
from tests.domain.publishing.promises import EXEMPELBY_2026, ORKELLJUNGA_2024, published

ADDRESS = "https://lofte.example/orkelljunga/lofte/2024/"
HEAD = "5f" * 32
BOTH = pytest.mark.parametrize("record", [ORKELLJUNGA_2024, EXEMPELBY_2026], ids=["orkelljunga", "exempelby"])


def pdf(record: PromiseRecord, language: str = "sv", *, number: int = 1, newest_number: int = 1) -> bytes:
    promise = published(record, number=number, newest_number=newest_number)
    return promise_pdf(promise, language=language, address=ADDRESS, head=HEAD)


def pages(document: bytes) -> list[str]:
    """The text of each page, lines joined, without the invisible marks where a long word may break."""
    reader = pypdfium2.PdfDocument(document)
    return [" ".join(page.get_textpage().get_text_range().replace("\u200b", "").split()) for page in reader]


def text(document: bytes) -> str:
    return " ".join(pages(document))


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(document))


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure elements in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(document: bytes) -> list[str]:
    with opened(document) as file:
        return [str(element.S) for element in elements(file.Root.StructTreeRoot)]


def with_commitments(*texts: str) -> PromiseRecord:
    return replace(ORKELLJUNGA_2024, commitments=[CommitmentRecord(text=text) for text in texts])


@BOTH
def test_file_says_that_it_is_tagged_pdf_ua(record: PromiseRecord) -> None:
    document = opened(pdf(record))
    assert document.Root.MarkInfo.Marked
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_file_has_its_language_and_shows_its_title(language: str) -> None:
    document = opened(pdf(ORKELLJUNGA_2024, language))
    assert document.Root.Lang == language
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo.Title == "Medborgarlöfte 2024, Örkelljunga"


def test_promises_own_words_stay_swedish_in_the_english_document() -> None:
    document = opened(pdf(ORKELLJUNGA_2024, "en"))
    title = next(element for element in elements(document.Root.StructTreeRoot) if element.S == "/Title")
    assert title.Lang == "sv"


@BOTH
def test_headings_begin_at_the_first_level_and_skip_none(record: PromiseRecord) -> None:
    levels = [int(tag[2:]) for tag in tags(pdf(record)) if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert set(levels) == {1, 2}
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_commitments_are_a_tagged_list_for_each_focus_area() -> None:
    found = tags(pdf(ORKELLJUNGA_2024))
    assert found.count("/LI") >= len(ORKELLJUNGA_2024.commitments) + len(ORKELLJUNGA_2024.goals)
    assert "/Link" in found


def test_bookmarks_lead_to_each_part_and_focus_area() -> None:
    with opened(pdf(ORKELLJUNGA_2024)).open_outline() as outline:
        parts = {str(part.title): [str(child.title) for child in part.children] for part in outline.root}
    assert list(parts)[:3] == ["Åtaganden", "Så går löftet att följa", "Mål"]
    assert parts["Åtaganden"] == ["Övergripande", *ORKELLJUNGA_2024.focus_areas]


@BOTH
def test_every_commitment_stands_with_its_bearers_and_what_it_leaves_open(record: PromiseRecord) -> None:
    words = text(pdf(record))
    for commitment in record.commitments:
        after = words[words.index(commitment.text) :]
        said = [*(bearer.name for bearer in commitment.bearers), *map(opening_words, openings(commitment))]
        for expected in said:
            assert expected in after


def test_everything_else_that_the_promise_says_is_there() -> None:
    words = text(pdf(ORKELLJUNGA_2024))
    record = ORKELLJUNGA_2024
    assert record.follow_up
    said = [
        *(record.introduction, record.purpose, record.builds_on, record.lead_in),
        *(record.validity, record.revision_clause, record.reservation),
        *record.sources,
        *record.focus_areas,
        *record.follow_up.channels,
        *(goal.text for goal in record.goals),
        *(signatory.name for signatory in record.signatories),
    ]
    assert [words_said for words_said in said if words_said and words_said not in words] == []


def test_acting_signatory_is_said_to_be_so_once() -> None:
    written = Signatory(name="A", title="/Tf Lokalpolisområdeschef", acting=True)
    assert "A Tf Lokalpolisområdeschef Om dokumentet" in text(pdf(replace(ORKELLJUNGA_2024, signatories=[written])))
    normalised = replace(written, title_normalised="Lokalpolisområdeschef")
    words = text(pdf(replace(ORKELLJUNGA_2024, signatories=[normalised])))
    assert "A Lokalpolisområdeschef, tillförordnad Om dokumentet" in words


def test_text_that_is_no_field_of_its_own_is_there_with_its_heading() -> None:
    record = replace(ORKELLJUNGA_2024, passages=[Passage(heading="Enkäten", text="Många svarade.")])
    assert "Enkäten Många svarade." in text(pdf(record))


def test_promise_says_where_it_is_silent() -> None:
    words = text(pdf(PromiseRecord(title="Ett löfte", municipality="Boden")))
    assert "Löftet säger inte vad lägesbilden bygger på." in words
    assert "Löftet säger inte var arbetet går att följa." in words
    pictured = text(pdf(PromiseRecord(title="Ett löfte", municipality="Boden", picture="Lägesbilden är gemensam.")))
    assert "Lägesbilden är gemensam." in pictured


def test_promise_that_was_signed_elsewhere_is_never_shown_as_signed_here() -> None:
    words = text(pdf(ORKELLJUNGA_2024))
    assert "Undertecknat på annat håll. Uppgifterna är hämtade från: Polisens webbplats, 1 oktober 2026" in words
    assert "Polisens diarienummer A 1/2024" in words
    assert "annat håll" not in text(pdf(EXEMPELBY_2026))


def test_promise_says_who_agreed_or_that_not_everybody_has() -> None:
    approval = Approval(party=PartyKind.POLICE, function="Kommunpolis", on=date(2026, 12, 5))
    agreed = replace(EXEMPELBY_2026, status=AgreementStatus.AGREED, approvals=[approval])
    assert "Godkänt i Löftet av polisen (Kommunpolis) 5 december 2026." in text(pdf(agreed))
    proposed = replace(EXEMPELBY_2026, status=AgreementStatus.PROPOSAL)
    assert "Förslag, inte godkänt av båda parter." in text(pdf(proposed))


def test_measure_is_told_and_its_absence_said_once() -> None:
    words = text(pdf(EXEMPELBY_2026))
    assert "Utgångsvärde: 23,5 procent, 1 november 2025" in words
    assert "Målvärde: 18 procent" in words
    assert "Nästa mätning: 15 april 2027" in words
    assert "Fler unga deltar i föreningslivet. Löftet anger ingen mätning" in words
    assert text(pdf(ORKELLJUNGA_2024)).count("Därför går det inte att se i siffror") == 1


def test_example_is_marked_on_every_page_and_only_there() -> None:
    assert all("Exempel" in page.replace("Exempelby", "") for page in pages(pdf(EXEMPELBY_2026)))
    assert opened(pdf(EXEMPELBY_2026)).docinfo.Title == "Exempel: Medborgarlöfte för Exempelby, Exempelby"
    assert "Exempel" not in text(pdf(ORKELLJUNGA_2024))


def test_every_page_has_its_number_and_the_address_of_the_page() -> None:
    all_pages = pages(pdf(ORKELLJUNGA_2024))
    for number, page in enumerate(all_pages, start=1):
        assert f"Sida {number} av {len(all_pages)}" in page
        assert ADDRESS in page


def test_edition_tells_its_number_its_day_in_sweden_and_its_checksum() -> None:
    words = text(pdf(ORKELLJUNGA_2024))
    assert "Utgåva 1 av 1" in words
    assert "Publicerad 2 oktober 2026" in words, "half past ten in the evening in UTC is the next day in Sweden"
    assert "3f9a" * 16 in words.replace(" ", "")


def test_older_edition_says_that_there_is_a_newer_one() -> None:
    assert "äldre utgåva" in text(pdf(ORKELLJUNGA_2024, number=1, newest_number=2))
    newest = text(pdf(ORKELLJUNGA_2024, number=2, newest_number=2))
    assert "äldre utgåva" not in newest
    assert "Skäl Intervallet skrevs ut." in newest


@pytest.mark.parametrize(
    "words",
    [
        '#eval("1 + 1") #read("document.typ") #sys.inputs',
        r"\ * _ $ ` < > @label = - + / ~ [ ] { } // /* */",
        '"); #panic("x") %s {page} {pages} \\u{41}',
        "= Rubrik",
    ],
)
def test_markup_in_a_text_is_shown_as_text(words: str) -> None:
    assert words in text(pdf(with_commitments(words)))


def test_letters_of_other_scripts_are_kept_where_a_font_has_them() -> None:
    document = pdf(with_commitments("Möte på עברית och مرحبا och Łódź"))
    assert "עברית" in text(document) or "תירבע" in text(document)
    assert "Łódź" in text(document)


def test_what_no_font_can_draw_is_shown_as_a_box_and_the_rest_is_kept() -> None:
    assert "Trygg 😀 stad".replace("😀", "□") in text(pdf(with_commitments("Trygg 😀 stad")))
    assert "före□efter" in text(pdf(with_commitments("före\x00efter")))


def test_word_wider_than_the_page_is_broken_and_stays_on_it() -> None:
    word = "trygghet" * 60
    document = pdf(with_commitments(word))
    assert word in text(document).replace(" ", "")
    reader = pypdfium2.PdfDocument(document)
    for page in reader:
        textpage = page.get_textpage()
        rights = [textpage.get_charbox(i)[2] for i in range(textpage.count_chars())]
        assert max(rights) < page.get_width()


def test_text_longer_than_a_page_goes_on_to_the_next() -> None:
    words = " ".join(f"ord{i}" for i in range(2000))
    assert "ord0 " in text(pdf(with_commitments(words)))
    assert "ord1999" in text(pdf(with_commitments(words)))


def test_three_hundred_commitments_are_all_there() -> None:
    texts = [f"Polisen håller möte nummer {i} i kommunen." for i in range(300)]
    words = text(pdf(with_commitments(*texts)))
    assert [one for one in texts if one not in words] == []


def test_same_edition_gives_the_same_bytes() -> None:
    assert pdf(ORKELLJUNGA_2024) == pdf(ORKELLJUNGA_2024)


def test_several_at_once_get_their_own_document() -> None:
    made: dict[int, str] = {}

    def make(number: int) -> None:
        made[number] = text(pdf(with_commitments(f"Åtagande nummer {number}.")))

    threads = [Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == list(range(8))
    assert all(f"Åtagande nummer {number}." in words for number, words in made.items())
