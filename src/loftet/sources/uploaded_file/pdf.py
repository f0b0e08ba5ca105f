"""A PDF written anew with its pages, and without anything that acts, is attached or tells of its maker.

The words are those of ISO 32000. A reference that is taken away takes the object with it: what nothing points at is not
written. Earlier versions of the document, which some programs leave in the file, go the same way.
"""

import io
from collections.abc import Iterator

import pikepdf

from loftet.sources.uploaded_file.pdf_picture import clean_picture_stream
from loftet.sources.uploaded_file.refusal import RefusedFile, damaged

# What a picture of 100 megapixels takes.
MOST_STREAM_BYTES = 300_000_000

# An action does something when the reader presses, opens or prints. Only going to a page of the same document stays.
HARMLESS_ACTION = "/GoTo"
ACTIONS = {
    "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm",
    "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
    "/RichMediaExecute",
}  # fmt: skip
ACTING = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/PA", "/Launch", "/URI", "/XFA", "/CO", "/Renditions"}
ATTACHED = {"/EmbeddedFiles", "/EF", "/AF", "/RF", "/Collection", "/AlternatePresentations", "/Ref", "/RichMedia"}
TELLING = {"/Metadata", "/PieceInfo", "/Thumb", "/SpiderInfo", "/WebCapture", "/DSS", "/Perms", "/SigFlags"}
REMOVED = ACTING | ATTACHED | TELLING
# A stream whose content lies in another file.
OUTSIDE = {"/F", "/FFilter", "/FDecodeParms"}
ACTING_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def load_reader() -> None:
    """Set the limits of the library, once in a process."""
    most = MOST_STREAM_BYTES
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, png_max_memory=most, tiff_max_memory=most, run_length_max_memory=most
    )


def opened(data: bytes) -> pikepdf.Pdf:
    """The document, for the caller to close. Raises `RefusedFile` for a password; the library's errors for damage."""
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise RefusedFile("Pdf-filen är skyddad med lösenord: spara den utan lösenord och försök igen.") from error


def cleaned_pdf(document: pikepdf.Pdf) -> tuple[bytes, bool]:
    """The document written anew, and whether an electronic signature was lost by it.

    Raises `RefusedFile` for a document without pages, and for one that unpacks beyond reason.
    """
    if not len(document.pages):
        raise damaged("Pdf-filen")
    was_signed = _clean(document)
    return _written(document), was_signed


def remains(data: bytes) -> set[str]:
    """What the written PDF still holds of what it should not; nothing, or a fault of ours."""
    with opened(data) as document:
        names = {
            name
            for dictionary in dictionaries(document)
            for name in (*dictionary.keys(), *map(str, _names(dictionary)))
            if name in REMOVED | ACTIONS
        }
        return names | ({"/Info"} & set(document.trailer.keys()))


def dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the document, those that stand inside others included."""
    for whole in (document.trailer, *document.objects):
        waiting = [whole]
        while waiting:
            part = waiting.pop()
            if isinstance(part, pikepdf.Array):
                inside = list(part)
            elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                yield part
                inside = [value for _, value in part.items()]
            else:
                continue
            waiting += [value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _clean(document: pikepdf.Pdf) -> bool:
    del document.docinfo
    for page in document.pages:
        _drop_acting_annotations(page.obj)
    was_signed = False
    for dictionary in dictionaries(document):
        was_signed |= "/ByteRange" in dictionary
        _clean_dictionary(dictionary)
        if isinstance(dictionary, pikepdf.Stream):
            _refuse_bomb(dictionary)
            _remove(dictionary, OUTSIDE)
            clean_picture_stream(dictionary, MOST_STREAM_BYTES)
    return was_signed


def _refuse_bomb(stream: pikepdf.Stream) -> None:
    try:
        stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError) as error:
        # Any other error tells of damage, or of pixels in a code that is not unpacked here: the page shows without it.
        # The library has no class of its own for what is too large.
        if "limit exceeded" in str(error):
            raise RefusedFile(
                "Pdf-filen innehåller något som packas upp till orimlig storlek: skriv ut den till en ny pdf."
            ) from error


def _drop_acting_annotations(page: pikepdf.Object) -> None:
    annotations = page.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        page["/Annots"] = pikepdf.Array(
            annotation
            for annotation in annotations
            if isinstance(annotation, pikepdf.Dictionary) and str(annotation.get("/Subtype")) not in ACTING_ANNOTATIONS
        )


def _clean_dictionary(dictionary: pikepdf.Object) -> None:
    # A signature no longer fits what is written anew, and a reader would call the document forged.
    if str(dictionary.get("/S")) in ACTIONS or "/ByteRange" in dictionary:
        _remove(dictionary, set(dictionary.keys()))
    if str(dictionary.get("/FT")) == "/Sig":
        _remove(dictionary, {"/V"})
    _remove(dictionary, REMOVED)
    action = dictionary.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", HARMLESS_ACTION)) != HARMLESS_ACTION:
        del dictionary["/A"]


def _remove(dictionary: pikepdf.Object, keys: set[str]) -> None:
    for key in keys & set(dictionary.keys()):
        del dictionary[key]


def _names(dictionary: pikepdf.Object) -> list[pikepdf.Object]:
    return [value for _, value in dictionary.items() if isinstance(value, pikepdf.Name)]


def _written(document: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    document.save(
        written,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
        preserve_pdfa=False,
        encryption=False,
        deterministic_id=True,
    )
    return written.getvalue()
