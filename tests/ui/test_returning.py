"""Closing and reopening comes back to the same place; another store has a place of its own."""

from __future__ import annotations

from pathlib import Path

from scorecard_desktop.ui.models.arrangement import Span
from scorecard_desktop.ui.settings import Place, Remembered
from ui.books import PERIODS, make_store

MARCH = PERIODS[11].code


def test_that_reopening_comes_back_to_the_cell_the_filter_and_the_panel(open_window, store_path):
    first = open_window(store_path)
    page = first.workspace.scorecard
    page.find_box.setText("held")
    page.set_span(Span.SIX)
    page.go_to("6.4", MARCH)
    first.actions_["panel"].trigger()
    sizes = first.workspace.splitter.sizes()
    first.close()
    again = open_window(store_path).workspace
    assert again.page_name == "scorecard"
    assert again.scorecard.place == ("6.4", MARCH)
    assert again.scorecard.find_box.text() == "held"
    assert again.scorecard.span.currentData() is Span.SIX
    assert not again.panel.isVisible()
    assert not again.panel_open
    assert again.splitter.sizes()[0] == sizes[0]


def test_that_reopening_comes_back_to_the_page(open_window, store_path):
    first = open_window(store_path)
    first.workspace.go_to("findings")
    first.close()
    assert open_window(store_path).workspace.page_name == "findings"


def test_that_each_store_has_its_own_place(open_window, store_path, tmp_path):
    other = make_store(tmp_path / "other.scorecard")
    window = open_window(store_path)
    window.workspace.go_to("risks")
    window.close()
    window = open_window(other)
    assert window.workspace.page_name == "scorecard"
    window.close()
    assert open_window(store_path).workspace.page_name == "risks"


def test_that_a_place_that_is_gone_gives_the_first(open_window, store_path):
    Remembered().keep_place(store_path, Place(page="no such page", scorecard="gone", indicator="x", period="y"))
    workspace = open_window(store_path).workspace
    assert workspace.page_name == "overview"
    workspace.go_to("scorecard")
    assert workspace.scorecard.place[0] == "5.4"


def test_that_a_damaged_file_of_settings_is_begun_anew(tmp_path):
    file = tmp_path / "window.ini"
    file.write_bytes(b"\xff\xfe\0[place\0\0")
    remembered = Remembered(file)
    assert remembered.place(Path("x")) == Place()
    assert remembered.text_scale == 1.0


def test_that_recent_files_are_those_that_still_exist(tmp_path):
    remembered = Remembered(tmp_path / "window.ini")
    one, two = tmp_path / "one.scorecard", tmp_path / "two.scorecard"
    for path in (one, two):
        path.touch()
        remembered.opened(path)
    assert remembered.recent == [two, one]
    one.unlink()
    assert Remembered(tmp_path / "window.ini").recent == [two]
