"""Reports as councils lay them out for a meeting: what each cell says goes where its officer meant it, or is said."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Target
from support.workbooks import percent

QUARTERS: list[list[object]] = [
    ["Barchester corporate performance 2024/25"],
    ["Ref", "Indicator", "Good is", *(text for n in "1234" for text in (f"Q{n}", None, None)), "Commentary"],
    [None, None, None, *["Actual", "Target", "Status"] * 4],
]
OVER = ["A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2", "J2:L2", "M2:O2", "P2:P3"]


def figures(book: Book) -> dict[tuple[str, str], Decimal | None]:
    names = {i.id: i.ref or i.name for i in book.all(Indicator)}
    return {(names[o.indicator], o.period): o.value for o in book.all(Observation) if o.expected}


def test_that_a_comment_is_on_the_latest_quarter_with_a_figure_and_not_on_one_to_come(read):
    homes = ["4", "Affordable homes", "High", 12, 15, "Off track", 20, 15, "Green", 40, 30, "On track", "not due", 45]
    book, plan = read([*QUARTERS, [*homes, None, "Two sites are late."]], OVER)
    assert [c.period for c in book.all(Commentary)] == ["2024-25 Q3"]
    assert [o.period for o in book.all(Observation) if not o.expected] == ["2024-25 Q4"]
    assert plan.findings == ()


def test_that_ratings_in_words_are_the_sheets_own(read):
    row = ["1", "Invoices paid", "High", 1, 2, "Behind target", 2, 2, "Target met", 3, 4, "Slightly off track", None, 5]
    book, _ = read([*QUARTERS, row], OVER)
    assert [o.sheet_rag for o in book.all(Observation)] == [Rag.RED, Rag.GREEN, Rag.AMBER]


@pytest.mark.parametrize("ref", ["S1*", "S1†", "S1¹", "S1 **"])
def test_that_a_footnote_mark_is_no_part_of_a_reference(read, ref):
    book, _ = read([["Ref", "Indicator", "Apr 24", "May 24", "Target"], [ref, "Missed bins", 4, 5, 6]])
    assert [i.ref for i in book.all(Indicator)] == ["S1"]


def test_that_a_count_of_the_rows_is_no_indicator(read):
    rows = [["No.", "Indicator", "Apr 24", "May 24"], [1, "Calls answered", 90, 91], ["Total number of indicators", 1]]
    book, plan = read(rows)
    assert [i.name for i in book.all(Indicator)] == ["Calls answered"]
    assert [note.text for note in plan.left_out] == ["Total number of indicators", "1"]


MONTHLY: list[list[object]] = [
    ["Performance report November 2024"],
    ["Ref", "Indicator", "This month", "Last month", "YTD", "YTD target"],
    ["1", "Business rates collected £m", 3.2, 3.1, 25.6, 25],
]


def test_that_a_target_for_the_year_so_far_is_not_held_against_a_month(read):
    book, _ = read(MONTHLY)
    assert [(t.period, t.low) for t in book.all(Target)] == [("2024-11 YTD", 25)]


def test_that_a_target_for_the_year_so_far_is_the_only_one_where_no_such_figure_stands(read):
    book, _ = read([[*row[:4], *row[5:]] if len(row) > 1 else row for row in MONTHLY])
    assert [(t.period, t.low) for t in book.all(Target)] == [("", 25)]


def test_that_thousands_parted_by_a_narrow_space_are_one_number_and_by_a_plain_one_are_not(read):
    row = ["1", "Contacts", "1\u202f204", "1\u00a0310", "1 204"]
    book, plan = read([["Ref", "Indicator", "Apr 24", "May 24", "Jun 24"], row])
    assert [o.value for o in book.all(Observation)] == [1204, 1310, None]
    assert [finding.cell for finding in plan.findings] == ["E2"]


def test_that_what_good_looks_like_says_which_way_is_good(read):
    rows = [["Ref", "What we measure", "What good looks like", "Q1 24/25", "Q2 24/25"], ["1", "Fly tips", "Low", 4, 5]]
    book, _ = read(rows)
    assert [i.polarity for i in book.all(Indicator)] == [Polarity.LOW]


DEEP: list[list[object]] = [
    ["Indicator", "Owner", "2024/25", None, None, None, None, None, "2023/24", "Direction of travel"],
    [None, None, "Q1", None, "Q2", None, "Q3", None, "Outturn", None],
    [None, None, "Actual", "Target", "Actual", "Target", "Actual", "Target", None, None],
    ["Homeless households", "K Shah", 210, 200, 225, 205, 240, 210, 880, "▲"],
    [
        "Calls answered",
        "J Doe",
        percent(0.91),
        percent(0.9),
        percent(0.88),
        percent(0.9),
        None,
        percent(0.9),
        "89%",
        "►",
    ],
]
MERGED = ["C1:H1", "C2:D2", "E2:F2", "G2:H2", "A1:A3", "B1:B3", "I2:I3", "J1:J3"]


def test_that_headings_may_stand_three_rows_deep(read):
    book, plan = read(DEEP, MERGED)
    assert figures(book) == {
        ("Homeless households", "2024-25 Q1"): 210,
        ("Homeless households", "2024-25 Q2"): 225,
        ("Homeless households", "2024-25 Q3"): 240,
        ("Homeless households", "2023-24"): 880,
        ("Calls answered", "2024-25 Q1"): 91,
        ("Calls answered", "2024-25 Q2"): 88,
        ("Calls answered", "2023-24"): 89,
    }
    assert {(t.period, t.low) for t in book.all(Target) if "homeless" in t.indicator} == {
        ("2024-25 Q1", 200),
        ("2024-25 Q2", 205),
        ("2024-25 Q3", 210),
    }
    assert plan.findings == ()


def test_that_a_key_to_the_ratings_beneath_a_table_is_no_indicators(read):
    key = [["Key:"], ["Green", "On or above target"], ["Amber", "Within 5%"], ["Red", "More than 5% off"]]
    rows = [["Indicator", "Target", "Q1 24/25", "Q2 24/25"], ["Days lost to sickness", 8, 2.1, 2.3], [], *key]
    book, plan = read(rows)
    assert [i.name for i in book.all(Indicator)] == ["Days lost to sickness"]
    assert [note.text for note in plan.left_out] == [text for row in key for text in row]


def test_that_a_figure_of_years_that_nobody_can_read_is_left_out_and_said(read):
    rows = [
        ["Indicator", "Latest value", "Period", "Previous value", "England"],
        ["Smoking prevalence", "12.1%", "2023", "12.9%", "11.6%"],
        ["Healthy life expectancy", 63.1, "2020-22", 63.4, 62.4],
        ["Excess weight in Year 6", "36.2%", "2022/23", "37.0%", "36.6%"],
    ]
    book, plan = read(rows)
    assert "Healthy life expectancy" not in {name for name, _ in figures(book)}
    assert [(finding.rule, finding.cell) for finding in plan.findings] == [
        ("unmapped-text", "B3"),
        ("unmapped-text", "D3"),
    ]


def test_that_a_section_right_beneath_the_headings_is_none_of_them(read):
    rows = [
        ["Performance to the end of March 2025"],
        [None, "Target 24/25", "Outturn 23/24", "Outturn 24/25"],
        ["Priority 1: Homes"],
        ["1.1 Homes completed", 300, 280, 312],
        ["Priority 2: Place"],
        ["2.1 Missed bins per 100,000", 45, 51, 47],
    ]
    book, _ = read(rows)
    assert [(i.name, i.section) for i in book.all(Indicator)] == [
        ("1.1 Homes completed", "Priority 1: Homes"),
        ("2.1 Missed bins per 100,000", "Priority 2: Place"),
    ]


def test_that_a_years_target_is_not_held_against_its_quarters_which_have_their_own(read):
    rows = [
        ["Council plan measures 2024/25"],
        ["Code", "Measure", "Annual target 2024/25", "Q1 actual", "Q1 profile", "Q2 actual", "Q2 profile"],
        ["CP1", "New homes built", 400, 80, 100, 190, 200],
    ]
    book, _ = read(rows)
    assert {(t.period, t.low) for t in book.all(Target)} == {("2024-25", 400), ("2024-25 Q1", 100), ("2024-25 Q2", 200)}


def test_that_published_figures_saved_as_a_workbook_are_said_to_be_wanted_as_csv(read):
    heads = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name", "pupils"]
    _, plan = read([heads, ["202324", "Academic year", "National", "E92000001", "England", 100]])
    assert [finding.rule for finding in plan.findings] == ["no-table", "published-format"]
    assert "save this sheet as CSV" in plan.findings[1].advice
