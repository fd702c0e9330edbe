"""The checklist before a pack goes out says what is open, and nothing of what the pack does not show."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.template import built_in
from scorecard_desktop.services.checklist import checklist
from scorecard_desktop.services.packer import PackRequest
from support.small_book import IND, book, columns, figure, indicator, relative, target

TODAY = date(2018, 5, 1)
READY = PackRequest(
    committee="Children’s Services",
    date=date(2018, 5, 9),
    summary="All well.",
    recommendations=("notes it.",),
    strategic_impact="Much.",
    implications=(("Legal implications", "None."),),
)


def lines(held, request=READY, name="full"):
    template = built_in(name)
    assert template is not None
    return {line.words: line for line in checklist(Ledger(held), request, template, TODAY)}


@pytest.fixture
def red():
    return book(indicator(), columns("2018-03", "2018-04"), target("90"), relative("10"), figure("2018-04", "60"))


def test_that_an_exception_without_a_comment_is_told_until_somebody_writes(red):
    (words,) = [words for words in lines(red) if "without a comment" in words]
    assert words == "1 exception without a comment"
    red.apply([Change(None, Commentary(IND, "2018-04", CommentaryPart.COMMENT, "A school closed."))])
    assert not [words for words in lines(red) if "without a comment" in words]


def test_that_a_target_without_a_tolerance_is_told(red):
    assert not [words for words in lines(red) if "tolerance" in words]
    bare = book(indicator(), columns("2018-04"), target("90"), figure("2018-04", "95"))
    assert [words for words in lines(bare) if "tolerance" in words] == [
        "1 target without a tolerance: missed by a little is red"
    ]


def test_that_errors_among_the_findings_come_first_with_their_rules():
    wrong = book(
        indicator(),
        columns("2018-04"),
        target("90"),
        replace(figure("2018-04", "60"), numerator=Decimal(1), denominator=Decimal(2)),
    )
    first = next(iter(lines(wrong).values()))
    assert first.page == "findings"
    assert "Ratio does not give the percentage (1)" in first.detail


def test_that_what_is_not_written_for_the_meeting_is_told():
    held = book(indicator(), columns("2018-04"), relative("10"), target("90"), figure("2018-04", "95"))
    said = lines(held, PackRequest())
    assert "The meeting has no date" in said
    assert "The cover names no committee" in said
    assert "executive summary" in said["Not written for this meeting yet"].detail
    assert not [words for words in lines(held) if "written" in words or "date" in words]
    assert "The meeting is in the past" in lines(held, replace(READY, date=date(2018, 4, 1)))


def test_that_a_risk_report_is_not_asked_about_figures(red):
    assert not [words for words in lines(red, name="risk") if "comment" in words or "tolerance" in words]


def test_that_returns_that_are_awaited_are_told():
    held = book(
        replace(indicator(), service="Early Help"),
        columns("2018-03", "2018-04"),
        target("90"),
        relative("10"),
        figure("2018-03", "95"),
    )
    assert [line.page for words, line in lines(held).items() if "awaited" in words] == ["returns"]
