"""Icons of a paper, drawn: a mark with a letter in it, which stands before words that say the same."""

from __future__ import annotations

from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.document import Icon
from scorecard_desktop.exporting.graphics import Anchor, Label, Point, Shape, special_mark


def icon_shapes(icon: Icon, centre: Point, size: float) -> tuple[Shape, ...]:
    """The icon ``size`` points high about its centre. Shapes of one height do not look it: pointed ones are larger."""
    colours = style.SPECIAL[icon.special]
    grown = {Merit.BETTER: 1.28, Merit.WORSE: 1.12, Merit.NONE: 1.2}.get(icon.special, 1.0)
    fill = style.PAPER if icon.special is Merit.SAME else colours.fill
    type_ = size * (0.6 if icon.special is Merit.BETTER else 0.68)
    return (
        special_mark(icon.special, centre, size * grown, fill, colours.edge),
        Label((centre[0], centre[1] - type_ * 0.36), icon.letter, type_, style.TEXT, Anchor.MIDDLE, strong=True),
    )
