"""Icons of a paper: a mark with a letter in it, which stands before words that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.graphics import Anchor, Label, Point, Shape, special_mark


@dataclass(frozen=True, slots=True)
class Icon:
    """A mark with a letter in it, beside words that say the same: ``special`` gives its shape and its colours."""

    special: Merit
    letter: str

    def shapes(self, centre: Point, size: float) -> tuple[Shape, ...]:
        """The icon ``size`` points high about its centre."""
        colours = style.SPECIAL[self.special]
        usual = self.special is Merit.SAME
        grown = size * (1.2 if self.special is Merit.BETTER else 1.12 if self.special is Merit.WORSE else 1.0)
        mark = special_mark(self.special, centre, grown, style.PAPER if usual else colours.fill, colours.edge)
        type_ = size * 0.68
        at = (centre[0], centre[1] - type_ * 0.36)
        return mark, Label(at, self.letter, type_, style.TEXT, Anchor.MIDDLE, strong=True)
