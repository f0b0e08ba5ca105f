"""What a document is made of, in the order it is read. `document.typ` draws each kind.

What is `said` are the promise's own words: Swedish in the English document too.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str
    level: int
    """1 for a part, 2 for a division of it; the title stands above them."""
    said: bool = False
    kind: str = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    paragraphs: list[str]
    kind: str = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    paragraphs: list[str]
    said: bool
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    items: list[str]
    kind: str = "bullets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A commitment or a goal."""

    text: str
    strong: bool = False
    bearers: str = ""
    explanation: str = ""
    facts: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """What the text leaves open, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    items: list[Item]
    kind: str = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the promise as a whole leaves open."""

    text: str
    kind: str = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    paragraphs: list[str]
    kind: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    value: str
    link: bool = False
    """Whether the value is an address that can be pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    facts: list[Fact]
    kind: str = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    signatures: list[Signature]
    kind: str = "signatures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    caption: str
    """What the rows are, for whoever does not see the heading above."""
    columns: list[str]
    widths: list[int]
    """Each column's share of the line."""
    rows: list[list[str]]
    kind: str = "table"

    @property
    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Each cell with its column's name, as a narrow page shows it."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing, with the table that says the same beside it in the document."""

    svg: str
    description: str
    """What it shows, for whoever does not see it."""
    kind: str = "drawing"


Block = Heading | Lead | Text | Bullets | Items | Gap | Note | Facts | Signatures | Table | Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    """The words set large on the first page."""
    name: str
    """The title that a window and a reader of the file show: with the municipality, and the mark of an example."""
    author: str
    description: str
    language: str
    """"sv" or "en"."""
    address: str
    """Where the page of the same content lies, whole; empty for what has no page."""
    example: bool
    example_mark: str
    page_number: str
    """With the places {page} and {pages}."""
    blocks: list[Block]
    compact: bool = False
    """Set tighter, to be read on one sheet."""
