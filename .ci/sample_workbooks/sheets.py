"""How the council's performance team dresses its sheets."""

from collections.abc import Iterable, Mapping

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HEAD, SECTION, GREY = "FF12436D", "FFDCE6F0", "FFBFBFBF"
_HAIR = Side("thin", "FFC9CFD6")
_EDGES = Border(_HAIR, _HAIR, _HAIR, _HAIR)

WORDS = Alignment("left", "center", wrap_text=True, indent=1)
FIGURE = Alignment("right", "center", wrap_text=True)
CENTRE = Alignment("center", "center", wrap_text=True)


def font(colour: str = "FF1B1F24", size: float = 10, *, bold: bool = False) -> Font:
    """The team's one typeface."""
    return Font(name="Calibri", family=2, size=size, bold=bold, color=colour)


def fill(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour)


def title(sheet: Worksheet, lines: Iterable[str]) -> None:
    """The sheet's own heading and notes, from the first row down."""
    for row, text in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.font = font(HEAD, 16, bold=True) if row == 1 else font("FF57606A")


def heading(sheet: Worksheet, row: int, labels: Iterable[str], first: int = 1) -> None:
    """A row of column headings; an empty label leaves its cell empty but filled."""
    for column, label in enumerate(labels, first):
        cell = sheet.cell(row, column, label or None)
        cell.font, cell.fill = font("FFFFFFFF", bold=True), fill(HEAD)
        cell.alignment, cell.border = CENTRE, _EDGES
    sheet.row_dimensions[row].height = 44


def put(sheet: Worksheet, row: int, column: int, value: object, number_format: str = "") -> None:
    """One cell of words, on the left, or of a number, on the right with its format."""
    cell = sheet.cell(row, column, value)
    cell.font, cell.border = font(), _EDGES
    cell.alignment = FIGURE if isinstance(value, int | float) else WORDS
    if number_format:
        cell.number_format = number_format


def put_figure(sheet: Worksheet, row: int, column: int, value: object, number_format: str = "") -> None:
    """One cell of a column of figures: words such as “suppressed” stand on the right too."""
    put(sheet, row, column, value, number_format)
    sheet.cell(row, column).alignment = FIGURE


def counts(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A numerator over a denominator, small and grey beneath its percentage."""
    cell = sheet.cell(row, column, text)
    cell.font, cell.alignment, cell.border = font("FF57606A", 8), FIGURE, _EDGES


def not_expected(sheet: Worksheet, row: int, column: int) -> None:
    """A cell greyed out: no figure is due."""
    cell = sheet.cell(row, column)
    cell.fill, cell.border = fill(GREY), _EDGES


def section(sheet: Worksheet, row: int, name: str, last: int) -> None:
    """A section's name across the table."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    cell = sheet.cell(row, 1, name)
    cell.font, cell.fill, cell.alignment = font(HEAD, bold=True), fill(SECTION), WORDS
    sheet.row_dimensions[row].height = 20


def dress(sheet: Worksheet, widths: Mapping[str, float], freeze: str, repeat: str = "") -> None:
    """Column widths, frozen panes, and a page that fits."""
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = 0.4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if repeat:
        sheet.print_title_rows = repeat
