"""The monthly county report: four months, the year to date, a target, red and green tolerances, five benchmarks.

Made on purpose: the tolerances of reference 4.2 are the wrong way round for an indicator where low is good; 2.2 is for
information only, and 3.4 is awaited.
"""

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from sample_workbooks import sheets

_PERCENT, _COUNT, _RATE, _AVERAGE = "Percentage", "Count", "Rate", "Average"
_FORMAT = {_PERCENT: "0.0%", _COUNT: "#,##0", _RATE: "0.0", _AVERAGE: "0"}

# area, then per indicator: ref, name, which way is good, kind, four months, year to date, target, (red, green),
# previous year to date, benchmarks (neighbours, best neighbour, national, top quartile, region)
_AREAS = [
    (
        "Early help",
        [
            ("1.1", "Requests for early help", "Info", _COUNT, (209, 208, 229, 182), 182, None, None, 197, ()),
            ("1.2", "% of requests that led to a family plan", "High", _PERCENT,
             (0.804, 0.635, 0.629, 0.808), 0.808, 0.75, (0.6, 0.75), 0.712, ()),
            ("1.3", "% of plans that ended with the family’s goals met", "High", _PERCENT,
             (0.742, 0.731, 0.718, 0.702), 0.702, 0.8, (0.65, 0.8), 0.76, (0.755, 0.84, 0.747, 0.81, 0.752)),
        ],
    ),
    (
        "Contact and assessment",
        [
            ("2.1", "% of contacts taken as referrals", "High", _PERCENT,
             (0.187, 0.208, 0.193, 0.177), 0.177, 0.25, (0.15, 0.25), 0.156, ()),
            ("2.2", "Referrals in the month", "Info", _COUNT, (635, 597, 582, 468), 468, None, None, 506, ()),
            ("2.3", "% of referrals made again within a year", "Low", _PERCENT,
             (0.261, 0.27, 0.206, 0.284), 0.284, 0.2, (0.3, 0.2), 0.263, (0.196, 0.147, 0.219, 0.16, 0.21)),
            ("2.4", "% of assessments authorised in 45 working days", "High", _PERCENT,
             (0.662, 0.502, 0.56, 0.619), 0.619, 0.8, (0.7, 0.8), None, (0.838, 0.908, 0.829, 0.89, 0.839)),
            ("2.5", "Assessments open beyond 45 working days", "Low", _COUNT, (190, 157, 165, 128), None, None,
             None, None, ()),
        ],
    ),
    (
        "Children in need",
        [
            ("3.1", "% of children in need with an up-to-date plan", "High", _PERCENT,
             (0.814, 0.795, 0.827, 0.817), None, 0.9, (0.8, 0.9), None, ()),
            ("3.2", "Section 17 children per 10,000 aged under 18", "Low", _RATE,
             (124.4, 113.6, 114.0, 106.1), None, None, None, None, (204.4, 109.5, 225.1, None, 137.0)),
            ("3.3", "% of families visited in the month", "High", _PERCENT,
             (0.946, 0.919, 0.864, 0.845), None, 0.95, (0.85, 0.95), None, ()),
            ("3.4", "% of children in need whose plan ended in the month", "Info", _PERCENT,
             (0.083, 0.091, 0.079, None), None, None, None, None, ()),
        ],
    ),
    (
        "Child protection",
        [
            ("4.1", "% of first conferences held in 15 days", "High", _PERCENT,
             (0.707, 0.798, 0.663, 0.766), 0.766, 0.9, (0.8, 0.9), None, (0.803, 0.967, 0.772, 0.89, 0.698)),
            ("4.2", "Children with a protection plan per 10,000 aged under 18", "Low", _RATE,
             (35.9, 38.5, 36.2, 38.2), None, None, (30, 35), None, (43.9, 25.8, 43.3, None, 30.6)),
            ("4.3", "% of review conferences held in timescale", "High", _PERCENT,
             (0.866, 0.948, 0.895, 0.962), 0.962, 1.0, (0.85, 0.95), None, (0.943, 0.989, 0.922, None, None)),
            ("4.4", "% of children with a plan for two years or more", "Low", _PERCENT,
             (0.01, 0.008, 0.008, 0.008), None, 0.03, (0.1, 0.03), None, (0.028, 0.0, 0.021, None, 0.019)),
        ],
    ),
    (
        "Children looked after",
        [
            ("5.1", "Looked-after children per 10,000 aged under 18", "Low", _RATE,
             (68.1, 68.9, 69.7, 69.7), None, 55, (65, 55), None, (53.4, 39.0, 62.0, None, 49.9)),
            ("5.2", "% in the same placement for two years or more", "High", _PERCENT,
             (0.785, 0.685, 0.687, 0.698), None, 0.7, (0.6, 0.7), None, (0.692, 0.78, 0.7, None, None)),
            ("5.3", "Average days from entering care to an adoptive home", "Low", _AVERAGE,
             (330, 321, 328, 333), None, 426, (500, 426), None, (477, 372, 520, None, 386)),
            ("5.4", "% of looked-after children with an up-to-date dental check", "High", _PERCENT,
             (0.831, 0.842, 0.857, 0.869), None, 0.85, (0.75, 0.85), None, ()),
        ],
    ),
]  # fmt: skip
# beside the indicators that need it: comment and action
_WORDS = {
    "2.3": ("One family in four came back, most of them to the two teams in the south.",
            "The two teams try a joint closing visit until September."),
    "2.4": ("Two of the five teams authorise nine in ten on time. Late health reports hold up one in four elsewhere.",
            "Agree a date for health reports with the hospital trust. Fill the manager’s post at Plumstead by July."),
    "3.3": ("The share has fallen in each of the last three months. Families who move within the county are missed.",
            "Pass a family on only at a joint visit. Look at every missed visit at the weekly meeting."),
    "4.1": ("Three conferences for large families were put off for want of a chair.",
            "Train two more chairs before the summer."),
    "5.1": ("Forty children went home in the year, and seventeen came to the county unaccompanied.",
            "Offer family meetings before an order is asked for. Open the edge-of-care team in the north."),
}  # fmt: skip
_MONTHS = ("Jan-25", "Feb-25", "Mar-25", "Apr-25")
_BENCHMARKS = ("Stat neigh avg", "Best stat neigh", "Nat. avg", "Nat. top quartile", "Eastern region")


def make() -> Workbook:
    """One sheet with a header of two rows and the area merged down the side."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "County"
    sheets.title(
        sheet,
        [
            "Performance and management information: county report, April 2025",
            "Above red and below green (for low: the reverse) is amber. At a tolerance the better colour holds.",
        ],
    )
    _headings(sheet)
    row = 6
    for area, indicators in _AREAS:
        first = row
        for indicator in indicators:
            _row(sheet, row, indicator)
            row += 1
        sheet.merge_cells(start_row=first, start_column=1, end_row=row - 1, end_column=1)
        cell = sheet.cell(first, 1, area)
        cell.font, cell.fill = sheets.font(sheets.HEAD, bold=True), sheets.fill(sheets.SECTION)
        cell.alignment = Alignment("center", "center", text_rotation=90, wrap_text=True)
    sheet.cell(row + 1, 1, "Notes: counts are for the calendar month unless the name says otherwise.")
    widths = {"A": 9, "B": 7, "C": 52, "D": 10, "E": 12, "L": 12} | dict.fromkeys("FGHIJKMN", 9)
    sheets.dress(sheet, widths | dict.fromkeys("OPQRS", 11) | {"T": 52, "U": 52}, "F6", "4:5")
    return workbook


def _headings(sheet: Worksheet) -> None:
    over = ["Area", "Ref", "Indicator", "Good perf. is", "Data note", "Last four months", "", "", "", "Current year",
            "", "Tolerances", "", "Previous YTD",
            "Latest benchmarking", "", "", "", "", "Comments", "Action"]  # fmt: skip
    under = ["", "", "", "", "", *_MONTHS, "YTD", "Target", "Red", "Green", "", *_BENCHMARKS, "", ""]
    sheets.heading(sheet, 4, over)
    sheets.heading(sheet, 5, under)
    for span in (
        "F4:I4",
        "J4:K4",
        "L4:M4",
        "O4:S4",
        "A4:A5",
        "B4:B5",
        "C4:C5",
        "D4:D5",
        "E4:E5",
        "N4:N5",
        "T4:T5",
        "U4:U5",
    ):
        sheet.merge_cells(span)


def _row(sheet: Worksheet, row: int, indicator: tuple) -> None:
    ref, name, polarity, kind, months, to_date, target, tolerance, previous, benchmarks = indicator
    shown = _FORMAT[kind]
    aim = "0%" if kind == _PERCENT else "0"
    for column, text in enumerate((ref, name, polarity, kind), 2):
        sheets.put(sheet, row, column, text)
    red, green = tolerance or (None, None)
    cells = [(value, shown) for value in (*months, to_date)]
    cells += [(target, aim), (red, aim), (green, aim), (previous, shown)]
    benchmarks = (*benchmarks, *[None] * (len(_BENCHMARKS) - len(benchmarks)))
    for column, (value, number_format) in enumerate([*cells, *((value, shown) for value in benchmarks)], 6):
        sheets.put_figure(sheet, row, column, value, number_format)
    for column, text in enumerate(_WORDS.get(ref, (None, None)), 20):
        sheets.put(sheet, row, column, text)
    sheet.row_dimensions[row].height = 44 if ref in _WORDS else 30
