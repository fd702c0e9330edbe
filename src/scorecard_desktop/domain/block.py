"""A block of cells as spreadsheets hand it on: text with a tab between cells and a line for each row.

Excel and LibreOffice both write and read it. A cell that holds a tab, a line break or a quotation mark at its start is
quoted, with its own quotation marks doubled.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecard_desktop.domain.reading import read_number
from scorecard_desktop.domain.refusal import Refusal

Block = tuple[tuple[str, ...], ...]
"""Rows of texts, top to bottom; a row may be shorter than the others."""

_MOST_CHARACTERS = 2_000_000
_MOST_IN_A_CELL = 32_767
"""What a cell of a spreadsheet can hold."""
_PLACES_OF_CALC = 2
_STARTS_A_FORMULA = re.compile(r"[=+\-@]")


def read_block(text: str) -> Block:
    """The cells of a text from the clipboard, spaces around them taken off; empty where there is nothing.

    Raises Refusal where the text is larger than any scorecard, or a cell's text than any cell.
    """
    if len(text) > _MOST_CHARACTERS:
        raise Refusal("The clipboard holds far more than a scorecard can take. Copy only the cells that are wanted.")
    if not text.strip("\r\n"):
        return ()
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), csv.excel_tab))
    except csv.Error as error:
        raise Refusal(f"The clipboard does not hold cells that can be read ({error}).") from error
    if any(len(cell) > _MOST_IN_A_CELL for row in rows for cell in row):
        raise Refusal("The clipboard does not hold cells that can be read (a cell has more text than a cell can hold).")
    return tuple(tuple(cell.strip() for cell in row) or ("",) for row in rows)


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """A text that pastes as these cells. What would begin a formula elsewhere is made a text."""
    out = io.StringIO(newline="")
    csv.writer(out, csv.excel_tab).writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_text(cell: str) -> str:
    """A cell's text as another program may take it: no formula, whatever an indicator is called."""
    if _STARTS_A_FORMULA.match(cell) and len(cell) > 1 and read_number(cell.rstrip("%")) is None:
        return f"'{cell}"
    return cell


def write_cell(cell: str, *, tag: str = "td", is_words: bool = False) -> str:
    """A cell of a table of a web page, as spreadsheets, word processors and mail take it from the clipboard.

    A number says what it is in the words of Calc (``sdval``, ``sdnum``) and of Excel (``x:num``), which would take the
    percentage 70.5% for a text otherwise. ``is_words`` is for what is no number, whatever it looks like: the reference
    5.10 is not 5.1.
    """
    from html import escape  # a page's names of characters are wanted only when something is copied

    shown = escape(as_text(cell))
    if is_words:
        return f'<{tag} style="mso-number-format:\'\\@\'" sdnum="1033;0;@">{shown}</{tag}>'
    number = _number_in(cell)
    if number is None:
        return f"<{tag}>{shown}</{tag}>"
    value, pattern = number
    in_calc = f' sdnum="1033;0;{_in_calc(pattern)}"' if _in_calc(pattern) else ""
    in_excel = f' x:num="{value:f}" style="mso-number-format:\'{pattern.replace(".", chr(92) + ".")}\'"'
    return f'<{tag} sdval="{value:f}"{in_calc}{in_excel}>{shown}</{tag}>'


def _in_calc(pattern: str) -> str:
    """The format nearest to a pattern of those that Calc knows by heart: any other it takes for one of money."""
    whole, point, places = pattern.rstrip("%").partition(".")
    if len(places) > _PLACES_OF_CALC:
        return ""
    return f"{whole}{point}{'00' if places else ''}{'%' if pattern.endswith('%') else ''}"


def _number_in(cell: str) -> tuple[Decimal, str] | None:
    """The number that a cell shows, as a spreadsheet holds it, and its format: ``70.5%`` is 0.705 by ``0.0%``."""
    is_percent = cell.endswith("%")
    shown = cell.removesuffix("%")
    value = None if "£" in shown else read_number(shown)
    if value is None:
        return None
    places = len(shown.partition(".")[2])
    pattern = ("#,##0" if "," in shown else "0") + (f".{'0' * places}" if places else "") + ("%" if is_percent else "")
    return (value.scaleb(-2) if is_percent else value), pattern
