"""The committee's forward plan from September on, as its clerk keeps it: a line for each meeting, its items beneath.

Made on purpose: one item has no meeting yet, so that the import has something to say.
"""

from openpyxl import Workbook

from sample_workbooks import sheets

_HEADINGS = ("Issue / decision", "Implications for other committees?", "Requested committee action (if known)",
             "Lead officer", "Exempt?")  # fmt: skip
_PLAN: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("Tuesday 16 September 2025, 10am, Council Chamber", (
        ("Performance report", "", "To consider the exceptions", "Head of Performance and Insight", ""),
        ("Yearly report on fostering", "", "To approve the statement of purpose", "M. Thorne", ""),
        ("Places in special schools", "Resources Committee: capital", "To comment on where places are needed",
         "F. Arabin", ""),
    )),
    ("Tuesday 18 November 2025, 10am, Council Chamber", (
        ("Performance report", "", "To consider the exceptions", "Head of Performance and Insight", ""),
        ("Budget planning 2026 to 2029", "Every committee", "To comment on the proposals", "Head of Finance", ""),
        ("Purchase of the fifth home", "", "To agree the purchase", "S. Harding", "It names a private owner."),
    )),
    ("Tuesday 20 January 2026, 2pm, Council Chamber", (
        ("Results of the summer examinations", "", "To hear what the schools do next", "F. Arabin", ""),
    )),
    ("Spring 2026, day to be agreed", (
        ("How missing children are found", "", "To hear the police and the partnership", "E. Bold", ""),
    )),
)  # fmt: skip


def make() -> Workbook:
    """One sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Forward plan"
    sheets.title(sheet, ["Children’s Services Committee: forward plan", "Kept by the clerk; items may still move."])
    sheets.heading(sheet, 4, _HEADINGS)
    row = 5
    for when, items in _PLAN:
        sheets.section(sheet, row, when, len(_HEADINGS))
        row += 1
        for item in items:
            for column, words in enumerate(item, 1):
                sheets.put(sheet, row, column, words or None)
            sheet.row_dimensions[row].height = 32
            row += 1
    sheets.dress(sheet, {"A": 44, "B": 28, "C": 40, "D": 30, "E": 24}, "A5", "4:4")
    return workbook
