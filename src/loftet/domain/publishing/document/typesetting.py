"""From a `Document` to PDF, by Typst: a compiler in the wheel, so that nothing is installed on the machine."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import msgspec
import typst

from loftet.domain.publishing.document.blocks import Document

FOLDER = Path(__file__).resolve().parent
NOT_DRAWN = "□"
# One file for those who read with a screen reader and for the archive: tagged, and with all that it needs inside.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
EPOCH = datetime.fromtimestamp(0, UTC)


class Typesetter:
    """One Typst file, ready to be set again and again: a new compiler looks for its fonts, a kept one knows them."""

    def __init__(self, file: str) -> None:
        self.compiler = typst.Compiler(FOLDER / file, font_paths=[FOLDER / "fonts"], ignore_system_fonts=True)
        # It answers one caller at a time and refuses a second ("Already borrowed").
        self.is_free = Lock()

    def pdf(self, inputs: dict[str, str], *, made_at: datetime) -> bytes:
        with self.is_free:
            pdf = self.compiler.compile(
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=[*STANDARDS],
                timestamp=made_at.astimezone(UTC).replace(microsecond=0),
            )
        return cast(bytes, pdf)

    def png(self, inputs: dict[str, str]) -> bytes:
        """The first page as PNG, sharp on paper."""
        with self.is_free:
            return cast(bytes, self.compiler.compile(format="png", sys_inputs=inputs, ppi=220))


DOCUMENT = Typesetter("document.typ")
DRAWING = Typesetter("drawing.typ")
CHARACTER = Typesetter("character.typ")


def pdf_of(document: Document, *, made_at: datetime) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a: tagged, with its language, title and bookmarks.

    A character that no font at hand can draw (an emoji, a Chinese letter) becomes □, since the standard refuses it.

    Raises:
        typst.TypstError: the document breaks the standard in another way.
    """
    content = msgspec.to_builtins(document)
    try:
        return DOCUMENT.pdf({"document": json.dumps(content)}, made_at=made_at)
    except typst.TypstError:
        return DOCUMENT.pdf({"document": json.dumps(drawable(content))}, made_at=made_at)


def png_of(svg: str) -> bytes:
    """A drawing for programs that cannot show SVG, with the document's own letters."""
    return DRAWING.png({"svg": svg})


def drawable(content: Any) -> Any:
    """The same content with □ for each character that cannot be drawn."""
    if isinstance(content, str):
        return "".join(character if can_be_drawn(character) else NOT_DRAWN for character in content)
    if isinstance(content, Mapping):
        return {name: drawable(value) for name, value in content.items()}
    return [drawable(value) for value in content] if isinstance(content, list) else content


@lru_cache(maxsize=10_000)
def can_be_drawn(character: str) -> bool:
    # Only Typst knows what the fonts inside it hold, and only by trying.
    try:
        CHARACTER.pdf({"character": character}, made_at=EPOCH)
    except typst.TypstError:
        return False
    return True
