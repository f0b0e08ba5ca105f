"""What a file is: its content decides, its name only where the content leaves a choice."""

import re
from enum import StrEnum

from loftet.sources.promise_text.extract_refusal import UnreadableFile

MOST_BYTES = 20_000_000
HEAD_BYTES = 1024


class FileKind(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    """Any zip archive: `extract_docx` tells a Word file from the others."""
    PDF = "pdf"


IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM6", b"RIFF")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|main|article|section|div|p|h[1-6]|ul|ol|table|span)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
SINGLE_FILE_PAGE = re.compile(rb"(?:From: <Saved by|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE)


def file_kind(data: bytes, name: str) -> FileKind:
    """The kind of a file named `name`. Raises `UnreadableFile` for what can be seen to hold no text to read."""
    _refuse_size(data)
    _refuse_other_formats(data)
    ending = name.lower().rpartition(".")[2]
    head = data[:HEAD_BYTES]
    if data.startswith(b"PK\x03\x04"):
        return FileKind.DOCX
    if head.startswith(b"%PDF-") or (ending == "pdf" and b"%PDF-" in head):
        return FileKind.PDF
    if ending in {"html", "htm", "xhtml"} or HTML_START.match(
        head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    ):
        return FileKind.HTML
    return FileKind.MARKDOWN if ending in {"md", "markdown"} else FileKind.TEXT


def _refuse_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise UnreadableFile("Filen är större än 20 MB: spara bara löftets text i en egen fil och läs in den.")
    if not data.strip(b"\x00\t\n\r\f\v \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("Filen är tom: välj en fil som innehåller löftets text.")


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(OLE) and ENCRYPTED_OFFICE in data:
        raise UnreadableFile("Word-filen är skyddad med lösenord: ta bort lösenordet i Word och spara den på nytt.")
    if data.startswith(OLE):
        raise UnreadableFile("Filen är i ett äldre Office-format (.doc): öppna den i Word och spara som .docx.")
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("Filen är i formatet RTF: öppna den i Word och spara som .docx.")
    if data.startswith(IMAGES):
        raise UnreadableFile(
            "Filen är en bild och saknar läsbar text: läs in löftet som textfil, Word-fil (.docx) eller pdf med text."
        )
    if data.startswith(ARCHIVES):
        raise UnreadableFile("Filen är ett packat arkiv: packa upp det och läs in filen med löftets text.")
    if SINGLE_FILE_PAGE.match(data):
        raise UnreadableFile(
            "Filen är en webbsida i formatet MHTML: spara sidan igen och välj ”Endast HTML” som filtyp."
        )
