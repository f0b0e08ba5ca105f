"""Files as people send them, with what has to go: made here, so that no stranger's file is kept."""

import io
import zlib
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

pillow_heif.register_heif_opener()

SIZE = (60, 40)
CAMERA = "Kamera av märket Exempel"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>Exempel</creator></x:xmpmeta>'
TRACES = (b"Exif", b"Exempel", b"xmpmeta", b"GPS", b"eXIf", b"XML:com.adobe.xmp")
"""What must not be found among the bytes of a cleaned picture."""
PDF_TRACES = (
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/Launch", "/URI", "/EF", "/AF", "/XFA", "/Metadata",
    "/SubmitForm", "/GoToR", "/RichMedia", "/FileAttachment", "/ByteRange",
)  # fmt: skip
"""What must not be found among the names of a cleaned PDF."""


def exif(orientation: int = 1) -> bytes:
    told = Image.Exif()
    told[0x0112], told[0x010F] = orientation, CAMERA
    told.get_ifd(0x8825).update({1: "N", 2: (56.0, 17.0, 3.0), 3: "E", 4: (13.0, 16.0, 38.0)})
    return told.tobytes()


def two_halves(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """The left half dark, the right half light: it shows which way is up."""
    picture = Image.new("L", size, 30)
    picture.paste(220, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def picture(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """An encoded picture that tells of a camera, a place and a maker unless `options` say otherwise."""
    encoded = io.BytesIO()
    options = {"exif": exif(), "xmp": XMP, **options}
    if form == "JPEG":
        options = {"comment": b"Exempel", **options}
    (image or two_halves()).save(encoded, form, **options)
    return encoded.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A true and tiny PNG of grey pixels, all black."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x01\x00\x00\x00\x00"
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4) for kind, body in chunks
    )


def written(document: pikepdf.Pdf, **options: Any) -> bytes:
    bytes_written = io.BytesIO()
    document.save(bytes_written, **options)
    return bytes_written.getvalue()


def plain_pdf(pages: int = 2) -> pikepdf.Pdf:
    document = pikepdf.new()
    for number in range(pages):
        page = document.add_blank_page(page_size=(300, 400))
        page.Contents = document.make_stream(b"0 0 %d 100 re f" % (100 + number))
    return document


def script(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.make_indirect(Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)")))


def hostile_pdf() -> bytes:
    """A PDF that holds one of everything that is taken away."""
    document = plain_pdf()
    root, first = document.Root, document.pages[0].obj
    document.attachments["hemlig.txt"] = b"hemligt"
    document.docinfo["/Author"] = "Exempel"
    root.Metadata = document.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    root.OpenAction = script(document)
    root.AA = Dictionary(WC=script(document))
    root.Names.JavaScript = Dictionary(Names=Array([String("a"), script(document)]))
    root.AcroForm = _form(document)
    root.AF = Array([document.make_indirect(Dictionary(Type=Name.Filespec, F=String("a")))])
    first.AA = Dictionary(O=script(document))
    first.Resources = Dictionary(XObject=Dictionary(Photo=photo_stream(document)))
    first.Annots = Array([document.make_indirect(annotation) for annotation in _annotations(document)])
    return written(document)


def photo_stream(document: pikepdf.Pdf, jpeg: bytes | None = None) -> pikepdf.Stream:
    return document.make_stream(
        jpeg or picture("JPEG"),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=SIZE[0],
        Height=SIZE[1],
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )


def _form(document: pikepdf.Pdf) -> Dictionary:
    field = Dictionary(FT=Name.Tx, T=String("belopp"), V=String("12"), AA=Dictionary(K=script(document)))
    signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("00"))
    signed = Dictionary(FT=Name.Sig, T=String("underskrift"), V=document.make_indirect(signature))
    fields = Array([document.make_indirect(field), document.make_indirect(signed)])
    return Dictionary(Fields=fields, XFA=String("<xfa/>"), CO=Array([]), SigFlags=3)


def _annotations(document: pikepdf.Pdf) -> list[Dictionary]:
    box = Array([0, 0, 10, 10])

    def link(**action: Any) -> Dictionary:
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=Dictionary(**action))

    attached = Dictionary(Type=Name.Filespec, EF=Dictionary(F=document.make_stream(b"hemligt")))
    return [
        link(S=Name.Launch, F=String("cmd.exe")),
        link(S=Name.URI, URI=String("https://exempel.invalid/")),
        link(S=Name.SubmitForm, F=String("https://exempel.invalid/")),
        link(S=Name.GoToR, F=String("annan.pdf"), D=Array([0, Name.Fit])),
        link(S=Name.GoTo, D=Array([document.pages[1].obj, Name.Fit]), Next=Array([script(document)])),
        Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=box, FS=attached),
        Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=box, RichMediaContent=Dictionary()),
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=box, Contents=String("En anteckning")),
    ]
