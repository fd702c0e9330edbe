"""What a text would be as a figure, before it is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.services.judging import Verdict, judge, judge_target
from support.small_book import IND, book, columns, figure, indicator, target


@pytest.fixture
def held():
    series = [figure(f"2017-{month:02}", f"{60 + month}") for month in range(4, 13)]
    return book(indicator(), target("90"), columns("2018-01"), *series)


def test_that_counts_say_the_percentage_that_they_give_and_its_rating(held):
    assert judge(held, IND, "2018-01", "24/163").says == "24 / 163 is 14.7%, red"


def test_that_a_symbol_s_words_say_which_symbol_they_are(held):
    assert judge(held, IND, "2018-01", "n/a").says == "[z] not applicable"


def test_that_a_plain_figure_that_fits_says_nothing(held):
    assert judge(held, IND, "2018-01", "72.4") == Verdict()
    assert judge(held, IND, "2018-01", " ") == Verdict()


@pytest.mark.parametrize(
    ("text", "rule"),
    [("724", "scale"), ("7.2", "jump"), ("-4", "out-of-range"), ("24% (24/163)", "ratio-mismatch")],
)
def test_that_what_would_be_found_is_told_while_it_is_typed(held, text, rule):
    assert [finding.rule for finding in judge(held, IND, "2018-01", text).findings] == [rule]


def test_that_what_is_no_figure_says_what_can_be_typed(held):
    assert "is not a figure" in judge(held, IND, "2018-01", "about half").refused


def test_that_nothing_is_changed_by_judging(held):
    before = list(held.records())
    judge(held, IND, "2018-01", "24/163")
    assert list(held.records()) == before


def test_that_only_the_figure_typed_is_doubted(held):
    held = book(indicator(), columns("2018-01"), replace(figure("2017-04", "140")), figure("2017-05", "70"))
    assert judge(held, IND, "2018-01", "71").findings == ()
    assert isinstance(held.observation(IND, "2017-04"), Observation)
    assert indicator().unit is Unit.PERCENT


def counts():
    return book(indicator(unit=Unit.COUNT), target("90"), columns("2018-04"))


def test_that_a_target_says_how_the_figure_would_stand_by_it(held):
    said = judge_target(held, IND, "2017-12", "60%").says
    assert said == (
        "72.0% is better than the target of 60%: green. This is version 2 of the target. "
        "It holds for every period without a target of its own."
    )
    assert judge_target(held, IND, "2017-12", "soon").says.startswith("This is kept in words")
    assert judge_target(held, IND, "2017-12", "").says == "Without a target nothing is rated."
    assert "without the percent sign" in judge_target(counts(), IND, "2018-04", "90%").refused
