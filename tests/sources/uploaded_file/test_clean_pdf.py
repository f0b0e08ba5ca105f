"""A PDF comes out with its pages and nothing that acts, is attached or tells of its maker."""

import io
import zlib

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from loftet.sources.uploaded_file.clean import clean_file
from loftet.sources.uploaded_file.pdf import remains
from loftet.sources.uploaded_file.pdf_picture import jp2_without_metadata, jpeg_without_metadata
from tests.sources.uploaded_file.sent import (
    PDF_TRACES,
    TRACES,
    hostile_pdf,
    photo_stream,
    picture,
    plain_pdf,
    script,
    written,
)


def laid_open(data: bytes) -> bytes:
    """The PDF with every object in plain sight, nothing packed together."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return written(document, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def traces(data: bytes) -> set[str]:
    plain = laid_open(data)
    return {trace for trace in (*PDF_TRACES, *map(bytes.decode, TRACES)) if trace.encode() in plain}


def test_everything_that_acts_or_is_attached_is_gone_from_a_pdf_that_had_one_of_each() -> None:
    sent = hostile_pdf()
    assert traces(sent) >= set(PDF_TRACES)
    result = clean_file(sent, "avtal.pdf")
    assert (result.media_type, result.was_signed) == ("application/pdf", True)
    assert traces(result.data) == set()
    assert b"hemligt" not in laid_open(result.data)


def test_the_pages_look_as_they_did() -> None:
    before, after = (pypdfium2.PdfDocument(data) for data in (hostile_pdf(), clean_file(hostile_pdf(), "a").data))
    assert len(before) == len(after) == 2
    for page in range(2):
        pictures = [
            document[page].render(scale=1, draw_annots=False).to_pil().tobytes() for document in (before, after)
        ]
        assert pictures[0] == pictures[1]


def test_a_jump_inside_the_document_a_note_and_what_was_filled_in_stay() -> None:
    with pikepdf.open(io.BytesIO(clean_file(hostile_pdf(), "a").data)) as document:
        annotations = list(document.pages[0].obj.Annots)
        actions = [annotation.A for annotation in annotations if "/A" in annotation]
        assert [str(action.S) for action in actions] == ["/GoTo"]
        assert [str(note.Contents) for note in annotations if note.Subtype == "/Text"] == ["En anteckning"]
        assert str(document.Root.AcroForm.Fields[0].V) == "12"


def test_the_check_after_cleaning_sees_each_thing_that_has_to_go() -> None:
    seen = remains(hostile_pdf())
    assert seen >= {"/JS", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/Launch", "/Info", "/Metadata"}
    assert remains(written(plain_pdf())) == set()


def test_an_action_hidden_deep_inside_other_things_is_found() -> None:
    document = plain_pdf()
    hidden = Dictionary(Deep=Array([Array([Dictionary(Deeper=Dictionary(S=Name.JavaScript, JS=String("x")))])]))
    document.pages[1].obj.PieceOfMine = hidden
    document.Root.Outlines = document.make_indirect(Dictionary(First=Dictionary(Title=String("x"), A=script(document))))
    assert traces(clean_file(written(document), "a").data) == set()


def test_an_unknown_kind_of_action_is_taken_for_a_harmful_one() -> None:
    document = plain_pdf()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), A=Dictionary(S=Name("/Futurum")))
    document.pages[0].obj.Annots = Array([link])
    assert b"/Futurum" not in laid_open(clean_file(written(document), "a").data)


def test_what_an_earlier_version_in_the_same_file_held_is_gone() -> None:
    document = plain_pdf()
    document.pages[0].Contents = document.make_stream(b"borttaget")
    first = written(document, compress_streams=False)
    with pikepdf.open(io.BytesIO(first)) as read:
        number = read.pages[0].Contents.objgen[0]
    # As programs do that add to a file: a newer object of the same number behind the old end.
    at = len(first) + 1
    newer = b"\n%d 0 obj\n<< /Length 1 >>\nstream\nq\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    before = first.rpartition(b"startxref\n")[2].split()[0]
    trailer = first[first.rindex(b"trailer <<") : first.rindex(b"startxref")].replace(b"<<", b"<< /Prev " + before, 1)
    second = first + newer + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(newer))
    assert b"borttaget" in second
    assert b"borttaget" not in laid_open(clean_file(second, "a").data)


def test_a_pdf_without_a_signature_is_not_said_to_have_lost_one() -> None:
    assert clean_file(written(plain_pdf()), "a").was_signed is False


def test_the_same_pdf_cleaned_twice_gives_the_same_bytes() -> None:
    sent = hostile_pdf()
    assert clean_file(sent, "a").data == clean_file(sent, "b").data


def test_a_pdf_that_only_forbids_changes_is_taken_and_opened_up() -> None:
    locked = written(plain_pdf(), encryption=pikepdf.Encryption(owner="hemligt", user=""))
    with pikepdf.open(io.BytesIO(clean_file(locked, "a").data)) as document:
        assert not document.is_encrypted


@pytest.mark.parametrize("packed", [False, True])
def test_a_photograph_in_a_pdf_loses_what_the_camera_wrote_and_keeps_its_pixels(packed: bool) -> None:
    document = plain_pdf()
    photo = photo_stream(document)
    if packed:
        photo.write(zlib.compress(photo.read_raw_bytes()), filter=Array([Name.FlateDecode, Name.DCTDecode]))
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Photo=photo))
    data = clean_file(written(document), "a").data
    assert traces(data) == set()
    with pikepdf.open(io.BytesIO(data)) as cleaned:
        kept_photo = cleaned.pages[0].obj.Resources.XObject.Photo
        assert isinstance(kept_photo, pikepdf.Stream)
        kept = pikepdf.PdfImage(kept_photo).as_pil_image()
    assert kept.tobytes() == pikepdf.PdfImage(photo_stream(plain_pdf())).as_pil_image().tobytes()


def test_a_disordered_jpeg_is_left_as_it_is_from_the_disorder_on() -> None:
    sound = picture("JPEG")
    assert jpeg_without_metadata(sound[:2] + b"\x00\x01 disorder") == sound[:2] + b"\x00\x01 disorder"
    assert jpeg_without_metadata(b"") == b""


def test_boxes_of_metadata_are_taken_out_of_jpeg_2000() -> None:
    def box(kind: bytes, body: bytes) -> bytes:
        return (8 + len(body)).to_bytes(4) + kind + body

    signature, pixels = box(b"jP  ", b"\r\n\x87\n"), b"\x00\x00\x00\x00jp2c\xff\x4f pixels"
    assert (
        jp2_without_metadata(signature + box(b"uuid", b"exif") + box(b"xml ", b"<x/>") + pixels) == signature + pixels
    )
    assert jp2_without_metadata(b"\xff\x4f bare") == b"\xff\x4f bare"
