"""Lines of text, as the formats give them and as the reader takes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the input.

    What the format does not say is ``None``: a text file knows no headings, a saved page does.
    """

    number: int
    """Counted from 1 through the whole input, blank lines too."""
    text: str
    heading: bool | None = None
    list_level: int | None = None
    """0 for an item of the outermost list."""
    table_row: tuple[str, ...] | None = None
    """The cells, where the line is a row of a table."""


@dataclass(frozen=True, slots=True)
class TextDocument:
    lines: tuple[TextLine, ...]

    @classmethod
    def from_text(cls, text: str) -> "TextDocument":
        """The document of plain text, one `TextLine` a line."""
        return cls(tuple(TextLine(number, line) for number, line in enumerate(text.splitlines(), start=1)))
