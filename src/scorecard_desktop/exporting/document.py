"""The content of a paper, free of any format: headings, paragraphs, lists, tables, figures.

The sections of a pack build one ``Document``; a PDF is drawn from it, and other formats can be, because nothing here
knows about pages, points or fonts. What a reader hears is decided here too: a symbol carries the words to say for it,
a figure its alternative text, a table its summary. ``reading_order`` (reading.py) tells the text that every format
must hold.
"""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting.graphics import Graphic


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind. ``link`` is an address, or ``#key`` of a heading in this document.

    ``spoken`` replaces the text for a screen reader where the text is a symbol; ``rag`` draws the rating's shape and
    word in place of any text, and ``strong`` makes them a filled chip. ``expansion`` is what an abbreviation
    stands for.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    spoken: str = ""
    rag: Rag | None = None
    expansion: str = ""


Text = tuple[Run, ...]


def text(*parts: str | Run) -> Text:
    """Runs from plain strings and runs, in order."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def strong(words: str) -> Run:
    """Words that matter more than those around them."""
    return Run(words, strong=True)


def chip(rag: Rag) -> Run:
    """The chip of a rating within a line of text."""
    return Run("", rag=rag)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6. ``key`` names it for links; ``listed`` puts it in the contents and the bookmarks.

    ``rag`` shows a rating's chip beside the words. ``is_title`` says that it names a whole page, whatever its level.
    """

    level: int
    words: str
    key: str = ""
    listed: bool = True
    rag: Rag | None = None
    is_title: bool = False


class Voice(Enum):
    """How a paragraph speaks."""

    BODY = "body"
    DISPLAY = "display"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    runs: Text
    voice: Voice = Voice.BODY


def para(*parts: str | Run, voice: Voice = Voice.BODY) -> Para:
    """A paragraph from strings and runs."""
    return Para(text(*parts), voice)


class Marker(Enum):
    """What stands before the items of a list."""

    BULLET = "bullet"
    NUMBER = "number"
    LETTER = "letter"

    def label(self, index: int) -> str:
        """The marker of the item at ``index``, from 0."""
        if self is Marker.BULLET:
            return "•"
        return f"{index + 1}." if self is Marker.NUMBER else f"({chr(ord('a') + index % 26)})"


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, bulleted, numbered or lettered."""

    items: tuple[Text, ...]
    marker: Marker = Marker.BULLET


class Align(Enum):
    """How the cells of a column stand. ``DECIMAL`` is right-aligned with the decimal points under one another."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``group`` is a heading over this column and its neighbours of the same group. ``weight`` is how eagerly the
    column takes spare width; ``row_header`` makes its cells the headings of their rows; ``minimum`` is the least
    width in ems of the table's text.
    """

    header: str
    align: Align = Align.LEFT
    group: str = ""
    weight: float = 1.0
    minimum: float = 0.0
    row_header: bool = False
    spoken: str = ""


class CellState(Enum):
    """Why a cell has no figure: to come, or none expected. The two never look the same."""

    PLAIN = ""
    AWAITED = "awaited"
    NOT_EXPECTED = "not expected"


@dataclass(frozen=True, slots=True)
class Icon:
    """A mark with a letter in it: ``special`` gives its shape and its colours."""

    special: Merit
    letter: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and beneath it a smaller ``note``.

    ``spoken`` replaces a symbol's text for a screen reader. ``rag`` adds the rating: as a shape after a figure, or
    as a whole chip with its word where there is no text. ``merit`` inks an arrow by better and worse. ``span`` is
    how many columns the cell covers. ``why`` is a link to where the figure is explained, which is drawn quietly, as
    every figure of a table has one; where that place is not in the paper, there is none. ``icon`` stands before words
    that say the same, in a column that is aligned left. ``exact`` is the figure unrounded, in the unit in which the
    text prints it, for formats that hold numbers.
    """

    text: str = ""
    note: str = ""
    spoken: str = ""
    rag: Rag | None = None
    merit: Merit | None = None
    strong: bool = False
    link: str = ""
    span: int = 1
    state: CellState = CellState.PLAIN
    why: str = ""
    icon: Icon | None = None
    exact: Decimal | None = None


class RowKind(Enum):
    """What a row is for: a line of the table, a remark on the line before, the heading of lines, or their total."""

    BODY = "body"
    REMARK = "remark"
    SECTION = "section"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; the spans of its cells add up to the number of columns. ``key`` names it for links."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY
    key: str = ""


def section_row(words: str, columns: int) -> Row:
    """A row that heads those after it, across the whole table."""
    return Row((Cell(words, strong=True, span=columns),), RowKind.SECTION)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``summary`` tells a screen reader how it is laid out; ``compact`` sets it as small as is allowed."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    summary: str = ""
    compact: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row.cells) != len(self.columns):
                raise ValueError(f"a row of {self.caption or 'a table'} does not fill its {len(self.columns)} columns")

    @property
    def has_groups(self) -> bool:
        """Whether the header takes two rows."""
        return any(column.group for column in self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its alternative text.

    ``height`` is a share of the width. ``least``, where it is given, is how far the picture may shrink so that its
    section stays on its page.
    """

    graphic: Graphic
    alt: str
    caption: str = ""
    height: float = 0.38
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it."""

    term: str
    value: Text


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Short facts, term beside value: date of meeting, report author, lead officer."""

    facts: tuple[Fact, ...]


def key_facts(*pairs: tuple[str, str | Text]) -> KeyFacts:
    """Facts from pairs; those with nothing to say are left out."""
    return KeyFacts(
        tuple(Fact(term, text(value) if isinstance(value, str) else value) for term, value in pairs if value)
    )


@dataclass(frozen=True, slots=True)
class Callout:
    """Blocks that stand out from the page, such as the recommendation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side, each column with its share of the width."""

    columns: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that a page break should not part."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AtFoot:
    """Blocks set at the foot of the page, under whatever precedes them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings with their pages, down to ``depth`` levels below the document's title."""

    depth: int = 2


Block = Heading | Para | ItemList | Table | Figure | KeyFacts | Callout | Columns | Together | AtFoot | Contents


class Orientation(Enum):
    """How the page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper that begins a page. The first section is the cover and carries no page header."""

    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself, and what is printed on every page.

    ``marking`` is the protective marking, top and bottom of every page. ``created`` dates the file: the same content
    and the same moment give the same bytes.
    """

    title: str
    author: str
    subject: str = ""
    language: str = "en-GB"
    marking: str = ""
    short_title: str = ""
    footer: str = ""
    created: datetime = field(default_factory=lambda: datetime(2000, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the paper: its name, what it is in a sentence, its type (``text/csv``) and its bytes."""

    name: str
    description: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper, with the files that it carries."""

    meta: Meta
    sections: tuple[Section, ...]
    attachments: tuple[Attachment, ...] = ()
