"""A budget is kept up: amounts typed in any unit, lines begun and ended, the next month begun; nothing is recomputed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from scorecard_desktop.domain.casting import differences
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services import budgeting, recording

COLUMNS = tuple(
    BudgetColumn(role.value, f"{role.value.capitalize()} £m", role)
    for role in (ColumnRole.BUDGET, ColumnRole.ACTUAL, ColumnRole.VARIANCE, ColumnRole.PREVIOUS_VARIANCE)
)
TABLE = BudgetTable(
    "fund/2018-05", 1, "General Fund May 2018", BudgetTableKind.REVENUE, "2018-05", MoneyUnit.MILLIONS, 3,
    SignConvention.OVER_IS_POSITIVE, COLUMNS, Source("m2.xlsx", "", "Fund", "A1"),
)  # fmt: skip
AMOUNTS = {"legal": ("3.310", "0.5", "0.600"), "staff": ("20.457", "3.1", "0.768"), "total": ("23.767", "3.6", "1.368")}


@pytest.fixture
def book():
    records: list[BudgetTable | BudgetLine | BudgetAmount] = [TABLE]
    for at, (name, amounts) in enumerate(AMOUNTS.items(), 1):
        role = LineRole.TOTAL if name == "total" else LineRole.LINE
        source = Source("m2.xlsx", "", "Fund", f"B{at}")
        records.append(
            BudgetLine(TABLE.id, name, at, str(at), name.capitalize(), role, "", "Why", "Do", source, Rag.RED)
        )
        records += [
            BudgetAmount(TABLE.id, name, column.key, Decimal(amount), source)
            for column, amount in zip(COLUMNS, amounts, strict=False)
        ]
    return Book(records)


def amount(book, line, column="budget", table=TABLE.id):
    found = book.get(BudgetAmount, table, line, column)
    return None if found is None else found.amount


def typed(book, text, line="legal", column="budget"):
    book.apply(budgeting.change_amount(book, TABLE.id, line, column, text).changes)
    return amount(book, line, column)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("3.5", "3.5"), ("£3,500k", "3.5"), ("£3.5m", "3.5"), ("(0.379)", "-0.379"), ("0.379 CR", "-0.379"),
        ("-1", "-1"), ("100", "100"), ("0", "0"), (" 3.50 ", "3.5"),
    ],
)  # fmt: skip
def test_that_an_amount_is_typed_as_officers_write_it(book, text, held):
    assert str(typed(book, text)) == held


def test_that_an_amount_is_typed_in_the_unit_that_is_shown(book):
    book.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", "£k"))])
    assert budgeting.amount_as_typed(book, TABLE.id, "legal", "budget") == "3310"
    assert typed(book, "3500") == Decimal("3.5")
    assert typed(book, "£3.6m") == Decimal("3.6")


def test_that_what_is_no_amount_is_refused_and_says_what_can_be_typed(book):
    with pytest.raises(Refusal, match=r"“lots” is not an amount\. Type one in £m such as 1\.25"):
        budgeting.change_amount(book, TABLE.id, "legal", "budget", "lots")


def test_that_a_typed_amount_has_no_cell_and_a_total_is_left_as_it_was(book):
    typed(book, "3.5")
    found = book.get(BudgetAmount, TABLE.id, "legal", "budget")
    assert found.source is None
    assert amount(book, "total") == Decimal("23.767")
    (wrong,) = differences(book, TABLE)
    assert (wrong.line, wrong.column) == ("total", "budget")
    assert [finding.rule for finding in check(book)] == ["casting"]


def test_that_typing_what_stands_there_changes_nothing_and_an_empty_text_removes_it(book):
    assert budgeting.change_amount(book, TABLE.id, "legal", "budget", "3.31").changes == ()
    assert typed(book, "") is None
    assert budgeting.change_amount(book, TABLE.id, "legal", "budget", " ").changes == ()


def test_that_what_an_import_could_not_read_at_an_amount_goes_when_it_is_typed(book):
    unread = Finding(
        "unmapped-text",
        Severity.WARNING,
        "No.",
        "Do.",
        subject="General Fund May 2018: Legal, Budget £m",
        file="m2.xlsx",
    )
    other = Finding(
        "unmapped-text",
        Severity.WARNING,
        "No.",
        "Do.",
        subject="General Fund May 2018: Legal, Budget £m",
        file="m3.xlsx",
    )
    book.apply([Change(None, unread), Change(None, other)])
    typed(book, "3.4")
    assert book.all(Finding) == [other]


def test_that_a_new_line_goes_above_the_total_and_is_a_part_of_it(book):
    book.apply(budgeting.new_line(book, TABLE.id, "total", "Transport  costs").changes)
    lines = book.budget_lines(TABLE.id)
    assert [(line.line, line.order) for line in lines] == [
        ("legal", 1), ("staff", 2), ("transport-costs", 3), ("total", 4),
    ]  # fmt: skip
    assert lines[2].description == "Transport costs"
    book.apply(budgeting.new_line(book, TABLE.id, "legal", "Transport costs").changes)
    assert [line.line for line in book.budget_lines(TABLE.id)][1] == "transport-costs-2"


def test_that_a_new_line_must_be_called_something(book):
    with pytest.raises(Refusal, match="Say what the new line is called"):
        budgeting.new_line(book, TABLE.id, "legal", "  ")


def test_that_a_line_goes_with_its_amounts_and_comes_back_whole(book):
    before = list(book.records())
    step = budgeting.remove_line(book, TABLE.id, "legal")
    book.apply(step.changes)
    assert [line.line for line in book.budget_lines(TABLE.id)] == ["staff", "total"]
    assert all(one.line != "legal" for one in book.budget_amounts(TABLE.id))
    book.apply(step.inverse.changes)
    assert set(book.records()) == set(before)


def test_that_many_amounts_are_cleared_in_one_step(book):
    places = [("legal", "budget", ""), ("staff", "budget", ""), ("staff", "previous variance", "")]
    step = budgeting.change_amounts(book, TABLE.id, places, "clearing")
    assert len(step.changes) == 2
    assert step.label == "clearing of 2 amounts of General Fund May 2018"


def test_that_a_pasted_block_changes_all_or_nothing(book):
    typed_cells = [("legal", "budget", "3.4"), ("staff", "budget", "£20,500k")]
    book.apply(budgeting.change_amounts(book, TABLE.id, typed_cells, "paste").changes)
    assert (amount(book, "legal"), amount(book, "staff")) == (Decimal("3.4"), Decimal("20.5"))
    with pytest.raises(Refusal, match=r"Nothing was changed\. Staff: “x” is not an amount"):
        budgeting.change_amounts(book, TABLE.id, [("legal", "budget", "1"), ("staff", "budget", "x")], "paste")


def test_that_the_next_month_begins_with_lines_and_budgets_and_without_actuals_and_words(book):
    book.apply(budgeting.begin_next(book, TABLE.id).changes)
    june = book.get(BudgetTable, "fund/2018-06")
    assert (june.title, june.period, june.source) == ("General Fund – Jun 2018", "2018-06", None)
    lines = book.budget_lines(june.id)
    assert [line.line for line in lines] == ["legal", "staff", "total"]
    assert {(line.reason, line.action, line.rag, line.source) for line in lines} == {("", "", Rag.NONE, None)}
    assert amount(book, "legal", "budget", june.id) == Decimal("3.310")
    assert amount(book, "legal", "actual to date", june.id) is None
    assert amount(book, "legal", "variance", june.id) is None
    assert amount(book, "legal", "previous variance", june.id) == Decimal("0.600")
    assert check(book) == []


def test_that_a_month_is_begun_once_and_not_beyond_its_year(book):
    book.apply(budgeting.begin_next(book, TABLE.id).changes)
    with pytest.raises(Refusal, match="there for Jun 2018 already"):
        budgeting.begin_next(book, TABLE.id)
    march = Book([BudgetTable(**{name: getattr(TABLE, name) for name in TABLE.__slots__} | {"period": "2019-03"})])
    with pytest.raises(Refusal, match="Mar 2019 ends its financial year"):
        budgeting.begin_next(march, TABLE.id)
    year = Book([BudgetTable(**{name: getattr(TABLE, name) for name in TABLE.__slots__} | {"period": "2018-19"})])
    with pytest.raises(Refusal, match="which is no month"):
        budgeting.begin_next(year, TABLE.id)


def test_that_reason_action_and_rating_are_typed_as_any_record_is(book):
    line = book.get(BudgetLine, TABLE.id, "legal")
    book.apply(recording.change_record(book, line, {"reason": "Longer trials", "rag": "Amber"}).changes)
    after = book.get(BudgetLine, TABLE.id, "legal")
    assert (after.reason, after.action, after.rag) == ("Longer trials", "Do", Rag.AMBER)
    with pytest.raises(Refusal, match="Rating: “purple” is not one of"):
        recording.change_record(book, after, {"rag": "purple"})


@given(st.decimals(-(10**9), 10**9, places=6), st.sampled_from(MoneyUnit))
def test_that_what_is_shown_for_typing_is_typed_back_exactly(held, chosen):
    one = BudgetAmount(TABLE.id, "legal", "budget", held)
    book = Book(
        [
            TABLE,
            BudgetLine(TABLE.id, "legal", 1, "", "Legal"),
            one,
            Setting(Scope.COUNCIL, "", "budget.unit", chosen.value),
        ]
    )
    text = budgeting.amount_as_typed(book, TABLE.id, "legal", "budget")
    assert budgeting.change_amount(book, TABLE.id, "legal", "budget", text).changes == ()
