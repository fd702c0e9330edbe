"""Risks, budgets, columns and words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.risk import Score
from scorecard_desktop.domain.rules.casting import casting
from scorecard_desktop.domain.rules.columns import period_order
from scorecard_desktop.domain.rules.risks import duplicate_risk, risk_out_of_range, score_mismatch, target_date_passed
from scorecard_desktop.domain.rules.words import commentary_contradiction
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import IND, book, cell, columns, figure, indicator, review, risk

HIGH, LOW, NONE = Polarity.HIGH, Polarity.LOW, Polarity.NONE
MAY, JULY = date(2018, 5, 22), date(2018, 7, 10)


@pytest.mark.parametrize(
    ("score", "wrong"),
    [
        (Score(4, 3, 12), False),
        (Score(4, 3, 16), True),
        (Score(4, 3, None), False),
        (Score(4, None, 12), False),
        (Score(None, None, 12), False),
    ],
)
def test_that_a_score_that_is_not_its_product_is_found(score, wrong):
    findings = list(score_mismatch(Book([risk(), review(JULY, current=score)])))
    assert bool(findings) is wrong


def test_that_each_wrong_score_of_a_review_is_a_finding_of_its_own():
    both = review(JULY, current=Score(4, 3, 16))
    first, second = score_mismatch(Book([risk(), both, review(MAY, current=Score(2, 2, 5))]))
    assert first.message == "The current score is given as 5, but likelihood 2 times impact 2 is 4."
    assert second.message == "The current score is given as 16, but likelihood 4 times impact 3 is 12."
    assert first.key != second.key


@pytest.mark.parametrize(
    ("score", "size", "about"),
    [
        (Score(5, 5, 25), 5, []),
        (Score(1, 1, 1), 5, []),
        (Score(6, 4, 24), 5, ["current likelihood"]),
        (Score(0, 6, 0), 5, ["current likelihood", "current impact"]),
        (Score(5, 5, 25), 4, ["current likelihood", "current impact"]),
        (Score(6, 6, 36), 6, []),
        (Score(None, None, 25), 5, []),
        (Score(None, 3, 26), 5, ["current score"]),
        (Score(4, 3, 99), 5, []),  # which is another finding
    ],
)
def test_that_a_step_that_the_matrix_does_not_have_is_found(score, size, about):
    own = Setting(Scope.COUNCIL, "", "risk.size", str(size))
    found = list(risk_out_of_range(Book([own, risk(), review(JULY, current=score)])))
    assert [f.subject.partition(", ")[2] for f in found] == about
    assert all(f.severity is Severity.ERROR and str(size) in f.message for f in found)


def test_that_one_number_for_two_risks_of_a_register_is_found():
    same = replace(risk(), id="other", order=2)
    held = Book([risk(), review(JULY), same, replace(review(JULY), risk="other", title="Too few homes")])
    (found,) = duplicate_risk(held)
    assert found.message.startswith(f"The number {risk().number} is used twice: here for “Too few homes”")
    elsewhere = replace(same, register="Other register")
    assert list(duplicate_risk(Book([risk(), review(JULY), elsewhere, replace(review(JULY), risk="other")]))) == []
    unnumbered = [replace(r, number="") for r in (risk(), same)]
    assert list(duplicate_risk(Book([*unnumbered, review(JULY), replace(review(JULY), risk="other")]))) == []


def test_that_a_risk_without_a_number_is_called_by_its_title():
    held = Book([replace(risk(), number=""), replace(review(JULY, current=Score(4, 3, 16)), title="Too few homes")])
    (found,) = score_mismatch(held)
    assert found.subject == "Risk Too few homes, current score"


@pytest.mark.parametrize(
    ("reviews", "facts", "passed"),
    [
        ([review(JULY, target_date=date(2018, 7, 9))], {}, True),
        ([review(JULY, target_date=date(2018, 7, 10))], {}, False),
        ([review(JULY, target_date=date(2019, 3, 31))], {}, False),
        ([review(JULY)], {}, False),
        ([review(JULY, target_date=date(2018, 7, 9))], {"closed": JULY}, False),
        # at the review before it had passed too, and has been moved since
        ([review(MAY, target_date=date(2018, 4, 1)), review(JULY, target_date=date(2019, 4, 1))], {}, False),
    ],
)
def test_that_a_target_date_that_had_passed_at_the_latest_review_is_found(reviews, facts, passed):
    assert bool(list(target_date_passed(Book([risk(**facts), *reviews])))) is passed


def test_that_a_risk_that_the_latest_review_leaves_out_is_left_alone():
    gone, kept = risk("R1"), risk("R2")
    held = Book([gone, kept, review(MAY, target_date=date(2018, 4, 1)), review(JULY, risk="children/R2")])
    assert list(target_date_passed(held)) == []


def test_that_a_passed_date_is_told_with_the_day_of_the_review():
    (finding,) = target_date_passed(Book([risk(), review(JULY, target_date=date(2018, 3, 31))]))
    assert finding.message == "The target date of 31 Mar 2018 had passed when the risk was reviewed on 10 Jul 2018."
    assert finding.severity is Severity.WARNING


def budget(total):
    table = BudgetTable(
        "revenue", 1, "Revenue", BudgetTableKind.REVENUE, "2018-05", MoneyUnit.MILLIONS, 3,
        SignConvention.OVER_IS_POSITIVE,
        (BudgetColumn("budget", "Budget £m", ColumnRole.BUDGET), BudgetColumn("v", "Variance", ColumnRole.VARIANCE)),
    )  # fmt: skip
    lines = [
        BudgetLine("revenue", "a", 1, "1", "Transport"),
        BudgetLine("revenue", "b", 2, "2", "Staff"),
        BudgetLine("revenue", "t", 3, "3", "Total", LineRole.TOTAL),
    ]
    amounts = [
        BudgetAmount("revenue", line, column, Decimal(amount), cell(f"C{row}"))
        for row, (line, column, amount) in enumerate(
            [("a", "budget", "1.000"), ("b", "budget", "2.000"), ("t", "budget", total), ("t", "v", "0")], 4
        )
    ]
    return Book([table, *lines, *amounts])


def test_that_a_budget_total_that_does_not_add_up_is_found_at_its_cell():
    (finding,) = casting(budget("3.640"))
    assert finding.message == ("Total, Budget £m: £3.640m is stated, the lines add £3.000m, a difference of £0.640m.")
    assert (finding.subject, finding.cell, finding.period) == ("Revenue: Total, Budget £m", "C6", "2018-05")
    assert list(casting(budget("3.001"))) == []


# Columns


def gaps(frequency, *codes):
    return list(period_order(Book([Scorecard("vital", 1, "Vital signs", frequency), *columns(*codes)])))


@pytest.mark.parametrize(
    ("frequency", "codes", "missing"),
    [
        (PeriodKind.MONTH, ["2018-01", "2018-02", "2018-03"], []),
        (PeriodKind.MONTH, ["2018-01", "2018-03"], ["2018-02"]),
        (PeriodKind.MONTH, ["2017-11", "2018-03", "2018-05"], ["2017-12", "2018-04"]),
        (PeriodKind.MONTH, ["2018-03", "2018-01", "2018-02"], []),
        (PeriodKind.QUARTER, ["2016-17 Q4", "2017-18 Q1", "2016-17", "2017-18"], []),
        (PeriodKind.QUARTER, ["2016-17 Q3", "2017-18 Q1"], ["2016-17 Q4"]),
        (PeriodKind.TERM, ["2016-17 Summer", "2017-18 Spring"], ["2017-18 Autumn"]),
        (PeriodKind.MONTH, ["2018-03", "2018-04", "2018-03 YTD"], []),
        (PeriodKind.DATE, ["2018-03-01", "2018-05-01"], []),
        (PeriodKind.MONTH, ["2018-03"], []),
    ],
)
def test_that_a_column_stepped_over_is_found(frequency, codes, missing):
    assert [f.period for f in gaps(frequency, *codes)] == missing


def test_that_a_gap_names_the_periods_it_leaves_out():
    (one,) = gaps(PeriodKind.MONTH, "2018-01", "2018-03")
    assert one.message == "The columns of Vital signs go from Jan 2018 to Mar 2018: Feb 2018 has none."
    (many,) = gaps(PeriodKind.MONTH, "2018-01", "2018-07")
    assert many.message.endswith("5 periods, Feb 2018 to Jun 2018, have none.")


def test_that_columns_of_another_scorecard_do_not_fill_a_gap():
    other = Scorecard("other", 2, "Other", PeriodKind.MONTH)
    held = book(columns("2018-01", "2018-03"), other, ScorecardPeriod("other", "2018-02"))
    assert len(list(period_order(held))) == 1


@pytest.mark.parametrize(
    ("frequency", "codes", "overlapping"),
    [
        (PeriodKind.QUARTER, ["2017-18 Q1", "2017-08 Q"], ["2017-08 Q"]),
        (PeriodKind.QUARTER, ["2017-06 Q", "2017-09 Q"], []),
        (PeriodKind.FINANCIAL_YEAR, ["2015-16", "2016-17"], []),
        (PeriodKind.ROLLING_12, ["2017-01 R12", "2017-02 R12"], []),
        (PeriodKind.YEAR_TO_DATE, ["2017-06 YTD", "2017-07 YTD"], []),
    ],
)
def test_that_columns_off_the_step_are_found(frequency, codes, overlapping):
    assert [f.period for f in gaps(frequency, *codes) if f.severity is Severity.WARNING] == overlapping


def test_that_an_overlap_names_both_headings():
    (one,) = gaps(PeriodKind.QUARTER, "2017-18 Q1", "2017-08 Q")
    assert one.message == (
        "The columns of Vital signs are quarterly, but 3 months to Aug 2017 begins before Q1 2017-18 ends."
    )


def rolled_forward(earlier, later):
    rows = [indicator(ident=f"vital/{row}") for row in range(len(earlier))]
    figures = [
        figure(period, value, of=row.id)
        for period, column in (("2018-03", earlier), ("2018-04", later))
        for row, value in zip(rows, column, strict=True)
    ]
    return list(period_order(book(columns("2018-03", "2018-04"), rows, figures)))


def test_that_a_column_that_repeats_the_one_before_is_found():
    column = ["81.7", "65.4", "90.8", "12", "38.2"]
    (one,) = rolled_forward(column, column)
    assert one.message == "All 5 figures of Vital signs for Apr 2018 are those of Mar 2018 once more."
    assert (one.severity, one.period) == (Severity.WARNING, "2018-04")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (["81.7", "65.4", "90.8", "12", "38.2"], ["81.7", "65.4", "90.8", "12", "38.1"]),
        (["81.7", "65.4", "90.8", "12"], ["81.7", "65.4", "90.8", "12"]),
        (["0", "0", "0", "0", "0", "100"], ["0", "0", "0", "0", "0", "100"]),
        (["81.7", "65.4", "90.8", "12", "38.2"], [None, None, None, None, None]),
    ],
)
def test_that_columns_that_differ_or_have_little_in_them_are_left_alone(earlier, later):
    assert rolled_forward(earlier, later) == []


# Words


def said(text, now, then, polarity=HIGH, part=CommentaryPart.COMMENT):
    held = book(
        indicator(polarity),
        columns("2018-03", "2018-04"),
        figure("2018-03", then),
        figure("2018-04", now),
        Commentary(IND, "2018-04", part, text, cell("O48")),
    )
    return list(commentary_contradiction(held))


@pytest.mark.parametrize(
    "text",
    [
        "Performance has improved this month.",
        "Performance improved.",
        "Staff are in post. The rate has improved again.",
        "This is an improvement on last month.",
        "There has been a marked improvement since the previous quarter.",
        "• Performance has improved",
        "Improved performance this month.",
        "This has improved since March.",
        "Performance continues to improve.",
        "Performance has continued to improve since last month.",
        "We have seen an improvement in performance this month.",
    ],
)
def test_that_improved_on_a_worse_figure_is_found(text):
    assert len(said(text, "81.7", "82.7")) == 1
    assert said(text, "82.7", "81.7") == []


@pytest.mark.parametrize(
    "text",
    [
        "Performance has not improved this month.",
        "Performance will have improved by the next report.",
        "Performance has improved year on year.",
        "Performance has improved steadily since 2014, from 700 days.",
        "Although performance has improved, more is to do.",
        "We expect performance to improve.",
        "Work to improve the quality of plans goes on.",
        "Performance remains better than the national average and has improved.",
        "Recording has improved.",
        "There is increased demand for placements.",
        "This has improved since January.",
        "Practice continues to improve.",
        "There has been an improvement in recording this month.",
        "",
    ],
)
def test_that_words_about_anything_else_are_left_alone(text):
    assert said(text, "81.7", "82.7") == []
    assert said(text, "82.7", "81.7") == []


def test_that_worsened_on_a_better_figure_is_found():
    (finding,) = said("Performance has deteriorated this month.", "30", "40", LOW)
    assert finding.message == (
        "The commentary says “Performance has deteriorated this month”, but the figure went from 40.0% to 30.0% in "
        "Apr 2018, which is better."
    )
    assert (finding.cell, finding.period, finding.severity) == ("O48", "2018-04", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "contradicted"),
    [
        ("The number fell from last month.", True),
        ("This has reduced compared with the previous month.", True),
        ("The figure rose from last month.", False),
        ("The number of contacts by police has reduced since last month.", False),  # a part, not the whole
        ("The number has reduced again since last month.", True),
    ],
)
def test_that_up_and_down_are_held_against_the_movement_whatever_the_polarity(text, contradicted):
    assert bool(said(text, "82.7", "81.7", NONE)) is contradicted


def test_that_plans_for_the_future_are_not_read_as_reports():
    assert said("Performance has improved.", "81.7", "82.7", part=CommentaryPart.NEEDS_TO_HAPPEN) == []


def test_that_commentary_for_every_period_is_held_against_the_current_one():
    held = book(
        indicator(), columns("2018-03", "2018-04"), figure("2018-03", "82.7"), figure("2018-04", "81.7"),
        Commentary(IND, "", CommentaryPart.COMMENT, "Performance has improved."),
    )  # fmt: skip
    (finding,) = commentary_contradiction(held)
    assert finding.period == "2018-04"
