"""What is no longer used is collected on the window's thread and on no other."""

import gc
import threading
import weakref

import pytest

from scorecard_desktop.ui.collecting import Collecting


class Loop:
    def __init__(self):
        self.itself = self


@pytest.fixture
def collecting(qapp):
    made = Collecting(qapp)
    yield made
    made.end()
    made.deleteLater()


def test_that_a_worker_s_thread_collects_nothing_however_much_it_makes(collecting):
    gone = weakref.ref(Loop())
    worker = threading.Thread(target=lambda: [Loop() for _ in range(20_000)])
    worker.start()
    worker.join()
    assert gone() is not None
    collecting.look()
    assert gone() is None


def test_that_it_is_collected_by_and_by_while_the_window_waits(qtbot, collecting):
    gone = weakref.ref(Loop())
    [Loop() for _ in range(20_000)]
    qtbot.waitUntil(lambda: gone() is None)


def test_that_what_lasts_is_not_looked_through_again_and_is_let_go_in_the_end(qapp):
    was = gc.isenabled()
    made = Collecting(qapp)
    made.settle()
    assert gc.get_freeze_count() > 0
    made.end()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled() is was
    made.deleteLater()


def test_that_what_was_taken_for_lasting_is_let_go_of_when_another_file_has_been_opened(collecting):
    loop = Loop()
    gone = weakref.ref(loop)
    collecting.settle()
    del loop
    collecting.settle()
    assert gone() is None
