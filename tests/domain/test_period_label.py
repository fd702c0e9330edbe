"""The periods that officers write over a column."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.period import (
    academic_year,
    calendar_year,
    financial_year,
    half_term,
    half_year,
    month,
    quarter,
    quarter_ending,
    rolling_12,
    snapshot,
    term,
    year_to_date,
)
from scorecard_desktop.domain.period_label import read_headings, read_label


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Apr 17", "2017-04"),
        ("Apr-17", "2017-04"),
        ("Sept 17", "2017-09"),
        ("April 2017", "2017-04"),
        ("2017-04", "2017-04"),
        ("12/2017", "2017-12"),
        ("Jan 2017-18", "2018-01"),
        ("Apr 2017-18", "2017-04"),
        ("Month 2 2017-18", "2017-05"),
        ("2018-19 m2", "2018-05"),
        ("2017-18 P12", "2018-03"),
        ("Qu 2 17-18", "2017-18 Q2"),
        ("Q2 2017/18", "2017-18 Q2"),
        ("2017/18 Q3", "2017-18 Q3"),
        ("Qtr 3 (2017-18)", "2017-18 Q3"),
        ("Quarter 2, 2017-18", "2017-18 Q2"),
        ("Q1 '17/18", "2017-18 Q1"),
        ("Q2 (Jul-Sep) 2017-18", "2017-18 Q2"),
        ("Jul-Sep 2017", "2017-18 Q2"),
        ("Jan to Mar 18", "2017-18 Q4"),
        ("3 months to June 2018", "2018-19 Q1"),
        ("H1 2017-18", "2017-18 H1"),
        ("Apr-Sep 17", "2017-18 H1"),
        ("Oct 2017 - Mar 2018", "2017-18 H2"),
        ("Yr. end 16-17", "2016-17"),
        ("2016-17", "2016-17"),
        ("2016/17", "2016-17"),
        ("201617", "2016-17"),
        ("2016-2017", "2016-17"),
        ("99-00", "1999-00"),
        ("April 2017 - March 2018", "2017-18"),
        ("2016/17 academic year", "2016-17 AY"),
        ("2017", "2017"),
        ("Aut 16-17", "2016-17 Autumn"),
        ("Autumn term 2016", "2016-17 Autumn"),
        ("Spring 2017", "2016-17 Spring"),
        ("Spring 1 2016-17", "2016-17 Spring 1"),
        ("Autumn and spring terms 2016/17", "2016-17 Two terms"),
        ("YTD Jan 17", "2017-01 YTD"),
        ("Dec 2017 YTD", "2017-12 YTD"),
        ("Rolling 12 months to Jan 17", "2017-01 R12"),
        ("July 2017 - June 2018", "2018-06 R12"),
        ("30 June 2018", "2018-06-30"),
        ("31st March 2018", "2018-03-31"),
        ("March 31 2018", "2018-03-31"),
        ("31/03/2018", "2018-03-31"),
        (date(2017, 4, 1), "2017-04"),
        (datetime(2018, 3, 1), "2018-03"),
    ],
)
def test_that_a_label_is_read(label, code):
    heading = read_label(label)
    assert heading is not None
    assert heading.period.code == code


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("Yr. end 16-17", "Yr. end"),
        ("Target 2017-18", "Target"),
        ("Children's Scorecard - Quarter 2, 2017-18", "Children's Scorecard"),
        ("Risk register as at 30 June 2018", "Risk register as at"),
        ("County Report YTD Jan 18", "County Report"),
    ],
)
def test_that_the_words_around_a_period_are_kept_as_written(label, rest):
    heading = read_label(label)
    assert heading is not None
    assert heading.rest == rest


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Q1",
        "May",
        "Target",
        "Marches 17",
        "Mayor 2017",
        "5.4 2017",
        "Week 12",
        "2018-13",
        "31 Feb 2018",
        "30/02/2018",
    ],
)
def test_that_what_names_no_period_is_not_read_as_one(label):
    assert read_label(label) is None


@pytest.mark.parametrize("label", [None, 2017, 4.5, True])
def test_that_only_words_and_dates_are_labels(label):
    assert read_label(label) is None


@given(st.text(max_size=60))
def test_that_no_text_stops_the_reading(text):
    read_label(text)


@given(st.integers(1990, 2059), st.integers(1, 12))
def test_that_a_period_s_own_label_is_read_back(year, number):
    for period in (
        month(year, number),
        quarter(year, (number - 1) // 3 + 1),
        quarter_ending(year, number),
        half_year(year, 1 + number % 2),
        term(year, (number - 1) // 4 + 1),
        half_term(year, 1 + number % 6),
        financial_year(year + 12 if year in range(2000, 2012) else year),  # 2010-11 alone may be a month
        academic_year(year),
        calendar_year(year),
        rolling_12(year, number),
        year_to_date(year, number),
        snapshot(date(year, number, 28)),
    ):
        for text in (period.label, period.code):
            heading = read_label(text)
            assert heading is not None
            assert heading.period == period


def codes(*labels, within=None):
    return [heading.period.code if heading is not None else None for heading in read_headings(labels, within)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Apr 17", "May 17", "Jun 17"], ["2017-04", "2017-05", "2017-06"]),
        (["Mar 15", "Jun 15", "Sep 15"], ["2014-15 Q4", "2015-16 Q1", "2015-16 Q2"]),
        (["Mar 16", "Jun 16", "Dec 16"], ["2015-16 Q4", "2016-17 Q1", "2016-17 Q3"]),
        (["Jun 17", "Mar 17", "Dec 16"], ["2017-18 Q1", "2016-17 Q4", "2016-17 Q3"]),
        (["Sep 16", "Mar 17", "Sep 17"], ["2016-17 H1", "2016-17 H2", "2017-18 H1"]),
        (["Mar 15", "Mar 16", "Mar 17"], ["2014-15", "2015-16", "2016-17"]),
        (["Jan 15", "Jan 16", "Jan 17"], ["2015-01 R12", "2016-01 R12", "2017-01 R12"]),
        (["Mar 17", "Jun 17"], ["2017-03", "2017-06"]),
        (["Jun 17", "Sep 17", "Nov 17", "Mar 18"], ["2017-18 Q1", "2017-18 Q2", "2017-11", "2017-18 Q4"]),
        (["Mar 15", "May 15", "Mar 16", "Mar 17"], ["2014-15", "2015-05", "2015-16", "2016-17"]),
        (
            ["Aut 16-17", "Spr 16-17", "Sum 16-17", "16-17 Total"],
            ["2016-17 Autumn", "2016-17 Spring", "2016-17 Summer", "2016-17 AY"],
        ),
        (["Aut 16-17", "Q4 16-17", "16-17 Total"], ["2016-17 Autumn", "2016-17 Q4", "2016-17"]),
        (["2009-10", "2010-11", "2011-12", "2012-13"], ["2009-10 FY", "2010-11 FY", "2011-12 FY", "2012-13"]),
        (["2010/11", "2011/12", "Target"], ["2010-11 FY", "2011-12 FY", None]),
        (["2010-11", "2010-12", "2011-01"], ["2010-11", "2010-12", "2011-01"]),
        (
            ["Term 1 2016-17", "Term 2 2016-17", "Term 3 2016-17"],
            ["2016-17 Autumn", "2016-17 Spring", "2016-17 Summer"],
        ),
        (
            ["Term 1 16/17", "Term 2 16/17", "Term 4 16/17"],
            ["2016-17 Autumn 1", "2016-17 Autumn 2", "2016-17 Spring 2"],
        ),
        (["Half term 1 2016-17", "Half-term 6 2016-17"], ["2016-17 Autumn 1", "2016-17 Summer 2"]),
        # which of them is odd cannot be told, or it stands at an end and may have been added
        (["Jun 17", "Sep 17", "Dec 17", "Jan 18"], ["2017-06", "2017-09", "2017-12", "2018-01"]),
        (["Apr 17", "May 17", "Jun 17", "Sep 17"], ["2017-04", "2017-05", "2017-06", "2017-09"]),
        (["Apr 17", "Jun 17", "Sep 17"], ["2017-04", "2017-06", "2017-09"]),
    ],
)
def test_that_the_step_of_a_row_says_how_long_its_periods_are(labels, expected):
    assert codes(*labels) == expected


def test_that_other_columns_between_periods_do_not_matter():
    assert codes("Indicator", "Mar 15", "Jun 15", "Sep 15", "Target") == [
        None,
        "2014-15 Q4",
        "2015-16 Q1",
        "2015-16 Q2",
        None,
    ]


def test_that_a_heading_without_its_year_takes_that_of_the_title():
    within = financial_year(2017)
    assert codes("Q1", "Q4", within=within) == ["2017-18 Q1", "2017-18 Q4"]
    assert codes("Apr", "January", within=within) == ["2017-04", "2018-01"]
    assert codes("Autumn", "Indicator", "Target", within=within) == ["2017-18 Autumn", None, None]
    assert codes("Q1", "Q2", within=month(2018, 2)) == ["2017-18 Q1", "2017-18 Q2"]
