"""Scrolling a page of the scorecard, against the same of a bare QTableView over the same strings. Goal: at most 1.5.

2,000 indicators by 60 periods. The two tables have one size, one number of columns in sight and one row height, and
take turns in one process; each time is the least of the rounds' medians. A page is scrolled and everything painted.
The first time, cells are rated and drawn: with a pause after each page, as an officer reads, and without one. Times
are the processor's, so that what else the machine does is left out.
"""

import os
import statistics
import sys
from time import perf_counter, process_time
from typing import cast

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.arrangement import Span
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.scorecard_page import ScorecardPage
from support.large_book import INDICATORS, PERIODS, large_book

SIZE = (1166, 700)
PAGES = 40
ROUNDS = 5
PAUSE = 0.2
GOAL = 1.5
FRAME = 16.7


class Held:
    """A session that keeps nothing."""

    read_only = False

    def __init__(self, book: Book) -> None:
        self.book = book
        self.ledger = Ledger(book)


def bare_table(page: ScorecardPage) -> QTableView:
    """The same strings in Qt's own model and view, as wide and as high."""
    grid, ours = page.grid, page.table
    model = QStandardItemModel(grid.rowCount(), grid.columnCount())
    for row in range(grid.rowCount()):
        for column in range(grid.columnCount()):
            model.setItem(row, column, QStandardItem(str(grid.index(row, column).data() or "")))
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ours.rowHeight(1))
    table.resize(ours.size())
    for column in range(grid.columnCount()):
        table.setColumnWidth(column, ours.columnWidth(column))
    return table


def frames(table: QTableView, first: int, pages: int = PAGES, pause: float = 0) -> list[float]:
    """Milliseconds for each page scrolled and painted from a page on, with seconds of a pause after each.

    Pages less than none are scrolled upwards.
    """
    bar, height = table.verticalScrollBar(), table.viewport().height()
    bar.setValue(first * height)
    QApplication.processEvents()
    took = []
    for _ in range(abs(pages)):
        begun = process_time()
        bar.setValue(bar.value() + (height if pages > 0 else -height))
        QApplication.processEvents()
        took.append((process_time() - begun) * 1000)
        until = process_time() + pause
        while process_time() < until:
            QApplication.processEvents()
    return took


def main() -> None:
    """Measure and print."""
    application = QApplication(sys.argv[:1])
    theme = Theme(application)
    page = ScorecardPage(theme, OpenStore(cast("Session", Held(large_book()))))
    page.resize(*SIZE)
    page.show_scorecard("s")
    page.set_span(Span.ALL)
    page.show()
    begun = perf_counter()
    while page.counting or perf_counter() - begun < 1:
        QApplication.processEvents()
    paced = frames(page.table, 0, PAGES // 2, PAUSE)
    first = frames(page.table, PAGES // 2, PAGES // 2)
    bare = bare_table(page)
    bare.show()
    QApplication.processEvents()
    ours_best = bare_best = float("inf")
    for number in range(ROUNDS):
        start, pages = (0, PAGES) if number % 2 == 0 else (PAGES, -PAGES)
        ours_best = min(ours_best, statistics.median(frames(page.table, start, pages)))
        bare_best = min(bare_best, statistics.median(frames(bare, start, pages)))
    print(f"{INDICATORS} indicators, {PERIODS} periods, {SIZE[0]}x{SIZE[1]}, milliseconds a page")
    print(f"bare QTableView               {bare_best:6.2f}")
    print(f"ours, cells kept              {ours_best:6.2f}  {ours_best / bare_best:.2f} of bare (goal at most {GOAL})")
    for name, times in ((f"ours, new, {PAUSE} s between", paced), ("ours, new, without a pause", first)):
        late = sum(took > FRAME for took in times)
        print(
            f"{name:28}  {statistics.median(times):6.2f}  worst {max(times):.1f}, later than a frame {late} of {len(times)}"
        )
    page.close()
    bare.close()


if __name__ == "__main__":
    main()
