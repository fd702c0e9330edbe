"""What the window offers to narrow an item by is what the pack goes by."""

from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.template import ItemKind, Narrowing, PackItem, Template
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import plain_text
from support.books import pack_book


def said(book, item):
    template = Template("one", "One", "", (item,))
    made = build_pack(book, Meeting("", date(2018, 7, 10)), created=datetime(2018, 7, 1, tzinfo=UTC), template=template)
    return plain_text(made)


@pytest.fixture(scope="module")
def book():
    held = pack_book()
    held.apply([Change(None, Scorecard("empty", 9, "Empty", held.scorecards()[0].frequency))])
    return held


OF_A_PACK_BEFORE = (ItemKind.CHANGES,)
"""What says nothing of a book in which no pack has been published."""


@pytest.mark.parametrize(
    "kind",
    [kind for kind in ItemKind if Narrowing.INDICATORS in kind.narrowed_by and kind not in OF_A_PACK_BEFORE],
)
def test_that_an_item_is_narrowed_to_a_scorecard_and_to_an_indicator(book, kind):
    card = book.scorecards()[0]
    whole, none = said(book, PackItem(kind)), said(book, PackItem(kind, scorecards=("empty",)))
    some = [said(book, PackItem(kind, indicators=(one.id,))) for one in book.indicators(card.id)]
    assert whole != none
    one_file = kind is ItemKind.SOURCES  # all of this book's indicators came in the same workbook
    assert one_file or any(one != whole for one in some)


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if not kind.narrowed_by])
def test_that_an_item_that_cannot_be_narrowed_is_always_shown_whole(book, kind):
    one = book.indicators(book.scorecards()[0].id)[0].id
    assert said(book, PackItem(kind, ("empty",), (one,), ("North",))) == said(book, PackItem(kind))
