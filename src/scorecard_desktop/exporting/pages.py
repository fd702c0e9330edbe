"""Laying boxes out on pages, and drawing the pages with their furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box, HeadingBox
from scorecard_desktop.exporting.document import Meta, Orientation
from scorecard_desktop.exporting.flow import ColumnsBox, FlowBox, fill, flow_height
from scorecard_desktop.exporting.furniture import Furniture, draw_furniture
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_COVER_BAND = 5.0
_COVER_DROP = 54.0
_OVER_FOOT = 12.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its boxes. ``is_cover`` leaves out the page header."""

    orientation: Orientation
    boxes: tuple[Box, ...]
    foot: tuple[Box, ...]
    is_cover: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        wide, tall = style.A4
        return (wide, tall) if self.orientation is Orientation.PORTRAIT else (tall, wide)


def frame(page_size: tuple[float, float], style_: Style) -> tuple[float, float]:
    """The width and height that a page leaves to its content."""
    return page_size[0] - 2 * style_.margin, page_size[1] - style_.top - style_.bottom


def lay_out(
    boxes: Sequence[Box], orientation: Orientation, style_: Style, *, is_cover: bool, check: Callable[[], None]
) -> list[Page]:
    """One section's boxes on as many pages as they take. ``check`` is called for each page and may raise."""
    wide, tall = frame(Page(orientation, (), (), is_cover=False).size, style_)
    foot = tuple(box for box in boxes if box.at_foot)
    rest = [box for box in boxes if not box.at_foot]
    reserved = sum(box.height(wide) + _OVER_FOOT for box in foot)
    _shrink(rest, wide, tall - reserved - (_COVER_DROP if is_cover else 0.0))
    pages: list[Page] = []
    while True:
        check()
        cover = is_cover and not pages
        room = tall - (_COVER_DROP if cover else 0.0)
        here, left = fill(rest, wide, room - reserved, must=True)
        if not left:
            pages.append(Page(orientation, tuple(here), foot, is_cover=cover))
            return pages
        fuller, after = fill(rest, wide, room, must=True)
        if after:
            here, left = fuller, after
        pages.append(Page(orientation, tuple(here), (), is_cover=cover))
        rest = left


def _shrink(boxes: Sequence[Box], width_: float, room: float) -> None:
    """Make what is elastic so small that the section stays on one page; where that cannot be, nothing gives way."""
    gives = {index: give for index, box in enumerate(boxes) if (give := box.elastic(width_)) > 0}
    over = flow_height(boxes, width_) - room if gives else 0.0
    total = sum(gives.values())
    if 0 < over <= total:
        for index, give in gives.items():
            boxes[index].shrink(over * give / total, width_)


def heading_pages(pages: Sequence[Page]) -> dict[str, int]:
    """The page, from 1, on which each heading stands."""
    found: dict[str, int] = {}

    def walk(boxes: Sequence[Box], number: int) -> None:
        for box in boxes:
            if isinstance(box, HeadingBox):
                found[box.key] = number
            elif isinstance(box, FlowBox):
                walk(box.boxes, number)
            elif isinstance(box, ColumnsBox):
                for column in box.columns:
                    walk(column, number)

    for number, page in enumerate(pages, 1):
        walk((*page.boxes, *page.foot), number)
    return found


def draw_page(canvas: TaggedCanvas, page: Page, number: int, total: int, meta: Meta, style_: Style) -> None:
    """Draw a page: its content, and around it header, marking and page number."""
    canvas.setPageSize(page.size)
    tall = page.size[1]
    inner, _ = frame(page.size, style_)
    top = tall - style_.top
    if page.is_cover:
        top -= _cover_band(canvas, page.size, style_)
    for index, box in enumerate(page.boxes):
        if index:
            top -= max(page.boxes[index - 1].after, box.before)
        box.draw(canvas, style_.margin, top, inner)
        top -= box.height(inner)
    y = style_.bottom + flow_height(page.foot, inner)
    for box in page.foot:
        box.draw(canvas, style_.margin, y, inner)
        y -= box.height(inner) + 6
    draw_furniture(canvas, page.size, f"Page {number} of {total}", Furniture.of(meta, style_), is_cover=page.is_cover)
    canvas.showPage()


def _cover_band(canvas: TaggedCanvas, size: tuple[float, float], style_: Style) -> float:
    """A band of colour over the title; says how far the content drops below it."""
    left, right, top = style_.margin, size[0] - style_.margin, size[1] - style_.top
    with canvas.artifact("Layout"):
        drawing.panel(canvas, (left, top - _COVER_BAND, right, top), 0, style.ACCENT)
    return _COVER_DROP
