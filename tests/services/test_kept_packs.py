"""Published packs are kept byte for byte, and two of them can be compared whatever has become of the store since."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.pack_state import Otherwise, differences, last_pack, state_now, state_of
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskReview
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import plain_text
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.packer import PackRequest, make_pack
from scorecard_desktop.services.publishing import compare_packs, keep_and_publish, open_published
from scorecard_desktop.services.session import Session
from support.books import pack_book

JULY = PackRequest(committee="Children’s Services", date=date(2018, 7, 10))
SEPTEMBER = PackRequest(committee="Children’s Services", date=date(2018, 9, 11))


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "council.scorecard", who="Pat") as opened:
        opened.commit(ChangeSet("figures", tuple(Change(None, record) for record in pack_book().records())))
        yield opened


def publish(session, tmp_path, request, name):
    made = make_pack(session.book, tmp_path / name, request)
    pack, kept = keep_and_publish(session, made)
    kept.result()
    return pack, made


def red_row(session):
    (card, *_) = session.book.scorecards()
    return next(row for row in rated_rows(session.book, card.id) if row.rating.rag is Rag.RED)


def test_that_a_published_pack_comes_out_as_it_went_in_after_its_file_is_gone(session, tmp_path):
    pack, made = publish(session, tmp_path, JULY, "July.pdf")
    was = made.path.read_bytes()
    made.path.unlink()
    again = open_published(session, pack.id, tmp_path / "again.pdf")
    assert again.read_bytes() == was
    assert open_published(session, "1", tmp_path).name == "July.pdf"


def test_that_packs_are_numbered_as_they_go_out(session, tmp_path):
    first, _ = publish(session, tmp_path, JULY, "July.pdf")
    second, _ = publish(session, tmp_path, SEPTEMBER, "September.pdf")
    assert (first.number, second.number) == (1, 2)


def test_that_a_file_which_was_changed_since_is_not_published(session, tmp_path):
    made = make_pack(session.book, tmp_path / "July.pdf", JULY)
    made.path.write_bytes(made.path.read_bytes() + b"\n")
    with pytest.raises(Refusal, match="has been changed since it was exported"):
        keep_and_publish(session, made)
    assert session.kept_file(made.file_hash) is None


def test_that_a_pack_published_before_packs_were_kept_says_so(session, tmp_path):
    pack, _ = publish(session, tmp_path, JULY, "July.pdf")
    older = replace(pack, id="older", file_hash="c0ffee")
    session.commit(ChangeSet("an older one", (Change(None, older),)))
    with pytest.raises(Refusal, match="before packs were kept here"):
        open_published(session, "older", tmp_path / "x.pdf")
    with pytest.raises(Refusal, match="There is no published pack “7”"):
        open_published(session, "7", tmp_path / "x.pdf")


def test_that_a_changed_rating_is_told_with_both_figures(session, tmp_path):
    first, _ = publish(session, tmp_path, JULY, "July.pdf")
    row = red_row(session)
    session.commit(change_value(session.book, row.indicator.id, row.period.code, "100"))
    second, _ = publish(session, tmp_path, SEPTEMBER, "September.pdf")
    (told,) = [one for one in compare_packs(session.book, "1", "2") if one["what"] == "indicator"]
    assert told["name"] == row.indicator.title
    assert (told["change"], "red" in str(told["before"]), "green" in str(told["after"])) == ("rating", True, True)
    assert compare_packs(session.book, str(first.number), str(first.number)) == []
    assert second.number == 2


def test_that_the_next_pack_has_a_section_of_what_changed(session, tmp_path):
    meeting = Meeting("Children’s Services", date(2018, 9, 11))
    created = datetime(2018, 9, 1, tzinfo=UTC)
    assert "Changes since last time" not in plain_text(build_pack(session.book, meeting, created=created))
    publish(session, tmp_path, JULY, "July.pdf")
    assert "No rating has changed." in plain_text(build_pack(session.book, meeting, created=created))
    row = red_row(session)
    session.commit(change_value(session.book, row.indicator.id, row.period.code, "100"))
    words = plain_text(build_pack(session.book, meeting, created=created))
    assert "Compared with the pack of 10 July 2018 (number 1, Performance report)." in words
    assert "Better rating" in words


def test_that_risks_are_compared_as_they_stood_then(session, tmp_path):
    pack, _ = publish(session, tmp_path, JULY, "July.pdf")
    assert last_pack(session.book) == pack
    before = state_of(session.book, pack)
    risk = session.book.risks()[0]
    review = session.book.reviews(risk.id)[-1]
    assert review.current.impact is not None
    lower = replace(review.current, impact=review.current.impact - 1)
    new = Risk("new", risk.register, 99, "RM99")
    changes = (
        Change(review, replace(review, current=lower, prospects=Rag.RED)),
        Change(None, new),
        Change(None, RiskReview("new", review.reviewed, "A new one")),
    )
    session.commit(ChangeSet("review", changes))
    found = differences(before, state_now(session.book, []))
    assert found.risks is not None
    assert [(one.what, one.after.number if one.after else "") for one in found.risks] == [
        (Otherwise.SCORE, risk.number),
        (Otherwise.PROSPECTS, risk.number),
        (Otherwise.NEW, "RM99"),
    ]


def test_that_a_pack_of_before_says_that_its_registers_were_not_kept(session, tmp_path):
    pack, _ = publish(session, tmp_path, JULY, "July.pdf")
    state = state_of(session.book, replace(pack, registers=""))
    assert (state.risks, state.budget) == (None, None)
    assert differences(state, state_now(session.book, [])).risks is None


def test_that_a_budget_total_that_moved_is_told_in_pounds(session, tmp_path):
    pack, _ = publish(session, tmp_path, JULY, "July.pdf")
    assert last_pack(session.book) == pack
    before = state_of(session.book, pack)
    assert before.budget
    moved = tuple(
        replace(one, forecast=one.forecast + Decimal(1)) if one.forecast is not None else one for one in before.budget
    )
    found = differences(before, replace(before, budget=moved))
    assert found.budget
    assert {one.what for one in found.budget} == {Otherwise.POSITION}
    assert not differences(before, before).budget


def test_that_an_indicator_that_is_gone_is_told(session, tmp_path):
    pack, _ = publish(session, tmp_path, JULY, "July.pdf")
    assert last_pack(session.book) == pack
    before = state_of(session.book, pack)
    rows = rated_rows(session.book, session.book.scorecards()[0].id, month(2018, 4))
    after = state_now(session.book, rows[1:])
    gone = [one for one in differences(before, after).indicators if one.what is Otherwise.GONE]
    assert rows[0].indicator.id in {one.indicator for one in gone}
