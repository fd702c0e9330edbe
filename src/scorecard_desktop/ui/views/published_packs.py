"""The packs that have been published: opened exactly as they went out, copied, compared, withdrawn."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.services.publishing import publish, withdraw
from scorecard_desktop.ui.models.history import local_moment
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.flow import tools_row
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackResult

_NONE_YET = (
    "No pack has been published yet. Export one, then mark it as published: it gets a number, is kept here exactly as "
    "it went out, and a later change of one of its figures is told as a restatement."
)


class PublishDialog(Asking):
    """Says what follows from publishing, before it is done."""

    def __init__(self, pack: Publication, parent: QWidget) -> None:
        super().__init__("Mark as published", f"{pack.file} has gone out", parent)
        said = (
            f"It is kept here exactly as it is, and its {counted(pack.count, 'figure')} as those of {pack.name}. From "
            "now on a change of one of them is a restatement: the reason is asked for, and the next pack lists it with "
            "[r]."
        )
        self.body.addWidget(label(said))
        self.publish = self.close_with("Mark as published")


class WithdrawDialog(Asking):
    """Asks why a pack is no longer to count as published."""

    def __init__(self, pack: Publication, parent: QWidget) -> None:
        super().__init__("Withdraw a published pack", f"{pack.file}, {pack.name}", parent)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why it does not count as published; kept in its history")
        self.body.addWidget(label("Its figures are then published no longer, and their changes no restatements."))
        self.body.addWidget(self.reason)
        self.withdraw = self.close_with("Withdraw")
        self.withdraw.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.withdraw.setEnabled(bool(text.strip())))


class PublishedPacks(QWidget):
    """A list of them, newest first. Enter opens the one that is current."""

    refused = Signal(str)
    news = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, entering: Entering) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._tasks = tasks
        self._entering = entering
        self._private = _PrivateFolder()
        self.listing = Listing[Publication](
            [
                Field("No.", lambda pack: str(pack.number or ""), width=5, right=True),
                Field("Pack", _called, wrap=True, share=3, tip=lambda pack: f"{pack.file}, SHA-256 {pack.file_hash}"),
                Field("For", lambda pack: "the public" if pack.public else "the committee", width=15, quiet=True),
                Field("Published", _when, wrap=True, share=2, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Published packs")
        self.table.opened.connect(lambda _: self.open_current())
        self.table.chosen.connect(self._say)
        self.view = self._button("Open", "Enter: exactly as it went out", self.open_current)
        self.copy = self._button("Save a copy…", "The file exactly as it went out", self.ask_copy)
        self.compare = self._button("Compare…", "What parts two published packs", self.ask_comparison)
        self.take_back = self._button("Withdraw…", "It no longer counts as published", self.ask_withdrawal)
        self.said = label("", "meta")
        self._nothing = label(_NONE_YET, "body")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, SPACE_3, 0, SPACE_2)
        down.setSpacing(SPACE_2)
        self._tools = tools_row(self.view, self.copy, self.compare, self.take_back)
        for part in (self._nothing, self._tools):
            down.addWidget(part)
        down.addWidget(self.table, 1)
        down.addWidget(self.said)
        self._rest = QWidget()
        down.addWidget(self._rest, 1)
        self.destroyed.connect(self._private.remove)

    def _button(self, words: str, tip: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAccessibleName(f"{words.rstrip('…')}, of a published pack")
        button.clicked.connect(lambda _=False: do())
        return button

    @property
    def current(self) -> Publication | None:
        """The pack that is current."""
        return self.listing.at(self.table.currentIndex().row())

    def show_book(self) -> None:
        """Show them anew."""
        packs, held = publications(self._store.book)[::-1], self.current
        for part in (self._nothing, self._rest):
            part.setVisible(not packs)
        for part in (self._tools, self.table, self.said):
            part.setVisible(bool(packs))
        if packs != self.listing.things:
            self.listing.show(packs)
            self.table.choose(packs.index(held) if held in packs else 0)
        self.take_back.setEnabled(not self._store.read_only)
        self.compare.setEnabled(len(packs) > 1)
        self._say(self.current)

    def take_focus(self) -> None:
        """Put the keyboard on the newest."""
        self.table.setFocus()

    def ask_publishing(self, made: PackResult, pack: Publication) -> None:
        """Ask whether a pack has gone out, then keep it, byte for byte, as published."""
        dialog = PublishDialog(pack, self.window())
        dialog.accepted.connect(lambda: self._keep(made, pack))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_withdrawal(self) -> None:
        """Ask why the chosen pack is withdrawn, then withdraw it."""
        pack = self.current
        if pack is None:
            return
        dialog = WithdrawDialog(pack, self.window())
        dialog.accepted.connect(
            lambda: self._entering.do(lambda: withdraw(self._store.book, pack.id, dialog.reason.text()))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_comparison(self) -> None:
        """Ask which two packs, and show what parts them."""
        from scorecard_desktop.ui.views.compare_packs import ComparePacks

        if len(self.listing.things) < 2:
            return
        dialog = ComparePacks(self._theme, self._store, self._tasks, self.current, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_copy(self) -> None:
        """Ask where the chosen pack is written, exactly as it went out."""
        pack = self.current
        if pack is None:
            return
        dialog = QFileDialog(self, "Save a copy", str(self._store.path.with_name(pack.file)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(pack.file).suffix.lstrip(".") or "pdf")
        dialog.selectFile(pack.file)
        dialog.fileSelected.connect(lambda name: self._write(pack, Path(name), self._copied))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def open_current(self) -> None:
        """Open the chosen pack, exactly as it went out, from a private copy that goes with the window."""
        pack = self.current
        if pack is None:
            return
        place = self._private.path / (pack.file_hash[:12] or "pack") / pack.file
        if place.exists():
            _show(place)
            return
        place.parent.mkdir(exist_ok=True)
        self._write(pack, place, self._opened)

    def _write(self, pack: Publication, place: Path, then: Callable[[Path], None]) -> None:
        session = self._store.session

        def write(*_: object) -> Path:
            from scorecard_desktop.services.publishing import open_published

            return open_published(session, pack.id, place)

        self._tasks.run(f"Writing {pack.file}", write, then)

    def _opened(self, place: Path) -> None:
        place.chmod(stat.S_IREAD)  # what is changed there is changed nowhere else
        _show(place)
        self.news.emit(f"Opened {place.name}, exactly as it went out")

    def _copied(self, place: Path) -> None:
        self.news.emit(f"Saved {place.name}, exactly as it went out")

    def _keep(self, made: PackResult, pack: Publication) -> None:
        session = self._store.session

        def keep(*_: object) -> Publication:
            from scorecard_desktop.services.publishing import keep_pack

            keep_pack(session, made)
            return pack

        self._tasks.run(f"Keeping {pack.file}", keep, self._publish)

    def _publish(self, pack: Publication) -> None:
        self._entering.do(lambda: publish(self._store.book, pack, self._store.who))

    @Slot(object)
    def _say(self, pack: Publication | None) -> None:
        for button in (self.view, self.copy):
            button.setEnabled(pack is not None)
        if pack is not None:
            pages = [counted(pack.pages, "page")] if pack.pages else []
            self.said.setText(", ".join([pack.file, *pages, counted(pack.count, "figure")]))


class _PrivateFolder:
    """A folder that only this user can look into, made when it is first needed."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def path(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="scorecard-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def remove(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _called(pack: Publication) -> str:
    said = pack.name.removeprefix("the ")
    return ", ".join(part for part in (said[:1].upper() + said[1:], pack.committee) if part)


def _when(pack: Publication) -> str:
    return ", ".join(part for part in (local_moment(pack.published), pack.who) if part)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
