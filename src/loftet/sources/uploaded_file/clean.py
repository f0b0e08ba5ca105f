"""A file that somebody sent, made harmless: bytes in, cleaned bytes, media type and name out.

The work is done by a confined child process, ``python -m`` this module, which answers with one message.
"""

import sys
from dataclasses import dataclass

import msgspec

from loftet.sources.confinement import Limits, TooMuchWork, limit_this_process, run_confined, shut_out_files
from loftet.sources.uploaded_file.kind import FileKind, file_kind
from loftet.sources.uploaded_file.name import harmless_name
from loftet.sources.uploaded_file.refusal import RefusedFile, damaged

__all__ = ["CleanedFile", "RefusedFile", "clean_file"]

LIMITS = Limits(memory_bytes=1_500_000_000, processor_seconds=30, wall_seconds=60)
MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.HEIC: "image/jpeg",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class CleanedFile:
    data: bytes
    media_type: str
    name: str
    """What the sender called it, made harmless, with the ending of the media type."""
    was_signed: bool
    """A PDF whose electronic signature the rewriting took away: the original has to be registered elsewhere."""


class Answer(msgspec.Struct):
    """What the child process says: the cleaned bytes, or one sentence why there are none."""

    data: bytes = b""
    was_signed: bool = False
    refusal: str | None = None


def clean_file(data: bytes, name: str) -> CleanedFile:
    """The file with the content `data` that its sender called `name`, encoded or written anew.

    A picture keeps its pixels, turned upright, and nothing else; of several in one file the first is kept. A PDF keeps
    its pages, and neither scripts, actions, attachments nor metadata.

    Raises `RefusedFile`, whose text says in one Swedish sentence what is wrong and what to do, for whatever the file
    holds: nothing, another format, more than 20 MB or 64 megapixels, damage, a password, or more work than is allowed.
    """
    kind = file_kind(data)
    try:
        answered = run_confined("loftet.sources.uploaded_file.clean", kind, data=data, limits=LIMITS)
    except TooMuchWork as error:
        raise _too_much_work(kind) from error
    answer = msgspec.msgpack.decode(answered, type=Answer)
    if answer.refusal is not None:
        raise RefusedFile(answer.refusal)
    media_type = MEDIA_TYPES[kind]
    return CleanedFile(answer.data, media_type, harmless_name(name, media_type), answer.was_signed)


def _too_much_work(kind: FileKind) -> RefusedFile:
    return RefusedFile(
        f"{kind.what} gick inte att läsa inom de gränser som gäller för tid och minne:"
        " spara den på nytt, helst mindre, och försök igen."
    )


def main() -> None:
    """The child process: the kind as its one argument, the file on standard input, an `Answer` on standard output."""
    limit_this_process(LIMITS)
    kind = FileKind(sys.argv[1])
    data = sys.stdin.buffer.read()
    try:
        answer = _cleaned(data, kind)
    except RefusedFile as error:
        answer = Answer(refusal=str(error))
    except MemoryError:
        answer = Answer(refusal=str(_too_much_work(kind)))
    except Exception:
        # Whatever a reader stumbles on, the file is what made it stumble.
        answer = Answer(refusal=str(damaged(kind.what)))
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def _cleaned(data: bytes, kind: FileKind) -> Answer:
    return _cleaned_pdf(data) if kind is FileKind.PDF else _cleaned_picture(data, kind)


# Only the child imports the readers, and only the one that it needs.


def _cleaned_picture(data: bytes, kind: FileKind) -> Answer:
    from loftet.sources.uploaded_file import picture  # noqa: PLC0415

    picture.load_readers()
    shut_out_files()
    return Answer(data=picture.cleaned_picture(data, kind))


def _cleaned_pdf(data: bytes) -> Answer:
    from loftet.sources.uploaded_file import pdf  # noqa: PLC0415

    pdf.load_reader()
    with pdf.opened(data) as document:
        # Not before: a document with a password needs random numbers to be opened.
        shut_out_files()
        cleaned, was_signed = pdf.cleaned_pdf(document)
    if pdf.remains(cleaned):
        raise RefusedFile("Pdf-filen innehåller något som inte går att ta bort: skriv ut den till en ny pdf.")
    return Answer(data=cleaned, was_signed=was_signed)


if __name__ == "__main__":
    main()
