"""What officers write about the indicators of the county report that are red, in three columns."""

from openpyxl import Workbook

from sample_workbooks import sheets

_HEADINGS = ("Outcome", "Ref", "Indicator", "What’s working well", "What are we worried about", "What needs to happen")
_ROWS = [
    (
        "Families get help early", "2.4", "% of assessments authorised in 45 working days",
        "- Two of the five teams authorise nine in ten on time.\n- Managers see a list of what falls due each Monday.",
        "- Plumstead has had no permanent manager since February.\n- Late health reports hold up one in four.",
        "- Fill the post at Plumstead by July.\n- Agree a date for health reports with the hospital trust.",
    ),
    (
        "Children are safe", "3.3", "% of families visited in the month",
        "- Visits are now written up on the day.",
        "- The share has fallen for three months running.\n- Families who move within the county are missed.",
        "- Pass a family on only at a joint visit.\n- Look at every missed visit at the weekly meeting.",
    ),
    (
        "Children are safe", "4.1", "% of first conferences held in 15 days",
        "- A tenth more conferences were on time than in March.",
        "- Three conferences for large families were put off for want of a chair.",
        "- Train two more chairs before the summer.",
    ),
    (
        "Children have a home near to their family", "5.1", "Looked-after children per 10,000 aged under 18",
        "- Forty children went home to their family in the year.",
        "- More young people come into care at 16, and they stay until they are 18.",
        "- Offer family meetings before a care order is asked for.\n- Open the edge-of-care team in the north.",
    ),
]  # fmt: skip


def make() -> Workbook:
    """One sheet, a row for each indicator."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Narrative April 2025"
    sheets.heading(sheet, 1, _HEADINGS)
    for row, texts in enumerate(_ROWS, 2):
        for column, text in enumerate(texts, 1):
            sheets.put(sheet, row, column, text)
        sheet.row_dimensions[row].height = 64
    sheets.dress(sheet, {"A": 26, "B": 6, "C": 32, "D": 48, "E": 48, "F": 48}, "D2", "1:1")
    return workbook
