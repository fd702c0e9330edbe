"""Tables whose periods run down are read as those whose periods run across, each figure from its own cell."""

from datetime import datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from support.workbooks import Look, percent, save


@pytest.fixture
def read(tmp_path):
    def reading(rows, merges=(), name="scorecard.xlsx"):
        plan = decide(Book(), [gather(save(tmp_path / name, {"Sheet1": rows}, {"Sheet1": merges}))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


def cells(book: Book) -> dict[tuple[str, str], str]:
    names = {i.id: i.ref or i.name for i in book.all(Indicator)}
    return {(names[o.indicator], o.period): o.source.cell for o in book.all(Observation) if o.source is not None}


def test_that_references_and_names_head_the_columns_and_others_figures_stand_beneath(read):
    book, plan = read(
        [
            ["Young people's scorecard"],
            [None, "1.1", "1.2", "1.3"],
            ["Month", "Number of contacts", "% on time", "Rate per 10,000"],
            ["Apr 17", 10, percent(0.5), 1.5],
            ["May 17", 11, percent(0.6), 1.6],
            ["Jun 17", 12, percent(0.7), 1.7],
            ["Jul 17", 13, None, "suppressed"],
            ["Target", None, "90%", None],
            ["Benchmarking"],
            ["England 2016-17", None, percent(0.8), 2.0],
            ["Best of the family", None, percent(0.95), 1.1],
            [],
            ["Source: case system"],
        ]
    )
    assert [(i.ref, i.name) for i in book.all(Indicator)] == [
        ("1.1", "Number of contacts"),
        ("1.2", "% on time"),
        ("1.3", "Rate per 10,000"),
    ]
    assert cells(book)["1.2", "2017-05"] == "C5"
    assert len(cells(book)) == 11
    assert book.all(Observation)[-1].symbol is Symbol.CONFIDENTIAL
    (target,) = book.all(Target)
    assert (target.low, target.source.cell if target.source else "") == (90, "C8")
    assert {(b.name, b.period, b.value) for b in book.all(Benchmark)} == {
        ("England", "2016-17", 80),
        ("England", "2016-17", 2),
        ("Best of the family", "", 95),
        ("Best of the family", "", Decimal("1.1")),
    }
    (table,) = plan.tables
    assert (table.range, table.confidence_words) == ("A2:D11", "sure")
    assert [left.cell for left in plan.left_out] == ["A13"]
    assert plan.findings == ()


def test_that_years_stand_before_months_and_sections_over_indicators(read):
    book, plan = read(
        [
            ["Scorecard"],
            [None, None, "Front door", None, "Care"],
            ["Year", "Month", "Contacts", "% on time", "Children in care"],
            ["2017-18", "Feb", 1, percent(0.5), 3],
            [None, "Mar", 2, percent(0.6), 3],
            ["2018-19", "Apr", 2, percent(0.6), 3],
            [None, "May", 2, percent(0.7), 4],
        ],
        ["C2:D2", "A4:A5"],
    )
    assert [(i.name, i.section) for i in book.all(Indicator)] == [
        ("Contacts", "Front door"),
        ("% on time", "Front door"),
        ("Children in care", "Care"),
    ]
    assert {period for _, period in cells(book)} == {"2018-02", "2018-03", "2018-04", "2018-05"}
    assert plan.findings == ()


def test_that_rows_over_the_months_say_polarity_and_target(read):
    book, plan = read(
        [
            ["Council scorecard"],
            [],
            ["PI", "KPI 1", "KPI 2", None, "KPI 3"],
            ["Measure", "Number of homes built", "Number of homes let", None, "% let on time"],
            ["Good is", "High", "Low", None, "High"],
            ["Target 2017-18", 40, "<50", None, "90%"],
            *[
                [Look(datetime(2017, month, 1), "mmm-yy"), month, month + 1, None, percent(month / 10)]
                for month in (4, 5, 6)
            ],
            ["Comments", "Slow start.", None, None, "Staff were away."],
        ]
    )
    assert [(i.ref, i.name, i.polarity) for i in book.all(Indicator)] == [
        ("KPI 1", "Number of homes built", Polarity.HIGH),
        ("KPI 2", "Number of homes let", Polarity.LOW),
        ("KPI 3", "% let on time", Polarity.HIGH),
    ]
    assert [target.kind for target in book.all(Target)] == [TargetKind.VALUE, TargetKind.AT_MOST, TargetKind.VALUE]
    assert cells(book)["KPI 3", "2017-06"] == "E9"
    assert plan.findings == ()


def test_that_each_indicator_may_have_several_columns(read):
    book, plan = read(
        [
            ["Scorecard"],
            [None, "Referrals", None, None, "Contacts"],
            ["Month", "Actual", "Target", "RAG", "Actual", "Target", "RAG"],
            ["Apr 17", 1, 2, "R", 3, 4, "G"],
            ["May 17", 1, 2, "A", 3, 4, "G"],
            ["Jun 17", 1, 2, "R", 3, 4, "A"],
        ],
        ["B2:D2", "E2:G2"],
    )
    assert [o.sheet_rag for o in book.all(Observation)] == [
        *(Rag.RED, Rag.AMBER, Rag.RED),
        *(Rag.GREEN, Rag.GREEN, Rag.AMBER),
    ]
    assert {(t.period, t.low) for t in book.all(Target)} == {(f"2017-0{m}", n) for m in (4, 5, 6) for n in (2, 4)}
    assert plan.findings == ()


def test_that_a_table_may_be_of_the_one_indicator_that_its_title_names(read):
    book, plan = read(
        [
            ["Percentage of assessments on time"],
            ["Month", "Num", "Den", "%", "Target"],
            *[[f"{m} 17", 1, 2, percent(0.5), "90%"] for m in ("Apr", "May", "Jun")],
        ]
    )
    assert [i.name for i in book.all(Indicator)] == ["Percentage of assessments on time"]
    assert {(o.value, o.numerator, o.denominator) for o in book.all(Observation)} == {(50, 1, 2)}
    assert len(book.all(Target)) == 3
    assert plan.findings == ()


def test_that_tables_of_both_ways_stand_on_one_sheet(read):
    book, plan = read(
        [
            ["A table across"],
            ["Ref", "Indicator", "Apr 17", "May 17", "Target"],
            ["1", "Visits", 1, 2, 3],
            [],
            ["Down by month"],
            ["Month", "Referrals", "% on time"],
            *[[f"{m} 17", 10, percent(0.5)] for m in ("Apr", "May", "Jun")],
            [],
            ["Down by quarter"],
            ["Quarter", "Number of homes built", "Number of homes let"],
            *[[f"Q{q} 2017-18", 10, 3] for q in (1, 2, 3)],
            ["Note: figures are provisional"],
        ]
    )
    assert [card.name for card in book.scorecards()] == ["A table across", "Down by month", "Down by quarter"]
    assert [table.range for table in plan.tables] == ["A2:E3", "A6:C9", "A12:C15"]
    assert [left.cell for left in plan.left_out] == ["A16"]
    assert plan.findings == ()


def test_that_a_column_of_dates_in_a_table_across_is_no_column_of_periods(read):
    book, _ = read(
        [
            ["Latest data", "Indicator", "Apr 17", "May 17", "Target"],
            ["Mar 17", "Visits", 1, 2, 3],
            ["Apr 17", "Calls", 4, 5, 6],
            ["May 17", "Letters", 7, 8, 9],
        ]
    )
    assert [i.name for i in book.all(Indicator)] == ["Visits", "Calls", "Letters"]
    assert cells(book)["Calls", "2017-05"] == "D3"
