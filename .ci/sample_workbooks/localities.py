"""Two indicators by locality, a row for each month and locality, with the county's own figures beneath.

Made on purpose: some numbers are so small that a public version must hold them back, and others with them; the
percentage is a share of the very children that the count counts.
"""

from openpyxl import Workbook

from sample_workbooks import sheets

_LOCALITIES = ("Plumstead", "Courcy", "Ullathorne", "Hogglestock", "Barchester")
# month, then for each locality: children missing, and of how many of them an interview was held in time
_MONTHS = {
    "Jan-25": ((9, 8), (3, 2), (12, 10), (7, 7), (18, 15)),
    "Feb-25": ((11, 9), (6, 6), (9, 9), (8, 7), (21, 19)),
    "Mar-25": ((8, 8), (2, 1), (14, 12), (4, 4), (17, 15)),
    "Apr-25": ((10, 9), (7, 7), (11, 10), (0, 0), (19, 16)),
}
_HEADINGS = (
    "Ref", "Indicator", "Good is", "Unit", "Period", "Locality", "Value", "Numerator", "Denominator", "Lead officer",
)  # fmt: skip
_COUNT = ("L1", "Children who went missing from home in the month", "Low", "Count")
_SHARE = ("L2", "Return interviews held within three days of coming home", "High", "Percentage")
_LEAD = "E. Bold"


def make() -> Workbook:
    """One sheet, a row for each indicator, month and locality."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Localities"
    sheets.title(sheet, ["Children missing from home, by locality", "Barchester County Council, April 2025"])
    sheets.heading(sheet, 4, _HEADINGS)
    row = 5
    for period, pairs in _MONTHS.items():
        total = (sum(all_of for all_of, _ in pairs), sum(part for _, part in pairs))
        for locality, (missing, seen) in (*zip(_LOCALITIES, pairs, strict=True), ("", total)):
            _row(sheet, row, (*_COUNT, period, locality, missing, None, None, _LEAD), "0")
            row += 1
            if missing:
                share = round(seen / missing, 4)
                _row(sheet, row, (*_SHARE, period, locality, share, seen, missing, _LEAD), "0.0%")
                row += 1
    widths = {"A": 8, "B": 60, "C": 10, "D": 13, "E": 10, "F": 16, "J": 14} | dict.fromkeys("GHI", 12)
    sheets.dress(sheet, widths, "C5", "4:4")
    return workbook


def _row(sheet: object, row: int, cells: tuple, number_format: str) -> None:
    for column, value in enumerate(cells, 1):
        sheets.put(sheet, row, column, value, number_format if column == 7 else "")
