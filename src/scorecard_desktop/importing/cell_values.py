"""What a cell holds and shows, from a number or words as a file keeps them; the same for every format."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from scorecard_desktop.domain.frozen import made_at_once
from scorecard_desktop.importing.looks import Look, Shown
from scorecard_desktop.importing.shown import GENERAL, show_date, show_number
from scorecard_desktop.importing.workbook import Cell, CellKind

EPOCH = datetime(1899, 12, 30)
"""Day 0 of the dates of Excel."""
EPOCH_1904 = datetime(1904, 1, 1)
"""Day 0 of the dates of workbooks made on old Macs."""
_LEAP_DAY_THAT_WAS_NOT = 60
_LAST_DAY = 2_958_465
_ALL_DIGITS_ARE_TRUE = 10**15
_LARGEST = 10**20
_ERROR = re.compile(r"#(?:[A-Z][A-Z/0]*[!?]?|N/A)")


_new_cell = made_at_once(Cell)


def exact(value: float) -> Decimal:
    """The decimal that Excel shows for a float: fifteen significant digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def number_cell(row: int, column: int, value: float, look: Look, epoch: datetime = EPOCH) -> Cell:
    """A cell that holds a number: a date or a time where its format shows it as one.

    Raises ValueError for what no one counts: infinite, or of more than twenty digits.
    """
    shown = look.shown
    if shown is not Shown.NUMBER and 0 <= value <= _LAST_DAY:
        return _moment_cell(row, column, value, look, epoch)
    number, text = _number(value, look.number_format if shown is Shown.NUMBER else GENERAL)
    return _new_cell(
        row, column, CellKind.NUMBER, number, text, look.number_format, look.fill, look.bold, None, False, look.colour
    )


@lru_cache(maxsize=4096)  # the same targets and small counts stand in many cells
def _number(value: float, number_format: str) -> tuple[Decimal, str]:
    if not isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(value)
    number = exact(int(value) if value == int(value) and abs(value) < _ALL_DIGITS_ARE_TRUE else value)
    return number, show_number(number, number_format)


def _moment_cell(row: int, column: int, value: float, look: Look, epoch: datetime) -> Cell:
    if look.shown is Shown.ELAPSED:
        span = str(timedelta(seconds=round(value * 86_400)))
        return _cell(row, column, CellKind.TEXT, span, span, look)
    if look.shown is Shown.TIME and value < 1:
        clock = str((epoch + timedelta(seconds=round(value * 86_400))).time())
        return _cell(row, column, CellKind.TEXT, clock, clock, look)
    if epoch is EPOCH and 1 <= value < _LEAP_DAY_THAT_WAS_NOT:
        value += 1  # Excel counts a 29 February 1900
    days, part = divmod(value, 1)
    return date_cell(row, column, epoch + timedelta(days=days, milliseconds=round(part * 86_400_000)), look)


def date_cell(row: int, column: int, day: date, look: Look) -> Cell:
    """A cell that holds a date."""
    return _cell(row, column, CellKind.DATE, day, show_date(day, look.number_format), look)


def text_cell(row: int, column: int, text: str, stripped: str, look: Look) -> Cell:
    """A cell that holds words: ``stripped`` is ``text`` without the blanks around it. Errors are words to a file."""
    kind = CellKind.ERROR if stripped.startswith("#") and _ERROR.fullmatch(stripped) else CellKind.TEXT
    return _cell(row, column, kind, text, stripped, look)


def truth_cell(row: int, column: int, truth: bool, look: Look) -> Cell:  # noqa: FBT001 - the cell's value
    """A cell that holds true or false."""
    return _cell(row, column, CellKind.TRUTH, truth, str(truth).upper(), look)


def _cell(
    row: int,
    column: int,
    kind: CellKind,
    value: Decimal | str | date | bool,  # noqa: FBT001 - the cell's value
    text: str,
    look: Look,
) -> Cell:
    return _new_cell(row, column, kind, value, text, look.number_format, look.fill, look.bold, None, False, look.colour)
