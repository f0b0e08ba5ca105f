"""What a file is, told by its content alone."""

from enum import StrEnum

from loftet.sources.uploaded_file.refusal import RefusedFile

MOST_BYTES = 20_000_000
# A PDF may begin with a few bytes of a printer's own: readers look for the mark in the first kilobyte.
PDF_HEAD_BYTES = 1024
# The brands of still pictures coded as HEVC; what a telephone calls HEIC. AVIF has brands of its own.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class FileKind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"

    @property
    def what(self) -> str:
        """What a sentence calls the file."""
        return "Pdf-filen" if self is FileKind.PDF else "Bilden"


def file_kind(data: bytes) -> FileKind:
    """The kind of a file with the content `data`. Raises `RefusedFile` for any but the five, and for its size."""
    if not data:
        raise RefusedFile("Filen är tom: välj en bild eller en pdf.")
    if len(data) > MOST_BYTES:
        raise too_large()
    kind = _kind_by_signature(data)
    if kind is None:
        raise RefusedFile("Filen är varken pdf, jpeg, png, webp eller heic: spara den som en av dem och försök igen.")
    return kind


def too_large() -> RefusedFile:
    return RefusedFile("Filen är större än 20 MB: skanna eller spara den med lägre upplösning och försök igen.")


def _kind_by_signature(data: bytes) -> FileKind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return FileKind.HEIC
    return FileKind.PDF if b"%PDF-" in data[:PDF_HEAD_BYTES] else None
