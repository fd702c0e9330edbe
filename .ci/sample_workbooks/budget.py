"""Budget monitoring at month 2: revenue, reserves, the schools grant, school balances, capital.

Made on purpose: the lines of the general fund add up to 0.64 less than its printed total. The reserves differ by
rounding alone, which is no mistake.
"""

from openpyxl import Workbook

from sample_workbooks import sheets

_MONEY = "0.000"

# Each table: its sheet, its title, its headings, and lines of a number, a description and amounts.
_TABLES = [
    (
        "General Fund",
        "Forecast revenue outturn: general fund, Children’s Services",
        ("Expenditure", "Budget £m", "Variance over (+)/under (-) £m"),
        [
            (1, "Costs of young people leaving care", 5.443, 0.644),
            (2, "Grant lost for staying with former carers", -0.379, 0.273),
            (3, "Legal costs", 3.31, 0.6),
            (4, "Nursing for disabled children", 0.576, 0.312),
            (5, "Staff", 20.457, 0.768),
            (6, "Family support grant lost", -2.248, 0.328),
            (7, "Home to school transport", 29.082, 0.45),
            (8, "Other budgets", 129.067, 0),
            (9, "Total", 185.948, 3.375),
        ],
    ),
    (
        "Reserves",
        "Forecast reserves and provisions: general fund, Children’s Services",
        ("Reserve or provision", "Balance April 2025 £m", "Use", "Forecast Balance March 2026 £m"),
        [
            (1, "Levelling of transport days", 0.494, 0.081, 0.413),
            (2, "Provision for holiday pay", 0.015, 0, 0.015),
            (3, "Repairs and renewals", 0.147, 0, 0.147),
            (4, "Computers", 0.03, 0, 0.03),
            (5, "Inspection improvement", 0.004, 0.004, 0),
            (6, "Grants carried forward", 3.063, 1.163, 1.9),
            (7, "Totals", 3.752, 1.248, 2.504),
        ],
    ),
    (
        "DSG High Needs",
        "Forecast revenue outturn: Dedicated Schools Grant, high needs block",
        ("Expenditure", "Budget £m", "Variance over (+)/under (-) £m"),
        [
            (1, "Top-up funding in colleges", 2.8, 0.553),
            (2, "Places in independent special schools", 21.042, 1.847),
            (3, "Alternative education", 4.786, 0.52),
            (4, "Places in our own special schools", 28.44, 0.222),
            (5, "Other budgets", 23.874, 0),
            (6, "Total budgets", 80.942, 3.142),
        ],
    ),
    (
        "School balances",
        "Projected school balances at March 2026",
        ("Title/description", "April 2025 £m", "March 2026 £m", "Variance £m", "Schools becoming Academies £m"),
        [
            (1, "Nursery schools", 0.007, 0.03, 0.023, 0),
            (2, "Primary schools", 11.765, 8.555, -3.21, -0.324),
            (3, "Secondary schools", 0.562, 0.284, -0.278, -0.098),
            (4, "Special schools", 1.402, 1.316, -0.086, 0),
            (5, "Groups of schools", 1.23, 0.688, -0.542, 0),
            (6, "Totals", 14.966, 10.873, -4.093, -0.422),
        ],
    ),
    (
        "Schools reserves",
        "Schools’ reserves and provisions",
        ("Reserve or provision", "Balance April 2025 £m", "Forecast Balance March 2026 £m"),
        [
            (1, "Activities other than teaching", 0.729, 0.729),
            (2, "Shared fund for buildings", 2.582, 2.582),
            (3, "Insurance against sickness", 0, 0),
            (4, "Playing fields", 0.051, 0.051),
            (5, "Totals", 3.362, 3.362),
        ],
    ),
    (
        "Capital",
        "Children’s Services capital programme",
        ("", "2025-26 £m", "2026-28 £m"),
        [
            (1, "Approved Budget", 87.764, 45.424),
            (None, "Financed by", None, None),
            (2, "Prudential Borrowing", 10.44, None),
            (3, "Department for Education", 57.814, 45.424),
            (4, "Developer Contributions", 18.321, None),
            (5, "Other", 1.189, None),
            (6, "Total Financing", 87.764, 45.424),
        ],
    ),
]


def make() -> Workbook:
    """Six sheets, a table each."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, title, headings, lines in _TABLES:
        sheet = workbook.create_sheet(name)
        sheets.title(sheet, [title])
        sheets.heading(sheet, 3, ("", *headings))
        for row, (number, description, *amounts) in enumerate(lines, 4):
            sheets.put(sheet, row, 1, number)
            sheets.put(sheet, row, 2, description)
            for column, amount in enumerate(amounts, 3):
                sheets.put(sheet, row, column, amount, _MONEY)
            if description.startswith("Total"):
                for column in range(1, len(headings) + 2):
                    sheet.cell(row, column).font = sheets.font(bold=True)
                    sheet.cell(row, column).fill = sheets.fill(sheets.SECTION)
            sheet.row_dimensions[row].height = 20
        sheets.dress(sheet, {"A": 5, "B": 46} | dict.fromkeys("CDEF", 20), "C4")
    return workbook
