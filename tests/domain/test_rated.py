"""Rated rows: what the grid, the command and the pack read."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month, period_from_code
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import figure_text, rate_at, rated_row, rated_rows, ratio_text, series, shortfall
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import (
    CARD,
    IND,
    absolute,
    book,
    columns,
    figure,
    indicator,
    relative,
    scorecard,
    target,
    thresholds,
    within,
)

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE


def rows_of(*records, period=None):
    return rated_rows(book(*records), CARD, period_from_code(period) if period else None)


def test_that_a_row_holds_the_figure_its_rating_and_its_travel():
    (row,) = rows_of(
        indicator(),
        columns("2018-03", "2018-04"),
        target("90"),
        relative("10"),
        figure("2018-03", "82.7"),
        figure("2018-04", "81.7"),
        figure("2017-04", "80"),
    )
    assert (row.text, row.target_text, row.rating.rag, row.period.code) == ("81.7%", "90%", Rag.AMBER, "2018-04")
    assert (row.direction.merit, row.direction.against, row.direction.earlier) == (
        Merit.WORSE,
        "2018-03",
        Decimal("82.7"),
    )
    assert (row.year_direction.merit, row.year_direction.against) == (Merit.BETTER, "2017-04")
    assert row.spoken == "1.1, Apr 2018, 81.7%, amber, worse"
    assert [e.criterion.value for e in row.exceptions] == ["variance"]


def test_that_an_awaited_figure_is_spoken_as_awaited():
    (row,) = rows_of(indicator(), columns("2018-04"), period="2018-04")
    assert (row.text, row.value, row.spoken) == ("", None, "1.1, Apr 2018, awaited")


def test_that_rows_come_in_the_officers_order():
    first, second = (
        replace(indicator(ident="vital/a"), order=2),
        replace(indicator(ident="vital/b"), order=1),
    )
    assert [row.indicator.id for row in rows_of(first, second, period="2018-04")] == ["vital/b", "vital/a"]


def test_that_a_scorecard_that_is_not_there_or_has_no_figures_has_no_rows():
    assert rated_rows(book(indicator()), CARD) == []
    assert rated_rows(book(indicator()), "another") == []


@pytest.mark.parametrize(
    ("observation", "shown"),
    [
        (None, ""),
        (figure("2018-04", "24.24"), "24.2%"),
        (Observation(IND, "2018-04", symbol=Symbol.CONFIDENTIAL), "[c]"),
        (Observation(IND, "2018-04", value=Decimal("12.4"), flags=frozenset({Symbol.PROVISIONAL})), "12.4% [p]"),
        (
            Observation(IND, "2018-04", value=Decimal(1), flags=frozenset({Symbol.REVISED, Symbol.ESTIMATED})),
            "1.0% [e] [r]",
        ),
        (Observation(IND, "2018-04", note="see comments"), "see comments"),
        (figure("2018-04", None, expected=False), ""),
    ],
)
def test_that_a_figure_is_shown_with_its_symbols(observation, shown):
    assert figure_text(observation, indicator()) == shown


def test_that_counts_are_shown_where_they_are_known():
    assert ratio_text(figure("2018-04", "14.7", ratio=("24", "163"))) == "24 / 163"
    assert ratio_text(figure("2018-04", "14.7")) == ""
    assert ratio_text(None) == ""


@pytest.mark.parametrize(
    ("value", "aim", "polarity", "short"),
    [
        ("24.2", target("20", TargetKind.AT_MOST), LOW, "21"),
        ("18", target("20", TargetKind.AT_MOST), LOW, "-10"),
        ("81", target("90"), HIGH, "10"),
        ("330", within("260", "300"), RANGE, "10"),
        ("234", within("260", "300"), RANGE, "10"),
        ("99.5", within("97", "100"), HIGH, None),
        ("5", target("0"), LOW, None),
        ("5", target("soon", TargetKind.TEXT), LOW, None),
        ("5", target("10"), Polarity.NONE, None),
        ("5", target("10"), Polarity.UNKNOWN, None),
        ("5", target("10"), RANGE, None),
        ("5", Target(IND, "", TargetKind.VALUE), HIGH, None),
    ],
)
def test_that_a_shortfall_is_in_percent_of_the_target(value, aim, polarity, short):
    found = shortfall(Decimal(value), aim, polarity)
    if short is None:
        assert found is None or found <= 0
    else:
        assert found == Decimal(short)


def test_that_above_a_range_is_no_shortfall_where_higher_is_better():
    above = shortfall(Decimal("98.94"), within("97", "98"), HIGH)
    below = shortfall(Decimal(95), within("97", "100"), LOW)
    assert (above, below) == (Decimal(-2), Decimal(-5))


def test_that_a_refused_rating_gives_no_variance_exception():
    (row,) = rows_of(indicator(LOW), columns("2018-04"), target("30"), thresholds("30", "35"), figure("2018-04", "60"))
    assert row.rating.refused
    assert row.exceptions == ()


def test_that_three_worse_periods_running_are_an_exception():
    worse = [
        figure(code, value) for code, value in (("2018-01", "9"), ("2018-02", "8"), ("2018-03", "7"), ("2018-04", "6"))
    ]
    (row,) = rows_of(indicator(), columns("2018-04"), worse)
    assert [e.sentence for e in row.exceptions] == ["Worse in each of the last 3 months."]
    (short,) = rows_of(indicator(), columns("2018-04"), worse[1:])
    assert short.exceptions == ()
    (turned,) = rows_of(indicator(), columns("2018-04"), worse[:2], figure("2018-03", "8.5"), worse[3])
    assert turned.exceptions == ()
    (still,) = rows_of(indicator(), columns("2018-04"), worse[:2], figure("2018-03", "8"), worse[3])
    assert still.exceptions == ()
    assert (row.worse_running, short.worse_running, turned.worse_running, still.worse_running) == (3, 2, 1, 1)


def test_that_a_period_in_which_nothing_is_expected_does_not_break_the_run():
    quarters = [("2016-17 Q4", "9"), ("2017-18 Q1", "8"), ("2017-18 Q3", "7"), ("2017-18 Q4", "6")]
    held = book(
        indicator(frequency=PeriodKind.QUARTER),
        columns("2017-18 Q4"),
        [figure(code, value) for code, value in quarters],
        figure("2017-18 Q2", None, expected=False),
    )
    row = rated_row(held, scorecard(PeriodKind.QUARTER), indicator(), period_from_code("2017-18 Q4"))
    assert [e.sentence for e in row.exceptions] == ["Worse in each of the last 3 quarters."]
    third = rated_row(held, scorecard(PeriodKind.QUARTER), indicator(), period_from_code("2017-18 Q3"))
    assert third.direction.against == "2017-18 Q1"


def test_that_an_awaited_period_is_not_stepped_over():
    held = book(indicator(), columns("2018-04"), figure("2018-02", "9"), figure("2018-04", "6"))
    row = rated_row(held, scorecard(), indicator(), month(2018, 4))
    assert row.direction.merit is Merit.NONE


def test_that_the_long_direction_is_against_last_year_unless_set_to_a_mean():
    held = [
        indicator(),
        columns("2018-04"),
        [figure(code, value) for code, value in (("2018-01", "8"), ("2018-02", "9"), ("2018-03", "7"))],
        figure("2018-04", "8.5"),
        figure("2017-04", "9"),
    ]
    (row,) = rows_of(*held)
    assert row.long_direction == row.year_direction
    assert (row.long_direction.merit, row.long_direction.compared_with) == (Merit.WORSE, "Apr 2017")
    (mean,) = rows_of(*held, Setting(Scope.SCORECARD, CARD, "direction.long", "mean of 3"))
    assert (mean.long_direction.merit, mean.long_direction.earlier) == (Merit.BETTER, Decimal(8))
    assert mean.long_direction.compared_with == "the mean of the 3 periods to Mar 2018"
    assert mean.year_direction == row.year_direction
    (more,) = rows_of(*held, Setting(Scope.SCORECARD, CARD, "direction.long", "mean of 4"))
    assert more.long_direction.merit is Merit.NONE


def test_that_a_mean_steps_over_periods_in_which_nothing_is_expected():
    held = book(
        indicator(),
        figure("2018-01", "8"),
        figure("2018-02", None, expected=False),
        figure("2018-03", "7"),
        figure("2018-04", "7.6"),
        Setting(Scope.COUNCIL, "", "direction.long", "mean of 2"),
    )
    travel = rated_row(held, scorecard(), indicator(), month(2018, 4)).long_direction
    assert (travel.merit, travel.earlier, travel.mean_of) == (Merit.BETTER, Decimal("7.5"), 2)


def test_that_the_dead_band_holds_for_short_and_long_alike():
    held = [
        indicator(),
        columns("2018-04"),
        figure("2018-03", "80"),
        figure("2017-04", "81"),
        figure("2018-04", "80.4"),
    ]
    (moved,) = rows_of(*held)
    assert (moved.direction.merit, moved.long_direction.merit) == (Merit.BETTER, Merit.WORSE)
    (still,) = rows_of(*held, Setting(Scope.COUNCIL, "", "dead-band", "0.6"))
    assert (still.direction.merit, still.long_direction.merit) == (Merit.SAME, Merit.SAME)


def test_that_each_period_of_a_profile_is_rated_against_its_own_target():
    held = [indicator(), columns("2018-03", "2018-04"), target("80"), target("70", period="2018-03")]
    held += [figure("2018-03", "75"), figure("2018-04", "75")]
    assert [rows_of(*held, period=code)[0].rating.rag for code in ("2018-03", "2018-04")] == [Rag.GREEN, Rag.RED]


def test_that_the_settings_of_the_exceptions_are_inherited():
    held = [indicator(), columns("2018-04"), target("100"), absolute("20"), figure("2018-04", "93")]
    (row,) = rows_of(*held)
    assert [e.criterion.value for e in row.exceptions] == ["variance"]
    (wider,) = rows_of(*held, Setting(Scope.SCORECARD, CARD, "exceptions.variance", "8"))
    assert wider.exceptions == ()
    (off,) = rows_of(*held, Setting(Scope.COUNCIL, "", "exceptions.on", "red risk"))
    assert off.exceptions == ()


def test_that_an_override_takes_the_ratings_place():
    held = [indicator(), columns("2018-04"), target("90"), figure("2018-04", "50")]
    (row,) = rows_of(*held, Override(IND, "2018-04", Rag.GREEN, "Counted before the move."))
    assert (row.rating.rag, row.rating.overridden) == (Rag.GREEN, True)


@pytest.mark.parametrize("more", [[], [Override(IND, "2018-04", Rag.GREEN, "Counted before the move.")]])
@pytest.mark.parametrize("now", [[], [figure("2018-04", "79")], [figure("2018-04", "95")]])
def test_that_a_row_and_a_rating_alone_say_the_same_whatever_decided_it(now, more):
    tolerance = Tolerance(Scope.INDICATOR, IND, ToleranceKind.LAST_YEAR, margin=Decimal(10))
    targets = [target("50"), target("90", period="2018-04")]
    kept = book(indicator(), columns("2018-04"), targets, tolerance, figure("2017-04", "78"), now, more)
    at = period_from_code("2018-04")
    alone = rate_at(kept, indicator(), at)
    assert rated_row(kept, scorecard(), indicator(), at).rating == alone
    assert "Computed" in alone.proof or not more
    if any(each.value == 79 for each in now):
        assert "it is no worse than 78.0% in the same period last year: amber" in alone.proof


def test_that_an_exception_says_that_an_officer_set_the_red():
    held = [indicator(), columns("2018-04"), target("90"), figure("2018-04", "95")]
    (row,) = rows_of(*held, Override(IND, "2018-04", Rag.RED, "Half of the returns are missing."))
    assert [reason.sentence for reason in row.exceptions] == ["Set to red by an officer."]


def test_that_last_years_figure_reaches_the_tolerance_that_needs_it():
    tolerance = Tolerance(Scope.INDICATOR, IND, ToleranceKind.LAST_YEAR, margin=Decimal(10))
    held = [indicator(), columns("2018-04"), target("90"), tolerance, figure("2018-04", "60")]
    assert rows_of(*held)[0].rating.rag is Rag.RED
    assert rows_of(*held, figure("2017-04", "59"))[0].rating.rag is Rag.AMBER


def test_that_a_row_brings_its_benchmarks_and_the_commentary_of_its_period():
    own = Commentary(IND, "2018-04", CommentaryPart.COMMENT, "Now.")
    standing = Commentary(IND, "", CommentaryPart.BACKGROUND, "Always.")
    old = Commentary(IND, "2018-03", CommentaryPart.COMMENT, "Then.")
    second, first = Benchmark(IND, "England", 2), Benchmark(IND, "Neighbours", 1)
    (row,) = rows_of(indicator(), columns("2018-04"), figure("2018-04", "5"), own, standing, old, second, first)
    assert set(row.commentary) == {own, standing}
    assert row.benchmarks == (first, second)


def test_that_a_series_is_of_one_kind_of_period():
    held = book(indicator(), figure("2018-04", "2"), figure("2018-03", "1"), figure("2017-18", "9"))
    assert [p.code for p, _ in series(held, indicator(), PeriodKind.MONTH)] == ["2018-03", "2018-04"]


def large(indicators: int, periods: int) -> Book:
    codes = [month(2013, 4).shifted(n).code for n in range(periods)]
    names = [f"vital/{n}" for n in range(indicators)]
    return book(
        columns(*codes),
        [indicator(ident=name, unit=Unit.COUNT) for name in names],
        [target("50", of=name) for name in names],
        [relative("10", of=name) for name in names],
        [figure(code, str(n % 97), of=name) for n, name in enumerate(names) for code in codes],
    )


def seconds(indicators: int) -> float:
    held = large(indicators, 60)
    began = time.process_time()
    assert len(rated_rows(held, CARD)) == indicators
    return time.process_time() - began


def test_that_four_times_the_indicators_take_no_more_than_eight_times_as_long():
    few = min(seconds(150) for _ in range(3))
    assert min(seconds(600) for _ in range(3)) < 8 * few
