"""The year-end forecast: rated apart from the current figure, and never made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.forecast import forecast_at, is_year_end_forecast, year_of
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rate_at, rated_row
from scorecard_desktop.domain.rating import Override, RatingOf
from support.small_book import IND, book, columns, figure, indicator, last_year, relative, scorecard, target

JUNE = period_from_code("2018-06")


def forecast(period, value):
    return replace(figure(period, value), flags=frozenset({Symbol.FORECAST}))


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2018-04", "2018-19"),
        ("2018-03", "2017-18"),
        ("2017-18 Q4", "2017-18"),
        ("2018-12 YTD", "2018-19"),
        ("2018-03 R12", "2017-18"),
        ("2018-03-31", "2017-18"),
        ("2017-18 H1", "2017-18"),
        ("2017-18 Autumn", "2017-18 AY"),
        ("2017-18 Summer", "2017-18 AY"),
        ("2017-18 AY", "2017-18 AY"),
        ("2018", "2018"),
        ("2017-18", "2017-18"),
    ],
)
def test_that_a_period_is_in_the_year_of_its_own_calendar(period, year):
    assert year_of(period_from_code(period)).code == year


def test_that_a_forecast_is_rated_against_the_years_target_and_apart_from_the_current_figure():
    held = book(
        indicator(),
        target("80"),
        target("90", period="2018-19"),
        relative("10"),
        figure("2018-06", "81"),
        forecast("2018-19", "85"),
    )
    row = rated_row(held, scorecard(), indicator(), JUNE)
    assert (row.rating.rag, row.forecast.rating.rag) == (Rag.GREEN, Rag.AMBER)
    assert row.forecast.year.code == "2018-19"
    assert row.forecast.observation is not None
    assert row.forecast.observation.value == Decimal(85)
    assert row.forecast.rating.proof.startswith("85.0% is 5.6% worse than the target of 90%")


def test_that_where_nobody_gave_a_forecast_none_is_rated_whatever_the_trend():
    rising = [figure(f"2018-{n:02}", str(60 + n)) for n in range(1, 13)]
    found = forecast_at(book(indicator(), target("65"), rising), indicator(), period_from_code("2018-12"))
    assert (found.observation, found.rating.rag) == (None, Rag.NONE)
    assert found.rating.proof == "Nobody has given a forecast for 2018-19."


def test_that_once_the_years_figure_has_come_there_is_nothing_to_forecast():
    found = forecast_at(book(indicator(), target("65"), figure("2018-19", "70")), indicator(), JUNE)
    assert (found.observation, found.rating.proof) == (
        None,
        "The figure for 2018-19 has come, so that nothing is left to forecast.",
    )


def test_that_a_years_forecast_is_never_rated_as_a_current_figure():
    held = book(indicator(frequency=PeriodKind.FINANCIAL_YEAR), target("90"), forecast("2018-19", "95"))
    year = period_from_code("2018-19")
    row = rated_row(held, scorecard(), indicator(), year)
    assert (row.text, row.rating.rag, row.forecast.rating.rag) == ("95.0% [f]", Rag.NONE, Rag.GREEN)
    assert (
        row.rating.proof == "The figure for 2018-19 is a forecast, which is rated as one and not as a current figure."
    )
    assert row.exceptions == ()


def test_that_an_officer_may_override_a_forecasts_rating_with_a_reason():
    held = book(
        indicator(),
        target("90"),
        forecast("2018-19", "95"),
        Override(IND, "2018-19", Rag.RED, "A school will close.", rating=RatingOf.FORECAST),
    )
    found = forecast_at(held, indicator(), JUNE).rating
    assert (found.rag, found.overridden) == (Rag.RED, True)
    assert "A school will close." in found.proof
    assert rate_at(held, indicator(), period_from_code("2018-19")).rag is Rag.NONE


def test_that_the_current_rating_and_the_forecasts_are_overridden_apart():
    yearly = indicator(frequency=PeriodKind.FINANCIAL_YEAR)
    current = Override(IND, "2018-19", Rag.AMBER, "Audited.")
    outlook = Override(IND, "2018-19", Rag.RED, "A school will close.", rating=RatingOf.FORECAST)
    assert current.key != outlook.key
    held = book(yearly, target("90"), forecast("2018-19", "95"), current)
    year = period_from_code("2018-19")
    assert forecast_at(held, yearly, year).rating.rag is Rag.GREEN
    came = book(yearly, target("90"), figure("2018-19", "95"), current, outlook)
    row = rated_row(came, scorecard(), yearly, year)
    assert (row.rating.rag, row.rating.override) == (Rag.AMBER, current)
    assert row.forecast.rating.rag is Rag.NONE  # the figure has come


def test_that_a_forecast_is_compared_with_last_years_figure_where_the_tolerance_asks():
    held = [indicator(Polarity.HIGH), target("100"), last_year("5"), forecast("2018-19", "80")]
    assert forecast_at(book(*held), indicator(), JUNE).rating.rag is Rag.RED
    assert forecast_at(book(*held, figure("2017-18", "79")), indicator(), JUNE).rating.rag is Rag.AMBER


def test_that_only_a_figure_of_a_whole_year_can_be_its_forecast():
    assert not is_year_end_forecast(forecast("2018-06", "5"))
    assert not is_year_end_forecast(figure("2018-19", "5"))
    assert not is_year_end_forecast(None)
    assert is_year_end_forecast(forecast("2017-18 AY", "5"))
    row = rated_row(
        book(indicator(), columns("2018-06"), target("5"), forecast("2018-06", "5")), scorecard(), indicator(), JUNE
    )
    assert row.rating.rag is Rag.GREEN
