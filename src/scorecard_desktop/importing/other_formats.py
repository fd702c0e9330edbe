"""Reading xls, xlsb and ods by calamine: values and merges, but no formats, fills or formulae."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.cell_values import exact
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.opening import Opened, WatchedBytes, damaged, stop_if
from scorecard_desktop.importing.shown import show_date, show_number
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, Workbook


def read_by_calamine(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    import python_calamine

    sheets = []
    try:
        book = python_calamine.load_workbook(WatchedBytes(opened.content, cancelled))
        names = book.sheet_names
        for done, (name, about) in enumerate(zip(names, book.sheets_metadata, strict=True)):
            stop_if(cancelled)
            if progress is not None:
                progress(done, len(names), name)
            found = book.get_sheet_by_name(name)
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            sheets.append(_sheet(opened.name, found, limits, hidden=hidden))
    except (Refusal, Cancelled):
        raise
    except Exception as error:
        raise damaged(opened.name) from error
    return Workbook(opened.name, opened.hash, tuple(sheets))


def _sheet(file: str, found: object, limits: Limits, *, hidden: bool) -> Sheet:
    cells: dict[Place, Cell] = {}
    rows, columns = found.total_height, found.total_width  # type: ignore[attr-defined]
    if rows * columns > limits.cells * 4:
        raise Refusal(f"{file} claims {rows:,} rows by {columns:,} columns. Copy the tables to a new workbook.")
    for row, values in enumerate(found.to_python(skip_empty_area=False), 1):  # type: ignore[attr-defined]
        for column, value in enumerate(values, 1):
            cell = _cell(row, column, value, limits)
            if cell is not None:
                cells[row, column] = cell
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in found.merged_cell_ranges or ()  # type: ignore[attr-defined]
    )
    for merge in merges:
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                if (row, column) != (merge.top, merge.left):
                    cells[row, column] = Cell(row, column, CellKind.EMPTY, merged_from=(merge.top, merge.left))
    return Sheet(found.name, cells, merges, hidden)  # type: ignore[attr-defined]


def _cell(row: int, column: int, value: object, limits: Limits) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return Cell(row, column, CellKind.TRUTH, value, str(value).upper())
    if isinstance(value, int | float):
        number = exact(int(value) if float(value).is_integer() else value)
        return Cell(row, column, CellKind.NUMBER, number, show_number(number, "General"))
    if isinstance(value, datetime | date):
        return Cell(row, column, CellKind.DATE, value, show_date(value, "dd/mm/yyyy"), "dd/mm/yyyy")
    if isinstance(value, time | timedelta):
        return Cell(row, column, CellKind.TEXT, str(value), str(value))
    text = str(value)[: limits.text]
    return Cell(row, column, CellKind.TEXT, text, text.strip())
