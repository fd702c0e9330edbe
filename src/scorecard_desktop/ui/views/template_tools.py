"""Choosing the template of the pack, and making, renaming and removing templates of one's own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.entry_fields import EntryField
from scorecard_desktop.domain.template import Template
from scorecard_desktop.domain.templates import own_templates, template_called, templates
from scorecard_desktop.services.pack_details import choose_template, make_own_template
from scorecard_desktop.services.templating import remove_template, rename_template
from scorecard_desktop.ui.delegates.purpose_cell import PURPOSE_ROLE, PurposeCell
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering

_USUAL = "full"
_LETTERS = 18
_NAMED = 4
_BETWEEN = "Those that come with the program"


class TemplateTools(QWidget):
    """Owns the tools and places none: the page puts them where it wants them. ``chosen`` gives the template."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, store: OpenStore, entering: Entering, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._store = store
        self._entering = entering
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Template")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(_LETTERS)
        self.chooser.setMaxVisibleItems(20)
        self._cell = PurposeCell(theme, self.chooser)
        self.chooser.setItemDelegate(self._cell)
        self.chooser.view().setAccessibleName("Templates")
        self.chooser.activated.connect(self._choose)
        self.more = QToolButton()
        self.more.setText("Template")
        self.more.setProperty("kind", "menu")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setAccessibleName("Make, rename or remove a template")
        menu = QMenu(self.more)
        self.own = menu.addAction("Make my own from this one…", self.ask_own)
        self.rename = menu.addAction("Rename…", self.ask_name)
        self.remove = menu.addAction("Remove", self._remove)
        self.more.setMenu(menu)

    @property
    def template(self) -> Template:
        """The template that the pack follows: the one that was chosen, the full pack where it is gone."""
        book = self._store.book
        found = template_called(book, book.setting("pack.template", _USUAL)) or template_called(book, _USUAL)
        assert found is not None  # the full pack comes with the program
        return found

    @property
    def is_own(self) -> bool:
        """Whether it is one that officers made."""
        return any(one.name == self.template.name for one in own_templates(self._store.book))

    @property
    def purpose(self) -> str:
        """What the template is for, in a line."""
        return purpose_of(self.template, is_own=self.is_own)

    def show_book(self) -> None:
        """Show the templates that there are, and which one is chosen."""
        book, now = self._store.book, self.template
        own = own_templates(book)
        self.chooser.clear()
        for at, one in enumerate(templates(book)):
            if own and at == len(own):
                self.chooser.insertSeparator(self.chooser.count())
                between = self.chooser.count() - 1
                self.chooser.setItemData(
                    between, "Those that come with the program", Qt.ItemDataRole.AccessibleTextRole
                )
            self.chooser.addItem(one.title, one.name)
            row = self.chooser.count() - 1
            said = purpose_of(one, is_own=at < len(own))
            self.chooser.setItemData(row, said, PURPOSE_ROLE)
            self.chooser.setItemData(row, f"{one.title}. {said}", Qt.ItemDataRole.AccessibleTextRole)
            self.chooser.setItemData(row, said, Qt.ItemDataRole.ToolTipRole)
        self.chooser.setCurrentIndex(self.chooser.findData(now.name))
        self.chooser.setToolTip(self.purpose)
        view = self.chooser.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + SPACE_6)
        may = not self._store.read_only
        self.chooser.setEnabled(may)
        self.more.setEnabled(may)
        for action in (self.rename, self.remove):
            action.setEnabled(self.is_own)

    @Slot()
    def ask_own(self) -> None:
        """Ask what a template of one's own is called, and begin it with the items of this one."""
        like = self.template

        def make(typed: Mapping[str, str]) -> ChangeSet:
            return make_own_template(self._store.book, typed["title"], like)

        help_ = f"It begins with the items of “{like.title}”, and is kept in this store."
        self._entering.ask("Make my own template", (_name(help_),), {"title": ""}, make)

    @Slot()
    def ask_name(self) -> None:
        """Ask for another name."""
        now = self.template

        def make(typed: Mapping[str, str]) -> ChangeSet:
            return rename_template(self._store.book, now.name, typed["title"])

        self._entering.ask("Rename the template", (_name(""),), {"title": now.title}, make)

    @Slot()
    def _remove(self) -> None:
        self._entering.do(lambda: remove_template(self._store.book, self.template.name))

    @Slot(int)
    def _choose(self, at: int) -> None:
        found = template_called(self._store.book, str(self.chooser.itemData(at) or ""))
        if found is not None:
            self._entering.do(lambda: choose_template(self._store.book, found))
            self.chosen.emit(found)


def purpose_of(template: Template, *, is_own: bool) -> str:
    """What a template is for; one of the officers’ own is told by what it holds first."""
    if not is_own:
        return template.purpose
    names = [item.kind.words for item in template.items]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Your own: {', '.join(names[:_NAMED])}{more}"


def _name(help_: str) -> EntryField:
    return EntryField("title", "Name", required=True, help=help_)
