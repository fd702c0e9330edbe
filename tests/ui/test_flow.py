"""Tools in a row that goes on in a second one: none is cut, whatever the room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.flow import Flow


@pytest.fixture
def tools(qtbot, theme):
    row = QWidget()
    qtbot.addWidget(row)
    flow = Flow(row)
    parts = [FindBox("Find an indicator"), QPushButton("A filter of some width"), QPushButton("Arrange")]
    flow.addWidget(parts[0])
    flow.addWidget(parts[1])
    flow.add_right(parts[2])
    row.show()
    return row, flow, parts


def laid_out(tools, width: int):
    row, flow, parts = tools
    row.resize(width, flow.heightForWidth(width))
    flow.activate()
    return [part.geometry() for part in parts]


def test_that_with_room_all_stand_in_one_row_and_the_last_at_the_right(tools):
    find, choose, arrange = laid_out(tools, 800)
    assert find.center().y() == choose.center().y() == arrange.center().y()
    assert arrange.right() == 799
    assert find.size() == tools[2][0].sizeHint()


def test_that_the_find_box_gives_way_before_another_row_is_begun(tools):
    find, choose, arrange = tools[2]
    width = find.minimumSizeHint().width() + choose.sizeHint().width() + arrange.sizeHint().width() + 16 + 10
    places = laid_out(tools, width)
    assert len({place.center().y() for place in places}) == 1
    assert places[0].width() == find.minimumSizeHint().width() + 10
    assert places[2].right() == width - 1


@pytest.mark.parametrize("width", range(160, 800, 40))
def test_that_no_button_is_narrower_than_its_words_nor_outside(tools, width):
    places = laid_out(tools, width)
    for part, place in zip(tools[2][1:], places[1:], strict=True):
        assert place.width() >= min(part.sizeHint().width(), width)
    assert all(place.left() >= 0 and place.right() < width for place in places if place.width() <= width)
    assert max(place.bottom() for place in places) < tools[1].heightForWidth(width)
