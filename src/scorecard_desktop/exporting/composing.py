"""From content to boxes: each block becomes structure elements and the boxes that will draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.boxes import Box, HeadingBox, LabelledBox, Setting, TextBox
from scorecard_desktop.exporting.contents_list import ContentsBox, entry
from scorecard_desktop.exporting.document import (
    AtFoot,
    Block,
    Callout,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFacts,
    Marker,
    Orientation,
    Para,
    Run,
    Section,
    Table,
    Together,
    Voice,
    text,
)
from scorecard_desktop.exporting.figures import FigureBox
from scorecard_desktop.exporting.flow import ColumnsBox, FlowBox, FootBox, Frame
from scorecard_desktop.exporting.fonts import Face
from scorecard_desktop.exporting.reading import heading_keys, listed_headings
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import Style, inner_height, inner_width
from scorecard_desktop.exporting.table_blocks import parted
from scorecard_desktop.exporting.table_content import TableContent
from scorecard_desktop.exporting.tables import table_boxes

_BETWEEN_COLUMNS = 18.0
_OVER_PICTURE = 4.0
"""The ems of body text that a page keeps over a picture, for its caption."""
_TERMS_SHARE = 0.45
_ROWS_WORTH_TURNING = 10
"""So many rows less to be drawn again are worth pages that lie across."""
_NUMBERING = {Marker.BULLET: "Disc", Marker.NUMBER: "Decimal", Marker.LETTER: "LowerAlpha"}


class Composer:
    """Builds the boxes of one document in one style.

    ``pages`` is filled by whoever lays the boxes out: the page of each heading's key, for the contents.
    """

    def __init__(self, document: Document, style_: Style) -> None:
        self._document = document
        self._style = style_
        self.pages: dict[str, int] = {}
        self._keys = heading_keys(document)
        self._width = self._most = 0.0
        self._measured: dict[int, TableContent] = {}

    def section(self, section: Section, structure: Element) -> list[Box]:
        """The boxes of a section, its elements under a Sect of their own."""
        way = self.orientation(section)
        self._width = inner_width(way, self._style)
        self._most = inner_height(way, self._style) - _OVER_PICTURE * self._style.body
        return self._blocks(section.blocks, structure.add("Sect"))

    def orientation(self, section: Section) -> Orientation:
        """How the pages of a section lie: across where that parts its tables much less.

        A paper that sets nothing side by side lies across for nothing else.
        """
        if section.orientation is Orientation.LANDSCAPE and not self._style.one_column:
            return Orientation.LANDSCAPE
        repeated = {Orientation.PORTRAIT: 0, Orientation.LANDSCAPE: 0}
        for table in _wide_tables(section.blocks):
            for way in repeated:
                blocks = parted(self._content(table), self._style, inner_width(way, self._style))
                repeated[way] += (len(blocks) - 1) * len(table.rows)
        turned = repeated[Orientation.PORTRAIT] - repeated[Orientation.LANDSCAPE] > _ROWS_WORTH_TURNING
        return Orientation.LANDSCAPE if turned else Orientation.PORTRAIT

    def _blocks(self, blocks: Sequence[Block], parent: Element) -> list[Box]:
        return [box for block in blocks for box in self._block(block, parent)]

    def _block(self, block: Block, parent: Element) -> list[Box]:
        match block:
            case Heading():
                return [self._heading(block, parent)]
            case Para():
                return [TextBox(parent.add("P"), block.runs, self._voice(block.voice))]
            case ItemList():
                return self._list(block, parent)
            case KeyFacts():
                return self._facts(block, parent)
            case Table():
                return list(table_boxes(parent, self._content(block), self._style, self._width))
            case Figure():
                return self._figure(block, parent)
            case Callout():
                return [self._callout(block, parent)]
            case Columns():
                return self._columns(block, parent)
            case Together():
                return [FlowBox(self._blocks(block.blocks, parent), Frame())]
            case AtFoot():
                return [FootBox(self._blocks(block.blocks, parent), Frame(top=7, rule=style.HAIRLINE))]
            case Contents():
                return self._contents(block, parent)

    def _content(self, table: Table) -> TableContent:
        """A table measured, once for all that is asked of it."""
        if id(table) not in self._measured:
            self._measured[id(table)] = TableContent(table, self._style)
        return self._measured[id(table)]

    def _callout(self, block: Callout, parent: Element) -> Box:
        fill = style.SURFACE if self._style.filled else ""
        frame = Frame(left=14, right=12, top=9, bottom=10, fill=fill, bar=style.ACCENT)
        self._width -= frame.left + frame.right
        inner = self._blocks(block.blocks, parent.add("Div"))
        self._width += frame.left + frame.right
        return FlowBox(inner, frame, before=10, after=12)

    def _columns(self, block: Columns, parent: Element) -> list[Box]:
        if self._style.one_column:
            return [box for column in block.columns for box in self._blocks(column, parent)]
        shares = block.shares or (1.0,) * len(block.columns)
        whole = self._width
        free = whole - _BETWEEN_COLUMNS * (len(shares) - 1)
        columns = []
        for column, share in zip(block.columns, shares, strict=True):
            self._width = free * share / sum(shares)
            columns.append(self._blocks(column, parent))
        self._width = whole
        return [ColumnsBox(columns, shares, _BETWEEN_COLUMNS, (10, 10))]

    def _heading(self, block: Heading, parent: Element) -> Box:
        size = self._style.title if block.is_title else self._style.heading(block.level)
        before = (0.0, 24.0, 18.0, 12.0, 8.0, 8.0)[block.level - 1] * self._style.scale
        after = (10.0, 8.0, 5.0, 3.0, 2.0, 2.0)[block.level - 1] * self._style.scale
        filled = self._style.filled
        setting = Setting(size, size * 1.22, Face.SEMIBOLD, style.ACCENT, before, after, keeps=True, filled=filled)
        runs = (
            text(block.words)
            if block.rag is None
            else text(f"{block.words.rstrip()}\u00a0\u00a0", Run("", strong=True, rag=block.rag))
        )
        bookmark = (block.words, max(block.level - 2, 0)) if block.listed else None
        return HeadingBox(parent.add(f"H{block.level}"), runs, setting, self._keys[id(block)], bookmark)

    def _voice(self, voice: Voice) -> Setting:
        s = self._style
        match voice:
            case Voice.BODY:
                return Setting(s.body, s.body * s.leading, after=6.0 * s.scale)
            case Voice.DISPLAY:
                return Setting(s.display, s.display * s.tight, Face.SEMIBOLD, style.TEXT, after=26.0)
            case Voice.LEAD:
                return Setting(s.lead, s.lead * s.leading, after=8.0 * s.scale)
            case Voice.NOTE:
                return Setting(s.note, s.note * s.leading, colour=style.MUTED, after=5.0 * s.scale)

    def _list(self, block: ItemList, parent: Element) -> list[Box]:
        body = self._voice(Voice.BODY)
        element = parent.add("L", attributes=f"<</O/List/ListNumbering/{_NUMBERING[block.marker]}>>")
        indent = (13.0 if block.marker is Marker.BULLET else 20.0) * self._style.scale
        boxes: list[Box] = []
        for index, item in enumerate(block.items):
            entry = element.add("LI")
            label = TextBox(entry.add("Lbl"), text(block.marker.label(index)), body)
            last = index == len(block.items) - 1
            content = TextBox(entry.add("LBody"), item, body)
            boxes.append(LabelledBox(label, content, indent, 0.0, body.after if last else 2.5 * self._style.scale))
        return boxes

    def _facts(self, block: KeyFacts, parent: Element) -> list[Box]:
        body = self._voice(Voice.BODY)
        term = Setting(body.size, body.leading, Face.SEMIBOLD, style.MUTED)
        element = parent.add("L", attributes="<</O/List/ListNumbering/None>>")
        boxes: list[Box] = []
        labels: list[tuple[TextBox, TextBox]] = []
        for fact in block.facts:
            entry = element.add("LI")
            label = TextBox(entry.add("Lbl"), text(fact.term), term)
            labels.append((label, TextBox(entry.add("LBody"), fact.value, body)))
        widest = max((label.natural_width() for label, _ in labels), default=0.0)
        indent = min(widest + 14 * self._style.scale, 150.0 * self._style.scale, self._width * _TERMS_SHARE)
        for index, (label, content) in enumerate(labels):
            boxes.append(LabelledBox(label, content, indent, 0.0, 10.0 if index == len(labels) - 1 else 3.0))
        return boxes

    def _figure(self, block: Figure, parent: Element) -> list[Box]:
        boxes: list[Box] = []
        if block.caption:
            size = self._style.table + 1
            caption = Setting(size, size * 1.3, Face.SEMIBOLD, style.ACCENT, 6.0, 2.0, keeps=True)
            boxes.append(TextBox(parent.add("P"), text(block.caption), caption))
        element = parent.add("Figure", alt=block.alt)
        least = block.height if block.least is None else block.least
        boxes.append(FigureBox(element, block.graphic, (block.height, least), self._style, self._most))
        return boxes

    def _contents(self, block: Contents, parent: Element) -> list[Box]:
        listed = listed_headings(self._document, block.depth)
        if not listed:
            return []
        element = parent.add("TOC")
        entries = [entry(element, heading.words, self._keys[id(heading)], heading.level - 2) for heading in listed]
        return [ContentsBox(entries, self._style, self.pages)]


def _wide_tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """The tables of some blocks that have the width of the page."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Together | AtFoot):
            yield from _wide_tables(block.blocks)
