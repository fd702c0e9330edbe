"""Pictures on paper, with the alternative text that is read in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecard_desktop.exporting import drawing
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Graphic
from scorecard_desktop.exporting.structure import Element

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas


class FigureBox(Box):
    """A picture as wide as its column; ``share`` is its height as a share of that, ``least`` the least it may be."""

    before = 4.0
    after = 10.0

    def __init__(self, element: Element, graphic: Graphic, share: float, least: float) -> None:
        self.element = element
        self.graphic = graphic
        self.share = share
        self.least_share = least

    def elastic(self, width: float) -> float:
        return (self.share - self.least_share) * width

    def shrink(self, points: float, width: float) -> None:
        self.share -= points / width

    def height(self, width: float) -> float:
        return width * self.share

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        tall = self.height(width)
        bottom = top - tall
        box = f"[{x:.1f} {bottom:.1f} {x + width:.1f} {top:.1f}]"
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox{box}>>"
        with canvas.content(self.element):
            drawing.shapes(canvas, self.graphic.shapes(width, tall, label_width), x, bottom)
