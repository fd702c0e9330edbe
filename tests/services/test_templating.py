"""Officers' own templates: begun from another, put in order, narrowed, renamed and removed, each one step."""

from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.covering import texts_for
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem
from scorecard_desktop.domain.templates import own_templates, template_called, templates
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.services.packer import PackRequest, make_pack
from scorecard_desktop.services.templating import (
    arrange,
    new_template,
    remove_template,
    rename_template,
    write_for_meeting,
)
from support.books import pack_book


@pytest.fixture
def book():
    return pack_book()


def done(book, step: ChangeSet):
    book.apply(step.changes)
    return step


@pytest.fixture
def own(book):
    done(book, new_template(book, "  Our  pack ", BUILT_IN[0]))
    (made,) = own_templates(book)
    return made


def test_that_a_template_begins_with_the_items_of_another(book, own):
    assert (own.title, own.items) == ("Our pack", BUILT_IN[0].items)
    assert templates(book)[0] == own
    assert template_called(book, "our PACK") == own


def test_that_items_stand_in_the_order_in_which_they_are_put_and_narrowed(book, own):
    some = book.indicators(book.scorecards()[0].id)[0].id
    items = (PackItem(ItemKind.EXCEPTIONS), PackItem(ItemKind.DASHBOARD, indicators=(some,)))
    step = done(book, arrange(book, own.name, items))
    (made,) = own_templates(book)
    assert made.items == items
    pack = build_pack(book, Meeting("", date(2018, 7, 10)), created=datetime(2018, 7, 1, tzinfo=UTC), template=made)
    assert [leaf.text for leaf in reading_order(pack) if leaf.role == "H2"][-2:] == ["Exceptions", "Vital signs"]
    done(book, step.inverse)
    assert own_templates(book)[0].items == BUILT_IN[0].items
    with pytest.raises(Refusal, match="at least one item"):
        arrange(book, own.name, ())


def test_that_what_comes_with_the_program_is_not_changed(book):
    for step in (
        lambda: arrange(book, "full", BUILT_IN[1].items),
        lambda: rename_template(book, "full", "Mine"),
        lambda: remove_template(book, "full"),
    ):
        with pytest.raises(Refusal, match="comes with the program"):
            step()


@pytest.mark.parametrize("title", ["", "  ", "Full committee pack", "FULL", "our pack", "x" * 61])
def test_that_a_name_that_is_missing_taken_or_too_long_is_refused(book, own, title):
    with pytest.raises(Refusal):
        new_template(book, title, BUILT_IN[0])


def test_that_a_template_may_keep_its_own_name(book, own):
    done(book, rename_template(book, own.name, "OUR PACK"))
    assert own_templates(book)[0].title == "OUR PACK"


def test_that_a_template_goes_with_its_items(book, own):
    done(book, remove_template(book, own.name))
    assert own_templates(book) == []
    assert not any(record.record_kind == "template item" for record in book.records())


def test_that_a_pack_is_made_by_an_own_template_and_an_unknown_one_is_refused(book, own, tmp_path):
    done(book, arrange(book, own.name, (PackItem(ItemKind.RISKS),)))
    assert make_pack(book, tmp_path / "own.pdf", PackRequest(template="Our pack")).pages >= 2
    with pytest.raises(Refusal, match=r"no pack template “mine”\. There are our-pack, full"):
        make_pack(book, tmp_path / "no.pdf", PackRequest(template="mine"))
    assert not (tmp_path / "no.pdf").exists()


def test_that_a_text_is_written_changed_and_taken_away_for_one_meeting(book):
    day = date(2018, 7, 10)
    done(book, write_for_meeting(book, day, PackPart.LEGAL, " None. "))
    assert texts_for(book, day) == {PackPart.LEGAL: "None."}
    assert not write_for_meeting(book, day, PackPart.LEGAL, "None.").changes
    done(book, write_for_meeting(book, day, PackPart.LEGAL, ""))
    assert texts_for(book, day) == {}
