"""The monthly and quarterly vital signs: a percentage with its counts beneath, white for awaited, grey for not due.

Made on purpose: September's Section 17 percentage is not what its counts give; permanent exclusions are said to be
better when bigger, and the latest is a count formatted as a percentage; plans for care are worse three times running.
"""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_workbooks import sheets

_MONTHS = ("Apr 24", "May 24", "Jun 24", "Jul 24", "Aug 24", "Sep 24", "Oct 24", "Nov 24", "Dec 24", "Jan 25", "Feb 25",
           "Mar 25", "Apr 25")  # fmt: skip
_QUARTERS = ("Mar 22", "Jun 22", "Sep 22", "Dec 22", "Mar 23", "Jun 23", "Sep 23", "Dec 23", "Mar 24", "Jun 24",
             "Sep 24", "Dec 24", "Mar 25")  # fmt: skip
_NOTES = (
    "Children’s Services Committee: vital signs",
    "Position at April 2025",
    "Green meets the target; Amber is within 10% of it (a tenth, not ten points); Red is more than 10% worse.",
    "A white cell is a figure still to come. A grey cell is one that is not expected.",
)
_GREY = "grey"

# name, which way is good, target, figures oldest first, and the counts beneath them (None where none are kept)
_MONTHLY = [
    (
        "Early help requests for a family already referred within a year",
        "Smaller",
        0.2,
        [14.7, 18.4, 16.8, 21.7, 11.3, 11.2, 6.8, 9.4, 10.2, 6.5, 3.0, 6.3, 5.4],
        "24/163 36/196 31/184 31/143 14/124 12/107 9/133 15/160 13/127 11/168 4/132 9/144 8/147",
    ),
    (
        "Section 17 referrals made again within a year",
        "Smaller",
        "<20%",
        [25.0, 24.9, 24.4, 24.4, 24.2, 27.3, 23.7, 23.5, 23.8, 23.9, 24.2, 24.1, 24.2],
        (
            "2024/8110 1973/7920 1963/8039 1976/8110 2071/8575 2101/8881 2156/9109 2189/9320 2252/9482 2233/9341 "
            "2240/9245 2173/9001 2173/8963"
        ),
    ),
    (
        "Child protection plans started for a child who had one in the last two years",
        "Smaller",
        "<15%",
        [10.6, 9.5, 9.8, 9.7, 9.8, 8.6, 8.4, 8.3, 8.1, 8.1, 8.2, 8.2, 7.5],
        "96/906 87/912 88/896 87/893 83/848 70/810 69/821 67/809 66/814 70/859 71/869 69/844 66/875",
    ),
    (
        "Children in need with an up-to-date plan",
        "Bigger",
        0.9,
        [78.3, 82.1, 79.9, 84.0, 80.0, 75.1, 71.5, 64.7, 62.4, 58.9, 59.1, 65.8, 81.7],
        (
            "950/1213 958/1167 1057/1323 1052/1253 890/1112 1022/1361 999/1397 973/1505 979/1570 909/1544 850/1439 "
            "917/1393 785/961"
        ),
    ),
    (
        "Children with a child protection plan seen in the last 20 working days",
        "Bigger",
        ">95%",
        [90.5, 90.0, 88.5, 88.0, 88.1, 88.8, 90.6, 90.9, 94.6, 95.3, 96.2, 96.7, 97.1],
        "466/515 441/490 452/511 460/523 528/599 443/499 454/501 462/508 477/504 507/532 563/585 563/582 579/596",
    ),
    (
        "Looked-after children with an up-to-date care plan",
        "Bigger",
        0.95,
        [97.1, 96.5, 96.6, 96.7, 96.1, 96.8, 97.0, 95.3, 95.6, 97.1, 96.0, 95.7, 94.0],
        (
            "1058/1090 1051/1089 1060/1097 1061/1097 1065/1108 1076/1111 1082/1115 1078/1131 1076/1125 1118/1151 "
            "1118/1164 1127/1178 1108/1179"
        ),
    ),
    (
        "Looked-after children with an up-to-date health assessment",
        "Bigger",
        1,
        [85.4, 80.3, 78.3, 79.4, 79.9, 79.6, 79.1, 78.0, 76.2, 75.1, 76.5, 74.2, 77.4],
        "622/728 590/735 579/739 602/758 614/768 611/768 613/775 610/782 604/793 604/804 613/801 596/803 627/810",
    ),
    (
        "Care leavers with an up-to-date pathway plan",
        "Bigger",
        1,
        [84.1, 85.9, 83.7, 84.5, 84.2, 84.8, 84.9, 83.5, 82.3, 83.1, 79.7, 75.6, 74.2],
        "180/214 177/206 175/209 175/207 181/215 179/211 180/212 177/212 181/220 187/225 189/237 183/242 178/240",
    ),
    (
        "Percentage of 16 and 17 year olds in education, employment or training",
        "Bigger",
        0.92,
        [90.7, 90.4, 90.2, 89.8, 88.6, 84.6, 88.1, 91.6, 91.5, 91.1, 91.0, 90.8, 90.4],
        None,
    ),
    (
        "Percentage of care leavers in education, employment or training",
        "Bigger",
        0.7,
        [58.8, 58.5, 61.0, 60.4, 60.3, 62.9, 62.8, 62.6, 61.2, 59.2, 58.2, 58.3, 58.4],
        None,
    ),
    (
        "Number of children with a child protection plan",
        "In range",
        "560-640",
        [515, 540, 561, 573, 599, 599, 601, 608, 604, 607, 651, 612, 646],
        None,
    ),
    (
        "Number of children missing from care three times or more in the month",
        "Smaller",
        12,
        [9, 11, "suppressed", 14, 12, 10, 8, "suppressed", 7, 9, 6, "suppressed", 8],
        None,
    ),
    (
        "Number of contacts received",
        "Info",
        None,
        [2901, 3044, 2987, 3110, 2415, 3162, 3240, 3188, 2790, 3399, 2864, 3016, None],
        None,
    ),
]
_QUARTERLY = [
    (
        "Children starting to be looked after who were looked after before",
        "Smaller",
        "<15%",
        [_GREY] * 5 + [17.6, 10.0, 9.0, 8.3, 7.0, 8.0, 5.3, 6.7],
        "/ / / / / / / / / / / 28/528 33/493",
    ),
    (
        "Looked-after children with an up-to-date personal education plan",
        "Bigger",
        0.95,
        [86.5, 76.7, 63.5, _GREY, 73.5, 88.1, 76.0, 83.2, 84.2, 89.2, 89.4, 88.5, 88.7],
        "/ / / / 527/717 597/678 541/712 570/685 591/702 610/684 599/670 577/652 564/636",
    ),
    (
        "Rate of looked-after children per 10,000 aged 0 to 17",
        "Smaller",
        "<55",
        [64.1, 64.0, 63.6, 63.1, 62.5, 62.6, 62.8, 65.5, 65.8, 65.7, 66.2, 66.5, 69.7],
        None,
    ),
    (
        "Percentage of schools judged good or outstanding",
        "Bigger",
        ">86%",
        [_GREY, _GREY, _GREY, 80, _GREY, _GREY, 87, 88, 88, 89, 89, 89, 89],
        None,
    ),
    (
        "Number of pupils subject to a permanent exclusion",
        "Bigger",
        None,
        [_GREY] * 4 + [116, 94, _GREY, 84, 132, 65, _GREY, 66, 71],
        None,
    ),
    (
        "Percentage of education, health and care plans issued within 20 weeks",
        "Bigger",
        0.6,
        [_GREY] * 9 + [5, 7, 9, 14],
        None,
    ),
    (
        "Average progress score of looked-after pupils",
        "Bigger",
        "Agreed with schools each term",
        [_GREY, _GREY, 3.1, _GREY, _GREY, _GREY, 3.3, _GREY, _GREY, _GREY, 3.2, _GREY, None],
        None,
    ),
]
_SHOWN_AS_PERCENTAGE = 71

# what officers write beside an indicator, by the beginning of its name: comment, action, lead officer
_WORDS = {
    "Early help requests": (
        "The same worker stays in touch for six weeks after the plan ends, and fewer ask again.", None, "S. Harding",
    ),
    "Section 17 referrals": (
        "A quarter of the families come back within the year. Half of these had a plan for less than three months.",
        "Chairs look at each family that comes back twice. A worker keeps in touch for six weeks after a plan ends.",
        "S. Harding",
    ),
    "Children in need with": (
        "The backlog from the winter is written up. Plumstead and Courcy are above the target, Ullathorne is not.",
        "Two workers are lent to Ullathorne until the end of June.",
        "S. Harding",
    ),
    "Children with a child protection plan seen": (
        "Visits are now written up on the day, and every team is above the target.", None, "S. Harding",
    ),
    "Looked-after children with an up-to-date care plan": (
        "Plans lapsed when two reviewing officers left in February.",
        "Both posts are filled from May. Late plans are listed each Monday.",
        "M. Thorne",
    ),
    "Looked-after children with an up-to-date health": (
        "Children placed outside the county wait twice as long as those within it.",
        "The hospital trust keeps eight places a month for our children. Saturday clinics begin in June.",
        "M. Thorne",
    ),
    "Care leavers with": (
        "Advisers hold 26 cases each, against 20 a year ago.",
        "Three advisers start in July. Plans of those over 21 are looked at first.",
        "E. Bold",
    ),
    "Percentage of care leavers in": (
        "Young parents and those who are ill are a third of those without work or training.",
        "The council keeps ten apprenticeships a year for care leavers.",
        "E. Bold",
    ),
    "Rate of looked-after": (
        "More young people come into care at 16, and they stay until they are 18.",
        "Family meetings are offered before an order is asked for. A team for the edge of care opens in the north.",
        "M. Thorne",
    ),
    "Percentage of education, health": (
        "Plans written since January are on time in one case of two; the older ones bring the figure down.",
        "Two psychologists have started. Sixty assessments are bought from outside.",
        "F. Arabin",
    ),
}  # fmt: skip


def make() -> Workbook:
    """Two sheets, thirteen periods each."""
    workbook = Workbook()
    _sheet(workbook.active, "Monthly", "Monthly", _MONTHS, _MONTHLY)
    _sheet(workbook.create_sheet(), "Quarterly-Termly", "Quarterly / termly", _QUARTERS, _QUARTERLY)
    return workbook


def _sheet(sheet: Worksheet, name: str, corner: str, periods: tuple[str, ...], rows: list) -> None:
    sheet.title = name
    sheets.title(sheet, _NOTES)
    sheets.heading(
        sheet, 6, [corner, "Bigger or smaller is better", *periods, "Target", "Comments", "Action", "Lead officer"]
    )
    at = 7
    for indicator, polarity, target, figures, counted in rows:
        _row(sheet, at, indicator, polarity, target, figures)
        at += 1
        if counted is not None:
            for column, text in enumerate(counted.split(), 3):
                sheets.counts(sheet, at, column, text.replace("/", " / ") if text != "/" else "/")
            at += 1
    widths = {"A": 62, "B": 12, "P": 16, "Q": 52, "R": 52, "S": 13} | dict.fromkeys("CDEFGHIJKLMNO", 11)
    sheets.dress(sheet, widths, "C7", "6:6")


def _row(sheet: Worksheet, row: int, indicator: str, polarity: str, target: object, figures: list) -> None:
    sheets.put(sheet, row, 1, indicator)
    sheets.put(sheet, row, 2, polarity)
    share = "umber of" not in indicator and "Rate" not in indicator and "score" not in indicator
    plain = "0" if "umber of" in indicator else "0.0"
    for column, figure in enumerate(figures, 3):
        if figure == _GREY:
            sheets.not_expected(sheet, row, column)
        elif share and isinstance(figure, int | float):
            sheets.put_figure(sheet, row, column, round(figure / 100, 4), "0.0%")
        else:
            mistaken = figure == _SHOWN_AS_PERCENTAGE and "exclusion" in indicator
            sheets.put_figure(sheet, row, column, figure, "0.0%" if mistaken else plain)
    sheets.put_figure(sheet, row, len(figures) + 3, target, "0%" if share and isinstance(target, float | int) else "")
    words = next((words for start, words in _WORDS.items() if indicator.startswith(start)), (None, None, None))
    for column, text in enumerate(words, len(figures) + 4):
        sheets.put(sheet, row, column, text)
    sheet.row_dimensions[row].height = 44 if words[0] else 30
