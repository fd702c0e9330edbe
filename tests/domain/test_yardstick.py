"""What figures are held against, and what of it can still be told where nothing is rated by it."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.proof import Compared
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_row
from scorecard_desktop.domain.rating import rate
from scorecard_desktop.domain.yardstick import yardstick
from support.small_book import (
    absolute,
    book,
    figure,
    floor,
    indicator,
    last_year,
    relative,
    scorecard,
    target,
    thresholds,
    within,
)

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE


def measure(polarity):
    return Measure(Unit.PERCENT, 1, polarity)


@pytest.mark.parametrize(
    ("polarity", "aim", "tolerance", "asked"),
    [
        (HIGH, target("90"), thresholds("80", None), Aim(low=Decimal(90))),
        (LOW, target("30"), thresholds("30", "35"), Aim(high=Decimal(30))),
        (RANGE, within("260", "300"), floor("240"), Aim(Decimal(260), Decimal(300))),
        (Polarity.UNKNOWN, target("90"), relative("10"), None),
        (Polarity.NONE, target("90"), absolute("5"), None),
        (HIGH, None, relative("10"), None),
    ],
)
def test_that_what_cannot_rate_still_tells_its_target_and_tolerance(polarity, aim, tolerance, asked):
    held = yardstick(measure(polarity), aim, tolerance)
    assert held.why_not is not None
    assert held.rag(Decimal(85)) is Rag.NONE
    assert (held.measure, held.target, held.tolerance, held.aim) == (measure(polarity), aim, tolerance, asked)


@pytest.mark.parametrize(
    ("polarity", "aim", "red", "green", "value", "worse"),
    [
        (HIGH, "95", "80", "90", "88.35", "7%"),
        (LOW, "20", "30", "25", "28", "40%"),
    ],
)
def test_that_an_indicator_rated_by_thresholds_is_still_measured_from_its_target(
    polarity, aim, red, green, value, worse
):
    held = book(indicator(polarity), target(aim), thresholds(red, green), figure("2018-04", value))
    row = rated_row(held, scorecard(), indicator(polarity), month(2018, 4))
    assert (row.rating.rag, row.rating.rule, row.target_text) == (Rag.AMBER, "thresholds", f"{aim}%")
    assert [reason.sentence for reason in row.exceptions] == [f"{worse} worse than its target."]


@pytest.mark.parametrize(
    ("polarity", "red", "green", "said"),
    [
        (HIGH, "79.124", "79.121", "Red 79.124% and green 79.121% are the wrong way round"),
        (LOW, "20.0001", "20.0002", "Red 20.0001% and green 20.0002% are the wrong way round"),
    ],
)
def test_that_thresholds_the_wrong_way_round_are_told_apart_when_they_are_named(polarity, red, green, said):
    assert rate(figure("2018-04", "50"), measure(polarity), None, thresholds(red, green)).proof.startswith(said)


@pytest.mark.parametrize("tolerance", [None, relative("10"), absolute("5"), floor("80"), thresholds("80", "90")])
def test_that_last_years_figure_is_part_of_a_rating_only_where_the_tolerance_asks_for_it(tolerance):
    rated = rate(figure("2018-04", "70"), measure(HIGH), target("90"), tolerance, Decimal(60))
    assert rated == rate(figure("2018-04", "70"), measure(HIGH), target("90"), tolerance)
    assert isinstance(rated.why, Compared)
    assert rated.why.last_year is None
    asked = rate(figure("2018-04", "70"), measure(HIGH), target("90"), last_year("10"), Decimal(60))
    assert isinstance(asked.why, Compared)
    assert asked.why.last_year == Decimal(60)
