"""The items of a pack put into another order with the mouse, in a real window."""

from __future__ import annotations

import time

import pytest

from e2e.conftest import RealWindow, read
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem
from scorecard_desktop.domain.templates import own_templates
from scorecard_desktop.services.pack_details import choose_template, make_own_template
from scorecard_desktop.services.session import Session
from scorecard_desktop.services.templating import arrange
from ui.books import make_store

KINDS = (ItemKind.CONTENTS, ItemKind.DASHBOARD, ItemKind.EXCEPTIONS, ItemKind.RISKS, ItemKind.RECOMMENDATIONS)


def items(path):
    """The order of the items as the file has it."""
    with Session.open(path, read_only=True) as session:
        (made,) = own_templates(session.book)
        return tuple(item.kind for item in made.items)


def upper_part_of(parts, words):
    """The upper half of the first cell that says this: what is let go there comes before it."""
    named = {part["name"]: part["place"] for part in parts if part["place"]}
    found = next((box for name, box in named.items() if name.startswith(words)), None)
    assert found, f"{words} is not among {list(named)}"
    left, top, wide, high = found
    return left + min(wide // 2, 60), top + high // 4


@pytest.mark.e2e
def test_that_an_item_is_dragged_down_and_another_up_with_the_mouse(display, bus, tmp_path, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    store = make_store(tmp_path / "barchester.scorecard")
    with Session.open(store) as session:
        session.commit(make_own_template(session.book, "Ours", BUILT_IN[3]))
        (made,) = own_templates(session.book)
        session.commit(arrange(session.book, made.name, [PackItem(kind) for kind in KINDS]))
        (made,) = own_templates(session.book)
        session.commit(choose_template(session.book, made))
    arguments = ["--store", str(store), "--size", "1366x768", "--page", "pack"]
    window = RealWindow(display, arguments, tmp_path / "said.txt", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    try:
        window.wait_for("barchester – Scorecard Desktop")
        time.sleep(2)
        parts = read(window)
        window.drag(upper_part_of(parts, "Item, Contents"), upper_part_of(parts, "Item, Risk register"))
        time.sleep(1)
        parts = read(window)
        window.drag(upper_part_of(parts, "Item, Recommendations"), upper_part_of(parts, "Item, Exceptions"))
        time.sleep(1)
        window.press("ctrl+q")
        assert window.process.wait(30) == 0, (tmp_path / "said.txt").read_text()
    finally:
        window.end()
    contents, dashboard, exceptions, risks, recommendations = KINDS
    assert items(store) == (dashboard, recommendations, exceptions, contents, risks)
