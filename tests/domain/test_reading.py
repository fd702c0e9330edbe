"""What officers write in a cell, and what it is understood as."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.aims import read_polarity, read_target
from scorecard_desktop.domain.figures import Unit, show
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.reading import (
    SYMBOL_WORDS,
    read_figure,
    read_number,
    read_ratio,
    unit_from_name,
)
from scorecard_desktop.domain.target import TargetKind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("-0.379", "-0.379"),
        ("−3.2", "-3.2"),
        ("(1,200)", "-1200"),
        ("£5.44", "5.44"),
        ("-£0.379", "-0.379"),
        (".5", "0.5"),
        ("\u00a012\u00a0", "12"),
    ],
)
def test_that_a_number_is_read(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", ".", "12,34", "1.5.2", "12 345", "5 days", "1e5", "NaN", "½", "12,345,6"])
def test_that_what_is_no_plain_number_is_not_read_as_one(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("24 / 163", (24, 163)),
        ("4/22", (4, 22)),
        ("(69/535)", (69, 535)),
        ("69 of 535", (69, 535)),
        ("1,963 / 8,039", (1963, 8039)),
    ],
)
def test_that_counts_over_counts_are_read(text, counts):
    assert read_ratio(text) == counts


@pytest.mark.parametrize("text", ["/", "24 /", "24", "a/b", "1/2/3", ""])
def test_that_what_is_no_count_over_a_count_is_not_read_as_one(text):
    assert read_ratio(text) is None


@pytest.mark.parametrize(
    ("text", "value", "percent", "note"),
    [
        ("24.2%", "24.2", True, ""),
        ("100 %", "100", True, ""),
        ("93% (July fig)", "93", True, "July fig"),
        ("153 (full yr)", "153", False, "full yr"),
        ("12.9% (69/535)", "12.9", True, ""),
        ("12.9% (69/535) Rolling 12 months January 2017", "12.9", True, "Rolling 12 months January 2017"),
        ("24/163 (14.7%)", "14.7", True, ""),
        ("12%*", "12", True, "*"),
        ("10 day(s)", "10", False, "day(s)"),
    ],
)
def test_that_a_figure_is_read_and_the_words_after_it_are_kept(text, value, percent, note):
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.percent, figure.note) == (Decimal(value), percent, note)


def test_that_counts_give_the_percentage_that_they_stand_for():
    figure = read_figure("24 / 163")
    assert figure is not None
    assert (figure.numerator, figure.denominator, figure.percent) == (Decimal(24), Decimal(163), True)
    assert figure.value is not None
    assert show(figure.value, Unit.PERCENT, 1) == "14.7%"


def test_that_counts_behind_a_percentage_do_not_replace_it():
    figure = read_figure("12.9% (69/535)")
    assert figure is not None
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal("12.9"), Decimal(69), Decimal(535))


@pytest.mark.parametrize("text", ["24 / 0", "0/0"])
def test_that_a_share_of_nothing_is_no_figure(text):
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("supressed", Symbol.CONFIDENTIAL),
        ("Suppressed.", Symbol.CONFIDENTIAL),
        ("*", Symbol.CONFIDENTIAL),
        ("data not yet released", Symbol.NOT_AVAILABLE),
        ("TBC", Symbol.NOT_AVAILABLE),
        ("nil return", Symbol.NOT_RECORDED),
        ("N/A", Symbol.NOT_APPLICABLE),
        ("-", Symbol.NOT_APPLICABLE),
        ("[c]", Symbol.CONFIDENTIAL),
        ("[ low ]", Symbol.LOW),
        ("[b]", Symbol.BREAK),
        ("..", Symbol.NOT_AVAILABLE),
    ],
)
def test_that_words_and_shorthand_stand_in_place_of_a_value(text, symbol):
    figure = read_figure(text)
    assert figure is not None
    assert (figure.symbol, figure.value) == (symbol, None)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("12.4 [p]", {Symbol.PROVISIONAL}),
        ("12.4[p][r]", {Symbol.PROVISIONAL, Symbol.REVISED}),
        ("12.4% (provisional)", {Symbol.PROVISIONAL}),
        ("12.4 provisional", {Symbol.PROVISIONAL}),
        ("12.4 (p)", {Symbol.PROVISIONAL}),
        ("12.4 est.", {Symbol.ESTIMATED}),
    ],
)
def test_that_a_flag_goes_with_its_value(text, flags):
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.flags, figure.note) == (Decimal("12.4"), frozenset(flags), "")


@pytest.mark.parametrize("text", ["[p]", "[e][r]"])
def test_that_a_flag_without_a_value_says_nothing(text):
    assert read_figure(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "97%-99%",
        "<5",
        ">95%",
        "good",
        "12 345",
        "12,34",
        "see comments",
        "/",
        "nil",
        "1.2m",
        "1 in 20",
        "1:4",
        "3 to 5",
        "",
    ],
)
def test_that_what_could_mean_several_things_is_not_guessed(text):
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("10 days", "10", "days"),
        ("8.5 days per FTE", "8.5", "days per fte"),
        ("3 working days", "3", "working days"),
        ("£1.2m", "1200000", ""),
        ("£750k", "750000", ""),
        ("(£1.5m)", "-1500000", ""),
        ("2.5 million", "2500000", ""),
        ("81 per cent", "81", ""),
        ("82pc", "82", ""),
        ("95.4 %", "95.4", ""),
    ],
)
def test_that_words_of_measure_and_size_are_no_mere_words(text, value, unit):
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.unit, figure.note) == (Decimal(value), unit, "")
    assert figure.percent is ("c" in text or "%" in text)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("<= 5 days", TargetKind.AT_MOST, None, "5"),
        ("95% (min)", TargetKind.AT_LEAST, "95", None),
        ("Min 90%", TargetKind.AT_LEAST, "90", None),
        ("no higher than 12", TargetKind.AT_MOST, None, "12"),
        ("80 per cent", TargetKind.VALUE, "80", None),
        ("£1.2m", TargetKind.VALUE, "1200000", None),
        ("8.5 days", TargetKind.VALUE, "8.5", None),
        ("14 to 16 days", TargetKind.RANGE, "14", "16"),
        ("1:4", TargetKind.TEXT, None, None),
        ("0 by end of March 2018", TargetKind.TEXT, None, None),
    ],
)
def test_that_targets_are_read_with_their_measure(text, kind, low, high):
    target = read_target(text)
    assert target is not None
    limits = (Decimal(low) if low is not None else None, Decimal(high) if high is not None else None)
    assert (target.kind, target.low, target.high) == (kind, *limits)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Low ↓", Polarity.LOW),
        ("High ↑", Polarity.HIGH),
        ("▲", Polarity.HIGH),
        ("Higher better", Polarity.HIGH),
        ("Lower = better", Polarity.LOW),
        ("Minimise", Polarity.LOW),
        ("High performance is good", Polarity.HIGH),
        ("High ↓", None),
        ("-", None),
        ("↔", None),
    ],
)
def test_that_which_way_is_good_may_be_an_arrow_beside_the_words(text, polarity):
    assert read_polarity(text) is polarity


def test_that_the_officers_own_words_are_read():
    assert read_figure("late") is None
    figure = read_figure("Late", {**SYMBOL_WORDS, "late": Symbol.NOT_AVAILABLE})
    assert figure is not None
    assert figure.symbol is Symbol.NOT_AVAILABLE


@given(st.decimals(-10_000, 10_000, places=3))
def test_that_a_shown_number_is_read_back(value):
    for unit in (Unit.COUNT, Unit.MONEY, Unit.PERCENT):
        figure = read_figure(show(value, unit, 3))
        assert figure is not None
        assert figure.value == value


@given(st.text(max_size=40))
def test_that_no_text_stops_the_reading(text):
    read_figure(text)
    read_target(text)
    read_polarity(text)
    unit_from_name(text)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("90%", TargetKind.VALUE, "90", None),
        ("215", TargetKind.VALUE, "215", None),
        ("<20%", TargetKind.AT_MOST, None, "20"),
        ("<= 5", TargetKind.AT_MOST, None, "5"),
        ("less than 10%", TargetKind.AT_MOST, None, "10"),
        ("max 5", TargetKind.AT_MOST, None, "5"),
        (">86%", TargetKind.AT_LEAST, "86", None),
        ("≥ 86%", TargetKind.AT_LEAST, "86", None),
        ("90% or above", TargetKind.AT_LEAST, "90", None),
        ("90%+", TargetKind.AT_LEAST, "90", None),
        ("260-300", TargetKind.RANGE, "260", "300"),
        ("53.1 - 59.7", TargetKind.RANGE, "53.1", "59.7"),
        ("97%-99%", TargetKind.RANGE, "97", "99"),
        ("between 5 and 10", TargetKind.RANGE, "5", "10"),
        ("0 by end of March 2018", TargetKind.TEXT, None, None),
        ("300-260", TargetKind.TEXT, None, None),
    ],
)
def test_that_a_target_is_read(text, kind, low, high):
    target = read_target(text)
    assert target is not None
    assert target.kind is kind
    assert target.low == (Decimal(low) if low is not None else None)
    assert target.high == (Decimal(high) if high is not None else None)
    assert target.text == text


@pytest.mark.parametrize("text", ["", "  ", "n/a", "tbc", "-", "no target", "No target set", "none", "monitor only"])
def test_that_no_target_is_no_target(text):
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("High is good", Polarity.HIGH),
        ("Bigger", Polarity.HIGH),
        ("↑", Polarity.HIGH),
        ("Aim to maximise", Polarity.HIGH),
        ("High performance is good", Polarity.HIGH),
        ("Low", Polarity.LOW),
        ("Smaller is better", Polarity.LOW),
        ("good to be low", Polarity.LOW),
        ("Plan", Polarity.RANGE),
        ("Info", Polarity.NONE),
        ("N/A", Polarity.NONE),
        ("", Polarity.UNKNOWN),
        ("  ", Polarity.UNKNOWN),
    ],
)
def test_that_polarity_is_read(text, polarity):
    assert read_polarity(text) is polarity


@pytest.mark.parametrize("text", ["perhaps", "-", "+", "is good", "to be agreed"])
def test_that_an_unknown_polarity_word_is_not_a_blank(text):
    assert read_polarity(text) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("% of assessments in time", Unit.PERCENT),
        ("Percentage of children adopted", Unit.PERCENT),
        ("Number of contacts", Unit.COUNT),
        ("No. of cases", Unit.COUNT),
        ("Rate of children in need per 10,000", Unit.RATE),
        ("Number of children per 10,000 population", Unit.RATE),
        ("Average number of days", Unit.NUMBER),
        ("Spend on transport (£)", Unit.MONEY),
        ("Ongoing involvement", None),
    ],
)
def test_that_a_name_says_what_is_counted(name, unit):
    assert unit_from_name(name) is unit
