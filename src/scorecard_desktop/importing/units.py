"""What an indicator's figures count and to how many places, by the majority of what the sheet shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.reading import read_figure, read_ratio, unit_from_name
from scorecard_desktop.importing.workbook import Cell, CellKind

_PLACES = re.compile(r"[-(£\s]*[\d,]+(?:\.(\d+))?")
_MOST_DECIMALS = 4
_GENERAL_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its decimals. ``evident`` is false where nothing on the sheet tells, and the unit is a guess."""

    unit: Unit
    decimals: int
    evident: bool
    against_name: bool = False


def measured(name: str, data_note: str, figures: Sequence[Cell], others: Sequence[Cell]) -> Measured:
    """The unit of an indicator: by its figures' formats, then its data note, its name, its target and benchmarks.

    ``others`` are the cells of target, thresholds and benchmarks, which speak only where the figures do not.
    """
    by_format = _by_format(figures)
    by_note = unit_from_data_note(data_note)
    by_name = unit_from_name(name)
    by_others = _by_format(others)
    decimals = _decimals(_written_out(figures)) if figures else _decimals(_written_out(others))
    if by_format is Unit.NUMBER and (by_note or by_name) in (None, Unit.COUNT) and _all_whole(figures):
        decimals = 0
    if by_format is Unit.PERCENT and (by_note or by_name) is Unit.COUNT and _whole_as_percentages(figures):
        return Measured(Unit.COUNT, 0, evident=True)
    if by_format in (Unit.PERCENT, Unit.MONEY):
        counted = by_name is Unit.COUNT and (by_note or by_name) is Unit.COUNT
        return Measured(by_format, decimals, evident=True, against_name=counted and by_format is Unit.PERCENT)
    stated = by_note or by_name
    if stated is Unit.PERCENT and by_format is Unit.NUMBER:
        return Measured(Unit.PERCENT, decimals, evident=True)
    if stated is not None and (stated is not Unit.PERCENT or by_format is None):
        return Measured(stated, decimals, evident=True)
    if by_format is None:
        return Measured(by_others or Unit.NUMBER, decimals, evident=by_others is not None)
    return Measured(Unit.NUMBER, decimals, evident=True)


def _written_out(cells: Sequence[Cell]) -> list[Cell]:
    """Those whose number is not put in thousands or millions: the places of ``£1.2m`` are not those of pounds."""
    return [cell for cell in cells if (figure := read_figure(cell.text)) is None or figure.magnitude == 1]


def _all_whole(figures: Sequence[Cell]) -> bool:
    """Counts, none of which has a fraction: they are shown without decimals, whatever their cells' format."""
    values = [value for cell in figures if (value := _value(cell)) is not None]
    return bool(values) and all(value == value.to_integral_value() for value in values)


def _whole_as_percentages(figures: Sequence[Cell]) -> bool:
    """Counts whose whole row is formatted as percentages: 210 that shows as 21000%."""
    values = [cell.value for cell in figures if cell.percentage and isinstance(cell.value, Decimal)]
    return len(values) == len(figures) and all(v == v.to_integral_value() for v in values) and max(values) > 1


def _value(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, Decimal):
        return cell.value
    figure = read_figure(cell.text)
    return figure.value if figure is not None and not figure.percent else None


def _by_format(cells: Sequence[Cell]) -> Unit | None:
    """PERCENT or MONEY where most of the figures are shown as such, NUMBER where they are plain, None without any."""
    percent = money = plain = 0
    for cell in cells:
        if cell.kind is CellKind.TEXT:
            shown = cell.text.strip()
            figure = read_figure(shown)
            if read_ratio(shown) is not None or figure is None or figure.value is None:
                continue
            is_percent = figure.percent
        elif cell.kind is CellKind.NUMBER:
            is_percent = cell.percentage
        else:
            continue
        if is_percent:
            percent += 1
        elif "£" in cell.text:
            money += 1
        else:
            plain += 1
    votes = percent + money + plain
    if not votes:
        return None
    if percent * 2 > votes:
        return Unit.PERCENT
    return Unit.MONEY if money * 2 > votes else Unit.NUMBER


_NOTE_WORDS: tuple[tuple[Unit, str], ...] = (
    (Unit.PERCENT, r"%|percent|per cent|proportion"),
    (Unit.RATE, r"\brate\b|\bper [\d,]+|ratio"),
    (Unit.MONEY, r"£|currency|cost|money|pounds"),
    (Unit.COUNT, r"\bcount\b|\bnumber of\b|^number$|^no\.?$|^integer$|^whole number$|^volume$|^#$"),
    (Unit.NUMBER, r"average|mean|median|maximum|minimum|days|decimal|score"),
)


@lru_cache(maxsize=1024)  # an officer's sheet has a few notes over and over
def unit_from_data_note(note: str) -> Unit | None:
    """What a data note such as ``Rolling rate`` or ``Percentage`` says; None where it does not say."""
    words = note.casefold().strip()
    return next((unit for unit, pattern in _NOTE_WORDS if words and re.search(pattern, words)), None)


def decimals_of_fractions(cells: Sequence[Cell]) -> int:
    """The places of percentages that stand as fractions: 0.913 is 91.3%."""
    return max(0, _decimals(cells, _MOST_DECIMALS) - 2)


def _decimals(cells: Sequence[Cell], of_general: int = _GENERAL_DECIMALS) -> int:
    """The commonest number of places shown; the more of two that are as common.

    ``of_general`` is the most that a cell without a format of its own may have.
    """
    votes: dict[int, int] = {}
    for cell in cells:
        if cell.kind is CellKind.NUMBER or (cell.kind is CellKind.TEXT and read_ratio(cell.text) is None):
            match = _PLACES.match(cell.text.strip())
            if match is not None:
                places = len(match[1] or "")
                places = min(places, of_general if cell.number_format == "General" else _MOST_DECIMALS)
                votes[places] = votes.get(places, 0) + 1
    if not votes:
        return 0
    most = max(votes.values())
    return max(places for places, count in votes.items() if count == most)
