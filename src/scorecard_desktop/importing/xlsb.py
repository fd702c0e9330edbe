"""Reading binary xlsx workbooks: values and merges by calamine, number formats by their records; no fills."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.building import Building, SheetBuilding
from scorecard_desktop.importing.cell_values import date_cell, number_cell, text_cell, truth_cell
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import PLAIN, Look, Shown
from scorecard_desktop.importing.opening import Opened, damaged, stop_if, too_many_cells
from scorecard_desktop.importing.workbook import Place, Sheet, Workbook
from scorecard_desktop.importing.xlsx_styles import BUILT_IN

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_DAY = Look("dd/mm/yyyy")


def read_xlsb(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    import python_calamine

    building = Building(opened, limits, cancelled)
    building.note(
        "fills-not-read",
        Severity.NOTE,
        "The colours of a binary workbook (.xlsb) are not read, nor which of its formulae were never calculated.",
        "Save it as .xlsx and import that, if grey cells or the sheet’s own ratings matter.",
    )
    sheets: list[Sheet] = []
    try:
        with zipfile.ZipFile(io.BytesIO(opened.content)) as archive:
            styles = _Styles.read(archive, building)
            styled = list(_styled_cells(archive, building))
        book = python_calamine.load_workbook(io.BytesIO(opened.content))
        for number, about in enumerate(book.sheets_metadata):
            stop_if(cancelled)
            if progress is not None:
                progress(number, len(styled), about.name)
            found = book.get_sheet_by_index(number)
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            looks = styled[number] if number < len(styled) else {}
            sheets.append(_sheet(SheetBuilding(building, about.name, hidden=hidden), found, looks, styles, limits.text))
    except (Refusal, Cancelled):
        raise
    except Exception as error:
        raise damaged(opened.name) from error
    return building.workbook(sheets)


def _records(content: bytes, building: Building) -> Iterator[tuple[int, int]]:
    """The records of a binary part: their kind and where their data begins. Raises Refusal where they have no end."""
    position, end, left = 0, len(content), 4 * (building.limits.cells + building.limits.blanks)
    while position < end:
        left -= 1
        if left < 0:
            raise too_many_cells(building.opened.name, building.limits)
        kind = content[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[position] & 0x7F) << 7
            position += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = content[position]
            position += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, position
        position += size


_ROW, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END, _LISTED_SHEET = 0, 44, 47, 617, 618, 156
_CELLS = frozenset({*range(1, 12), 62})
_SPREAD = 4


def _number(content: bytes, position: int, size: int) -> int:
    return int.from_bytes(content[position : position + size], "little")


@dataclass(slots=True)
class _Styles:
    """The number format of each style."""

    looks: list[Look] = field(default_factory=list)

    @classmethod
    def read(cls, archive: zipfile.ZipFile, building: Building) -> _Styles:
        """From the styles of the archive; none where it has none."""
        styles = cls()
        formats = dict(BUILT_IN)
        if "xl/styles.bin" not in archive.namelist():
            return styles
        content = archive.read("xl/styles.bin")
        within = False
        for kind, position in _records(content, building):
            if kind == _FORMAT:
                length = _number(content, position + 2, 4)
                code = content[position + 6 : position + 6 + 2 * length].decode("utf-16-le", "replace")
                formats[_number(content, position, 2)] = code
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                within = kind == _STYLES_BEGIN
            elif kind == _STYLE and within:
                styles.looks.append(Look(formats.get(_number(content, position + 2, 2), PLAIN.number_format)))
        return styles

    def look(self, number: int) -> Look:
        """The look of a style; the plain one where the file has no such style."""
        return self.looks[number] if number < len(self.looks) else PLAIN


def _styled_cells(archive: zipfile.ZipFile, building: Building) -> Iterator[dict[Place, int]]:
    """For each sheet the styles of its cells. Raises Refusal where its cells lie too far apart to be laid out."""
    limits = building.limits
    for part in _sheet_parts(archive, building):
        content = archive.read(part)
        row, found = 0, {}
        for kind, position in _records(content, building):
            if kind == _ROW:
                row = _number(content, position, 4) + 1
            elif kind in _CELLS:
                found[row, _number(content, position, 4) + 1] = _number(content, position + 4, 3)
        if found:
            rows, columns = [row for row, _ in found], [column for _, column in found]
            if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > limits.cells * _SPREAD:
                raise too_many_cells(building.opened.name, limits)
        yield found


def _sheet_parts(archive: zipfile.ZipFile, building: Building) -> Iterator[str]:
    """The parts of the sheets in the workbook's order, by its relations."""
    from defusedxml.ElementTree import fromstring

    targets = {}
    for relation in fromstring(archive.read("xl/_rels/workbook.bin.rels")):
        targets[relation.get("Id")] = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    content = archive.read("xl/workbook.bin")
    for kind, position in _records(content, building):
        if kind == _LISTED_SHEET:
            length = _number(content, position + 8, 4)
            identity = content[position + 12 : position + 12 + 2 * length].decode("utf-16-le", "replace")
            if targets.get(identity) in archive.namelist():
                yield targets[identity]


def _sheet(
    sheet: SheetBuilding, found: CalamineSheet, styled: dict[Place, int], styles: _Styles, longest: int
) -> Sheet:
    for row, values in enumerate(found.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if value != "":
                _put(sheet, (row, column), value, styles.look(styled.get((row, column), 0)), longest)
    for (top, left), (bottom, right) in found.merged_cell_ranges or ():
        sheet.merge(top + 1, left + 1, bottom + 1, right + 1)
    return sheet.sheet()


def _put(sheet: SheetBuilding, place: Place, value: object, look: Look, longest: int) -> None:
    if isinstance(value, bool):
        sheet.put(truth_cell(*place, value, look))
    elif isinstance(value, int | float):
        sheet.put(number_cell(*place, value, look))
    elif isinstance(value, datetime | date):
        sheet.put(date_cell(*place, value, look if look.shown is Shown.DATE else _DAY))
    else:
        text = str(value)
        kept = text[:longest]
        sheet.put(text_cell(*place, kept, kept.strip(), look))
        if len(text) > longest:
            sheet.cut(*place)
