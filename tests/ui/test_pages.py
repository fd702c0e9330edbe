"""Every page on a filled store and on an empty one, and what each does by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.finding import Dismissal
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.arrangement import Span
from scorecard_desktop.ui.models.listing import CHIP_ROLE
from scorecard_desktop.ui.models.navigation import Entry, entries_of
from scorecard_desktop.ui.views.findings_page import DismissDialog
from scorecard_desktop.ui.views.navigation import Line
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from ui.books import PERIODS

APRIL = PERIODS[12].code
PAGES = ("overview", "scorecard", "exceptions", "risks", "budget", "findings", "returns", "pack")


@pytest.mark.parametrize("page", PAGES)
def test_that_a_page_opens_on_a_filled_store(window, workspace, page):
    window.actions_[f"go {page}"].trigger()
    assert workspace.page_name == page
    assert workspace.page.isVisible()
    assert workspace.page.summary.text()


@pytest.mark.parametrize("page", [page for page in PAGES if page != "risks"])
def test_that_an_empty_store_says_what_to_do_and_offers_it(open_window, tmp_path, page):
    window = open_window(tmp_path / "empty.scorecard", page=page)
    window.actions_[f"go {page}"].trigger()
    welcome = window.workspace.pages.welcome
    assert welcome.isVisible()
    assert [button.text() for button in welcome.buttons] == ["Import workbooks…", "Look at the sample council"]


def test_that_a_store_without_risks_or_budget_says_so_on_those_pages(qtbot, open_window, tmp_path):
    from scorecard_desktop.domain.change import Change, ChangeSet
    from ui.books import records

    path = tmp_path / "some.scorecard"
    kept = [r for r in records() if not r.record_kind.startswith(("risk", "budget", "finding"))]
    with Session.open(path) as session:
        session.commit(ChangeSet("some", tuple(Change(None, record) for record in kept)))
    window = open_window(path)
    for page in ("risks", "budget"):
        window.workspace.go_to(page)
        assert any(state.isVisible() for state in window.workspace.page.findChildren(EmptyState))


def test_that_the_list_counts_what_needs_attention(workspace):
    model = workspace.navigation.list.model()
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == [
        "Overview, 8",
        "Scorecards",
        "Vital signs",
        "Yearly measures",
        "Exceptions, 4",
        "Risks, 2",
        "Budget, 1",
        "Recommendations",
        "Programmes",
        "Meetings",
        "Findings, 4",
        "Returns",
        "Pack",
        "Settings",
    ]


def test_that_the_list_is_walked_by_keys(qtbot, workspace):
    pages = workspace.navigation.list
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert workspace.page_name == "exceptions"


def test_that_f6_goes_round_the_parts_of_the_window(qtbot, window, workspace):
    workspace.scorecard.table.setFocus()
    window.actions_["next-pane"].trigger()
    assert workspace.panel.isAncestorOf(window.focusWidget())
    window.actions_["next-pane"].trigger()
    assert workspace.navigation.list.hasFocus()
    window.actions_["previous-pane"].trigger()
    assert workspace.panel.isAncestorOf(window.focusWidget())


def test_that_finding_as_you_type_narrows_and_enter_goes_to_the_grid(qtbot, window, workspace):
    page = workspace.scorecard
    window.actions_["find"].trigger()
    assert page.find_box.hasFocus()
    qtbot.keyClicks(page.find_box, "conferences")
    assert [page.grid.indicator_at(r).ref for r in range(page.grid.rowCount()) if page.grid.indicator_at(r)] == ["6.4"]
    qtbot.keyClick(page.find_box, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.keyClicks(page.find_box, " nothing like it")
    assert page.grid.rowCount() == 0
    page.show_all()
    assert page.grid.rowCount() == 11


def test_that_a_count_in_the_head_shows_only_those(qtbot, workspace):
    page = workspace.scorecard
    button = page.ratings.button(Rag.RED)
    assert button.accessibleName() == "Red: 3. Show only these"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [page.grid.indicator_at(r).ref for r in range(page.grid.rowCount()) if page.grid.indicator_at(r)] == [
        "5.5",
        "6.4",
        "6.5",
    ]


def test_that_reference_indicator_and_target_stay_in_sight(workspace):
    page = workspace.scorecard
    table, held = page.table, page.table.frozen_view
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert held.isVisible()
    assert not held.isColumnHidden(2)
    assert held.isColumnHidden(3)
    assert held.columnWidth(1) == table.columnWidth(1)
    first = page.grid.place_of("5.4", PERIODS[0].code)
    page.set_span(Span.ALL)
    first = page.grid.place_of("5.4", PERIODS[0].code)
    table.setCurrentIndex(first)
    assert table.visualRect(first).left() >= table.frozen_width
    assert held.verticalScrollBar().value() == table.verticalScrollBar().value()


def test_that_the_panel_shows_why_and_where_from(qtbot, workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    panel = workspace.panel
    assert panel.figure.value.text() == "81.7%"
    assert panel.why.heading.text() == "Why amber"
    assert "9.2% worse than the target of 90%" in panel.why.text.text()
    assert panel.source.text.text() == "MI-April.xlsx, County!I48\nShown there as “81.7%”"
    qtbot.waitUntil(lambda: "A. Officer" in panel.history.text.text())


def test_that_the_chart_is_read_by_keys_and_has_its_table(qtbot, workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    trend = workspace.panel.charts
    qtbot.waitUntil(lambda: trend.chart is not None and trend.chart.accessibleName() != "")
    chart = trend.chart
    assert chart.accessibleName() == "Trend chart, 5.4 Children in need with an up-to-date plan"
    assert "13 figures from Apr 2017 to Apr 2018" in chart.accessibleDescription()
    assert "The target is 90%." in chart.accessibleDescription()
    chart.setFocus()
    qtbot.waitUntil(lambda: trend.reading == "Apr 2018: 81.7%, amber")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert trend.reading == "Mar 2018: 82.7%, amber"
    qtbot.mouseClick(trend.toggle, Qt.MouseButton.LeftButton)
    assert trend.table.isVisible()
    assert trend.table.model().index(0, 1).data() == "81.7%"


def test_that_enter_on_an_exception_opens_its_cell(qtbot, window, workspace):
    window.actions_["go exceptions"].trigger()
    page = workspace.pages.exceptions
    page.table.choose(next(page.listing.row_of(row) for row in page.listing.things if row.indicator.ref == "6.4"))
    assert workspace.panel.about == ("6.4", APRIL)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert workspace.page_name == "scorecard"
    assert workspace.scorecard.place == ("6.4", APRIL)
    assert workspace.scorecard.table.hasFocus()


def test_that_a_finding_is_gone_to_and_dismissed_with_a_reason(qtbot, window, workspace):
    window.actions_["go findings"].trigger()
    page = workspace.pages.findings
    words = next(row for row, finding in enumerate(page.listing.things) if finding.rule == "unmapped-text")
    page.table.choose(words)
    assert page.advice.text() == "Type the figure, or a symbol such as [x]."
    page.dismiss.click()
    dialog = page.findChild(DismissDialog)
    assert not dialog.may_dismiss
    qtbot.keyClicks(dialog.reason, "The note is right")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    made = workspace.store.book.all(Dismissal)
    assert [(d.reason, bool(d.who)) for d in made] == [("The note is right", True)]
    qtbot.waitUntil(lambda: len(page.listing.things) == 3, timeout=10000)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: len(page.listing.things) == 4, timeout=10000)


def test_that_findings_are_filtered(workspace):
    workspace.go_to("findings")
    page = workspace.pages.findings
    page.severity.setCurrentIndex(1)
    assert {finding.severity.value for finding in page.listing.things} == {"error"}
    page.severity.setCurrentIndex(0)
    page.find_box.setText("see the note")
    assert [finding.rule for finding in page.listing.things] == ["unmapped-text"]


def test_that_the_register_shows_scores_and_what_changed_between_reviews(workspace):
    workspace.go_to("risks")
    page = workspace.pages.risks
    said = [[page.listing.index(row, column).data() for column in range(7)] for row in range(2)]
    assert said[0] == ["RM1", "Placements cost more than planned", "16", "16", "6", "31 Mar 2019", "Amber"]
    changes = page.reconciliation.changes.things
    assert ("RM1", "current likelihood", "3", "4") in [(c.number, c.aspect, c.before, c.after) for c in changes]


def test_that_a_casting_difference_is_marked_at_its_cell_and_said(workspace):
    workspace.go_to("budget")
    model = workspace.pages.budget.grid
    marked = [
        (row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.index(row, column).data(CHIP_ROLE) is Rag.RED
    ]
    assert [model.index(row, column).data() for row, column in marked] == ["5.700"]
    tip = model.index(*marked[0]).data(Qt.ItemDataRole.ToolTipRole)
    assert "a difference of £0.200m" in tip


def test_that_a_total_corrected_in_the_book_is_no_longer_marked(qtbot, workspace):
    from dataclasses import replace
    from decimal import Decimal

    from scorecard_desktop.domain.budget import BudgetAmount
    from scorecard_desktop.domain.change import Change, ChangeSet

    workspace.go_to("budget")
    wrong = workspace.store.book.get(BudgetAmount, "reserves", "t", "close")
    right = replace(wrong, amount=Decimal("5.500"))
    workspace.store.submit(ChangeSet("correction of a total", (Change(wrong, right),)))
    qtbot.waitUntil(lambda: "everything adds up" in workspace.pages.budget.summary.text(), timeout=10000)


def test_that_text_size_and_scheme_are_kept(qtbot, window, theme):
    from scorecard_desktop.ui.settings import Remembered
    from scorecard_desktop.ui.theme import Scheme

    window.actions_["larger"].trigger()
    assert theme.text_scale == 1.15
    dark = next(action for action in window.actions_.schemes.actions() if action.data() is Scheme.DARK)
    dark.trigger()
    assert theme.palette.name == "dark"
    assert Remembered().scheme is Scheme.DARK
    assert Remembered().text_scale == 1.15
    window.actions_["normal"].trigger()


def test_that_every_action_is_in_a_menu_and_no_two_share_their_keys(window):
    bar = window.menuBar()

    def within(menu):
        for action in menu.actions():
            yield action
            if action.menu() is not None:
                yield from within(action.menu())

    shown = set(within(bar))
    assert [a.text() for a in window.actions_.all() if a not in shown] == []
    keys = [action.shortcut().toString() for action in window.actions_.all() if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_that_the_list_of_shortcuts_can_be_searched(qtbot, window):
    from scorecard_desktop.ui.views.help import ShortcutsDialog

    window.actions_["shortcuts"].trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert len(dialog.listing.things) > 20
    dialog.find_box.setText("import workbooks")
    assert dialog.listing.things == [("Import workbooks", "Ctrl+I")]
    dialog.reject()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_current_figure_is_wholly_in_sight_at_every_text_size(qtbot, window, theme, scale):
    theme.set_text_scale(scale)
    page = window.workspace.scorecard
    page.go_to("5.4", APRIL)
    table = page.table

    def whole() -> bool:
        rect = table.visualRect(table.currentIndex())
        return table.frozen_width <= rect.left() and rect.right() <= table.viewport().width()

    qtbot.waitUntil(whole)
    theme.set_text_scale(1.0)


def test_that_what_an_empty_page_says_is_all_in_sight(open_window, tmp_path):
    welcome = open_window(tmp_path / "empty.scorecard").workspace.pages.welcome
    for text in (welcome._heading, welcome._sentence):
        assert text.height() >= text.heightForWidth(text.width())


def test_that_text_left_out_of_a_cell_ends_with_an_ellipsis(qapp):
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFontMetrics

    from scorecard_desktop.ui.delegates.list_cell import _that_fits

    metrics = QFontMetrics(qapp.font())
    room = QRect(0, 0, 120, metrics.lineSpacing() * 2)
    assert _that_fits("short", room, metrics) == "short"
    cut = _that_fits("word " * 60, room, metrics)
    assert cut.endswith("…")
    assert len(cut) < 100


def test_that_long_names_of_scorecards_can_be_told_apart_in_the_list(qtbot, workspace):
    book, store = workspace.store.book, workspace.store
    one, other = book.scorecards()[:2]
    names = [
        f"Children’s Services Committee – Vital Signs performance dashboard – {end}" for end in ("Monthly", "Termly")
    ]
    changes = tuple(Change(card, replace(card, name=name)) for card, name in zip((one, other), names, strict=True))
    store.submit(ChangeSet("names", changes))
    listed = workspace.navigation.list
    delegate = listed.itemDelegate()
    assert isinstance(delegate, Line)
    entries = {entry.title: entry for entry in entries_of(book, None)}
    shown = [" ".join(delegate.lines(entries[name])) for name in names]
    assert shown == names
    model = listed.model()
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert set(names) <= set(tips)


def test_that_a_name_too_long_for_its_lines_is_cut_at_its_end(workspace):
    delegate = workspace.navigation.list.itemDelegate()
    assert isinstance(delegate, Line)
    lines = delegate.lines(Entry("word " * 60, "scorecard", "x", "scorecard"))
    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert not any("…" in line for line in lines[:-1])
