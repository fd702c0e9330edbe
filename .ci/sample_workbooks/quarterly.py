"""The quarterly scorecard: sections across the sheet, comments, priorities, targets of every kind.

Made on purpose: the comment on 2.3 says that a worse figure improved; 1.3 and 4.1 do not say which way is good; a note
is merged over the quarters in which 2.5 is not reported.
"""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_workbooks import sheets

_HEADINGS = ("PI Ref", "Measure", "Polarity", "Stat Neigh Av", "National Av", "Target", "Yr. end 23-24", "Qu 4 23-24",
             "Qu 1 24-25", "Qu 2 24-25", "Qu 3 24-25", "Qu 4 24-25", "Yr. end 24-25", "RAG", "Quarterly dir of travel",
             "Comments", "Lead Officer", "C&YP Plan Priority", "Corporate Priority")  # fmt: skip
_HIGH, _LOW = "High is good", "Low is good"
_LATER = "data not yet released"

# ref, measure, polarity, neighbours, national, target, year end, five quarters, this year's end, comment, officer,
# priorities. A figure below 1.5 beside "%" is a share.
_SECTIONS = [
    (
        "Keeping children safe",
        [
            ("1.1", "Number of contacts", "N/A", None, None, None, 10681, (2600, 2809, 2127, 2544, 2391), 9871,
             "Fewer contacts came from the police after the front door was joined with theirs in the autumn.",
             "S. Harding", "2 Be safe", "Outcome 5"),
            ("1.2", "% of referrals made again within a year", _LOW, 0.221, 0.219, "<20%", 0.25,
             (0.3, 0.24, 0.2, 0.21, 0.19), None,
             "The target is met for the first time. Closed cases now have a call after six weeks.",
             "S. Harding", "2 Be safe", "Outcome 5"),
            ("1.3", "Number of children with a child protection plan", None, None, None, "260-300", 275,
             (275, 288, 333, 341, 322), None,
             "An audit in May found that the plans were needed. Large families account for a third of the rise.",
             "S. Harding", "2 Be safe", "Outcome 5"),
            ("1.4", "% of first conferences within 15 days", _HIGH, 0.83, 0.77, 0.9, 0.77,
             (0.91, 0.92, 0.83, 0.86, 0.84), None,
             "Nine conferences were late, all of them because a report came late. Chairs now ask for it on day eight.",
             "S. Harding", "2 Be safe", "Outcome 5"),
            ("1.5", "Number of children missing from home five times or more", _LOW, None, None, None, 11,
             ("suppressed", "suppressed", 5, 7, "suppressed"), None,
             "Each child is known and has a plan that is looked at every week.",
             "S. Harding", None, "Outcome 5"),
        ],
    ),
    (
        "Children in care",
        [
            ("2.1", "Rate of children in care per 10,000", "In range", 58, 62, "53.1 - 59.7", 56.0,
             (56.0, 58.1, 61.8, 63.0, 60.9), None,
             "Seventeen unaccompanied children came in the year. Without them the rate would be in range.",
             "M. Thorne", "2 Be safe", "Outcome 5"),
            ("2.2", "% of first health assessments asked for within 48 hours", _HIGH, None, None, 0.7, 0.71,
             (0.64, 0.78, 0.41, 0.52, 0.66), None,
             "The duty team now sends the request with the placement form, and half the gap is closed since summer.",
             "E. Bold", "4 Be healthy", "Outcome 5"),
            ("2.3", "% of children in care for a year with a health check", _HIGH, 0.84, 0.9, 1.0, 0.91,
             (0.91, 0.87, 0.794, 0.781, 0.763), None,
             "Performance has improved this quarter. Clinics on Saturdays begin in June.",
             "E. Bold", "4 Be healthy", "Outcome 5"),
            ("2.4", "Number of children in outside foster care", _LOW, None, None, 85, 95,
             (95, 102, 118, 121, 126), None,
             "Fewer carers came forward than were needed. A joint campaign with two neighbours starts in the autumn.",
             "M. Thorne", "2 Be safe", "Outcome 5"),
            ("2.5", "% of children in care with three placements or more in the year", _LOW, _LATER, 0.1, "<12%", 0.136,
             "This measure is reported once a year", 0.124,
             "The figure for the year is provisional.",
             "M. Thorne", None, "Outcome 5"),
        ],
    ),
    (
        "Schools and learning",
        [
            ("3.1", "% of primary schools good or outstanding", _HIGH, None, 0.87, 0.9, 0.93,
             (0.93, 0.91, 0.92, 0.92, 0.93), 0.93, None, "F. Arabin", "5 Best skills", "Outcome 3"),
            ("3.2", "Number of permanent exclusions", _LOW, 5, None, 0, 11, (2, 9, 4, 3, 3), 19,
             "Two of the three pupils have a place at another school.", "F. Arabin", "5 Best skills", "Outcome 3"),
            ("3.3", "% of eligible children with a free place at two years old", _HIGH, None, 0.72, "75%-80%", 0.76,
             (0.76, 0.75, 0.72, 0.74, 0.77), None, None, "F. Arabin", "5 Best skills", "Outcome 3"),
            ("3.4", "% of education, health and care plans issued within 20 weeks", _HIGH, 0.434, 0.555, 0.6,
             "41% (Jan 24 return)", (0.84, 0.6, 0.31, 0.38, 0.46), None,
             "Two psychologists started in January. The backlog should be gone by the end of the summer term.",
             "F. Arabin", "6 Additional needs", "Outcome 3"),
            ("3.5", "Number of statements still to be transferred", _LOW, None, None, "0 by end of August 2025", None,
             (467, 378, 77, 31, 12), None, None, "F. Arabin", "6 Additional needs", "Outcome 3"),
        ],
    ),
    (
        "Help for young people",
        [
            ("4.1", "Number of young people who came to the youth service", None, None, None, None, None,
             (1536, 1424, 1030, 1377, 1490), None,
             "Visits fall every summer.", "E. Bold", "5 Best skills", "Outcome 2"),
            ("4.2", "% of 16 and 17 year olds not in education, employment or training", _LOW, 0.026, 0.028, 0.025,
             0.024, (0.024, 0.023, 0.0165, 0.0182, 0.021), None, None, "E. Bold", "5 Best skills", "Outcome 2"),
            ("4.3", "Number of families who reached their goals", _HIGH, None, None, 40, 153,
             ("153 (full yr)", 45, 51, 38, 44), 178, None, "E. Bold", None, "Outcome 6"),
        ],
    ),
]  # fmt: skip
_FIRST_QUARTER, _LAST_QUARTER = 8, 12


def make() -> Workbook:
    """One sheet, with the marking above and below."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Q4 2024-25"
    sheets.title(sheet, ["Children’s Services scorecard: quarter 4, 2024-25", "OFFICIAL"])
    sheets.heading(sheet, 4, _HEADINGS)
    row = 5
    for name, measures in _SECTIONS:
        sheets.section(sheet, row, name, len(_HEADINGS))
        row += 1
        for measure in measures:
            _row(sheet, row, measure)
            row += 1
    sheet.cell(row + 1, 1, "OFFICIAL")
    widths = {"A": 7, "B": 42, "C": 13, "N": 7, "O": 12, "P": 60, "Q": 13, "R": 16, "S": 13}
    sheets.dress(sheet, widths | dict.fromkeys("DEFGHIJKLM", 11), "C5", "4:4")
    return workbook


def _row(sheet: Worksheet, row: int, measure: tuple) -> None:
    ref, name, polarity, neighbours, national, target, before, quarters, after, *words = measure
    share = name.startswith("%")
    for column, value in enumerate((ref, name, polarity), 1):
        sheets.put(sheet, row, column, value)
    for column, value in enumerate((neighbours, national, target, before), 4):
        sheets.put_figure(sheet, row, column, value, _format(value, share=share))
    if isinstance(quarters, str):
        sheet.merge_cells(start_row=row, start_column=_FIRST_QUARTER, end_row=row, end_column=_LAST_QUARTER)
        sheets.put(sheet, row, _FIRST_QUARTER, quarters)
    else:
        for column, value in enumerate(quarters, _FIRST_QUARTER):
            sheets.put_figure(sheet, row, column, value, _format(value, share=share))
    sheets.put_figure(sheet, row, 13, after, _format(after, share=share))
    sheets.put(sheet, row, 14, None)
    sheets.put(sheet, row, 15, None)
    for column, value in enumerate(words, 16):
        sheets.put(sheet, row, column, value)
    sheet.row_dimensions[row].height = 46


def _format(value: object, *, share: bool) -> str:
    if not isinstance(value, int | float):
        return ""
    if share:
        return "0%" if round(value, 2) == value else "0.0%"
    return "#,##0" if isinstance(value, int) else "0.0"
