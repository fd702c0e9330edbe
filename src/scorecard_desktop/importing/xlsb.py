"""Reading binary xlsx workbooks, record by record (MS-XLSB): what Excel last computed, with formats, fills and merges.

Conditional formats are not read.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.building import LAST_COLUMN, LAST_ROW, Building, SheetBuilding
from scorecard_desktop.importing.cell_values import EPOCH, EPOCH_1904, number_cell, text_cell, truth_cell
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import HATCHED, PLAIN, Colours, Look, as_fill, as_letters
from scorecard_desktop.importing.opening import Opened, damaged, too_many_cells
from scorecard_desktop.importing.parts import Parts
from scorecard_desktop.importing.shown import GENERAL
from scorecard_desktop.importing.workbook import Sheet, Workbook
from scorecard_desktop.importing.xlsx_styles import BUILT_IN

_RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_MAIN, _TEXTS, _STYLES = "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read_xlsb(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    building = Building(opened, limits, cancelled)
    with Parts(opened, limits, cancelled) as parts:
        reading = _Reading(building, parts)
        listed, epoch = reading.contents()
        texts = reading.texts()
        looks = reading.looks()
        sheets: list[Sheet] = []
        for done, (name, part, hidden) in enumerate(listed):
            parts.stop_if_asked()
            if progress is not None:
                progress(done, len(listed), name)
            sheet = SheetBuilding(building, name, hidden=hidden)
            sheets.append(_SheetReading(building, sheet, texts, looks, epoch).read(reading.records(part)))
    if not sheets:
        raise damaged(opened.name)
    return building.workbook(sheets)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its kind, and its data, read by place."""

    kind: int
    data: bytes

    def number(self, place: int, size: int = 4) -> int:
        """An unsigned number."""
        if place + size > len(self.data):
            raise ValueError(self.kind)
        return int.from_bytes(self.data[place : place + size], "little")

    def real(self, place: int) -> float:
        """A number of eight bytes."""
        found: float = struct.unpack_from("<d", self.data, place)[0]
        return found

    def packed(self, place: int) -> float:
        """A number of four bytes: whole or the upper half of a real one, perhaps in hundredths."""
        written = self.number(place)
        hundredths, whole = written & 1, written & 2
        if whole:
            value: float = struct.unpack("<i", struct.pack("<I", written))[0] >> 2
        else:
            value = struct.unpack("<d", struct.pack("<II", 0, written & 0xFFFFFFFC))[0]
        return value / 100 if hundredths else value

    def words(self, place: int) -> tuple[str, int]:
        """A text, and where it ends."""
        length = self.number(place)
        end = place + 4 + 2 * length
        if length == 0xFFFFFFFF or end > len(self.data):
            raise ValueError(self.kind)
        return self.data[place + 4 : end].decode("utf-16-le", "replace"), end


_SHEET_LISTED, _PROPERTIES, _SHARED_TEXT = 156, 153, 19
_FONT, _FORMAT, _FILL, _STYLE, _STYLES_BEGIN, _STYLES_END = 43, 44, 45, 47, 617, 618


class _Reading:
    """The parts of the archive."""

    def __init__(self, building: Building, parts: Parts) -> None:
        self._building = building
        self._parts = parts
        self._left = 2 * (building.limits.own_cells + building.limits.blanks)

    def records(self, part: str) -> Iterator[_Record]:
        """The records of a part. Raises Refusal where there are too many."""
        if part not in self._parts.names:
            return
        content = self._parts.content(part)
        position, end = 0, len(content)
        while position < end:
            self._left -= 1
            if self._left < 0:
                raise too_many_cells(self._building.opened.name, self._building.limits)
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
            if position + size > end:
                raise ValueError(kind)
            yield _Record(kind, content[position : position + size])
            position += size

    def contents(self) -> tuple[list[tuple[str, str, bool]], datetime]:
        """The sheets (name, part, hidden), and day 0 of the dates."""
        targets: dict[str, str] = {}

        def relation(attributes: dict[str, str]) -> None:
            if attributes.get("TargetMode") != "External" and attributes.get("Type", "").endswith("/worksheet"):
                joined = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
                targets[attributes.get("Id", "")] = joined.lstrip("/")

        self._parts.xml("xl/_rels/workbook.bin.rels", _RELATIONS, {"Relationship": relation})
        sheets = []
        epoch = EPOCH
        for record in self.records(_MAIN):
            if record.kind == _PROPERTIES and record.number(0) & 1:
                epoch = EPOCH_1904
            elif record.kind == _SHEET_LISTED:
                identity, end = record.words(8)
                name, _ = record.words(end)
                if targets.get(identity) in self._parts.names:
                    sheets.append((name, targets[identity], record.number(0) != 0))
        return sheets, epoch

    def texts(self) -> list[str]:
        """The texts that cells name by number."""
        return [record.words(1)[0] for record in self.records(_TEXTS) if record.kind == _SHARED_TEXT]

    def looks(self) -> list[Look]:
        """The look of each style."""
        colours = Colours()
        formats = dict(BUILT_IN)
        fonts: list[tuple[bool, str]] = []
        fills: list[str] = []
        looks: list[Look] = []
        within = False
        for record in self.records(_STYLES):
            if record.kind == _FORMAT:
                formats[record.number(0, 2)] = record.words(2)[0]
            elif record.kind == _FONT:
                fonts.append((record.number(4, 2) >= 600, as_letters(_shade(record, 12, colours))))
            elif record.kind == _FILL:
                pattern = record.number(0)
                fills.append(as_fill(_shade(record, 4, colours)) if pattern == 1 else HATCHED if pattern else "")
            elif record.kind in (_STYLES_BEGIN, _STYLES_END):
                within = record.kind == _STYLES_BEGIN
            elif record.kind == _STYLE and within:
                form, font, fill = (record.number(place, 2) for place in (2, 4, 6))
                bold, letters = fonts[font] if font < len(fonts) else (False, "")
                shade = fills[fill] if fill < len(fills) else ""
                looks.append(Look(formats.get(form, GENERAL) or GENERAL, shade, bold, letters))
        return looks


def _shade(record: _Record, place: int, colours: Colours) -> str:
    """A colour of eight bytes: what it is named by, its number, its tint, and its red, green and blue."""
    kind, index = record.number(place, 1) >> 1, record.number(place + 1, 1)
    if kind == 1:
        return colours.by_number(index)
    if kind == 3:
        tint: int = struct.unpack_from("<h", record.data, place + 2)[0]
        return colours.of_theme(index, tint / 32_767)
    return record.data[place + 4 : place + 7].hex().upper() if kind == 2 else ""


_ROW, _MERGE, _COLUMN_LOOK = 0, 176, 60
_BLANK, _PACKED, _ERROR, _TRUTH, _REAL, _WORDS, _SHARED, _RICH = 1, 2, 3, 4, 5, 6, 7, 62
_OF_FORMULA = {8: _WORDS, 9: _REAL, 10: _TRUTH, 11: _ERROR}
_HIDDEN_ROW = 0x10


@dataclass
class _SheetReading:
    """One sheet being read."""

    building: Building
    sheet: SheetBuilding
    texts: list[str]
    looks: list[Look]
    epoch: datetime
    _row: int = field(default=0)

    def read(self, records: Iterator[_Record]) -> Sheet:
        """The whole of it."""
        for record in records:
            if record.kind == _ROW:
                self._row = record.number(0) + 1
                if self._row > LAST_ROW:
                    raise ValueError(self._row)
                if len(record.data) > 11 and record.data[11] & _HIDDEN_ROW:
                    self.sheet.hide_rows(self._row, self._row)
            elif record.kind == _MERGE:
                top, bottom, left, right = (record.number(place) + 1 for place in (0, 4, 8, 12))
                self.sheet.merge(top, left, bottom, right)
            elif record.kind == _COLUMN_LOOK and record.number(16, 2) & 1:
                self.sheet.hide_columns(record.number(0) + 1, record.number(4) + 1)
            elif 0 < record.kind < 12 or record.kind == _RICH:
                self._cell(record)
        return self.sheet.sheet()

    def _cell(self, record: _Record) -> None:
        row, column = self._row, record.number(0) + 1
        if not 0 < column <= LAST_COLUMN or row == 0:
            raise ValueError(column)
        style = record.number(4, 3)
        look = self.looks[style] if style < len(self.looks) else PLAIN
        kind = _OF_FORMULA.get(record.kind, record.kind)
        if kind == _BLANK:
            self.sheet.blank(row, column, look)
        elif kind == _TRUTH:
            self.sheet.put(truth_cell(row, column, record.number(8, 1) != 0, look))
        elif kind in (_PACKED, _REAL):
            value = record.packed(8) if kind == _PACKED else record.real(8)
            try:
                self.sheet.put(number_cell(row, column, value, look, self.epoch))
            except (ValueError, OverflowError):
                self._text(row, column, "#NUM!", look)
        elif kind == _ERROR:
            self._text(row, column, _ERRORS.get(record.number(8, 1), "#VALUE!"), look)
        elif kind == _SHARED:
            self._text(row, column, self.texts[record.number(8)], look)
        else:
            self._text(row, column, record.words(9 if kind == _RICH else 8)[0], look)

    def _text(self, row: int, column: int, text: str, look: Look) -> None:
        kept = text[: self.building.limits.text]
        if not kept:
            self.sheet.blank(row, column, look)
            return
        self.sheet.put(text_cell(row, column, kept, kept.strip(), look))
        if len(text) > len(kept):
            self.sheet.cut(row, column)
