"""Putting ink on a canvas: text in the paper's typefaces, rules, chips and the shapes of pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.fonts import Face, clean, font, label_width, spans, text_face
from scorecard_desktop.exporting.graphics import Anchor, Area, Disc, Label, Line, Shape, rag_mark

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_CURVE = 4 / 3 * (2**0.5 - 1)


@lru_cache(maxsize=256)
def _channels(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (1, 3, 5))


def _fill(canvas: TaggedCanvas, colour: str) -> None:
    if canvas.ink != colour:
        canvas.ink = colour
        canvas._code.append(f"{_channels(colour)} rg")


def _stroke(canvas: TaggedCanvas, colour: str, width: float, dash: tuple[float, ...] = ()) -> None:
    pen = f"{_channels(colour)} RG {width:.4g} w [{' '.join(f'{d:g}' for d in dash)}] 0 d"
    if canvas.pen != pen:
        canvas.pen = pen
        canvas._code.append(pen)


def text(canvas: TaggedCanvas, at: tuple[float, float], words: str, face: Face, size: float, colour: str) -> None:
    """``words`` on one line from ``at``, the start of its baseline."""
    parts = canvas.encoded.get((words, face))
    if parts is None:
        parts = [
            (drawn.getSubsetInternalName(subset, canvas._doc), canvas._escape(codes))
            for drawn, part in ((font(which), part) for which, part in spans(words, face))
            for subset, codes in drawn.splitString(part, canvas._doc)
        ]
        canvas.encoded[(words, face)] = parts
    _fill(canvas, colour)
    shown = " ".join(f"{name} {size:.4g} Tf ({codes}) Tj" for name, codes in parts)
    canvas._code.append(f"BT 1 0 0 1 {at[0]:.2f} {at[1]:.2f} Tm {shown} ET")


def silent(canvas: TaggedCanvas, at: tuple[float, float], words: str, face: Face, size: float) -> None:
    """Words that are read, copied and found but leave no ink, for what a shape beside them shows."""
    canvas._code.append("3 Tr")
    text(canvas, at, words, face, size, style.TEXT)
    canvas._code.append("0 Tr")


def rule(canvas: TaggedCanvas, x0: float, x1: float, y: float, colour: str, width: float) -> None:
    """A horizontal line."""
    _stroke(canvas, colour, width)
    canvas._code.append(f"{x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S")


def leader(canvas: TaggedCanvas, x0: float, x1: float, y: float, colour: str) -> None:
    """A dotted line that leads the eye."""
    _stroke(canvas, colour, 0.8, (0.8, 2.6))
    canvas._code.append(f"{x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S")


def panel(canvas: TaggedCanvas, box: tuple[float, float, float, float], radius: float, colour: str) -> None:
    """A filled rectangle from lower left to upper right, its corners rounded."""
    _fill(canvas, colour)
    canvas._code.append(f"{_rounded(box, radius)} f")


def outline(
    canvas: TaggedCanvas,
    box: tuple[float, float, float, float],
    radius: float,
    colour: str,
    width: float,
    dash: tuple[float, ...] = (),
) -> None:
    """The outline of a rectangle."""
    _stroke(canvas, colour, width, dash)
    canvas._code.append(f"{_rounded(box, radius)} S")


def hatching(canvas: TaggedCanvas, box: tuple[float, float, float, float], colour: str) -> None:
    """Thin diagonal lines across a rectangle."""
    x0, y0, x1, y1 = box
    height, step = y1 - y0, 3.2
    _stroke(canvas, colour, 0.5)
    strokes = []
    start = x0 - height + step
    while start < x1:
        left, right = max(start, x0), min(start + height, x1)
        strokes.append(f"{left:.2f} {y0 + left - start:.2f} m {right:.2f} {y0 + right - start:.2f} l")
        start += step
    canvas._code.append(" ".join(strokes) + " S")


def mark(canvas: TaggedCanvas, rag: Rag, centre: tuple[float, float], size: float, *, on_fill: bool = False) -> None:
    """The shape of a rating; ``on_fill`` draws it in the ink of a whole chip."""
    colours = style.CHIPS[rag]
    fill, edge = (colours.ink, colours.ink) if on_fill else (colours.fill, colours.edge)
    shapes(canvas, (rag_mark(rag, centre, size, fill, edge),), 0, 0)


def shapes(canvas: TaggedCanvas, drawn: tuple[Shape, ...], x: float, y: float) -> None:
    """The shapes of a picture whose lower left corner is at ``x``, ``y``."""
    for shape in drawn:
        match shape:
            case Line(points, colour, width, dash):
                _stroke(canvas, colour, width, dash)
                canvas._code.append(f"{_path(points, x, y)} S")
            case Area(points, colour, edge, width):
                _fill(canvas, colour)
                if edge:
                    _stroke(canvas, edge, width)
                canvas._code.append(f"{_path(points, x, y)} h {'B' if edge else 'f'}")
            case Disc((cx, cy), radius, colour, edge, width):
                _fill(canvas, colour)
                if edge:
                    _stroke(canvas, edge, width)
                box = (x + cx - radius, y + cy - radius, x + cx + radius, y + cy + radius)
                canvas._code.append(f"{_rounded(box, radius)} {'B' if edge else 'f'}")
            case Label((lx, ly), words, size, colour, anchor, strong):
                words = clean(words)
                shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[anchor]
                left = x + lx - shift * label_width(words, size, strong=strong)
                text(canvas, (left, y + ly), words, text_face(strong=strong), size, colour)


def _path(points: tuple[tuple[float, float], ...], x: float, y: float) -> str:
    first, *others = points
    return " ".join(
        [f"{x + first[0]:.2f} {y + first[1]:.2f} m", *(f"{x + px:.2f} {y + py:.2f} l" for px, py in others)]
    )


def _rounded(box: tuple[float, float, float, float], radius: float) -> str:
    x0, y0, x1, y1 = box
    r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    if r <= 0:
        return f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
    k = r * (1 - _CURVE)
    return (
        f"{x0 + r:.2f} {y0:.2f} m {x1 - r:.2f} {y0:.2f} l "
        f"{x1 - k:.2f} {y0:.2f} {x1:.2f} {y0 + k:.2f} {x1:.2f} {y0 + r:.2f} c "
        f"{x1:.2f} {y1 - r:.2f} l {x1:.2f} {y1 - k:.2f} {x1 - k:.2f} {y1:.2f} {x1 - r:.2f} {y1:.2f} c "
        f"{x0 + r:.2f} {y1:.2f} l {x0 + k:.2f} {y1:.2f} {x0:.2f} {y1 - k:.2f} {x0:.2f} {y1 - r:.2f} c "
        f"{x0:.2f} {y0 + r:.2f} l {x0:.2f} {y0 + k:.2f} {x0 + k:.2f} {y0:.2f} {x0 + r:.2f} {y0:.2f} c h"
    )
