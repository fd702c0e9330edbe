"""Layouts that councils use, beyond those of any one workbook."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, LineRole, MoneyUnit, SignConvention
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Score
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance, ToleranceKind
from scorecard_desktop.importing import gather
from support.workbooks import Look, bold, percent, save


def figures(book: Book) -> dict[tuple[str, str], Decimal | None]:
    names = {i.id: i.ref or i.name for i in book.all(Indicator)}
    return {(names[o.indicator], o.period): o.value for o in book.all(Observation)}


def rules(plan) -> list[tuple[str, str]]:
    return [(finding.rule, finding.cell) for finding in plan.findings]


def test_that_quarters_stand_under_their_years(read):
    book, plan = read(
        [
            ["Adult care scorecard"],
            [None, None, "2016-17", None, "2017-18", None, "Target", "RAG", "Comments"],
            ["Ref", "Measure", "Q3", "Q4", "Q1", "Q2"],
            ["A1", "% of reviews on time", percent(0.8), percent(0.82), percent(0.79), None, "90%", "A", "Short."],
        ],
        ["C2:D2", "E2:F2", "G2:G3", "H2:H3", "I2:I3"],
    )
    assert figures(book) == {
        ("A1", "2016-17 Q3"): 80,
        ("A1", "2016-17 Q4"): 82,
        ("A1", "2017-18 Q1"): 79,
    }
    (comment,) = book.all(Commentary)
    assert comment.period == "2017-18 Q1"
    rated = [o.period for o in book.all(Observation) if o.sheet_rag is Rag.AMBER]
    assert rated == ["2017-18 Q1"]
    assert plan.findings == ()


def test_that_months_without_a_year_take_that_of_the_file(read):
    book, plan = read(
        [["Indicator", "Apr", "May", "Jun", "Target"], ["Number of complaints", 12, 14, 9, "<15"]],
        name="complaints-2023-24.xlsx",
    )
    assert set(figures(book)) == {("Number of complaints", f"2023-0{m}") for m in (4, 5, 6)}
    assert plan.findings == ()


def test_that_bare_months_without_any_year_are_said_to_be_unknown(read):
    _, plan = read([["Ref", "Indicator", "Apr", "May", "Target"], ["1", "Number of complaints", 12, 14, 10]])
    assert rules(plan) == [("unmapped-column", "C1"), ("unmapped-column", "D1")]


def test_that_each_month_may_have_a_target_and_a_rating_of_its_own(read):
    book, plan = read(
        [
            ["Housing KPIs"],
            [None, None, "Apr 23", None, None, "May 23", None, None],
            ["Ref", "Indicator", "Actual", "Target", "RAG", "Actual", "Target", "RAG"],
            ["H1", "Rent collected (%)", "98.1%", "98%", "G", "97.2%", "97.5%", "A"],
        ],
        ["C2:E2", "F2:H2"],
    )
    assert figures(book) == {("H1", "2023-04"): Decimal("98.1"), ("H1", "2023-05"): Decimal("97.2")}
    assert {(t.period, t.low) for t in book.all(Target)} == {("2023-04", 98), ("2023-05", Decimal("97.5"))}
    assert {(o.period, o.sheet_rag) for o in book.all(Observation)} == {("2023-04", Rag.GREEN), ("2023-05", Rag.AMBER)}
    assert plan.findings == ()


def test_that_actual_and_previous_are_of_the_period_in_the_title(read):
    book, plan = read(
        [
            ["Corporate scorecard - Quarter 2 2023/24"],
            ["Ref", "Performance measure", "Good is", "Target", "Actual", "Previous quarter", "Last year", "Status"],
            ["C1", "Sickness days per employee", "Low", 8, 8.4, 8.1, 7.9, Look("Amber")],
        ]
    )
    assert figures(book) == {
        ("C1", "2023-24 Q2"): Decimal("8.4"),
        ("C1", "2023-24 Q1"): Decimal("8.1"),
        ("C1", "2022-23 Q2"): Decimal("7.9"),
    }
    assert plan.findings == ()


def test_that_colours_of_figures_are_the_sheet_s_own_rating(read):
    book, _ = read(
        [
            ["Scorecard 2022-23"],
            ["Measure", "Q1", "Q2", "Q3", "Q4"],
            [
                "Number of visits",
                Look(5, fill="00B050"),
                Look(4, fill="FFC000"),
                Look(3, fill="FF0000"),
                Look(3, fill="FFC7CE"),
            ],
            *[[Look("Banded row", fill="FFEB9C"), *[Look(n, fill="FFEB9C") for n in (1, 2, 3, 4)]]],
        ]
    )
    rags = [o.sheet_rag for o in book.all(Observation)]
    assert rags == [Rag.GREEN, Rag.AMBER, Rag.RED, Rag.RED, None, None, None, None]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["No.", "Indicator", "Apr 23", "May 23", "Jun 23"],
            [1, "% seen in time", percent(0.9), percent(0.8), percent(0.75)],
            [None, "Numerator", 9, 8, 6],
            [None, "Denominator", 10, 10, 8],
        ],
        [
            ["No.", "Indicator", "Apr 23", "May 23", "Jun 23"],
            [1, "% seen in time", percent(0.9), percent(0.8), percent(0.75)],
            [None, None, "9/10", "8 / 10", "6 of 8"],
        ],
        [
            ["No.", "Indicator", "Apr 23", "May 23", "Jun 23"],
            [1, "% seen in time", "90% (9/10)", "80.0% (8 / 10)", "75% (6/8)"],
        ],
        [
            [None, None, "Apr 23", None, None, "May 23", None, None, "Jun 23", None, None],
            ["No.", "Indicator", *["Num", "Den", "%"] * 3],
            [1, "% seen in time", 9, 10, percent(0.9), 8, 10, percent(0.8), 6, 8, percent(0.75)],
        ],
        [
            ["No.", "Indicator", "Apr 23", "May 23", "Jun 23"],
            [1, "% seen in time", "9 / 10", "8 / 10", "6 / 8"],
        ],
    ],
    ids=["rows beneath", "one row beneath", "in the cell", "columns", "alone"],
)
def test_that_counts_are_read_wherever_they_stand(read, rows):
    book, plan = read(rows)
    found = {(o.period, o.value, o.numerator, o.denominator) for o in book.all(Observation)}
    assert found == {("2023-04", 90, 9, 10), ("2023-05", 80, 8, 10), ("2023-06", 75, 6, 8)}
    assert plan.findings == ()


def test_that_dates_at_the_head_of_columns_are_months(read):
    months = [Look(datetime(2023, month, 1), "mmm-yy") for month in (4, 5, 6)]
    book, _ = read([["Measure", *months, "Target"], ["Number of visits", 100, 110, 105, 120]])
    assert [period for _, period in figures(book)] == ["2023-04", "2023-05", "2023-06"]


def test_that_several_tables_of_one_sheet_are_several_scorecards(read):
    book, plan = read(
        [
            [bold("Council plan 2023-24")],
            ["Ref", "Indicator", "Q1", "Q2", "Target"],
            ["1", "Number of homes built", 10, 12, 20],
            [],
            [bold("Safer places")],
            ["Ref", "Indicator", "Apr 23", "May 23", "Jun 23", "Polarity"],
            ["S1", "Burglaries per 1,000", 1.2, 1.1, 1.3, "Low"],
            [],
            ["Source: police"],
        ]
    )
    assert [card.name for card in book.scorecards()] == ["Council plan", "Safer places"]
    assert [table.range for table in plan.tables] == ["A2:E3", "A6:F9"]
    assert [(left.cell, left.reason) for left in plan.left_out] == [("A9", "note")]


def test_that_a_formula_never_calculated_is_an_error_at_its_cell(read):
    book, plan = read([["Indicator", "Apr 23", "May 23", "Jun 23"], ["Number of visits", 100, "=B2+1", 7]])
    assert rules(plan) == [("uncalculated", "C2")]
    assert plan.findings[0].severity is Severity.ERROR
    assert ("Number of visits", "2023-05") not in figures(book)


def test_that_one_reference_for_two_indicators_is_an_error_and_loses_neither(read):
    book, plan = read(
        [["Ref", "Indicator", "Apr 23", "May 23", "Jun 23"], ["1", "Visits", 1, 2, 3], ["1", "Calls", 4, 5, 6]]
    )
    assert rules(plan) == [("duplicate-indicator", "A3")]
    assert {i.name for i in book.all(Indicator)} == {"Visits", "Calls"}
    assert len(book.all(Observation)) == 6


def test_that_columns_out_of_order_or_twice_are_said(read):
    book, plan = read([["Ref", "Indicator", "Apr 23", "Jun 23", "May 23", "May 23"], ["1", "Visits", 1, 2, 3, 4]])
    assert rules(plan) == [("period-order", "E1"), ("period-order", "F1")]
    assert [f.cell for f in check(book) if f.rule == "period-order"] == ["E1", "F1"]
    assert figures(book)["1", "2023-05"] == 3
    assert plan.counts.rejected == 1


def test_that_a_gap_beside_a_wrong_heading_is_not_told_as_well(read):
    heads = ["Ref", "Indicator", "Polarity", "Apr 23", "May 23", "Jun 22", "Jul 23"]
    book, _ = read([heads, ["1", "Visits", "High", 1, 2, 3, 4]])
    assert [(f.rule, f.cell) for f in check(book)] == [("period-order", "F1")]
    book, _ = read([[*heads[:5], "Jul 23", "Aug 23"], ["1", "Visits", "High", 1, 2, 3, 4]])
    assert [(f.rule, f.severity, f.cell) for f in check(book)] == [("period-order", Severity.NOTE, "F2")]


def test_that_one_month_among_quarters_is_said(read):
    heads = ["Ref", "Indicator", "Jun 17", "Sep 17", "Nov 17", "Mar 18"]
    book, plan = read([heads, ["1", "Visits", 1, 2, 3, 4]])
    assert rules(plan) == [("period-order", "E1")]
    assert plan.findings[0].message.endswith("Nov 2017 is not of the sheet’s step: the others are quarterly.")
    assert {period for _, period in figures(book)} == {"2017-18 Q1", "2017-18 Q2", "2017-11", "2017-18 Q4"}


def test_that_a_month_added_at_the_end_of_quarters_is_not_said(read):
    heads = ["Ref", "Indicator", "Q1 17-18", "Q2 17-18", "Q3 17-18", "Jan 18"]
    _, plan = read([heads, ["1", "Visits", 1, 2, 3, 4]])
    assert plan.findings == ()


def test_that_columns_from_the_latest_to_the_oldest_are_in_order(read):
    _, plan = read([["Ref", "Indicator", "Jun 23", "May 23", "Apr 23"], ["1", "Visits", 1, 2, 3]])
    assert plan.findings == ()


def test_that_an_unknown_column_is_said_and_an_empty_one_is_not(read):
    _, plan = read([["Ref", "Indicator", "Apr 23", "May 23", "Widgets", "Gadgets"], ["1", "Visits", 1, 2, "x"]])
    assert rules(plan) == [("unmapped-column", "E1")]


def test_that_leading_columns_units_years_and_benchmarks_are_read(read):
    book, plan = read(
        [
            [
                "Directorate",
                "Theme",
                "KPI",
                "Unit",
                "2020/21",
                "2021/22",
                "2022/23",
                "England 2021/22",
                "Goal",
                "Good is",
            ],
            ["Children", "Schools", "Attendance", "%", 94.1, 93.2, 92.9, 92.5, 95, "Higher"],
            ["Adults", "Care", "Delayed discharges", "Rate per 100,000", 4.5, 5.1, 6.0, 5.5, 4, "Lower"],
        ]
    )
    first, second = book.all(Indicator)
    assert (first.service, first.section, first.name, first.unit) == ("Children", "Schools", "Attendance", Unit.PERCENT)
    assert (second.unit, second.polarity) == (Unit.RATE, Polarity.LOW)
    assert {(b.name, b.period, b.value) for b in book.all(Benchmark)} == {
        ("England", "2021-22", Decimal("92.5")),
        ("England", "2021-22", Decimal("5.5")),
    }
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("text", "kind", "margin", "said"),
    [
        ("10%", ToleranceKind.RELATIVE, 10, ["tolerance-note"]),
        ("5% of target", ToleranceKind.RELATIVE, 5, []),
        ("5pp", ToleranceKind.ABSOLUTE, 5, []),
        ("±2", ToleranceKind.ABSOLUTE, 2, []),
    ],
)
def test_that_a_tolerance_in_one_column_says_how_far_amber_reaches(read, text, kind, margin, said):
    book, plan = read(
        [["Indicator", "Apr 23", "May 23", "Target", "Tolerance"], ["% seen", percent(0.9), percent(0.8), "85%", text]]
    )
    (tolerance,) = book.all(Tolerance)
    assert (tolerance.kind, tolerance.margin) == (kind, margin)
    assert [finding.rule for finding in plan.findings] == said


@pytest.mark.parametrize(
    ("note", "kind", "margin"),
    [
        ("Amber: within 5% of target", ToleranceKind.RELATIVE, 5),
        ("Green is on target, amber is within 5 percentage points of it", ToleranceKind.ABSOLUTE, 5),
        ("Red more than 10% worse; amber within 10% (not percentage points)", ToleranceKind.RELATIVE, 10),
    ],
)
def test_that_a_note_on_amber_is_the_scorecard_s_tolerance(read, note, kind, margin):
    book, plan = read([["Scorecard"], [note], ["Indicator", "Apr 23", "Target"], ["Visits", 5, 6]])
    (tolerance,) = book.all(Tolerance)
    assert (tolerance.kind, tolerance.margin) == (kind, margin)
    assert rules(plan) == [("tolerance-note", "A2")]


def test_that_fractions_without_a_percent_sign_are_taken_as_such_and_said(read):
    book, plan = read([["Indicator", "Apr 23", "May 23", "Target"], ["Calls answered (%)", 0.91, 0.9, 0.95]])
    assert list(figures(book).values()) == [91, 90]
    assert book.all(Target)[0].low == 95
    assert [(f.rule, f.severity) for f in plan.findings] == [("scale", Severity.NOTE)]


def test_that_one_unformatted_percentage_among_others_is_put_right_and_said(read):
    book, plan = read(
        [["Indicator", "Apr 23", "May 23", "Jun 23"], ["% seen", percent(0.91), 0.93, percent(0.95)]],
    )
    assert list(figures(book).values()) == [91, 93, 95]
    assert rules(plan) == [("scale", "C2")]


def test_that_a_row_of_counts_formatted_as_percentages_is_a_row_of_counts(read):
    counts = [Look(n, "0.0%") for n in (210, 214, 208)]
    book, plan = read([["Indicator", "Apr 23", "May 23", "Jun 23"], ["Number of contacts", *counts]])
    assert list(figures(book).values()) == [210, 214, 208]
    assert rules(plan) == [("scale", "B2"), ("scale", "C2"), ("scale", "D2")]
    percents = [percent(n) for n in (0.5, 0.25, 1)]
    book, plan = read([["Indicator", "Apr 23", "May 23", "Jun 23"], ["Number of plans over 2 years", *percents]])
    assert list(figures(book).values()) == [50, 25, 100]
    assert rules(plan) == [("scale", "A2")]


def test_that_words_where_a_figure_is_due_are_kept_and_said(read):
    book, plan = read([["Indicator", "Apr 23", "May 23", "Jun 23"], ["Visits", 5, "see the report", 6]])
    assert rules(plan) == [("unmapped-text", "C2")]
    assert [o.note for o in book.all(Observation) if o.value is None] == ["see the report"]


def test_that_a_unit_behind_a_figure_is_no_finding_and_other_words_are(read):
    book, plan = read(
        [["Indicator", "Apr 23", "May 23", "Jun 23"], ["Time to visit", "5 days", "6 days", "7 days (est)"]]
    )
    assert list(figures(book).values()) == [5, 6, 7]
    assert rules(plan) == [("unmapped-text", "D2")]


def test_that_a_word_among_counts_beneath_loses_none_of_the_others(read):
    head = ["Indicator", "Apr 23", "May 23", "Jun 23", "Jul 23"]
    shares = [percent(n) for n in (0.5, 0.25, 0.75, 0.5)]
    book, plan = read([head, ["% seen", *shares], [None, "1/2", "1/4", "three", "2/4"]])
    assert rules(plan) == [("unmapped-text", "D3")]
    assert [o.denominator for o in book.all(Observation)] == [2, 4, None, 4]


def test_that_an_unknown_polarity_is_said(read):
    book, plan = read([["Indicator", "Polarity", "Apr 23", "May 23"], ["Visits", "Sideways", 5, 6]])
    assert book.all(Indicator)[0].polarity is Polarity.UNKNOWN
    assert rules(plan) == [("polarity-unknown", "B2")]
    (found,) = check(book)
    assert (found.cell, found.message) == ("B2", plan.findings[0].message)


def test_that_a_sheet_without_a_table_is_never_passed_over(read):
    _, plan = read(
        {
            "Cover": [["Performance report"]],
            "Contacts": [["Name", "Telephone"], ["A", "1"], ["B", "2"]],
            "Empty": [],
        }
    )
    assert [(f.rule, f.severity, f.sheet) for f in plan.findings] == [
        ("no-table", Severity.ERROR, ""),
        ("table-kind", Severity.WARNING, "Contacts"),
        ("no-table", Severity.NOTE, "Cover"),
    ]
    assert [left.sheet for left in plan.left_out] == ["Empty"]


def test_that_a_hidden_sheet_is_not_read_and_said(tmp_path):
    import openpyxl

    path = save(tmp_path / "MI.xlsx", {"Now": [["Indicator", "Apr 23", "Target"], ["Visits", 1, 2]], "Old": [["x"]]})
    workbook = openpyxl.load_workbook(path)
    workbook["Old"].sheet_state = "hidden"
    workbook.save(path)
    assert [(f.rule, f.sheet) for f in gather(path).findings] == [("hidden-sheet", "Old")]


def test_that_a_register_with_two_header_rows_is_read(read):
    book, plan = read(
        [
            ["Corporate risk register as at 30 June 2023"],
            ["Ref", "Risk", "Owner", "Inherent risk", None, None, "Residual risk", None, None, "Controls"],
            [None, None, None, "L", "I", "Score", "L", "I", "Score"],
            ["CR1", "Budget not balanced", "S151", 5, 5, 25, 4, 4, 16, "Monthly monitoring"],
            ["CR2", "Cyber attack", "CIO", "4 - Likely", "5", 20, "3", "5", 15, "Patching"],
        ],
        ["D2:F2", "G2:I2"],
    )
    risks = book.risks()
    assert [risk.number for risk in risks] == ["CR1", "CR2"]
    (review,) = book.reviews(risks[1].id)
    assert review.reviewed == date(2023, 6, 30)
    assert (review.original, review.current) == (Score(4, 5, 20), Score(3, 5, 15))
    assert (review.owner, review.mitigation) == ("CIO", "Patching")
    assert plan.findings == ()


def test_that_a_register_is_dated_by_its_updates_where_its_title_is_not(read):
    book, _ = read(
        [
            ["Risk ID", "Description of risk", "Likelihood", "Impact", "Risk score", "Risk owner", "Last updated"],
            ["R1", "Flood", 3, 4, 12, "A", Look(datetime(2023, 5, 12), "dd/mm/yyyy")],
            ["R2", "Fire", 2, 4, 8, "B", Look(datetime(2023, 4, 3), "dd/mm/yyyy")],
        ]
    )
    assert {review.reviewed for risk in book.risks() for review in book.reviews(risk.id)} == {date(2023, 5, 12)}


def test_that_an_undated_register_is_an_error_and_not_guessed(read):
    book, plan = read([["Risk ID", "Risk name", "Likelihood", "Impact"], ["R1", "Flood", 3, 4]])
    assert book.risks() == []
    assert ("period-not-stated", "A1") in rules(plan)


def test_that_a_score_in_words_is_said(read):
    _, plan = read(
        [
            ["Risks as at May 2023"],
            ["Risk ID", "Risk name", "Likelihood", "Impact", "Prospects"],
            ["R1", "Flood", "quite", 4, "improving"],
        ]
    )
    assert rules(plan) == [("unmapped-text", "C3"), ("unmapped-text", "E3")]


def test_that_a_budget_in_thousands_with_brackets_and_sub_totals_is_read(read):
    book, plan = read(
        [
            ["Budget monitoring 2023/24 period 3"],
            ["All figures £000; (under)/over"],
            [
                "Service",
                "Original budget",
                "Virements",
                "Revised budget",
                "Forecast outturn",
                "Variance",
                "%",
                "Reason",
            ],
            ["Fostering", 1000, 50, 1050, 1100, 50, percent(0.048), "More placements"],
            ["Adoption", 500, "-", 500, 480, "(20)", percent(-0.04), None],
            ["Sub-total", "1,500", 50, 1550, 1580, 30, percent(0.019)],
            ["Income", -200, 0, -200, -210, "late", percent(0.05)],
            ["Total", 1300, 50, 1350, 1370, 20, percent(0.015)],
        ]
    )
    (table,) = book.budget_tables()
    assert (table.period, table.unit, table.sign) == (
        "2023-06",
        MoneyUnit.THOUSANDS,
        SignConvention.OVER_IS_POSITIVE,
    )
    lines = book.budget_lines(table.id)
    assert [line.role for line in lines] == [
        LineRole.LINE,
        LineRole.LINE,
        LineRole.SUBTOTAL,
        LineRole.LINE,
        LineRole.TOTAL,
    ]
    assert lines[0].reason == "More placements"
    variance = book.get(BudgetAmount, table.id, "adoption", "variance")
    assert variance is not None
    assert variance.amount == -20
    assert rules(plan) == [("unmapped-text", "F7")]
    assert [left.cell for left in plan.left_out] == ["G3"]


def test_that_a_budget_without_a_unit_is_said(read):
    _, plan = read([["Budget 2023-24"], ["Service", "Budget", "Variance"], ["Fostering", 10, 1]])
    assert rules(plan) == [("unit-not-stated", "A2")]


@pytest.mark.parametrize(
    ("name", "decimals"),
    [("Number of visits", 0), ("Visits", 0), ("Average visits", 1), ("Visits per 1,000", 1)],
)
def test_that_counts_that_are_whole_are_shown_whole(read, name, decimals):
    cells = [Look(n, "0.0") for n in (116, 118, 120)]
    book, _ = read([["Indicator", "Apr 23", "May 23", "Jun 23"], [name, *cells]])
    assert book.all(Indicator)[0].decimals == decimals
