"""A bar of a picture: where it begins and ends, its name, and its amount in words."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import style


class BarKind(Enum):
    """What a bar is: a balance that stands on nil, or what is added to it or taken from it."""

    BALANCE = style.SERIES[0]
    MORE = style.SERIES[2]
    LESS = style.SERIES[1]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from one level to another, with its name beneath and its amount at its end."""

    name: str
    start: Decimal
    end: Decimal
    words: str
    kind: BarKind
