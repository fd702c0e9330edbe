"""What stands at the edges of every page: the marking at top and bottom, the paper's name, its meeting, the number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.document import Meta, Orientation
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.style import Style, inner_width
from scorecard_desktop.exporting.typesetting import plain_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_EDGE_TOP, _EDGE_FOOT = 17.0, 24.0
_UNDER_RULE, _OVER_FOOT = 18.0, 16.0
_LEADING = 1.25
_LONGEST_NUMBER = "Page 999 of 999"


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words at the edges as lines that fit an upright page, in one size, with the page's margin."""

    marking: tuple[str, ...]
    header: tuple[str, ...]
    footer: tuple[str, ...]
    size: float
    margin: float

    @classmethod
    def of(cls, meta: Meta, style_: Style) -> Furniture:
        """What ``meta`` has printed on every page, in a style."""
        size, room = style_.furniture, inner_width(Orientation.PORTRAIT, style_)

        def lines(words: str, face: Face) -> tuple[str, ...]:
            return tuple(line for line, _ in plain_lines(clean(words), face, size, room)) if words else ()

        header = lines(meta.short_title or meta.title, Face.REGULAR)
        return cls(lines(meta.marking, Face.BOLD), header, lines(meta.footer, Face.REGULAR), size, style_.margin)

    @property
    def is_foot_alone(self) -> bool:
        """Whether the meeting stands over the page's number, having no room beside it."""
        widest = max((width(line, Face.REGULAR, self.size) for line in self.footer), default=0.0)
        room = style.A4[0] - 2 * self.margin - width(_LONGEST_NUMBER, Face.REGULAR, self.size) - self.size
        return widest > room

    @property
    def rule(self) -> float:
        """How far the rule under the header is from the page's upper edge."""
        return self._header_line(len(self.header) - 1) + 0.7 * self.size

    def _marking_line(self, index: int) -> float:
        return _EDGE_TOP + (1.3 + _LEADING * index) * self.size

    def _header_line(self, index: int) -> float:
        return self._marking_line(max(len(self.marking) - 1, 0)) + (2.1 + _LEADING * index) * self.size

    def tops(self) -> tuple[list[float], list[float]]:
        """The baselines of marking and header, from the page's upper edge down."""
        marking = [self._marking_line(index) for index in range(len(self.marking))]
        return marking, [self._header_line(index) for index in range(len(self.header))]

    def feet(self) -> tuple[list[float], list[float], float]:
        """The baselines of marking, meeting and page number, from the page's lower edge up."""
        under = max(len(self.marking) - 1, 0)
        marking = [_EDGE_FOOT + (under - index) * _LEADING * self.size for index in range(len(self.marking))]
        number = _EDGE_FOOT + (under * _LEADING + 1.65) * self.size
        first = number + (_LEADING * self.size if self.is_foot_alone else 0.0)
        rows = len(self.footer)
        return marking, [first + (rows - 1 - index) * _LEADING * self.size for index in range(rows)], number

    def fitted(self, style_: Style) -> Style:
        """The style with as much room at top and bottom as these words take."""
        _, footer, number = self.feet()
        top = self.rule + _UNDER_RULE
        bottom = max([number, *footer]) + self.size + _OVER_FOOT
        return replace(style_, top=max(style_.top, top), bottom=max(style_.bottom, bottom))


def draw_furniture(
    canvas: TaggedCanvas, page: tuple[float, float], numbering: str, words: Furniture, *, is_cover: bool
) -> None:
    """Draw the edges of a page; a cover has no header and no meeting."""
    wide, tall = page
    left, right, size = words.margin, wide - words.margin, words.size
    tops, feet = words.tops(), words.feet()

    def centred(lines: tuple[str, ...], baselines: list[float]) -> None:
        for line, y in zip(lines, baselines, strict=True):
            middle = (wide - width(line, Face.BOLD, size)) / 2
            drawing.text(canvas, (middle, y), line, Face.BOLD, size, style.TEXT)

    with canvas.artifact("Pagination", "Header"):
        centred(words.marking, [tall - y for y in tops[0]])
        if not is_cover:
            for line, y in zip(words.header, tops[1], strict=True):
                drawing.text(canvas, (left, tall - y), line, Face.REGULAR, size, style.MUTED)
            drawing.rule(canvas, left, right, tall - words.rule, style.HAIRLINE, 0.6)
    with canvas.artifact("Pagination", "Footer"):
        centred(words.marking, feet[0])
        if not is_cover:
            for line, y in zip(words.footer, feet[1], strict=True):
                drawing.text(canvas, (left, y), line, Face.REGULAR, size, style.MUTED)
        at = (right - width(numbering, Face.REGULAR, size), feet[2])
        drawing.text(canvas, at, numbering, Face.REGULAR, size, style.MUTED)
