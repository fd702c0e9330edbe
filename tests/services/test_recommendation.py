"""What the committee is asked to do: the officers' words, or a plain request that fits what the pack holds."""

from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services import packer
from support.books import pack_book

ASKED = packer.PackRequest("Committee", date(2018, 7, 10))


def recommended(book: Book, request: packer.PackRequest = ASKED) -> tuple[str, ...]:
    return packer._meeting(book, request).recommendations


def only(book: Book, *kinds: str) -> Book:
    return Book(record for record in book.records() if record.record_kind in kinds)


def test_that_without_words_of_its_own_a_pack_asks_to_consider_what_it_holds():
    book = pack_book()
    assert recommended(book) == (
        "considers the performance, risks and budget position reported, and the indicators reported by exception.",
    )
    assert recommended(only(book, "risk", "risk review")) == ("considers the risks reported.",)
    assert recommended(only(book, "risk", "budget table")) == ("considers the risks and budget position reported.",)


def test_that_officers_put_their_own_recommendations_one_on_each_line():
    book = pack_book()
    setting = Setting(Scope.COUNCIL, "", "pack.recommendations", "notes the figures;\n\n  agrees the actions. ")
    book.apply([Change(None, setting)])
    assert recommended(book, packer.request_from(book)) == ("notes the figures;", "agrees the actions.")


def test_that_a_pack_can_ask_for_nothing():
    assert recommended(pack_book(), replace(ASKED, recommendations=())) == ()
