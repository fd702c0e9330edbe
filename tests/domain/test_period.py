"""Periods: their codes and labels, and what lies before, after and a year earlier."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.period import (
    PeriodKind,
    academic_year,
    autumn_and_spring,
    calendar_year,
    financial_year,
    half_term,
    half_year,
    month,
    period_from_code,
    quarter,
    quarter_ending,
    rolling_12,
    snapshot,
    term,
    year_to_date,
)

years = st.integers(1950, 2090)
months = st.integers(1, 12)
periods = st.one_of(
    st.builds(month, years, months),
    st.builds(quarter, years, st.integers(1, 4)),
    st.builds(quarter_ending, years, months),
    st.builds(half_year, years, st.integers(1, 2)),
    st.builds(financial_year, years),
    st.builds(academic_year, years),
    st.builds(calendar_year, years),
    st.builds(term, years, st.integers(1, 3)),
    st.builds(half_term, years, st.integers(1, 6)),
    st.builds(autumn_and_spring, years),
    st.builds(year_to_date, years, months),
    st.builds(rolling_12, years, months),
    st.builds(snapshot, st.dates(date(1950, 1, 1), date(2090, 12, 31))),
)


@pytest.mark.parametrize(
    ("period", "code", "label"),
    [
        (month(2018, 4), "2018-04", "Apr 2018"),
        (quarter(2017, 2), "2017-18 Q2", "Q2 2017-18"),
        (quarter_ending(2018, 4), "2018-04 Q", "3 months to Apr 2018"),
        (half_year(2017, 2), "2017-18 H2", "H2 2017-18"),
        (financial_year(2016), "2016-17", "2016-17"),
        (financial_year(2011), "2011-12 FY", "2011-12"),
        (academic_year(2016), "2016-17 AY", "2016-17 academic year"),
        (calendar_year(2017), "2017", "2017"),
        (term(2016, 1), "2016-17 Autumn", "Autumn 2016-17"),
        (half_term(2016, 3), "2016-17 Spring 1", "Spring 1 2016-17"),
        (autumn_and_spring(2016), "2016-17 Two terms", "Autumn and spring 2016-17"),
        (year_to_date(2018, 4), "2018-04 YTD", "Year to Apr 2018"),
        (rolling_12(2017, 1), "2017-01 R12", "12 months to Jan 2017"),
        (snapshot(date(2018, 4, 30)), "2018-04-30", "30 Apr 2018"),
    ],
)
def test_that_a_period_is_written_as_the_command_and_as_a_person_writes_it(period, code, label):
    assert (period.code, period.label) == (code, label)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (quarter(2017, 1), date(2017, 4, 1), date(2017, 6, 30)),
        (quarter(2017, 4), date(2018, 1, 1), date(2018, 3, 31)),
        (half_year(2017, 1), date(2017, 4, 1), date(2017, 9, 30)),
        (academic_year(2016), date(2016, 9, 1), date(2017, 8, 31)),
        (year_to_date(2018, 2), date(2017, 4, 1), date(2018, 2, 28)),
        (rolling_12(2016, 2), date(2015, 3, 1), date(2016, 2, 29)),
        (term(2016, 2), date(2017, 1, 1), date(2017, 4, 30)),
    ],
)
def test_that_a_period_covers_its_days(period, start, end):
    assert (period.start, period.end) == (start, end)


@given(periods)
def test_that_a_code_is_read_back(period):
    assert period_from_code(period.code) == period


@given(periods)
def test_that_no_two_kinds_share_a_code(period):
    assert period_from_code(period.code).kind is period.kind


@given(periods, st.integers(-30, 30))
def test_that_going_there_and_back_is_going_nowhere(period, steps):
    assert period.shifted(steps).shifted(-steps) == period


APART = (PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_12, PeriodKind.TWO_TERMS)


@given(periods.filter(lambda p: p.kind not in APART))
def test_that_neighbours_touch(period):
    assert (period.next().start - period.end).days == 1
    assert period.previous() < period < period.next()


@given(periods.filter(lambda p: p.kind is not PeriodKind.DATE))
def test_that_a_year_earlier_is_the_same_time_last_year(period):
    earlier = period.year_earlier()
    assert earlier.kind is period.kind
    assert (earlier.end.year, earlier.end.month) == (period.end.year - 1, period.end.month)


def test_that_leap_days_are_held_to_the_month():
    assert month(2017, 2).year_earlier() == month(2016, 2)
    assert month(2016, 2).year_earlier().end == date(2015, 2, 28)
    assert snapshot(date(2016, 2, 29)).year_earlier() == snapshot(date(2015, 2, 28))


def test_that_the_same_end_is_ordered_by_length():
    ordered = [month(2018, 3), quarter(2017, 4), half_year(2017, 2), financial_year(2017)]
    assert sorted([ordered[2], ordered[0], ordered[3], ordered[1]]) == ordered


@pytest.mark.parametrize(
    "code", ["", "x2018-04", "2018-13", "2018-00", "2018-4", "2018-02-30", "0000-01", "2017-18 Q5", "2017-19"]
)
def test_that_what_is_no_code_is_refused_by_name(code):
    with pytest.raises(ValueError, match=f"“{code}” is not a period"):
        period_from_code(code)
