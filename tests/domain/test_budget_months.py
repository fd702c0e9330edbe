"""A budget through the year: known again from month to month, moved, shown in another unit; waterfalls, the grant."""

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
from scorecard_desktop.domain.budget_months import (
    last_report,
    lines_to_watch,
    movements,
    same_lines,
    same_tables,
    standing_title,
    through_the_year,
)
from scorecard_desktop.domain.casting import cast
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.dsg import DsgWay, dsg_positions
from scorecard_desktop.domain.figures import round_half_up
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.monitoring import financing, monitored, waterfall
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rules.budget_movement import movement_mismatch
from scorecard_desktop.domain.savings import savings_position
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope

D = Decimal
REVENUE, RESERVES, DSG = BudgetTableKind.REVENUE, BudgetTableKind.RESERVES, BudgetTableKind.DSG
CAPITAL, SAVINGS = BudgetTableKind.CAPITAL, BudgetTableKind.SAVINGS
OVER, UNDER, UNSTATED = SignConvention.OVER_IS_POSITIVE, SignConvention.UNDER_IS_POSITIVE, SignConvention.NOT_STATED
BUDGET, VARIANCE, FORECAST = ColumnRole.BUDGET, ColumnRole.VARIANCE, ColumnRole.FORECAST
OPENING, CLOSING, CUMULATIVE = ColumnRole.OPENING, ColumnRole.CLOSING, ColumnRole.CUMULATIVE


def records(
    period, columns, rows, *, title="General Fund", kind=REVENUE, unit=MoneyUnit.MILLIONS, decimals=3, sign=OVER, key=""
):
    """A table given as {line: amounts}; a line called Total is one. A line may be (number, words, further fields)."""
    heads = tuple(BudgetColumn(role.value, role.value.capitalize(), role) for role in columns)
    table = BudgetTable(key or f"{title}/{period}", 1, title, kind, period, unit, decimals, sign, heads)
    made: list[BudgetTable | BudgetLine | BudgetAmount] = [table]
    for at, (name, amounts) in enumerate(rows.items(), 1):
        number, words, more = name if isinstance(name, tuple) else (str(at), name, {})
        role = LineRole.TOTAL if words.startswith("Total") else LineRole.LINE
        made.append(BudgetLine(table.id, f"l{at}", at, number, words, role, **dict(more)))
        made += [
            BudgetAmount(table.id, f"l{at}", column.key, D(amount))
            for column, amount in zip(heads, amounts, strict=True)
            if amount is not None
        ]
    return made


def months(*tables):
    book = Book([record for table in tables for record in table])
    return book, book.budget_tables()


MAY = {"Legal costs": ("3.310", "0.600"), "Staff": ("20.457", "0.768"), "Total": ("23.767", "1.368")}
JUNE = {"Legal costs": ("3.310", "0.450"), "Staff": ("20.457", "0.900"), "Total": ("23.767", "1.350")}
BV = (BUDGET, VARIANCE)


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Revenue Budget Monitoring Month 2", "Revenue Budget Monitoring"),
        ("Projected school balances at March 2019", "Projected school balances"),
        ("General Fund", "General Fund"),
        ("Reserves – May 2018", "Reserves"),
    ],
)
def test_that_a_title_is_known_without_its_month(title, stands):
    assert standing_title(records("2018-05", BV, MAY, title=title)[0]) == stands


def test_that_the_same_table_is_found_at_every_month_and_no_other_table():
    book, _ = months(
        records("2018-05", BV, MAY, title="General Fund May 2018"),
        records("2018-06", BV, JUNE, title="General fund June 2018"),
        records("2018-06", BV, JUNE, title="Public Health"),
        records("2018-06", BV, JUNE, kind=CAPITAL, key="c"),
    )
    june = book.get(BudgetTable, "General fund June 2018/2018-06")
    assert [table.period for table in same_tables(book, june)] == ["2018-05", "2018-06"]
    before = last_report(book, june)
    assert before is not None
    assert before.title == "General Fund May 2018"


def test_that_a_line_is_known_by_its_words_though_its_number_has_moved_and_by_its_number_though_it_was_renamed():
    book, (may, june) = months(
        records("2018-05", BV, {"Legal costs": (1, 0), "Staff": (1, 0), "Transport": (1, 0)}),
        records(
            "2018-06", BV, {("2", "Legal costs", ()): (1, 0), ("9", "Staff", ()): (1, 0), ("3", "Buses", ()): (1, 0)}
        ),
    )
    known = same_lines(monitored(book, may), monitored(book, june))
    assert {line: one.description for line, one in known.items()} == {
        "l1": "Legal costs",
        "l2": "Staff",
        "l3": "Transport",
    }


def test_that_the_movement_is_this_variance_less_that_of_the_last_report():
    book, (_, june) = months(records("2018-05", BV, MAY), records("2018-06", BV, JUNE))
    assert {line: moved.movement for line, moved in movements(book, june).items()} == {
        "l1": D("-0.150"), "l2": D("0.132"), "l3": D("-0.018"),
    }  # fmt: skip


def test_that_months_in_different_units_are_compared_in_pounds():
    pounds = {"Legal costs": ("3310000", "450000"), "Staff": ("20457000", "900000"), "Total": ("23767000", "1350000")}
    book, (_, june) = months(
        records("2018-05", BV, MAY), records("2018-06", BV, pounds, unit=MoneyUnit.POUNDS, decimals=0)
    )
    assert movements(book, june)["l1"].movement == D(-150000)


def test_that_a_new_year_has_no_movement_against_the_old_one():
    book, (_, april) = months(records("2018-03", BV, MAY), records("2018-04", BV, JUNE))
    assert last_report(book, april) is None
    assert movements(book, april) == {}


def test_that_tables_of_opposite_signs_are_not_compared():
    book, (_, june) = months(records("2018-05", BV, MAY, sign=UNDER), records("2018-06", BV, JUNE))
    assert movements(book, june) == {}


PREVIOUS = (VARIANCE, ColumnRole.PREVIOUS_VARIANCE)


@pytest.mark.parametrize(("previous", "wrong"), [("0.600", False), ("0.601", False), ("0.602", True), ("0.450", True)])
def test_that_a_previous_variance_is_held_against_the_last_report_within_rounding(previous, wrong):
    book, _ = months(
        records("2018-05", BV, {"Legal costs": ("3.310", "0.600")}),
        records("2018-06", PREVIOUS, {"Legal costs": ("0.450", previous)}),
    )
    assert bool(list(movement_mismatch(book))) is wrong


def test_that_a_stated_movement_is_held_against_the_last_report_and_the_finding_says_the_arithmetic():
    book, _ = months(
        records("2018-05", BV, {"Legal costs": ("3.310", "0.600")}),
        records("2018-06", (VARIANCE, ColumnRole.MOVEMENT), {"Legal costs": ("0.450", "0.150")}),
    )
    (found,) = movement_mismatch(book)
    assert (found.rule, found.subject) == ("movement-mismatch", "General Fund: Legal costs, Movement")
    assert found.message == (
        "Legal costs, Movement: £0.150m is stated, but the variance reported for May 2018 was £0.600m, which makes "
        "a movement of -£0.150m."
    )
    assert found in check(book)


def test_that_a_variance_that_is_not_stated_follows_the_sign_of_the_table():
    for sign, expected in ((OVER, D("0.6")), (UNDER, D("-0.6")), (UNSTATED, D("0.6"))):
        book, (table,) = months(records("2018-05", (BUDGET, FORECAST), {"A": ("10", "10.6")}, sign=sign))
        found = monitored(book, table)
        assert found.variance(found.lines[0]) == expected
        assert found.variance_percent(found.lines[0]) == expected * 10


def test_that_the_percentage_of_an_income_budget_has_the_sign_of_its_variance():
    book, (table,) = months(
        records("2018-05", BV, {"Grant": ("-2.000", "0.500"), "Nil": ("0", "0.1"), "None": (None, "1")})
    )
    found = monitored(book, table)
    assert [found.variance_percent(line) for line in found.lines] == [D(25), None, None]


def test_that_a_forecast_that_is_not_stated_is_the_budget_and_its_variance():
    for sign, expected in ((OVER, D("10.6")), (UNDER, D("9.4"))):
        book, (table,) = months(records("2018-05", BV, {"A": ("10", "0.6")}, sign=sign))
        found = monitored(book, table)
        assert found.forecast(found.lines[0]) == expected


def test_that_a_line_is_followed_through_the_year():
    book, _ = months(records("2018-05", BV, MAY), records("2018-06", BV, JUNE), records("2017-05", BV, MAY, key="x"))
    june = next(one for one in book.budget_tables() if one.period == "2018-06")
    line = book.budget_lines(june.id)[0]
    assert [(one.period.code, one.variance, one.forecast) for one in through_the_year(book, june, line)] == [
        ("2018-05", D("0.600"), D("3.910")),
        ("2018-06", D("0.450"), D("3.760")),
    ]


def test_that_the_waterfall_goes_from_the_opening_to_the_closing_balance_and_calls_rounding_by_its_name():
    rows = {
        "Transport": ("0.494", "0.413"),
        "Pay": ("0.015", "0.015"),
        "Grants": ("3.063", "1.900"),
        "Total": ("3.571", "2.328"),
    }
    book, (table,) = months(records("2018-05", (OPENING, CLOSING), rows, kind=RESERVES))
    steps = waterfall(monitored(book, table))
    assert [(step.words, step.change) for step in steps] == [
        ("Opening balance", D("3.571")), ("Transport", D("-0.081")), ("Grants", D("-1.163")), ("Rounding", D("0.001")),
        ("Closing balance", D("2.328")),
    ]  # fmt: skip


def test_that_what_no_line_explains_is_a_step_of_its_own():
    rows = {"Transport": ("1.000", "0.900"), "Total": ("1.000", "0.500")}
    book, (table,) = months(records("2018-05", (OPENING, CLOSING), rows, kind=RESERVES))
    assert [step.words for step in waterfall(monitored(book, table))][2] == "Not explained by the lines"


def test_that_the_capital_programme_is_set_against_what_pays_for_it():
    rows = {
        "Programme": ("87.764",), ("", "Borrowing", (("group", "financing"),)): ("80.000",),
        ("", "Grants", (("group", "financing"),)): ("7.000",), ("", "Total financing", (("group", "financing"),)): ("87.000",),
    }  # fmt: skip
    book, (table,) = months(records("2018-05", (ColumnRole.OTHER,), rows, kind=CAPITAL))
    (found,) = financing(monitored(book, table))
    assert (found.programme, found.total, found.gap) == (D("87.764"), D("87.000"), D("0.764"))
    assert [amount for _, amount in found.sources] == [D("80.000"), D("7.000")]
    assert financing(monitored(book, replace(table, kind=REVENUE))) == ()


def test_that_savings_are_added_up_by_their_rating():
    rows = {
        ("1", "Agency", (("rag", Rag.AMBER),)): ("1.2", "0.4", "0.2"),
        ("2", "Contracts", (("rag", Rag.GREEN),)): ("0.8", "0.8", "0"),
        ("3", "Homes", (("rag", Rag.RED),)): ("1.5", "0.1", "1.2"),
        "Total": ("3.5", "1.3", "1.4"),
    }
    columns = (ColumnRole.PLANNED, ColumnRole.DELIVERED, ColumnRole.AT_RISK)
    book, (table,) = months(records("2018-05", columns, rows, kind=SAVINGS))
    found = savings_position(monitored(book, table))
    assert found is not None
    assert [(one.rag, one.count, one.at_risk) for one in found.by_rag] == [
        (Rag.RED, 1, D("1.2")), (Rag.AMBER, 1, D("0.2")), (Rag.GREEN, 1, D(0)),
    ]  # fmt: skip
    assert (found.planned, found.delivered, found.at_risk_percent) == (D("3.5"), D("1.3"), D(40))


def test_that_the_grants_deficit_is_told_as_its_table_states_it():
    rows = {"2016-17": ("0.5", "0.5"), "2017-18": ("2.6", "3.1"), "2018-19 forecast": ("3.1", "6.2")}
    book, (table,) = months(records("2018-05", (VARIANCE, CUMULATIVE), rows, kind=DSG))
    found = dsg_positions(book, table)
    assert found is not None
    assert found.way is DsgWay.STATED
    assert [(one.name, one.cumulative, one.is_forecast) for one in found.years][-1] == (
        "2018-19 forecast",
        D(6200000),
        True,
    )
    assert found.sentence == "a cumulative deficit forecast for 2018-19"


def test_that_a_balance_of_the_grant_is_a_surplus_unless_its_heading_calls_it_a_deficit():
    for title, sign in (("DSG reserve", -1), ("DSG deficit", 1), ("DSG surplus / (deficit)", -1)):
        book, (table,) = months(records("2018-05", (OPENING, CLOSING), {"DSG": ("1", "3")}, kind=DSG, title=title))
        found = dsg_positions(book, table)
        assert found is not None
        assert (found.way, found.years[0].cumulative) == (DsgWay.BALANCES, D(3000000 * sign))


def test_that_the_variances_of_the_years_held_are_added_up_where_no_balance_is_stated():
    def at(period, variance):
        return records(period, BV, {"Places": ("10", variance), "Total": ("10", variance)}, kind=DSG, title="DSG")

    book, tables = months(at("2017-05", "9"), at("2018-03", "2"), at("2018-05", "3"), at("2018-06", "4"))
    found = dsg_positions(book, next(one for one in tables if one.period == "2018-06"))
    assert found is not None
    assert [(one.name, one.cumulative) for one in found.years] == [
        ("2017-18", D(2000000)), ("May 2018", D(5000000)), ("Jun 2018", D(6000000)),
    ]  # fmt: skip
    assert found.way is DsgWay.ADDED


def test_that_a_running_balance_that_is_not_the_one_above_and_its_variance_is_found():
    rows = {"2016-17": ("0.5", "0.5"), "2017-18": ("2.6", "2.6"), "2018-19": ("3.1", "5.7")}
    book, (table,) = months(records("2018-05", (VARIANCE, CUMULATIVE), rows, kind=DSG))
    (found,) = cast(table, book.budget_lines(table.id), book.budget_amounts(table.id))
    assert (found.line, found.column, found.computed) == ("l2", CUMULATIVE.value, D("3.1"))


# Whatever the figures

whole = st.integers(-50_000, 50_000)
some_lines = st.lists(st.tuples(whole, whole), min_size=1, max_size=8)


def sound(rows, decimals, unit):
    """A revenue table that adds up down and across, of budgets and forecasts given in its last digit."""
    money = [(D(b).scaleb(-decimals), D(f).scaleb(-decimals)) for b, f in rows]
    named = {f"Line {at}": (b, f, f - b) for at, (b, f) in enumerate(money)}
    total = tuple(sum(column) for column in zip(*named.values(), strict=True))
    return records("2018-05", (BUDGET, FORECAST, VARIANCE), {**named, "Total": total}, unit=unit, decimals=decimals)


@given(some_lines, st.integers(0, 3), st.sampled_from(MoneyUnit))
def test_that_the_casting_identities_hold_on_any_sound_table(rows, decimals, unit):
    book, (table,) = months(sound(rows, decimals, unit))
    assert cast(table, book.budget_lines(table.id), book.budget_amounts(table.id)) == []


@given(st.lists(st.tuples(whole, whole), min_size=2, max_size=8), st.integers(0, 3), st.data())
def test_that_any_one_figure_of_a_sound_table_that_is_altered_is_found(rows, decimals, data):
    made = sound(rows, decimals, MoneyUnit.MILLIONS)
    amounts = [record for record in made if isinstance(record, BudgetAmount)]
    wrong = data.draw(st.sampled_from(amounts))
    by = data.draw(st.integers(100, 5000)) * data.draw(st.sampled_from((1, -1)))
    altered = replace(wrong, amount=wrong.amount + D(by).scaleb(-decimals))
    book, (table,) = months([altered if record is wrong else record for record in made])
    assert cast(table, book.budget_lines(table.id), book.budget_amounts(table.id))


@given(some_lines, st.integers(0, 3), st.sampled_from(MoneyUnit), st.sampled_from(MoneyUnit))
def test_that_another_unit_changes_nothing_but_what_is_shown(rows, decimals, unit, chosen):
    book, (table,) = months(sound(rows, decimals, unit))
    before = list(book.records())
    found, waters = check(book), waterfall(monitored(book, table))
    book.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", chosen.value))])
    shown = showing(book, table)
    assert shown.unit is chosen
    assert [record for record in book.records() if not isinstance(record, Setting)] == before
    assert (check(book), waterfall(monitored(book, table))) == (found, waters)
    for amount in book.budget_amounts(table.id):
        assert chosen.pounds(shown.amount(amount.amount)) == unit.pounds(amount.amount)
        if not shown.rounds:
            assert round_half_up(shown.amount(amount.amount), shown.decimals) == shown.amount(amount.amount)


@given(some_lines, st.integers(0, 3))
def test_that_the_steps_of_a_waterfall_always_lead_from_the_opening_to_the_closing_balance(rows, decimals):
    money = {f"R{at}": (D(a).scaleb(-decimals), D(b).scaleb(-decimals)) for at, (a, b) in enumerate(rows)}
    total = tuple(sum(column) for column in zip(*money.values(), strict=True))
    book, (table,) = months(
        records("2018-05", (OPENING, CLOSING), {**money, "Total": total}, kind=RESERVES, decimals=decimals)
    )
    first, *between, last = waterfall(monitored(book, table))
    assert first.after + sum(step.change for step in between) == last.after == total[1]
    assert all(step.line is not None for step in between)


@given(some_lines, some_lines)
def test_that_the_movements_of_the_lines_add_up_to_that_of_the_total(first, second):
    assume(len(first) == len(second))
    may, june = sound(first, 3, MoneyUnit.MILLIONS), sound(second, 3, MoneyUnit.MILLIONS)
    june = [
        replace(one, id="j", period="2018-06") if isinstance(one, BudgetTable) else replace(one, table="j")
        for one in june
    ]
    book, (_, later) = months(may, june)
    later = book.get(BudgetTable, "j")
    moved = movements(book, later)
    total = next(line for line in book.budget_lines("j") if line.role is LineRole.TOTAL)
    assert moved[total.line].movement == sum(one.movement for line, one in moved.items() if line != total.line)


@pytest.mark.parametrize(
    ("held", "decimals", "chosen", "shown", "note"),
    [
        (MoneyUnit.MILLIONS, 3, "£k", "£644k", "All amounts are in thousands of pounds."),
        (MoneyUnit.MILLIONS, 3, "£", "£644,000", "All amounts are in pounds."),
        (MoneyUnit.MILLIONS, 3, "as the source", "£0.644m", "All amounts are in millions of pounds."),
        (
            MoneyUnit.POUNDS,
            0,
            "£m",
            "£0.000m",
            "All amounts are in millions of pounds, rounded to the nearest £0.001m.",
        ),
        (MoneyUnit.POUNDS, 0, "£k", "£0.0k", "All amounts are in thousands of pounds, rounded to the nearest £0.1k."),
    ],
)
def test_that_money_is_shown_in_the_unit_that_is_chosen_and_rounding_is_said(held, decimals, chosen, shown, note):
    amount = "0.644"
    book, (table,) = months(records("2018-05", (BUDGET,), {"A": (amount,)}, unit=held, decimals=decimals))
    book.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", chosen))])
    found = showing(book, table)
    assert (found.words(D(amount)), found.note) == (shown, note)


def watched(*groups):
    book = Book([record for group in groups for record in group])
    latest = max(book.budget_tables(), key=lambda one: one.period)
    return [(line.description, [one.forecast for one in course]) for line, course in lines_to_watch(book, latest)]


def test_that_the_total_and_what_is_beyond_the_setting_or_explained_is_drawn_in_the_order_of_the_table():
    explained = ("2", "Staff", (("reason", "Agency cover."),))
    may = records("2018-05", (BUDGET, FORECAST), {"Legal": (10, 11), explained: (20, "20.1"), "Other": (70, 71),
                                                  "Total": (100, "102.1")})  # fmt: skip
    june = records("2018-06", (BUDGET, FORECAST), {"Legal": (10, 12), explained: (20, "20.2"), "Other": (70, 71),
                                                   "Total": (100, "103.2")})  # fmt: skip
    assert watched(may, june) == [
        ("Legal", [D(11), D(12)]), ("Staff", [D("20.1"), D("20.2")]), ("Total", [D("102.1"), D("103.2")]),
    ]  # fmt: skip
    assert watched(june) == []  # one report is no course
    other = [Setting(Scope.COUNCIL, "", "budget.variance", "1")]
    assert [name for name, _ in watched(may, june, other)] == ["Legal", "Staff", "Other", "Total"]


def test_that_of_many_lines_the_largest_variances_are_drawn():
    rows = {f"L{at}": (10, 10 + at) for at in range(1, 8)}
    names = [name for name, _ in watched(*(records(f"2018-0{at}", (BUDGET, FORECAST), rows) for at in (5, 6)))]
    assert names == ["L4", "L5", "L6", "L7"]


def test_that_balances_have_no_forecast_to_draw():
    tables = [records(f"2018-0{at}", (OPENING, CLOSING), {"A": (10, 5)}, kind=RESERVES) for at in (5, 6)]
    assert watched(*tables) == []


def steps_of(rows, columns=(OPENING, ColumnRole.ADDED, ColumnRole.USE, CLOSING)):
    book = Book(records("2018-05", columns, rows, kind=RESERVES))
    (table,) = book.budget_tables()
    return [(step.words, step.change, step.after) for step in waterfall(monitored(book, table))]


@pytest.mark.parametrize("taken", [1, -1])
def test_that_what_goes_into_a_reserve_and_what_is_used_are_steps_of_their_own(taken):
    rows = {
        "Schools": ("3.4", "0.2", D("0.5") * taken, "3.1"),
        "Legal": ("1.2", "0.3", 0, "1.5"),
        "Insurance": ("1.0", None, D("0.1") * taken, "0.9"),
        "Playing fields": ("0.5", 0, 0, "0.5"),
        "Total": ("6.1", "0.5", D("0.6") * taken, "6.0"),
    }
    assert steps_of(rows)[1:-1] == [
        ("Schools: in", D("0.2"), D("6.3")), ("Schools: out", D("-0.5"), D("5.8")),
        ("Legal", D("0.3"), D("6.1")), ("Insurance", D("-0.1"), D("6.0")),
    ]  # fmt: skip


def test_that_what_parts_the_steps_from_the_closing_balance_is_told():
    rows = {"Schools": ("3.4", "0.2", "0.5", "3.0"), "Total": ("3.4", "0.2", "0.5", "3.0")}
    assert steps_of(rows)[-2] == ("Not explained by the lines", D("-0.1"), D("3.0"))
