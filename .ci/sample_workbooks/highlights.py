"""A programme's highlight report as its manager fills it in: a form, with the milestones beneath it.

Made on purpose: the second milestone was planned for May and had not been reached at the report of June.
"""

from datetime import date

from openpyxl import Workbook

from sample_workbooks import sheets

_REPORT = (
    ("Programme", "Family hubs in every district", "Date of report", date(2025, 6, 30)),
    ("Sponsor", "Director of Children’s Services", "Overall status", "Amber"),
    ("Manager", "E. Bold", "Previous status", "Green"),
)
_PARTS = (
    ("Achievements in this period", "The hub at Barchester opened with midwives, health visitors and a library."),
    ("Slippage", "The lease at Plumstead Episcopi is with the owner’s solicitor since April."),
    ("Actions in the next period", "Sign the lease. Appoint the two hub managers."),
    ("Current risks", "The grant must be spent by March 2026."),
    ("Variances of cost and benefit", "Nil return"),
    ("Decisions required", "None"),
)
_HEADINGS = ("Milestone", "Planned date", "Revised date", "Date completed", "Progress")
_MILESTONES = (
    ("First hub opens", date(2025, 4, 1), None, date(2025, 4, 7), "Open six days a week"),
    ("Lease of the second hub is signed", date(2025, 5, 31), None, None, "With the owner’s solicitor"),
    ("Second hub opens", date(2025, 9, 1), date(2025, 11, 3), None, ""),
    ("All six hubs are open", date(2026, 3, 31), None, None, ""),
)  # fmt: skip


def make() -> Workbook:
    """One sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Family hubs"
    sheets.title(sheet, ["Programme highlight report"])
    for row, cells in enumerate(_REPORT, 3):
        for column, words in enumerate(cells, 1):
            sheets.put(sheet, row, column, words, "d mmm yyyy" if isinstance(words, date) else "")
    for row, (part, words) in enumerate(_PARTS, 6):
        sheets.put(sheet, row, 1, part)
        sheets.put(sheet, row, 2, words)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
        sheet.row_dimensions[row].height = 32
    sheets.heading(sheet, 13, _HEADINGS)
    for row, cells in enumerate(_MILESTONES, 14):
        for column, words in enumerate(cells, 1):
            sheets.put(sheet, row, column, words or None, "d mmm yyyy" if isinstance(words, date) else "")
    sheets.dress(sheet, {"A": 34, "B": 40, "C": 18, "D": 18, "E": 34}, "A3", "1:1")
    return workbook
