"""Files that are not taken: each refused with one sentence, whatever they hold, within the limits."""

import os
import re
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.sources.confinement import Limits, TooMuchWork
from loftet.sources.uploaded_file import clean, pdf
from loftet.sources.uploaded_file import picture as picture_reader
from loftet.sources.uploaded_file.clean import RefusedFile, clean_file
from loftet.sources.uploaded_file.pdf import remains
from tests.sources.uploaded_file.sent import TRACES, hostile_pdf, picture, plain_pdf, png_of_size, written

SENTENCE = r"[A-ZÅÄÖ][^.!?\n]*: [^.\n]+\."


def refusal(data: bytes, name: str = "fil") -> str:
    with pytest.raises(RefusedFile) as caught:
        clean_file(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (b"GIF89a" + bytes(100), "varken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "varken"),
        (b"<html><script>alert(1)</script>", "varken"),
        (b"PK\x03\x04" + bytes(100), "varken"),
        (b"MZ" + bytes(100), "varken"),
        (b"II*\x00" + bytes(100), "varken"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(100), "varken"),
        (b"RIFF\x00\x00\x00\x00WAVE" + bytes(100), "varken"),
        (b" " * 2000 + b"%PDF-1.7", "varken"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "skadad"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "skadad"),
        (b"RIFF\x00\x01\x00\x00WEBP" + bytes(100), "skadad"),
        (b"\x00\x00\x00\x20ftypheic" + bytes(100), "skadad"),
        (b"%PDF-1.7\n" + bytes(100), "skadad"),
        (written(pikepdf.new()), "skadad"),
        (written(plain_pdf(), encryption=pikepdf.Encryption(owner="a", user="hemligt")), "lösenord"),
    ],
)  # fmt: skip
def test_what_is_not_a_sound_picture_or_pdf_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    sentence = refusal(data, "semesterbild.jpg")
    assert word in sentence
    assert re.fullmatch(SENTENCE, sentence)


def test_the_content_decides_and_not_the_name() -> None:
    assert clean_file(picture("PNG"), "avtal.pdf").name == "avtal.png"
    assert clean_file(b"a printer's own words\n" + written(plain_pdf()), "bild.png").media_type == "application/pdf"
    assert "varken" in refusal(b"MZ program", "bild.jpg")


def test_more_than_twenty_megabytes_are_refused_before_anything_is_read() -> None:
    begun = time.perf_counter()
    assert "20 MB" in refusal(picture("JPEG") + bytes(20_000_000))
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (100_000, 1_000)])
def test_a_picture_of_a_hundred_megapixels_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    bomb = png_of_size(width, height)
    assert len(bomb) < 200_000
    assert "64 megapixlar" in refusal(bomb)


def test_a_picture_that_says_it_is_gigantic_is_refused() -> None:
    small = png_of_size(8, 8)
    sentence = refusal(small[:16] + b"\x7f\xff\xff\xff\x7f\xff\xff\xff" + small[24:])
    assert "megapixlar" in sentence or "skadad" in sentence


@pytest.mark.parametrize("times", [1, 2])
def test_a_pdf_with_a_stream_that_unpacks_beyond_reason_is_refused(times: int) -> None:
    document = plain_pdf()
    content = b" " * 400_000_000
    filters = pikepdf.Array([pikepdf.Name.FlateDecode] * times)
    document.pages[0].Contents = document.make_stream(packed(content, times), Filter=filters)
    bomb = written(document, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(bomb) < 2_000_000
    assert "orimlig storlek" in refusal(bomb)


def packed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content)
    return content


def test_a_pdf_nested_without_end_is_refused_or_cleaned() -> None:
    data = written(plain_pdf()).replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 9_000 + b"]" * 9_000)
    assert_cleaned_or_refused(data)


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "LIMITS", replace(clean.LIMITS, wall_seconds=0))
    assert "tid och minne" in refusal(picture("PNG"))


def test_a_child_that_is_killed_gives_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> bytes:
        raise TooMuchWork

    monkeypatch.setattr(clean, "run_confined", killed)
    assert "tid och minne" in refusal(picture("PNG"))


SOUND: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
    "webp": lambda: picture("WEBP"),
    "heic": lambda: picture("HEIF"),
    "pdf": hostile_pdf,
}


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[float, str, bytes]]:
    """Where (share of the length), what is done there, and with which bytes."""
    deed = st.sampled_from(["replace", "insert", "remove", "cut", "repeat"])
    change = st.tuples(st.floats(0, 1), deed, st.binary(min_size=1, max_size=12))
    return draw(st.lists(change, min_size=1, max_size=6))


def changed(data: bytes, steps: list[tuple[float, str, bytes]]) -> bytes:
    for share, deed, new in steps:
        at = int(share * len(data))
        behind = {"insert": at, "cut": len(data), "repeat": max(0, at - 200)}.get(deed, at + len(new))
        data = data[:at] + (b"" if deed in {"remove", "cut", "repeat"} else new) + data[behind:]
    return data


def run_forked(module: str, *arguments: str, data: bytes, limits: Limits) -> bytes:
    """As `run_confined`, in a copy of this process that has its readers loaded already: hundreds of files a minute."""
    to_child, from_parent = os.pipe()
    to_parent, from_child = os.pipe()
    child = os.fork()
    if child == 0:
        for pipe, place in ((to_child, 0), (from_child, 1)):
            os.dup2(pipe, place)
        for pipe in (to_child, from_parent, to_parent, from_child):
            os.close(pipe)
        sys.stdin, sys.stdout, sys.argv = open(0), open(1, "w"), [module, *arguments]  # noqa: SIM115
        clean.main()
        sys.stdout.flush()
        os._exit(0)
    os.close(to_child)
    os.close(from_child)
    with open(from_parent, "wb") as giving, open(to_parent, "rb") as taking:  # noqa: PTH123
        giving.write(data)
        giving.close()
        answered = taking.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise TooMuchWork
    assert os.waitstatus_to_exitcode(status) == 0
    return answered


def assert_cleaned_or_refused(data: bytes) -> bool:
    """Any other exception than a refusal fails the test by itself. Whether it was cleaned."""
    try:
        result = clean_file(data, "fil")
    except RefusedFile:
        return False
    if result.media_type == "application/pdf":
        assert remains(result.data) == set()
    else:
        assert [trace for trace in TRACES if trace in result.data] == []
    return True


@pytest.mark.parametrize("kind", SOUND)
@settings(max_examples=300, deadline=10_000, suppress_health_check=list(HealthCheck))
@given(steps=changes())
def test_a_damaged_file_is_cleaned_or_refused_and_nothing_else(
    kind: str, steps: list[tuple[float, str, bytes]]
) -> None:
    picture_reader.load_readers()
    pdf.load_reader()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clean, "run_confined", run_forked)
        assert_cleaned_or_refused(changed(SOUND[kind](), steps))


@pytest.mark.parametrize("kind", SOUND)
def test_a_file_that_was_cut_off_on_its_way_is_cleaned_or_refused(kind: str) -> None:
    sound = SOUND[kind]()
    outcomes = [assert_cleaned_or_refused(sound[: len(sound) * share // 10]) for share in (1, 5, 9, 10)]
    assert outcomes[0] is False
    assert outcomes[-1] is True
