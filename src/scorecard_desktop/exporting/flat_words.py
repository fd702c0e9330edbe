"""The words of a paper outside its tables as a list in their order, each with the part and heading it stands under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting.document import (
    AtFoot,
    Block,
    Callout,
    Columns,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFacts,
    Marker,
    Para,
    Together,
)
from scorecard_desktop.exporting.reading import heading_text, spoken


@dataclass(frozen=True, slots=True)
class Said:
    """Some words: the part of the paper, the heading within it, what kind of words they are, and the words."""

    part: str
    under: str
    kind: str
    words: str


def words_of(document: Document) -> list[Said]:
    """Everything that the paper says outside its tables; the cover is the first part."""
    walk = _Walk(document.meta.title)
    return [one for section in document.sections for one in walk.blocks(section.blocks)]


def cover_words(document: Document) -> list[str]:
    """What the first page of the paper says, line by line."""
    walk = _Walk(document.meta.title)
    return [one.words for section in document.sections[:1] for one in walk.blocks(section.blocks)]


class _Walk:
    """Goes through a paper, remembering which headings it stands under."""

    def __init__(self, title: str) -> None:
        self._part = title
        self._under: list[tuple[int, str]] = []

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Said]:
        for block in blocks:
            yield from self._block(block)

    def _say(self, kind: str, words: str) -> Said:
        return Said(self._part, self._under[-1][1] if self._under else "", kind, words)

    def _block(self, block: Block) -> Iterator[Said]:
        match block:
            case Heading():
                self._go_under(block)
                yield self._say("Heading", heading_text(block))
            case Para():
                yield self._say("Paragraph", spoken(block.runs))
            case ItemList():
                for index, item in enumerate(block.items):
                    label = "" if block.marker is Marker.BULLET else f"{block.marker.label(index)} "
                    yield self._say("Item of a list", f"{label}{spoken(item)}")
            case KeyFacts():
                for fact in block.facts:
                    yield self._say("Fact", f"{fact.term}: {spoken(fact.value)}")
            case Figure():
                if block.caption:
                    yield self._say("Caption of a picture", block.caption)
                yield self._say("What a picture shows", block.alt)
            case Callout() | Together() | AtFoot():
                yield from self.blocks(block.blocks)
            case Columns():
                for column in block.columns:
                    yield from self.blocks(column)

    def _go_under(self, heading: Heading) -> None:
        words = heading_text(heading)
        while self._under and self._under[-1][0] >= heading.level:
            self._under.pop()
        if heading.level <= 2:
            self._part = words
        else:
            self._under.append((heading.level, words))
