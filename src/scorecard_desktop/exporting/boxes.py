"""Boxes: pieces of a page that know their height at a width, can be split at a page's end, and draw themselves.

Each box is built with the structure elements that its parts belong to, so that a box split over two pages stays one
element, and the structure keeps the order of the content whatever the order of drawing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.document import Text
from scorecard_desktop.exporting.fonts import Face
from scorecard_desktop.exporting.reading import run_text
from scorecard_desktop.exporting.tagged_pdf import Element
from scorecard_desktop.exporting.typesetting import CHIP_GAP, CHIP_MARK, Line, run_face, set_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import Rect, TaggedCanvas

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

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        """Two boxes of which the first fits ``room``, or None where it should move on whole.

        ``must`` is said at the top of a page: what does not fit there fits nowhere, and has to be cut.
        """
        del width, room, must
        return None


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: size and leading in points, face, colour, and the spaces around."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: str = style.TEXT
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

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

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
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
        setting = self.setting
        lines = self.lines(width)
        baseline = top - setting.ascent
        current: Element | None = None
        linked: dict[int, list[Rect]] = {}
        for number, line in enumerate(lines):
            ends = number == len(lines) - 1 and self._is_last
            for place, item in enumerate(line.items):
                target = self._target(item.run)
                if target is not current:
                    if current is not None:
                        canvas.end()
                    canvas.begin(target)
                    current = target
                run = self.runs[item.run]
                words = item.words
                if place == len(line.items) - 1 and not ends and not item.joins:
                    words += " "
                if run.spoken and words.endswith(" "):
                    words = words.rstrip()
                    self._draw_item(canvas, x + item.x, baseline, item.run, words)
                    canvas.end()
                    canvas.begin(self.element)
                    current = self.element
                    at = (x + item.x + item.width, baseline)
                    drawing.text(canvas, at, " ", setting.face, setting.size, setting.colour)
                else:
                    self._draw_item(canvas, x + item.x, baseline, item.run, words)
                if run.link:
                    bottom = baseline - setting.size * 0.25
                    box = (x + item.x, bottom, x + item.x + item.width, bottom + setting.size * 1.15)
                    linked.setdefault(item.run, []).append(box)
            baseline -= setting.leading
        if current is not None:
            canvas.end()
        for index, boxes in linked.items():
            run = self.runs[index]
            words = f"Go to {run.text}" if run.link.startswith("#") else f"{run.text}: {run.link}"
            canvas.link(self._inline[index], run.link, words, boxes)

    def _draw_item(self, canvas: TaggedCanvas, x: float, baseline: float, index: int, words: str) -> None:
        run, size = self.runs[index], self.setting.size
        if run.rag is not None:
            drawing.mark(canvas, run.rag, (x + size * CHIP_MARK / 2, baseline + size * 0.34), size * CHIP_MARK)
            ink = style.CHIPS[run.rag].tint_ink
            drawing.text(canvas, (x + size * (CHIP_MARK + CHIP_GAP), baseline), run.rag.word, Face.BOLD, size, ink)
            return
        colour = style.ACCENT if run.link else self.setting.colour
        face = run_face(run, self.setting.face)
        drawing.text(canvas, (x, baseline), words, face, size, colour)
        if run.link:
            from scorecard_desktop.exporting.fonts import width as text_width

            end = x + text_width(words.rstrip(), face, size)
            drawing.rule(canvas, x, end, baseline - size * 0.14, style.ACCENT, 0.5)

    def _target(self, index: int) -> Element:
        run = self.runs[index]
        if not (run.link or run.spoken):
            return self.element
        if index not in self._inline:
            self._inline[index] = Element("Link" if run.link else "Span", actual=run.spoken and run_text(run))
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

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
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
        assert isinstance(first, TextBox)  # a text splits into texts
        assert isinstance(rest, TextBox)
        return (
            LabelledBox(self.label, first, self.indent, self.before, 0.0),
            LabelledBox(None, rest, self.indent, 0.0, self.after),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        if self.label:
            self.label.draw(canvas, x, top, self.indent)
        self.body.draw(canvas, x + self.indent, top, width - self.indent)


def flow_height(boxes: Sequence[Box], width: float) -> float:
    """The height of boxes one under another."""
    total = 0.0
    for index, box in enumerate(boxes):
        if index:
            total += max(boxes[index - 1].after, box.before)
        total += box.height(width)
    return total


def draw_flow(boxes: Sequence[Box], canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
    """Draw boxes one under another."""
    for index, box in enumerate(boxes):
        if index:
            top -= max(boxes[index - 1].after, box.before)
        box.draw(canvas, x, top, width)
        top -= box.height(width)


def fill(boxes: Sequence[Box], width: float, room: float, *, must: bool) -> tuple[list[Box], list[Box]]:
    """As many boxes as ``room`` holds, and the rest. ``must`` is said at the top of a page."""
    placed: list[Box] = []
    used = 0.0
    for index, box in enumerate(boxes):
        gap = max(placed[-1].after, box.before) if placed else 0.0
        left = room - used - gap
        forced = must and not placed
        need = _need(boxes, index, width)
        tall = box.height(width)
        if (tall <= left + 0.01 and need <= left + 0.01) or (forced and box.keeps):
            placed.append(box)
            used += gap + tall
            continue
        parts = None if box.keeps else box.split(width, left, must=forced)
        if parts is not None:
            return [*placed, parts[0]], [parts[1], *boxes[index + 1 :]]
        if forced:
            return [box], list(boxes[index + 1 :])
        while placed and placed[-1].keeps and len(placed) > (1 if must else 0):
            placed.pop()
            index -= 1  # noqa: PLW2901  # a heading left last goes over with what it heads
        return placed, list(boxes[index:])
    return placed, []


def _need(boxes: Sequence[Box], index: int, width: float) -> float:
    """The room that a box takes with what it must not be parted from."""
    box = boxes[index]
    if not box.keeps or index + 1 >= len(boxes):
        return box.height(width) if box.keeps else box.least(width)
    following = boxes[index + 1]
    return box.height(width) + max(box.after, following.before) + _need(boxes, index + 1, width)


@dataclass(slots=True)
class Frame:
    """Padding around a flow, and what is drawn behind it."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    fill: str = ""
    bar: str = ""


class FlowBox(Box):
    """Boxes that stand together, in a frame or in none."""

    def __init__(
        self, boxes: Sequence[Box], frame: Frame, *, before: float | None = None, after: float | None = None
    ) -> None:
        self.boxes = list(boxes)
        self.frame = frame
        self.before = before if before is not None else (self.boxes[0].before if self.boxes else 0.0)
        self.after = after if after is not None else (self.boxes[-1].after if self.boxes else 0.0)

    def _inner(self, width: float) -> float:
        return width - self.frame.left - self.frame.right

    def height(self, width: float) -> float:
        return flow_height(self.boxes, self._inner(width)) + self.frame.top + self.frame.bottom

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        if not must:
            return None
        inner = room - self.frame.top - self.frame.bottom
        first, rest = fill(self.boxes, self._inner(width), inner, must=True)
        if not rest:
            return None
        return (
            FlowBox(first, self.frame, before=self.before),
            FlowBox(rest, replace(self.frame), after=self.after),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        frame = self.frame
        if frame.fill or frame.bar:
            bottom = top - self.height(width)
            with canvas.artifact("Layout"):
                if frame.fill:
                    drawing.panel(canvas, (x, bottom, x + width, top), 3, frame.fill)
                if frame.bar:
                    drawing.panel(canvas, (x, bottom, x + 3, top), 1.5, frame.bar)
        draw_flow(self.boxes, canvas, x + frame.left, top - frame.top, self._inner(width))


class FootBox(FlowBox):
    """Boxes set at the foot of the page."""

    at_foot = True

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        del width, room, must
        return None


class ColumnsBox(Box):
    """Flows side by side, each with its share of the width."""

    def __init__(
        self, columns: Sequence[Sequence[Box]], shares: Sequence[float], gap: float, spaces: tuple[float, float]
    ) -> None:
        self.columns = [list(column) for column in columns]
        self.shares = list(shares)
        self.gap = gap
        self.before, self.after = spaces

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.columns) - 1)
        return [free * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        return max(flow_height(column, wide) for column, wide in zip(self.columns, self._widths(width), strict=True))

    def least(self, width: float) -> float:
        firsts = [
            _need(column, 0, wide) for column, wide in zip(self.columns, self._widths(width), strict=True) if column
        ]
        return max(firsts, default=0.0)

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        parts = [
            fill(column, wide, room, must=must) for column, wide in zip(self.columns, self._widths(width), strict=True)
        ]
        if not any(rest for _, rest in parts) or any(
            column and not first for column, (first, _) in zip(self.columns, parts, strict=True)
        ):
            return None
        first = ColumnsBox([part[0] for part in parts], self.shares, self.gap, (self.before, 0.0))
        return first, ColumnsBox([part[1] for part in parts], self.shares, self.gap, (0.0, self.after))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        for column, wide in zip(self.columns, self._widths(width), strict=True):
            draw_flow(column, canvas, x, top, wide)
            x += wide + self.gap
