"""The text of a file that somebody chose: .txt, .md, .html (a saved page), .docx or .pdf with text.

One rule decides where the work is done. Text and Markdown only need their bytes decoded, and that is done here.
Whatever has a format to be taken apart (HTML, Word, PDF) goes to a confined child process, ``python -m`` this module,
which answers with one line of JSON.

Line numbers are those of the file for text and Markdown, and count the lines given here for the others.
"""

import sys

import msgspec

from loftet.sources.confinement import Limits, TooMuchWork, limit_this_process, run_confined
from loftet.sources.promise_text.extract_kind import FileKind, file_kind
from loftet.sources.promise_text.extract_plain import read_markdown, read_plain_text
from loftet.sources.promise_text.extract_refusal import UnreadableFile, damaged
from loftet.sources.promise_text.text import TextDocument, TextLine

__all__ = ["UnreadableFile", "read_text_file"]

LIMITS = Limits(memory_bytes=1_000_000_000, processor_seconds=15, wall_seconds=30)
FORMAT_NAMES = {FileKind.HTML: "Webbsidan", FileKind.DOCX: "Word-filen", FileKind.PDF: "Pdf-filen"}


class Answer(msgspec.Struct):
    """What the child process says: lines, or one sentence why there are none."""

    lines: tuple[TextLine, ...] = ()
    refusal: str | None = None


def read_text_file(data: bytes, name: str) -> TextDocument:
    """The lines of a file with the content `data`, called `name`.

    Raises `UnreadableFile`, whose text says in one Swedish sentence what is wrong and what to do, for whatever the file
    holds: nothing, no text, more than 20 MB, damage, a password, or more work than the limits allow.
    """
    kind = file_kind(data, name)
    if kind is FileKind.TEXT:
        document = read_plain_text(data)
    elif kind is FileKind.MARKDOWN:
        document = read_markdown(data)
    else:
        document = _read_in_child(data, kind)
    if not any(line.text.strip() for line in document.lines):
        raise UnreadableFile("Filen innehåller ingen text: välj en fil som innehåller löftets text.")
    return document


def _read_in_child(data: bytes, kind: FileKind) -> TextDocument:
    try:
        answered = run_confined("loftet.sources.promise_text.extract", kind, data=data, limits=LIMITS)
    except TooMuchWork as error:
        raise _too_much_work(kind) from error
    answer = msgspec.json.decode(answered, type=Answer)
    if answer.refusal is not None:
        raise UnreadableFile(answer.refusal)
    return TextDocument(answer.lines)


def _too_much_work(kind: FileKind) -> UnreadableFile:
    return UnreadableFile(
        f"{FORMAT_NAMES[kind]} gick inte att läsa inom de gränser som gäller för tid och minne:"
        " kopiera löftets text till en ny fil eller klistra in den."
    )


def main() -> None:
    """The child process: the kind as its one argument, the file on standard input, an `Answer` on standard output."""
    limit_this_process(LIMITS)
    kind = FileKind(sys.argv[1])
    try:
        answer = Answer(lines=_read(sys.stdin.buffer.read(), kind).lines)
    except UnreadableFile as error:
        answer = Answer(refusal=str(error))
    except MemoryError:
        answer = Answer(refusal=str(_too_much_work(kind)))
    except Exception:
        # Whatever a reader stumbles on, the file is what made it stumble.
        answer = Answer(refusal=str(damaged(FORMAT_NAMES[kind])))
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def _read(data: bytes, kind: FileKind) -> TextDocument:
    # Each reader is imported by the child that needs it: a web page is not to wait for the PDF library.
    if kind is FileKind.PDF:
        from loftet.sources.promise_text.extract_pdf import read_pdf as read  # noqa: PLC0415
    elif kind is FileKind.DOCX:
        from loftet.sources.promise_text.extract_docx import read_docx as read  # noqa: PLC0415
    else:
        from loftet.sources.promise_text.extract_html import read_html as read  # noqa: PLC0415
    return read(data)


if __name__ == "__main__":
    main()
