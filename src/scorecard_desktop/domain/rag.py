"""Red, amber, green and the two facts of travel, with the words and shapes that carry them.

A rating is never colour alone: every ``Rag`` has a word, a letter and a shape, and every ``Merit`` a word.
"""

from enum import Enum


class Rag(Enum):
    """A rating against target."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"

    @property
    def word(self) -> str:
        """The word shown beside or instead of the colour."""
        return {"red": "Red", "amber": "Amber", "green": "Green", "none": "Not rated"}[self.value]

    @property
    def letter(self) -> str:
        """One letter, for narrow columns; an en dash where there is no rating."""
        return {"red": "R", "amber": "A", "green": "G", "none": "–"}[self.value]

    @property
    def shape(self) -> str:
        """A shape that differs by outline, so that greyscale print still tells the ratings apart."""
        return {"red": "■", "amber": "▲", "green": "●", "none": "–"}[self.value]

    @property
    def severity(self) -> int:
        """Higher is worse; not rated is lowest. For ordering lists, never for rating."""
        return {"red": 3, "amber": 2, "green": 1, "none": 0}[self.value]


class Movement(Enum):
    """Which way the number went, whatever that means for performance."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NONE = "none"

    @property
    def arrow(self) -> str:
        """An arrow, or an en dash where there is nothing to compare."""
        return {"up": "↑", "down": "↓", "same": "→", "none": "–"}[self.value]

    @property
    def word(self) -> str:
        """The word read out for the arrow."""
        return {"up": "up", "down": "down", "same": "no change", "none": "not compared"}[self.value]


class Merit(Enum):
    """Whether the movement is better or worse performance: movement × polarity."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"

    @property
    def word(self) -> str:
        """The word shown."""
        return {"better": "better", "worse": "worse", "same": "the same", "none": "not rated"}[self.value]
