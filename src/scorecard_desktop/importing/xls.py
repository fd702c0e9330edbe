"""Reading the workbooks of Excel 97 to 2003 by xlrd: stored results, with formats, fills and merges.

In this format every formula holds a result, so none can be told to have never been calculated; and conditional formats
are not read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.building import Building, SheetBuilding
from scorecard_desktop.importing.cell_values import EPOCH, EPOCH_1904, number_cell, text_cell, truth_cell
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import HATCHED, PLAIN, Look, as_fill, as_letters
from scorecard_desktop.importing.opening import Opened, damaged, stop_if
from scorecard_desktop.importing.shown import GENERAL
from scorecard_desktop.importing.workbook import Place, Sheet, Workbook
from scorecard_desktop.importing.xlsx_styles import BUILT_IN

if TYPE_CHECKING:
    import xlrd
    from xlrd.sheet import Cell as XlrdCell
    from xlrd.sheet import Sheet as XlrdSheet


def read_xls(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    import xlrd
    from xlrd.compdoc import CompDocError

    building = Building(opened, limits, cancelled)
    try:
        stream = _stream(opened)
        _count_records(building, stream)
        with xlrd.open_workbook(
            file_contents=opened.content, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        ) as book:
            looks = _Looks(book)
            sheets = []
            for number, name in enumerate(book.sheet_names()):
                stop_if(cancelled)
                if progress is not None:
                    progress(number, book.nsheets, name)
                sheets.append(_sheet(building, book.sheet_by_index(number), looks))
                book.unload_sheet(number)
    except (Refusal, Cancelled):
        raise
    except (Exception, CompDocError) as error:
        raise damaged(opened.name) from error
    return building.workbook(sheets)


def _stream(opened: Opened) -> bytes:
    import olefile

    with olefile.OleFileIO(io.BytesIO(opened.content)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                found: bytes = container.openstream(name).read()
                return found
    raise damaged(opened.name)


_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, 0x0002, 0x0003, 0x0004, 0x0005, 0x0406}
_MANY_NUMBERS, _MANY_BLANKS, _BLANK = 0x00BD, 0x00BE, 0x0201


def _count_records(building: Building, stream: bytes) -> None:
    """Count the cells before any is built; whose the workbook is nobody knows yet."""
    counting = Building(building.opened, building.limits, building.cancelled, own=True)
    position, end = 0, len(stream) - 4
    while position <= end:
        kind, size = struct.unpack_from("<HH", stream, position)
        position += 4 + size
        if kind in _CELLS:
            counting.count(1)
        elif kind == _MANY_NUMBERS:
            counting.count(max(0, size - 6) // 6)
        elif kind == _BLANK:
            counting.count_blanks(1)
        elif kind == _MANY_BLANKS:
            counting.count_blanks(max(0, size - 6) // 2)


class _Looks(dict[int, Look]):
    """The look of each extended format, made when first asked for."""

    def __init__(self, book: xlrd.Book) -> None:
        super().__init__()
        self._book = book
        self.epoch = EPOCH_1904 if book.datemode else EPOCH

    def __missing__(self, number: int) -> Look:
        book = self._book
        look = PLAIN
        if 0 <= number < len(book.xf_list):
            style = book.xf_list[number]
            form = book.format_map.get(style.format_key)
            code = form.format_str if form is not None else GENERAL
            font = book.font_list[style.font_index] if style.font_index < len(book.font_list) else None
            look = Look(
                BUILT_IN.get(style.format_key, code) or GENERAL,
                self._fill(style.background),
                font is not None and (bool(font.bold) or font.weight >= 600),
                as_letters(self._shade(font.colour_index)) if font is not None else "",
            )
        self[number] = look
        return look

    def _fill(self, background: xlrd.formatting.XFBackground | None) -> str:
        if background is None or background.fill_pattern == 0:
            return ""
        return as_fill(self._shade(background.pattern_colour_index)) if background.fill_pattern == 1 else HATCHED

    def _shade(self, index: int) -> str:
        shade = self._book.colour_map.get(index)
        return "".join(f"{channel:02X}" for channel in shade) if shade is not None else ""


def _sheet(building: Building, found: XlrdSheet, looks: _Looks) -> Sheet:
    sheet = SheetBuilding(building, found.name, hidden=found.visibility != 0)
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row), 1):
            _put(sheet, building.limits, (row + 1, column), cell, looks)
    for top, bottom, left, right in found.merged_cells:
        sheet.merge(top + 1, left + 1, bottom, right)
    for number, about in found.rowinfo_map.items():
        if about.hidden:
            sheet.hide_rows(number + 1, number + 1)
    for number, column_about in found.colinfo_map.items():
        if column_about.hidden:
            sheet.hide_columns(number + 1, number + 1)
    return sheet.sheet()


def _put(sheet: SheetBuilding, limits: Limits, place: Place, cell: XlrdCell, looks: _Looks) -> None:
    import xlrd

    look = looks[cell.xf_index] if cell.xf_index is not None else PLAIN
    value = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        sheet.put(truth_cell(*place, bool(value), look))
        return
    if cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(int(value), "#VALUE!")
    elif isinstance(value, float):
        try:
            sheet.put(number_cell(*place, value, look, looks.epoch))
            return
        except (ValueError, OverflowError):
            value = "#NUM!"
    text = str(value)
    if not text:
        sheet.blank(*place, look)
        return
    kept = text[: limits.text]
    sheet.put(text_cell(*place, kept, kept.strip(), look))
    if len(text) > limits.text:
        sheet.cut(*place)
