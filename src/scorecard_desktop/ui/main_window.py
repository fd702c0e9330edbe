"""The window: menus, the workspace of the open store, the status bar, and how they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.actions import ARRANGING, GRID_ACTIONS, PAGES, READS_ONLY, Actions
from scorecard_desktop.ui.backups_flow import BackupsFlow
from scorecard_desktop.ui.dropping import Dropping
from scorecard_desktop.ui.errors import Faults, tell
from scorecard_desktop.ui.file_flow import SUFFIX, FileFlow
from scorecard_desktop.ui.first_run import FirstRun, name_of
from scorecard_desktop.ui.helping import Helping
from scorecard_desktop.ui.importing_flow import ImportFlow
from scorecard_desktop.ui.look import Look
from scorecard_desktop.ui.models.arrangement import Span
from scorecard_desktop.ui.open_store import OpenStore, begin
from scorecard_desktop.ui.password_flow import PasswordFlow
from scorecard_desktop.ui.place_notice import tell_of_place
from scorecard_desktop.ui.settings import Place, Remembered
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme, program_icon
from scorecard_desktop.ui.unwritten import Unwritten
from scorecard_desktop.ui.widgets.centre import Centre
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from scorecard_desktop.services.backups import Backup
    from scorecard_desktop.services.passwords import Key
    from scorecard_desktop.services.session import Session
    from scorecard_desktop.ui.views.scorecard_page import ScorecardPage
    from scorecard_desktop.ui.views.workspace import Workspace


class MainWindow(QMainWindow):
    """One window. It opens a store off its own thread, and comes back to where the officer was in it."""

    not_opened = Signal(str)
    """A store was refused: the plain line that says why."""
    whole = Signal()
    """Everything in the store that was opened has been read."""

    def __init__(self, theme: Theme, remembered: Remembered, faults: Faults) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Scorecard Desktop")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(1024, 600)
        self.resize(1366, 768)
        self._theme = theme
        self.remembered = remembered
        self._faults = faults
        self.workspace: Workspace | None = None
        self._opening: Path | None = None
        self._key: Key | None = None
        self._then_import: list[Path] = []
        self._page_wanted = ""
        self.tasks = Tasks(self)
        self.actions_ = Actions(theme, self)
        self.actions_.fill(self.menuBar())
        self.status = StatusLine(theme, self.tasks)
        self.setStatusBar(self.status)
        self.imports = ImportFlow(theme, self, self.tasks)
        self.backups = BackupsFlow(theme, self, self.tasks)
        self.files = FileFlow(self, self.tasks)
        self.drops = Dropping(self)
        self.passwords = PasswordFlow(self, self.tasks)
        self.unwritten = Unwritten(self, self.tasks)
        self._centre = Centre()
        self.setCentralWidget(self._centre)
        self.helping = Helping(theme, self, self.actions_, remembered, self._centre)
        self.first_run = FirstRun(self, self.helping, self.imports, remembered)
        faults.show_over(self, lambda: self.workspace.flush() if self.workspace is not None else None)
        faults.refused.connect(self._take_refusal)
        self._nothing_open = self._no_store()
        self._connect()
        Look(theme, remembered, self.actions_, self)
        self._show_recent()
        self._enable()

    # Opening and closing

    @property
    def settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return self.workspace is not None and self.workspace.settled and not self.tasks.running

    def open(self, path: Path, key: Key | None = None, *, page: str = "", files: Sequence[Path] = ()) -> None:
        """Open a store off the window's thread, made where there is none; then go to a page and import files."""
        self._opening, self._key = path, key
        self._page_wanted = page
        self._then_import = list(files)

        self.tasks.run(f"Opening {path.name}", lambda *_: begin(path, key), self._opened, self._not_opened)

    @Slot(object, object)
    def _open_by(self, path: Path, key: Key) -> None:
        self.open(path, key, page=self._page_wanted, files=self._then_import)

    def begin(self) -> None:
        """There is no file of the officer's own yet: the sample council, to look round in."""
        welcome = self._no_store()
        welcome.say("Welcome to Scorecard Desktop", "A council that does not exist is being made, to look round in.")
        self._centre.show_content(welcome)
        self.files.open_sample()

    def _opened(self, opened: tuple[Session, str]) -> None:
        self._let_go()
        session, only_read = opened
        store = OpenStore(session, self, only_read)
        try:
            self._show_store(store)
        except Refusal as reason:  # what is damaged may be met while the first page is read
            if self.workspace is None:
                store.close()
            self._lose(reason)

    def _show_store(self, store: OpenStore) -> None:
        from scorecard_desktop.ui.views.workspace import Workspace

        self.workspace = Workspace(self._theme, store, self.tasks)
        self.workspace.refused.connect(self._refuse)
        self.workspace.moved.connect(self._moved)
        self.workspace.wants_import.connect(self.actions_["import"].trigger)
        self.workspace.wants_sample.connect(self.actions_["sample"].trigger)
        self.workspace.news.connect(self.status.say)
        self.workspace.since_pack.connect(self.status.show_since_pack)
        self.workspace.pages.about_indicator.connect(lambda *_: self.helping.note("figure"))
        self.workspace.pages.wants_to_do.connect(lambda _: self.helping.note("to do"))
        self.workspace.scorecard_made.connect(partial(self._furnish_scorecard, store.path))
        store.changed.connect(self._name_steps)
        store.unreadable.connect(self._lose)
        self.status.follow(store)
        self.unwritten.follow(store)
        self.first_run.follow(self.workspace, store)
        self._centre.show_content(self.workspace)
        place = self._place_wanted(store)
        if not place.geometry.isEmpty() and not self._sized:
            self.restoreGeometry(place.geometry)
        self.workspace.return_to(place)
        self.setWindowTitle(f"{name_of(store.path)} – Scorecard Desktop")
        store.whole.connect(lambda: self._remember(store.path))
        store.whole.connect(self.whole)
        self._name_steps()
        self._enable()
        page = self.workspace.page
        if page is not None:
            page.take_focus()
        tell_of_place(self, self.remembered, store.path)
        if self._then_import:
            files, self._then_import = self._then_import, []
            self.imports.start(store, files)

    def _furnish_scorecard(self, path: Path, page: ScorecardPage) -> None:
        page.rearranged.connect(self._moved)
        page.memory = self.remembered.arrangements(path)
        page.table.addActions(self.actions_.of_grid())

    def _not_opened(self, reason: BaseException) -> None:
        if self.workspace is None:
            self._centre.show_content(self._no_store())
        if not isinstance(reason, Refusal):
            raise reason
        self.not_opened.emit(reason.message)
        self._tell_unopened(reason)

    def _tell_unopened(self, reason: Refusal) -> None:
        """Why a file was not opened; where it is damaged or gone, its backups are offered."""
        from scorecard_desktop.services.backups import Damaged
        from scorecard_desktop.services.passwords import PasswordNeeded

        if isinstance(reason, PasswordNeeded) and self._opening is not None:
            self.passwords.ask(self._opening, reason.message if self._key is not None else "")
        elif isinstance(reason, Damaged) and self._opening is not None:
            self.backups.offer(self._opening, self._key, reason.message)
        else:
            self._refuse(reason.message, "The file was not opened")

    @Slot(object, object)
    def _go_back(self, path: Path, backup: Backup) -> None:
        """To a backup: the file is closed, the backup put in its place, and the file opened again."""
        key = self._leave_for_now()
        self.backups.put_back(path, backup, key, lambda: self.open(path, key))

    @Slot(object, object)
    def _change_password(self, path: Path, new: Key | None) -> None:
        """The file is closed, written anew under the other password, and opened again."""
        self.passwords.rewrite(path, self._leave_for_now(), new, lambda key: self.open(path, key))

    def _leave_for_now(self) -> Key | None:
        """Close the file that is about to be replaced and opened again; give its password."""
        if self.workspace is not None:
            self._key = self.workspace.store.session.key
            self.workspace.store.session.need_no_backup()
        self._let_go()
        self._centre.show_content(self._no_store())
        self._name_steps()
        self._enable()
        return self._key

    def _remember(self, path: Path) -> None:
        self.remembered.opened(path.resolve())
        self._show_recent()

    @Slot(object)
    def _lose(self, reason: Refusal) -> None:
        """The file that was opened turned out to be damaged, or is gone. Nothing has been written to it."""
        self._let_go()
        self._centre.show_content(self._no_store())
        self.setWindowTitle("Scorecard Desktop")
        self._name_steps()
        self._enable()
        self.not_opened.emit(reason.message)
        self._tell_unopened(reason)

    @Slot(object)
    def _take_refusal(self, reason: Refusal) -> None:
        """What nothing else took: damage met while a page was painted, or a plain line."""
        from scorecard_desktop.services.backups import Damaged

        if not isinstance(reason, Damaged):
            self._refuse(reason.message)
        elif self.workspace is not None:
            self._opening = self.workspace.store.path
            self._lose(reason)

    def _let_go(self) -> None:
        """Close the store that is open, having stored what was being written and where the officer was."""
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        workspace.leave()
        self._keep_place(workspace)
        workspace.store.close()
        workspace.store.deleteLater()
        self._centre.show_content(QWidget())

    def _keep_place(self, workspace: Workspace) -> None:
        self.remembered.opened(workspace.store.path.resolve())
        self.remembered.keep_place(workspace.store.path, replace(workspace.place, geometry=self.saveGeometry()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.stop()
        self._let_go()
        super().closeEvent(event)

    _sized = False

    def hold_size(self) -> None:
        """Keep the size that was asked for on the command line, whatever is remembered."""
        self._sized = True

    def _place_wanted(self, store: OpenStore) -> Place:
        """Where the officer was; or a page by its name, or a scorecard by its own, where one was asked for."""
        from scorecard_desktop.ui.views.pages import PAGE_NAMES

        place, page = self.remembered.place(store.path), self._page_wanted
        card = next((card.id for card in store.book.scorecards() if page and page in (card.id, card.name)), "")
        if card:
            at = (place.indicator, place.period) if card == place.scorecard else ("", "")
            return replace(place, page="scorecard", scorecard=card, indicator=at[0], period=at[1])
        return replace(place, page=page) if page in PAGE_NAMES else place

    def _no_store(self) -> EmptyState:
        empty = EmptyState("No file is open", "Open a scorecard file, or begin a new one and import workbooks into it.")
        empty.offer("Open file…", self.actions_["open"].trigger, "primary")
        empty.offer("New file…", self.actions_["new"].trigger)
        return empty

    # Files dropped on the window

    @Slot(object)
    def take_files(self, files: Sequence[Path]) -> None:
        """Open a scorecard file; import anything else."""
        stores = [file for file in files if file.suffix == f".{SUFFIX}"]
        others = [file for file in files if file not in stores]
        if stores:
            self.open(stores[0], files=others)
        elif self.workspace is not None:
            self.imports.start(self.workspace.store, others)

    # Actions

    def _connect(self) -> None:
        do = {
            "new": lambda: self.files.ask_new(self._folder()),
            "open": lambda: self.files.ask_open(self._folder()),
            "import": self._import,
            "export": self._export,
            "export workbook": self._ask_workbook,
            "forms": self._make_forms,
            "backups": self._show_backups,
            "password": lambda: self.passwords.ask_new(self.workspace.store) if self.workspace is not None else None,
            "history": lambda: self.workspace.show_history() if self.workspace is not None else None,
            "sample": self.files.open_sample,
            "quit": self.close,
            "undo": lambda: self._step(forward=False),
            "redo": lambda: self._step(forward=True),
            "find": self._find,
            **{name: partial(self._on_grid, name) for name in (*GRID_ACTIONS, *ARRANGING)},
            "comment": lambda: self._write("write"),
            "note": lambda: self._write("write_note"),
            "write": lambda: self._write("write_large"),
            "rating": lambda: self._decide("rating"),
            "due": lambda: self._decide("due"),
            "next-pane": lambda: self._cycle_focus(1),
            "previous-pane": lambda: self._cycle_focus(-1),
            "next-indicator": lambda: self._go_along(1),
            "previous-indicator": lambda: self._go_along(-1),
            "palette": lambda: self.helping.show_palette(self.workspace),
            "help": lambda: self.helping.explain(self.workspace),
            "guide": self.helping.begin_guide,
            "first pack": self.first_run.make_first_pack,
            "shortcuts": self.helping.show_shortcuts,
            "about": lambda: self.helping.show_about(self.workspace),
        }
        for name, what in do.items():
            self.actions_[name].triggered.connect(lambda _=False, what=what: what())
        self.actions_["panel"].triggered.connect(self._show_panel)
        self.actions_["wide"].triggered.connect(self._widen_panel)
        for page, _, _ in PAGES:
            self.actions_[f"go {page}"].triggered.connect(lambda _=False, page=page: self._go(page))
        self.actions_.spans.triggered.connect(self._choose_span)
        self.actions_.recent.triggered.connect(lambda action: self.open(Path(action.data())))
        self.addActions(self.actions_.of_window())
        self.tasks.refused.connect(self._refuse)
        self.backups.refused.connect(self._refuse)
        self.backups.news.connect(self.status.say)
        self.backups.going_back.connect(self._go_back)
        self.drops.dropped.connect(self.take_files)
        self.passwords.given.connect(self._open_by)
        self.passwords.changing.connect(self._change_password)
        self.passwords.news.connect(self.status.say)
        self.imports.refused.connect(partial(self._refuse, title="Nothing was imported"))
        self.imports.imported.connect(self.status.say)
        self.files.chosen.connect(self.open)
        self.first_run.leaving.connect(lambda path, files: self.open(path, files=files))
        self.files.news.connect(self.status.say)
        self.unwritten.saved.connect(self.open)
        self.unwritten.news.connect(self.status.say)

    def _enable(self) -> None:
        store = self.workspace.store if self.workspace is not None else None
        self.actions_.enable(is_open=store is not None, writable=store is not None and not store.read_only)
        self._moved()

    @Slot()
    def _moved(self) -> None:
        """The menus say what holds now."""
        on_grid = self.workspace is not None and self.workspace.page_name == "scorecard"
        writable = self.workspace is not None and not self.workspace.store.read_only
        for name in GRID_ACTIONS:
            self.actions_[name].setEnabled(on_grid and (writable or name in READS_ONLY))
        for name in ARRANGING:
            self.actions_[name].setEnabled(on_grid)
        if self.workspace is not None:
            self.actions_["panel"].setChecked(self.workspace.panel_open)
            self.actions_["wide"].setChecked(self.workspace.panel_wide)
            self.helping.note("wide" if self.workspace.panel_wide else f"page {self.workspace.page_name}")
            for action in self.actions_.spans.actions() if on_grid else ():
                action.setChecked(action.data() == self.workspace.scorecard.grid.arrangement.span)

    @Slot()
    def _name_steps(self) -> None:
        session = self.workspace.store.session if self.workspace is not None else None
        writable = session is not None and not session.read_only
        self.actions_.name_steps(
            session.undo_label if session is not None and writable else "",
            session.redo_label if session is not None and writable else "",
        )

    def _step(self, *, forward: bool) -> None:
        if self.workspace is None:
            return
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit) and focus.property("kind") != "cell":
            focus.redo() if forward else focus.undo()
            return
        self.workspace.flush()
        store = self.workspace.store
        label = store.session.redo_label if forward else store.session.undo_label
        if forward:
            store.redo()
        else:
            store.undo()
        self.helping.note("redo" if forward else "undo")
        if label:
            self.status.say(f"{'Redone' if forward else 'Undone'}: {label}")

    def _go(self, page: str) -> None:
        if self.workspace is not None:
            self.workspace.go_to(page)
            if self.workspace.page is not None:
                self.workspace.page.take_focus()

    def _import(self) -> None:
        if self.workspace is not None:
            self.imports.ask(self.workspace.store)

    def _on_grid(self, name: str) -> None:
        if self.workspace is not None:
            self.workspace.scorecard.commands[name]()

    def _cycle_focus(self, step: int) -> None:
        if self.workspace is not None:
            self.workspace.cycle_focus(step)

    @Slot(bool)
    def _show_panel(self, shown: bool) -> None:
        if self.workspace is not None:
            self.workspace.set_panel_open(shown)

    @Slot(bool)
    def _widen_panel(self, wide: bool) -> None:
        if self.workspace is not None:
            self.workspace.set_panel_wide(wide)
        self._moved()

    def _go_along(self, step: int) -> None:
        if self.workspace is not None:
            self.workspace.go_along(step)

    def _find(self) -> None:
        page = self.workspace.page if self.workspace is not None else None
        box = getattr(page, "find_box", None)
        if isinstance(box, QLineEdit):
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.selectAll()

    def _write(self, what: str) -> None:
        """Go to a part of the panel in which something is written."""
        if self.workspace is not None:
            self.workspace.set_panel_open(True)
            self.workspace.panel.catch_up()
            getattr(self.workspace.panel.comments, what)()
            self.helping.note("comment")

    def _decide(self, what: str) -> None:
        if self.workspace is not None:
            self.workspace.decide(what)

    def _export(self) -> None:
        if self.workspace is not None:
            self.workspace.go_to("pack")
            if self.workspace.page_name == "pack":
                self.workspace.pages.pack.ask_where()

    def _make_forms(self) -> None:
        if self.workspace is not None:
            self.workspace.go_to("returns")
            if self.workspace.page_name == "returns":
                self.workspace.pages.returns.ask_forms()

    def _show_backups(self) -> None:
        if self.workspace is not None:
            self.workspace.flush()
            self.backups.show(self.workspace.store)

    def _ask_workbook(self) -> None:
        if self.workspace is not None:
            self.workspace.flush()
            self.files.ask_workbook(self.workspace.store)

    def _folder(self) -> Path:
        return self.workspace.store.path.parent if self.workspace is not None else Path.home()

    def _choose_span(self, action: QAction) -> None:
        if self.workspace is not None and isinstance(action.data(), Span):
            self.workspace.scorecard.set_span(action.data())

    def _show_recent(self) -> None:
        self.actions_.show_recent(self.remembered.recent)

    # Words

    @Slot(str)
    def _refuse(self, message: str, title: str = "That could not be done") -> None:
        tell(self, title, message)
