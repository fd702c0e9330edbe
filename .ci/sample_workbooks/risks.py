"""The departmental risk register in July, and what it said in May.

Between the two one risk is new, one is gone (the program's own lists say that it was closed, and why), and scores,
prospects, a target date, an owner and a mitigation changed.
Made on purpose: the current score of RM204 is not its likelihood times its impact, and RM207's target date has passed.
"""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_workbooks import sheets

_HEADINGS = ("Risk Number", "Risk Name", "Risk Description", "Risk Owner", "Date entered", "Date of update",
             "Original Likelihood", "Original Impact", "Original Score", "Current Likelihood", "Current Impact",
             "Current Score", "Target Likelihood", "Target Impact", "Target Score", "Target Date", "Prospects",
             "Tasks to mitigate the risk", "Progress update")  # fmt: skip
_TRANSPORT = (
    "RM201", "Home to school transport costs more than its budget",
    "More pupils have a plan that names a distant school, and hire costs rise faster than the budget.",
)  # fmt: skip
_PLACEMENTS = (
    "RM202", "Too few foster homes near to Barchester",
    "Children are placed at a distance and at a higher price because carers retire faster than they are recruited.",
)  # fmt: skip
_WORKFORCE = (
    "RM204", "Social work posts stay empty",
    "A quarter of the posts in the assessment teams are filled by agency staff, so that children see several workers.",
)  # fmt: skip
_RECORDS = (
    "RM205", "The case system is replaced during an inspection year",
    "Records may be late or incomplete while teams learn the new system.",
)  # fmt: skip
_PLANS = (
    "RM207", "Education, health and care plans are late",
    "Late plans delay support and lead to complaints and tribunals.",
)  # fmt: skip
_BUILDING = ("RM203", "The family centre at Plumstead Episcopi is unsafe", "The roof may need the centre to close.")
_CARE_LEAVERS = (
    "RM209", "Care leavers wait for a home of their own",
    "Fewer flats come up than young people leave care, and bed and breakfast has been used twice.",
)  # fmt: skip

# the three texts, then owner, entered, updated, original, current, target (likelihood, impact, score), date,
# prospects, tasks, progress
_JULY = [
    (*_TRANSPORT, "F. Arabin", "04 November 2022", "16 June 2025", (3, 3, 9), (4, 3, 12), (2, 2, 4), "Mar-26", "Amber",
     "Train 100 pupils a year to travel by themselves. Join routes with two neighbouring councils. Tender again.",
     "The first 62 pupils have been trained. The forecast overspend has fallen by a fifth since May."),
    (*_PLACEMENTS, "M. Thorne", "18 May 2021", "16 June 2025", (4, 4, 16), (4, 4, 16), (2, 3, 6), "Dec-25", "Red",
     "Recruit with two neighbouring councils. Pay carers for a second child from the first night.",
     "Eleven households are being assessed against a plan of twenty."),
    (*_WORKFORCE, "E. Bold", "09 January 2023", "17 June 2025", (4, 4, 16), (3, 4, 16), (2, 3, 6), "Mar-26", "Amber",
     "Offer a post to every student on placement. Pay a premium in the two hardest teams.",
     "Nine students start in September. Agency staff are down from 31 to 24."),
    (*_RECORDS, "S. Harding", "12 February 2024", "17 June 2025", (3, 4, 12), (2, 3, 6), (1, 3, 3), "Sep-25", "Green",
     "Run both systems for a month. Train every team before it moves.",
     "Four of six teams have moved and none has lost a record."),
    (*_PLANS, "F. Arabin", "03 September 2023", "17 June 2025", (4, 3, 12), (4, 4, 16), (2, 3, 6), "May-25", "Red",
     "Appoint two psychologists. Buy 60 assessments from outside.",
     "Both posts are filled. The share on time has risen for two quarters and is still below half."),
    (*_CARE_LEAVERS, "M. Thorne", "11 June 2025", "18 June 2025", (3, 4, 12), (3, 4, 12), (2, 2, 4), "Jun-26", "Amber",
     "Ask each district for ten flats a year.", "Two districts have agreed."),
]  # fmt: skip
_MAY = [
    (*_TRANSPORT, "F. Arabin", "04 November 2022", "14 April 2025", (3, 3, 9), (4, 4, 16), (2, 2, 4), "Mar-26", "Red",
     "Train 100 pupils a year to travel by themselves. Tender again.", "The contract for training has been signed."),
    (*_PLACEMENTS, "S. Harding", "18 May 2021", "14 April 2025", (4, 4, 16), (4, 4, 16), (2, 3, 6), "Sep-25", "Amber",
     "Recruit with two neighbouring councils. Pay carers for a second child from the first night.",
     "The joint advertisement is out."),
    (*_BUILDING, "E. Bold", "20 October 2024", "15 April 2025", (3, 3, 9), (1, 3, 3), (1, 2, 2), "May-25", "Green",
     "Mend the roof.", "The scaffolding came down in April."),
    (*_WORKFORCE, "E. Bold", "09 January 2023", "15 April 2025", (4, 4, 16), (4, 4, 16), (2, 3, 6), "Mar-26", "Amber",
     "Offer a post to every student on placement. Pay a premium in the two hardest teams.",
     "The premium has been agreed."),
    (*_RECORDS, "S. Harding", "12 February 2024", "15 April 2025", (3, 4, 12), (3, 3, 9), (1, 3, 3), "Sep-25", "Amber",
     "Run both systems for a month. Train every team before it moves.", "The first team has moved."),
    (*_PLANS, "F. Arabin", "03 September 2023", "15 April 2025", (4, 3, 12), (4, 4, 16), (2, 3, 6), "May-25", "Amber",
     "Appoint two psychologists. Buy 60 assessments from outside.", "Interviews are in May."),
]  # fmt: skip


def make() -> Workbook:
    """A sheet for each review, the later first."""
    workbook = Workbook()
    _sheet(workbook.active, "July 2025", _JULY)
    _sheet(workbook.create_sheet(), "May 2025", _MAY)
    return workbook


def _sheet(sheet: Worksheet, when: str, rows: list) -> None:
    sheet.title = f"Risk register {when}"
    sheets.title(sheet, [f"Children’s Services risk register: as at {when}"])
    sheets.heading(sheet, 3, _HEADINGS)
    for row, entry in enumerate(rows, 4):
        cells = [part for value in entry for part in (value if isinstance(value, tuple) else (value,))]
        for column, value in enumerate(cells, 1):
            sheets.put(sheet, row, column, value)
        sheet.row_dimensions[row].height = 72
    widths = {"A": 9, "B": 26, "C": 44, "D": 12, "E": 13, "F": 13, "P": 9, "Q": 11, "R": 44, "S": 44}
    sheets.dress(sheet, widths | dict.fromkeys("GHIJKLMNO", 11), "C4", "3:3")
