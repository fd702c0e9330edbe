"""A period's cell as it is painted: what it says, its state, its rating and its marks."""

from __future__ import annotations

import re
from enum import Enum

from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text
from scorecard_desktop.domain.rating import other_rating

DERIVED = "†"
"""What follows a figure that was worked out from others; the words are in its tip and in what is read out."""


class CellState(Enum):
    """What a period cell holds; each is painted differently, and none by colour alone."""

    FIGURE = "figure"
    SYMBOL = "symbol"
    WORDS = "words"
    AWAITED = "awaited"
    NOT_EXPECTED = "not expected"


@dataclass(frozen=True, slots=True)
class Cell:
    """A period cell.

    ``whole`` and ``rest`` are a number up to its decimal point and from there on; ``flags`` follow it. ``sheet`` is
    the rating that the sheet showed where it is another than ours, else None; ``note`` says that one is kept.
    """

    text: str
    state: CellState
    rag: Rag
    overridden: bool
    whole: str = ""
    rest: str = ""
    flags: str = ""
    sheet: Rag | None = None
    note: bool = False


_AT_THE_POINT = re.compile(r"(.*?\d)((?:\.\d+)?%?)")


def at_the_point(number: str) -> tuple[str, str]:
    """A number parted at its decimal point: ``1,234`` and ``.5%``. What is no number stays whole."""
    match = _AT_THE_POINT.fullmatch(number)
    return (match[1], match[2]) if match is not None else (number, "")


def state_of(row: RatedRow) -> CellState:
    """What a cell holds."""
    observation = row.observation
    if row.presence is not Presence.HERE or observation is None:
        return CellState.NOT_EXPECTED if row.presence is Presence.NOT_EXPECTED else CellState.AWAITED
    if observation.value is not None:
        return CellState.FIGURE
    return CellState.SYMBOL if observation.symbol is not None else CellState.WORDS


def cell_of(row: RatedRow) -> Cell:
    """The cell of an indicator and a period."""
    observation, rating, indicator = row.observation, row.rating, row.indicator
    state = state_of(row)
    text = figure_text(observation, indicator)
    if observation is None or state is not CellState.FIGURE:
        note = state is CellState.SYMBOL and observation is not None and bool(observation.note)
        return Cell(text, state, rating.rag, rating.overridden, text, note=note)
    assert observation.value is not None
    mark = DERIVED if row.derived is not None else ""
    whole, rest = at_the_point(show(observation.value, indicator.unit, indicator.decimals))
    return Cell(
        text + mark,
        state,
        rating.rag,
        rating.overridden,
        whole,
        rest,
        text.removeprefix(whole + rest).strip() + mark,
        None if rating.overridden else other_rating(observation, rating.rag),
        bool(observation.note) and not mark,
    )
