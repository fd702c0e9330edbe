"""When figures are due: what an empty cell is, and how everything that reads it agrees."""

from dataclasses import replace
from datetime import date

import pytest

from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.rated import presence_at, rated_row, rated_rows
from scorecard_desktop.domain.scorecard import ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import CARD, IND, book, columns, figure, indicator, scorecard, target

HERE, AWAITED, NOT_EXPECTED = Presence.HERE, Presence.AWAITED, Presence.NOT_EXPECTED
MONTHS = [f"2017-{n:02d}" for n in range(4, 13)] + [f"2018-{n:02d}" for n in range(1, 5)]
QUARTERS = [f"2017-18 Q{n}" for n in range(1, 5)]


def expected(held, codes, ident=IND):
    """Which of the empty cells are awaited."""
    of = held.get(type(indicator()), ident)
    return [code for code in codes if presence_at(held, of, period_from_code(code)) is AWAITED]


def months_due(frequency, *records):
    held = book(indicator(frequency=frequency), columns(*MONTHS), *records)
    return [code[-2:] for code in expected(held, MONTHS)]


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        (PeriodKind.MONTH, [code[-2:] for code in MONTHS]),
        (PeriodKind.QUARTER, ["06", "09", "12", "03"]),
        (PeriodKind.HALF_TERM, ["04", "06", "08", "10", "12", "02", "04"]),
        (PeriodKind.TERM, ["04", "08", "12", "04"]),
        (PeriodKind.HALF_YEAR, ["09", "03"]),
        (PeriodKind.FINANCIAL_YEAR, ["03"]),
        (PeriodKind.ACADEMIC_YEAR, ["08"]),
        (PeriodKind.CALENDAR_YEAR, ["12"]),
        (PeriodKind.ROLLING_12, [code[-2:] for code in MONTHS]),
        (PeriodKind.DATE, [code[-2:] for code in MONTHS]),
    ],
)
def test_that_a_figure_is_due_in_the_month_in_which_its_own_period_ends(frequency, due):
    assert months_due(frequency) == due


def test_that_a_term_s_figure_is_due_in_the_quarter_in_which_the_term_ends():
    held = book(scorecard(PeriodKind.QUARTER), indicator(frequency=PeriodKind.TERM), columns(*QUARTERS))
    assert expected(held, QUARTERS) == ["2017-18 Q1", "2017-18 Q2", "2017-18 Q3"]  # April, August, December


def test_that_the_months_may_be_named():
    said = Setting(Scope.INDICATOR, IND, "due.months", "January, Apr, jul, Oct")
    assert months_due(PeriodKind.QUARTER, said) == ["04", "07", "10", "01", "04"]
    for_all = Setting(Scope.SCORECARD, CARD, "due.months", "May")
    assert months_due(PeriodKind.FINANCIAL_YEAR, for_all) == ["05"]
    assert months_due(PeriodKind.MONTH, for_all) == [code[-2:] for code in MONTHS]


@pytest.mark.parametrize("words", ["Junk", "Ma", "13", "Jan-Apr"])
def test_that_what_is_no_month_is_not_taken_for_one(words):
    assert months_due(PeriodKind.QUARTER, Setting(Scope.INDICATOR, IND, "due.months", words)) == [
        "06",
        "09",
        "12",
        "03",
    ]


def test_that_a_yearly_figure_is_due_in_the_year_s_column_alone_where_there_is_one():
    held = book(
        scorecard(PeriodKind.QUARTER), indicator(frequency=PeriodKind.FINANCIAL_YEAR), columns(*QUARTERS, "2017-18")
    )
    assert expected(held, [*QUARTERS, "2017-18"]) == ["2017-18"]


@pytest.mark.parametrize(("held_for", "due"), [(None, []), ("2016-17", ["2016-17", "2017-18"])])
def test_that_a_year_s_figure_of_a_quarterly_indicator_is_due_where_it_ever_had_one(held_for, due):
    records = [figure(held_for, "71")] if held_for else []
    quarterly = indicator(frequency=PeriodKind.QUARTER)
    held = book(scorecard(PeriodKind.QUARTER), quarterly, columns(*QUARTERS, "2016-17", "2017-18"), records)
    assert expected(held, ["2016-17", "2017-18"]) == [code for code in due if code != held_for]


def test_that_a_monthly_indicator_on_a_quarterly_scorecard_is_due_each_quarter():
    held = book(scorecard(PeriodKind.QUARTER), indicator(frequency=PeriodKind.MONTH), columns(*QUARTERS))
    assert expected(held, QUARTERS) == QUARTERS


def test_that_snapshots_on_any_day_are_due():
    days = ["2018-03-28", "2018-04-25"]
    held = book(scorecard(PeriodKind.DATE), indicator(frequency=PeriodKind.MONTH), columns(*days))
    assert expected(held, days) == days


@pytest.mark.parametrize(
    ("starts", "ends", "due"),
    [
        (date(2017, 7, 1), None, MONTHS[3:]),
        (date(2017, 7, 31), None, MONTHS[3:]),  # a part of a month is a month
        (None, date(2017, 6, 30), MONTHS[:3]),
        (None, date(2017, 7, 1), MONTHS[:4]),
        (date(2017, 6, 1), date(2017, 6, 30), ["2017-06"]),
        (date(2018, 5, 1), None, []),
    ],
)
def test_that_figures_are_due_from_the_first_day_to_the_last(starts, ends, due):
    held = book(replace(indicator(), starts=starts, ends=ends), columns(*MONTHS))
    assert expected(held, MONTHS) == due


def test_that_what_the_cell_says_goes_before_frequency_and_dates():
    quarterly = replace(indicator(frequency=PeriodKind.QUARTER), ends=date(2017, 12, 31))
    said = [
        figure("2017-06", None, expected=False),
        figure("2017-07", None),  # an officer says that one is due
        figure("2017-08", "80"),
        Observation(IND, "2018-01", symbol=Symbol.NOT_AVAILABLE),
        Observation(IND, "2018-02", note="see comments"),
    ]
    held = book(quarterly, columns(*MONTHS), said)
    found = {code: presence_at(held, quarterly, period_from_code(code)) for code in MONTHS}
    assert [code for code, what in found.items() if what is HERE] == ["2017-08", "2018-01", "2018-02"]
    assert [code for code, what in found.items() if what is AWAITED] == ["2017-07", "2017-09", "2017-12"]


# What reads it


def row_at(held, code):
    return next(row for row in rated_rows(held, CARD, period_from_code(code)) if row.indicator.id == IND)


@pytest.mark.parametrize(
    ("changes", "code", "spoken", "proof"),
    [
        ({}, "2018-04", "1.1, Apr 2018, awaited", "No figure has come yet."),
        (
            {"frequency": PeriodKind.QUARTER},
            "2018-04",
            "1.1, Apr 2018, not expected",
            "No figure is expected for this period: figures are given quarterly.",
        ),
        (
            {"starts": date(2018, 5, 1)},
            "2018-04",
            "1.1, Apr 2018, not expected",
            "No figure is expected for this period: figures begin on 1 May 2018.",
        ),
        (
            {"ends": date(2018, 3, 31)},
            "2018-04",
            "1.1, Apr 2018, not expected",
            "No figure is expected for this period: figures ended on 31 Mar 2018.",
        ),
    ],
)
def test_that_a_row_says_why_a_cell_is_empty(changes, code, spoken, proof):
    held = book(replace(indicator(), **changes), columns(*MONTHS), target("90"))
    row = row_at(held, code)
    assert row.spoken == spoken
    assert row.rating.proof == proof
    assert (row.presence is NOT_EXPECTED) is ("not expected" in spoken)


def test_that_an_officer_s_word_that_a_figure_is_due_reads_as_awaited():
    row = row_at(book(indicator(), columns(*MONTHS), figure("2018-04", None)), "2018-04")
    assert row.rating.proof == "No figure has come yet."
    assert row.spoken == "1.1, Apr 2018, awaited"


def test_that_travel_passes_over_months_in_which_nothing_is_due():
    held = book(
        indicator(frequency=PeriodKind.QUARTER), columns(*MONTHS), figure("2017-12", "80"), figure("2018-03", "82")
    )
    assert row_at(held, "2018-03").direction.against == "2017-12"


def test_that_travel_stops_at_a_quarter_that_is_awaited():
    held = book(
        indicator(frequency=PeriodKind.QUARTER), columns(*MONTHS), figure("2017-09", "80"), figure("2018-03", "82")
    )
    assert row_at(held, "2018-03").direction.against == ""


def test_that_a_yearly_figure_travels_from_last_year_s():
    held = book(
        indicator(frequency=PeriodKind.FINANCIAL_YEAR),
        columns("2017-03", *MONTHS),
        figure("2017-03", "80"),
        figure("2018-03", "82"),
    )
    assert row_at(held, "2018-03").direction.against == "2017-03"


def test_that_a_quarterly_indicator_worsens_by_quarters():
    worse = [figure(code, value) for code, value in zip(MONTHS[2::3], ["90", "88", "86", "84"], strict=False)]
    held = book(indicator(frequency=PeriodKind.QUARTER), columns(*MONTHS), worse)
    assert [reason.sentence for reason in row_at(held, "2018-03").exceptions] == [
        "Worse in each of the last 3 quarters."
    ]


def test_that_what_is_not_expected_is_no_exception():
    links = indicator(frequency=PeriodKind.QUARTER, affects_budget=True)
    held = book(links, columns(*MONTHS))
    assert row_at(held, "2018-03").exceptions
    assert not row_at(held, "2018-04").exceptions


def test_that_a_row_kept_by_the_ledger_follows_what_makes_it_due():
    """A first year-end figure makes the other years' due; a column of its own frequency takes the figure away."""
    from scorecard_desktop.domain.change import Change

    held = book(
        scorecard(PeriodKind.QUARTER),
        indicator(frequency=PeriodKind.QUARTER),
        indicator(ident="vital/1.2", frequency=PeriodKind.TERM),
        columns(*QUARTERS, "2016-17", "2017-18"),
    )
    ledger = Ledger(held)
    list(ledger.all_rows())
    for change in (
        Change(None, figure("2017-18", "71")),
        Change(None, ScorecardPeriod(CARD, "2017-18 Autumn")),
        Change(ScorecardPeriod(CARD, "2017-18 Autumn"), None),
        Change(figure("2017-18", "71"), None),
        Change(None, Setting(Scope.SCORECARD, CARD, "due.months", "Feb")),
    ):
        ledger.apply([change])
        for card in held.scorecards():
            for kept in ledger.all_rows():
                fresh = rated_row(held, card, kept.indicator, kept.period)
                assert kept == fresh, (change, kept.indicator.id, kept.period.code)


def test_that_no_polarity_or_unit_changes_what_is_due():
    assert months_due(PeriodKind.QUARTER) == ["06", "09", "12", "03"]
    held = book(indicator(Polarity.NONE, frequency=PeriodKind.QUARTER), columns(*MONTHS))
    assert [code[-2:] for code in expected(held, MONTHS)] == ["06", "09", "12", "03"]
