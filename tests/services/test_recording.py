"""Records of the registers as they are typed: read, refused with the field's name, and taken back whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS
from scorecard_desktop.domain.meeting import AgendaItem, Meeting
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.programme import Highlight, Programme
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.recommendation import RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskReview, RiskTask, Score
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import RISK_SIZE
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.recording import (
    add_record,
    change_record,
    fields_of,
    move_record,
    remove_record,
    typed_of,
)
from support.records import one_of_each

SOURCE = Source("Register.xlsx", "c0ffee", "Risks", "B2", "3", "General")
REVIEW = RiskReview(
    "children/R1",
    date(2018, 7, 10),
    "Placements",
    current=Score(3, 4, 12),
    prospects=Rag.AMBER,
    target_date=date(2019, 3, 31),
    source=SOURCE,
)
RISK = Risk("children/R1", "children", 1, "R1")


@pytest.fixture
def book() -> Book:
    return Book([RISK, REVIEW])


def changed(book: Book, record, **typed):
    step = change_record(book, record, typed)
    book.apply(step.changes)
    return step


def test_that_every_field_of_every_form_is_a_column_of_its_record():
    for record_type, fields in ENTRY_FIELDS.items():
        columns = {column.name for column in codec(record_type).columns}
        assert {field.column for field in fields} <= columns, record_type


@pytest.mark.parametrize("record", [r for r in one_of_each() if type(r) in ENTRY_FIELDS], ids=lambda r: r.record_kind)
def test_that_a_form_kept_as_it_stood_changes_nothing(record):
    book = Book(one_of_each())
    assert change_record(book, record, typed_of(book, record)).changes == ()


def test_that_a_score_typed_anew_is_worked_out_and_no_longer_the_sheet_s(book):
    changed(book, REVIEW, current_likelihood="4", prospects="red", target_date="30/6/2019")
    after = book.get(RiskReview, "children/R1", "2018-07-10")
    assert after.current == Score(4, 4)
    assert after.current.value == 16
    assert after.prospects is Rag.RED
    assert after.target_date == date(2019, 6, 30)
    assert after.source is None


def test_that_a_score_left_alone_keeps_the_product_that_the_sheet_stated(book):
    changed(book, REVIEW, title="Cost of placements")
    assert book.get(RiskReview, "children/R1", "2018-07-10").current == Score(3, 4, 12)


def test_that_a_status_typed_anew_takes_the_place_of_the_source_s_words():
    review = RecommendationReview("r", date(2018, 7, 10), RecommendationStatus.NOT_YET, "Will be met once timely")
    book = Book([review])
    assert changed(book, review, status="Met").changes[0].after.stated == ""


def test_that_a_review_given_another_date_is_that_day_s_review(book):
    step = changed(book, REVIEW, reviewed="31 July 2018")
    assert [r.reviewed for r in book.reviews("children/R1")] == [date(2018, 7, 31)]
    book.apply(step.inverse.changes)
    assert book.reviews("children/R1") == [REVIEW]


def test_that_a_date_taken_by_another_review_is_refused(book):
    book.apply(add_record(book, replace(REVIEW, reviewed=date(2018, 8, 10)), {}).changes)
    with pytest.raises(Refusal, match="of that date already"):
        change_record(book, REVIEW, {"reviewed": "10 August 2018"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"target_date": "soon"}, "Target date: “soon” is not a date"),
        ({"current_impact": "6"}, "Current impact: “6” is not one of Not known, 1, 2, 3, 4, 5"),
        ({"prospects": "bright"}, "Prospects: “bright” is not one of Not stated, Red, Amber, Green"),
        ({"title": " "}, "Title: this must be filled in"),
    ],
)
def test_that_what_cannot_be_read_is_refused_with_its_field(book, typed, said):
    with pytest.raises(Refusal, match=said):
        change_record(book, REVIEW, typed)


def test_that_the_steps_of_a_score_are_those_of_the_council_s_matrix(book):
    book.apply(add_record_of_setting(book).changes)
    steps = next(f for f in fields_of(book, RiskReview) if f.column == "current_impact")
    assert [word for _, word in steps.choices] == ["Not known", "1", "2", "3", "4"]


def add_record_of_setting(book: Book):
    from scorecard_desktop.domain.change import Change, change_set

    return change_set("size", [Change(None, Setting(Scope.COUNCIL, "", RISK_SIZE.name, "4"))])


def test_that_what_belongs_to_a_record_goes_and_comes_back_with_it():
    book = Book(one_of_each())
    for kept in (Risk, Programme, Meeting):
        before = set(book.records())
        step = remove_record(book, book.all(kept)[0])
        book.apply(step.changes)
        gone = before - set(book.records())
        assert len(gone) > 1
        assert {type(r) for r in gone} >= {kept}
        book.apply(step.inverse.changes)
        assert set(book.records()) == before


def test_that_a_record_there_already_is_not_added_again(book):
    with pytest.raises(Refusal, match="There is a risk R1 already"):
        add_record(book, RISK, {})


def test_that_items_move_up_and_down_their_own_list_only():
    items = [AgendaItem(f"m/{n}", "m", n, f"Item {n}") for n in (1, 2, 3)]
    other = AgendaItem("o/1", "o", 1, "Other")
    book = Book([Meeting("m", "C", date(2018, 7, 10)), *items, other])
    book.apply(move_record(book, items[2], -1).changes)
    order = sorted(book.of(AgendaItem, "m"), key=lambda i: i.order)
    assert [item.title for item in order] == ["Item 1", "Item 3", "Item 2"]
    assert book.get(AgendaItem, "o/1") == other
    assert move_record(book, items[0], -1).changes == ()


def test_that_a_report_part_left_empty_says_nil_return():
    said = dict(Highlight("p", date(2018, 7, 10), achievements="Opened").parts)
    assert said["Achievements in this period"] == "Opened"
    assert said["Decisions required"] == "Nil return"


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(text=WORDS, progress=WORDS)
def test_that_any_words_typed_are_kept_as_they_stand_but_for_spaces_at_their_ends(text, progress):
    task = RiskTask("t", "r", 1, "first")
    book = Book([task])
    try:
        book.apply(change_record(book, task, {"text": text, "progress": progress}).changes)
    except Refusal:
        assert not text.strip()
        return
    after = book.get(RiskTask, "t")
    assert after is not None
    assert after.text == "\n".join(line.rstrip() for line in text.strip().splitlines())
    assert change_record(book, after, typed_of(book, after)).changes == ()
