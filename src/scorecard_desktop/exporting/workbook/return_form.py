"""The form that a service fills in: its own indicators, what was last said of them, and room for the new figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.exchange import (
    COMMENT_HEADINGS,
    KEY,
    REASON_HEADING,
    SEEN_HEADING,
    Mark,
    OwnSheet,
    ReturnColumn,
    seen,
)
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import Period
from scorecard_desktop.exporting.workbook.sheets import (
    BOX,
    ENTRY_FILL,
    PLAIN,
    SMALL,
    STRONG,
    TITLE,
    head,
    landscape,
    new_workbook,
    put,
    put_figure,
    save,
    widths,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BEFORE = 3
"""How many earlier periods are shown beside the new one."""

_HEADER_ROW = 10
_COMMENT_HEADER_ROW = 4
_LONGEST_PROMPT = 250
_NAME_CHARACTERS = 42
_ALWAYS = (CommentaryPart.COMMENT, CommentaryPart.BACKGROUND, CommentaryPart.ACTION)
_HELP = (
    "Fill in the pale yellow cells and send the file back. A percentage is typed with its sign, 81.7%, or is left out "
    "where both counts are given. Where there is no figure, choose why. Everything else may stay as it is: rows may be "
    "sorted, columns hidden, the file renamed."
)
_COMMENT_HELP = (
    "What the committee should know of each figure: what moved and why, what is being done, by when. What is already "
    "held is shown, and may be changed. A box that is left empty changes nothing."
)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Whose form it is and for when, as its head says."""

    service: str
    period: Period
    due: date | None = None
    council: str = ""

    @property
    def whose(self) -> str:
        """The service in words."""
        return self.service or "no service named"


def write_form(book: Book, facts: FormFacts, lines: Sequence[Indicator], path: Path) -> None:
    """Write the form of one service for one period: a sheet for the figures and one for the comments.

    Raises Refusal where the file cannot be written.
    """
    workbook = new_workbook(f"Return of {facts.whose} for {facts.period.label}", "")
    figures = workbook.create_sheet("Figures")
    _head_of_form(figures, facts, "Return", _HELP)
    columns = _figure_columns(facts.period)
    head(figures, _HEADER_ROW, list(columns))
    for row, indicator in enumerate(lines, _HEADER_ROW + 1):
        _figure_line(figures, row, book, indicator, facts.period, list(columns))
    _validate(figures, list(columns), lines)
    _finish(figures, columns, _HEADER_ROW, 17)
    comments = workbook.create_sheet("Comments")
    _head_of_form(comments, facts, "Comments", _COMMENT_HELP)
    parts = _parts(book, lines, facts.period)
    columns = {KEY: 5, "Ref": 7, "Indicator": 40, **{part.heading: 48 for part in parts}, SEEN_HEADING: 5}
    head(comments, _COMMENT_HEADER_ROW, list(columns))
    for row, indicator in enumerate(lines, _COMMENT_HEADER_ROW + 1):
        _comment_line(comments, row, book, indicator, facts.period, list(columns))
    _finish(comments, columns, _COMMENT_HEADER_ROW, 58)
    save(workbook, path)


def _figure_columns(period: Period) -> dict[str, float]:
    """The headings of the figures' sheet and their widths, in characters."""
    earlier = {period.shifted(-step).label: 10.0 for step in range(_BEFORE, 0, -1)}
    return {
        KEY: 5,
        "Ref": 7,
        "Indicator": 46,
        ReturnColumn.UNIT.value: 9,
        "Target": 13,
        **earlier,
        "Held now": 10,
        ReturnColumn.FIGURE.value: 11,
        ReturnColumn.ABOVE.value: 11,
        ReturnColumn.BELOW.value: 12,
        REASON_HEADING: 24,
        ReturnColumn.NOTE.value: 32,
        SEEN_HEADING: 5,
    }


def _finish(sheet: Worksheet, columns: Mapping[str, float], header: int, least: float) -> None:
    widths(sheet, columns.values())
    for row in range(header + 1, sheet.max_row + 1):
        lines = ceil(len(str(sheet.cell(row, 3).value or "")) / _NAME_CHARACTERS)
        sheet.row_dimensions[row].height = max(least, 13 * lines + 4)
    sheet.row_dimensions[header].height = 30
    sheet.freeze_panes = f"D{header + 1}"
    landscape(sheet, header)
    sheet.print_title_rows = f"{header}:{header}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _head_of_form(sheet: Worksheet, facts: FormFacts, what: str, help_: str) -> None:
    put(sheet, 1, 1, f"{what}: {facts.whose}, {facts.period.label}", TITLE).alignment = Alignment(wrap_text=False)
    mark = put(sheet, 2, 1, Mark(OwnSheet.RETURN, facts.service, facts.period.code).text, SMALL)
    mark.alignment = Alignment(wrap_text=False)
    row = 3
    if what == "Return":
        told = [
            ("Council", facts.council),
            ("Service", facts.whose),
            ("Period", facts.period.label),
            ("Due by", facts.due),
        ]
        for name, content in told:
            if content:
                _fact(sheet, row, name, content)
                row += 1
        _fact(sheet, row, ReturnColumn.COMPLETED_BY.value, None)
        for column in range(4, 9):
            _entry(sheet, row, column)
        row = _HEADER_ROW - 2
    put(sheet, row, 3, help_).alignment = Alignment(vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=12 if what == "Return" else 5)
    sheet.row_dimensions[row].height = 34


def _fact(sheet: Worksheet, row: int, name: str, content: object) -> None:
    put(sheet, row, 3, name, STRONG).alignment = Alignment(horizontal="right")
    cell = put(sheet, row, 4, content)
    cell.alignment = Alignment(horizontal="left", wrap_text=False)
    sheet.merge_cells(start_row=row, start_column=4, end_row=row, end_column=8)


def _entry(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.fill = ENTRY_FILL
    cell.border = BOX
    cell.protection = Protection(locked=False)
    cell.font = PLAIN


def _parts(book: Book, lines: Sequence[Indicator], period: Period) -> list[CommentaryPart]:
    """The comments that the form asks for: a report card's, and whichever the service has written before.

    Notes on the charts are the officers' own.
    """
    used = {
        each.part
        for indicator in lines
        for each in book.of_indicator(Commentary, indicator.id)
        if each.period in (period.code, period.previous().code)
    }
    return [part for part in CommentaryPart if part in _ALWAYS or part in used - {CommentaryPart.CHART_NOTE}]


def _name(sheet: Worksheet, row: int, indicator: Indicator, columns: Sequence[str]) -> None:
    """Which indicator a row is of."""
    key = put(sheet, row, columns.index(KEY) + 1, indicator.id, SMALL)
    key.alignment = Alignment(horizontal="fill", vertical="top")
    put(sheet, row, columns.index("Ref") + 1, indicator.ref)
    put(sheet, row, columns.index("Indicator") + 1, indicator.name)


def _figure_line(
    sheet: Worksheet, row: int, book: Book, indicator: Indicator, period: Period, columns: Sequence[str]
) -> None:
    def at(heading: str) -> int:
        return columns.index(heading) + 1

    held = book.observation(indicator.id, period.code)
    target = book.target(indicator.id, period.code)
    _name(sheet, row, indicator, columns)
    put(sheet, row, at(ReturnColumn.UNIT.value), indicator.unit.suffix or indicator.unit.value)
    put(sheet, row, at("Target"), target.show(indicator.unit, max(indicator.decimals, 2)) if target is not None else "")
    for step in range(_BEFORE, 0, -1):
        earlier = period.shifted(-step)
        _show(sheet, row, at(earlier.label), book.observation(indicator.id, earlier.code), indicator)
    _show(sheet, row, at("Held now"), held, indicator)
    for column in range(at(ReturnColumn.FIGURE.value), at(SEEN_HEADING)):
        _entry(sheet, row, column)
    sheet.cell(row, at(ReturnColumn.NOTE.value)).alignment = Alignment(vertical="top", wrap_text=True)
    zeros = f".{'0' * indicator.decimals}" if indicator.decimals else ""
    formats = {Unit.PERCENT: f"0{zeros}%", Unit.MONEY: f"£#,##0{zeros}"}
    sheet.cell(row, at(ReturnColumn.FIGURE.value)).number_format = formats.get(indicator.unit, f"#,##0{zeros}")
    put(sheet, row, at(SEEN_HEADING), seen(held), SMALL).alignment = Alignment(wrap_text=False)


def _comment_line(
    sheet: Worksheet, row: int, book: Book, indicator: Indicator, period: Period, columns: Sequence[str]
) -> None:
    _name(sheet, row, indicator, columns)
    marks = []
    for heading, part in COMMENT_HEADINGS.items():
        said = book.get(Commentary, indicator.id, period.code, part)
        marks.append(seen(said))
        if heading in columns:
            _entry(sheet, row, columns.index(heading) + 1)
            cell = put(sheet, row, columns.index(heading) + 1, said.text if said is not None else "")
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    put(sheet, row, columns.index(SEEN_HEADING) + 1, " ".join(marks), SMALL).alignment = Alignment(wrap_text=False)


def _show(sheet: Worksheet, row: int, column: int, held: Observation | None, indicator: Indicator) -> None:
    if held is not None and held.value is not None:
        cell = put_figure(sheet, row, column, held.value, indicator.unit, indicator.decimals)
    elif held is not None and held.symbol is not None:
        cell = put(sheet, row, column, held.symbol.shorthand)
    else:
        return
    cell.alignment = Alignment(horizontal="right", vertical="top")


def _validate(sheet: Worksheet, columns: Sequence[str], lines: Sequence[Indicator]) -> None:
    """What may be typed, said beside the cell: an unusual figure is asked about, a reason not of the list refused."""
    reasons = [f"{symbol.shorthand} {symbol.meaning}" for symbol in Symbol if not symbol.goes_with_a_value]
    first, last = _HEADER_ROW + 1, _HEADER_ROW + max(1, len(lines))

    def over(validation: DataValidation, column: int, top: int = first, bottom: int = last) -> None:
        letter = get_column_letter(column)
        validation.add(f"{letter}{top}:{letter}{bottom}")
        sheet.add_data_validation(validation)

    listed = DataValidation(type="list", formula1='"' + ",".join(reasons) + '"', allow_blank=True)
    listed.error, listed.errorTitle = "Choose one of the list, or leave the cell empty.", "Why is there no figure?"
    listed.showErrorMessage = True
    over(listed, columns.index(REASON_HEADING) + 1)
    for heading in (ReturnColumn.ABOVE.value, ReturnColumn.BELOW.value):
        count = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        count.error, count.errorTitle = "A count is a number, 0 or more.", heading
        count.showErrorMessage = True
        over(count, columns.index(heading) + 1)
    for row, indicator in enumerate(lines, first):
        over(_figure_validation(indicator), columns.index(ReturnColumn.FIGURE.value) + 1, row, row)


def _figure_validation(indicator: Indicator) -> DataValidation:
    if indicator.unit is Unit.PERCENT:
        validation = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
        validation.errorStyle = "warning"
        validation.error = "A percentage from 0% to 100% is expected. Type 81.7%, with the sign."
    else:
        validation = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        validation.errorStyle = "warning"
        validation.error = "A number, 0 or more, is expected. For no figure, choose why in the list beside it."
    validation.errorTitle = "Is this right?"
    validation.showErrorMessage = True
    said = indicator.definition or indicator.name
    validation.promptTitle = (indicator.ref or "Figure")[:32]
    validation.prompt = said if len(said) <= _LONGEST_PROMPT else f"{said[:_LONGEST_PROMPT].rsplit(' ', 1)[0]} …"
    validation.showInputMessage = True
    return validation
