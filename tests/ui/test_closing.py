"""A file that is closed leaves nothing of its pages, its panel and its figures behind."""

from __future__ import annotations

import gc
import weakref
from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.views.pages import PAGE_NAMES


def let_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    gc.collect()


def alive() -> Counter[str]:
    """How many there are of each kind of thing of ours that belongs to one open file."""
    ours = (one for one in gc.get_objects() if isinstance(one, QObject | Book | Ledger | Session))
    return Counter(type(one).__name__ for one in ours if type(one).__module__.startswith("scorecard_desktop"))


def test_that_files_opened_one_after_another_leave_no_page_panel_or_book_behind(qtbot, window, store_path, collecting):
    window.whole.connect(collecting.settle)
    found: list[Counter[str]] = []
    children: list[int] = []
    for _ in range(4):
        assert window.workspace is not None
        for page in PAGE_NAMES:
            window.workspace.go_to(page)
            qtbot.wait(20)
        closed = weakref.ref(window.workspace.store)
        window.open(store_path)
        qtbot.waitUntil(lambda closed=closed: closed() is None or window.workspace.store is not closed())
        qtbot.waitUntil(lambda: window.workspace is not None and window.settled, timeout=20000)
        let_go()
        gc.unfreeze()  # or what lasts is not looked through
        found.append(alive())
        gc.freeze()
        children.append(len(window.findChildren(QAction)))
    grown = {kind: (found[1][kind], count) for kind, count in found[3].items() if count > found[1][kind]}
    assert not grown
    assert children[3] == children[1]


def test_that_what_a_task_s_work_held_is_let_go_of_when_it_has_ended(qtbot):
    class Held:
        pass

    owner, held = QObject(), Held()
    done: list[object] = []
    tasks = Tasks(owner)
    tasks.run("Holding", lambda *_, held=held: type(held), done.append)
    qtbot.waitUntil(lambda: done == [Held])
    gone = weakref.ref(held)
    del held
    tasks.stop()
    let_go()
    assert gone() is None
    owner.deleteLater()
