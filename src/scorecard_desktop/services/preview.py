"""The pages of a pack to look at before it is exported: drawn into memory, and each shown as a picture."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

import pypdfium2

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.services.pack_forms import style_of, variant_named
from scorecard_desktop.services.packer import PackRequest, composed
from scorecard_desktop.services.progress import Cancelled, Progress

_one_at_a_time = Lock()  # PDFium may be called from one thread at a time


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels: four bytes each (red, green, blue, 255), rows from the top without gaps between them."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: how wide and high it is, in points, and which of its headings stand among the bookmarks."""

    width: float
    height: float
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A pack that was drawn and not written.

    ``items`` are the first and last page (from 1) of each item of its template, None where an item has nothing to show.
    ``leaves`` are its pages in order.
    """

    data: bytes
    leaves: tuple[Leaf, ...]
    items: tuple[tuple[int, int] | None, ...]

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.leaves)


def draw_preview(
    snapshot: Book,
    request: PackRequest,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """Draw the pack into memory, from a book that nobody changes meanwhile.

    It is set as the request's variant says, and is the version for the public where the request asks for that.

    Raises Refusal as ``make_pack`` does where there is no pack to draw, and Cancelled where ``cancelled`` answers yes.
    """
    from scorecard_desktop.exporting.pdf import draw_pdf

    def drawn(page: int, of: int) -> None:
        if progress is not None:
            progress(page, of, f"Drawing page {page} of {of}")

    made = composed(snapshot, request, datetime.now().astimezone(), progress=progress, cancelled=cancelled)
    drawing = draw_pdf(made.document, style_of(variant_named(request.variant)), drawn, cancelled)
    ends = (*(page - 1 for page in drawing.opens[1:]), drawing.pages)  # every section begins on a page of its own
    pages = tuple(found and (drawing.opens[found[0]], ends[found[1] - 1]) for found in made.items)
    return Preview(drawing.data, _leaves(drawing.data), pages)


def picture_of(preview: Preview, page: int, scale: float) -> PagePicture:
    """A page (from 1) as a picture with ``scale`` pixels to a point, a seventy-second of an inch."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(preview.data)
        try:
            sheet = document[page - 1]
            bitmap = sheet.render(scale=scale, prefer_bgrx=True, rev_byteorder=True)
            try:
                wide, rows = bitmap.width * 4, memoryview(bitmap.buffer)
                if bitmap.stride == wide:
                    pixels = bytes(rows)
                else:
                    pixels = b"".join(
                        bytes(rows[at * bitmap.stride : at * bitmap.stride + wide]) for at in range(bitmap.height)
                    )
                return PagePicture(bitmap.width, bitmap.height, pixels)
            finally:
                bitmap.close()
                sheet.close()
        finally:
            document.close()


def _leaves(data: bytes) -> tuple[Leaf, ...]:
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            sizes = [document.get_page_size(at) for at in range(len(document))]
            headings: list[list[str]] = [[] for _ in sizes]
            for bookmark in document.get_toc():
                place = bookmark.get_dest()
                at = place.get_index() if place is not None else None
                if at is not None:
                    headings[at].append(str(bookmark.get_title()))
        finally:
            document.close()
    found = zip(sizes, headings, strict=True)
    return tuple(Leaf(float(wide), float(tall), tuple(words)) for (wide, tall), words in found)
