"""Whether the year end's target is expected to be met, worked by hand and by properties."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.intervals import estimate
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.period import Period, month, period_from_code, snapshot
from scorecard_desktop.domain.trajectory import (
    Prospect,
    Trajectory,
    TrajectorySettings,
    horizon,
    trajectory,
    year_end,
)

PERCENT = Measure(Unit.PERCENT, 1, Polarity.HIGH)
FIVE = TrajectorySettings(points=12, fewest=5)


def series(first: str, *values: str | int | None) -> list[tuple[Period, Decimal]]:
    found, at = [], period_from_code(first)
    for value in values:
        if value is not None:
            found.append((at, Decimal(value)))
        at = at.next()
    return found


def judge(first: str, *values: str | int | None, low: int = 90, **more: object) -> Trajectory:
    return trajectory(series(first, *values), Aim(low=Decimal(low)), PERCENT, **more)  # type: ignore[arg-type]


def test_that_the_line_and_its_interval_are_those_worked_by_hand():
    # x 1-5, y 2 4 5 4 5: slope 0.6, intercept 2.2, residual sum 2.4; at 6: 5.8 ± t(3)·√(0.8·(1 + 1/5 + 9/10))
    found = judge("2017-10", 2, 4, 5, 4, 5, settings=FIVE)
    assert found.at == month(2018, 3)
    assert found.expected is not None
    assert found.upper is not None
    assert found.lower is not None
    assert abs(found.expected - Decimal("5.8")) < Decimal("1e-20")
    assert abs(found.upper - found.expected - Decimal("4.12492")) < Decimal("0.0001")
    assert abs(found.upper + found.lower - 2 * found.expected) < Decimal("1e-20")


def test_that_a_missing_month_leaves_its_gap():
    whole = judge("2017-04", 50, 51, 52, 53, 54, 55, 56)
    gapped = judge("2017-04", 50, None, 52, 53, None, 55, 56, settings=FIVE)
    assert whole.expected is not None
    assert gapped.expected is not None
    assert abs(whole.expected - 61) < Decimal("1e-20")
    assert abs(gapped.expected - 61) < Decimal("1e-20")


def test_that_only_the_last_figures_make_the_trend():
    found = judge("2016-04", *[10] * 10, *[50, 52] * 6)
    assert found.points == 12
    assert found.expected is not None
    assert found.expected > 45


@pytest.mark.parametrize(
    ("low", "prospect"), [(60, Prospect.LIKELY), (81, Prospect.UNCERTAIN), (95, Prospect.UNLIKELY)]
)
def test_that_the_prospect_follows_from_the_whole_interval(low, prospect):
    found = judge("2017-04", *[80, 82] * 4, low=low)
    assert found.prospect is prospect
    assert f"the target {prospect.value}." in found.sentence


def test_that_the_sentence_states_method_interval_and_condition_and_no_certainty():
    said = judge("2017-04", *[80, 82] * 4, low=60).sentence
    assert said.startswith("If the trend of the last 8 figures continues, Mar 2018 is estimated at ")
    assert "95% prediction interval" in said
    assert said.endswith("the target is likely to be met.")
    assert " will " not in said


def test_that_a_perfect_line_is_not_called_certain():
    found = judge("2017-04", *range(50, 58))
    assert found.lower == found.upper
    assert "cannot be relied on" in found.sentence


def test_that_an_estimate_on_the_target_meets_it():
    # the line stands at 50 from first to last
    for aim in (Aim(low=Decimal(50)), Aim(high=Decimal(50))):
        assert trajectory(series("2017-04", *[50] * 8), aim, PERCENT).prospect is Prospect.LIKELY


def test_that_what_makes_the_interval_look_surer_than_it_is_is_said():
    shared = " Neighbouring figures share months, so the true uncertainty is wider."
    straight = " The figures lie on a straight line, which they cannot be relied on to keep to."
    said = "the target is unlikely to be met."
    assert judge("2017-04", *[50, 52] * 4).sentence.endswith(said)
    assert judge("2017-04 R12", *[50, 52] * 4).sentence.endswith(said + shared)
    assert judge("2017-04", *[50] * 8).sentence.endswith(said + straight)
    assert judge("2017-04 R12", *[50] * 8).sentence.endswith(said + shared + straight)


def test_that_the_trend_may_be_asked_about_another_period_than_the_years_last():
    found = judge("2017-04", *range(50, 58), at=month(2018, 1))
    assert found.at == month(2018, 1)
    assert found.expected is not None
    assert abs(found.expected - 59) < Decimal("1e-20")


def test_that_dates_lie_as_far_apart_as_their_days():
    # one more every ten days: 365 days after the first they have risen by 36.5
    days = (0, 10, 20, 40, 70, 110)
    figures = [(snapshot(date(2017, 3, 31) + timedelta(day)), Decimal(50) + Decimal(day) / 10) for day in days]
    found = trajectory(figures[1:], Aim(low=Decimal(1)), PERCENT, settings=TrajectorySettings(5, 5))
    assert found.at == snapshot(date(2018, 3, 31))
    assert found.expected is not None
    assert abs(found.expected - Decimal("86.5")) < Decimal("1e-20")


def test_that_too_few_points_are_said():
    found = judge("2017-04", 80)
    assert (found.prospect, found.at, found.points) == (Prospect.NOT_JUDGED, month(2018, 3), 1)
    assert found.sentence == "There are too few points for a trend: 1 figure so far, and 6 are needed."
    assert "5 figures so far" in judge("2017-04", *[80] * 5).sentence
    assert judge("2017-04", *[80, 81] * 3).prospect is not Prospect.NOT_JUDGED


def test_that_without_figures_or_target_nothing_is_judged():
    assert "No figures" in trajectory([], Aim(low=Decimal(1)), PERCENT).sentence
    none = trajectory(series("2017-04", *[80] * 8), None, PERCENT)
    assert (none.prospect, none.at) == (Prospect.NOT_JUDGED, month(2018, 3))
    assert "no target" in none.sentence


def test_that_at_year_end_the_figure_itself_is_judged():
    met = judge("2017-04", *[91] * 12)
    assert (met.prospect, met.at) == (Prospect.MET, month(2018, 3))
    assert met.sentence == "The figure for Mar 2018 has come, 91.0%: the target has been met."
    assert judge("2017-04", *[89] * 12).prospect is Prospect.MISSED


def test_that_yearly_figures_are_carried_to_the_next_year():
    found = judge("2012-13", 80, 82, 81, 83, 82, 84)
    assert found.at is not None
    assert found.at.code == "2018-19"
    assert horizon(month(2017, 10)) == month(2018, 3)


def test_that_a_year_to_date_uses_only_its_own_year():
    figures = series("2016-10 YTD", *[80] * 6, *[20, 22, 24, 25, 27, 30, 31])
    found = trajectory(figures, Aim(high=Decimal(60)), PERCENT)
    assert found.points == 7
    assert "share months" in found.sentence


def test_that_a_range_is_judged_at_both_ends():
    figures = series("2017-04", *[80, 82] * 4)
    assert trajectory(figures, Aim(Decimal(60), Decimal(99)), PERCENT).prospect is Prospect.LIKELY
    assert trajectory(figures, Aim(Decimal(81), Decimal(99)), PERCENT).prospect is Prospect.UNCERTAIN
    assert trajectory(figures, Aim(Decimal(10), Decimal(20)), PERCENT).prospect is Prospect.UNLIKELY


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("2017-04", "2018-03"),
        ("2018-03", "2018-03"),
        ("2017-12", "2018-03"),
        ("2017-18 Q1", "2017-18 Q4"),
        ("2017-18 H2", "2017-18 H2"),
        ("2017-06 R12", "2018-03 R12"),
        ("2017-06 YTD", "2018-03 YTD"),
        ("2017-18 Autumn", "2017-18 Summer"),
        ("2017-18 Autumn 2", "2017-18 Summer 2"),
        ("2017-09-30", "2018-03-31"),
        ("2018-03-31", "2018-03-31"),
        ("2017-18", "2017-18"),
        ("2017-18 AY", "2017-18 AY"),
        ("2017", "2017"),
    ],
)
def test_that_the_year_ends_with_march_august_or_december(code, last):
    assert year_end(period_from_code(code)).code == last


def test_that_the_years_last_date_is_a_single_day():
    assert year_end(period_from_code("2018-01-15")) == period_from_code("2018-03-31")


@pytest.mark.parametrize(
    ("points", "fewest", "confidence", "why"),
    [
        (12, 2, 95, "A trend with its interval needs 3 figures or more, and no more than it is made from."),
        (5, 6, 95, "A trend with its interval needs 3 figures or more, and no more than it is made from."),
        (12, 6, 0, "A confidence lies between 0 and 100 percent."),
        (12, 6, 100, "A confidence lies between 0 and 100 percent."),
    ],
)
def test_that_settings_that_cannot_be_worked_are_refused_in_an_officers_words(points, fewest, confidence, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        TrajectorySettings(points, fewest, Decimal(confidence))


@pytest.mark.parametrize("confidence", ["0.5", "1", "99.9"])
def test_that_three_figures_are_enough_for_a_line_and_its_interval(confidence):
    found = judge("2017-04", 80, 83, 82, settings=TrajectorySettings(3, 3, Decimal(confidence)))
    assert found.points == 3
    assert found.expected is not None
    assert f"({confidence}% prediction interval" in found.sentence


values = st.lists(st.decimals(0, 100, places=1, allow_nan=False), min_size=6, max_size=11)


@given(values, st.decimals(0, 100, places=1, allow_nan=False))
def test_that_an_easier_target_is_never_less_likely(found, low):
    order = [Prospect.UNLIKELY, Prospect.UNCERTAIN, Prospect.LIKELY]
    figures = series("2017-04", *map(str, found))
    hard = trajectory(figures, Aim(low=low), PERCENT).prospect
    easy = trajectory(figures, Aim(low=low - 1), PERCENT).prospect
    assert order.index(easy) >= order.index(hard)


@given(values, st.integers(-50, 50), st.sampled_from([Decimal("0.1"), Decimal(10)]))
def test_that_shifting_and_scaling_figures_shifts_and_scales_the_estimate(found, shift, scale):
    was = trajectory(series("2017-04", *map(str, found)), Aim(low=Decimal(0)), PERCENT)
    now = trajectory(series("2017-04", *(str(v * scale + shift) for v in found)), Aim(low=Decimal(0)), PERCENT)
    for before, after in ((was.expected, now.expected), (was.lower, now.lower), (was.upper, now.upper)):
        assert before is not None
        assert after is not None
        assert abs(before * scale + shift - after) < Decimal("1e-8")


@given(values)
def test_that_a_greater_confidence_widens_the_interval(found):
    figures = series("2017-04", *map(str, found))
    widths = []
    for confidence in (80, 95):
        got = trajectory(figures, Aim(), PERCENT, settings=TrajectorySettings(confidence=Decimal(confidence)))
        assert got.lower is not None
        assert got.upper is not None
        widths.append(got.upper - got.lower)
    assert widths[0] <= widths[1]


def test_that_no_estimate_of_a_share_is_put_beyond_what_a_share_can_be():
    rising = judge("2017-04", *[90, 97, 91, 99, 95, 98, 96, 100], low=95)
    assert rising.upper is not None
    assert rising.upper > 100
    assert "to 100.0%)" in rising.sentence
    falling = judge("2017-04", *[9, 4, 8, 2, 6, 1, 5, 1], low=5)
    assert falling.lower is not None
    assert falling.lower < 0
    assert "interval 0.0% to" in falling.sentence


DAYS = Measure(Unit.NUMBER, 1, Polarity.HIGH)


@pytest.mark.parametrize(
    ("figures", "measure", "ends"),
    [
        # figures that have kept to a share's bounds keep to them
        ([90, 97, 91, 99, 95, 98, 96, 100], PERCENT, (True, True)),
        ([9, 4, 8, 2, 6, 1, 5, 0], PERCENT, (True, True)),
        (["0.9", "0.4", "0.8", "0.2", "0.6", "0.1", "0.5", "0.2"], PERCENT, (True, True)),
        # those that have not may go on beyond them
        (["90", "97", "91", "99", "95", "98", "96", "100.5"], PERCENT, (True, False)),
        ([101, 110, 104, 112, 108, 115, 109, 118], PERCENT, (True, False)),
        ([9, 4, 8, 2, 6, -1, 5, -1], PERCENT, (False, False)),
        # what is no share has no upper bound, and none below where it has been negative
        ([90, 97, 91, 99, 95, 98, 96, 100], DAYS, (True, False)),
        ([9, 4, 8, 2, 6, 1, 5, 0], DAYS, (True, False)),
        ([9, 4, 8, 2, 6, -1, 5, -1], DAYS, (False, False)),
    ],
)
def test_that_an_estimate_is_put_beyond_0_and_100_percent_only_where_figures_have_been(figures, measure, ends):
    found = trajectory(series("2017-04", *figures), Aim(low=Decimal(5)), measure)
    assert found.lower is not None
    assert found.upper is not None
    least = max(found.lower, Decimal(0)) if ends[0] else found.lower
    most = min(found.upper, Decimal(100)) if ends[1] else found.upper
    said = f"prediction interval {estimate(least, measure)} to {estimate(most, measure)})"
    assert said in found.sentence


@pytest.mark.parametrize(
    ("first", "step", "beyond"),
    [(45, 5, False), (45, 6, True), (55, -5, False), (49, -5, True)],
)
def test_that_a_line_that_leads_wholly_beyond_a_share_is_said_not_to_go_on(first, step, beyond):
    found = judge("2017-04", *(first + step * n for n in range(6)))
    said = "The line leads to what the figure cannot be, so it cannot go on as it has."
    assert (said in found.sentence) is beyond
    ends = found.sentence.endswith(" The figures lie on a straight line, which they cannot be relied on to keep to.")
    assert ends


def test_that_a_line_whose_interval_holds_something_possible_may_go_on():
    assert "cannot be, so" not in judge("2017-04", *[9, 4, 8, 2, 6, 1, 5, 1], low=5).sentence
    assert judge("2017-04", *[9, 4, 8, 2, 6, 1, 5, 1], low=5).sentence.endswith("met.")
