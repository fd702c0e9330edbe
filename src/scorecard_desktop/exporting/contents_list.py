"""The contents: a line for each heading, which is a link to it, with its page at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.typesetting import plain_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_NUMBER_EMS = 2.9
_STEP = 14.0
_FEWEST = 6
_LEADING = (1.2, 1.36)
_OVER_PART = (3.0, 7.0)
_OVER_LINE = (0.5, 1.5)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of the contents, with the element of its line. ``level`` is 0 for a part of the paper."""

    element: Element
    words: str
    key: str
    level: int

    @property
    def indent(self) -> float:
        """How far in its line stands."""
        return _STEP * self.level

    @property
    def face(self) -> Face:
        """The typeface of its line."""
        return Face.SEMIBOLD if self.level == 0 else Face.REGULAR

    def lines(self, room: float, size: float) -> tuple[tuple[str, bool], ...]:
        """Its words as lines."""
        return plain_lines(clean(self.words), self.face, size, room - self.indent - _NUMBER_EMS * size)


def entry(parent: Element, words: str, key: str, level: int) -> Entry:
    """An entry with its elements under ``parent``."""
    return Entry(parent.add("TOCI").add("Reference").add("Link"), words, key, level)


class ContentsBox(Box):
    """The entries, one under another.

    They close up as far as they may to stay on one page; where they do not, no few of them are left for the next.
    Pages are looked up in ``pages`` when they are drawn, once everything is laid out.
    """

    def __init__(self, entries: Sequence[Entry], style_: Style, pages: dict[str, int]) -> None:
        self.entries = tuple(entries)
        self._style = style_
        self._size = style_.body
        self._pages = pages
        self._ease = 1.0
        self.after = 12.0

    def _between(self, ends: tuple[float, float]) -> float:
        tight, easy = ends
        return tight + (easy - tight) * self._ease

    def _over(self, index: int) -> float:
        if index == 0:
            return 0.0
        return self._between(_OVER_PART if self.entries[index].level == 0 else _OVER_LINE)

    def _entry_height(self, index: int, width: float) -> float:
        lines = len(self.entries[index].lines(width, self._size))
        return self._over(index) + lines * self._size * self._between(_LEADING)

    def height(self, width: float) -> float:
        return sum(self._entry_height(index, width) for index in range(len(self.entries)))

    def least(self, width: float) -> float:
        return sum(self._entry_height(index, width) for index in range(min(_FEWEST, len(self.entries))))

    def elastic(self, width: float) -> float:
        loose = self.height(width)
        kept, self._ease = self._ease, 0.0
        tight = self.height(width)
        self._ease = kept
        return loose - tight

    def shrink(self, points: float, width: float) -> None:
        self._ease *= 1 - points / self.elastic(width)

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        count = 0
        while count < len(self.entries):
            room -= self._entry_height(count, width)
            if room < -0.01:
                break
            count += 1
        count = self._good_break(count)
        if not 0 < count < len(self.entries):
            return None
        del must
        return self._part(self.entries[:count]), self._part(self.entries[count:])

    def _good_break(self, count: int) -> int:
        """The nearest break at or before ``count`` that leaves enough for the next page, before a part if it can."""
        count = min(count, len(self.entries) - _FEWEST)
        parts = [index for index in range(max(count - _FEWEST, 1), count + 1) if self.entries[index].level == 0]
        return parts[-1] if parts else count

    def _part(self, entries: tuple[Entry, ...]) -> ContentsBox:
        part = ContentsBox(entries, self._style, self._pages)
        part._ease = self._ease
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        for index, one in enumerate(self.entries):
            self._draw_entry(canvas, one, (x, x + width), top - self._over(index))
            top -= self._entry_height(index, width)

    def _draw_entry(self, canvas: TaggedCanvas, one: Entry, edges: tuple[float, float], top: float) -> None:
        left, right = edges[0] + one.indent, edges[1]
        leading = self._size * self._between(_LEADING)
        lines = one.lines(edges[1] - edges[0], self._size)
        baseline = top - leading * 0.78
        number = str(self._pages[one.key])
        for index, (words, joins) in enumerate(lines):
            last = index == len(lines) - 1
            if last:
                start = left + width(words, one.face, self._size) + 5
                self._dots(canvas, start, right - _NUMBER_EMS * self._size + 8, baseline)
            with canvas.content(one.element):
                shown = words if joins else words + " "
                drawing.text(canvas, (left, baseline), shown, one.face, self._size, style.TEXT)
                if last:
                    at = (right - width(number, one.face, self._size), baseline)
                    drawing.text(canvas, at, number, one.face, self._size, style.TEXT)
            baseline -= leading
        box = (left, top - leading * len(lines), right, top)
        canvas.link(one.element, f"#{one.key}", f"Go to {one.words}, page {number}", [box])

    def _dots(self, canvas: TaggedCanvas, left: float, right: float, y: float) -> None:
        if right > left:
            with canvas.artifact("Layout"):
                drawing.leader(canvas, left, right, y + 1, style.HAIRLINE)
