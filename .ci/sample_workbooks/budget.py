"""Budget monitoring at months 2 and 3: revenue, reserves, the schools grant, school balances, capital.

Month 3 has reasons and actions, and also the grant by year, savings and what partners pay. Made on purpose: at month
2 the lines of the general fund add up to 0.64 less than its printed total, which month 3 has put right. The reserves
differ by rounding alone, which is no mistake.
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


_OVER = "Variance over (+)/under (-) £m"
_WORDS = ("Reason for variance", "Management action")
_LATER = [
    (
        "General Fund",
        "Forecast revenue outturn: general fund, Children’s Services",
        ("Expenditure", "Budget £m", "Actual to date £m", "Forecast £m", _OVER, *_WORDS),
        [
            (
                1, "Costs of young people leaving care", 5.443, 1.502, 5.993, 0.55,
                "More young people stay in supported homes after they turn 18.",
                "Each placement is looked at again by a panel before it is renewed.",
            ),
            (
                2, "Grant lost for staying with former carers", -0.379, -0.03, -0.106, 0.273,
                "The grant ended in March.", None,
            ),
            (
                3, "Legal costs", 3.31, 0.981, 4.01, 0.7,
                "Court proceedings are taking longer than last year.",
                "A second adviser looks at each case before it goes to court.",
            ),
            (4, "Nursing for disabled children", 0.576, 0.222, 0.888, 0.312, "One child’s nursing costs alone.", None),
            (
                5, "Staff", 20.457, 5.276, 21.107, 0.65,
                "Agency cover for vacant posts in two localities.",
                "Twelve posts have been offered; agency cover ends as they start.",
            ),
            (6, "Family support grant lost", -2.248, -0.48, -1.92, 0.328, None, None),
            (
                7, "Home to school transport", 29.082, 7.383, 29.532, 0.45,
                "Longer routes to special schools.",
                "Routes are planned anew for September.",
            ),
            (8, "Other budgets", 129.067, 32.266, 129.067, 0, None, None),
            (9, "Total", 185.308, 47.12, 188.571, 3.263, None, None),
        ],
    ),
    (
        "Reserves",
        "Forecast reserves and provisions: general fund, Children’s Services",
        ("Reserve or provision", "Balance April 2025 £m", "Use", "Forecast Balance March 2026 £m"),
        [
            (1, "Levelling of transport days", 0.494, 0.081, 0.413),
            (2, "Provision for holiday pay", 0.015, 0, 0.015),
            (3, "Repairs and renewals", 0.147, -0.05, 0.197),
            (4, "Computers", 0.03, 0.02, 0.01),
            (5, "Inspection improvement", 0.004, 0.004, 0),
            (6, "Grants carried forward", 3.063, 1.361, 1.702),
            (7, "Totals", 3.752, 1.416, 2.336),
        ],
    ),
    (
        "DSG High Needs",
        "Forecast revenue outturn: Dedicated Schools Grant, high needs block",
        ("Expenditure", "Budget £m", _OVER, *_WORDS),
        [
            (1, "Top-up funding in colleges", 2.8, 0.601, None, None),
            (
                2, "Places in independent special schools", 21.042, 2.105,
                "Eleven more places than planned since April.",
                "Two schools of our own open further classes in January.",
            ),
            (3, "Alternative education", 4.786, 0.52, None, None),
            (4, "Places in our own special schools", 28.44, 0.222, None, None),
            (5, "Other budgets", 23.874, 0, None, None),
            (6, "Total budgets", 80.942, 3.448, None, None),
        ],
    ),
    (
        "DSG by year",
        "Dedicated Schools Grant: what each year leaves behind",
        ("Year", "Variance over (+)/under (-) in the year £m", "Cumulative deficit £m"),
        [
            (1, "2021-22", 1.204, 1.204),
            (2, "2022-23", 2.377, 3.581),
            (3, "2023-24", 2.95, 6.531),
            (4, "2024-25", 3.006, 9.537),
            (5, "2025-26 forecast", 3.448, 12.985),
        ],
    ),
    (
        "Capital",
        "Children’s Services capital programme",
        ("", "2025-26 £m", "2026-28 £m"),
        [
            (1, "Approved Budget", 86.264, 46.924),
            (None, "Financed by", None, None),
            (2, "Prudential Borrowing", 10.44, None),
            (3, "Department for Education", 56.314, 46.924),
            (4, "Developer Contributions", 18.321, None),
            (5, "Other", 1.189, None),
            (6, "Total Financing", 86.264, 46.924),
        ],
    ),
    (
        "Savings",
        "Savings in the Children’s Services budget",
        ("Saving", "Planned £m", "Delivered £m", "On track £m", "At risk £m", "RAG", "Management action"),
        [
            (1, "Fewer agency social workers", 1.2, 0.31, 0.59, 0.3, "Amber", "Twelve posts have been offered."),
            (2, "Homes nearer to Barchester", 1.5, 0.12, 0.28, 1.1, "Red", "Four homes are late; two open in October."),
            (3, "Contracts let anew", 0.8, 0.8, 0, 0, "Green", None),
            (4, "Shared transport routes", 0.45, 0, 0.45, 0, "Green", None),
            (5, "Total", 3.95, 1.23, 1.32, 1.4, None, None),
        ],
    ),
    (
        "Schools reserves",
        "Schools’ reserves and provisions",
        ("Reserve or provision", "Balance April 2025 £m", "Transfers in £m", "Transfers out £m",
         "Forecast Balance March 2026 £m"),
        [
            (1, "Activities other than teaching", 0.729, 0.12, 0.204, 0.645),
            (2, "Shared fund for buildings", 2.582, 0.35, 0.81, 2.122),
            (3, "Insurance against sickness", 0, 0.06, None, 0.06),
            (4, "Playing fields", 0.051, None, 0.012, 0.039),
            (5, "Totals", 3.362, 0.53, 1.026, 2.866),
        ],
    ),
    (
        "Partners",
        "What partners contribute to services for children",
        ("Partner", "Agreed £m", "Received to date £m", "Forecast £m"),
        [
            (1, "Integrated care board: community nursing", 1.85, 0.462, 1.85),
            (2, "Integrated care board: short breaks", 0.64, 0.16, 0.64),
            (None, "Sub-total health", 2.49, 0.622, 2.49),
            (3, "Police: safeguarding partnership", 0.12, 0.12, 0.12),
            (4, "District councils: youth work", 0.215, 0.05, 0.19),
            (None, "Sub-total others", 0.335, 0.17, 0.31),
            (5, "Total", 2.825, 0.792, 2.8),
        ],
    ),
]  # fmt: skip


def make() -> Workbook:
    """Month 2: six sheets, a table each."""
    return _workbook(_TABLES)


def make_later() -> Workbook:
    """Month 3: nine sheets, a table each."""
    return _workbook(_LATER)


def _workbook(tables) -> Workbook:  # noqa: ANN001 -- rows of a number, words and amounts in any order
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, title, headings, lines in tables:
        sheet = workbook.create_sheet(name)
        sheets.title(sheet, [title])
        sheets.heading(sheet, 3, ("", *headings))
        for row, (number, description, *cells) in enumerate(lines, 4):
            sheets.put(sheet, row, 1, number)
            sheets.put(sheet, row, 2, description)
            for column, cell in enumerate(cells, 3):
                sheets.put(sheet, row, column, cell, *(() if isinstance(cell, str) else (_MONEY,)))
            if description.startswith(("Total", "Sub-total")):
                for column in range(1, len(headings) + 2):
                    sheet.cell(row, column).font = sheets.font(bold=True)
                    sheet.cell(row, column).fill = sheets.fill(sheets.SECTION)
            sheet.row_dimensions[row].height = 20
        sheets.dress(sheet, {"A": 5, "B": 46} | dict.fromkeys("CDEF", 20), "C4")
    return workbook
