"""Workbooks for tests, from rows of plain values."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

Value = Any
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Look:
    """A cell with more than its value."""

    value: Value
    number_format: str = ""
    fill: str = ""
    bold: bool = False


def percent(value: float, decimals: int = 1) -> Look:
    return Look(value, f"0.{'0' * decimals}%" if decimals else "0%")


def grey() -> Look:
    return Look(None, fill="BFBFBF")


def bold(value: Value) -> Look:
    return Look(value, bold=True)


def save(path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Write a workbook of the sheets' rows, None where a cell is empty."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                look = value if isinstance(value, Look) else Look(value)
                if look == Look(None):
                    continue
                cell = sheet.cell(row, column, look.value)
                if look.number_format:
                    cell.number_format = look.number_format
                if look.fill:
                    cell.fill = PatternFill("solid", fgColor=look.fill)
                if look.bold:
                    cell.font = Font(bold=True)
        for merged in (merges or {}).get(title, ()):
            sheet.merge_cells(merged)
    workbook.save(path)
    return path


def rewritten(source: Path, target: Path, parts: Mapping[str, bytes]) -> Path:
    """A copy of a workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return target
