"""Direction of travel in sentences."""

from __future__ import annotations

from scorecard_desktop.domain.direction import Direction
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow

_MOVED = {Movement.UP: "Up from", Movement.DOWN: "Down from", Movement.SAME: "The same as"}


def travel_text(travel: Direction) -> str:
    """For a narrow column: an arrow, with its merit in a word so that colour is never alone."""
    if travel.movement is Movement.NONE:
        return ""
    arrow = travel.movement.arrow
    return {Merit.BETTER: f"{arrow} better", Merit.WORSE: f"{arrow} worse", Merit.SAME: f"{arrow} same"}.get(
        travel.merit, arrow
    )


def travel_sentence(row: RatedRow) -> str:
    """How a figure moved and what that means, such as ``Down from 82.7% in Mar 2018: worse``."""
    return _sentence(row, row.direction) or "There is no earlier figure to compare with."


def year_sentence(row: RatedRow) -> str:
    """The same against the same period last year; empty where that is not known or is said already."""
    return "" if row.year_direction.against == row.direction.against else _sentence(row, row.year_direction)


def _sentence(row: RatedRow, travel: Direction) -> str:
    if travel.movement is Movement.NONE or travel.earlier is None:
        return ""
    then = show(travel.earlier, row.indicator.unit, row.indicator.decimals)
    when = period_from_code(travel.against).label
    merit = "" if travel.merit in (Merit.NONE, Merit.SAME) else f": {travel.merit.word}"
    return f"{_MOVED[travel.movement]} {then} in {when}{merit}."
