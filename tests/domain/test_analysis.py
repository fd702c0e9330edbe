"""An indicator's charts by the settings that hold for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.aim import Aim, aim_of
from scorecard_desktop.domain.analysis import (
    indicator_chance,
    indicator_chart,
    indicator_trajectory,
    known_figures,
    spc_settings,
    trajectory_settings,
)
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import SETTINGS
from scorecard_desktop.domain.spc import MDC_EXCEL, NHS_R, Assurance, NearRule
from scorecard_desktop.domain.target import Scope, TargetKind
from scorecard_desktop.domain.trajectory import TRAJECTORY, Prospect, TrajectorySettings
from support.small_book import CARD, IND, book, figure, indicator, target, thresholds, within


def monthly(*values: str | int, year: int = 2017, first: int = 4) -> list[Observation]:
    at = month(year, first)
    return [figure(at.shifted(step).code, str(value)) for step, value in enumerate(values)]


def chosen(name: str, value: str, scope: Scope = Scope.INDICATOR) -> Setting:
    owner = {Scope.INDICATOR: IND, Scope.SCORECARD: CARD, Scope.COUNCIL: ""}[scope]
    return Setting(scope, owner, name, value)


def test_that_a_chart_stands_as_it_did_at_its_period():
    steady = [80, 82] * 7
    held = book(indicator(), target("95"), monthly(*steady, 99))
    then = indicator_chart(held, indicator(), month(2018, 5))
    assert [p.code for p in then.periods][::13] == ["2017-04", "2018-05"]
    assert len(then.chart.points) == len(then.periods) == 14
    assert then.chart.assurance is Assurance.FAILS
    assert len(indicator_chart(held, indicator(), month(2018, 6)).chart.points) == 15


def test_that_forecasts_symbols_and_other_kinds_of_period_are_not_charted():
    forecast = replace(figure("2017-06", "90"), flags=frozenset({Symbol.FORECAST}))
    provisional = replace(figure("2017-07", "91"), flags=frozenset({Symbol.PROVISIONAL}))
    held = book(
        indicator(), monthly(80, 81), forecast, provisional, figure("2017-08", None), figure("2017-18 Q1", "85")
    )
    assert known_figures(held, indicator(), month(2018, 3)) == [
        (month(2017, 4), Decimal(80)),
        (month(2017, 5), Decimal(81)),
        (month(2017, 7), Decimal(91)),
    ]


def test_that_rebases_are_named_by_period():
    held = book(indicator(), monthly(*range(10)), chosen("spc.rebase", "2017-07, 2017-09,2030-01"))
    chart = indicator_chart(held, indicator(), month(2018, 3)).chart
    assert [(s.start, s.stop) for s in chart.segments] == [(0, 3), (3, 5), (5, 10)]


def test_that_a_period_without_its_own_target_takes_the_general_one():
    held = book(indicator(), monthly(*[80, 82] * 4), target("60"), target("99", period="2018-03"))
    assert indicator_chart(held, indicator(), month(2017, 11)).chart.assurance is Assurance.PASSES
    # the year end has a target of its own
    assert indicator_trajectory(held, indicator(), month(2017, 11)).prospect is Prospect.UNLIKELY


def test_that_an_indicator_without_figures_has_empty_analyses():
    held = book(indicator(), target("60"))
    assert indicator_chart(held, indicator(), month(2017, 11)).periods == ()
    assert indicator_trajectory(held, indicator(), month(2017, 11)).prospect is Prospect.NOT_JUDGED
    assert indicator_chance(held, indicator(), month(2017, 11), Rag.RED) == ""


def test_that_chance_reads_the_confidence_that_was_set():
    low = indicator(Polarity.LOW)
    held: list[Record] = [low, target("20"), figure("2018-04", "25", ratio=("4", "16"))]
    assert "95% interval" in indicator_chance(book(*held), low, month(2018, 4), Rag.RED)
    surer = book(*held, chosen("intervals.confidence", "99.8"))
    assert "99.8% interval" in indicator_chance(surer, low, month(2018, 4), Rag.RED)
    for bad in ("100", "much"):
        assert "95% interval" in indicator_chance(
            book(*held, chosen("intervals.confidence", bad)), low, month(2018, 4), Rag.RED
        )


def settings_of(*records: Setting) -> tuple[Book, object]:
    held = book(indicator(), *records)
    return held, spc_settings(held, indicator())


def test_that_settings_are_the_preset_unless_chosen():
    assert settings_of()[1] == NHS_R
    assert settings_of(chosen("spc.preset", "MDC Excel", Scope.COUNCIL))[1] == MDC_EXCEL
    assert (
        settings_of(chosen("spc.preset", "MDC Excel", Scope.COUNCIL), chosen("spc.preset", "NHS-R", Scope.SCORECARD))[1]
        == NHS_R
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("spc.screening", "off", replace(NHS_R, screen_outliers=False)),
        ("spc.trend", "6", replace(NHS_R, trend_length=6)),
        ("spc.run", "8", replace(NHS_R, run_length=8)),
        ("spc.two-of-three", "beyond", replace(NHS_R, near_rule=NearRule.BEYOND)),
        ("spc.baseline", "12", replace(NHS_R, fix_after_n_points=12)),
        ("spc.firm-from", "20", replace(NHS_R, firm_from=20)),
        # what the method does not have is passed over
        ("spc.preset", "Lean", NHS_R),
        ("spc.screening", "perhaps", NHS_R),
        ("spc.trend", "9", NHS_R),
        ("spc.trend", "six", NHS_R),
        ("spc.run", "1", NHS_R),
        ("spc.baseline", "11", NHS_R),
        ("spc.firm-from", "0", NHS_R),
    ],
)
def test_that_each_control_chart_setting_has_a_name(name, value, expected):
    assert name in SETTINGS
    assert settings_of(chosen(name, value))[1] == expected


def test_that_the_trajectory_settings_have_names_and_the_defaults_of_the_method():
    held = book(indicator(), chosen("trajectory.points", "8"), chosen("trajectory.fewest", "4"))
    assert trajectory_settings(held, indicator()) == TrajectorySettings(8, 4)
    assert trajectory_settings(book(indicator()), indicator()) == TRAJECTORY
    assert trajectory_settings(book(chosen("trajectory.points", "2")), indicator()) == TRAJECTORY
    at_odds = book(chosen("trajectory.points", "5", Scope.COUNCIL), chosen("trajectory.fewest", "6"))
    assert trajectory_settings(at_odds, indicator()) == TRAJECTORY


# What a target asks for

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE


@pytest.mark.parametrize(
    ("polarity", "of", "expected"),
    [
        (HIGH, target("90"), Aim(low=Decimal(90))),
        (LOW, target("90"), Aim(high=Decimal(90))),
        (LOW, target("20", TargetKind.AT_MOST), Aim(high=Decimal(20))),
        (HIGH, target("86", TargetKind.AT_LEAST), Aim(low=Decimal(86))),
        (RANGE, within("260", "300"), Aim(Decimal(260), Decimal(300))),
        (HIGH, within("260", "300"), Aim(low=Decimal(260))),
        (LOW, within("260", "300"), Aim(high=Decimal(300))),
        (RANGE, target("90"), None),
        (HIGH, target("as many as can be", TargetKind.TEXT), None),
        (HIGH, None, None),
        (Polarity.NONE, target("90"), None),
        (Polarity.UNKNOWN, within("260", "300"), None),
    ],
)
def test_that_polarity_and_target_say_which_figures_meet_it(polarity, of, expected):
    assert aim_of(of, polarity) == expected


def test_that_a_green_threshold_stands_in_for_a_target():
    assert aim_of(None, LOW, thresholds("30", "20")) == Aim(high=Decimal(20))
    assert aim_of(target("18"), LOW, thresholds("30", "20")) == Aim(high=Decimal(18))
    assert aim_of(None, LOW, thresholds("30", None)) is None


def test_that_a_figure_on_the_line_meets_the_target():
    assert Aim(low=Decimal(90)).met_by(Decimal(90))
    assert not Aim(low=Decimal(90)).met_by(Decimal("89.9"))
    assert Aim(high=Decimal(20)).met_by(Decimal(20))
    assert not Aim(high=Decimal(20)).met_by(Decimal("20.1"))
