"""What the Help menu opens: the command palette, the help, the list of keys, the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from scorecard_desktop.ui.actions import Actions
from scorecard_desktop.ui.models.guide import FIRST_PACK, LOOKING_ROUND
from scorecard_desktop.ui.models.help_places import Place, place_of_dialog, place_of_page
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.centre import Centre

if TYPE_CHECKING:
    from scorecard_desktop.ui.models.commands import Command
    from scorecard_desktop.ui.open_store import OpenStore
    from scorecard_desktop.ui.views.guide_strip import GuideStrip
    from scorecard_desktop.ui.views.help_window import HelpWindow
    from scorecard_desktop.ui.views.workspace import Workspace

_LATELY = 8
_PUT_AWAY = -1
_EXPLAINED, _GUIDE = "explained", "guide"


class Helping(QObject):
    """One window's help. Nothing of it is loaded before it is asked for."""

    def __init__(
        self, theme: Theme, window: QMainWindow, actions: Actions, remembered: Remembered, centre: Centre
    ) -> None:
        """The guide is put at the foot of ``centre``."""
        super().__init__(window)
        self._centre = centre
        self._theme = theme
        self._window = window
        self._actions = actions
        self._remembered = remembered
        self._lately: list[str] = []
        self._help: HelpWindow | None = None
        self.guide: GuideStrip | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        # in a turn of its own, when the window in front is known to be
        application.focusWindowChanged.connect(self._meet, Qt.ConnectionType.QueuedConnection)

    def show_palette(self, workspace: Workspace | None) -> None:
        """Offer everything that can be done or gone to."""
        from scorecard_desktop.ui.models.commands import actions_of, places_of
        from scorecard_desktop.ui.views.command_palette import CommandPalette

        commands = list(actions_of(self._window.menuBar()))
        if workspace is not None:
            commands += places_of(workspace.store.book, workspace.open_scorecard, workspace.open_at_present)
        palette = CommandPalette(self._theme, commands, self._lately, self._window)
        # in a turn of its own, when the palette has gone: what opens a dialog then finds the window in front
        palette.chosen.connect(self._run, Qt.ConnectionType.QueuedConnection)
        palette.finished.connect(palette.deleteLater)
        palette.open()
        self.note("palette")

    @Slot(object)
    def _run(self, command: Command) -> None:
        self._lately = [command.title, *(title for title in self._lately if title != command.title)][:_LATELY]
        command.run()

    def show_help(self, place: Place) -> None:
        """Show a page of the guide, in a window that can stay open beside the work."""
        if self._help is None:
            self._help = self._made_over(self._window)
        self._bring(self._help, place)

    def explain(self, workspace: Workspace | None) -> None:
        """The guide at what is shown: at the first steps where there is nothing yet."""
        self.show_help(place_of_page(_page_of(workspace)))

    @Slot()
    def _meet(self) -> None:
        """A dialog has come to the front: it holds back the keys of the window, and so gets an F1 of its own."""
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or not dialog.isModal() or dialog.property(_EXPLAINED):
            return
        over = dialog.parentWidget()
        if over is None or over.window() is not self._window:
            return
        dialog.setProperty(_EXPLAINED, True)
        QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: self._explain_dialog(dialog))

    def _explain_dialog(self, dialog: QWidget) -> None:
        """In a window of the dialog's own, since it holds back the others."""
        page = _page_of(getattr(self._window, "workspace", None))
        shown = dialog.findChild(QDialog, _GUIDE) or self._made_over(dialog)
        self._bring(shown, place_of_dialog(type(dialog).__name__, page))

    def _made_over(self, parent: QWidget) -> HelpWindow:
        from scorecard_desktop.ui.views.help_window import HelpWindow

        made = HelpWindow(self._theme, self._actions.keys_by_name(), parent)
        made.setObjectName(_GUIDE)
        return made

    def _bring(self, shown: Any, place: Place) -> None:
        shown.show_topic(*place)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        shown.list.setFocus()

    def show_shortcuts(self) -> None:
        """List every action and its keys."""
        from scorecard_desktop.ui.views.help import ShortcutsDialog

        dialog = ShortcutsDialog(self._theme, self._actions.keys(), self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_about(self, workspace: Workspace | None) -> None:
        """Say what this program is, and which version of it wrote the open file."""
        from scorecard_desktop.ui.views.help import about

        about(self._window, "" if workspace is None else _comes_from(workspace.store))

    # The guide

    def begin_guide(self) -> None:
        """Lead round the sample council from the first step."""
        self.lead(LOOKING_ROUND, 0)

    def go_on_with_guide(self, *, nothing_here: bool, in_sample: bool) -> None:
        """At the start: go on where the officer was in the guide, or begin it where there is nothing of theirs yet."""
        at = self._remembered.guide
        if at == _PUT_AWAY:
            return
        if nothing_here and self._remembered.tour != FIRST_PACK:
            self.lead(FIRST_PACK, 0)
        elif at is not None:
            self.lead(self._remembered.tour, at)
        elif in_sample:
            self.lead(LOOKING_ROUND, 1)

    def note(self, what: str) -> None:
        """Something was done that a step of the guide may ask for."""
        if self.guide is not None:
            self.guide.note(what)

    def lead(self, tour: str, at: int) -> None:
        """Show the guide to something at one of its steps."""
        if self.guide is None:
            from scorecard_desktop.ui.views.guide_strip import GuideStrip

            offers = {name: _offer(name, action) for name, action in self._actions.named().items()}
            self.guide = GuideStrip(self._theme, self._actions.keys_by_name(), offers, self._window)
            self.guide.wants.connect(lambda name: self._actions[name].trigger())
            self.guide.moved.connect(self._keep_step)
            self.guide.closed.connect(self.close_guide)
            self._centre.put_at_foot(self.guide)
        self.guide.lead(tour, at)

    @Slot()
    def close_guide(self) -> None:
        """Put the guide away; it is not shown again unless it is asked for."""
        self._remembered.guide = _PUT_AWAY
        if self.guide is not None:
            self._centre.take_from_foot(self.guide)
        self.guide = None

    @Slot(int)
    def _keep_step(self, at: int) -> None:
        self._remembered.guide = at
        if self.guide is not None:
            self._remembered.tour = self.guide.tour


def _page_of(workspace: Workspace | None) -> str:
    """What an officer has before them: a page, or the panel where it has the page's room."""
    if workspace is None:
        return ""
    return "indicator" if workspace.panel_wide else workspace.page_name


def _offer(name: str, action: QAction) -> str:
    """What a button says that does it."""
    return action.statusTip() if name.startswith("go ") else action.text().replace("&", "")


def _comes_from(store: OpenStore) -> str:
    from scorecard_desktop.services.provenance import provenance

    found = provenance(store.session)
    return f"{store.path.name} was made by version {found.made_by} and last written by version {found.written_by}."
