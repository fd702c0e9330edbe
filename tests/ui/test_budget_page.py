"""The budget page is worked in by keys: amounts typed in place, lines and months begun, what is doubted said there."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from scorecard_desktop.ui.models.budget_grid import Kind
from scorecard_desktop.ui.models.listing import CHIP_ROLE
from scorecard_desktop.ui.open_store import OpenStore

FUND = "forecast-revenue-outturn-general-fund-childrens-services"
RESERVES = "forecast-reserves-and-provisions-general-fund-childrens"


@pytest.fixture
def page(qtbot, tmp_path, open_window):
    store = tmp_path / "council.scorecard"
    import_into(store, [path for path in sample_workbooks() if "budget" in path.name])
    window = open_window(store, page="budget")
    found = window.workspace.pages.budget
    found.window_ = window
    found.show_table(f"{FUND}/2025-06")
    found.view.setFocus()
    return found


def cell(page, line, kind_or_role):
    at = next(
        n for n, one in enumerate(page.grid.columns)
        if one.kind is kind_or_role or (one.money is not None and one.money.role.value == kind_or_role)
    )  # fmt: skip
    return page.grid.place_of(line).siblingAtColumn(at)


def type_in(qtbot, page, index, text, key=Qt.Key.Key_Return):
    page.view.setCurrentIndex(index)
    qtbot.keyClicks(page.view, text[0])
    editor = page.view.findChild(QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)


def test_that_the_newest_month_is_shown_first_with_what_follows_from_its_figures(page):
    said = {one.kind: one.heading for one in page.grid.columns}
    assert said[Kind.PERCENT] == "Variance % of budget"
    assert said[Kind.MOVEMENT] == "Movement since May 25"
    assert cell(page, "legal-costs", Kind.PERCENT).data() == "+21.1%"
    assert cell(page, "legal-costs", Kind.MOVEMENT).data() == "+0.100"
    assert page.month.currentText() == "Jun 2025"


def test_that_an_amount_is_typed_over_its_cell_and_the_total_that_no_longer_holds_is_marked_there(qtbot, page):
    type_in(qtbot, page, cell(page, "legal-costs", "actual to date"), "1.5")
    amount = page.store.book.get(BudgetAmount, f"{FUND}/2025-06", "legal-costs", "actual-to-date-m")
    assert (amount.amount, amount.source) == (Decimal("1.5"), None)
    total = cell(page, "total", "actual to date")
    assert total.data() == "47.120"
    assert total.data(CHIP_ROLE) is Rag.RED
    assert "does not add up" in total.data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.detail.tabText(5) == "■ Does not add up (1)"
    page.window_.actions_["undo"].trigger()
    assert cell(page, "legal-costs", "actual to date").data() == "0.981"
    assert cell(page, "total", "actual to date").data(CHIP_ROLE) is None


def test_that_what_is_no_amount_keeps_the_editor_open_and_says_what_can_be_typed(qtbot, page):
    type_in(qtbot, page, cell(page, "legal-costs", "budget"), "3.5x")
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    assert "is not an amount" in editor.accessibleDescription()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_that_what_follows_from_other_figures_cannot_be_typed(page):
    assert not cell(page, "legal-costs", Kind.MOVEMENT).flags() & Qt.ItemFlag.ItemIsEditable
    assert not cell(page, "legal-costs", Kind.PERCENT).flags() & Qt.ItemFlag.ItemIsEditable


def test_that_a_variance_that_is_not_stated_is_worked_out_and_says_what_its_sign_means(page):
    page.show_table("what-partners-contribute-to-services-for-children/2025-06")
    assert cell(page, "district-councils-youth-work", Kind.VARIANCE).data() == "-0.025"
    assert cell(page, "district-councils-youth-work", Kind.PERCENT).data() == "-11.6%"
    assert "A variance is the forecast less the budget" in page._facts.text()


def test_that_a_reason_is_typed_in_its_cell_and_told_with_its_history_beneath(qtbot, page):
    type_in(qtbot, page, cell(page, "other-budgets", Kind.REASON), "Held back")
    page.view.setCurrentIndex(page.grid.place_of("other-budgets"))
    assert page.detail.line.reason.text.text() == "Held back"
    qtbot.waitUntil(lambda: "reason “” → “Held back”" in page.detail.line.history.text.text(), timeout=10000)
    assert "Budget £m £129.067m from barchester-budget-2025-26-m3.xlsx, General Fund!C11" in (
        page.detail.line.history.text.text()
    )


def test_that_words_are_asked_for_in_a_form_by_its_key(qtbot, page):
    page.view.setCurrentIndex(page.grid.place_of("legal-costs"))
    qtbot.keyClick(page.view, Qt.Key.Key_F4)
    form = page.window_.findChild(_form())
    qtbot.waitUntil(form.isVisible)
    form.boxes["action"].setPlainText("A third adviser")
    form.accept()
    assert page.store.book.get(BudgetLine, f"{FUND}/2025-06", "legal-costs").action == "A third adviser"


def test_that_a_line_is_begun_and_ended_by_keys(qtbot, page):
    page.view.setCurrentIndex(page.grid.place_of("legal-costs"))
    qtbot.keyClick(page.view, Qt.Key.Key_Insert)
    form = page.window_.findChild(_form())
    qtbot.waitUntil(form.isVisible)
    form.boxes["description"].setText("Interpreters")
    form.accept()
    qtbot.waitUntil(lambda: page.line is not None and page.line.line == "interpreters")
    assert [line.line for line in page.grid.found.lines][2:4] == ["legal-costs", "interpreters"]
    qtbot.keyClick(page.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert "interpreters" not in [line.line for line in page.grid.found.lines]


def test_that_the_tables_of_a_month_are_gone_through_by_keys(qtbot, page):
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.table.id == f"{RESERVES}/2025-06"
    qtbot.keyClick(page.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.table.id == f"{FUND}/2025-06"


def test_that_a_month_that_was_begun_goes_again_by_undo(page):
    page.begin_next()
    page.window_.actions_["undo"].trigger()
    assert page.table.period == "2025-06"
    assert page.month.findText("Jul 2025") == -1


def test_that_the_next_month_is_begun_and_gone_to(page):
    page.begin_next()
    assert page.table.id == f"{FUND}/2025-07"
    assert page.month.currentText() == "Jul 2025"
    assert cell(page, "legal-costs", "budget").data() == "3.310"
    assert cell(page, "legal-costs", "actual to date").data() == ""


def test_that_a_refusal_to_begin_a_month_is_said(qtbot, page):
    page.show_table(f"{FUND}/2025-05")
    with qtbot.waitSignal(page.refused) as said:
        page.begin_next()
    assert "there for Jun 2025 already" in said.args[0]


def test_that_another_month_shows_the_same_table(page):
    page.month.setCurrentIndex(page.month.findText("May 2025"))
    page.month.activated.emit(page.month.currentIndex())
    assert page.table.id == f"{FUND}/2025-05"
    assert "■ 1" in page.which.currentText()


def test_that_another_unit_changes_what_is_shown_and_typed_and_nothing_else(qtbot, page):
    before = page.store.book.budget_amounts(f"{FUND}/2025-06")
    page.unit.setCurrentIndex(page.unit.findText("£k"))
    page.unit.activated.emit(page.unit.currentIndex())
    assert cell(page, "legal-costs", "budget").data() == "3,310"
    assert "thousands of pounds" in page._facts.text()
    assert page.store.book.budget_amounts(f"{FUND}/2025-06") == before
    type_in(qtbot, page, cell(page, "legal-costs", "budget"), "3500")
    assert page.store.book.get(BudgetAmount, f"{FUND}/2025-06", "legal-costs", "budget-m").amount == Decimal("3.5")


def test_that_a_difference_is_gone_to_from_the_list_beneath(page):
    page.show_table(f"{FUND}/2025-05")
    page.show_figure(page.grid.wrong[0])
    assert page.view.currentIndex().data() == "185.948"


def test_that_a_finding_about_an_amount_leads_to_it(qtbot, page):
    workspace = page.window_.workspace
    workspace.go_to("findings")
    findings = workspace.pages.findings
    row = next(n for n, one in enumerate(findings.listing.things) if one.rule == "casting")
    findings.table.choose(row)
    assert findings.go.isEnabled()
    findings.go.click()
    assert workspace.page_name == "budget"
    assert (page.table.id, page.view.currentIndex().data()) == (f"{FUND}/2025-05", "185.948")


def test_that_tabs_beneath_are_those_that_the_table_has_something_for(page):
    def tabs():
        return [page.detail.tabText(at) for at in range(page.detail.count()) if page.detail.isTabVisible(at)]

    assert tabs() == ["This line", "Forecast", "Variance"]
    page.show_table(f"{RESERVES}/2025-06")
    assert tabs() == ["This line", "Forecast", "Opening to closing"]
    page.show_table("dedicated-schools-grant-what-each-year-leaves-behind/2025-06")
    assert "Grant over the years" in tabs()


def test_that_the_charts_say_what_they_show_and_have_their_table(qtbot, page):
    page.view.setCurrentIndex(page.grid.place_of("legal-costs"))
    box = page.detail.variance
    assert box.sentence.text().replace("\u2060", "") == (
        "Legal costs: a variance of +£0.700m (+21.1%) in Jun 2025. The variance has moved by +£0.100m since May 2025."
    )
    assert [row[0] for row in box.picture.rows] == ["Jun 2025", "May 2025"]
    page.detail.setCurrentWidget(box)
    qtbot.waitUntil(lambda: box.chart is not None and box.chart.isVisible(), timeout=10000)
    assert box.chart.accessibleDescription() == box.picture.sentence
    box.toggle.click()
    assert box.table.isVisible()


def test_that_the_bars_of_reserves_and_of_the_grant_are_drawn(qtbot, page):
    page.show_table(f"{RESERVES}/2025-06")
    box = page.detail.waterfall
    page.detail.setCurrentWidget(box)
    qtbot.waitUntil(lambda: box.chart is not None and box.chart.isVisible(), timeout=10000)
    assert [bar.words for bar in box.picture.bars][:2] == ["£3.752m", "-£0.081m"]
    assert box.sentence.text().endswith("from £3.752m to £2.336m; £1.466m is used and £0.050m is added between them.")
    page.show_table("dedicated-schools-grant-what-each-year-leaves-behind/2025-06")
    grant = page.detail.grant
    page.detail.setCurrentWidget(grant)
    qtbot.waitUntil(lambda: grant.chart is not None and grant.chart.isVisible(), timeout=10000)
    assert grant.sentence.text() == "£12.985m: a cumulative deficit forecast for 2025-26."


def test_that_cells_are_copied_for_a_spreadsheet_and_cleared_in_one_step(qtbot, page):
    first, last = cell(page, "legal-costs", "budget"), cell(page, "nursing-for-disabled-children", "budget")
    page.view.choose(first, last, current=first)
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split() == ["3.310", "0.576"]
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert [cell(page, line, "budget").data() for line in ("legal-costs", "nursing-for-disabled-children")] == ["", ""]
    page.window_.actions_["undo"].trigger()
    assert cell(page, "legal-costs", "budget").data() == "3.310"


def test_that_a_block_from_a_spreadsheet_is_pasted_as_one_step(qtbot, page):
    QApplication.clipboard().setText("3.4\t1.1\n0.6\t0.3\n")
    page.view.setCurrentIndex(cell(page, "legal-costs", "budget"))
    qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [cell(page, "legal-costs", role).data() for role in ("budget", "actual to date")] == ["3.400", "1.100"]
    assert cell(page, "nursing-for-disabled-children", "budget").data() == "0.600"
    page.window_.actions_["undo"].trigger()
    assert cell(page, "legal-costs", "budget").data() == "3.310"


def test_that_a_block_that_is_no_amounts_changes_nothing_and_says_why(qtbot, page):
    QApplication.clipboard().setText("lots")
    page.view.setCurrentIndex(cell(page, "legal-costs", "budget"))
    with qtbot.waitSignal(page.refused) as said:
        qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "“lots” is not an amount" in said.args[0]
    assert cell(page, "legal-costs", "budget").data() == "3.310"


def test_that_savings_show_their_ratings_and_where_they_stand(qtbot, page):
    page.show_table("savings-in-the-childrens-services-budget/2025-06")
    index = cell(page, "homes-nearer-to-barchester", Kind.RAG)
    assert (index.data(), index.data(CHIP_ROLE)) == ("Red", Rag.RED)
    assert page._facts.text().startswith(
        "£1.230m (31.1%) of £3.950m planned is delivered, and £1.400m (35.4%) is at risk. Rated 1 red, 1 amber, 2 green."
    )
    type_in(qtbot, page, index, "a")
    assert cell(page, "homes-nearer-to-barchester", Kind.RAG).data() == "Amber"


def test_that_a_programme_that_is_not_financed_says_so_at_its_place(qtbot, page):
    page.show_table("childrens-services-capital-programme/2025-06")
    assert "2025-26: £86.264m is financed in full." in page._facts.text()
    type_in(qtbot, page, page.grid.place_of("approved-budget", "2025-26-m"), "87")
    assert "2025-26: £0.736m of £87.000m is not financed." in page._facts.text()
    assert page.grid.place_of("total-financing", "2025-26-m").data(CHIP_ROLE) is Rag.RED


def test_that_a_store_that_is_only_read_offers_no_change(qtbot, page, monkeypatch):
    monkeypatch.setattr(OpenStore, "read_only", property(lambda _: True))
    page.show_book()
    assert not cell(page, "legal-costs", "budget").flags() & Qt.ItemFlag.ItemIsEditable
    assert not page.unit.isEnabled()


def _form():
    from scorecard_desktop.ui.views.record_form import RecordForm

    return RecordForm
