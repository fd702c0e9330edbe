"""Sound workbooks of a council that there is none of: in each of them nothing is to be found."""

from collections.abc import Sequence
from typing import Any

from support.workbooks import Look, percent

Rows = list[list[Any]]
Sheets = dict[str, Rows]

MONTHS = ["Apr 17", "May 17", "Jun 17", "Jul 17", "Aug 17", "Sep 17", "Oct 17", "Nov 17"]
SHARES = [0.81, 0.82, 0.80, 0.83, 0.82, 0.84, 0.83, 0.80]
OTHER_SHARES = [0.71, 0.72, 0.70, 0.74, 0.73, 0.75, 0.72, 0.76]
CONTACTS = [210, 214, 208, 220, 216, 219, 211, 225]
SCHOOLS = [40, 41, 39, 42, 40, 43, 41, 44]
POLICE = [25, 27, 26, 24, 25, 28, 26, 27]
PUBLIC = [30, 33, 31, 32, 30, 29, 31, 33]


def in_percent(values: Sequence[float]) -> list[Look]:
    return [percent(value) for value in values]


def of_a_hundred(values: Sequence[float]) -> list[str]:
    return [f"{value * 100:.0f} / 100" for value in values]


def monthly() -> Sheets:
    """A scorecard with figures of every kind, one stored as text: rows 4 to 19, months in D to K, target L, red M, green N, comment O."""
    totals = [sum(parts) for parts in zip(SCHOOLS, POLICE, PUBLIC, strict=True)]
    said = [f"{value * 100:.1f}% ({value * 100:.0f}/100)" for value in OTHER_SHARES]
    return {
        "Monthly": [
            ["Barchester children’s services scorecard"],
            [],
            ["Ref", "Indicator", "Good is", *MONTHS, "Target", "Red", "Green", "Comments"],
            ["1.1", "% of plans agreed on time", "High", *in_percent(SHARES), percent(0.9), percent(0.8), percent(0.9)],
            [None, None, None, *of_a_hundred(SHARES)],
            ["1.2", "% of reviews held in time", "High", *said, "80%"],
            ["1.3", "% of visits made on time", "High", *in_percent(OTHER_SHARES), percent(0.8)],
            [None, "Numerator", None, *[round(value * 200) for value in OTHER_SHARES]],
            [None, "Denominator", None, *[200] * 8],
            ["2.1", "Number of contacts", "Low", *CONTACTS[:2], "208", *CONTACTS[3:], 200, 240, 200],
            ["2.2", "Rate of referrals per 10,000", "Low", *[value / 10 for value in CONTACTS], "<25"],
            ["2.3", "Days to assess a referral", "Low", *[value / 7 for value in CONTACTS], 35],
            ["2.4", "Cost of a placement (£)", "Low", *[Look(value * 4, "£#,##0") for value in CONTACTS], 900],
            ["3.1", "School contacts", "Info", *SCHOOLS],
            ["3.2", "Police contacts", "Info", *POLICE],
            ["3.3", "Public contacts", "Info", *PUBLIC],
            ["3.4", "Total contacts", "Info", *totals],
            ["4.1", "Number of children with a plan", "Range", *[value + 60 for value in CONTACTS], "260-300"],
            ["5.1", "% of young people in work", "High", *in_percent(SHARES[::-1]), percent(0.85)],
        ]
    }  # fmt: skip


def own_columns() -> Sheets:
    """Counts in columns of their own beside each percentage: D to L, numerators first."""
    figures = [[81, 100, percent(0.81)], [82, 100, percent(0.82)], [80, 100, percent(0.80)]]
    return {
        "Scorecard": [
            ["Ref", "Indicator", "Good is", "Apr 17", None, None, "May 17", None, None, "Jun 17", None, None],
            [None, None, None, *["Num", "Den", "%"] * 3],
            ["1", "% of plans agreed", "High", *[cell for three in figures for cell in three]],
            ["2", "% of visits made", "High", *[cell for three in reversed(figures) for cell in three]],
        ]
    }


def quarterly() -> Sheets:
    """Months three apart, which are quarters, in C to G; a year in H that is their sum."""
    return {
        "Quarters": [
            ["Indicator", "Good is", "Jun 17", "Sep 17", "Dec 17", "Mar 18"],
            ["Number of contacts", "Low", 630, 655, 641, 660],
            ["Number of visits", "High", 310, 322, 318, 331],
            ["Number of reviews", "High", 85, 88, 84, 90],
        ]
    }


def year_to_date() -> Sheets:
    """Three months in C to E and the year to date in F."""
    return {
        "To date": [
            ["Indicator", "Good is", "Apr 17", "May 17", "Jun 17", "YTD", "Target"],
            ["Number of contacts", "Low", 10, 11, 12, 33, 40],
            ["Number of referrals", "Low", 5, 6, 7, 18, 20],
            ["Number of visits", "High", 20, 21, 22, 63, 60],
            ["Number of children in care", "Low", 400, 402, 404, 404, 410],
        ]
    }


def april() -> Sheets:
    """The first month of a year, whose year to date is that month's figure."""
    return {
        "April": [
            ["Indicator", "Good is", "Mar 18", "Apr 18", "YTD", "Target"],
            ["Number of contacts", "Low", 12, 11, 11, 40],
            ["Rate of referrals per 10,000", "Low", 41.2, 40.5, 40.5, 45],
            ["% of visits made on time", "High", percent(0.8), percent(0.81), percent(0.81), percent(0.9)],
        ]
    }


def by_category() -> Sheets:
    """A table by category, with its total beneath and terms across."""
    return {
        "Exclusions": [
            ["Exclusions by phase"],
            ["Phase", "Good is", "Aut 15-16", "Spr 15-16", "Sum 15-16", "Aut 16-17"],
            ["Primary", "Low", 31, 33, 21, 30],
            ["Secondary", "Low", 81, 61, 63, 98],
            ["Special", "Low", 4, 1, 2, 3],
            ["Grand total", "Low", 116, 95, 86, 131],
        ]
    }


def by_year_group() -> Sheets:
    """The same with its totals in a column."""
    return {
        "Exclusions": [
            ["Exclusions by year group"],
            ["Year group", "Good is", "Aut 16-17", "Spr 16-17", "Sum 16-17", "16-17 Total"],
            ["Year 7", "Low", 7, 5, 4, 16],
            ["Year 8", "Low", 8, 11, 9, 28],
            ["Year 9", "Low", 9, 25, 9, 43],
            ["Year 10", "Low", 10, 28, 21, 59],
        ]
    }


def by_locality() -> Sheets:
    """Localities as rows, and the county."""
    return {
        "Localities": [
            ["Indicator", "Good is", *MONTHS[:4]],
            ["Visits made – North", "High", 40, 41, 39, 42],
            ["Visits made – South", "High", 25, 27, 26, 24],
            ["Visits made – county", "High", 65, 68, 65, 66],
        ]
    }


def two_sheets() -> Sheets:
    """A scorecard and a summary of it."""
    detail: Rows = [
        ["Ref", "Indicator", "Good is", *MONTHS],
        ["1.1", "% of plans agreed on time", "High", *in_percent(SHARES)],
        ["2.1", "Number of contacts received", "Low", *CONTACTS],
    ]
    summary: Rows = [
        ["Ref", "Indicator", "Good is", *MONTHS[4:]],
        ["A", "% of plans agreed on time", "High", *in_percent(SHARES[4:])],
        ["B", "Number of contacts received", "Low", *CONTACTS[4:]],
    ]
    return {"Detail": [["Barchester detail"], *detail], "Summary": [["Barchester summary"], *summary]}


RISK = [
    "RB1", "Too few placements", "There may be too few places.", "J. Grantly", "6 June 2018",
    4, 4, 16, 3, 4, 12, 2, 3, 6, "Mar 2019", "Amber",
]  # fmt: skip


def register() -> Sheets:
    """Two risks from row 4: original F to H, current I to K, target L to N, target date O."""
    stages = [
        f"{stage} {part}" for stage in ("Original", "Current", "Target") for part in ("Likelihood", "Impact", "Score")
    ]
    head = [
        "Risk number",
        "Risk name",
        "Description",
        "Risk owner",
        "Date of update",
        *stages,
        "Target date",
        "Prospects",
    ]
    other = ["RB2", "Too few carers", "Carers may leave.", "S. Harding", "6 June 2018", 3, 3, 9, 2, 3, 6, 1, 3, 3]
    return {
        "Risks": [["Barchester risk register – as at July 2018"], [], head, list(RISK), [*other, "Dec 2018", "Green"]]
    }


def tracker() -> Sheets:
    """Three recommendations from row 3, one of them met: status C, due date E."""
    return {
        "Recommendations": [
            ["Barchester recommendations – as at July 2018"],
            ["Ref", "Recommendation", "Status", "Owner", "Due date"],
            ["1", "See that every child has a plan.", "Partly met", "J. Grantly", "Dec 2018"],
            ["2", "See that every plan is reviewed.", "Not yet met", "S. Harding", "Mar 2019"],
            ["3", "Publish the offer to families.", "Met", "S. Harding", "Mar 2018"],
        ]
    }


def money(*amounts: float) -> list[Look]:
    return [Look(amount, "0.0") for amount in amounts]


def budget() -> Sheets:
    """Three lines and their total from row 4: original C, virements D, budget E, forecast F, variance G."""
    head = [
        None,
        "Expenditure",
        "Original budget £m",
        "Virements £m",
        "Revised budget £m",
        "Forecast £m",
        "Variance £m",
    ]
    return {
        "Budget": [
            ["Barchester revenue monitoring, month 2 of 2018-19"],
            ["A positive variance: + overspend"],
            head,
            [1, "Placements", *money(10.0, 0.5, 10.5, 11.2, 0.7)],
            [2, "Staffing", *money(20.0, -0.5, 19.5, 19.3, -0.2)],
            [3, "Grant income", *money(-5.0, 0, -5.0, -5.0, 0)],
            [4, "Total", *money(25.0, 0, 25.0, 25.5, 0.5)],
        ]
    }


def reserves() -> Sheets:
    """Opening C, use D, closing E, of which the totals differ by rounding alone."""
    return {
        "Reserves": [
            ["Barchester reserves 2018-19"],
            [],
            [None, "Reserve", "Opening balance £m", "Use £m", "Closing balance £m"],
            [1, "Repairs", *money(1.54, 0.2, 1.34)],
            [2, "Insurance", *money(2.04, 0.1, 1.94)],
            [3, "Total", *money(3.6, 0.3, 3.3)],
        ]
    }


def two_months() -> Sheets:
    """Month 2 and month 3 of one table: budget C, variance D, and in month 3 the movement E since month 2."""
    head = [None, "Expenditure", "Budget £m", "Variance over (+)/under (-) £m"]
    return {
        "May": [
            ["Barchester placements monitoring, month 2 of 2018-19"],
            [],
            head,
            [1, "Fostering", *money(10.5, 0.7)],
            [2, "Residential", *money(19.5, -0.2)],
        ],
        "June": [
            ["Barchester placements monitoring, month 3 of 2018-19"],
            [],
            [*head, "Movement £m"],
            [1, "Fostering", *money(10.5, 0.9, 0.2)],
            [2, "Residential", *money(19.5, -0.5, -0.3)],
        ],
    }


def savings() -> Sheets:
    """Three savings and their total: planned C, delivered D, on track E, at risk F, rating G."""
    return {
        "Savings": [
            ["Barchester savings 2018-19"],
            [],
            [None, "Saving", "Planned £m", "Delivered £m", "On track £m", "At risk £m", "RAG"],
            [1, "Fewer agency staff", *money(1.2, 0.4, 0.6, 0.2), "Amber"],
            [2, "Contracts let anew", *money(0.8, 0.8, 0, 0), "Green"],
            [3, "Homes near to Barchester", *money(1.5, 0.1, 0.2, 1.2), "Red"],
            [4, "Total", *money(3.5, 1.3, 0.8, 1.4)],
        ]
    }


def grant_by_year() -> Sheets:
    """The schools grant by year: variance C, cumulative deficit D."""
    return {
        "DSG": [
            ["Barchester Dedicated Schools Grant to 2018-19"],
            ["A positive variance: + overspend"],
            [None, "Year", "In-year variance £m", "Cumulative deficit £m"],
            [1, "2015-16", *money(0.5, 0.5)],
            [2, "2016-17", *money(1.4, 1.9)],
            [3, "2017-18", *money(2.6, 4.5)],
            [4, "2018-19 forecast", *money(3.1, 7.6)],
        ]
    }


SOUND: dict[str, Sheets] = {
    make.__name__: make()
    for make in (
        monthly, own_columns, quarterly, year_to_date, april, by_category, by_year_group, by_locality, two_sheets,
        register, tracker, budget, reserves, two_months, savings, grant_by_year,
    )
}  # fmt: skip
