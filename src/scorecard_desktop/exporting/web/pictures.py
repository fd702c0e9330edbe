"""Pictures as SVG, from the same shapes as on paper: one for wide screens and paper, one for narrow screens."""

from __future__ import annotations

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.exporting.document import Figure, Icon
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Anchor, Area, Disc, Graphic, Label, Line, Point, Shape, least_height
from scorecard_desktop.exporting.icons import icon_shapes
from scorecard_desktop.exporting.web import marks

_WIDE, _NARROW = 640.0, 264.0
_MOST_TALL = 0.46
_NARROW_TALLER = 1.7
_ICON = 24.0
_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}
_LETTER = 0.62
_ICON = 20.0
_ANY_FACE = 1.1
"""The reader's typeface may be wider than the paper's."""


def figure(block: Figure) -> str:
    """A figure with its caption; its alternative text is its name, and what it is drawn of is passed over."""
    share = min(block.height, _MOST_TALL)
    wide, narrow = (
        svg(block.graphic, across, max(across * high, least_height(block.graphic, across, measure)), kind)
        for across, high, kind in ((_WIDE, share, "wide"), (_NARROW, min(share * _NARROW_TALLER, 1.0), "narrow"))
    )
    caption = f"<figcaption>{marks.words(block.caption)}</figcaption>" if block.caption else ""
    picture = f'<div class="picture" role="img" aria-label="{marks.attribute(block.alt)}">{wide}{narrow}</div>'
    return f"<figure>{caption}{picture}</figure>\n"


def svg(graphic: Graphic, width: float, height: float, kind: str) -> str:
    """A picture at a size, which scales with its place."""
    drawn = "".join(_shape(one, height) for one in graphic.shapes(width, height, measure))
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:.0f} {height:.0f}" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def icon(one: Icon) -> str:
    """An icon before words that say the same, which is passed over when they are read."""
    half = _ICON / 2
    drawn = "".join(_shape(shape, _ICON) for shape in icon_shapes(one, (half, half), _ICON * 0.74))
    return f'<svg class="icon" viewBox="0 0 {_ICON:g} {_ICON:g}" aria-hidden="true" focusable="false">{drawn}</svg>'


def measure(words: str, size: float, *, strong: bool = False) -> float:
    """The width of a label, by the paper's typeface; guessed where that lacks one of its characters."""
    try:
        return label_width(words, size, strong=strong) * _ANY_FACE
    except Refusal:
        return len(words) * size * _LETTER


def colour(hexadecimal: str) -> str:
    """A colour of the paper as the page's own, which is another in a dark window."""
    return f"var(--c{hexadecimal[1:].upper()},{hexadecimal})"


def _shape(shape: Shape, height: float) -> str:
    match shape:
        case Line(points, ink, width, dash):
            dashes = f";stroke-dasharray:{' '.join(f'{one:g}' for one in dash)}" if dash else ""
            look = f"fill:none;stroke:{colour(ink)};stroke-width:{width:g}{dashes}"
            return f'<polyline points="{_points(points, height)}" style="{look}"/>'
        case Area(points, ink, edge, width):
            return f'<polygon points="{_points(points, height)}" style="{_filled(ink, edge, width)}"/>'
        case Disc((x, y), radius, ink, edge, width):
            look = _filled(ink, edge, width)
            return f'<circle cx="{x:.1f}" cy="{height - y:.1f}" r="{radius:g}" style="{look}"/>'
        case Label((x, y), text, size, ink, anchor, strong):
            weight = ";font-weight:700" if strong else ""
            look = f"fill:{colour(ink)};font-size:{size:g}px{weight}"
            at = f'x="{x:.1f}" y="{height - y:.1f}" text-anchor="{_ANCHORS[anchor]}"'
            return f'<text {at} style="{look}">{marks.words(text)}</text>'


def _filled(ink: str, edge: str, width: float) -> str:
    return f"fill:{colour(ink)}" + (f";stroke:{colour(edge)};stroke-width:{width:g}" if edge else "")


def _points(points: tuple[Point, ...], height: float) -> str:
    return " ".join(f"{x:.1f},{height - y:.1f}" for x, y in points)
