"""Pictures on paper, with the alternative text that is read in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Graphic, Shape, emptied, enlarged, least_height
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import PICTURE_TYPE, Style

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas


_TALLER = 0.35
"""How much of its type's growth a picture takes in height, as it cannot in width."""
_SMALLEST = 0.5
_MARKS = frozenset(chip.fill for rag, chip in style.CHIPS.items() if rag is not Rag.NONE) | {
    point.fill for point in style.SPECIAL.values()
}


class FigureBox(Box):
    """A picture as wide as its column; ``share`` is its height as a share of that, ``least_share`` the least.

    It is never higher than ``most`` points, what a page holds: where that leaves its words no room, they are smaller.
    """

    before = 4.0
    after = 10.0

    def __init__(
        self, element: Element, graphic: Graphic, shares: tuple[float, float], style_: Style, most: float
    ) -> None:
        self.element = element
        self.graphic = graphic
        self._wished = style_.picture / PICTURE_TYPE
        self._filled = style_.filled
        self._most = most
        taller = 1 + (self._wished - 1) * _TALLER
        self.share, self.least_share = (share * taller for share in shares)
        self._factors: dict[float, float] = {}

    def elastic(self, width: float) -> float:
        return max(0.0, self.height(width) - max(self.least_share * width, self._needed(width)))

    def shrink(self, points: float, width: float) -> None:
        self.share -= points / width

    def height(self, width: float) -> float:
        return min(max(width * self.share, self._needed(width)), self._most)

    def _factor(self, width: float) -> float:
        """How much larger its words are than those of the normal paper: as wished, or as far as its page allows."""
        if width not in self._factors:
            factor = self._wished
            while factor > _SMALLEST and least_height(self.graphic, width / factor, label_width) * factor > self._most:
                factor *= 0.95
            self._factors[width] = factor
        return self._factors[width]

    def _needed(self, width: float) -> float:
        factor = self._factor(width)
        return least_height(self.graphic, width / factor, label_width) * factor

    def _shapes(self, width: float, height: float) -> tuple[Shape, ...]:
        factor = self._factor(width)
        drawn = self.graphic.shapes(width / factor, height / factor, label_width)
        if factor != 1:
            drawn = tuple(enlarged(drawn, factor))
        return drawn if self._filled else tuple(emptied(drawn, _MARKS, style.PAPER, style.MUTED))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        tall = self.height(width)
        bottom = top - tall
        box = f"[{x:.1f} {bottom:.1f} {x + width:.1f} {top:.1f}]"
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox{box}>>"
        with canvas.content(self.element):
            drawing.shapes(canvas, self._shapes(width, tall), x, bottom)
