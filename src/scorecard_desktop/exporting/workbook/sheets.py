"""Sheets as the program writes them: one look, text that is never a formula, figures exactly as they are held."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from scorecard_desktop.domain.figures import Unit, significant_decimals
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.exporting.writing import write_whole

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""How many characters a cell may hold in every spreadsheet program."""

INK, QUIET, ACCENT, LINE, ENTRY = "1B1F24", "57606A", "12436D", "DDE1E6", "FFF8E1"
_FAMILY = "Arial"
PLAIN = Font(name=_FAMILY, size=10, color=INK)
SMALL = Font(name=_FAMILY, size=8, color=QUIET)
STRONG = Font(name=_FAMILY, size=10, bold=True, color=INK)
TITLE = Font(name=_FAMILY, size=16, bold=True, color=ACCENT)
HEADER = Font(name=_FAMILY, size=10, bold=True, color=ACCENT)
LINK = Font(name=_FAMILY, size=10, underline="single", color=ACCENT)
ENTRY_FILL = PatternFill("solid", fgColor=ENTRY)
_HAIRLINE = Side(style="thin", color=LINE)
BENEATH = Border(bottom=_HAIRLINE)
BOX = Border(left=_HAIRLINE, right=_HAIRLINE, top=_HAIRLINE, bottom=_HAIRLINE)
_RULE = Border(bottom=Side(style="medium", color=ACCENT))
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put(sheet: Worksheet, row: int, column: int, content: object, font: Font = PLAIN) -> Cell:
    """Write a cell. Text stays text whatever it begins with; a decimal is a number where a number can hold it all."""
    cell: Any = sheet.cell(row, column)
    cell.font = font
    if content is None or content == "":
        return cast("Cell", cell)
    if isinstance(content, Decimal):
        number = as_number(content)
        if number is None:
            _text(cell, f"{content:f}")
        else:
            cell.value = number
    elif isinstance(content, str):
        _text(cell, content)
    else:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = "d mmm yyyy"
    return cast("Cell", cell)


def _text(cell: Any, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refusal(
            f"A text of {len(text):,} characters begins “{text[:40]} …”; a cell of a workbook holds {LONGEST_TEXT:,}. "
            "Shorten it and export again."
        )
    cell.value = _UNWRITABLE.sub("\ufffd", text)
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if text.startswith(_LOOKS_LIKE_A_FORMULA):
        cell.quotePrefix = True


def as_number(value: Decimal) -> float | int | None:
    """The number that a spreadsheet holds for ``value``, or None where it would not be the same one read back."""
    number = int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    return number if Decimal(repr(number)) == value else None


def put_figure(sheet: Worksheet, row: int, column: int, value: Decimal, unit: Unit, decimals: int) -> Cell:
    """Write a figure in its unit's format; a percentage as spreadsheets hold them, 0.817 shown as 81.7%."""
    places = max(decimals, min(significant_decimals(value), decimals))
    zeros = f".{'0' * places}" if places else ""
    held = value.scaleb(-2) if unit is Unit.PERCENT else value
    number = as_number(held)
    if number is None:
        return put(sheet, row, column, f"{value:f}{unit.suffix}")
    cell = put(sheet, row, column, held)
    cell.number_format = {Unit.PERCENT: f"0{zeros}%", Unit.MONEY: f"£#,##0{zeros}"}.get(unit, f"#,##0{zeros}")
    return cell


def head(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """Write a header row."""
    for column, heading in enumerate(headings, 1):
        cell = put(sheet, row, column, heading, HEADER)
        cell.border = _RULE
        cell.alignment = Alignment(vertical="bottom", wrap_text=True)


def widths(sheet: Worksheet, by_column: Iterable[float]) -> None:
    """Set the widths of the columns, left to right, in characters."""
    for column, width in enumerate(by_column, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


_POINTS_A_LINE = 13.0
_TALLEST_ROW = 400.0


def fit_rows(sheet: Worksheet, first: int, by_column: Sequence[float]) -> None:
    """Make each row from ``first`` as high as its wrapped text needs: not every program does that when it opens one."""
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        sheet.row_dimensions[number].height = row_height(row, by_column, _POINTS_A_LINE)


def row_height(row: Sequence[Cell | MergedCell], by_column: Sequence[float], line: float) -> float:
    """How high a row must be for its wrapped text, at ``line`` points for each line."""
    lines = 1
    for cell, width in zip(row, by_column, strict=False):
        if isinstance(cell.value, str) and cell.alignment.wrap_text:
            lines = max(lines, sum(max(1, ceil(len(part) / width)) for part in cell.value.split("\n")))
    return min(_TALLEST_ROW, line * lines + 4)


def landscape(sheet: Worksheet, header: int) -> None:
    """Print on A4 across, as wide as the page, the header repeated."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{header}"
    footer = sheet.oddFooter
    if footer is not None and footer.right is not None:
        footer.right.text = "Page &P of &N"


def as_text(text: str) -> str:
    """A list that is kept as JSON, for reading: one a line, where that can be read back; else the JSON itself."""
    if not text.startswith("["):
        return text
    try:
        items = json.loads(text)
    except ValueError:
        return text
    plain = all(isinstance(item, str) and item.strip() == item and item and "\n" not in item for item in items)
    if items and plain and not items[0].startswith("["):
        return "\n".join(items)
    return "" if items == [] else text


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name that spreadsheets allow: at most 31 characters, none of them reserved, and no other sheet's."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).split()).strip("'") or "Sheet"
    used = {each.casefold() for each in taken}
    short, number = clean[:31].rstrip(), 1
    while short.casefold() in used or short.casefold() == "history":
        number += 1
        ending = f" ({number})"
        short = clean[: 31 - len(ending)].rstrip() + ending
    return short


def new_workbook(title: str, author: str) -> Workbook:
    """A workbook without a sheet, that says no more of its making than it is given."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = author or None
    workbook.properties.language = "en-GB"
    return workbook


def save(workbook: Workbook, path: Path) -> None:
    """Write the workbook beside its place and put it there. Raises Refusal where that cannot be done."""
    into = io.BytesIO()
    workbook.save(into)
    write_whole(path, into.getvalue())
