"""The lines of the contents: each a link to its heading, with the page at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.typesetting import plain_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_NUMBER_WIDTH = 30.0


class ContentsLine(Box):
    """One heading of the contents. Its page is looked up when it is drawn, once all pages are laid out."""

    def __init__(self, parent: Element, words: str, key: str, level: int, style_: Style, pages: dict[str, int]) -> None:
        self.element = parent.add("TOCI").add("Reference").add("Link")
        self.words = words
        self.key = key
        self.level = level
        self.size = style_.body
        self.pages = pages
        self.before = 7.0 if level == 0 else 1.5
        self.after = 1.5
        self.keeps = False

    def _lines(self, room: float) -> tuple[tuple[str, bool], ...]:
        face = Face.SEMIBOLD if self.level == 0 else Face.REGULAR
        return plain_lines(clean(self.words), face, self.size, room - self._indent - _NUMBER_WIDTH)

    @property
    def _indent(self) -> float:
        return 14.0 * self.level

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self.size * 1.36

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        lines = self._lines(width)
        leading = self.size * 1.36
        face = Face.SEMIBOLD if self.level == 0 else Face.REGULAR
        baseline = top - leading * 0.78
        number = str(self.pages[self.key])
        for index, (words, joins) in enumerate(lines):
            last = index == len(lines) - 1
            left = x + self._indent
            if last:
                self._dots(canvas, left + _width(words, face, self.size) + 5, x + width - _NUMBER_WIDTH + 8, baseline)
            with canvas.content(self.element):
                shown = words if joins else words + " "
                drawing.text(canvas, (left, baseline), shown, face, self.size, style.TEXT)
                if last:
                    at = (x + width - _width(number, face, self.size), baseline)
                    drawing.text(canvas, at, number, face, self.size, style.TEXT)
            baseline -= leading
        box = (x + self._indent, top - self.height(width), x + width, top)
        canvas.link(self.element, f"#{self.key}", f"Go to {self.words}, page {number}", [box])

    def _dots(self, canvas: TaggedCanvas, left: float, right: float, y: float) -> None:
        if right > left:
            with canvas.artifact("Layout"):
                drawing.leader(canvas, left, right, y + 1, style.HAIRLINE)


def _width(words: str, face: Face, size: float) -> float:
    return width(words, face, size)
