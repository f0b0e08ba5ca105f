"""Files that cannot be read: each refused with one sentence, whatever they hold, within the limits."""

import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from loftet.sources.promise_text import extract
from loftet.sources.promise_text.extract import UnreadableFile, read_text_file
from tests.sources.promise_text.test_extract import PAGE, PRINTED, pdf, texts, word_file

RANDOM = random.Random(2024).randbytes(60_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PARAGRAPH = "<w:p><w:r><w:t>Polisen går ut.</w:t></w:r></w:p>"


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_text_file(data, name)
    return str(caught.value)


def packed(parts: dict[str, bytes]) -> bytes:
    archive_bytes = io.BytesIO()
    with zipfile.ZipFile(archive_bytes, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return archive_bytes.getvalue()


def picture(kind: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 400)).save(drawn, kind)
    return drawn.getvalue()


def with_password(data: bytes, user: str) -> bytes:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="ägare", user=user))
    return locked.getvalue()


def pdf_with_content(content: bytes, pages: int = 1) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        document.pages[0].Contents = document.make_stream(content)
        document.save(made, compress_streams=True)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"", "a.txt", "tom"),
        (b"\xef\xbb\xbf \r\n\t", "a.txt", "tom"),
        (b"<html><body><script>x</script></body></html>", "a.html", "ingen text"),
        (RANDOM, "a.txt", "inte läsbar text"),
        (b"\xff\xfe" + RANDOM, "a.txt", "inte läsbar text"),
        (b"<html>" + RANDOM, "a.html", "inte läsbar text"),
        (OLE, "a.doc", "spara som .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "lösenord"),
        (b"{\\rtf1 Polisen}", "a.rtf", "RTF"),
        (b"\x1f\x8b" + RANDOM, "a.gz", "arkiv"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "a.mhtml", "MHTML"),
        (packed({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "Excel"),
        (packed({"ppt/presentation.xml": b"<x/>"}), "a.pptx", "PowerPoint"),
        (packed({"content.xml": b"<x/>"}), "a.odt", "OpenDocument"),
        (packed({"a.txt": b"x"}), "a.zip", "packat arkiv"),
        (word_file(PARAGRAPH)[:-90], "a.docx", "skadad"),
        (packed({"word/document.xml": b"<w:document"}), "a.docx", "skadad"),
        (packed({"word/document.xml": b"<document/>"}), "a.docx", "skadad"),
        (b"%PDF-1.7\n" + RANDOM, "a.pdf", "skadad"),
        (picture("PNG"), "a.png", "bild"),
        (picture("JPEG"), "a.txt", "bild"),
        (picture("PDF"), "inskannad.pdf", "inskannad"),
        (pdf_with_content(b""), "a.pdf", "ingen text"),
        (pdf_with_content(b"", pages=301), "a.pdf", "300 sidor"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_without_readable_text_is_refused_in_one_sentence(data: bytes, name: str, word: str) -> None:
    sentence = refusal(data, name)
    assert word in sentence
    assert re.fullmatch(r"[A-ZÅÄÖ][^.!?\n]*(?:\.(?:docx?)\b[^.!?\n]*)*: [^\n]+\.", sentence)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx"])
def test_a_file_of_fifty_megabytes_is_refused_at_once(name: str) -> None:
    data = b"Polisen ska \n" * 4_000_000
    assert "20 MB" in refusal(data, name)


def test_more_text_than_any_promise_has_is_refused() -> None:
    assert "mer text" in refusal(b"Polisen ska \n" * 60_000, "a.txt")
    assert "mer text" in refusal(b"<p>Polisen ska" * 60_000, "a.html")


def test_a_pdf_that_needs_a_password_is_refused_and_one_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    open_to_all = pdf(PRINTED, tmp_path)
    assert "lösenord" in refusal(with_password(open_to_all, "hemligt"), "a.pdf")
    assert texts(read_text_file(with_password(open_to_all, ""), "a.pdf"))[0] == "Medborgarlöfte 2024"


def lying_about_size(data: bytes, said: int) -> bytes:
    """The archive with another unpacked size in its directory."""
    changed = bytearray(data)
    entry = changed.rfind(b"PK\x01\x02")
    changed[entry + 24 : entry + 28] = said.to_bytes(4, "little")
    return bytes(changed)


@pytest.mark.parametrize(
    "data",
    [
        packed({"word/document.xml": b" " * 60_000_000}),
        packed({f"word/{number}.xml": b" " * 9_000_000 for number in range(40)}),
        packed({f"word/{number}.xml": b"" for number in range(2_500)}),
        lying_about_size(packed({"word/document.xml": b" " * 60_000_000}), 1_000),
        lying_about_size(packed({"word/document.xml": RANDOM * 100}), 4_000_000_000),
    ],
    ids=["one part", "many parts", "many names", "says small", "says large"],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(data: bytes) -> None:
    assert re.search("orimligt stor|skadad", refusal(data, "a.docx"))


def test_a_word_file_with_an_entity_is_refused_and_the_file_it_points_at_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemlighet")
    document = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "utanför" in refusal(packed({"word/document.xml": document.encode()}), "a.docx")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "LIMITS", replace(extract.LIMITS, wall_seconds=1))
    assert "tid och minne" in refusal(b"<html><body>" + b"<table><tr><td>" * 50_000 + b"x", "a.html")


@pytest.mark.parametrize("content", [b" " * 1_200_000_000, b"q " * 40_000_000], ids=["blanks", "saved states"])
@pytest.mark.slow
def test_a_pdf_that_unpacks_beyond_the_memory_it_may_use_is_given_up(content: bytes) -> None:
    assert "tid och minne" in refusal(pdf_with_content(content), "a.pdf")


@pytest.fixture(scope="module")
def sound_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {
        "a.pdf": pdf(PRINTED, tmp_path_factory.mktemp("typst")),
        "a.docx": word_file(PARAGRAPH * 20),
        "a.html": PAGE.encode(),
        "a.txt": "Polisen gör två kontroller på Åsvägen.\n".encode() * 20,
        "a.md": "# Löfte\n- Polisen **gör** | två\n".encode() * 20,
    }


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[float, str, bytes]]:
    """Where (share of the length), what is done there, and with which bytes."""
    change = st.tuples(
        st.floats(0, 1),
        st.sampled_from(["replace", "insert", "remove", "cut", "repeat"]),
        st.binary(min_size=1, max_size=12),
    )
    return draw(st.lists(change, min_size=1, max_size=6))


def changed(data: bytes, steps: list[tuple[float, str, bytes]]) -> bytes:
    for share, deed, new in steps:
        at = int(share * len(data))
        if deed == "replace":
            data = data[:at] + new + data[at + len(new) :]
        elif deed == "insert":
            data = data[:at] + new + data[at:]
        elif deed == "remove":
            data = data[:at] + data[at + len(new) :]
        elif deed == "cut":
            data = data[: max(at, len(data) // 2)]
        else:
            data = data[:at] + data[at : at + 200] * 4 + data[at:]
    return data


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt", "a.md"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=changes())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    name: str, steps: list[tuple[float, str, bytes]], sound_files: dict[str, bytes]
) -> None:
    assert_read_or_refused(changed(sound_files[name], steps), name)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(steps=changes())
def test_a_word_file_with_damage_within_its_text_is_read_or_refused(steps: list[tuple[float, str, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(PARAGRAPH * 5))) as archive:
        inner = archive.read("word/document.xml")
    assert_read_or_refused(packed({"word/document.xml": changed(inner, steps)}), "a.docx")


def assert_read_or_refused(data: bytes, name: str) -> None:
    """Any other exception than a refusal fails the test by itself."""
    try:
        lines = read_text_file(data, name).lines
    except UnreadableFile:
        return
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert not any(re.search("[\x00-\x08\n\ud800-\udfff]", line.text) for line in lines)
