"""Norfolk's budget of month 2, 2018-19: in, corrected, into the next month, out to paper and to a workbook and home."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable, BudgetTableKind
from scorecard_desktop.domain.budget_months import movements
from scorecard_desktop.domain.budget_words import percent_words
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.dsg import dsg_positions
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.monitoring import financing, monitored, waterfall
from scorecard_desktop.exporting.appendices.budget import budget_appendix
from scorecard_desktop.exporting.document import Document, Meta
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.services import budgeting
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import apply_plan, import_into, plan_import
from scorecard_desktop.services.session import Session

MONTH = "norfolk-revenue-budget-2018-19-m2.xlsx"


@pytest.fixture
def book(corpus, tmp_path):
    return import_into(tmp_path / "norfolk.scorecard", [corpus / MONTH])[0]


def without_cells(book):
    """The budget's records but for the cells that they came from: those of a workbook of ours are its own."""
    kinds = (BudgetTable, BudgetLine, BudgetAmount)
    return {replace(record, source=None) for kind in kinds for record in book.all(kind)}


def table_of(book, kind, first=True):
    found = [table for table in book.budget_tables() if table.kind is kind]
    return found[0] if first else found[-1]


def casting(book):
    return [finding for finding in check(book) if finding.rule == "casting"]


def test_that_the_papers_own_totals_are_what_is_worked_out(book):
    fund = monitored(book, table_of(book, BudgetTableKind.REVENUE))
    total = fund.total
    assert total is not None
    assert fund.variance(total) == Decimal("3.375")
    assert percent_words(fund.variance_percent(total)) == "+1.8%"
    reserves = waterfall(monitored(book, table_of(book, BudgetTableKind.RESERVES)))
    assert [(step.words, str(step.after)) for step in reserves] == [
        ("Opening balance", "3.752"),
        ("Transport days equalisation", "3.671"),
        ("Post-OFSTED improvement fund", "3.667"),
        ("Grants and contributions", "2.504"),
        ("Closing balance", "2.504"),
    ]
    grant = dsg_positions(book, table_of(book, BudgetTableKind.DSG))
    assert grant is not None
    assert grant.years[-1].cumulative == Decimal(3142000)
    capital = financing(monitored(book, table_of(book, BudgetTableKind.CAPITAL)))
    assert [(one.programme, one.gap) for one in capital] == [
        (Decimal("87.764"), Decimal(0)),
        (Decimal("45.424"), Decimal(0)),
    ]


def test_that_a_corrected_total_adds_up_and_the_next_month_begins_sound(book):
    fund = table_of(book, BudgetTableKind.REVENUE)
    assert [finding.cell for finding in casting(book)] == ["C12"]
    total = monitored(book, fund).total
    assert total is not None
    column = fund.columns[0].key
    book.apply(budgeting.change_amount(book, fund.id, total.line, column, "185.308").changes)
    assert casting(book) == []
    book.apply(budgeting.begin_next(book, fund.id).changes)
    june = next(table for table in book.budget_tables() if table.period == "2018-06")
    legal = next(line for line in book.budget_lines(june.id) if line.description == "Legal costs")
    variance = june.columns[1].key
    book.apply(budgeting.change_amount(book, june.id, legal.line, variance, "£450k").changes)
    assert movements(book, june)[legal.line].movement == Decimal("-0.150")


def test_that_the_edited_budget_is_printed_with_its_movement(book):
    fund = table_of(book, BudgetTableKind.REVENUE)
    book.apply(budgeting.begin_next(book, fund.id).changes)
    june = next(table for table in book.budget_tables() if table.period == "2018-06")
    for line in book.budget_lines(june.id):
        was = monitored(book, fund).amounts[line.line, fund.columns[1].key]
        book.apply(budgeting.change_amount(book, june.id, line.line, june.columns[1].key, str(was + 1)).changes)
    said = [leaf.text for leaf in reading_order(Document(Meta("Budget", "A"), tuple(budget_appendix(book, ()))))]
    assert "Movement since May 18" in said
    assert "+1.000" in said


def test_that_an_edited_budget_goes_out_as_a_workbook_and_comes_home_unchanged(corpus, tmp_path):
    with Session.open(tmp_path / "norfolk.scorecard") as session:
        apply_plan(session, plan_import(session.book, [corpus / MONTH]))
        fund = table_of(session.book, BudgetTableKind.REVENUE)
        session.commit(budgeting.begin_next(session.book, fund.id))
        session.commit(budgeting.new_line(session.book, fund.id, "", "Interpreters"))
        export_workbook(session.book, tmp_path / "whole.xlsx")
        plan = plan_import(session.book, [tmp_path / "whole.xlsx"])
        changed = [change.record for change in plan.change_set().changes if change.record.record_kind != "source file"]
        assert changed == []
        sent = without_cells(session.book)
    with Session.open(tmp_path / "again.scorecard") as session:
        apply_plan(session, plan_import(session.book, [tmp_path / "whole.xlsx"]))
        assert without_cells(session.book) == sent


@pytest.mark.parametrize(("unit", "shown"), [("£k", "£185,948k"), ("£", "£185,948,000"), ("£m", "£185.948m")])
def test_that_the_papers_total_is_shown_in_any_unit(book, unit, shown):
    from scorecard_desktop.domain.change import Change
    from scorecard_desktop.domain.scorecard import Setting
    from scorecard_desktop.domain.target import Scope

    book.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", unit))])
    fund = book.get(BudgetTable, table_of(book, BudgetTableKind.REVENUE).id)
    assert showing(book, fund).words(Decimal("185.948")) == shown
