"""What Excel shows for a value under a number format."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.importing.shown import show_date, show_number


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        ("0.147", "0.0%", "14.7%"),
        ("71", "0.0%", "7100.0%"),
        ("0.2", "0%", "20%"),
        ("0.0165", "0.00%", "1.65%"),
        ("0.125", "0%", "13%"),
        ("10681", "#,##0", "10,681"),
        ("999", "#,##0", "999"),
        ("1234.56", "#,##0.0", "1,234.6"),
        ("5.443", "0.000", "5.443"),
        ("64", "0.0", "64.0"),
        ("0.5", ".0", ".5"),
        ("12.30", "0.##", "12.3"),
        ("5", "00", "05"),
        ("1.5", "General", "1.5"),
        ("100", "General", "100"),
        ("0.333333333333333", "General", "0.333333333"),
        ("-0.379", "0.000", "-0.379"),
        ("-0.0001", "0.0", "0.0"),
        ("-20", "#,##0;(#,##0)", "(20)"),
        ("20", "#,##0;(#,##0)", "20"),
        ("0", '0;-0;"nil"', "nil"),
        ("-5", "0;[Red]-0", "-5"),
        ("1200000", '#,##0.0,,"m"', "1.2m"),
        ("1234", "£#,##0", "£1,234"),
        ("1234", "[$£-809]#,##0.00", "£1,234.00"),
        ("12", '0" days"', "12 days"),
        ("12", "0\\ \\d", "12 d"),
        ("1234", "_-* #,##0_-;-* #,##0_-", "1,234"),
        ("150", '[>100]"over";0', "over"),
        ("50", '[>100]"over";0', "50"),
        ("0.25", "# ?/?", "0.25"),
        ("5", "@", "5"),
    ],
)
def test_that_a_number_is_shown_as_excel_shows_it(value, number_format, shown):
    assert show_number(Decimal(value), number_format) == shown


@pytest.mark.parametrize(
    ("day", "number_format", "shown"),
    [
        (date(2017, 4, 1), "mmm-yy", "Apr-17"),
        (date(2017, 4, 1), "mmmm yyyy", "April 2017"),
        (date(2018, 6, 6), "dd/mm/yyyy", "06/06/2018"),
        (date(2018, 6, 6), "d mmm yyyy", "6 Jun 2018"),
        (date(2018, 6, 6), "dddd d mmmm", "Wednesday 6 June"),
        (date(2018, 6, 6), "[$-809]dd mmmm yyyy;@", "06 June 2018"),
        (datetime(2018, 6, 6, 14, 5), "dd/mm/yy hh:mm", "06/06/18 14:05"),
        (datetime(2018, 6, 6, 14, 5, 9), "h:mm:ss AM/PM", "2:05:09 PM"),
        (date(2018, 6, 6), "General", "06/06/2018"),
    ],
)
def test_that_a_date_is_shown_as_excel_shows_it(day, number_format, shown):
    assert show_date(day, number_format) == shown


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
    st.text(alphabet='0#?.,%;[]"\\_*@-+E/ ()£dmyhs<>=123RedGneral', max_size=16),
)
def test_that_no_format_stops_the_reading(value, number_format):
    assert isinstance(show_number(value, number_format), str)
    assert isinstance(show_date(date(2018, 2, 28), number_format), str)
