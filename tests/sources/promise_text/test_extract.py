"""Files of each format, made here, and the lines that are read from them."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
import typst

from loftet.sources.promise_text.extract import read_text_file
from loftet.sources.promise_text.text import TextDocument, TextLine

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "Medborgarlöfte 2024\n\nPolisen gör två kontroller på Åsvägen."


def word_file(body: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return packed.getvalue()


def saved(document: "docx.document.Document") -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def pdf(source: str, folder: Path) -> bytes:
    path = folder / "source.typ"
    path.write_text(source, encoding="utf-8")
    compiled = typst.compile(path)
    assert isinstance(compiled, bytes)
    return compiled


def without_tags(data: bytes) -> bytes:
    stripped = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        del document.Root.StructTreeRoot
        document.save(stripped)
    return stripped.getvalue()


def with_tags(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        assert "/StructTreeRoot" in document.Root
    return data


TAGGED_OR_NOT = pytest.mark.parametrize("form", [with_tags, without_tags])


def texts(document: TextDocument) -> list[str]:
    return [line.text for line in document.lines if line.text]


def line_with(document: TextDocument, text: str) -> TextLine:
    return next(line for line in document.lines if line.text == text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_a_text_file_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert [line.text for line in read_text_file(TEXT.encode(encoding), "a.txt").lines] == TEXT.split("\n")


def test_a_byte_of_another_encoding_harms_no_other_letter() -> None:
    mixed = "Löfte för 2023".encode() + b"\x96" + "2024 på Åsen".encode()
    assert texts(read_text_file(mixed, "a.txt")) == ["Löfte för 2023–2024 på Åsen"]


def test_a_text_cut_within_a_letter_keeps_the_letters_before() -> None:
    assert texts(read_text_file("Åtgärd på ö".encode()[:-1], "a.txt"))[0].startswith("Åtgärd på")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_lines_keep_the_numbers_of_the_file(newline: str) -> None:
    document = read_text_file(TEXT.replace("\n", newline).encode(), "a.txt")
    assert [line.number for line in document.lines if line.text] == [1, 3]


def test_characters_are_composed_and_typesetting_marks_taken_away() -> None:
    written = unicodedata.normalize("NFD", "lägesbild") + "\u00a0trygg\u00adhet \ufb01nns\u200b här\x00"
    document = read_text_file(f"\uf0b7 {written}\n{TEXT}".encode(), "a.txt")
    assert texts(document)[0] == "• lägesbild trygghet finns här"


def test_markdown_tells_headings_items_and_rows_and_drops_its_marks() -> None:
    source = (
        "# Löfte **2024**\n\nMål\n---\n- Polisen [går](https://exempel.se) ut\n  - inre\n\n"
        "| Vad | Vem |\n|---|:-:|\n| Rond | Polis |\n"
    )
    lines = read_text_file(source.encode(), "löfte.md").lines
    assert [(line.number, line.text) for line in lines if line.heading] == [(1, "Löfte 2024"), (3, "Mål")]
    assert [(line.text, line.list_level) for line in lines if line.list_level is not None] == [
        ("Polisen går ut", 0),
        ("inre", 1),
    ]
    assert [line.table_row for line in lines if line.table_row] == [("Vad", "Vem"), ("Rond", "Polis")]


def test_content_decides_what_a_file_is_before_its_name() -> None:
    assert texts(read_text_file(b"<!DOCTYPE html><p>Polisen</p>", "a.txt")) == ["Polisen"]
    assert texts(read_text_file(word_file("<w:p><w:r><w:t>Polisen</w:t></w:r></w:p>"), "a.pdf")) == ["Polisen"]
    assert texts(read_text_file(b"Polisen", "a.docx")) == ["Polisen"]
    assert texts(read_text_file(b"Text <b>fet</b>", "a.html")) == ["Text fet"]


PAGE = """<html><head><title>Titel</title><style>p {}</style></head><body>
<header><h2>Sidhuvud</h2></header><nav><ul><li>Meny</li></ul></nav><form>
<article><header><h1>Medborgarlöfte&nbsp;<b>2024</b></h1></header>
<p>Första raden<br>andra
raden<script>kod()</script></p><div hidden>gömd</div><p style="display: none">dold</p>
<span aria-hidden="true">ikon</span><h2><button>Våld</button></h2><button>Dela</button>
<ul><li>Polisen <a href="/">går</a> ut<ul><li><p>inre</p></li></ul></li><li>Kommunen</ul>
<div aria-hidden="true"><p>Utfälld text</p></div>
<table><tr><th>Vad</th><th>Vem</th></tr><tr><td>Gå<br>ut</td><td>Polis</td></tr>
<tr><td colspan="2">Alla</td></tr></table>
<table><tr><td><p>Ruta</p><ul><li>i ruta</li></ul></td></tr></table>
</article></form><footer>Sidfot</footer></body></html>"""


def test_a_saved_page_gives_what_its_reader_sees() -> None:
    document = read_text_file(PAGE.encode(), "sida.html")
    assert texts(document) == [
        "Medborgarlöfte 2024",
        "Första raden",
        "andra raden",
        "Våld",
        "Polisen går ut",
        "inre",
        "Kommunen",
        "Utfälld text",
        "Vad | Vem",
        "Gå ut | Polis",
        "Alla |",
        "Ruta",
        "i ruta",
    ]
    assert [line.text for line in document.lines if line.heading] == ["Medborgarlöfte 2024", "Våld"]


def test_a_saved_page_keeps_list_levels_and_cells() -> None:
    document = read_text_file(PAGE.encode(), "sida.html")
    levels = [(line.text, line.list_level) for line in document.lines if line.list_level is not None]
    assert levels == [("Polisen går ut", 0), ("inre", 1), ("Kommunen", 0), ("i ruta", 0)]
    assert [line.table_row for line in document.lines if line.table_row] == [
        ("Vad", "Vem"),
        ("Gå\nut", "Polis"),
        ("Alla", ""),
    ]


def test_blocks_are_parted_by_a_blank_line_and_items_are_not() -> None:
    document = read_text_file(b"<h1>A</h1><p>b<p>c<ul><li>d<li>e<p>f</ul>", "a.html")
    assert [line.text for line in document.lines] == ["A", "", "b", "", "c", "", "d", "e", "f"]
    assert [line.number for line in document.lines] == list(range(1, 10))


def test_what_stands_in_main_is_the_page() -> None:
    main = f"<main><p>{'Polisen och kommunen. ' * 12}</p></main>"
    assert len(texts(read_text_file(f"<body><p>Kakor</p>{main}<p>Dela</p>".encode(), "a.html"))) == 1


def test_a_word_file_gives_headings_lists_and_tables_in_order() -> None:
    made = docx.Document()
    made.add_heading("Medborgarlöfte 2024", 0)
    made.add_heading("Våld", 1)
    made.add_paragraph("Rad ett\nrad två")
    made.add_paragraph("Polisen går ut", style="List Bullet")
    made.add_paragraph("inre", style="List Bullet 2")
    table = made.add_table(2, 2)
    for cell, text in zip((*table.row_cells(0), *table.row_cells(1)), ("Vad", "Vem", "Gå\nut", "Polis"), strict=True):
        cell.text = text
    made.add_paragraph("Slut")
    document = read_text_file(saved(made), "löfte.docx")
    assert texts(document) == [
        *("Medborgarlöfte 2024", "Våld", "Rad ett", "rad två", "Polisen går ut", "inre"),
        *("Vad | Vem", "Gå ut | Polis", "Slut"),
    ]
    assert [line.heading for line in document.lines if line.text][:3] == [True, True, None]
    assert line_with(document, "Polisen går ut").list_level == 0
    assert line_with(document, "inre").list_level == 1
    assert line_with(document, "Gå ut | Polis").table_row == ("Gå\nut", "Polis")


def test_a_table_of_one_row_in_a_word_file_is_read_cell_by_cell() -> None:
    made = docx.Document()
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Niklas Ek\nOrdförande", "Anna Lind\nChef"
    assert texts(read_text_file(saved(made), "a.docx")) == ["Niklas Ek", "Ordförande", "Anna Lind", "Chef"]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:sdt><w:sdtContent><w:p>{run('i fält')}</w:p></w:sdtContent></w:sdt>", ["i fält"]),
        (f"<w:p><w:ins>{run('nytt')}</w:ins><w:del><w:r><w:delText>gammalt</w:delText></w:r></w:del></w:p>", ["nytt"]),
        (f"<w:p><w:hyperlink>{run('länk')}</w:hyperlink></w:p>", ["länk"]),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r>{run('synlig')}</w:p>", ["synlig"]),
        (
            f"<w:p>{run('före')}<w:r><w:txbxContent><w:p>{run('ruta')}</w:p></w:txbxContent></w:r></w:p>",
            ["före", "ruta"],
        ),
        ('<w:p><w:r><w:sym w:char="F0B7"/><w:t> punkt</w:t></w:r></w:p>', ["• punkt"]),
        ("<w:p><w:r><w:t>polis</w:t><w:noBreakHyphen/><w:t>kommun</w:t></w:r></w:p>", ["polis-kommun"]),
        (
            f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>{run("a")}<w:r><w:tab/></w:r>{run("b")}</w:p>',
            ["a\tb"],
        ),
    ],
)
def test_a_word_file_is_read_as_it_is_shown(body: str, expected: list[str]) -> None:
    assert texts(read_text_file(word_file(body), "a.docx")) == expected


def test_numbering_and_outline_of_a_paragraph_itself_are_seen() -> None:
    numbering = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    numbered = f"<w:p><w:pPr>{numbering}</w:pPr>{run('punkt')}</w:p>"
    outlined = f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("rubrik")}</w:p>'
    document = read_text_file(word_file(numbered + outlined), "a.docx")
    assert line_with(document, "punkt").list_level == 1
    assert line_with(document, "rubrik").heading is True


PRINTED = """
#set page(width: 11cm, height: 9cm, header: [Exempelby kommun], footer: context [Sida #counter(page).display() av 2])
#set text(size: 11pt, font: "Libertinus Serif")
= Medborgarlöfte 2024
Polisens brotts-\\ förebyggande arbete.

== Våld i nära relationer

- Polisen går ut på torget varje fredag och pratar \\ med dem som är där.
  - inre
- Kommunen
#pagebreak()
Andra sidan.

#grid(columns: (1fr, 1fr), [Niklas Ek], [Anna Lind])
"""


@TAGGED_OR_NOT
def test_a_pdf_gives_lines_headings_and_levels_without_the_frame_of_its_pages(
    form: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    document = read_text_file(form(pdf(PRINTED, tmp_path)), "löfte.pdf")
    assert texts(document) == [
        "Medborgarlöfte 2024",
        "Polisens brotts-",
        "förebyggande arbete.",
        "Våld i nära relationer",
        "Polisen går ut på torget varje fredag och pratar",
        "med dem som är där.",
        "inre",
        "Kommunen",
        "Andra sidan.",
        "Niklas Ek\tAnna Lind",
    ]
    assert [line.text for line in document.lines if line.heading] == ["Medborgarlöfte 2024", "Våld i nära relationer"]
    levels = [line.list_level for line in document.lines if line.list_level is not None]
    assert levels == [0, 1, 0]


@TAGGED_OR_NOT
def test_paragraphs_of_a_pdf_are_parted_and_their_lines_are_not(form: Callable[[bytes], bytes], tmp_path: Path) -> None:
    source = (
        "#set page(width: 7cm)\n#set par(spacing: 1.6em)\n" + "Polisen och kommunen gör detta tillsammans. \n\n" * 3
    )
    lines = [line.text for line in read_text_file(form(pdf(source, tmp_path)), "a.pdf").lines]
    assert lines.count("") == 2
    assert len(lines) == 8


@TAGGED_OR_NOT
def test_a_sentence_goes_on_over_the_page_break_of_a_pdf(form: Callable[[bytes], bytes], tmp_path: Path) -> None:
    lines = ("Polisen går ut", *("och pratar", "med unga") * 4)
    source = "#set page(height: 4cm, margin: 1cm, footer: [1])\n= Löfte\n- " + "\\ ".join(lines)
    document = read_text_file(form(pdf(source, tmp_path)), "a.pdf")
    assert [line.text for line in document.lines if line.list_level is not None] == ["Polisen går ut"]
    assert [line.text for line in document.lines].count("") == 1


def test_a_tagged_pdf_gives_its_tables_row_by_row(tmp_path: Path) -> None:
    source = "#table(columns: 2, table.header([Vad], [Vem]), [Rond på torget], [Polisen], [Brev], [Kommunen])"
    document = read_text_file(pdf(source, tmp_path), "a.pdf")
    assert [line.table_row for line in document.lines] == [
        ("Vad", "Vem"),
        ("Rond på torget", "Polisen"),
        ("Brev", "Kommunen"),
    ]
