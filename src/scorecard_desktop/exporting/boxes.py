"""Boxes: pieces of a page that know their height at a width, can be split at a page's end, and draw themselves.

Each box is built with the structure elements that its parts belong to, so that a box split over two pages stays one
element, and the structure keeps the order of the content whatever the order of drawing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.document import Run, Text
from scorecard_desktop.exporting.fonts import Face
from scorecard_desktop.exporting.fonts import width as text_width
from scorecard_desktop.exporting.link_annotation import Rect
from scorecard_desktop.exporting.reading import run_text
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.tagged_pdf import Pen, TaggedCanvas
from scorecard_desktop.exporting.typesetting import (
    CHIP_GAP,
    CHIP_MARK,
    CHIP_PAD,
    FILLED,
    Item,
    Line,
    chip_width,
    run_face,
    set_lines,
)

_WIDOWS = 2


class Box(ABC):
    """A piece of a page. ``before`` and ``after`` are the spaces that it asks for; neighbours share the larger.

    ``keeps`` holds the box to the one after it, as a heading to its text. ``at_foot`` sets it at the page's foot.
    """

    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    at_foot: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """The height at a width, without the spaces around."""

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""

    def least(self, width: float) -> float:
        """The height of the smallest part that may stand before a page's end."""
        return self.height(width)

    def elastic(self, width: float) -> float:
        """How much of its height the box can give up, so that its section stays on one page."""
        del width
        return 0.0

    def shrink(self, points: float, width: float) -> None:
        """Give up ``points`` of height, at most what is ``elastic``."""
        del points, width

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        """Two boxes of which the first fits ``room``, or None where it should move on whole.

        ``must`` is said at the top of a page: what does not fit there fits nowhere, and has to be cut.
        """
        del width, room, must
        return None


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: size and leading in points, face, colour, and the spaces around.

    ``filled`` says whether a chip has its colour behind it.
    """

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: str = style.TEXT
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    filled: bool = True

    @property
    def ascent(self) -> float:
        """From the top of the first line to its baseline."""
        return (self.leading - self.size) / 2 + self.size * 0.80


class TextBox(Box):
    """Runs of text as one structure element, with links and spoken symbols as elements within it."""

    def __init__(self, element: Element, runs: Text, setting: Setting) -> None:
        self.element = element
        self.runs = runs
        self.setting = setting
        self.before, self.after, self.keeps = setting.before, setting.after, setting.keeps
        self._inline: dict[int, Element] = {}
        self._lines: tuple[Line, ...] | None = None
        self._at: float | None = None
        self._is_last = True

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at a width."""
        if self._lines is None or (self._at is not None and self._at != width):
            self._lines = set_lines(self.runs, self.setting.face, self.setting.size, width)
            self._at = width
        return self._lines

    def natural_width(self) -> float:
        """The width that all of the text takes on one line."""
        return max(line.width for line in set_lines(self.runs, self.setting.face, self.setting.size, 1e9))

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.setting.leading

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        return self.setting.leading * (count if count <= _WIDOWS + 1 else _WIDOWS)

    def split(self, width: float, room: float, *, must: bool) -> tuple[TextBox, TextBox] | None:
        lines = self.lines(width)
        fits = min(int((room + 0.01) / self.setting.leading), len(lines) - _WIDOWS)
        if must:
            fits = max(fits, 1)
        if fits < (1 if must else _WIDOWS) or fits >= len(lines):
            return None
        return self._part(lines[:fits], is_last=False), self._part(lines[fits:], is_last=self._is_last)

    def _part(self, lines: tuple[Line, ...], *, is_last: bool) -> TextBox:
        part = TextBox(self.element, self.runs, self.setting)
        part._inline = self._inline
        part._lines = lines
        part._is_last = is_last
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        lines = self.lines(width)
        baseline = top - self.setting.ascent
        pen = Pen(canvas)
        linked: dict[int, list[Rect]] = {}
        for number, line in enumerate(lines):
            goes_on = number < len(lines) - 1 or not self._is_last
            for item in line.items:
                spaced = goes_on and item is line.items[-1] and not item.joins
                self._draw_item(pen, item, x + item.x, baseline, spaced=spaced)
                if self.runs[item.run].link:
                    bottom = baseline - self.setting.size * 0.25
                    box = (x + item.x, bottom, x + item.x + item.width, bottom + self.setting.size * 1.15)
                    linked.setdefault(item.run, []).append(box)
            baseline -= self.setting.leading
        pen.lift()
        for index, boxes in linked.items():
            run = self.runs[index]
            words = f"Go to {run.text}" if run.link.startswith("#") else f"{run.text}: {run.link}"
            canvas.link(self._inline[index], run.link, words, boxes)

    def _draw_item(self, pen: Pen, item: Item, x: float, baseline: float, *, spaced: bool) -> None:
        """Draw an item; ``spaced`` ends it with the space that parts its line from the next."""
        run, setting = self.runs[item.run], self.setting
        canvas = pen.write(self._target(item.run))
        words = item.words + " " if spaced else item.words
        if run.rag is not None:
            self._draw_chip(canvas, run, x, baseline, spaced=spaced)
            return
        face = run_face(run, setting.face)
        colour = style.ACCENT if run.link else setting.colour
        shown = words.rstrip() if run.spoken else words
        drawing.text(canvas, (x, baseline), shown, face, setting.size, colour)
        if run.link:
            end = x + text_width(words.rstrip(), face, setting.size)
            drawing.rule(canvas, x, end, baseline - setting.size * 0.14, colour, 0.5)
        if shown != words:
            # what is spoken replaces the whole element, so the space after it is the paragraph's own
            canvas = pen.write(self.element)
            drawing.text(canvas, (x + item.width, baseline), " ", setting.face, setting.size, colour)

    def _draw_chip(self, canvas: TaggedCanvas, run: Run, x: float, baseline: float, *, spaced: bool) -> None:
        rag = run.rag
        if rag is None:
            return
        size, ink = self.setting.size, style.CHIPS[rag].tint_ink
        if run.strong and not self.setting.filled:
            x += (chip_width(rag, size, filled=True) - chip_width(rag, size * FILLED)) / 2
            size *= FILLED
        elif run.strong:
            wide = chip_width(rag, size, filled=True)
            size *= FILLED
            baseline += size * 0.12
            drawing.panel(
                canvas, (x, baseline - size * 0.34, x + wide, baseline + size * 1.02), size, style.CHIPS[rag].fill
            )
            x += size * CHIP_PAD
            ink = style.CHIPS[rag].ink
        drawing.mark(
            canvas,
            rag,
            (x + size * CHIP_MARK / 2, baseline + size * 0.34),
            size * CHIP_MARK,
            on_fill=run.strong and self.setting.filled,
        )
        at = (x + size * (CHIP_MARK + CHIP_GAP), baseline)
        words = rag.word + " " if spaced else rag.word
        drawing.text(canvas, at, words, Face.BOLD, size, ink)

    def _target(self, index: int) -> Element:
        run = self.runs[index]
        if not (run.link or run.spoken or run.expansion):
            return self.element
        if index not in self._inline:
            kind, actual = "Link" if run.link else "Span", run.spoken and run_text(run)
            self._inline[index] = Element(kind, actual=actual, expansion=run.expansion)
            self.element.attach(self._inline[index])
        return self._inline[index]


class HeadingBox(TextBox):
    """A heading, which names its place for links and stands among the bookmarks."""

    def __init__(
        self, element: Element, runs: Text, setting: Setting, key: str, bookmark: tuple[str, int] | None
    ) -> None:
        super().__init__(element, runs, setting)
        self.key = key
        self.bookmark = bookmark

    def split(self, width: float, room: float, *, must: bool) -> tuple[TextBox, TextBox] | None:
        del width, room, must
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        canvas.bookmark(self.key, top + 6)
        if self.bookmark is not None:
            words, level = self.bookmark
            canvas.outline(words, self.key, level)
        super().draw(canvas, x, top, width)


class LabelledBox(Box):
    """A label and what stands beside it: an item of a list, or a fact beside its term."""

    def __init__(self, label: TextBox | None, body: TextBox, indent: float, before: float, after: float) -> None:
        self.label = label
        self.body = body
        self.indent = indent
        self.before, self.after = before, after

    def height(self, width: float) -> float:
        label = self.label.height(self.indent) if self.label else 0.0
        return max(label, self.body.height(width - self.indent))

    def least(self, width: float) -> float:
        label = self.label.height(self.indent) if self.label else 0.0
        return max(label, self.body.least(width - self.indent))

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        if self.label and self.label.height(self.indent) > room and not must:
            return None
        parts = self.body.split(width - self.indent, room, must=must)
        if parts is None:
            return None
        first, rest = parts
        return (
            LabelledBox(self.label, first, self.indent, self.before, 0.0),
            LabelledBox(None, rest, self.indent, 0.0, self.after),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        if self.label:
            self.label.draw(canvas, x, top, self.indent)
        self.body.draw(canvas, x + self.indent, top, width - self.indent)
