"""Which period of which scorecard a label means."""

import pytest

from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.services.periods import current_periods, periods_named, periods_up_to
from support.small_book import CARD, book, columns, figure, indicator


@pytest.fixture
def held():
    """A monthly scorecard, and a quarterly one whose columns are headed by the month in which the quarter ends."""
    quarterly = Scorecard("quarterly", 2, "Quarterly", PeriodKind.QUARTER)
    heads = [("2017-18 Q3", "Dec 17"), ("2017-18 Q4", "Qu. 4 (Mar)"), ("2016-17", "Yr. end 16-17")]
    return book(
        indicator(),
        columns("2018-02", "2018-03", "2018-04"),
        figure("2018-03", "81"),
        quarterly,
        [ScorecardPeriod("quarterly", code, heading) for code, heading in heads],
    )


def named(held, label: str) -> dict[str, str]:
    return {card: period.code for card, period in periods_named(held, label)}


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("2018-04", {CARD: "2018-04"}),
        ("Apr 18", {CARD: "2018-04"}),
        ("2017-18 Q3", {"quarterly": "2017-18 Q3"}),
        ("Q3 2017/18", {"quarterly": "2017-18 Q3"}),
        ("Dec 17", {"quarterly": "2017-18 Q3"}),
        ("Mar 2018", {CARD: "2018-03", "quarterly": "2017-18 Q4"}),
        ("qu. 4 (mar)", {"quarterly": "2017-18 Q4"}),
        ("2016-17", {"quarterly": "2016-17"}),
        ("201617", {"quarterly": "2016-17"}),
        ("yr. end 16-17", {"quarterly": "2016-17"}),
    ],
)
def test_that_a_period_is_found_by_code_by_label_and_by_its_column_s_heading(held, label, found):
    assert named(held, label) == found


def test_that_a_period_that_no_scorecard_has_is_refused_with_what_there_is(held):
    with pytest.raises(Refusal, match="Vital signs has 2018-02 to 2018-04; Quarterly has 2017-18 Q3 to 2017-18 Q4"):
        periods_named(held, "2019-01")


def test_that_what_is_no_period_is_refused(held):
    with pytest.raises(Refusal, match="is not a period"):
        periods_named(held, "soon")


def test_that_other_scorecards_come_at_their_latest_period_before(held):
    found = {card: period.code for card, period in periods_up_to(held, "2018-02")}
    assert found == {CARD: "2018-02", "quarterly": "2017-18 Q3"}


def test_that_the_current_periods_are_those_with_figures(held):
    assert current_periods(held) == [(CARD, period_from_code("2018-03"))]
