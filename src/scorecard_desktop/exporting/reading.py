"""The text of a document in reading order: what every format drawn from it must say, no more and no less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting.document import (
    AtFoot,
    Block,
    Callout,
    Cell,
    CellState,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFacts,
    Para,
    Row,
    RowKind,
    Run,
    Table,
    Text,
    Together,
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One piece of text with the role that it has in the document's structure (PDF's standard names)."""

    role: str
    text: str


def run_text(run: Run) -> str:
    """What is read for a run."""
    if run.rag is not None:
        return run.rag.word
    return run.spoken or run.text


def spoken(runs: Text) -> str:
    """What is read for a line of runs."""
    return _tidy("".join(run_text(run) for run in runs))


def rag_spoken(rag: Rag) -> str:
    """What is read for the shape that follows a figure."""
    return rag.word.lower()


def cell_text(cell: Cell) -> str:
    """What is read for a cell: its figure or words, its rating, and the note beneath."""
    if cell.state is not CellState.PLAIN:
        return str(cell.state.value)
    words = cell.spoken or cell.text
    rating = "" if cell.rag is None else rag_spoken(cell.rag) if words else cell.rag.word
    return _tidy(" ".join(part for part in (words, rating, cell.note) if part))


def heading_text(heading: Heading) -> str:
    """What is read for a heading: its words and, where it has one, the rating."""
    return _tidy(f"{heading.words} {heading.rag.word if heading.rag else ''}")


def _tidy(words: str) -> str:
    return " ".join(words.split())


def reading_order(document: Document) -> tuple[Leaf, ...]:
    """Every piece of text, in the order in which it is read. The page numbers of the contents are left out."""
    return tuple(leaf for section in document.sections for leaf in _all(section.blocks, document))


def block_text(blocks: tuple[Block, ...]) -> tuple[Leaf, ...]:
    """Every piece of text in some blocks, the contents left out."""
    return tuple(_all(blocks, None))


def plain_text(document: Document) -> str:
    """The document as text, one piece on each line."""
    return "\n".join(leaf.text for leaf in reading_order(document))


def listed_headings(document: Document, depth: int) -> tuple[Heading, ...]:
    """The headings that the contents list: those below the title, ``depth`` levels deep."""
    found = (heading for section in document.sections for heading in _headings(section.blocks))
    return tuple(heading for heading in found if heading.listed and 2 <= heading.level <= depth + 1)


def heading_keys(document: Document) -> dict[int, str]:
    """A place name for each heading, its own or a number; by identity, as two headings may read alike."""
    keys: dict[int, str] = {}
    for section in document.sections:
        for heading in _headings(section.blocks):
            keys[id(heading)] = heading.key or f"heading-{len(keys) + 1}"
    return keys


def keys_of(document: Document) -> frozenset[str]:
    """The places that a link can go to: the keys of its headings and of the rows of its tables."""
    return frozenset(key for section in document.sections for key in _keys(section.blocks) if key)


def _keys(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.key
        elif isinstance(block, Table):
            yield from (row.key for row in block.rows)
        elif isinstance(block, Callout | Together | AtFoot | Columns):
            yield from _keys(_inner(block))


def _headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Callout | Together | AtFoot | Columns):
            yield from _headings(_inner(block))


def _all(blocks: tuple[Block, ...], document: Document | None) -> Iterator[Leaf]:
    for block in blocks:
        yield from _leaves(block, document)


def _leaves(block: Block, document: Document | None) -> Iterator[Leaf]:
    match block:
        case Heading():
            yield Leaf(f"H{block.level}", heading_text(block))
        case Para():
            yield Leaf("P", spoken(block.runs))
        case ItemList():
            pairs = ((block.marker.label(index), item) for index, item in enumerate(block.items))
            yield from _labelled(pairs)
        case KeyFacts():
            yield from _labelled((fact.term, fact.value) for fact in block.facts)
        case Table():
            yield from _table_leaves(block)
        case Figure():
            if block.caption:
                yield Leaf("P", _tidy(block.caption))
            yield Leaf("Figure", _tidy(block.alt))
        case Contents() if document is not None:
            yield from (Leaf("TOCI", heading.words) for heading in listed_headings(document, block.depth))
        case Callout() | Together() | AtFoot() | Columns():
            yield from _all(_inner(block), document)


def _inner(block: Callout | Together | AtFoot | Columns) -> tuple[Block, ...]:
    if isinstance(block, Columns):
        return tuple(inner for column in block.columns for inner in column)
    return block.blocks


def _labelled(pairs: Iterable[tuple[str, Text]]) -> Iterator[Leaf]:
    for label, body in pairs:
        yield Leaf("Lbl", _tidy(label))
        yield Leaf("LBody", spoken(body))


def _table_leaves(table: Table) -> Iterator[Leaf]:
    if table.caption:
        yield Leaf("Caption", _tidy(table.caption))
    if table.has_groups:
        previous = None
        for column in table.columns:
            if not column.group:
                yield Leaf("TH", _tidy(column.spoken or column.header))
            elif column.group != previous:
                yield Leaf("TH", _tidy(column.group))
            previous = column.group
    for column in table.columns:
        if column.group or not table.has_groups:
            yield Leaf("TH", _tidy(column.spoken or column.header))
    for row in table.rows:
        yield from _row_leaves(row, table)


def _row_leaves(row: Row, table: Table) -> Iterator[Leaf]:
    position = 0
    for cell in row.cells:
        header = row.kind is RowKind.SECTION or table.columns[position].row_header
        yield Leaf("TH" if header else "TD", cell_text(cell))
        position += cell.span
