"""Reading CSV and its like: how the characters are written, what parts the columns, and what each cell holds."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.building import LAST_COLUMN, Building, SheetBuilding
from scorecard_desktop.importing.cell_values import date_cell, text_cell, truth_cell
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import PLAIN, Look
from scorecard_desktop.importing.opening import Opened, WatchedBytes, too_many_cells
from scorecard_desktop.importing.shown import GENERAL
from scorecard_desktop.importing.workbook import Cell, CellKind, Workbook

_SEPARATORS = (",", ";", "\t", "|")
_SEEN = 200
_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Writing:
    """How a text file is written: its encoding, whether that was guessed from its letters, and its separator."""

    encoding: str
    guessed: bool
    separator: str
    skipped_lines: int = 0


def read_delimited(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The one sheet of a text file. Raises Refusal where it has no columns, Cancelled where asked to stop."""
    name = Path(opened.name).stem
    if progress is not None:
        progress(0, 1, name)
    writing = writing_of(opened)
    csv.field_size_limit(max(limits.file_bytes, csv.field_size_limit()))
    try:
        building, sheet = _read(opened, limits, cancelled, writing, strict=True)
    except csv.Error:
        building, sheet = _read(opened, limits, cancelled, writing, strict=False)
        building.note(
            "quotation-marks",
            Severity.WARNING,
            "A quotation mark in this file is not closed, or stands within a cell that has none around it. The cells "
            "after it may have run together.",
            "Compare the figures with the file, or save it again as a workbook.",
            name,
        )
    if writing.guessed:
        building.note(
            "encoding-guessed",
            Severity.NOTE,
            f"The file does not say how its letters are written. They are read as those of {_NAMES[writing.encoding]}.",
            "Look at the £ signs, dashes and apostrophes. If they are wrong, save the file as “CSV UTF-8”.",
            name,
        )
    return building.workbook([sheet.sheet()])


_NAMES = {"cp1252": "Windows", "mac_roman": "an old Mac"}


def writing_of(opened: Opened) -> Writing:
    """How the file is written. Raises Refusal where it is no table."""
    encoding, guessed = _encoding(opened.content)
    start = opened.content[:_SAMPLE].decode(encoding, "ignore")
    told = re.match(r"\ufeff?sep=(.)(\r\n|\r|\n)", start)
    if told is not None:
        return Writing(encoding, guessed, told[1], skipped_lines=1)
    separator = _separator(start)
    if not separator:
        raise Refusal(
            f"{opened.name} is plain text without columns, not a workbook. Choose an Excel or OpenDocument workbook, "
            "or a CSV file whose columns are parted by commas, semicolons or tabs."
        )
    return Writing(encoding, guessed, separator)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _encoding(content: bytes) -> tuple[str, bool]:
    """The encoding, and whether it had to be guessed."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, False
    start = content[:4096]
    if b"\x00" in start:
        return ("utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"), False
    if _is_utf8(content):
        return "utf-8", False
    return _by_its_letters(content[:_CHUNK]), True


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for position in range(0, len(content), _CHUNK):
            decoder.decode(content[position : position + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def starts_as(start: bytes) -> tuple[str, str]:
    """How a text file is written, by its first bytes: its encoding, UTF-8 unless they say otherwise, its separator."""
    encoding = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\x00" in start[:4096]:
        encoding, _ = _encoding(start)
    encoding = encoding.removesuffix("-sig")
    return encoding, _separator(start[:_SAMPLE].decode(encoding, "ignore"))


_LIKELY = frozenset("£€–—‘’“”•…·éèêëàâäáçñöôóüûúíîïßÉ°±½¼¾²³≤≥✓©®™\xa0")


def _by_its_letters(content: bytes) -> str:
    """Windows or an old Mac, by which gives the signs that officers use; with its line ends where both would."""
    high = Counter(byte for byte in content if byte >= 0x80)

    def likely(encoding: str) -> int:
        return sum(times for byte, times in high.items() if bytes([byte]).decode(encoding, "replace") in _LIKELY)

    windows, mac = likely("cp1252"), likely("mac_roman")
    if windows == mac:
        return "mac_roman" if b"\r" in content and b"\n" not in content else "cp1252"
    return "cp1252" if windows > mac else "mac_roman"


def _separator(start: str) -> str:
    """What parts the columns: the sign that gives most rows of one width; empty where none gives columns."""
    best, found = (0, 0), ""
    for separator in _SEPARATORS:
        rows = _first_rows(start, separator)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (times, width)
        if times >= 2 and score > best:
            best, found = score, separator
    return found


def _first_rows(start: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # what was read before tells enough
        rows.extend(row for _, row in zip(range(_SEEN), reader, strict=False))
    return rows


def _read(
    opened: Opened, limits: Limits, cancelled: Callable[[], bool] | None, writing: Writing, *, strict: bool
) -> tuple[Building, SheetBuilding]:
    building = Building(opened, limits, cancelled)
    sheet = SheetBuilding(building, Path(opened.name).stem)
    for row, values in enumerate(rows_of(opened, limits, cancelled, writing, strict=strict), 1 + writing.skipped_lines):
        building.count_blanks(1)
        for column, value in enumerate(values, 1):
            if value and not value.isspace():
                kept = value[: limits.text]
                sheet.put(_cell(row, column, kept))
                if len(value) > limits.text:
                    sheet.cut(row, column)
    return building, sheet


def rows_of(
    opened: Opened, limits: Limits, cancelled: Callable[[], bool] | None, writing: Writing, *, strict: bool
) -> Iterator[Sequence[str]]:
    """The rows of a text file. Raises csv.Error where ``strict`` and its quotation marks do not close."""
    width = 0

    def lines() -> Iterator[str]:
        nonlocal width
        for line in text:
            width += line.count(writing.separator)
            if width > LAST_COLUMN:
                raise too_many_cells(opened.name, limits)
            yield line

    stream = WatchedBytes(opened.content, cancelled)
    with io.TextIOWrapper(stream, writing.encoding, errors="replace", newline="") as text:
        for _ in range(writing.skipped_lines):
            text.readline()
        for row in csv.reader(lines(), delimiter=writing.separator, strict=strict):
            width = 0
            yield row


_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)(?P<money>£?)(?P<whole>0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.(?P<part>\d{1,15}))?(?P<percent>%?)"
)
_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})")
_AS_TEXT = re.compile(r'="([^"]*)"')


def _cell(row: int, column: int, value: str) -> Cell:
    """What a cell of a text file holds, as a spreadsheet program would take it, showing what the file says."""
    shown = value.strip()
    as_text = _AS_TEXT.fullmatch(shown)
    if as_text is not None:
        return text_cell(row, column, as_text[1], as_text[1].strip(), PLAIN)
    number = _NUMBER.fullmatch(shown)
    if number is not None:
        return _number_cell(row, column, shown, number)
    day = _DAY.fullmatch(shown)
    if day is not None:
        try:
            moment = (
                datetime.fromisoformat(day["iso"])
                if day["iso"]
                else datetime(int(day["year"]), int(day["month"]), int(day["day"]))
            )
        except ValueError:
            return text_cell(row, column, value, shown, PLAIN)
        return date_cell(row, column, moment, _ISO_DAY if day["iso"] else _BRITISH_DAY)
    if shown in ("TRUE", "FALSE"):
        return truth_cell(row, column, shown == "TRUE", PLAIN)
    return text_cell(row, column, value, shown, PLAIN)


_BRITISH_DAY, _ISO_DAY = Look("dd/mm/yyyy"), Look("yyyy-mm-dd")


def _number_cell(row: int, column: int, shown: str, number: re.Match[str]) -> Cell:
    part = number["part"] or ""
    minus = "-" if number["sign"] in ("-", "−") else ""
    value = Decimal(f"{minus}{number['whole'].replace(',', '')}{'.' if part else ''}{part}")
    if number["percent"]:
        value = value.scaleb(-2)
    places = f".{'0' * len(part)}" if part else ""
    grouped = "#,##0" if "," in number["whole"] else "0"
    money = '"£"' if number["money"] else ""
    form = f"{money}{grouped}{places}{number['percent']}"
    return Cell(row, column, CellKind.NUMBER, value, shown, GENERAL if form == "0" else form)
