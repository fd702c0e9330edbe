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
