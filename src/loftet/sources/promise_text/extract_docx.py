"""A Word file to lines: the archive and its parts, each measured before it is unpacked.

`extract_docx_blocks` reads what is in them.
"""

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from loftet.sources.promise_text.extract_docx_blocks import BlockReader, paragraph_styles
from loftet.sources.promise_text.extract_lines import BlockLines
from loftet.sources.promise_text.extract_refusal import UnreadableFile, damaged
from loftet.sources.promise_text.text import TextDocument

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 300_000_000
"""Of the whole archive, pictures too; only the few parts that are read are ever unpacked."""
MOST_PART_BYTES = 30_000_000
MOST_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 10_000_000

BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
OTHER_ARCHIVES = {
    "xl/": "Filen är en Excel-fil: läs in löftet som textfil, Word-fil (.docx) eller pdf.",
    "ppt/": "Filen är en PowerPoint-fil: läs in löftet som textfil, Word-fil (.docx) eller pdf.",
    "content.xml": "Filen är i formatet OpenDocument: öppna den i sitt program och spara som .docx.",
}


def read_docx(data: bytes) -> TextDocument:
    """The text of a Word file. Line numbers count the lines given here."""
    archive = _open(data)
    document = _part(archive, _document_name(archive))
    if document is None:
        raise _not_word(archive)
    body = next(document.iter("{*}body"), None)
    if body is None:
        raise damaged("Word-filen")
    lines = BlockLines()
    BlockReader(paragraph_styles(_part(archive, "word/styles.xml")), lines).read(body)
    return lines.document()


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ARCHIVE as error:
        raise damaged("Word-filen") from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("Word-filen är skyddad med lösenord: ta bort lösenordet och spara den på nytt.")
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES
        or any(map(_is_bomb, parts))
    ):
        raise _bomb()
    return archive


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_MATTERS_FROM_BYTES and part.file_size > MOST_RATIO * part.compress_size


def _bomb() -> UnreadableFile:
    return UnreadableFile(
        "Word-filen blir orimligt stor när den packas upp: kopiera löftets text till ett nytt dokument och spara det."
    )


def _not_word(archive: zipfile.ZipFile) -> UnreadableFile:
    names = archive.namelist()
    for start, sentence in OTHER_ARCHIVES.items():
        if any(name.startswith(start) for name in names):
            return UnreadableFile(sentence)
    return UnreadableFile(
        "Filen är ett packat arkiv utan Word-dokument: packa upp det och läs in filen med löftets text."
    )


def _document_name(archive: zipfile.ZipFile) -> str:
    """Word's own files say ``word/document.xml``; a few programs name the part otherwise and say so in ``_rels``."""
    relations = _part(archive, "_rels/.rels")
    for relation in relations.iter("{*}Relationship") if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            target = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            return target if target.startswith("word/") else "word/document.xml"
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    try:
        with archive.open(name) as packed:
            content = packed.read(MOST_PART_BYTES + 1)
    except KeyError:
        return None
    except BROKEN_ARCHIVE as error:
        raise damaged("Word-filen") from error
    if len(content) > MOST_PART_BYTES:
        raise _bomb()
    return _parsed(content)


def _parsed(content: bytes) -> etree._Element:
    # No entity is expanded and nothing is fetched; a Word file has no document type, so one is an attempt at either.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("Word-filen") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            "Word-filen hänvisar till innehåll utanför sig: kopiera löftets text till ett nytt dokument och spara det."
        )
    return root
