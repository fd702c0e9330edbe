"""The pack: what it will hold, what its cover says, and where the last one went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import Change, change_set
from scorecard_desktop.domain.narrative import telling
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.tasks import Report, Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.cover_form import TEXTS, CoverForm
from scorecard_desktop.ui.views.page import Page, counted, label
from scorecard_desktop.ui.views.published_packs import PublishedPacks

if TYPE_CHECKING:
    from scorecard_desktop.domain.publication import Publication
    from scorecard_desktop.services.packer import PackRequest, PackResult

_PREFIX = "pack."
_WIDEST = 720


class _Written(QFrame):
    """The pack exported last, with buttons that open it, show where it is, and mark it as published."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._path = Path()
        self.said = label("")
        show = QPushButton("Open")
        show.setAccessibleName("Open the pack")
        show.clicked.connect(lambda: self._open(self._path))
        folder = QPushButton("Show in folder")
        folder.clicked.connect(lambda: self._open(self._path.parent))
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        across.setSpacing(SPACE_2)
        across.addWidget(self.said, 1)
        self.publish = QPushButton("Mark as published…")
        across.addWidget(show)
        across.addWidget(folder)
        across.addWidget(self.publish)
        self.hide()

    def show_result(self, result: PackResult) -> None:
        self._path = Path(result.path)
        self.said.setText(f"{self._path.name}: {counted(result.pages, 'page')}\n{self._path.parent}")
        self.show()

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class PackPage(Page):
    """The details are kept in the store as they are typed; the one button draws the pack."""

    refused = Signal(str)
    exported = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Pack", parent)
        self._tasks = tasks
        self.result: PackResult | None = None
        self.form = CoverForm()
        self.form.changed.connect(self._keep)
        self.contents = label("")
        self.export = QPushButton("Export pack…")
        self.export.setProperty("kind", "primary")
        self.export.clicked.connect(self.ask_where)
        self._note = label("", "meta", wrap=False)
        self._written = _Written()
        self._written.publish.clicked.connect(self._ask_publishing)
        self.published = PublishedPacks(theme, store)
        self.published.refused.connect(self.refused)
        self.published.news.connect(self.exported)
        self.body.addWidget(self._laid_out())

    def _laid_out(self) -> QScrollArea:
        self.tools.addWidget(self.export)
        self.tools.addWidget(self._note)
        self._held = held = QWidget()
        self._fit()
        self.theme.changed.connect(self._fit)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._written)
        column.addWidget(label("On the cover", "section"))
        column.addWidget(self.form)
        column.addSpacing(SPACE_3)
        column.addWidget(label("In the pack", "section"))
        column.addWidget(self.contents)
        column.addSpacing(SPACE_3)
        column.addWidget(self.published)
        column.addStretch(1)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_6)
        across.addWidget(held, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Details of the pack")
        return scroll

    @Slot()
    def _fit(self) -> None:
        self._held.setMaximumWidth(self.theme.pixels(_WIDEST))

    def show_book(self) -> None:
        names = [*(name for name, _, _ in TEXTS), "date", "marking"]
        details = {name: self._kept(name) for name in names}
        details["marking"] = details["marking"] or self._marking_of_source()
        self.form.show_details(details, editable=not self.store.read_only)
        self._written.publish.setEnabled(not self.store.read_only)
        self.published.show_book()
        self.show_attention()

    def show_attention(self) -> None:
        self.contents.setText("\n".join(f"– {line}" for line in self._items()))
        self.summary.setText("One accessible PDF for the committee, drawn from the figures as they are now.")
        errors = sum(1 for finding in self.attention.findings if finding.severity.rank == 3)
        self._note.setText(f"■ {counted(errors, 'error is', 'errors are')} still among the findings." if errors else "")

    def take_focus(self) -> None:
        self.form.texts["committee"].setFocus()

    @Slot()
    def ask_where(self) -> None:
        """Let the officer say where the pack goes, then draw it."""
        self.form.flush()
        suggested = self.store.path.with_name(f"{self.store.path.stem} pack {self.form.date.isoformat()}.pdf")
        dialog = QFileDialog(self, "Export pack", str(suggested.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.selectFile(suggested.name)
        dialog.fileSelected.connect(lambda name: self.draw(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def draw(self, path: Path) -> None:
        """Draw the pack to a file, off the window's thread, from the figures as they are now."""
        book, request = self.store.book.copy(), self._request()

        def make(progress: Report, cancelled: Callable[[], bool]) -> PackResult:
            from scorecard_desktop.services.packer import make_pack

            return make_pack(book, path, request, progress=progress, cancelled=cancelled)

        self.export.setEnabled(False)
        task = self._tasks.run(f"Drawing {path.name}", make, self._drawn, self._not_drawn)
        task.ended.connect(self._may_export)

    @Slot()
    def _may_export(self) -> None:
        self.export.setEnabled(True)

    def _drawn(self, result: PackResult) -> None:
        self.result = result
        self._written.show_result(result)
        self.exported.emit(f"Exported {Path(result.path).name}, {counted(result.pages, 'page')}")

    @Slot()
    def _ask_publishing(self) -> None:
        """What the pack shows is looked up off the window's thread: it may be thousands of figures."""
        result = self.result
        if result is None:
            return

        def look(*_: object) -> Publication:
            from scorecard_desktop.services.packer import publication_of

            return publication_of(result)

        self._tasks.run("Looking up what the pack shows", look, self.published.ask_publishing)

    def _not_drawn(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.refused.emit(reason.message)

    def _items(self) -> Iterator[str]:
        """What will be in the pack, in its order."""
        book, found = self.store.book, self.attention
        yield "Cover and contents"
        for card in book.scorecards():
            now = book.current_period(card.id)
            if now is not None:
                many = counted(len(book.indicators(card.id)), "indicator")
                yield f"{card.name}: dashboard of {many} at {now.label}"
        if found.exceptions:
            yield f"Exceptions: {len(found.exceptions)} with their reasons"
        red = sum(1 for row in found.exceptions if row.rating.rag is Rag.RED)
        if red:
            yield f"Report cards: {red}, one for each red exception, with its chart"
        for card in book.scorecards():
            said = len(telling(book, card.id).narratives)
            if said:
                yield f"{card.name}: {counted(said, 'narrative')} by outcome"
        if book.risks():
            yield f"Risk register: {counted(len(book.risks()), 'risk')}"
        if book.budget_tables():
            wrong = found.difference_count
            casting = f", {counted(wrong, 'casting difference')}" if wrong else ""
            yield f"Budget monitoring: {counted(len(book.budget_tables()), 'table')}{casting}"

    def _request(self) -> PackRequest:
        """What the store's details ask for, with what is on the screen."""
        from scorecard_desktop.services.packer import request_from

        form = self.form
        return replace(
            request_from(self.store.book),
            committee=form.text("committee"),
            date=form.date,
            title=form.text("title"),
            council=form.text("council"),
            report_author=form.text("report_author"),
            responsible_officer=form.text("responsible_officer"),
            item=form.text("item"),
            marking=form.marking,
        )

    def _kept(self, name: str) -> str:
        return self.store.book.setting(_PREFIX + name, "")

    def _marking_of_source(self) -> str:
        return next((card.marking for card in self.store.book.scorecards() if card.marking), "")

    @Slot(str, str)
    def _keep(self, name: str, value: str) -> None:
        if self.store.read_only or value == self._kept(name):
            return
        before = self.store.book.get(Setting, Scope.COUNCIL.value, "", _PREFIX + name)
        after = Setting(Scope.COUNCIL, "", _PREFIX + name, value) if value else None
        try:
            self.store.submit(change_set("details of the pack", [Change(before, after)]))
        except Refusal as refusal:
            self.refused.emit(refusal.message)
