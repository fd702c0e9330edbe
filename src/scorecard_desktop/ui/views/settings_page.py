"""The settings: what each decides, what holds, where that is from, and a place to enter another choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.settings import (
    COUNCIL,
    SettingLine,
    SettingsOf,
    change_setting,
    place_words,
    problem,
    setting_lines,
)
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, label
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable

_NOT_SET = "not set"


class SettingsPage(Page):
    """Choose whose settings, choose one, type. What cannot be entered is said as it is typed; each entry is a step."""

    refused = Signal(str)
    news = Signal(str)
    """What was set, for the status line."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Settings", parent)
        self._indicator = ""
        self.whose = QComboBox()
        self.whose.setAccessibleName("Whose settings")
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.setMinimumContentsLength(28)
        self.find_box = FindBox("Find a setting")
        self.tools.addWidget(self.whose)
        self.tools.addWidget(self.find_box)
        self.listing = Listing[SettingLine](
            [
                Field("Setting", lambda line: line.setting.title, share=3, tip=lambda line: line.setting.name),
                Field("What holds", lambda line: line.in_force or _NOT_SET, share=3, strong=lambda line: line.is_own),
                Field("From", lambda line: line.comes_from, share=2, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Settings")
        self.table.chosen.connect(self._chosen)
        self._heading = label("", "heading")
        self._meaning = label("")
        self._may_be = label("", "meta")
        self.entry = QLineEdit()
        self.entry.textEdited.connect(self._check)
        self.entry.returnPressed.connect(self._set)
        self.table.opened.connect(lambda _: self.entry.setFocus(Qt.FocusReason.OtherFocusReason))
        self.set_it = QPushButton("Set")
        self.set_it.setProperty("kind", "primary")
        self.set_it.clicked.connect(self._set)
        self.take_out = QPushButton("Take out")
        self.take_out.setToolTip("What is inherited holds again")
        self.take_out.clicked.connect(self._take_out)
        inset = QHBoxLayout()
        inset.setContentsMargins(SPACE_4, 0, 0, 0)
        inset.addWidget(self.table)
        self.body.addLayout(inset, 1)
        self.body.addWidget(self._foot())
        self.whose.activated.connect(self.show_book)
        self.find_box.textChanged.connect(self.show_book)
        theme.changed.connect(self._check)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "panel")
        across = QHBoxLayout()
        across.setSpacing(SPACE_2)
        across.addWidget(self.entry, 1)
        across.addWidget(self.set_it)
        across.addWidget(self.take_out)
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_1)
        for words in (self._heading, self._meaning, self._may_be):
            layout.addWidget(words)
        layout.addLayout(across)
        return foot

    @property
    def place(self) -> SettingsOf:
        """Whose settings are shown."""
        found = self.whose.currentData()
        return found if isinstance(found, SettingsOf) else COUNCIL

    def offer_indicator(self, indicator: str) -> None:
        """Have the settings of an indicator among those that can be chosen."""
        if indicator != self._indicator:
            self._indicator = indicator
            self._stale = True

    def show_place(self, place: SettingsOf) -> None:
        """Show the settings of a place."""
        self._offer_places()
        self._choose_place(place)
        self.show_book()

    @Slot()
    def show_book(self) -> None:
        self._offer_places()
        now = self._current()
        words = self.find_box.text().casefold().split()
        lines = [line for line in setting_lines(self.store.book, self.place) if _wanted(line, words)]
        self.listing.show(lines, lambda line: line.setting.group)
        own = sum(1 for line in lines if line.held is not None)
        self.summary.setText(
            "An indicator’s own choice holds; else its scorecard’s; else the council’s; else the default. "
            f"{own or 'None'} of these {'are' if own > 1 else 'is'} entered here."
        )
        same = next((line for line in lines if now is not None and line.setting is now.setting), None)
        self.table.choose(self.listing.row_of(same) if same is not None else 0)
        self._chosen(self._current())

    def take_focus(self) -> None:
        self.table.setFocus()

    def _offer_places(self) -> None:
        book, chosen = self.store.book, self.place
        places = [COUNCIL, *(SettingsOf(Scope.SCORECARD, card.id) for card in book.scorecards())]
        if book.get(Indicator, self._indicator) is not None:
            places.append(SettingsOf(Scope.INDICATOR, self._indicator))
        names = [place_words(book, place) for place in places]
        held = [(self.whose.itemData(i), self.whose.itemText(i)) for i in range(self.whose.count())]
        if held == list(zip(places, names, strict=True)):
            return
        self.whose.clear()
        for place, name in zip(places, names, strict=True):
            self.whose.addItem(name, place)
        self._choose_place(chosen)

    def _choose_place(self, place: SettingsOf) -> None:
        """Qt finds only the very same object, and this one is made anew."""
        places = [self.whose.itemData(i) for i in range(self.whose.count())]
        self.whose.setCurrentIndex(places.index(place) if place in places else 0)

    def _current(self) -> SettingLine | None:
        return self.listing.at(self.table.currentIndex().row())

    @Slot(object)
    def _chosen(self, line: SettingLine | None) -> None:
        shown = line is not None
        for part in (self._heading, self._meaning, self._may_be, self.entry, self.set_it, self.take_out):
            part.setVisible(shown)
        if line is None:
            return
        self._heading.setText(line.setting.title)
        self._meaning.setText(line.setting.meaning)
        self.entry.setAccessibleName(line.setting.title)
        self.entry.setText(line.held if line.held is not None else line.in_force)
        self.entry.setReadOnly(self.store.read_only)
        self.take_out.setEnabled(line.held is not None and not self.store.read_only)
        self._check()

    @Slot()
    def _check(self) -> None:
        """Say what may be entered, or why what is typed may not be."""
        line = self._current()
        if line is None:
            return
        text = self.entry.text()
        trouble = problem(line.setting, text)
        default = line.setting.default or _NOT_SET
        self._may_be.setText(trouble or f"It must be {line.setting.entry.words}. The default is {default}.")
        palette = self.theme.palette
        self._may_be.setStyleSheet(f"color: {palette.rag(Rag.RED).ink if trouble else palette.muted}")
        changes = text.strip() != (line.held if line.held is not None else line.in_force)
        unused = line.held is None and text.strip() == line.in_force
        self.set_it.setEnabled(not trouble and (changes or unused) and not self.store.read_only)

    @Slot()
    def _set(self) -> None:
        if self.set_it.isEnabled():
            self._keep(self.entry.text())

    @Slot()
    def _take_out(self) -> None:
        self._keep(None)

    def _keep(self, text: str | None) -> None:
        line = self._current()
        if line is None:
            return
        try:
            step = change_setting(self.store.book, line.place, line.setting.name, text)
            self.store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        if step.changes:
            self.news.emit(f"Kept: {step.label}")
        self.table.setFocus()  # so that undo is of the step, and not of what was typed in the box


def _wanted(line: SettingLine, words: list[str]) -> bool:
    setting = line.setting
    text = f"{setting.title} {setting.name} {setting.meaning} {setting.group} {line.in_force}".casefold()
    return all(word in text for word in words)
