"""A block from a spreadsheet on its way into a scorecard: which of its cells goes where."""

from __future__ import annotations

from scorecard_desktop.domain.block import Block
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.editing import Typed


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block is to go.

    ``indicators`` and ``periods`` are what is shown from the first chosen cell on, downwards and to the right;
    ``rows`` and ``columns`` say how many of each were chosen.
    """

    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    rows: int = 1
    columns: int = 1


def spread(block: Block, target: Target) -> list[Typed]:
    """What each cell of the target gets.

    From one chosen cell the block goes as far as it is large. Where more are chosen it must fit in them, and is
    repeated where they are a whole number of times as many. Raises Refusal where it does not fit.
    """
    height, width = len(block), max((len(row) for row in block), default=0)
    if not height:
        raise Refusal("There is nothing on the clipboard to paste. Copy cells in a spreadsheet first.")
    if not target.indicators or not target.periods:
        raise Refusal("Figures are pasted in the columns of the periods, targets in theirs. Choose a cell there first.")
    if (target.rows, target.columns) == (1, 1):
        rows, columns = height, width
        if rows > len(target.indicators) or columns > len(target.periods):
            raise Refusal(
                f"The block has {_size(height, width)}, but from here there are only "
                f"{_size(len(target.indicators), len(target.periods))}. Choose a cell further up or to the left, or "
                "copy fewer cells."
            )
    elif height > target.rows or width > target.columns:
        raise Refusal(
            f"The block has {_size(height, width)}, but {_size(target.rows, target.columns)} are chosen. Choose one "
            "cell to paste from there on, or as many cells as the block has."
        )
    else:
        rows = height if target.rows % height else target.rows
        columns = width if target.columns % width else target.columns
    return [
        Typed(target.indicators[row], target.periods[column], block[row % height][column % width])
        for row in range(rows)
        for column in range(columns)
        if column % width < len(block[row % height])
    ]


def _size(rows: int, columns: int) -> str:
    return f"{_counted(rows, 'row')} and {_counted(columns, 'column')}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
