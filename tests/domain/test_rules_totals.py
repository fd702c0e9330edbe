"""Totals of categories and of areas within a scorecard."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.rules.totals import area_casting, category_casting, derived_casting
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import book, cell, figure, indicator

MONTHS = ("2018-01", "2018-02", "2018-03", "2018-04")


def table(*rows, unit=Unit.COUNT, section="Foster carers"):
    """Rows of a section: a name, and a figure for each month."""
    records: list[Record] = []
    for order, (name, *values) in enumerate(rows):
        row = indicator(unit=unit, name=name, ident=f"vital/{order}", decimals=0)
        records.append(replace(row, order=order, section=section))
        for period, value in zip(MONTHS, values, strict=False):
            records.append(figure(period, value, of=row.id, source=cell(f"{'DEFG'[MONTHS.index(period)]}{order + 5}")))
    return book(records)


KINSHIP = ("Kinship carers approved", "67", "72", "79", "79")
SHORT_BREAKS = ("Short-break carers approved", "7", "8", "6", "8")


def found(held):
    return list(category_casting(held))


def test_that_a_total_that_is_not_its_categories_is_found_at_its_cell():
    (finding,) = found(table(KINSHIP, SHORT_BREAKS, ("Total carers approved", "74", "80", "58", "87")))
    assert finding.message == ("Mar 2018 is 58, but the 2 rows that it totals add 85, a difference of 27.")
    assert (finding.rule, finding.severity, finding.cell) == ("casting", Severity.ERROR, "F7")


def test_that_totals_that_hold_say_nothing():
    assert found(table(KINSHIP, SHORT_BREAKS, ("Total carers approved", "74", "80", "85", "87"))) == []


@pytest.mark.parametrize("name", ["Total", "TOTAL", "Totals", "Grand total", "Overall total"])
def test_that_a_bare_total_adds_the_rows_above_it(name):
    assert len(found(table(("Neglect", "12"), ("Emotional abuse", "30"), (name, "43")))) == 1
    assert found(table(("Neglect", "12"), ("Emotional abuse", "30"), (name, "42"))) == []


def test_that_a_second_total_adds_only_the_rows_since_the_first():
    rows = [("North", "2"), ("South", "3"), ("Total", "5"), ("East", "4"), ("West", "6"), ("Total", "10")]
    assert found(table(*rows)) == []


def test_that_categories_may_be_named_after_what_they_count():
    rows = [("Exclusions: primary", "4"), ("Exclusions: secondary", "41"), ("Total exclusions", "46")]
    assert len(found(table(*rows))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        # no two parts
        [("Kinship carers approved", "67"), ("Total carers approved", "70")],
        # parts that never make the total, and are no categories of it
        [("Repeat referrals", "12", "14", "13"), ("Late referrals", "40", "44", "39"), ("Total referrals", "90", "88", "80")],
        # one of them is within another
        [("Carers approved", "67"), ("of which kinship carers approved", "7"), ("Total carers approved", "70")],
        # a total of something else
        [("Children in care", "420"), ("Children in need", "900"), ("Total number with a plan", "1400")],
        # too far out to be a slip, and nothing else to tell by
        [("Kinship carers approved", "67"), ("Short-break carers approved", "7"), ("Total carers approved", "174")],
    ],
)  # fmt: skip
def test_that_what_is_no_table_of_categories_is_left_alone(rows):
    assert found(table(*rows)) == []


@pytest.mark.parametrize(
    ("total", "others"),
    [
        ("Total contacts", ("School contacts", "Police contacts")),
        ("Total number of contacts", ("Number of school contacts", "Number of police contacts")),
        ("All contacts", ("Contacts from schools", "Contacts from police")),
        ("Contacts – total", ("Contacts – schools", "Contacts – police")),
        ("Contacts total", ("Contacts: schools", "Contacts: police")),
        ("Contacts (all areas)", ("Contacts (North)", "Contacts (South)")),
        ("Contacts - county", ("Contacts - North", "Contacts - South")),
        ("Total", ("School contacts", "Police contacts")),
    ],
)
@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.NUMBER])
@pytest.mark.parametrize("at", [0, 2])
def test_that_a_total_is_known_by_its_name_wherever_it_stands(total, others, unit, at):
    def of(march):
        rows = [(others[0], "40", "41", "39", "42"), (others[1], "25", "27", "26", "24")]
        rows.insert(at, (total, "65", "68", march, "66"))
        return [(f.period, f.subject.partition(" ")[2]) for f in found(table(*rows, unit=unit))]

    assert of("65") == []
    assert of("75") == [("2018-03", total)]


def test_that_rows_of_which_are_parts_of_the_row_above_them_where_they_make_it_up():
    parts = [("of which schools", "40", "41", "39", "42"), ("- of which police", "25", "27", "26", "24")]
    assert [f.period for f in found(table(("Contacts", "65", "68", "75", "66"), *parts))] == ["2018-03"]
    assert found(table(("Contacts", "80", "84", "75", "86"), *parts)) == []


def test_that_a_table_with_more_wrong_totals_than_right_ones_is_known_where_one_is_exact_and_all_are_near():
    rows = [("Primary", "31", "21", "33", "16"), ("Secondary", "81", "63", "98", "49")]
    wrong = found(table(*rows, ("Grand total", "112", "85", "130", "66")))
    assert [f.period for f in wrong] == ["2018-02", "2018-03", "2018-04"]
    assert found(table(*rows, ("Grand total", "112", "120", "180", "90"))) == []


def test_that_money_and_counts_are_not_added_together():
    held = table(("Fees", "10"), ("Travel", "4"), ("Total", "15"), unit=Unit.COUNT)
    fees = held.indicators("vital")[0]
    others = [r for r in held.records() if r != fees and r.record_kind != "scorecard"]
    assert found(book(*others, replace(fees, unit=Unit.MONEY))) == []


def test_that_rows_apart_from_their_total_need_a_month_that_holds():
    apart = [("Kinship carers approved", "67"), ("Enquiries", "300"), ("Short-break carers approved", "7")]
    assert found(table(*apart, ("Total carers approved", "75"))) == []


def test_that_percentages_and_rates_are_never_added():
    rows = [("Kinship carers approved", "60"), ("Short-break carers approved", "41"), ("Total carers approved", "100")]
    assert found(table(*rows, unit=Unit.PERCENT)) == []
    assert found(table(*rows, unit=Unit.RATE)) == []


def test_that_a_month_with_a_part_awaited_or_suppressed_is_left_alone():
    held = table(KINSHIP, SHORT_BREAKS, ("Total carers approved", "74", "80", "90", "87"))
    third = held.observation("vital/1", "2018-03")
    hidden = replace(third, value=None, symbol=Symbol.CONFIDENTIAL)
    assert found(book(*[r for r in held.records() if r != third and r.record_kind != "scorecard"], hidden)) == []


@pytest.mark.parametrize(("total", "out"), [("955", False), ("965", False), ("970", True)])
def test_that_counts_rounded_to_five_may_differ_by_their_rounding(total, out):
    held = table(("Neglect", "300"), ("Emotional abuse", "600"), ("Physical abuse", "55"), ("Total", total))
    assert bool(found(held)) is out


def test_that_the_same_table_of_money_is_cast_to_its_pennies():
    rows = [("Fees", "10.25"), ("Travel", "4.50"), ("Total", "14.76")]
    assert found(table(*rows, unit=Unit.MONEY)) == []
    assert len(found(table(*rows[:2], ("Total", "14.79"), unit=Unit.MONEY))) == 1


# Areas


def areas(*months, names=("North", "South")):
    """A count for the council and then for each area, in each month."""
    counted = indicator(unit=Unit.COUNT, name="Children in need", decimals=0)
    records: list[Record] = [counted]
    for period, (whole, *parts) in zip(MONTHS, months, strict=False):
        records.append(figure(period, whole, source=cell("D5")))
        for area, part in zip(names, parts, strict=True):
            records.append(Observation(counted.id, period, area, None if part is None else Decimal(part)))
    return list(area_casting(book(records)))


def test_that_a_council_figure_that_is_not_its_areas_is_found():
    (finding,) = areas(("30", "10", "20"), ("32", "11", "21"), ("34", "11", "22"))
    assert finding.message == "Mar 2018 is 34, but the 2 areas add 33, a difference of 1."
    assert finding.period == "2018-03"


@pytest.mark.parametrize(
    "months",
    [
        [("30", "10", "20"), ("32", "11", "21")],
        [("30", "10", "18"), ("32", "11", "19"), ("33", "11", "20")],  # some children are of no area
        [("30", "10", "20"), ("33", "11", None)],
        [("30", "10", "21")],
        [("220", "140", "75"), ("228", "143", "84")],  # five times something by chance is not rounded to five
    ],
)
def test_that_areas_that_hold_or_do_not_make_up_the_council_say_nothing(months):
    assert areas(*months) == []


def test_that_areas_rounded_to_five_bear_out_the_council_within_their_rounding():
    (finding,) = areas(("220", "140", "75"), ("225", "145", "85"), ("260", "145", "85"))
    assert finding.period == "2018-03"


def test_that_periods_rounded_to_five_since_others_added_up_exactly_are_no_finding():
    assert areas(("30", "11", "19"), ("32", "11", "21"), ("220", "140", "75")) == []


def test_that_one_area_alone_is_not_taken_for_the_whole():
    assert areas(("30", "30"), ("32", "31"), names=("North",)) == []


def test_that_areas_that_make_up_one_indicator_say_nothing_of_another():
    records: list[Record] = []
    for identifier, whole in (("vital/1", "30"), ("vital/2", "34")):
        records.append(indicator(unit=Unit.COUNT, ident=identifier, name=f"Children {identifier}", decimals=0))
        for period in MONTHS:
            records.append(figure(period, whole, of=identifier))
            records += [Observation(identifier, period, area, Decimal(15)) for area in ("North", "South")]
    assert list(area_casting(book(records))) == []


def test_that_where_the_settings_make_the_council_of_its_areas_one_month_is_enough():
    counted = indicator(unit=Unit.COUNT, name="Children in need", decimals=0)
    parts = [Observation(counted.id, "2018-04", area, Decimal(10)) for area in ("North", "South")]
    made = Setting(Scope.COUNCIL, "", "aggregate.localities", "on")
    held = book(counted, figure("2018-04", "21", source=cell("D5")), parts, made)
    assert list(area_casting(held)) == []
    (finding,) = derived_casting(held)
    assert (finding.rule, finding.cell, finding.severity) == ("casting", "D5", Severity.ERROR)
    assert "a difference of 1" in finding.message
