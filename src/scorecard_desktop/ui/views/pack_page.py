"""The pack: its template and items, the meeting, the periods, its pages as they will be, and what has gone out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.models.to_do import ToDo
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.tasks import Report, Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.item_list import ItemList
from scorecard_desktop.ui.views.meeting_form import MeetingForm
from scorecard_desktop.ui.views.pack_checklist import PackChecklist
from scorecard_desktop.ui.views.pack_preview import PackPreview
from scorecard_desktop.ui.views.page import Page
from scorecard_desktop.ui.views.period_choices import PeriodChoices
from scorecard_desktop.ui.views.published_packs import PublishedPacks
from scorecard_desktop.ui.views.template_tools import TemplateTools
from scorecard_desktop.ui.views.written_pack import WrittenPack

if TYPE_CHECKING:
    from scorecard_desktop.domain.publication import Publication
    from scorecard_desktop.domain.template import Template
    from scorecard_desktop.services.packer import PackRequest, PackResult
    from scorecard_desktop.services.preview import Preview
    from scorecard_desktop.ui.models.attention import Attention
    from scorecard_desktop.ui.models.pack_forms import PackForm

_BESIDE = 900
"""Pixels at the usual text size: from this width on, the pages stand beside what makes them; else they are a tab."""
_PARTS = ("items", "meeting", "periods", "checklist", "published")


class PackPage(Page):
    """Everything that is chosen or written is kept in the store as a step; the one button asks where the pack goes."""

    refused = Signal(str)
    news = Signal(str)
    exported = Signal()
    """A pack has been written."""
    wants_page = Signal(object)
    """The ``ToDo`` whose page should be shown."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Pack", parent)
        self._tasks = tasks
        self._seen: Attention | None = None
        self._drawn_with: Template | None = None
        self.result: PackResult | None = None
        self.entering = Entering(store, self)
        self.entering.refused.connect(self.refused)
        self.entering.news.connect(self.news)
        self.templates = TemplateTools(theme, store, self.entering, self)
        self.items = ItemList(theme, store, self.entering, self.templates.ask_own)
        self.meeting = MeetingForm(store, self.entering)
        self.periods = PeriodChoices(store, self.entering)
        self.checklist = PackChecklist(theme)
        self.checklist.wanted.connect(self._open_line)
        self.published = PublishedPacks(theme, store, tasks, self.entering)
        self.published.news.connect(self.news)
        self.preview = PackPreview(theme, tasks, self._to_draw)
        self.preview.drawn.connect(self._drawn_anew)
        self.items.wants_page.connect(self.preview.go_to)
        self.look = QPushButton()
        self.look.setProperty("kind", "quiet")
        self.look.clicked.connect(lambda _=False: self.show_part("checklist"))
        self.export = QPushButton("Export pack…")
        self.export.setProperty("kind", "primary")
        self.export.clicked.connect(self.ask_where)
        self.written = WrittenPack()
        self.written.publish.clicked.connect(self._ask_publishing)
        self._lay_out()
        store.whole.connect(self.preview.note_change)

    def _lay_out(self) -> None:
        self.tools.addWidget(self.templates.chooser)
        self.tools.addWidget(self.templates.more)
        self.tools.add_right(self.look)
        self.tools.addWidget(self.export)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Parts of the pack")
        self.tabs.tabBar().setAccessibleName("Parts of the pack")
        self.tabs.tabBar().setDrawBase(False)
        parts: tuple[QWidget, ...] = (self.items, self.meeting, self.periods, self.checklist, self.published)
        for part, name in zip(parts, _PARTS, strict=True):
            self.tabs.addTab(part, name.capitalize())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        left = QWidget()
        inset = QVBoxLayout(left)
        inset.setContentsMargins(SPACE_6, SPACE_3, SPACE_3, 0)
        inset.addWidget(self.tabs)
        self._split.addWidget(left)
        self._split.addWidget(self.preview)
        self._split.setStretchFactor(0, 6)
        self._split.setStretchFactor(1, 7)
        above = QHBoxLayout()
        above.setContentsMargins(SPACE_6, 0, SPACE_6, 0)
        above.addWidget(self.written)
        self.body.addLayout(above)
        self.body.addWidget(self._split, 1)
        self.theme.changed.connect(self._arrange)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.preview.watch(watched=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preview.watch(watched=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """The pages beside the rest where there is room for both, else a tab of their own."""
        beside = self.width() >= self.theme.pixels(_BESIDE)
        at = self.tabs.indexOf(self.preview)
        if beside and at >= 0:
            self.tabs.removeTab(at)
            self._split.addWidget(self.preview)
            self.preview.show()
        elif not beside and at < 0:
            self.tabs.addTab(self.preview, "Pages")
        if beside:
            self._split.setSizes([self.width() * 6 // 13, self.width() * 7 // 13])

    def show_book(self) -> None:
        self.templates.show_book()
        template = self.templates.template
        self.summary.setText(self.templates.purpose)
        known = self.preview.preview if template == self._drawn_with else None  # until it is drawn again
        self.items.show_template(template, known, is_own=self.templates.is_own)
        self.meeting.show_book()
        self.periods.show_book()
        self.published.show_book()
        self.written.publish.setEnabled(not self.store.read_only)
        packs = len(self.published.listing.things)
        self.tabs.setTabText(_PARTS.index("published"), f"Published {packs}" if packs else "Published")
        self.preview.note_change()
        if self.attention is not self._seen:  # after a change it is worked out anew, a little at a time
            self.show_attention()

    def show_attention(self) -> None:
        """The checklist, once what it counts has been worked out."""
        self._seen = self.attention
        if self.attention.overview is None:
            lines = None
        else:
            from scorecard_desktop.services.checklist import checklist

            lines = checklist(self.store.ledger, self.request, self.templates.template, date.today())
        self.checklist.show_lines(lines)
        self.look.setText(self.checklist.words)
        self.look.setVisible(bool(lines))
        self.look.setAccessibleName(self.checklist.spoken)
        self.look.setToolTip(f"{self.checklist.spoken}. Look at it before the pack goes out")
        self.tabs.setTabText(_PARTS.index("checklist"), f"Checklist {len(lines)}" if lines else "Checklist")

    def take_focus(self) -> None:
        self.items.table.setFocus()

    def flush(self) -> None:
        self.meeting.flush()

    def show_part(self, name: str) -> None:
        """Show a part of the page and put the keyboard there."""
        self.tabs.setCurrentIndex(_PARTS.index(name))
        part = self.tabs.currentWidget()
        if isinstance(part, MeetingForm | PeriodChoices | PackChecklist | PublishedPacks):
            part.take_focus()
        else:
            self.items.table.setFocus()

    @property
    def request(self) -> PackRequest:
        """What is asked of the pack, as the store has it."""
        from scorecard_desktop.services.packer import request_from

        return replace(request_from(self.store.book), template=self.templates.template.name)

    @Slot()
    def ask_where(self) -> None:
        """Ask in which form the pack is written and where, then write it."""
        from scorecard_desktop.services.places import papers_folder
        from scorecard_desktop.ui.views.export_pack import ExportPack

        self.flush()
        self.catch_up()
        day = self.meeting.date.isoformat()
        suggested = papers_folder(self.store.path) / f"{self.store.path.stem} pack {day}.pdf"
        dialog = ExportPack(
            self.theme,
            self.templates.template.title,
            suggested,
            self.checklist.lines,
            self.window(),
            begin_with=self.preview.tools.form,
            public=self.preview.tools.public.isChecked(),
        )
        dialog.asked.connect(self._export)
        dialog.wants_checklist.connect(lambda: self.show_part("checklist"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, form: PackForm, path: Path, public: bool) -> None:
        self.draw(path, replace(self.request, public=public, variant=form.variant.value))

    def draw(self, path: Path, request: PackRequest | None = None) -> None:
        """Write the pack to a file, off the window's thread, from the figures as they are now."""
        book, asked, session = self.store.book.copy(), request or self.request, self.store.session

        def make(progress: Report, cancelled: Callable[[], bool]) -> PackResult:
            from scorecard_desktop.services.packer import make_pack

            dated = replace(asked, moment=session.last_changed)
            return make_pack(book, path, dated, progress=progress, cancelled=cancelled)

        self.export.setEnabled(False)
        task = self._tasks.run(f"Drawing {path.name}", make, self._written, self._not_written)
        task.ended.connect(self._may_export)

    @Slot()
    def _may_export(self) -> None:
        self.export.setEnabled(True)

    def _written(self, result: PackResult) -> None:
        self.result = result
        self.written.show_result(result)
        self.exported.emit()
        self.news.emit(f"Exported {Path(result.path).name}, {result.extent}")

    def _not_written(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.refused.emit(reason.message)

    @Slot()
    def _ask_publishing(self) -> None:
        """What the pack shows is looked up off the window's thread: it may be thousands of figures."""
        result = self.result
        if result is None:
            return

        def look(*_: object) -> Publication:
            from scorecard_desktop.services.packer import publication_of

            return publication_of(result)

        self._tasks.run(
            "Looking up what the pack shows", look, lambda pack: self.published.ask_publishing(result, pack)
        )

    def _to_draw(self) -> tuple[Book, PackRequest] | None:
        return (self.store.book.copy(), self.request) if self.store.book.is_whole else None

    @Slot(object)
    def _drawn_anew(self, preview: Preview | None) -> None:
        template = self._drawn_with = self.templates.template
        self.items.show_template(template, preview, is_own=self.templates.is_own)

    @Slot(object)
    def _open_line(self, line: ToDo) -> None:
        if line.page in _PARTS:
            self.show_part(line.page)
        else:
            self.wants_page.emit(line)
