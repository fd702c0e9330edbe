"""Workbooks that look wrong to a hasty check and are not: what officers rightly write."""

from typing import Any

from support.sound_workbooks import CONTACTS, MONTHS, SHARES, Rows, Sheets, in_percent
from support.workbooks import percent

_TURNS = [0.98, 1.02, 1.01, 0.99, 1.0, 1.03, 0.97, 1.0]
_SLOWLY = [400, 401, 402, 403, 404, 405, 406, 407]


def _scorecard(*rows: list[Any]) -> Sheets:
    head = ["Ref", "Indicator", "Good is", *MONTHS, "Target", "Comments"]
    return {"Scorecard": [["Barchester scorecard"], [], head, *rows]}


def _commented(*comments: str) -> Sheets:
    row = ["% of plans agreed", "High", *in_percent(SHARES), percent(0.9)]
    return _scorecard(*[[str(n), f"{row[0]}, team {n}", *row[1:], text] for n, text in enumerate(comments, 1)])


def _budget(title: str, head: list[str], *rows: list[Any]) -> Sheets:
    return {"Budget": [[f"Barchester {title}, month 2 of 2018-19"], [], [None, *head], *[[None, *row] for row in rows]]}


def _quarters(head: list[str], *rows: list[Any]) -> Rows:
    return [["Indicator", "Good is", *head], *rows]


_CUMULATIVE = ["Dec 16", "Jan 17", "Feb 17", "Mar 17", "Apr 17", "May 17"]

TRICKY: dict[str, Sheets] = {
    "a cumulative figure": _scorecard(["1", "Children adopted (ytd)", "High", 3, 8, 14, 19, 25, 31, 36, 42, 60]),
    "a cumulative figure that begins anew": {"S": _quarters(_CUMULATIVE, ["Children adopted", "High", 90, 98, 110, 120, 9, 21])},
    "occupancy": _scorecard(["1", "% occupancy of beds", "High", *in_percent(_TURNS), percent(0.95)]),
    "a share of a target": _scorecard(["1", "% of savings target achieved", "High", *in_percent(_TURNS), percent(1)]),
    "a share of what is due": _scorecard(["1", "Rent collected as % of rent due", "High", *in_percent(_TURNS), percent(0.9)]),
    "a share of what was planned": _scorecard(["1", "% of planned visits made", "High", *in_percent(_TURNS), percent(0.9)]),
    "a change": _scorecard(["1", "% change in referrals", "Low", *in_percent([0.1, -0.2, 1.3, 0, -0.1, 0.05, 0.2, 0.1]), "5%"]),
    "a net number": _scorecard(["1", "Net change in placements", "High", 3, -2, 5, -1, 0, 2, -3, 1, 2]),
    "rare events": _scorecard(["1", "Number of permanent exclusions", "Low", 0, 0, 1, 0, 2, 0, 1, 0, 1]),
    "small numbers": _scorecard(["1", "Number of placements ended", "Low", 2, 12, 1, 10, 3, 1, 11, 2, 5]),
    "a holiday month": _scorecard(["1", "Number of school contacts", "Info", 400, 420, 380, 410, 12, 390, 405, 415]),
    "an empty holiday month": _scorecard(["1", "Number of school contacts", "Info", 400, 420, 380, 410, 0, 390, 405, 415]),
    "parts that are not all": _scorecard(
        ["1", "Number of children in care", "Info", *_SLOWLY],
        ["1a", "of which unaccompanied", "Info", *[20 + n % 3 for n in range(8)]],
        ["1b", "of which placed outside the county", "Info", *[60 + n % 4 for n in range(8)]],
    ),
    "a total of other things": _scorecard(
        ["1", "Total referrals", "Info", *CONTACTS],
        ["2", "Repeat referrals", "Info", *[50 + n % 3 for n in range(8)]],
        ["3", "Police referrals", "Info", *[80 + n % 5 for n in range(8)]],
    ),
    "averages and their total": _scorecard(
        ["1", "Average caseload: North", "Low", 14, 15, 14, 16, 15, 14, 15, 14],
        ["2", "Average caseload: South", "Low", 12, 13, 12, 13, 14, 12, 13, 12],
        ["3", "Average caseload: total", "Low", 13, 14, 13, 14, 14, 13, 14, 13],
    ),
    "a unit behind each figure": _scorecard(["1", "Average time to complete", "Low", *[f"{n} days" for n in range(30, 38)], "35 days"]),
    "a target in words": _scorecard(["1", "% of plans agreed", "High", *in_percent(SHARES), "Improve on 2016-17"]),
    "no target": _scorecard(["1", "% of plans agreed", "High", *in_percent(SHARES), "n/a"]),
    "symbols": _scorecard(["1", "Children missing", "Low", 5, "[c]", "*", "supressed", "-", "tbc", 6, 7, 5]),
    "flags": _scorecard(["1", "Children missing", "Low", 5, "6 [p]", "5 provisional", "6 [e]", 5, 6, 6, "7 [r]", 5]),
    "comments that are so": _commented(
        "Performance has dipped since last month. It was 83% in October and is 80% in November, below target.",
        "Performance is below target because of vacancies; we expect performance to improve by March.",
        "Performance has improved compared with the same month last year, when it was 74%.",
        "The increase on last month was expected in our plan, and the target is under review.",
        "Performance in the north continues to improve, but not elsewhere.",
        "No change in staffing since last month.",
    ),
    "a year beside its quarters": {
        "S": _quarters(
            ["2016-17", "Q1 17-18", "Q2 17-18", "Q3 17-18", "Target 17-18"],
            ["Number of visits", "High", 1200, 310, 320, 305, 1300],
            ["% of plans", "High", percent(0.8), percent(0.81), percent(0.82), percent(0.8), percent(0.9)],
            ["Number of children in care", "Low", 400, 402, 405, 399, 390],
        )
    },
    "children counted once in a year": {
        "S": _quarters(
            ["Q1 17-18", "Q2 17-18", "Q3 17-18", "Q4 17-18", "2017-18"],
            ["Number of children missing", "Low", 30, 32, 28, 35, 90],
            ["Number of visits", "High", 100, 110, 120, 130, 460],
            ["Number of reviews", "High", 10, 11, 12, 13, 46],
        )
    },
    "one name for two things": {
        "A": [["Barchester A"], ["Ref", "Indicator", "Good is", *MONTHS], ["1", "Open cases", "Info", *CONTACTS]],
        "B": [["Barchester B"], ["Ref", "Indicator", "Good is", *MONTHS], ["7", "Open cases", "Info", *[3 * n for n in CONTACTS]]],
    },
    "contributions to reserves": _budget(
        "reserves", ["Reserve", "Opening balance £m", "Contributions £m", "Use £m", "Closing balance £m"],
        ["A", 1.0, 0.5, 0.2, 1.3], ["B", 2.0, 0.3, 0.1, 2.2], ["C", 3.0, 0.1, 0.4, 2.7], ["Total", 6.0, 0.9, 0.7, 6.2],
    ),
    "uses as negative amounts": _budget(
        "reserves", ["Reserve", "Opening balance £m", "Use £m", "Closing balance £m"],
        ["A", 1.0, -0.2, 0.8], ["B", 2.0, -0.1, 1.9], ["C", 3.0, 0, 3.0], ["Total", 6.0, -0.3, 5.7],
    ),
    "underspends as positive variances": _budget(
        "revenue", ["Service", "Budget £k", "Forecast £k", "Variance £k under (+) / over (-)"],
        ["A", 100, 110, -10], ["B", 200, 190, 10], ["Total", 300, 300, 0],
    ),
    "two budgets": _budget(
        "revenue", ["Service", "Budget to date £k", "Actual to date £k", "Annual budget £k", "Forecast £k", "Variance £k"],
        ["A", 16, 18, 100, 110, 10], ["B", 33, 30, 200, 190, -10], ["C", 16, 17, 100, 99, -1], ["Total", 65, 65, 400, 399, -1],
    ),
    "a variance in percent": _budget(
        "revenue", ["Service", "Budget £k", "Forecast £k", "Variance £k", "Variance %"],
        ["A", 100, 110, 10, percent(0.1)], ["B", 200, 190, -10, percent(-0.05)], ["Total", 300, 300, 0, percent(0)],
    ),
    "credits in brackets": _budget(
        "revenue", ["Service", "Budget £k", "Forecast £k", "Variance £k"],
        ["Staff", 100, 110, 10], ["Grant", "(200)", "(190)", 10], ["Net total", "(100)", "(80)", 20],
    ),
    "sub-totals": _budget(
        "grants", ["Grant", "Budget £m", "Forecast £m", "Variance £m"],
        ["Department"], ["Schools", 100.0, 100.0, 0], ["Premium", 10.0, 10.5, 0.5], ["Sub-total department", 110.0, 110.5, 0.5],
        ["Others"], ["Partners", 5.0, 5.0, 0], ["Sub-total others", 5.0, 5.0, 0], ["Total grants", 115.0, 115.5, 0.5],
    ),
    "a programme and its financing": _budget(
        "capital programme", ["Scheme", "2018-19 £m", "2019-20 £m"],
        ["Schools", 10.0, 5.0], ["Homes", 3.0, 2.0], ["Total programme", 13.0, 7.0],
        ["Financed by"], ["Grant", 9.0, 7.0], ["Borrowing", 4.0, None], ["Total financing", 13.0, 7.0],
    ),
}  # fmt: skip
