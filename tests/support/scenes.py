"""Everything that the window can show: each page, dialog and empty state, one after the other.

``.ci/every_page`` takes their pictures, and ``tests/ui/test_every_page.py`` looks for what is cut off or has no name.
A scene brings something onto the screen, gives it to be looked at, and puts it away again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from scorecard_desktop.domain.commentary import Shape
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.template import BUILT_IN, PackItem
from scorecard_desktop.domain.templates import own_templates
from scorecard_desktop.services import editing
from scorecard_desktop.services.backups import Damaged
from scorecard_desktop.services.demo import build_sample
from scorecard_desktop.services.drafts import Draft
from scorecard_desktop.services.pack_details import make_own_template
from scorecard_desktop.services.places import sample_store
from scorecard_desktop.services.templating import arrange
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.models.commands import plain
from scorecard_desktop.ui.models.guide import FIRST_PACK, LOOKING_ROUND
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.chart_box import ChartKind
from scorecard_desktop.ui.views.workspace import Workspace

SIZE = (1366, 768)
_PATIENCE = 60


@dataclass
class Stage:
    """Where scenes are played: a store with a council in it, an empty store, and a workbook to review."""

    theme: Theme
    store: Path
    empty: Path
    workbook: Path
    scorecard: str = ""
    """The scorecard that is shown; the first unless it is said."""
    indicator: str = ""
    """One of it, with figures."""
    settings: Path | None = None
    pace: float = 1.0
    """How long is waited for what is drawn a little later: a picture must have it, a test of names need not."""
    windows: dict[Path, MainWindow] = field(default_factory=dict)

    def window(self, store: Path | None = None) -> MainWindow:
        """A window on a store, opened when it is first asked for, with everything on the screen."""
        path = store or self.store
        if path not in self.windows:
            made = self.windows[path] = MainWindow(self.theme, Remembered(self.settings), Faults())
            made.resize(*SIZE)
            made.hold_size()
            made.open(path)
            made.show()
        window = self.windows[path]
        wait_until(lambda: window.workspace is not None and window.settled)
        window.activateWindow()
        self.rest()
        return window

    @property
    def workspace(self) -> Workspace:
        """The council's workspace."""
        found = self.window().workspace
        assert found is not None
        return found

    def rest(self, milliseconds: int = 60) -> None:
        """Let the windows come to rest."""
        QTest.qWait(round(milliseconds * self.pace))
        for window in self.windows.values():
            wait_until(partial(_at_rest, window))

    def dialog(self, kind: str, open_: Callable[[], object]) -> QDialog:
        """The dialog of that class that opens."""
        before = {id(widget) for widget in _dialogs(kind)}
        open_()
        found: list[QDialog] = []

        def came() -> bool:
            found[:] = [widget for widget in _dialogs(kind) if id(widget) not in before]
            return bool(found)

        wait_until(came)
        self.rest()
        return found[0]

    def close(self) -> None:
        """Close every window."""
        for window in self.windows.values():
            window.close()
            window.deleteLater()
        self.windows.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _at_rest(window: MainWindow) -> bool:
    return not window.tasks.running


def _dialogs(kind: str) -> list[QDialog]:
    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible())
    return [widget for widget in found if type(widget).__name__ == kind]


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        QTest.qWait(10)


Scene = Callable[[Stage], Iterator[QWidget]]


def _page(name: str, stage: Stage) -> Iterator[QWidget]:
    window = stage.window()
    stage.workspace.go_to(name, stage.scorecard if name == "scorecard" else "")
    page = stage.workspace.page
    assert page is not None
    page.take_focus()
    stage.rest(400)
    yield window


def _foot_of(name: str, stage: Stage) -> Iterator[QWidget]:
    """A page that is longer than the window, at its foot."""
    window = next(_page(name, stage))
    page = stage.workspace.page
    assert page is not None
    _scroll_down(page)
    stage.rest()
    yield window


def _scroll_down(inside: QWidget) -> None:
    for area in inside.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _at_figure(stage: Stage) -> MainWindow:
    window = stage.window()
    stage.workspace.open_at_present(stage.indicator)
    stage.workspace.set_panel_open(True)
    stage.rest(400)
    return window


def _figure(stage: Stage) -> Iterator[QWidget]:
    """A figure with its proof, its chart and its comment in the panel."""
    window = _at_figure(stage)
    wait_until(lambda: stage.workspace.settled)
    stage.rest(400)
    yield window


def _panel_foot(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    _scroll_down(stage.workspace.panel)
    stage.rest()
    yield window
    for area in stage.workspace.panel.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)


def _wide(kind: ChartKind, as_table: bool, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    stage.workspace.set_panel_wide(True)
    charts = stage.workspace.panel.charts
    charts.choose(kind)
    charts.toggle.setChecked(as_table)
    stage.rest(500)
    yield window
    charts.toggle.setChecked(False)
    charts.choose(ChartKind.TREND)
    stage.workspace.set_panel_wide(False)


def _nothing_found(stage: Stage) -> Iterator[QWidget]:
    window = next(_page("scorecard", stage))
    page = stage.workspace.scorecard
    page.look_for("no such words")
    page.show_book()
    stage.rest(300)
    yield window
    page.show_all()


def _only_red(stage: Stage) -> Iterator[QWidget]:
    window = next(_page("scorecard", stage))
    stage.workspace.show_ratings(stage.workspace.scorecard.scorecard, Rag.RED)
    stage.rest(300)
    yield window
    stage.workspace.scorecard.show_all()


def _typing(text: str, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    table = stage.workspace.scorecard.table
    table.setFocus()
    QTest.keyClicks(table, text[0])
    QTest.keyClicks(QApplication.focusWidget() or table, text[1:])
    stage.rest(500)
    yield window
    editor = QApplication.focusWidget()
    if isinstance(editor, QLineEdit):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    stage.rest()


def _dialog(kind: str, action: str, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    dialog = stage.dialog(kind, window.actions_[action].trigger)
    yield dialog
    dialog.reject()


def _backups(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    session = stage.workspace.store.session
    if not window.backups.dialog:
        session.back_up("asked for")
    yield from _dialog("BackupsDialog", "backups", stage)


def _damaged(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    dialog = stage.dialog(
        "BackupsDialog",
        lambda: window._not_opened(Damaged(f"“{stage.store.name}” is damaged and was left as it is.")),
    )
    yield dialog
    dialog.reject()


def _drafts(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    typed = "2018-05-02T10:14:00+01:00"
    words = "Fewer plans lapsed this month. " * 12
    drafts = [
        Draft("5.4 CIN with an up-to-date plan, Apr 18", "91.5", typed, "scorecard"),
        Draft("5.4 CIN with an up-to-date plan, Apr 18: Comment", words, typed, "scorecard"),
    ]
    stage.workspace.drafting._waiting = drafts
    dialog = stage.dialog("DraftsDialog", stage.workspace.drafting.offer)
    yield dialog
    dialog.reject()
    stage.workspace.drafting._waiting = []
    assert window.isVisible()


def _unwritten(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    indicator, period = stage.workspace.scorecard.place
    step = editing.change_value(stage.workspace.store.book, indicator, period, "12")
    why = f"The disk that holds “{stage.store}” is full. Free some space and try again."
    dialog = stage.dialog("UnwrittenDialog", lambda: window.unwritten._note(step, why))
    yield dialog
    for _ in range(2):
        dialog.reject()


def _commentary(stage: Stage) -> Iterator[QWidget]:
    _at_figure(stage)
    store = stage.workspace.store
    shaped = editing.change_shape(store.book, stage.workspace.scorecard.scorecard, Shape.REPORT_CARD)
    store.submit(shaped)
    yield from _dialog("CommentaryDialog", "write", stage)
    if shaped.changes:
        store.undo()


def _palette(words: str, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    dialog = stage.dialog("CommandPalette", window.actions_["palette"].trigger)
    QTest.keyClicks(QApplication.focusWidget() or dialog, words)
    stage.rest(200)
    yield dialog
    dialog.reject()


def _help(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    window.actions_["help"].trigger()
    stage.rest(200)
    shown = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "HelpWindow" and w.isVisible())
    yield shown
    shown.close()


def _licences(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    about: Any = stage.dialog("QMessageBox", window.actions_["about"].trigger)
    button = next(button for button in about.buttons() if "Licences" in button.text())
    dialog = stage.dialog("LicencesDialog", button.click)
    yield dialog
    dialog.reject()


def _menu(at: int, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    menu: Any = window.menuBar().actions()[at].menu()
    menu.popup(window.mapToGlobal(window.menuBar().geometry().bottomLeft()))
    stage.rest(100)
    yield menu
    menu.close()


def _review(tab: int, stage: Stage) -> Iterator[QWidget]:
    window = stage.window(stage.empty)
    dialog = stage.dialog("ImportReview", lambda: window.take_files([stage.workbook]))
    tabs: Any = dialog.findChild(QTabWidget)
    tabs.setCurrentIndex(min(tab, tabs.count() - 1))
    stage.rest(200)
    yield dialog
    dialog.reject()


def _welcome(stage: Stage) -> Iterator[QWidget]:
    window = stage.window(stage.empty)
    assert window.workspace is not None
    window.helping.begin_guide()
    stage.rest(200)
    yield window
    window.helping.close_guide()


def _sample(stage: Stage) -> Iterator[QWidget]:
    """What the very first start shows."""
    store = sample_store()
    if not store.exists():
        build_sample(store.parent)
    window = stage.window(store)
    window.helping.lead(LOOKING_ROUND, 1)
    stage.rest(400)
    yield window
    window.helping.close_guide()


def _first_pack(stage: Stage) -> Iterator[QWidget]:
    window = stage.window(stage.empty)
    window.helping.lead(FIRST_PACK, 0)
    stage.rest(200)
    yield window
    window.helping.close_guide()


def _guide(stage: Stage) -> Iterator[QWidget]:
    window: Any = next(_page("overview", stage))
    window.helping.begin_guide()
    stage.rest(200)
    yield window
    window.helping.close_guide()


def _no_file(stage: Stage) -> Iterator[QWidget]:
    window = MainWindow(stage.theme, Remembered(stage.settings), Faults())
    window.resize(*SIZE)
    window._centre.show_content(window._nothing_open)
    window.show()
    stage.rest()
    yield window
    window.close()
    window.deleteLater()


def _finding(stage: Stage) -> Iterator[QWidget]:
    next(_page("findings", stage))
    page = stage.workspace.pages.findings
    dialog = stage.dialog("DismissDialog", page.dismiss.click)
    yield dialog
    dialog.reject()


def _words(stage: Stage) -> Iterator[QWidget]:
    _at_figure(stage)
    dialog = stage.dialog("WordsDialog", lambda: stage.workspace.deciding.ask_words("see the note", stage.indicator))
    yield dialog
    dialog.reject()


def _chart_note(stage: Stage) -> Iterator[QWidget]:
    _at_figure(stage)
    dialog = stage.dialog("ChartNoteDialog", stage.workspace.panel.charts.note.click)
    yield dialog
    dialog.reject()


def _forms(stage: Stage) -> Iterator[QWidget]:
    next(_page("returns", stage))
    dialog = stage.dialog("FormsDialog", stage.workspace.pages.returns.ask_forms)
    yield dialog
    dialog.reject()


def _record_form(page: str, stage: Stage) -> Iterator[QWidget]:
    """What is new on a register's page is entered in a form."""
    next(_page(page, stage))
    shown: Any = stage.workspace.page
    first = next(button for button in shown.findChildren(QPushButton) if button.isVisible())
    dialog = stage.dialog("RecordForm", first.click)
    yield dialog
    dialog.reject()


def _pack(part: str, stage: Stage) -> Iterator[QWidget]:
    """A part of the pack's page, with its pages drawn."""
    window = next(_page("pack", stage))
    page = stage.workspace.pages.pack
    page.show_part(part)
    wait_until(lambda: page.preview.at_rest or not page.preview.isVisible())
    stage.rest(200)
    yield window
    page.show_part("items")


def _foot_of_meeting(stage: Stage) -> Iterator[QWidget]:
    window = next(_pack("meeting", stage))
    bar = stage.workspace.pages.pack.meeting.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.rest(100)
    yield window
    bar.setValue(0)


def _narrow_the_last(page: Any) -> None:
    page.items.table.choose(len(page.items.model.things) - 1)
    page.items.ask_narrowing()


def _pack_pages(stage: Stage) -> Iterator[QWidget]:
    """The pages of the pack, on a tab of their own where there is no room beside."""
    window = next(_page("pack", stage))
    page = stage.workspace.pages.pack
    at = page.tabs.indexOf(page.preview)
    if at >= 0:
        page.tabs.setCurrentIndex(at)
    wait_until(lambda: page.preview.at_rest)
    page.preview.go_to(2)
    page.preview.sheets.setFocus()
    wait_until(lambda: page.preview.at_rest)
    yield window
    page.show_part("items")


def _pack_drawn_again(stage: Stage) -> Iterator[QWidget]:
    """What is seen while the pages are no longer what would be drawn."""
    window = next(_pack_pages(stage))
    stage.workspace.pages.pack.preview.note_change()
    QTest.qWait(50)
    yield window


def _own_template(stage: Stage) -> None:
    """A template of one's own, chosen; the same in every scene."""
    next(_page("pack", stage))
    store = stage.workspace.store
    if not own_templates(store.book):
        store.submit(make_own_template(store.book, "Our monthly pack", BUILT_IN[0]))
        (own,) = own_templates(store.book)
        kinds = [item.kind for item in own.items]
        store.submit(arrange(store.book, own.name, [*own.items[:3], PackItem(kinds[3], (stage.scorecard,))]))
    stage.rest(100)


def _pack_own(stage: Stage) -> Iterator[QWidget]:
    _own_template(stage)
    yield from _pack("items", stage)


def _pack_dialog(kind: str, ask: Callable[[Any], object], stage: Stage) -> Iterator[QWidget]:
    _own_template(stage)
    page = stage.workspace.pages.pack
    page.items.table.setFocus()
    dialog = stage.dialog(kind, partial(ask, page))
    yield dialog
    dialog.reject()


def _templates_listed(stage: Stage) -> Iterator[QWidget]:
    _own_template(stage)
    chooser = stage.workspace.pages.pack.templates.chooser
    chooser.showPopup()
    stage.rest(100)
    yield chooser.view().window()
    chooser.hidePopup()


def _publishing(stage: Stage) -> Iterator[QWidget]:
    next(_page("pack", stage))
    published = stage.workspace.pages.pack.published
    made: Any = None
    pack = publications(stage.workspace.store.book)[-1]
    dialog = stage.dialog("PublishDialog", lambda: published.ask_publishing(made, pack))
    yield dialog
    dialog.reject()


def _withdrawing(stage: Stage) -> Iterator[QWidget]:
    next(_pack("published", stage))
    dialog = stage.dialog("WithdrawDialog", stage.workspace.pages.pack.published.ask_withdrawal)
    yield dialog
    dialog.reject()


def _restating(stage: Stage) -> Iterator[QWidget]:
    _at_figure(stage)
    page = stage.workspace.scorecard
    indicator, period = page.place
    step = editing.change_value(stage.workspace.store.book, indicator, period, "12")
    dialog = stage.dialog("RestatingDialog", lambda: page.blocks.ask_why(step))
    yield dialog
    dialog.reject()


def _password(stage: Stage) -> Iterator[QWidget]:
    window = stage.window()
    dialog = stage.dialog("SetPassword", window.actions_["password"].trigger)
    yield dialog
    dialog.reject()


def _password_asked(stage: Stage) -> Iterator[QWidget]:
    window = stage.window()
    told = "That is not the password of “barchester.scorecard”, or the file is damaged."
    dialog = stage.dialog("AskPassword", lambda: window.passwords.ask(Path("barchester.scorecard"), told))
    yield dialog
    dialog.reject()


def _message(stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    dialog = stage.dialog(
        "QMessageBox", lambda: window._refuse("The file is open on another computer: close it there.")
    )
    yield dialog
    dialog.reject()


def _read_only(stage: Stage) -> Iterator[QWidget]:
    stage.window()  # this one holds it
    other = MainWindow(stage.theme, Remembered(stage.settings), Faults())
    other.resize(*SIZE)
    other.hold_size()
    other.open(stage.store, page="scorecard")
    other.show()
    wait_until(lambda: other.workspace is not None and other.settled)
    stage.rest(300)
    yield other
    other.close()
    other.deleteLater()


def _submenu(title: str, stage: Stage) -> Iterator[QWidget]:
    window = _at_figure(stage)
    menu: Any = next(one for one in window.findChildren(QMenu) if plain(one.title()) == title)
    menu.popup(window.mapToGlobal(window.rect().center()))
    stage.rest(100)
    yield menu
    menu.close()


def _arranged(stage: Stage) -> Iterator[QWidget]:
    window = next(_page("scorecard", stage))
    page = stage.workspace.scorecard
    menu = page.arranging.menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    stage.rest(100)
    yield menu
    menu.close()


def _setting(stage: Stage) -> Iterator[QWidget]:
    """A setting that an indicator has of its own."""
    window = next(_page("settings", stage))
    box: Any = stage.workspace.pages.settings.findChild(QComboBox)
    before = box.currentIndex()
    box.setCurrentIndex(box.count() - 1)
    stage.rest(200)
    yield window
    box.setCurrentIndex(before)


SCENES: dict[str, Scene] = {
    "overview": partial(_page, "overview"),
    "scorecard": partial(_page, "scorecard"),
    "scorecard-panel-foot": _panel_foot,
    "scorecard-only-red": _only_red,
    "scorecard-nothing-found": _nothing_found,
    "scorecard-typing": partial(_typing, "24/163"),
    "scorecard-refused": partial(_typing, "abc"),
    "scorecard-read-only": _read_only,
    "figure": _figure,
    "wide-trend": partial(_wide, ChartKind.TREND, False),
    "wide-control": partial(_wide, ChartKind.CONTROL, False),
    "wide-years": partial(_wide, ChartKind.YEARS, False),
    "wide-localities": partial(_wide, ChartKind.AREAS, False),
    "wide-table": partial(_wide, ChartKind.CONTROL, True),
    "exceptions": partial(_page, "exceptions"),
    "risks": partial(_page, "risks"),
    "risks-foot": partial(_foot_of, "risks"),
    "budget": partial(_page, "budget"),
    "recommendations": partial(_page, "recommendations"),
    "programmes": partial(_page, "programmes"),
    "meetings": partial(_page, "meetings"),
    "findings": partial(_page, "findings"),
    "returns": partial(_page, "returns"),
    "new-risk": partial(_record_form, "risks"),
    "new-recommendation": partial(_record_form, "recommendations"),
    "new-programme": partial(_record_form, "programmes"),
    "new-meeting": partial(_record_form, "meetings"),
    "pack": partial(_page, "pack"),
    "pack-pages": _pack_pages,
    "pack-drawn-again": _pack_drawn_again,
    "pack-meeting": partial(_pack, "meeting"),
    "pack-meeting-foot": _foot_of_meeting,
    "pack-periods": partial(_pack, "periods"),
    "pack-checklist": partial(_pack, "checklist"),
    "pack-published": partial(_pack, "published"),
    "pack-own": _pack_own,
    "pack-templates": _templates_listed,
    "pack-add-item": partial(_pack_dialog, "ChooseItem", lambda page: page.items.ask_item()),
    "pack-narrow-item": partial(_pack_dialog, "NarrowItem", _narrow_the_last),
    "pack-template-name": partial(_pack_dialog, "RecordForm", lambda page: page.templates.ask_own()),
    "pack-export": partial(_pack_dialog, "ExportPack", lambda page: page.ask_where()),
    "pack-compare": partial(_pack_dialog, "ComparePacks", lambda page: page.published.ask_comparison()),
    "settings": partial(_page, "settings"),
    "settings-of-an-indicator": _setting,
    "review": partial(_review, 0),
    "review-columns": partial(_review, 1),
    "review-left-out": partial(_review, 2),
    "backups": _backups,
    "backups-damaged": _damaged,
    "drafts": _drafts,
    "unwritten": _unwritten,
    "history": partial(_dialog, "HistoryDialog", "history"),
    "publishing": _publishing,
    "withdrawing": _withdrawing,
    "restating": _restating,
    "palette": partial(_palette, ""),
    "palette-typed": partial(_palette, "plan"),
    "help": _help,
    "shortcuts": partial(_dialog, "ShortcutsDialog", "shortcuts"),
    "about": partial(_dialog, "QMessageBox", "about"),
    "licences": _licences,
    "marks": partial(_dialog, "GridKey", "key"),
    "columns": partial(_dialog, "ColumnChooser", "columns"),
    "periods": partial(_dialog, "RangeDialog", "periods"),
    "commentary": _commentary,
    "rating": partial(_dialog, "RatingDialog", "rating"),
    "due": partial(_dialog, "DueDialog", "due"),
    "words": _words,
    "chart-note": _chart_note,
    "dismissing": _finding,
    "forms": _forms,
    "message": _message,
    "password": _password,
    "password-asked": _password_asked,
    "menu-file": partial(_menu, 0),
    "menu-edit": partial(_menu, 1),
    "menu-view": partial(_menu, 2),
    "menu-help": partial(_menu, 3),
    "menu-periods": partial(_submenu, "Periods shown"),
    "menu-colours": partial(_submenu, "Colours"),
    "menu-arrange": _arranged,
    "guide": _guide,
    "sample": _sample,
    "first-pack": _first_pack,
    "welcome": _welcome,
    "no-file": _no_file,
}


def play(stage: Stage, name: str) -> Iterator[QWidget]:
    """One scene: what it shows, until it is put away."""
    yield from SCENES[name](stage)
    stage.rest(0)
