"""Every action of the window in one place: words, mnemonics, shortcuts, and the menus that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.ui.models.arrangement import Span
from scorecard_desktop.ui.models.commands import keys_of, plain
from scorecard_desktop.ui.theme import Scheme, Theme

_KEYS = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Spec:
    """How an action is called, what starts it, and the words of the status bar for it."""

    text: str
    keys: str | QKeySequence.StandardKey = ""
    tip: str = ""
    icon: str = ""


SPECS: dict[str, Spec] = {
    "new": Spec("&New file…", _KEYS.New, "Begin an empty scorecard file"),
    "open": Spec("&Open file…", _KEYS.Open, "Open another scorecard file", "folder"),
    "import": Spec(
        "&Import workbooks…", "Ctrl+I", "Read officers’ workbooks; you see what will change first", "import"
    ),
    "export": Spec("&Export pack…", "Ctrl+Shift+E", "Draw the committee pack as an accessible PDF", "pack"),
    "export workbook": Spec(
        "Export &workbook…", "", "Write everything as an Excel workbook, which can be changed and imported again"
    ),
    "forms": Spec("Make return &forms…", "", "Write the workbooks that the services fill in for a period"),
    "sample": Spec("Look at the &sample council", "", "Open a fictional council’s scorecards to try things out"),
    "backups": Spec("&Backups…", "", "What each backup of this file holds, and going back to one"),
    "password": Spec("&Password…", "", "Encrypt this file and its backups, or take their password off"),
    "history": Spec("&History…", "Ctrl+H", "Who changed what, when and why; and what anything said on a day"),
    "quit": Spec("&Quit", "Ctrl+Q", "Close the window; you will come back to the same place"),
    "undo": Spec("&Undo", _KEYS.Undo, "Take the last step back", "undo"),
    "redo": Spec("&Redo", "Ctrl+Y", "Make the step again that was taken back last", "redo"),
    "find": Spec("&Find", _KEYS.Find, "Find on this page", "search"),
    "cut": Spec("Cu&t figures", _KEYS.Cut, "Copy the chosen cells, then empty them"),
    "copy": Spec("&Copy", _KEYS.Copy, "Copy the chosen cells, for here and for a spreadsheet"),
    "paste": Spec("&Paste", _KEYS.Paste, "Put copied cells here, from the current cell on"),
    "fill-down": Spec("Fill &down", "Ctrl+D", "The first chosen figure into the cells beneath it"),
    "fill-right": Spec("Fill &right", "Ctrl+R", "The first chosen figure into the cells to the right of it"),
    "clear": Spec("C&lear figures", "Del", "Empty the chosen figures"),
    "comment": Spec("Write a &comment", "Ctrl+M", "Write about the current figure"),
    "note": Spec("Write a &note", "Shift+F2", "Keep a note with the current figure"),
    "write": Spec("Write in a &larger window…", "Ctrl+Shift+M", "The parts of the commentary side by side"),
    "rating": Spec("Set the ratin&g…", "Ctrl+Shift+R", "Set the current figure’s rating by hand, and say why"),
    "due": Spec("When figures are d&ue…", "Ctrl+Shift+D", "How often the current indicator comes, and since when"),
    "next-pane": Spec("&Next part of the window", "F6", "Go from the list to the page to the panel"),
    "previous-pane": Spec("&Previous part of the window", "Shift+F6", "Go back from the panel to the page to the list"),
    "columns": Spec("&Columns…", "Ctrl+Shift+C", "Choose which columns are shown, and in which order"),
    "periods": Spec("&From and to…", "", "Choose from which period to which"),
    "sort": Spec("&Sort by this column", "Ctrl+Shift+S", "Sort by the current column; again turns it round, then back"),
    "sort-rating": Spec("Sort by &rating, worst first", "", "Red first, then amber and green, in each group"),
    "unsort": Spec("In the &order of the sheet", "", "As the scorecard’s own sheet has them"),
    "group-section": Spec("Group by &section", "", "Gather the indicators by the sections of the sheet"),
    "group-outcome": Spec("Group by plan &outcome", "", "Gather them by the plan’s outcomes; again for the next plan"),
    "group-directorate": Spec("Group by &directorate", "", "Gather them by the service that answers for them"),
    "group-officer": Spec("Group by o&fficer", "", "Gather them by their lead officers"),
    "group-none": Spec("Do not &group", "", "All indicators as one list"),
    "rows-compact": Spec("&Compact rows", "", "As many rows as can be read; long names are cut short"),
    "rows-normal": Spec("&Normal rows", "", "Long names take a second line"),
    "rows-comfortable": Spec("Co&mfortable rows", "", "More room around each figure"),
    "key": Spec("What the &marks mean", "Ctrl+F1", "The shapes, symbols and marks of the grid in words"),
    "panel": Spec("Indicator &panel", "F9", "Show or hide the panel at the right"),
    "wide": Spec("&Wide panel", "Shift+F9", "Let the panel have the page’s room, or give it back"),
    "next-indicator": Spec("Next &indicator", "Alt+PgDown", "Go to the indicator after the current one"),
    "previous-indicator": Spec("P&revious indicator", "Alt+PgUp", "Go to the indicator before the current one"),
    "larger": Spec("&Larger text", _KEYS.ZoomIn),
    "smaller": Spec("&Smaller text", _KEYS.ZoomOut),
    "normal": Spec("&Usual text size", "Ctrl+0"),
    "palette": Spec("&Find a command…", "Ctrl+K", "Type an action, a page, a scorecard or an indicator", "search"),
    "help": Spec("&Help on this page", "F1", "What this page is for, its keys and its terms"),
    "guide": Spec("&Guide to the first steps", "", "A strip at the foot that leads through them"),
    "first pack": Spec("Make your first &pack…", "", "From a workbook of your own to a pack, step by step"),
    "shortcuts": Spec("&Keyboard shortcuts", "Shift+F1", "Every action and its keys"),
    "about": Spec("&About Scorecard Desktop"),
}

GRID_ACTIONS = ("cut", "copy", "paste", "fill-down", "fill-right", "clear")
"""What is done to the scorecard's chosen cells; their keys hold while the table has the keyboard."""
_OFFERED_TOO = ("comment", "note", "sort", "key")
READS_ONLY = ("copy",)
"""Those of them that change nothing."""

_GROUPS, _ROWS = ([name for name in SPECS if name.startswith(kind)] for kind in ("group-", "rows-"))
ARRANGING = (*_GROUPS, *_ROWS, "columns", "periods", "sort", "sort-rating", "unsort", "key")
"""How the scorecard is shown."""

PAGES: tuple[tuple[str, str, str], ...] = (
    ("overview", "&Overview", "Alt+Home"),
    ("scorecard", "&Scorecards", "Ctrl+1"),
    ("exceptions", "&Exceptions", "Ctrl+2"),
    ("risks", "&Risks", "Ctrl+3"),
    ("budget", "&Budget", "Ctrl+4"),
    ("recommendations", "Reco&mmendations", "F7"),
    ("programmes", "Pro&grammes", "F8"),
    ("meetings", "Meeti&ngs", "Ctrl+9"),
    ("findings", "&Findings", "Ctrl+5"),
    ("returns", "Re&turns", "Ctrl+6"),
    ("pack", "&Pack", "Ctrl+7"),
    ("settings", "Sett&ings", "Ctrl+8"),
)


_OF_A_FILE = (
    "export",
    "export workbook",
    "backups",
    "history",
    "find",
    "panel",
    "wide",
    "next-indicator",
    "previous-indicator",
    "next-pane",
    "previous-pane",
    *(f"go {page}" for page, _, _ in PAGES),
)
_WRITES = ("import", "forms", "password", "comment", "note", "write", "rating", "due")


class Actions(QObject):
    """The actions by name. The window connects them; the menus are filled here."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made: dict[str, QAction] = {}
        for name, spec in SPECS.items():
            self._made[name] = self._make(spec)
        # in a box of text Ctrl+K may be the system's own, so there is another
        self._made["palette"].setShortcuts([QKeySequence("Ctrl+K"), QKeySequence("Ctrl+Shift+P")])
        for name in GRID_ACTIONS:
            self._made[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._rule = QAction(self)
        self._rule.setSeparator(True)
        for page, text, keys in PAGES:
            self._made[f"go {page}"] = self._make(Spec(text, keys, f"Go to {text.replace('&', '').lower()}"))
        for name in ("panel", "wide"):
            self._made[name].setCheckable(True)
        self.spans = self._choices({span: span.words for span in Span})
        self.schemes = self._choices(
            {
                Scheme.SYSTEM: "As the &system",
                Scheme.LIGHT: "&Light",
                Scheme.DARK: "&Dark",
                Scheme.CONTRAST_LIGHT: "High contrast, &black on white",
                Scheme.CONTRAST_DARK: "High contrast, &white on black",
            }
        )
        self.recent = QMenu("Open &recent")
        self._icons_drawn = False
        theme.changed.connect(self._new_look)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def named(self) -> dict[str, QAction]:
        """The actions by their names."""
        return dict(self._made)

    def all(self) -> list[QAction]:
        """Every action that has a name."""
        return list(self._made.values())

    def of_window(self) -> list[QAction]:
        """The actions whose keys hold everywhere in the window."""
        return [action for name, action in self._made.items() if name not in GRID_ACTIONS]

    def of_grid(self) -> list[QAction]:
        """What the scorecard's table offers: the keys of the first of them hold while it has the keyboard."""
        return [*(self._made[name] for name in GRID_ACTIONS), self._rule, *(self._made[name] for name in _OFFERED_TOO)]

    def enable(self, *, is_open: bool, writable: bool) -> None:
        """Offer what can be done with the file that is open, or is not."""
        for name in _OF_A_FILE:
            self._made[name].setEnabled(is_open)
        for name in _WRITES:
            self._made[name].setEnabled(writable)

    def show_recent(self, files: Sequence[Path]) -> None:
        """Offer the files that were open last."""
        self.recent.clear()
        for path in files:
            action = self.recent.addAction(f"{path.stem}  ({path.parent})")
            action.setData(str(path))
        self.recent.setEnabled(not self.recent.isEmpty())

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus on the bar."""
        self._menu(
            bar,
            "&File",
            [
                "new",
                "open",
                self.recent,
                None,
                "import",
                "forms",
                None,
                "export",
                "export workbook",
                None,
                "backups",
                "password",
                "history",
                None,
                "sample",
                None,
                "quit",
            ],
        )
        go = QMenu("&Go to", bar)
        go.addActions([self._made[f"go {page}"] for page, _, _ in PAGES])
        go.addSeparator()
        go.addActions([self._made["next-indicator"], self._made["previous-indicator"]])
        go.addSeparator()
        go.addActions([self._made["next-pane"], self._made["previous-pane"]])
        self._menu(
            bar,
            "&Edit",
            [
                "undo",
                "redo",
                None,
                "cut",
                "copy",
                "paste",
                "fill-down",
                "fill-right",
                "clear",
                None,
                "comment",
                "note",
                "write",
                "rating",
                "due",
                None,
                "find",
                go,
            ],
        )
        periods = QMenu("P&eriods shown", bar)
        periods.addActions(self.spans.actions())
        periods.addAction(self._made["periods"])
        scheme = QMenu("&Colours", bar)
        scheme.addActions(self.schemes.actions())
        arranged = [
            self._submenu("&Group", bar, _GROUPS),
            self._submenu("&Order", bar, ["sort", "sort-rating", "unsort"]),
            self._submenu("&Row height", bar, _ROWS),
        ]
        self._menu(
            bar,
            "&View",
            ["panel", "wide", None, periods, *arranged, "columns", None, "larger", "smaller", "normal", None, scheme],
        )
        self._menu(bar, "&Help", ["help", "key", "palette", "shortcuts", None, "guide", "first pack", None, "about"])

    def name_steps(self, undo: str, redo: str) -> None:
        """Say which steps undo and redo would take; an empty name means that there is none."""
        for name, verb, label in (("undo", "&Undo", undo), ("redo", "&Redo", redo)):
            self._made[name].setText(f"{verb} {label}" if label else verb)
            self._made[name].setEnabled(bool(label))

    def keys(self) -> list[tuple[str, str]]:
        """What each action is called and its keys, in the order of the menus."""
        return [(plain(action.text()), keys_of(action)) for action in self._made.values() if action.shortcuts()]

    def keys_by_name(self) -> dict[str, str]:
        """The keys of each action that has any, by the action's name."""
        return {name: keys_of(action) for name, action in self._made.items() if action.shortcuts()}

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        action.setStatusTip(spec.tip)
        return action

    def _choices(self, choices: dict) -> QActionGroup:
        group = QActionGroup(self)
        for choice, words in choices.items():
            action = group.addAction(words)
            action.setCheckable(True)
            action.setData(choice)
        return group

    def _submenu(self, title: str, parent: QMenuBar, names: Sequence[str]) -> QMenu:
        menu = QMenu(title, parent)
        menu.addActions([self._made[name] for name in names])
        return menu

    def _menu(self, bar: QMenuBar, title: str, parts: Sequence[str | QMenu | None]) -> None:
        menu = bar.addMenu(title)
        menu.aboutToShow.connect(self._draw_icons)
        for part in parts:
            if part is None:
                menu.addSeparator()
            elif isinstance(part, QMenu):
                menu.addMenu(part)
            else:
                menu.addAction(self._made[part])

    @Slot()
    def _new_look(self) -> None:
        self._icons_drawn = False

    @Slot()
    def _draw_icons(self) -> None:
        """When a menu is first opened: the window is painted without them."""
        if self._icons_drawn:
            return
        self._icons_drawn = True
        for name, spec in SPECS.items():
            if spec.icon:
                self._made[name].setIcon(self._theme.icon(spec.icon))
