"""The whole of a store as one workbook, for Excel, and so made that it comes back without a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.exchange import COUNTS, KEY, LISTS, Mark, OwnSheet, listed_columns, needs_listing
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.workbook.sheets import (
    BENEATH,
    LINK,
    PLAIN,
    SMALL,
    TITLE,
    as_text,
    fit_rows,
    head,
    landscape,
    new_workbook,
    put,
    put_figure,
    save,
    sheet_name,
    widths,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 4
_GRID = (KEY, "Ref", "Indicator", "Section")
_WIDE = {
    "id": 24,
    "indicator": 24,
    "name": 42,
    "title": 42,
    "text": 60,
    "description": 48,
    "note": 40,
    "definition": 48,
    "mitigation": 48,
}

_KEYS = frozenset({"id", "indicator", "scorecard", "owner", "risk", "table"})
"""The fields that name another record by its key, which is long and tells an officer little."""

Told = Callable[[int, int, str], None]


def write_store(book: Book, path: Path, *, council: str = "", author: str = "", told: Told | None = None) -> int:
    """Write everything that a book holds, and give the number of sheets.

    A sheet of figures for each scorecard, periods across, with the counts beneath; then a list for each other kind of
    record. Raises Refusal where the file cannot be written.
    """
    workbook = new_workbook(f"{council or 'Scorecards'}: figures and everything kept with them", author)
    contents = workbook.create_sheet("Contents")
    listed: list[tuple[str, str]] = []
    cards = book.scorecards()
    for number, card in enumerate(cards):
        if told is not None:
            told(number, len(cards) + 1, f"Writing {card.name}")
        listed.append((_figures(workbook, book, card), f"{card.name}: figures by period, with the counts beneath"))
    for record_type, title in LISTS.items():
        records = _listed(book, record_type)
        if records:
            name = _list(workbook, record_type, title, records)
            listed.append((name, f"{title}: {len(records):,} {'row' if len(records) == 1 else 'rows'}"))
    put(contents, 1, 1, council or "Scorecards", TITLE)
    put(
        contents,
        2,
        1,
        "Change figures in the scorecards’ own sheets, rows in the lists, and import this workbook again.",
    )
    for row, (name, what) in enumerate(listed, 4):
        link = put(contents, row, 1, what)
        link.hyperlink = f"#'{name.replace(chr(39), chr(39) * 2)}'!A1"
        link.font = LINK
        link.alignment = Alignment(wrap_text=False)
    widths(contents, [90])
    save(workbook, path)
    return len(workbook.worksheets)


def _figures(workbook: Workbook, book: Book, card: Scorecard) -> str:
    sheet = workbook.create_sheet(sheet_name(card.name, workbook.sheetnames))
    periods = _periods(book, card)
    put(sheet, 1, 1, card.name, TITLE).alignment = Alignment(wrap_text=False)
    put(sheet, 2, 1, Mark(OwnSheet.FIGURES, card.id).text, SMALL).alignment = Alignment(wrap_text=False)
    head(sheet, HEADER_ROW, [*_GRID, *(period.code for period in periods)])
    row = HEADER_ROW
    for indicator in book.indicators(card.id):
        row += 1
        for column, text in enumerate((indicator.id, indicator.ref, indicator.name, indicator.section), 1):
            cell = put(sheet, row, column, text, SMALL if column == 1 else PLAIN)
            cell.border = BENEATH
            if column == 1:
                cell.alignment = Alignment(horizontal="fill", vertical="top")
        held = [book.observation(indicator.id, period.code) for period in periods]
        for column, observation in enumerate(held, len(_GRID) + 1):
            if observation is not None:
                _figure(sheet, row, column, observation, indicator)
        if any(o is not None and (o.numerator is not None or o.denominator is not None) for o in held):
            row += 1
            _counts(sheet, row, indicator, held)
    columns = [6, 8, 46, 22, *(11 for _ in periods)]
    widths(sheet, columns)
    fit_rows(sheet, HEADER_ROW, columns)
    sheet.freeze_panes = f"{get_column_letter(len(_GRID))}{HEADER_ROW + 1}"
    landscape(sheet, HEADER_ROW)
    return str(sheet.title)


def _periods(book: Book, card: Scorecard) -> list[Period]:
    codes = {period.code for period in book.periods(card.id)}
    for indicator in book.indicators(card.id):
        codes |= {o.period for o in book.observations(indicator.id)}
    return sorted(period_from_code(code) for code in codes)


def _figure(sheet: Worksheet, row: int, column: int, observation: Observation, indicator: Indicator) -> None:
    if observation.value is not None:
        cell = put_figure(sheet, row, column, observation.value, indicator.unit, indicator.decimals)
    elif observation.symbol is not None:
        cell = put(sheet, row, column, observation.symbol.shorthand)
    else:
        return
    cell.border = BENEATH
    cell.alignment = Alignment(horizontal="right", vertical="top")


def _counts(sheet: Worksheet, row: int, indicator: Indicator, held: Sequence[Observation | None]) -> None:
    key = put(sheet, row, 1, indicator.id + COUNTS, SMALL)
    key.alignment = Alignment(horizontal="fill", vertical="top")
    put(sheet, row, 3, "numerator / denominator", SMALL).alignment = Alignment(horizontal="right")
    for column, observation in enumerate(held, len(_GRID) + 1):
        if observation is None or (observation.numerator is None and observation.denominator is None):
            continue
        above, below = (_count(each) for each in (observation.numerator, observation.denominator))
        cell = put(sheet, row, column, f"{above} / {below}", SMALL)
        cell.alignment = Alignment(horizontal="right", vertical="top")


def _count(value: Decimal | None) -> str:
    return "?" if value is None else plain(value)


def _listed(book: Book, record_type: type[Record]) -> list[Record]:
    if record_type is Observation:
        return [each for each in book.all(Observation) if needs_listing(each)]
    return book.all(record_type)


def _list(workbook: Workbook, record_type: type[Record], title: str, records: Sequence[Record]) -> str:
    sheet = workbook.create_sheet(sheet_name(title, workbook.sheetnames))
    columns = listed_columns(record_type)
    truths = _truths(record_type)
    put(sheet, 1, 1, title, TITLE).alignment = Alignment(wrap_text=False)
    put(sheet, 2, 1, Mark(OwnSheet.LIST, record_type.record_kind).text, SMALL).alignment = Alignment(wrap_text=False)
    head(sheet, HEADER_ROW, list(columns.values()))
    own = codec(record_type)
    for row, record in enumerate(records, HEADER_ROW + 1):
        encoded = own.encode(record)
        for column, name in enumerate(columns, 1):
            value: object = encoded[name]
            if name in truths:
                value = "yes" if value else "no"
            elif isinstance(getattr(record, name, None), Decimal):
                value = getattr(record, name)
            elif isinstance(value, str):
                value = as_text(value)
            cell = put(sheet, row, column, value, SMALL if name in _KEYS else PLAIN)
            if name in _KEYS:
                cell.alignment = Alignment(horizontal="fill", vertical="top")
            elif not isinstance(value, str):
                cell.alignment = Alignment(horizontal="right", vertical="top")
    wide = [_WIDE.get(name, 18) for name in columns]
    widths(sheet, wide)
    fit_rows(sheet, HEADER_ROW, wide)
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{HEADER_ROW + len(records)}"
    landscape(sheet, HEADER_ROW)
    return str(sheet.title)


def _truths(record_type: type[Record]) -> set[str]:
    hints = get_type_hints(record_type)
    return {field.name for field in fields(record_type) if hints[field.name] is bool}
