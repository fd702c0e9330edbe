"""Which figure of a budget table is wrong: found once where one figure explains all that is out, else every sum."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.casting import cast, differences
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.rules.casting import sign_convention

ROLES = {
    "original": ColumnRole.ORIGINAL_BUDGET,
    "virement": ColumnRole.VIREMENT,
    "budget": ColumnRole.BUDGET,
    "actual": ColumnRole.ACTUAL,
    "forecast": ColumnRole.FORECAST,
    "variance": ColumnRole.VARIANCE,
    "previous": ColumnRole.PREVIOUS_VARIANCE,
    "movement": ColumnRole.MOVEMENT,
    "opening": ColumnRole.OPENING,
    "use": ColumnRole.USE,
    "closing": ColumnRole.CLOSING,
    "contributions": ColumnRole.OTHER,
    "added": ColumnRole.ADDED,
    "to date": ColumnRole.BUDGET,
}
REVENUE = ("original", "virement", "budget", "actual", "forecast", "variance", "previous", "movement")
LINES = {
    "placements": ("10.0", "0.5", "10.5", "1.5", "11.2", "0.7", "0.5", "0.2"),
    "staffing": ("20.0", "-0.5", "19.5", "3.1", "19.3", "-0.2", "-0.1", "-0.1"),
    "grants": ("-5.0", "0", "-5.0", "-0.8", "-5.0", "0", "0", "0"),
    "total": ("25.0", "0", "25.0", "3.8", "25.5", "0.5", "0.4", "0.1"),
}
RESERVES = ("opening", "use", "closing")


def table(columns, sign=SignConvention.OVER_IS_POSITIVE, decimals=1):
    kinds = tuple(BudgetColumn(name, name.capitalize(), ROLES[name]) for name in columns)
    kind = BudgetTableKind.REVENUE
    return BudgetTable("t", 1, "Table", kind, "2018-05", MoneyUnit.MILLIONS, decimals, sign, kinds)


def lines(names):
    return [
        BudgetLine("t", name, at, "", name.capitalize(), LineRole.TOTAL if name == "total" else LineRole.LINE)
        for at, name in enumerate(names)
    ]


def amounts(columns, rows):
    return [
        BudgetAmount("t", line, column, Decimal(amount))
        for line, row in rows.items()
        for column, amount in zip(columns, row, strict=True)
        if amount is not None
    ]


def wrong(columns, rows, **changed):
    """What is found when single amounts are changed, named ``line__column``."""
    made = {(a.line, a.column): a for a in amounts(columns, rows)}
    for place, amount in changed.items():
        line, column = place.split("__")
        made[line, column] = replace(made[line, column], amount=Decimal(amount))
    return cast(table(columns), lines(rows), made.values())


@pytest.mark.parametrize(
    ("place", "amount", "right"),
    [
        ("total__original", "26.0", "25.0"),
        ("total__variance", "0.9", "0.5"),
        ("placements__variance", "0.9", "0.7"),
        ("placements__budget", "10.9", "10.5"),
        ("placements__movement", "0.6", "0.2"),
        ("grants__original", "5.0", "-5.0"),  # a credit without its sign
        ("staffing__virement", "0.5", "-0.5"),
        ("total__actual", "4.8", "3.8"),
        ("total__forecast", "52.5", "25.5"),  # two digits that have changed places
    ],
)
def test_that_one_wrong_figure_is_found_once_and_where_it_stands(place, amount, right):
    (found,) = wrong(REVENUE, LINES, **{place: amount})
    assert (f"{found.line}__{found.column}", str(found.stated), str(found.computed)) == (place, amount, right)


def test_that_a_sound_table_has_no_difference():
    assert wrong(REVENUE, LINES) == []


def test_that_a_stated_figure_that_puts_others_out_says_so():
    (found,) = wrong(REVENUE, LINES, total__variance="0.9")
    assert found.sentence == (
        "Total, Variance: £0.9m is stated, the lines add £0.5m, a difference of £0.4m, which puts 2 other sums out too"
    )


def test_that_a_figure_that_is_only_added_is_told_with_what_would_fit():
    (found,) = wrong(REVENUE, LINES, grants__original="5.0")
    assert found.sentence == (
        "Grants, Original: £5.0m is stated, but the 2 sums that it is part of would hold with -£5.0m"
    )


def test_that_two_wrong_figures_are_two_findings():
    found = wrong(REVENUE, LINES, total__original="27.0", placements__movement="0.9")
    assert [(d.line, d.column) for d in found] == [("placements", "movement"), ("total", "original")]


def test_that_where_no_one_figure_explains_it_each_sum_is_told():
    found = wrong(REVENUE, LINES, total__original="27.0", total__variance="0.9")
    assert len(found) > 1


def test_that_a_figure_that_is_part_of_one_sum_alone_is_found_at_its_total():
    (found,) = wrong(REVENUE, LINES, staffing__actual="4.1")
    assert (found.line, found.column, str(found.computed)) == ("total", "actual", "4.8")


whole = st.integers(-500, 500)


@given(
    st.lists(st.tuples(whole, whole, whole), min_size=2, max_size=6),
    st.data(),
    st.integers(20, 400),
    st.sampled_from([1, -1]),
)
def test_that_any_one_figure_of_a_revenue_table_that_is_changed_is_found_once(rows, data, by, sign):
    columns = ("original", "virement", "budget", "forecast", "variance")
    made: dict[str, tuple[int, ...]] = {f"l{at}": (o, v, o + v, f, f - o - v) for at, (o, v, f) in enumerate(rows)}
    made["total"] = tuple(map(sum, zip(*made.values(), strict=True)))
    in_print = {name: tuple(str(Decimal(a) / 10) for a in row) for name, row in made.items()}
    assert wrong(columns, in_print) == []
    line = data.draw(st.sampled_from(sorted(made)))
    at = data.draw(st.integers(0, len(columns) - 1))
    place = f"{line}__{columns[at]}"
    found = wrong(columns, in_print, **{place: str(Decimal(made[line][at] + sign * by) / 10)})
    assert [f"{d.line}__{d.column}" for d in found] == [place]


# The ways in which councils write the same thing


def test_that_uses_written_as_negative_amounts_are_no_difference():
    rows = {"a": ("1.5", "-0.2", "1.3"), "b": ("2.0", "0", "2.0"), "total": ("3.5", "-0.2", "3.3")}
    assert wrong(RESERVES, rows) == []
    (found,) = wrong(RESERVES, rows | {"c": ("1.0", "-0.4", "0.6")}, a__closing="1.7")[:1]
    assert (found.line, found.column) == ("a", "closing")
    assert "opening plus use is £1.3m" in found.sentence


def test_that_one_line_alone_does_not_say_that_uses_are_negative():
    (found,) = wrong(RESERVES, {"a": ("1.5", "0.2", "1.7")})
    assert str(found.computed) == "1.3"


VARIANCES = {"a": ("10.0", "10.6", "-0.6"), "b": ("20.0", "19.5", "0.5"), "total": ("30.0", "30.1", "-0.1")}
WAYS = ("budget", "forecast", "variance")


@pytest.mark.parametrize("sign", [SignConvention.UNDER_IS_POSITIVE, SignConvention.NOT_STATED])
def test_that_variances_with_underspends_as_positive_are_no_difference(sign):
    held = Book([table(WAYS, sign), *lines(VARIANCES), *amounts(WAYS, VARIANCES)])
    assert check(held) == []


def test_that_variances_with_the_other_sign_than_the_table_says_are_one_finding():
    held = Book([table(WAYS), *lines(VARIANCES), *amounts(WAYS, VARIANCES)])
    (found,) = check(held)
    assert (found.rule, found.severity) == ("sign-convention", Severity.ERROR)
    assert found.message == (
        "The table says that a positive variance is an overspend, but its variances are budget less forecast."
    )


def test_that_one_variance_with_the_other_sign_is_a_slip_of_that_line():
    rows = VARIANCES | {"a": ("10.0", "10.6", "0.6"), "b": ("20.0", "19.5", "0.5"), "total": ("30.0", "30.1", "0.1")}
    held = Book([table(WAYS), *lines(rows), *amounts(WAYS, rows)])
    assert [(d.line, d.column) for d in differences(held, held.budget_tables()[0])] == [("b", "variance")]
    assert list(sign_convention(held)) == []


@given(st.lists(whole, min_size=3, max_size=8, unique=True))
def test_that_a_table_that_holds_either_way_is_never_said_to_have_the_wrong_sign(forecasts):
    assume(any(forecasts))
    rows = {f"l{at}": ("0", str(f), str(f)) for at, f in enumerate(forecasts)}
    held = Book([table(WAYS, decimals=0), *lines(rows), *amounts(WAYS, rows)])
    assert list(sign_convention(held)) == []


def test_that_contributions_between_opening_and_closing_explain_the_closing_balance():
    columns = ("opening", "contributions", "use", "closing")
    rows = {"a": ("1.5", "0.4", "0.2", "1.7"), "b": ("2.0", "0", "0.5", "1.5"), "c": ("3.0", "1.0", "0", "4.0"),
            "total": ("6.5", "1.4", "0.7", "7.2")}  # fmt: skip
    assert wrong(columns, rows) == []
    (found,) = wrong(columns, rows, b__closing="1.9")
    assert (found.line, found.column, str(found.computed)) == ("b", "closing", "1.5")


def test_that_of_two_budgets_the_variance_is_from_the_one_that_its_lines_bear_out():
    columns = ("to date", "budget", "forecast", "variance")
    rows = {"a": ("1.6", "10.0", "10.6", "0.6"), "b": ("3.3", "20.0", "19.5", "-0.5"), "c": ("0.8", "5.0", "5.0", "0")}
    assert wrong(columns, rows) == []
    (found,) = wrong(columns, rows, b__variance="-0.9")
    assert (found.line, found.column, str(found.computed)) == ("b", "variance", "-0.5")


def test_that_columns_that_no_line_bears_out_mean_something_else():
    columns = ("budget", "forecast", "variance")  # of last year's, perhaps
    rows = {"a": ("10.0", "10.6", "2.6"), "b": ("20.0", "19.5", "1.1"), "c": ("5.0", "5.0", "0.9")}
    assert wrong(columns, rows) == []
    assert len(wrong(columns, rows | {"c": ("5.0", "5.9", "0.9")})) == 2


# What could not be read


def test_that_a_sum_with_a_part_that_an_import_could_not_read_is_left_alone():
    rows = dict(LINES)
    held = Book([table(REVENUE), *lines(rows)])
    given_ = [a for a in amounts(REVENUE, rows) if (a.line, a.column) != ("placements", "variance")]
    held = Book([table(REVENUE), *lines(rows), *given_])
    assert [f.subject for f in check(held)] == ["Table: Total, Variance"]
    unread = Finding("uncalculated", Severity.ERROR, "No.", "Do.", subject="Table: Placements, Variance", cell="H4")
    held = Book([table(REVENUE), *lines(rows), *given_, unread])
    assert check(held) == [unread]


@pytest.mark.parametrize("taken", [1, -1])
def test_that_what_goes_into_a_reserve_and_what_is_used_are_told_apart_in_the_sums(taken):
    columns = ("opening", "added", "use", "closing")
    rows = {
        "schools": ("3.4", "0.2", str(Decimal("0.4") * taken), "3.2"),
        "legal": ("1.2", "0.3", str(Decimal("0.5") * taken), "1.0"),
        "total": ("4.6", "0.5", str(Decimal("0.9") * taken), "4.2"),
    }
    assert wrong(columns, rows) == []
    (found,) = wrong(columns, rows, legal__added="0.7")
    assert (found.line, found.column, found.computed) == ("legal", "added", Decimal("0.3"))


def test_that_a_reserve_into_which_nothing_goes_may_be_blank_there():
    columns = ("opening", "added", "use", "closing")
    rows = {"schools": ("3.4", None, "0.4", "3.0"), "legal": ("1.2", "0.3", None, "1.7")}
    (found,) = wrong(columns, rows)
    assert found.sentence == (
        "Legal, Closing: £1.7m is stated, opening plus transfers in less use is £1.5m, a difference of £0.2m"
    )


def test_that_what_could_not_be_read_is_not_taken_for_nothing():
    columns = ("opening", "added", "use", "closing")
    rows = {"schools": ("3.4", None, "0.4", "3.2"), "legal": ("1.2", "0.3", "0.1", "1.4")}
    found = cast(table(columns), lines(rows), amounts(columns, rows), {("schools", "added")})
    assert found == []


def test_that_a_table_that_states_only_what_goes_in_is_cast():
    rows = {"schools": ("3.4", "0.2", "3.6"), "legal": ("1.2", "0.3", "1.9")}
    (found,) = wrong(("opening", "added", "closing"), rows)
    assert "opening plus transfers in is £1.5m" in found.sentence


tenths = st.decimals(min_value=0, max_value=999, places=1)


# a use of one last digit is within rounding whichever way it is written, and so tells nothing of the way
@given(
    st.lists(
        st.tuples(tenths, tenths, st.decimals(min_value=1, max_value=999, places=1)),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from([1, -1]),
)
def test_that_any_table_of_reserves_that_adds_up_has_no_difference(moves, taken):
    columns = ("opening", "added", "use", "closing")
    rows = {
        f"r{at}": tuple(str(amount) for amount in (opening, added, used * taken, opening + added - used))
        for at, (opening, added, used) in enumerate(moves)
    }
    sums = [sum((Decimal(row[at]) for row in rows.values()), Decimal(0)) for at in range(4)]
    assert wrong(columns, rows | {"total": tuple(str(amount) for amount in sums)}) == []
