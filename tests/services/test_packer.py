"""Packs: what the store says of them, and when there is none to make."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.packer import PackRequest, make_pack, request_from
from support.files import tree
from support.small_book import book, columns, figure, indicator, target


@pytest.fixture
def held() -> Book:
    return book(indicator(), columns("2018-04"), figure("2018-04", "81.7"), target("90"))


def test_that_the_store_s_own_settings_are_on_the_cover(held):
    kept = {"committee": "Committee A", "date": "2018-07-10", "marking": "OFFICIAL", "report_author": "Pat"}
    for name, value in kept.items():
        held.apply([Change(None, Setting(Scope.COUNCIL, "", f"pack.{name}", value))])
    asked = request_from(held)
    assert asked == PackRequest("Committee A", date(2018, 7, 10), marking="OFFICIAL", report_author="Pat")


def test_that_without_settings_the_request_is_the_plain_one(held):
    assert request_from(held) == PackRequest()


def test_that_a_pack_is_written_and_its_pages_counted(held, tmp_path):
    told: list[tuple[int, int, str]] = []
    made = make_pack(held, tmp_path / "pack.pdf", progress=lambda *said: told.append(said))
    assert made.path == tmp_path / "pack.pdf"
    assert made.pages >= 3
    assert told[-1][:2] == (made.pages, made.pages)
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")


def test_that_a_cancelled_pack_leaves_the_one_before(held, tmp_path):
    (tmp_path / "pack.pdf").write_text("before")
    before = tree(tmp_path)
    with pytest.raises(Cancelled):
        make_pack(held, tmp_path / "pack.pdf", cancelled=lambda: True)
    assert tree(tmp_path) == before


def test_that_a_pack_of_nothing_is_refused(tmp_path):
    with pytest.raises(Refusal, match="nothing to report"):
        make_pack(Book(), tmp_path / "pack.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_a_template_that_there_is_not_is_refused(held, tmp_path):
    with pytest.raises(Refusal, match="no pack template “poster”"):
        make_pack(held, tmp_path / "pack.pdf", PackRequest(template="poster"))
    assert list(tmp_path.iterdir()) == []
