"""Single figures: against their counts, their scale, their range and their series."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.figures import Unit, round_half_up
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rules.comparators import comparator_scale
from scorecard_desktop.domain.rules.figures import jump, out_of_range, ratio_mismatch, scale
from scorecard_desktop.domain.target import Benchmark, TargetKind
from support.small_book import IND, book, cell, figure, indicator, target, thresholds, within

PERCENT, COUNT, RATE, NUMBER = Unit.PERCENT, Unit.COUNT, Unit.RATE, Unit.NUMBER


def found(rule, *records, unit=PERCENT, name="Plans agreed", decimals=1):
    return list(rule(book(indicator(Polarity.HIGH, unit, name, decimals=decimals), *records)))


@pytest.mark.parametrize(
    ("value", "counts", "text", "wrong"),
    [
        ("14.7", ("24", "163"), "14.7%", False),  # 14.72
        ("18.4", ("36", "196"), "18.4%", False),  # 18.37
        ("12.5", ("249", "2000"), "12.5%", False),  # 12.45, exactly half a digit away
        ("12.5", ("1249", "10000"), "12.5%", False),
        ("12.5", ("1244", "10000"), "12.5%", True),
        ("93", ("278", "300"), "93%", False),  # 92.67, shown without places
        ("93", ("277", "300"), "93%", True),  # 92.33
        ("93", ("278", "300"), "93.0%", True),
        ("22.8", ("1963", "8039"), "22.8%", True),
        ("24.0", ("1976", "8110"), "24.0%", True),
    ],
)
def test_that_a_percentage_is_held_against_its_counts_to_the_digit_shown(value, counts, text, wrong):
    observation = figure("2018-04", value, ratio=counts, source=cell("H8", text, "0.0%"))
    assert bool(found(ratio_mismatch, observation)) is wrong


def test_that_the_format_tells_the_digits_where_the_text_does_not():
    assert not found(ratio_mismatch, figure("2018-04", "93", ratio=("278", "300"), source=cell("H8", "0.93", "0%")))
    assert found(ratio_mismatch, figure("2018-04", "93", ratio=("278", "300"), source=cell("H8", "0.93", "0.00%")))


def test_that_a_typed_percentage_is_held_to_the_digits_that_were_typed():
    assert not found(ratio_mismatch, figure("2018-04", "12.9", ratio=("69", "535")))
    assert found(ratio_mismatch, figure("2018-04", "12.95", ratio=("69", "535")))


def test_that_a_percentage_worked_out_from_its_counts_agrees_with_them():
    value = str(Decimal(24) / Decimal(163) * 100)
    assert not found(ratio_mismatch, figure("2018-04", value, ratio=("24", "163"), source=cell("H8", "24 / 163")))


def test_that_a_mismatch_names_both_figures_and_its_cell():
    (finding,) = found(
        ratio_mismatch, figure("2018-04", "22.8", ratio=("1963", "8039"), source=cell("E9", "22.8%", "0.0%"))
    )
    assert finding.message == "Apr 2018 is 22.8%, but its counts 1,963 / 8,039 give 24.4%."
    assert (finding.severity, finding.place, finding.period) == (Severity.ERROR, "MI.xlsx, County!E9", "2018-04")


def test_that_a_near_miss_is_shown_with_the_places_that_part_the_two():
    (finding,) = found(ratio_mismatch, figure("2018-04", "92.3", ratio=("9236", "10000"), source=cell("E9", "92.3%")))
    assert finding.message == "Apr 2018 is 92.3%, but its counts 9,236 / 10,000 give 92.4%."
    (finding,) = found(ratio_mismatch, figure("2018-04", "93", ratio=("277", "300"), source=cell("E9", "93%")))
    assert finding.message == "Apr 2018 is 93%, but its counts 277 / 300 give 92.3%."


def test_that_a_share_of_nothing_is_found():
    (finding,) = found(ratio_mismatch, figure("2018-04", "0", ratio=("0", "0"), source=cell("E9", "0.0%")))
    assert finding.message == "Apr 2018 is 0.0%, but its counts are 0 / 0: a share of nothing cannot be worked out."


def test_that_counts_are_not_held_against_what_is_no_percentage():
    assert not found(ratio_mismatch, figure("2018-04", "71", ratio=("1", "2")), unit=COUNT)
    assert not found(ratio_mismatch, figure("2018-04", None, ratio=("1", "2")))


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_that_a_percentage_rounded_from_its_counts_is_never_found(numerator, denominator, decimals):
    value = round_half_up(Decimal(numerator) / Decimal(denominator) * 100, decimals)
    observation = figure(
        "2018-04", str(value), ratio=(str(numerator), str(denominator)), source=cell("E9", f"{value}%")
    )
    assert not found(ratio_mismatch, observation)


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 2), st.integers(1, 100))
def test_that_a_percentage_out_by_a_shown_digit_is_always_found(numerator, denominator, decimals, digits):
    value = round_half_up(Decimal(numerator) / Decimal(denominator) * 100, decimals)
    wrong = value + Decimal(digits + 1).scaleb(-decimals)
    observation = figure(
        "2018-04", str(wrong), ratio=(str(numerator), str(denominator)), source=cell("E9", f"{wrong}%")
    )
    assert len(found(ratio_mismatch, observation)) == 1


# scale


def test_that_a_share_above_a_hundred_is_found():
    (finding,) = found(scale, figure("2018-04", "130.5"))
    assert finding.message == "Apr 2018 is 130.5%, but a share cannot be more than 100%."
    assert not found(scale, figure("2018-04", "100"))


@pytest.mark.parametrize(
    "name",
    [
        "% change in referrals",
        "Spend as a percentage of budget",
        "% of target reached",
        "Percentage increase on last year",
    ],
)
def test_that_a_percentage_that_is_no_share_may_pass_a_hundred(name):
    assert not found(scale, figure("2018-04", "130"), name=name)


def test_that_a_verb_in_the_name_does_not_excuse_a_share():
    assert found(scale, figure("2018-04", "130"), name="Increase the percentage of schools judged good")


def test_that_a_count_formatted_as_a_percentage_is_found():
    (finding,) = found(scale, figure("2017-18 Q4", "71", source=cell("O14", "7100.0%", "0.0%")), unit=COUNT, decimals=0)
    assert finding.message == (
        "Q4 2017-18 is a count, but its cell is formatted as a percentage (the cell shows 7100.0%). It is taken as 71."
    )
    assert finding.cell == "O14"
    assert not found(scale, figure("2017-18 Q4", "71", source=cell("O14", "71", "0")), unit=COUNT)


# out of range


@pytest.mark.parametrize(
    ("value", "unit", "name", "wrong"),
    [
        ("-1", COUNT, "Contacts", True),
        ("0", COUNT, "Contacts", False),
        ("-0.1", PERCENT, "Plans agreed", True),
        ("-3", RATE, "Referrals per 10,000", True),
        ("-3", COUNT, "Net change in placements", False),
        ("-3", PERCENT, "% variance against budget", False),
        ("-3", NUMBER, "Average progress score", False),
        ("-3", Unit.MONEY, "Spend", False),
    ],
)
def test_that_what_cannot_be_below_zero_is_found_there(value, unit, name, wrong):
    assert bool(found(out_of_range, figure("2018-04", value), unit=unit, name=name)) is wrong


@pytest.mark.parametrize(
    ("values", "name", "wrong"),
    [
        (["210", "-214", "208", "220"], "Contacts", ["2018-02"]),
        (["210", "-214", "208"], "Contacts", []),  # too short a series to say
        (["210", "-214", "-208", "220", "215"], "Contacts", []),
        (["0.3", "-0.1", "0.4", "0.2", "0.5"], "Net promoter score", []),
        (["0.3", "-0.1", "0.4", "0.3", "0.5"], "Score", []),  # it passes through zero
        (["210", "-214", "0", "220", "215"], "Contacts", []),
        (["210", "-214", "208", "220"], "Change in contacts", []),
    ],
)
def test_that_the_one_figure_below_zero_of_a_series_is_found(values, name, wrong):
    assert [f.period for f in found(out_of_range, series(*values), unit=NUMBER, name=name)] == wrong


# what figures are held against


def benchmark(value):
    return Benchmark(IND, "England", value=Decimal(value), source=cell("Q4"))


@pytest.mark.parametrize(
    ("record", "severity"),
    [
        (target("100"), None),
        (target("9000"), Severity.ERROR),
        (target("120", TargetKind.AT_MOST), Severity.ERROR),
        (within("80", "110"), Severity.ERROR),
        (target("within 120% of others", TargetKind.TEXT), None),
        (thresholds("8000", "9000"), Severity.ERROR),
        (thresholds("80", "90"), None),
        (thresholds("102", "97"), None),  # nothing is red
        (benchmark("83"), None),
        (benchmark("8300"), Severity.WARNING),
    ],
)
def test_that_a_share_is_held_against_shares(record, severity):
    assert [f.severity for f in found(comparator_scale, record)] == ([] if severity is None else [severity])
    assert not found(comparator_scale, record, name="Spend against budget")
    assert not found(comparator_scale, record, unit=COUNT)


def test_that_a_target_in_percent_for_a_count_is_found_where_it_was_written():
    written = replace(target("20", TargetKind.AT_MOST), text="<20%", source=cell("L4", "<20%"))
    (finding,) = found(comparator_scale, written, unit=COUNT, decimals=0)
    assert finding.message == (
        "The target of <20% is a percentage, but the figures are not. It is taken as at most 20."
    )
    assert finding.cell == "L4"
    # what a format made a percentage of is the import's to see
    formatted = replace(target("20"), text="2000%", source=cell("L4", "2000%", "0%"))
    assert not found(comparator_scale, formatted, unit=COUNT)


# jump


def series(*values):
    return [figure(f"2018-{n:02d}", value) for n, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("values", "unit", "period"),
    [
        (["93.1", "92.8", "9.31", "94", "93.5"], PERCENT, "2018-03"),
        (["1164", "1178", "11790", "1151"], COUNT, "2018-03"),
        (["93.1", "92.8", "94.0", "0.935"], PERCENT, "2018-04"),
        (["69.7", "697", "69.7", "68.9"], RATE, "2018-02"),
        (["178", "177", "202", "583"], COUNT, None),  # three times as many is news, not a slip
        (["17.4", "3.8", "10", "9.5"], PERCENT, None),
        (["12", "1", "14", "11"], COUNT, "2018-02"),
        (["5", "6", "60", "5"], COUNT, None),  # small counts leap by themselves
        (["10", "11", "110", "10"], COUNT, "2018-03"),
        (["10", "30", "200", "20"], COUNT, "2018-03"),  # the rest is within three times its smallest
        (["10", "31", "200", "20"], COUNT, None),
        (["0", "0", "8.5", "0"], PERCENT, None),
        (["93", "9.3", "94"], PERCENT, None),  # too short a series to say
        (["100", "10", "100", "10", "100"], COUNT, None),
    ],
)
def test_that_a_slip_of_the_decimal_point_is_found_and_a_bad_month_is_not(values, unit, period):
    findings = found(jump, series(*values), unit=unit)
    assert [f.period for f in findings] == ([] if period is None else [period])


@pytest.mark.parametrize(
    ("values", "periods"),
    [
        (["210", "214", "208", "2200", "216", "2190", "211", "215"], ["2018-04", "2018-06"]),
        (["210", "214", "208", "2200", "216", "21", "211", "215"], ["2018-04", "2018-06"]),
        (["210", "214", "208", "2200", "216", "1300", "211", "215"], []),  # the other is no slip: it does leap
        (["210", "214", "208", "2200", "2190", "2150"], []),  # another way of counting from then on
        (["210", "214", "2200", "208", "2190"], []),
    ],
)
def test_that_several_slips_of_one_series_are_each_found(values, periods):
    assert [f.period for f in found(jump, series(*values), unit=COUNT)] == periods


def test_that_a_count_that_would_fit_is_whole():
    (finding,) = found(jump, series("210", "214", "2200", "208"), unit=COUNT, decimals=0)
    assert finding.advice == "Check the decimal point: 220 would fit the series."


def test_that_a_jump_says_what_would_fit():
    (finding,) = found(jump, series("93.1", "92.8", "9.31", "94"))
    assert finding.message == "Mar 2018 is 9.31%, about a tenth of the rest of its series (92.8% to 94.0%)."
    assert finding.advice == "Check the decimal point: 93.1% would fit the series."
    assert finding.severity is Severity.WARNING


def shares(*counts):
    """Percentages to one place, each with the counts that it comes from."""
    return [
        figure(f"2018-{n:02d}", str(round_half_up(Decimal(met * 100) / among, 1)), ratio=(str(met), str(among)))
        for n, (met, among) in enumerate(counts, 1)
    ]


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ([(5, 24), (7, 25), (6, 17), (1, 26)], False),  # one of 26 where one in four is usual: it happens
        ([(8, 10), (7, 9), (1, 12), (9, 11)], True),  # one of 12 where four in five are usual: it does not
        ([(50, 240), (70, 250), (60, 170), (10, 260)], True),  # the same shares of ten times as many
        ([(24, 300), (25, 310), (240, 305), (26, 298)], True),  # a numerator with a nought too many
    ],
)
def test_that_a_share_that_small_numbers_explain_is_no_slip(counts, wrong):
    assert bool(found(jump, shares(*counts))) is wrong


def test_that_a_share_unlike_its_own_counts_is_a_slip_however_small_they_are():
    records = [*shares((5, 24), (7, 25), (6, 17)), figure("2018-04", "2.9", ratio=("7", "24"))]
    assert [f.period for f in found(jump, records)] == ["2018-04"]


def test_that_a_yearly_figure_is_not_compared_with_monthly_ones():
    assert not found(jump, series("90", "95", "100", "98"), figure("2017-18", "1100"), unit=COUNT)


def test_that_a_figure_on_the_wrong_scale_is_found_once():
    records = [*series("66", "65", "84"), figure("2018-04", "7100", source=cell("O14", "7100.0%", "0.0%"))]
    assert not found(jump, records, unit=COUNT)
    assert len(found(scale, records, unit=COUNT)) == 1


def test_that_indicators_do_not_mix():
    other = indicator(Polarity.HIGH, COUNT, ident="vital/1.2")
    held = book(indicator(unit=COUNT), other, series("90", "95", "100"), figure("2018-04", "950", of="vital/1.2"))
    assert list(jump(held)) == []
    assert other.id != IND
