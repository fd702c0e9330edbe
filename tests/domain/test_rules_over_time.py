"""Columns of longer periods against the columns of shorter ones that make them up."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.rules.over_time import period_casting
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import book, cell, columns, figure, indicator

CONTACTS = ("10", "11", "12", "33")
REFERRALS = ("5", "6", "7", "18")
VISITS = ("20", "21", "22", "63")
TO_JUNE = ("2017-04", "2017-05", "2017-06", "2017-06 YTD")


def found(*rows, periods=TO_JUNE, unit=Unit.COUNT, more=()):
    """The findings on rows of figures, one for each of the columns: the row, from 1, and the period."""
    records: list[Record] = [*columns(*periods), *more]
    for number, row in enumerate(rows, 1):
        records.append(indicator(unit=unit, name=f"Row {number}", ident=f"vital/{number}", decimals=0))
        for at, (period, value) in enumerate(zip(periods, row, strict=True)):
            if value is not None:
                records.append(figure(period, value, of=f"vital/{number}", source=cell(f"{'DEFGHIJKLM'[at]}{number}")))
    return list(period_casting(book(*records)))


def places(findings):
    return [(f.rule, f.cell) for f in findings]


def test_that_a_year_to_date_past_its_months_is_found_where_other_rows_are_their_sum():
    (finding,) = found(("10", "11", "12", "43"), REFERRALS, VISITS)
    assert (finding.rule, finding.severity, finding.cell) == ("casting", Severity.ERROR, "G1")
    assert finding.message == ("Year to Jun 2017 is 43, but the 3 periods that make it up add 33, a difference of 10.")


@pytest.mark.parametrize(
    "first",
    [
        CONTACTS,
        ("400", "402", "404", "404"),  # a position, which stands as it stands at the end
        ("14", "15", "17", "15"),  # an average
        ("3", "4", "5", "9"),  # the same child may count in several months
        ("10", "11", None, "43"),
        ("10", "11", "12", "330"),  # something else altogether
        ("-10", "11", "12", "43"),
    ],
)
def test_that_what_need_not_be_a_sum_is_left_alone(first):
    assert found(first, REFERRALS, VISITS) == []


def test_that_one_other_row_does_not_bear_it_out():
    assert found(("10", "11", "12", "43"), REFERRALS) == []


def test_that_percentages_and_rates_are_not_added():
    for unit in (Unit.PERCENT, Unit.RATE):
        assert found(("10", "11", "12", "43"), REFERRALS, VISITS, unit=unit) == []


YEAR = ("2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4", "2017-18")
QUARTERS = ("2017-04", "2017-05", "2017-06", "2017-18 Q1", "2017-07", "2017-08", "2017-09", "2017-18 Q2")


def test_that_a_row_s_own_sums_bear_it_out_more_or_less():
    for wrong in ("40", "44"):
        row = ("10", "11", "12", "33", "13", "14", "15", wrong)
        assert places(found(row, periods=QUARTERS)) == [("casting", "K1")]


def test_that_a_year_is_held_against_its_quarters_and_terms_make_an_academic_year():
    rows = [("10", "11", "12", "13", "56"), ("5", "6", "7", "8", "26"), ("1", "2", "3", "4", "10")]
    assert places(found(*rows, periods=YEAR)) == [("casting", "H1")]
    terms = ("2016-17 Autumn", "2016-17 Spring", "2016-17 Summer", "2016-17 AY")
    assert places(found(("9", "25", "9", "47"), ("7", "5", "4", "16"), ("8", "11", "9", "28"), periods=terms)) == [
        ("casting", "G1")
    ]


def test_that_a_year_with_a_month_that_has_no_column_is_left_alone():
    periods = ("2017-04", "2017-06", "2017-06 YTD", "2017-07")
    assert found(("10", "12", "43", "1"), ("5", "7", "18", "1"), ("20", "22", "63", "1"), periods=periods) == []


def test_that_where_the_settings_say_how_a_figure_is_made_it_is_left_to_them():
    own = Setting(Scope.INDICATOR, "vital/1", "aggregate.method", "year to date")
    assert found(("10", "11", "12", "43"), REFERRALS, VISITS, more=(own,)) == []


IN_APRIL = ("2018-03", "2018-04", "2018-04 YTD")


def test_that_a_year_to_date_of_april_alone_is_april_s_figure():
    rows = [("10", "11", "11"), ("5", "6", "6"), ("81.5", "80.5", "805")]
    (finding,) = found(*rows, periods=IN_APRIL, unit=Unit.RATE)
    assert (finding.rule, finding.severity, finding.cell) == ("conflicting-values", Severity.WARNING, "F3")
    assert finding.message == ("Year to Apr 2018 is 805 here, but Apr 2018, which is all of it, is 81 in E3.")


def test_that_columns_that_mostly_differ_mean_different_things():
    rows = [("10", "11", "110"), ("5", "6", "60"), ("8", "8", "8")]
    assert found(*rows, periods=IN_APRIL) == []
    assert found(("10", "11", "110"), ("5", "6", "6"), periods=IN_APRIL) == []


def test_that_rounding_is_allowed_for():
    rows = [("10.5", "11.5", "12.5", "34.6"), ("5.1", "6.1", "7.1", "18.3"), ("1.1", "1.1", "1.1", "3.3")]
    assert found(*rows, unit=Unit.MONEY) == []
    assert Decimal("34.5") + Decimal("0.2") < Decimal("34.8")
    assert len(found(("10.5", "11.5", "12.5", "34.8"), *rows[1:], unit=Unit.MONEY)) == 1
