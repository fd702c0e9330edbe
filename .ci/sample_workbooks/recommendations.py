"""What the inspection of 2023 recommended, as the tracker had it in July and in May; two have moved between."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_workbooks import sheets

_HEADINGS = ("Rec. no.", "Recommendation", "Status", "Evidence", "Monitored through", "Supported by",
             "Planned actions", "Owner", "Due date")  # fmt: skip
_WORDS = {
    "1": "Give every child who waits longer than a week for an assessment a named worker who calls.",
    "2": "See that a strategy meeting hears the police and the health service before it decides.",
    "3": "Write plans that say what will change for the child, by when, and what is done if it does not.",
    "4": "Offer a first health assessment within twenty working days of coming into care.",
    "5": "Tell care leavers what they are entitled to in words that they helped to write.",
    "6": "Audit the recording of missing episodes every quarter and act on what it shows.",
}
_JULY = {
    "1": ("Met", "Audit of 40 cases in May: 39 had a named worker.", "Practice board", "Dashboard", "", "E. Bold", ""),
    "2": ("Partly met", "Police at 27 of 30 meetings, health at 19.", "Safeguarding partnership", "Chairs’ return",
          "Health to name a duty nurse in each locality.", "S. Harding", "30 Sep 2025"),
    "3": ("Partly met", "Two thirds of plans sampled say by when.", "Practice board", "Monthly audit",
          "Train the last two teams; sample again in October.", "E. Bold", "31 Oct 2025"),
    "4": ("Not yet met", "54% within twenty days in the last quarter.", "Corporate parenting board", "Scorecard 2.2",
          "A second clinic from August.", "M. Thorne", "30 Jun 2025"),
    "5": ("Met", "The young people’s council launched the guide in June.", "Corporate parenting board", "", "",
          "M. Thorne", ""),
    "6": ("Superseded", "Taken over by the partnership’s own audit.", "Safeguarding partnership", "", "", "", ""),
}  # fmt: skip
_MAY = {
    **_JULY,
    "1": ("Partly met", "Audit of 40 cases in March: 31 had a named worker.", "Practice board", "Dashboard",
          "Two more duty workers.", "E. Bold", "31 May 2025"),
    "5": ("Not yet met", "A first draft has been read by the young people’s council.", "Corporate parenting board", "",
          "Print and launch in June.", "M. Thorne", "30 Jun 2025"),
}  # fmt: skip


def make() -> Workbook:
    """A sheet for each review, the later first."""
    workbook = Workbook()
    _sheet(workbook.active, "July 2025", _JULY)
    _sheet(workbook.create_sheet(), "May 2025", _MAY)
    return workbook


def _sheet(sheet: Worksheet, when: str, standing: dict[str, tuple[str, ...]]) -> None:
    sheet.title = f"Tracker {when}"
    sheets.title(sheet, [f"Inspection of children’s services 2023: recommendations as at {when}"])
    sheets.heading(sheet, 3, _HEADINGS)
    for row, (ref, words) in enumerate(_WORDS.items(), 4):
        for column, value in enumerate((ref, words, *standing[ref]), 1):
            sheets.put(sheet, row, column, value or None)
        sheet.row_dimensions[row].height = 48
    widths = {"A": 9, "B": 44, "C": 13, "D": 34, "E": 20, "F": 16, "G": 34, "H": 13, "I": 13}
    sheets.dress(sheet, widths, "C4", "3:3")
