"""A link on a page of a PDF, which writes itself: a paper has a link for every figure, and reportlab's are slow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from scorecard_desktop.exporting.structure import attribute_text

Rect = tuple[float, float, float, float]


class LinkAnnotation(pdfdoc.PDFObject):  # type: ignore[misc]
    """An annotation over ``boxes`` that leads to ``place``, a destination or an action, and is read as ``words``.

    ``key`` leads from it to its structure element. ``written`` keeps each place as it was written, as many links of a
    paper lead to the same one.
    """

    def __init__(
        self, boxes: Sequence[Rect], words: str, key: int, place: pdfdoc.PDFObject, written: dict[int, bytes]
    ) -> None:
        self._boxes = boxes
        self._words = words
        self._key = key
        self._place = place
        self._written = written

    def format(self, document: Any) -> bytes:
        """The dictionary as the file has it; destinations are known only once every page is done."""
        place = self._written.get(id(self._place))
        if place is None:
            name = b"/A " if isinstance(self._place, pdfdoc.PDFDictionary) else b"/Dest "
            place = self._written[id(self._place)] = name + pdfdoc.format(self._place, document)
        boxes = self._boxes
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        quads = " ".join(
            f"{x0:.2f} {y1:.2f} {x1:.2f} {y1:.2f} {x0:.2f} {y0:.2f} {x1:.2f} {y0:.2f}" for x0, y0, x1, y1 in boxes
        )
        said = (
            f"<</Type/Annot/Subtype/Link/Rect[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]/QuadPoints[{quads}]"
            f"/Border[0 0 0]/F 4/StructParent {self._key}/Contents{attribute_text(self._words)}"
        )
        return said.encode("latin-1") + place + b">>"
