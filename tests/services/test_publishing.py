"""A pack published, changed figures explained, and the next pack that tells of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Dismissal
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.exporting.document import Heading, Table
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import plain_text
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.packer import PackRequest, make_pack, publication_of
from scorecard_desktop.services.publishing import publication_rows, publish, with_reason, withdraw
from scorecard_desktop.services.session import Session
from support.small_book import CARD, IND, book, columns, figure, indicator, relative, target

NOW = datetime(2018, 5, 9, 10, 30, tzinfo=UTC)
MAY, JUNE = (PackRequest(committee="Children’s Services", date=date(2018, n, 8 + n % 2)) for n in (5, 6))
FORECAST = replace(figure("2018-19", "95"), flags=frozenset({Symbol.FORECAST}))


@pytest.fixture
def held():
    return book(
        indicator(), columns("2018-03", "2018-04"), target("90"), relative("10"),
        figure("2018-03", "85"), figure("2018-04", "60"), FORECAST,
    )  # fmt: skip


@pytest.fixture
def published(held, tmp_path) -> Publication:
    """The book after its May pack has gone out."""
    made = make_pack(held, tmp_path / "May.pdf", MAY)
    step = publish(held, publication_of(made), "Pat", NOW)
    held.apply(step.changes)
    (pack,) = held.all(Publication)
    return pack


def test_that_a_publication_keeps_which_pack_it_was_and_what_it_showed(published, tmp_path):
    assert published.name == "the pack of 9 May 2018"
    assert (published.who, published.published) == ("Pat", "2018-05-09T10:30:00+00:00")
    assert (published.committee, published.template, published.file) == ("Children’s Services", "full", "May.pdf")
    assert published.file_hash == sha256((tmp_path / "May.pdf").read_bytes()).hexdigest()
    assert published.periods == ((CARD, "2018-04"),)
    shown = published.shown(IND)
    assert {key: (f.value, f.rag, f.text) for key, f in shown.items()} == {
        ("2018-03", ""): (Decimal(85), Rag.AMBER, "85.0%"),
        ("2018-04", ""): (Decimal(60), Rag.RED, "60.0%"),
        ("2018-19", ""): (Decimal(95), Rag.GREEN, "95.0% [f]"),
    }


def test_that_what_was_drawn_is_published_whatever_has_changed_since(held, tmp_path):
    made = make_pack(held, tmp_path / "May.pdf", MAY)
    held.apply(change_value(held, IND, "2018-03", "86").changes)
    held.apply(publish(held, publication_of(made), "Pat", NOW).changes)
    assert [f.message for f in check(held) if f.rule == "restated"] == [
        "Mar 2018 is 86.0%, but the pack of 9 May 2018 showed 85.0%."
    ]


def test_that_the_same_file_is_published_once(held, published):
    with pytest.raises(Refusal, match="published already: it is the pack of 9 May 2018"):
        publish(held, published, "Sam", NOW)


def test_that_a_publication_is_withdrawn_with_a_reason(held, published):
    with pytest.raises(Refusal, match="Say why"):
        withdraw(held, published.id, " ")
    with pytest.raises(Refusal, match="not among"):
        withdraw(held, "gone", "A mistake.")
    step = withdraw(held, published.id, "It was the draft.")
    assert (step.label, step.why) == ("withdrawal of the pack of 9 May 2018", "It was the draft.")
    held.apply(step.changes)
    assert publication_rows(held) == []


def test_that_a_change_with_its_reason_is_no_finding_and_goes_into_the_next_pack(held, published):
    step = change_value(held, IND, "2018-03", "86.4")
    reasoned = with_reason(held, step, "Two late returns.", "Sam", NOW)
    assert reasoned.why == "Two late returns."
    held.apply(reasoned.changes)
    assert [f for f in check(held) if f.rule == "restated"] == []
    words = plain_text(build_pack(held, meeting(JUNE), created=NOW))
    assert "Restated figures" in words
    for part in ("85.0%", "86.4%, revised", "Two late returns. (Sam, 9 May 2018)", "[r] revised"):
        assert part in words
    assert "86.4 [r]" in words  # on the dashboard


def test_that_a_change_without_a_reason_is_a_finding_and_the_pack_says_that_there_is_none(held, published):
    held.apply(change_value(held, IND, "2018-03", "").changes)
    (finding,) = [f for f in check(held) if f.rule == "restated"]
    assert finding.message == "Mar 2018 is no figure, but the pack of 9 May 2018 showed 85.0%."
    words = plain_text(build_pack(held, meeting(JUNE), created=NOW))
    assert "taken out" in words
    assert "No reason has been given yet." in words


def test_that_a_reason_given_twice_for_one_figure_is_kept_as_the_last(held, published):
    for value, why in (("86.4", "Late."), ("87", "Later."), ("86.4", "Late after all.")):
        held.apply(with_reason(held, change_value(held, IND, "2018-03", value), why, "Sam", NOW).changes)
    assert sorted(d.reason for d in held.all(Dismissal)) == ["Late after all.", "Later."]


def test_that_a_figure_put_back_needs_no_reason(held, published):
    held.apply(change_value(held, IND, "2018-03", "86").changes)
    back = with_reason(held, change_value(held, IND, "2018-03", "85"), "It was a slip.", "Sam", NOW)
    assert [change.record.record_kind for change in back.changes] == ["observation"]


def test_that_the_next_pack_ends_what_it_told(held, published, tmp_path):
    held.apply(change_value(held, IND, "2018-03", "86.4").changes)
    held.apply(publish(held, publication_of(make_pack(held, tmp_path / "June.pdf", JUNE)), "Pat").changes)
    assert [f for f in check(held) if f.rule == "restated"] == []
    headings = [
        b.words
        for s in build_pack(held, meeting(JUNE), created=NOW).sections
        for b in s.blocks
        if isinstance(b, Heading)
    ]
    assert "Restated figures" not in headings


def test_that_publications_are_kept_in_the_store_with_their_figures(tmp_path, held):
    with Session.open(tmp_path / "s.scorecard", who="Pat") as session:
        session.commit(ChangeSet("first", tuple(Change(None, r) for r in held.records())))
        made = make_pack(session.book, tmp_path / "May.pdf", MAY)
        session.commit(publish(session.book, publication_of(made), session.who, NOW))
        (row,) = publication_rows(session.book)
        assert (row["figures"], row["periods"]) == (3, {CARD: "2018-04"})
    with Session.open(tmp_path / "s.scorecard", read_only=True) as session:
        (pack,) = session.book.all(Publication)
        assert pack.shown(IND)["2018-04", ""].rag is Rag.RED


def meeting(asked: PackRequest) -> Meeting:
    return Meeting(
        committee=asked.committee, date=asked.date or date.today(), title=asked.title, council="", report_author="",
        responsible_officer="", item="", marking="", summary="", recommendations=(),
    )  # fmt: skip


def test_that_restated_figures_stand_in_a_table_of_their_own(held, published):
    held.apply(change_value(held, IND, "2018-03", "86.4").changes)
    document = build_pack(held, meeting(JUNE), created=NOW)
    section = next(
        s for s in document.sections if any(isinstance(b, Heading) and b.key == "restated" for b in s.blocks)
    )
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [column.header for column in table.columns] == [
        "Indicator",
        "Period",
        "Published",
        "Pack of",
        "Now",
        "Why",
    ]
