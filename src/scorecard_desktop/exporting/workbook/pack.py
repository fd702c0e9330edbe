"""A pack as a workbook, by the Government Analysis Function's guidance on statistics in spreadsheets.

A cover, a contents sheet with links, a notes sheet for the symbols used, then one sheet for each table, marked as a
table, with its title in A1; nothing merged, hidden or told by colour. The words of the paper stand on a sheet of their
own in their order, so that the workbook holds all that the paper does.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as MarkedTable
from openpyxl.worksheet.table import TableStyleInfo

from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.exporting.document import Document
from scorecard_desktop.exporting.flat_tables import Fact, FlatTable, flat_tables
from scorecard_desktop.exporting.flat_words import Said, cover_words, words_of
from scorecard_desktop.exporting.workbook.sheets import (
    ACCENT,
    INK,
    as_number,
    landscape,
    new_workbook,
    put,
    row_height,
    widths,
)
from scorecard_desktop.exporting.writing import write_whole

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[int, int], None]
"""Called after each sheet with how many are written, and of how many."""

_UNBROKEN = "\u00a0"
_FAMILY = "Arial"
_BODY = Font(name=_FAMILY, size=12, color=INK)
_STRONG = Font(name=_FAMILY, size=12, bold=True, color=INK)
_TITLE = Font(name=_FAMILY, size=18, bold=True, color=ACCENT)
_SUBTITLE = Font(name=_FAMILY, size=14, bold=True, color=ACCENT)
_LINK = Font(name=_FAMILY, size=12, underline="single", color=ACCENT)
_LINE = 16.0
_NARROWEST, _WIDEST = 9.0, 48.0
_COVER_WIDTH = 96.0
_ONE_LINE = Alignment(vertical="top", wrap_text=False)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FIGURE = Alignment(vertical="top", horizontal="right")
_MARKS = re.compile(r"\[[a-z]+\]|†")
_PURPOSE = (
    "The same report as the paper of this name: each of its tables on a sheet of its own, and its words in their order "
    "on the sheet Words. The sheet Contents leads to each; the sheet Notes says what the symbols mean."
)
_ONE_TABLE = "This worksheet contains one table."
_EPOCH = (1980, 1, 1, 0, 0, 0)
_RATINGS = {
    Rag.RED: "The figure misses its target by more than the tolerance.",
    Rag.AMBER: "The figure misses its target but is within the tolerance.",
    Rag.GREEN: "The figure meets its target.",
}


def write_workbook(
    document: Document,
    path: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write ``document`` to ``path`` as a workbook and say how many sheets it has.

    Raises ``Cancelled`` where ``cancelled`` answers yes before the file is in place, and ``Refusal`` where the file
    cannot be written; either way what stood at ``path`` before stands there still. The same document gives the same
    bytes.
    """
    tables = flat_tables(document)
    workbook = new_workbook(document.meta.title, document.meta.author)
    workbook.properties.subject = document.meta.subject or None
    total = len(tables) + 4
    sheets = _sheets(workbook, document, tables)
    for number in range(1, total + 1):
        if cancelled is not None and cancelled():
            raise Cancelled
        _finish(next(sheets), document)
        if progress is not None:
            progress(number, total)
    into = io.BytesIO()
    workbook.save(into)
    write_whole(path, _settled(into.getvalue(), document.meta.created))
    return total


def _sheets(workbook: Workbook, document: Document, tables: Sequence[FlatTable]) -> Iterator[Worksheet]:
    """The sheets in their order, each as it is made."""
    yield _cover(workbook.create_sheet("Cover"), document)
    yield _contents(workbook.create_sheet("Contents"), tables)
    yield _notes(workbook.create_sheet("Notes"), tables)
    yield _words(workbook.create_sheet("Words"), document)
    for number, table in enumerate(tables, 1):
        yield _table(workbook.create_sheet(_name(number)), table, number)


def _name(number: int) -> str:
    return f"Table_{number}"


def _cover(sheet: Worksheet, document: Document) -> Worksheet:
    meta = document.meta
    lines: list[tuple[str, Font]] = [(meta.title, _TITLE)]
    if meta.marking:
        lines.append((f"Protective marking: {meta.marking}", _STRONG))
    lines += [
        ("What this workbook is", _SUBTITLE),
        (_PURPOSE, _BODY),
    ]
    if meta.author:
        lines += [("Contact", _SUBTITLE), (f"Report author: {meta.author}", _BODY)]
    lines.append(("From the cover of the paper", _SUBTITLE))
    lines += [(words, _BODY) for words in cover_words(document)]
    for row, (words, font) in enumerate(lines, 1):
        put(sheet, row, 1, words, font).alignment = _WRAPPED
    _fit(sheet, [_COVER_WIDTH])
    landscape(sheet, 1)
    return sheet


def _contents(sheet: Worksheet, tables: Sequence[FlatTable]) -> Worksheet:
    listed = [
        ("Notes", "Symbols and ratings used in this workbook"),
        ("Words", "The words of the report in their order"),
        *((_name(number), table.title) for number, table in enumerate(tables, 1)),
    ]
    said = ("Contents", _ONE_TABLE)
    rows = [(Fact(name), Fact(what)) for name, what in listed]
    _marked(sheet, "Contents_table", said, ("Worksheet", "What it holds"), rows)
    for row, (name, _) in enumerate(listed, len(said) + 2):
        cell = sheet.cell(row, 1)
        cell.hyperlink = f"#'{name}'!A1"
        cell.font = _LINK
    return sheet


def _notes(sheet: Worksheet, tables: Sequence[FlatTable]) -> Worksheet:
    """What each symbol and rating that the tables use means."""
    every = [fact.words for table in tables for row in table.rows for fact in row]
    used = {mark for words in every for mark in _MARKS.findall(words)}
    meanings = [(symbol.shorthand, _meaning(symbol)) for symbol in Symbol if symbol.shorthand in used]
    if "†" in used:
        meanings.append(("†", "The figure was worked out from others."))
    said = set(every)
    meanings += [(rag.word, words) for rag, words in _RATINGS.items() if rag.word.lower() in said]
    rows = [(Fact(mark), Fact(meaning)) for mark, meaning in meanings] or [(Fact("None"), Fact("No symbols are used."))]
    _marked(sheet, "Notes_table", ("Notes", _ONE_TABLE), ("Symbol or rating", "What it means"), rows)
    return sheet


def _meaning(symbol: Symbol) -> str:
    more = {
        Symbol.NOT_AVAILABLE: "; a figure that is still to come has it too",
        Symbol.NOT_APPLICABLE: "; it stands where no figure is expected, and where a figure has no rating",
    }
    return f"{symbol.meaning[:1].upper()}{symbol.meaning[1:]}{more.get(symbol, '')}."


def _words(sheet: Worksheet, document: Document) -> Worksheet:
    rows = [tuple(Fact(words) for words in (one.part, one.under, one.kind, one.words)) for one in words_of(document)]
    nothing = Said("", "", "", "The report has no words outside its tables.")
    rows = rows or [tuple(Fact(words) for words in (nothing.part, nothing.under, nothing.kind, nothing.words))]
    said = ("Words", _ONE_TABLE, "What the report says outside its tables, in its order.")
    _marked(sheet, "Words_table", said, ("Part", "Heading", "What it is", "Words"), rows)
    return sheet


def _table(sheet: Worksheet, table: FlatTable, number: int) -> Worksheet:
    said = [f"Table {number}: {table.title}", _ONE_TABLE]
    if table.said:
        said.append(table.said)
    if table.has_blanks:
        said.append("A blank cell means that there is nothing to say there.")
    said.append("The sheet Notes says what the symbols mean.")
    _marked(sheet, _name(number), said, table.headers, table.rows)
    for row in table.totals:
        for cell in sheet[len(said) + 2 + row]:
            cell.font = _STRONG
    return sheet


def _marked(
    sheet: Worksheet, name: str, said: Sequence[str], headers: Sequence[str], rows: Sequence[tuple[Fact, ...]]
) -> None:
    """Write what opens a sheet, a line in each row, and under it a table that is marked as one."""
    for row, words in enumerate(said, 1):
        put(sheet, row, 1, words, _TITLE if row == 1 else _BODY).alignment = _ONE_LINE
    top = len(said) + 1
    for column, header in enumerate(headers, 1):
        put(sheet, top, column, header, _STRONG).alignment = _WRAPPED
    figures = [any(row[place].number is not None for row in rows) for place in range(len(headers))]
    for number, line in enumerate(rows, top + 1):
        for place, fact in enumerate(line):
            _fact(sheet, number, place + 1, fact, among_figures=figures[place])
    marked = MarkedTable(displayName=name, ref=f"A{top}:{get_column_letter(len(headers))}{top + len(rows)}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)
    sheet.freeze_panes = f"B{top + 1}"
    wide = [_width(headers[place], [row[place] for row in rows]) for place in range(len(headers))]
    _fit(sheet, wide, first=top)
    landscape(sheet, top)


def _fact(sheet: Worksheet, row: int, column: int, fact: Fact, *, among_figures: bool) -> None:
    number = fact.number
    if number is None or as_number(number.value) is None:
        cell = put(sheet, row, column, fact.words.replace(_UNBROKEN, " "), _BODY)
        if among_figures and _MARKS.fullmatch(fact.words):
            cell.alignment = _FIGURE
        return
    cell = put(sheet, row, column, number.value, _BODY)
    cell.number_format = number.shown_as
    cell.alignment = _FIGURE


def _width(header: str, facts: Iterable[Fact]) -> float:
    """In characters: room for the longest word and for most texts, and no more."""
    longest = max((len(word) for word in header.split()), default=0) + 3.0
    for fact in facts:
        for line in fact.words.split("\n"):
            longest = max(longest, min(len(line) * 1.15 + 2, _WIDEST))
    return min(max(longest, _NARROWEST), _WIDEST)


def _fit(sheet: Worksheet, by_column: Sequence[float], first: int = 1) -> None:
    widths(sheet, by_column)
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        height = row_height(row, by_column, _LINE)
        if number == 1 and first == 1:
            height = max(height, 28.0)
        sheet.row_dimensions[number].height = height
    if first > 1:
        sheet.row_dimensions[1].height = 28.0


def _finish(sheet: Worksheet, document: Document) -> None:
    """What every sheet has: the marking on its printed pages, and the cursor at its beginning."""
    marking = document.meta.marking.replace("&", "&&")
    for edge in (sheet.oddHeader, sheet.oddFooter):
        if marking and edge is not None and edge.center is not None:
            edge.center.text = marking
    sheet.sheet_view.showGridLines = True


def _settled(data: bytes, moment: datetime) -> bytes:
    """The file with the paper's own moment in place of the clock's, so that the same paper gives the same bytes."""
    stamp = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(entry, part)
    return into.getvalue()
