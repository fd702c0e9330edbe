"""Figures made of others: never stored, never an average of percentages, always with how they were made."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard_desktop.domain.adding_up import Method, Part, added_over_areas, added_over_time, sum_allowance
from scorecard_desktop.domain.aggregation import derived_at, differences, figure_at, figures_of
from scorecard_desktop.domain.analysis import known_figures
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month, period_from_code
from scorecard_desktop.domain.pieces import pieces
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import rate_at, rated_row, series
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import IND, book, columns, figure, indicator, relative, scorecard, target

COUNT = indicator(unit=Unit.COUNT, decimals=0)
PERCENT = indicator()
Q1 = period_from_code("2018-19 Q1")


def setting(name, value, of=IND):
    return Setting(Scope.INDICATOR, of, f"aggregate.{name}", value)


def in_area(area, period, value, ratio=None):
    return replace(figure(period, value, ratio=ratio), area=area)


def monthly(*values, first=4, year=2018, of=IND):
    at = month(year, first)
    return [figure(at.shifted(n).code, str(value), of=of) for n, value in enumerate(values) if value is not None]


def counted(*ratios, first=4, year=2018, of=IND):
    at = month(year, first)
    return [
        figure(at.shifted(n).code, str(Decimal(over) / Decimal(under) * 100), ratio=(over, under), of=of)
        for n, (over, under) in enumerate(ratios)
    ]


def made(held, of=COUNT, period="2018-19 Q1", area=""):
    derived = derived_at(book(of, *held), of, period_from_code(period), area)
    assert derived is not None
    return derived.total.value, derived.total.how


# Which periods make up another


@pytest.mark.parametrize(
    ("method", "period", "kind", "expected"),
    [
        (Method.IN_PERIOD, "2018-19 Q1", PeriodKind.MONTH, ["2018-04", "2018-05", "2018-06"]),
        (Method.IN_PERIOD, "2018-19", PeriodKind.QUARTER, [f"2018-19 Q{n}" for n in (1, 2, 3, 4)]),
        (Method.IN_PERIOD, "2018-19", PeriodKind.HALF_YEAR, ["2018-19 H1", "2018-19 H2"]),
        (Method.IN_PERIOD, "2017-18 AY", PeriodKind.TERM, ["2017-18 Autumn", "2017-18 Spring", "2017-18 Summer"]),
        (Method.IN_PERIOD, "2017-18 Spring", PeriodKind.HALF_TERM, ["2017-18 Spring 1", "2017-18 Spring 2"]),
        (Method.IN_PERIOD, "2018-05 YTD", PeriodKind.MONTH, ["2018-04", "2018-05"]),
        (Method.IN_PERIOD, "2018-19 Q1", PeriodKind.TERM, None),
        (Method.IN_PERIOD, "2018-19", PeriodKind.TERM, None),
        (Method.IN_PERIOD, "2018-04", PeriodKind.QUARTER, None),
        (Method.IN_PERIOD, "2018-19", PeriodKind.YEAR_TO_DATE, None),
        (Method.YEAR_TO_DATE, "2018-06", PeriodKind.MONTH, ["2018-04", "2018-05", "2018-06"]),
        (Method.YEAR_TO_DATE, "2018-03", PeriodKind.QUARTER, [f"2017-18 Q{n}" for n in (1, 2, 3, 4)]),
        (Method.YEAR_TO_DATE, "2017-18 Spring", PeriodKind.TERM, ["2017-18 Autumn", "2017-18 Spring"]),
        (Method.ROLLING_12, "2018-06", PeriodKind.QUARTER, ["2017-18 Q2", "2017-18 Q3", "2017-18 Q4", "2018-19 Q1"]),
        (Method.SNAPSHOT, "2018-19 Q1", PeriodKind.MONTH, ["2018-06"]),
        (Method.SNAPSHOT, "2018-19", PeriodKind.YEAR_TO_DATE, ["2019-03 YTD"]),
        (Method.SNAPSHOT, "2018-19 Q1", PeriodKind.DATE, ["2018-06-30"]),
        (Method.SNAPSHOT, "2018-06-15", PeriodKind.MONTH, None),
    ],
)
def test_that_a_period_is_made_of_what_exactly_fills_it(method, period, kind, expected):
    found = pieces(method, period_from_code(period), kind)
    assert (None if found is None else [piece.code for piece in found]) == expected


def test_that_rolling_twelve_months_are_the_twelve_that_end_there():
    found = pieces(Method.ROLLING_12, month(2018, 2), PeriodKind.MONTH)
    assert found is not None
    assert (len(found), found[0].code, found[-1].code) == (12, "2017-03", "2018-02")


# What the parts come to


def test_that_counts_are_added_in_the_period():
    held = [setting("method", "in period"), *monthly(10, 12, 9)]
    assert made(held) == (Decimal(31), "Added from Apr 2018, May 2018 and Jun 2018.")


def test_that_a_snapshot_is_the_last_of_its_parts():
    held = [setting("method", "snapshot"), *monthly(10, None, 9)]
    assert made(held) == (Decimal(9), "As at Jun 2018.")


def test_that_a_percentage_is_worked_out_again_from_its_counts_and_never_averaged():
    held = [setting("method", "in period"), *counted(("1", "2"), ("0", "10"), ("5", "8"))]
    value, how = made(held, PERCENT)
    assert value == Decimal(30)
    assert how == "From the counts of Apr 2018, May 2018 and Jun 2018: 6 / 20."


def test_that_percentages_alone_are_refused_with_the_reason():
    held = [setting("method", "in period"), *counted(("1", "2"), ("0", "10")), figure("2018-06", "50")]
    value, how = made(held, PERCENT)
    assert value is None
    assert how == (
        "Only the percentage of Jun 2018 is known, and a percentage cannot be added or averaged: enter the numerator "
        "and the denominator."
    )


def test_that_averages_are_refused_without_what_they_are_of():
    held = [setting("method", "in period"), *monthly("4.1", "4.2", "4.3")]
    value, how = made(held, indicator(unit=Unit.NUMBER))
    assert value is None
    assert how.startswith("Only the average of Apr 2018 is known, and an average cannot be added")


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (None, "The figure of Jun 2018 has not come yet."),
        (Observation(IND, "2018-06", symbol=Symbol.CONFIDENTIAL), "Jun 2018 is [c] confidential (suppressed), so that there is no total."),
        (Observation(IND, "2018-06", note="see below"), "Jun 2018 holds words, not a figure."),
    ],
)  # fmt: skip
def test_that_a_part_that_is_not_there_stops_the_total(last, reason):
    held = [setting("method", "in period"), *monthly(10, 12), *([last] if last else [])]
    assert made(held) == (None, reason)


@pytest.mark.parametrize(
    "last", [figure("2018-06", None, expected=False), Observation(IND, "2018-06", symbol=Symbol.NOT_APPLICABLE)]
)
def test_that_a_part_in_which_nothing_is_due_is_left_out(last):
    held = [setting("method", "in period"), *monthly(10, 12), last]
    assert made(held) == (Decimal(22), "Added from Apr 2018 and May 2018.")


def test_that_a_year_to_date_begins_in_april_and_a_rolling_year_twelve_months_back():
    of = indicator(unit=Unit.COUNT, ident="vital/2", decimals=0)
    months = monthly(*range(1, 25), first=4, year=2017)
    for method, expected in (("year to date", 13 + 14), ("rolling 12 months", sum(range(3, 15)))):
        held = book(COUNT, of, months, setting("method", method, of.id), setting("from", IND, of.id))
        found = figure_at(held, of, month(2018, 5))
        assert found is not None
        assert found.value == expected


def test_that_rolling_twelve_months_divide_all_the_numerators_by_all_the_denominators():
    of = indicator(ident="vital/2")
    parts = counted(*[(str(n), str(10 * n)) for n in range(1, 12)], ("50", "100"), first=7, year=2017)
    held = book(PERCENT, of, parts, setting("method", "rolling 12 months", of.id), setting("from", IND, of.id))
    found = figure_at(held, of, month(2018, 6))
    assert found is not None
    assert (found.numerator, found.denominator) == (Decimal(116), Decimal(760))
    assert found.value == Decimal(11600) / 760


def test_that_a_rate_over_time_is_of_the_mean_population_and_over_areas_of_all_of_it():
    rate = indicator(unit=Unit.RATE, name="Exclusions per 1,000")
    parts = [
        Part("a", figure("2018-04", "2", ratio=("20", "10000"))),
        Part("b", figure("2018-05", "1", ratio=("20", "20000"))),
    ]
    assert added_over_time(parts, rate.unit).value == Decimal(40) * 1000 * 2 / 30000
    assert added_over_areas(parts, rate.unit).value == Decimal(40) * 1000 / 30000
    odd = [*parts, Part("c", figure("2018-06", "7", ratio=("20", "20000")))]
    assert added_over_time(odd, rate.unit).value is None
    none = [Part("a", figure("2018-04", "0", ratio=("0", "100"))), Part("b", figure("2018-05", "0", ratio=("0", "50")))]
    assert added_over_time(none, rate.unit).value == 0


def test_that_counts_out_of_none_make_no_percentage():
    held = [setting("method", "in period"), *[figure(f"2018-0{n}", "0", ratio=("0", "0")) for n in (4, 5, 6)]]
    value, how = made(held, PERCENT)
    assert value is None
    assert "are out of none" in how


def test_that_localities_make_the_council_where_it_is_said_that_they_do():
    held = [in_area("North", "2018-04", "10"), in_area("South", "2018-04", "5")]
    assert derived_at(book(COUNT, *held), COUNT, month(2018, 4)) is None
    said = [setting("localities", "on"), *held]
    assert made(said, period="2018-04") == (Decimal(15), "Added from North and South.")
    named = [setting("areas", "North, South, West"), *said]
    assert made(named, period="2018-04") == (None, "The figure of West has not come yet.")


def test_that_localities_percentages_are_put_together_by_their_counts():
    held = [
        setting("localities", "on"),
        in_area("North", "2018-04", "50", ("1", "2")),
        in_area("South", "2018-04", "10", ("1", "10")),
    ]
    value, _ = made(held, PERCENT, "2018-04")
    assert value == Decimal(200) / 12


def test_that_localities_months_make_the_councils_quarter():
    held = [setting("localities", "on"), setting("method", "in period")]
    held += [in_area(area, f"2018-0{n}", str(n)) for area in ("North", "South") for n in (4, 5, 6)]
    assert made(held)[0] == Decimal(30)
    assert made(held, area="North")[0] == Decimal(15)


# Never stored, never over an entry


def test_that_a_figure_that_was_entered_stands():
    held = book(COUNT, setting("method", "in period"), monthly(10, 12, 9), figure("2018-19 Q1", "30"))
    found = figure_at(held, COUNT, Q1)
    assert found is not None
    assert (found.value, found.note) == (Decimal(30), "")
    assert rated_row(held, scorecard(), COUNT, Q1).derived is None


def test_that_a_derived_figure_follows_its_parts():
    held = book(COUNT, setting("method", "in period"), monthly(10, 12, 9))
    before = held.observation(IND, "2018-05")
    assert before is not None
    held.apply([Change(before, replace(before, value=Decimal(20)))])
    found = figure_at(held, COUNT, Q1)
    assert found is not None
    assert found.value == Decimal(39)
    assert held.observation(IND, "2018-19 Q1") is None
    held.apply([Change(replace(before, value=Decimal(20)), None)])
    assert figure_at(held, COUNT, Q1) is None


def test_that_a_derived_figure_is_marked_rated_and_travels_like_any_other():
    low = indicator(Polarity.LOW, Unit.COUNT, decimals=0)
    held = book(
        low,
        columns("2017-18 Q4", "2018-19 Q1"),
        setting("method", "in period"),
        target("30"),
        relative("10"),
        monthly(9, 9, 9, 10, 12, 9, first=1),
    )
    row = rated_row(held, scorecard(PeriodKind.QUARTER), low, Q1)
    assert (row.text, row.rating.rag, row.direction.merit) == ("31 (derived)", Rag.AMBER, Merit.WORSE)
    assert row.derived is not None
    assert row.derived.parts == tuple((IND, f"2018-0{n}", "") for n in (4, 5, 6))
    assert row.observation is not None
    assert row.observation.note == "Derived. Added from Apr 2018, May 2018 and Jun 2018."
    assert [(p.code, o.value) for p, o in series(held, low, PeriodKind.QUARTER)] == [
        ("2017-18 Q4", Decimal(27)),
        ("2018-19 Q1", Decimal(31)),
    ]
    assert [value for _, value in known_figures(held, low, Q1)] == [Decimal(27), Decimal(31)]


def test_that_a_figure_that_cannot_be_derived_is_not_rated_and_says_why():
    held = book(COUNT, setting("method", "in period"), target("30"), monthly(10, 12))
    row = rated_row(held, scorecard(PeriodKind.QUARTER), COUNT, Q1)
    assert (row.text, row.observation) == ("", None)
    assert row.rating.proof == "No figure has come yet. The figure of Jun 2018 has not come yet."
    assert rate_at(held, COUNT, Q1) == row.rating


def test_that_flags_of_the_parts_stay_with_what_is_made_of_them():
    first, *rest = monthly(10, 12, 9)
    held = [setting("method", "in period"), replace(first, flags=frozenset({Symbol.PROVISIONAL})), *rest]
    found = figure_at(book(COUNT, *held), COUNT, Q1)
    assert found is not None
    assert found.flags == {Symbol.PROVISIONAL}


def test_that_nothing_is_derived_for_a_period_as_short_as_its_parts_or_from_itself():
    rolling = book(COUNT, setting("method", "rolling 12 months"), monthly(10, 12))
    assert derived_at(rolling, COUNT, month(2018, 6)) is None
    other = indicator(unit=Unit.COUNT, ident="vital/2")
    circle = book(
        COUNT,
        other,
        *(setting("method", "rolling 12 months", of) for of in (IND, other.id)),
        setting("from", other.id),
        setting("from", IND, other.id),
    )
    derived = derived_at(circle, COUNT, month(2018, 6))
    assert derived is not None
    assert derived.observation is None


def test_that_an_indicator_is_not_made_of_one_in_another_unit_or_of_none():
    other = indicator(ident="vital/2", name="Share")
    for source, reason in ((other.id, "2 Share is not measured in the same unit."), ("vital/9", "There is no indicator “vital/9” to make it of.")):  # fmt: skip
        held = book(COUNT, other, setting("method", "in period"), setting("from", source))
        derived = derived_at(held, COUNT, Q1)
        assert derived is not None
        assert derived.total.how == reason


def test_that_a_column_without_a_figure_is_no_figure_of_the_series():
    held = book(COUNT, columns("2018-19 Q1", "2018-19 Q2"), setting("method", "in period"), monthly(1, 2, 3))
    assert [period.code for period, _ in figures_of(held, COUNT, PeriodKind.QUARTER)] == ["2018-19 Q1"]


# What was entered against its parts


def found(*held, of=COUNT):
    return [difference.sentence for difference in differences(book(of, *held))]


def test_that_an_entry_that_is_not_its_parts_is_a_difference():
    held = [setting("method", "in period"), *monthly(10, 12, 9)]
    assert found(*held, figure("2018-19 Q1", "31")) == []
    assert found(*held, figure("2018-19 Q1", "30")) == [
        "Q1 2018-19 is 30, but its parts make 31, a difference of 1. Added from Apr 2018, May 2018 and Jun 2018."
    ]
    assert found(*monthly(10, 12, 9), figure("2018-19 Q1", "30")) == []


def test_that_rounding_is_no_difference():
    held = [setting("method", "in period"), *counted(("1", "3"), ("1", "3"), ("1", "3"))]
    assert found(*held, figure("2018-19 Q1", "33.3"), of=PERCENT) == []
    (sentence,) = found(*held, figure("2018-19 Q1", "33.4"), of=PERCENT)
    assert sentence == (
        "Q1 2018-19 is 33.4%, but its parts make 33.3%, a difference of 0.1%. "
        "From the counts of Apr 2018, May 2018 and Jun 2018: 3 / 9."
    )
    money = indicator(unit=Unit.MONEY, decimals=1)
    parts = [setting("method", "in period"), *monthly("1.1", "1.1", "1.1")]
    assert found(*parts, figure("2018-19 Q1", "3.5"), of=money) == []
    assert len(found(*parts, figure("2018-19 Q1", "3.6"), of=money)) == 1


def test_that_a_councils_figure_is_compared_with_its_localities():
    held = [setting("localities", "on"), in_area("North", "2018-04", "10"), in_area("South", "2018-04", "5")]
    assert found(*held, figure("2018-04", "15")) == []
    assert found(*held, figure("2018-04", "16")) == [
        "Apr 2018 is 16, but its parts make 15, a difference of 1. Added from North and South."
    ]


def test_that_counts_rounded_to_five_may_differ_by_their_rounding():
    assert sum_allowance(Decimal(35), [Decimal(10), Decimal(20)]) == Decimal("7.5")
    assert sum_allowance(Decimal(31), [Decimal(10), Decimal(20)]) == 0


# What holds of all adding up

counts = st.integers(min_value=0, max_value=500)
ratios = st.tuples(counts, st.integers(min_value=1, max_value=500))


def part(name, over, under=None):
    if under is None:
        return Part(name, figure("2018-04", str(over)))
    return Part(name, figure("2018-04", str(Decimal(over) / under * 100), ratio=(str(over), str(under))))


def as_part(name, total):
    return Part(
        name,
        Observation("i", "2018-04", value=total.value, numerator=total.numerator, denominator=total.denominator),
    )


@given(st.lists(counts, min_size=1, max_size=6), st.lists(counts, min_size=1, max_size=6))
def test_that_adding_totals_is_adding_their_parts(some, others):
    totals = [
        as_part(str(n), added_over_time([part(str(v), v) for v in values], Unit.COUNT))
        for n, values in enumerate((some, others))
    ]
    whole = added_over_time([part(str(v), v) for v in some + others], Unit.COUNT)
    assert added_over_time(totals, Unit.COUNT).value == whole.value


@given(st.lists(ratios, min_size=1, max_size=6), st.lists(ratios, min_size=1, max_size=6))
def test_that_putting_percentages_together_in_steps_or_at_once_gives_the_same(some, others):
    totals = [
        as_part(str(n), added_over_areas([part("p", *ratio) for ratio in group], Unit.PERCENT))
        for n, group in enumerate((some, others))
    ]
    at_once = added_over_areas([part("p", *ratio) for ratio in (*others, *some)], Unit.PERCENT)
    in_steps = added_over_areas(totals, Unit.PERCENT)
    assert (in_steps.value, in_steps.numerator, in_steps.denominator) == (
        at_once.value,
        at_once.numerator,
        at_once.denominator,
    )


@given(st.lists(ratios, min_size=1, max_size=6))
def test_that_a_percentage_of_all_lies_among_those_of_the_parts(group):
    total = added_over_time([part("p", *ratio) for ratio in group], Unit.PERCENT)
    assert total.value is not None
    each = [Decimal(over) / under * 100 for over, under in group]
    assert min(each) - Decimal("1e-20") <= total.value <= max(each) + Decimal("1e-20")


@given(st.lists(counts, min_size=24, max_size=24), st.integers(0, 23))
def test_that_areas_then_time_is_time_then_areas(values, missing):
    assume(len(values) == 24)
    held = [setting("localities", "on"), setting("method", "in period")]
    at = month(2018, 4)
    held += [
        in_area(("North", "South")[n % 2], at.shifted(n // 2).code, str(v))
        for n, v in enumerate(values)
        if n != missing
    ]
    year = period_from_code("2018-19")
    by_area = [derived_at(book(COUNT, *held), COUNT, year, area) for area in ("North", "South")]
    whole = derived_at(book(COUNT, *held), COUNT, year)
    assert whole is not None
    assert sum(one is not None and one.observation is not None for one in by_area) == 1
    assert whole.observation is None  # one month of one locality is still to come
    everything = [*held, in_area(("North", "South")[missing % 2], at.shifted(missing // 2).code, str(values[missing]))]
    complete = derived_at(book(COUNT, *everything), COUNT, year)
    assert complete is not None
    assert complete.total.value == sum(values)
