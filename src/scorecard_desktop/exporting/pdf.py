"""Writing a document as a tagged PDF (PDF/UA-1), whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.domain.uncollected import uncollected
from scorecard_desktop.exporting.composing import Composer
from scorecard_desktop.exporting.document import Document
from scorecard_desktop.exporting.furniture import Furniture
from scorecard_desktop.exporting.pages import Page, draw_page, heading_pages, lay_out
from scorecard_desktop.exporting.style import STANDARD, Style
from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas
from scorecard_desktop.exporting.writing import write_whole

Progress = Callable[[int, int], None]
"""Called after each page with how many are drawn, and of how many."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file's bytes, how many pages it has, and the page (from 1) on which each section opens."""

    data: bytes
    pages: int
    opens: tuple[int, ...]


def write_pdf(
    document: Document,
    path: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    style: Style = STANDARD,
) -> int:
    """Write ``document`` to ``path`` in a style and say how many pages it has.

    Raises ``Cancelled`` where ``cancelled`` answers yes before the file is in place, and ``Refusal`` where the
    file cannot be written; either way what stood at ``path`` before stands there still.
    """
    data, pages = pdf_bytes(document, style, progress, cancelled)
    write_whole(path, data)
    return pages


def pdf_bytes(
    document: Document,
    style: Style,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[bytes, int]:
    """The file's bytes and its number of pages. The same document gives the same bytes."""
    made = draw_pdf(document, style, progress, cancelled)
    return made.data, made.pages


def draw_pdf(
    document: Document,
    style: Style,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Drawing:
    """The document drawn. Raises ``Cancelled`` where ``cancelled`` answers yes before it is done."""

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with uncollected():  # a paper grows as one tree
        return _drawn(document, style, progress, check)


def _drawn(document: Document, style: Style, progress: Progress | None, check: Callable[[], None]) -> Drawing:
    style = Furniture.of(document.meta, style).fitted(style)
    canvas = TaggedCanvas(document.meta)
    composer = Composer(document, style)
    pages: list[Page] = []
    opens: list[int] = []
    for index, section in enumerate(document.sections):
        opens.append(len(pages) + 1)
        boxes = composer.section(section, canvas.structure)
        way = composer.orientation(section)
        pages += lay_out(boxes, way, style, is_cover=index == 0, check=check)
    composer.pages.update(heading_pages(pages))
    for number, page in enumerate(pages, 1):
        check()
        draw_page(canvas, page, number, len(pages), document.meta, style)
        if progress is not None:
            progress(number, len(pages))
    check()
    return Drawing(canvas.finish(document.attachments), len(pages), tuple(opens))
