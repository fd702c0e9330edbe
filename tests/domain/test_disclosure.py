"""What a public version holds back, and that nobody can work it out: tables from the rules, and an attacker's."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.disclosure.reader import system_of
from scorecard_desktop.domain.disclosure.solving import Answer
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.publication import Publication, keeping, keeping_disclosed
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.public_pack import PublicBook, public_book
from scorecard_desktop.services.solver import HighsSolver
from support.attacker import MOST, Reader

CARD = "c"
MISSING = "c/1"


def count(period: str, value: int | None, area: str = "", of: str = MISSING) -> Observation:
    if value is None:
        return Observation(of, period, area, symbol=Symbol.CONFIDENTIAL)
    return Observation(of, period, area, Decimal(value))


def share(period: str, over: int, under: int, area: str = "", of: str = MISSING) -> Observation:
    value = round(Decimal(100 * over) / under, 1) if under else Decimal(0)
    return Observation(of, period, area, value, numerator=Decimal(over), denominator=Decimal(under))


def indicator(
    ident: str = MISSING, name: str = "Children missing from home", unit: Unit = Unit.COUNT, **more
) -> Indicator:
    order = int(ident.rpartition("/")[2])
    return Indicator(ident, CARD, order, str(order), name, unit=unit, **more)


def book(*records: Record, choices: dict[str, str] | None = None) -> Book:
    card: list[Record] = [Scorecard(CARD, 0, "Vital signs", PeriodKind.MONTH)]
    if not any(isinstance(record, Indicator) for record in records):
        card.append(indicator())
    periods = sorted({record.period for record in records if isinstance(record, Observation)})
    card += [ScorecardPeriod(CARD, period) for period in periods]
    card += [Setting(Scope.COUNCIL, "", name, value) for name, value in (choices or {}).items()]
    return Book([*card, *records])


def shown(made: PublicBook) -> dict[tuple[str, ...], str]:
    """Every figure as the public sees it, without the indicator where there is one alone."""
    figures = made.book.all(Observation)
    alone = len({each.indicator for each in figures}) == 1
    return {each.key[1:] if alone else each.key: "[c]" if each.value is None else f"{each.value:f}" for each in figures}


# From the rules


@pytest.mark.parametrize(("value", "seen"), [(0, "0"), (1, "[c]"), (3, "[c]"), (5, "[c]"), (6, "6"), (120, "120")])
def test_that_counts_from_one_to_five_are_held_back_and_zero_is_shown(value, seen):
    assert shown(public_book(book(count("2018-07", value)))) == {("2018-07", ""): seen}


def test_that_the_threshold_is_a_setting_and_that_control_can_be_switched_off():
    figures = (count("2018-07", 3), count("2018-08", 9))
    assert list(shown(public_book(book(*figures, choices={"disclosure.threshold": "9"}))).values()) == ["[c]", "[c]"]
    assert list(shown(public_book(book(*figures, choices={"disclosure.threshold": "2"}))).values()) == ["3", "9"]
    assert list(shown(public_book(book(*figures, choices={"disclosure.control": "off"}))).values()) == ["3", "9"]


def test_that_a_figure_held_back_leaves_nothing_of_itself_behind():
    held = replace(share("2018-07", 3, 9), note="Three of nine.", flags=frozenset({Symbol.PROVISIONAL}))
    made = public_book(book(indicator(unit=Unit.PERCENT), held))
    assert made.book.observation(MISSING, "2018-07") == count("2018-07", None)


@pytest.mark.parametrize("unit", [Unit.MONEY, Unit.RATE])
def test_that_money_and_rates_are_no_people(unit):
    assert shown(public_book(book(indicator(unit=unit), count("2018-07", 3)))) == {("2018-07", ""): "3"}


@pytest.mark.parametrize(("name", "seen"), [("Average days in care", "3"), ("Children in care", "[c]")])
def test_that_a_number_without_a_unit_is_people_unless_its_name_says_otherwise(name, seen):
    assert shown(public_book(book(indicator(name=name, unit=Unit.NUMBER), count("2018-07", 3)))) == {
        ("2018-07", ""): seen
    }


def test_that_an_officer_may_say_that_an_indicator_counts_no_people():
    assert shown(public_book(book(count("2018-07", 3), choices={"disclosure.people": "no"}))) == {("2018-07", ""): "3"}


def test_that_a_percentage_goes_with_its_small_numerator_or_denominator():
    figures = (share("2018-05", 3, 160), share("2018-06", 2, 4), share("2018-07", 0, 4), share("2018-08", 20, 160))
    made = public_book(book(indicator(unit=Unit.PERCENT, decimals=1), *figures))
    assert list(shown(made).values()) == ["[c]", "[c]", "[c]", "12.5"]


def test_that_one_locality_alone_is_not_enough():
    figures = [count("2018-07", v, a) for a, v in (("", 30), ("Breckland", 3), ("Norwich", 15), ("Broadland", 12))]
    made = public_book(book(*figures))
    assert shown(made) == {
        ("2018-07", ""): "30",
        ("2018-07", "Breckland"): "[c]",
        ("2018-07", "Norwich"): "15",
        ("2018-07", "Broadland"): "[c]",
    }
    assert made.further == {(MISSING, "2018-07", "Broadland")}


def test_that_the_total_goes_too_where_the_parts_alone_would_be_narrowed_down():
    figures = [count("2018-07", v, a) for a, v in (("", 5), ("Breckland", 3), ("Norwich", 2))]
    assert set(shown(public_book(book(*figures))).values()) == {"[c]"}


def test_that_a_quarter_does_not_give_its_small_month_away():
    figures = (count("2018-04", 3), count("2018-05", 12), count("2018-06", 9), count("2018-19 Q1", 24))
    made = public_book(book(*figures))
    assert sum(text == "[c]" for text in shown(made).values()) == 2


def test_that_the_year_to_date_does_not_give_a_month_away():
    months = [("2018-04", 30), ("2018-05", 3), ("2018-06", 20)]
    so_far = [("2018-04 YTD", 30), ("2018-05 YTD", 33), ("2018-06 YTD", 53)]
    made = public_book(book(*(count(period, value) for period, value in (*months, *so_far))))
    seen = shown(made)
    assert seen["2018-05", ""] == "[c]"
    known = {period: int(text) for (period, _), text in seen.items() if text != "[c]"}
    assert not {"2018-04 YTD", "2018-05 YTD"} <= known.keys()
    assert not {"2018-06 YTD", "2018-04", "2018-06"} <= known.keys()


def test_that_a_category_is_not_what_is_left_of_its_total():
    rows = [
        indicator("c/1", "School contacts", section="Contacts"),
        indicator("c/2", "Police contacts", section="Contacts"),
        indicator("c/3", "Health contacts", section="Contacts"),
        indicator("c/4", "Total contacts", section="Contacts"),
    ]
    values = {"c/1": (3, 40), "c/2": (20, 30), "c/3": (17, 20), "c/4": (40, 90)}
    figures = [
        count(p, v, of=i) for i, both in values.items() for p, v in zip(("2018-07", "2018-08"), both, strict=True)
    ]
    seen = shown(public_book(book(*rows, *figures)))
    assert seen["c/1", "2018-07", ""] == "[c]"
    assert [seen[f"c/{n}", "2018-07", ""] for n in (2, 3, 4)].count("[c]") == 1
    assert [seen[f"c/{n}", "2018-08", ""] for n in (1, 2, 3, 4)].count("[c]") == 0


def test_that_the_same_figure_in_another_table_is_held_back_there_too():
    other = Scorecard("d", 1, "Quarterly", PeriodKind.MONTH)
    twin = Indicator("d/1", "d", 1, "7.1", "Number of children missing from home", unit=Unit.COUNT)
    figures = [count(p, v, of=i) for i in (MISSING, "d/1") for p, v in (("2018-07", 3), ("2018-08", 12))]
    seen = shown(public_book(book(indicator(), other, twin, *figures)))
    assert seen[MISSING, "2018-07", ""] == seen["d/1", "2018-07", ""] == "[c]"
    assert seen[MISSING, "2018-08", ""] == seen["d/1", "2018-08", ""] == "12"


def test_that_a_percentage_of_two_counts_goes_with_the_smaller_of_them():
    rows = [
        indicator("c/1", "Children on a plan for two years"),
        indicator("c/2", "Children on a plan"),
        indicator("c/3", "% of children on a plan for two years", Unit.PERCENT, decimals=1),
    ]
    months = (("2018-06", 12, 600), ("2018-07", 5, 620), ("2018-08", 9, 700))
    figures = [count(p, n, of="c/1") for p, n, _ in months] + [count(p, d, of="c/2") for p, _, d in months]
    figures += [replace(count(p, 0, of="c/3"), value=round(Decimal(100 * n) / d, 1)) for p, n, d in months]
    seen = shown(public_book(book(*rows, *figures)))
    assert seen["c/1", "2018-07", ""] == seen["c/3", "2018-07", ""] == "[c]"
    assert seen["c/2", "2018-07", ""] == "620"
    assert seen["c/3", "2018-06", ""] == "2.0"


def test_that_a_rate_of_a_steady_population_goes_with_its_small_count():
    rows = [indicator("c/1", "Permanent exclusions"), indicator("c/2", "Exclusion rate", Unit.RATE, decimals=2)]
    counts = {"2018-05": 12, "2018-06": 3, "2018-07": 9, "2018-08": 30}
    figures = [count(period, number, of="c/1") for period, number in counts.items()]
    figures += [replace(count(p, 0, of="c/2"), value=round(Decimal(n) / Decimal("15.3"), 2)) for p, n in counts.items()]
    seen = shown(public_book(book(*rows, *figures)))
    assert seen["c/1", "2018-06", ""] == seen["c/2", "2018-06", ""] == "[c]"
    assert seen["c/2", "2018-05", ""] == "0.78"


def test_that_a_rate_that_goes_its_own_way_is_shown():
    rows = [indicator("c/1", "Permanent exclusions"), indicator("c/2", "Exclusion rate", Unit.RATE, decimals=2)]
    numbers = {"2018-05": (12, "0.5"), "2018-06": (3, "0.9"), "2018-07": (9, "0.4"), "2018-08": (30, "1.1")}
    figures = [count(period, number, of="c/1") for period, (number, _) in numbers.items()]
    figures += [replace(count(period, 0, of="c/2"), value=Decimal(rate)) for period, (_, rate) in numbers.items()]
    assert shown(public_book(book(*rows, *figures)))["c/2", "2018-06", ""] == "0.9"


def test_that_the_year_so_far_of_another_row_does_not_give_a_month_away():
    rows = [indicator("c/1", "Permanent exclusions"), indicator("c/2", "Permanent exclusions (year to date)")]
    months = (("2018-04", 30), ("2018-05", 3), ("2018-06", 20), ("2018-07", 14))
    figures = [count(period, number, of="c/1") for period, number in months]
    so_far = [(period, sum(n for _, n in months[: at + 1])) for at, (period, _) in enumerate(months)]
    figures += [count(period, number, of="c/2") for period, number in so_far]
    made = public_book(book(*rows, *figures))
    seen = shown(made)
    assert seen["c/1", "2018-05", ""] == "[c]"
    assert made.further
    told = {period for (ident, period, _), text in seen.items() if ident == "c/2" and text != "[c]"}
    assert not {"2018-04", "2018-05"} <= told


def test_that_those_who_did_do_not_give_away_those_who_did_not():
    rows = [indicator("c/1", "Seen in time", Unit.PERCENT), indicator("c/2", "Not seen in time", Unit.PERCENT)]
    months = (("2018-06", 90, 120), ("2018-07", 157, 160))
    figures = [share(p, n, d, of="c/1") for p, n, d in months] + [share(p, d - n, d, of="c/2") for p, n, d in months]
    seen = shown(public_book(book(*rows, *figures)))
    assert seen["c/1", "2018-07", ""] == seen["c/2", "2018-07", ""] == "[c]"
    assert seen["c/1", "2018-06", ""] == "75.0"


def test_that_the_rest_of_a_whole_is_held_back_where_the_setting_says_so():
    figures = (indicator(unit=Unit.PERCENT), share("2018-07", 158, 160))
    assert list(shown(public_book(book(*figures))).values()) == ["98.8"]
    assert list(shown(public_book(book(*figures, choices={"disclosure.rest": "on"}))).values()) == ["[c]"]


def test_that_what_the_source_held_back_is_not_given_away_either():
    later = [count("2018-08", v, a) for a, v in (("", 40), ("Breckland", 13), ("Norwich", 15), ("Broadland", 12))]
    held = [count("2018-07", v, a) for a, v in (("", 30), ("Breckland", None), ("Norwich", 15), ("Broadland", 12))]
    seen = shown(public_book(book(*later, *held)))
    assert [seen["2018-07", a] for a in ("", "Norwich", "Broadland")].count("[c]") == 1


def test_that_nothing_is_held_back_for_the_sake_of_the_source_where_control_is_off():
    later = [count("2018-08", v, a) for a, v in (("", 40), ("Breckland", 13), ("Norwich", 15), ("Broadland", 12))]
    held = [count("2018-07", v, a) for a, v in (("", 30), ("Breckland", None), ("Norwich", 15), ("Broadland", 12))]
    made = public_book(book(*later, *held, choices={"disclosure.control": "off"}))
    assert made.hidden == ()
    assert list(shown(made).values()).count("[c]") == 1


def test_that_what_the_source_held_back_and_cannot_add_up_is_no_reason_to_refuse():
    later = [count("2018-08", v, a) for a, v in (("", 40), ("Breckland", 13), ("Norwich", 15), ("Broadland", 12))]
    slip = [count("2018-07", v, a) for a, v in (("", 20), ("Breckland", None), ("Norwich", 15), ("Broadland", 12))]
    made = public_book(book(*later, *slip))
    assert made.findings == ()
    assert made.further == frozenset()


def test_that_the_truth_satisfies_everything_that_a_reader_is_taken_to_know():
    rows = [
        indicator("c/1", "School contacts", section="Contacts"),
        indicator("c/2", "Police contacts", section="Contacts"),
        indicator("c/3", "Total contacts", section="Contacts"),
        indicator("c/4", "Seen in time", Unit.PERCENT),
    ]
    figures = [
        *(count(p, v, a, of=f"c/{n}") for p in ("2018-04", "2018-05") for a in ("N", "S") for n, v in ((1, 3), (2, 9))),
        *(count(p, 12, a, of="c/3") for p in ("2018-04", "2018-05") for a in ("N", "S")),
        *(count(p, 2 * v, of=f"c/{n}") for p in ("2018-04", "2018-05") for n, v in ((1, 3), (2, 9), (3, 12))),
        *(share(p, 10, 12, a, of="c/4") for p in ("2018-04", "2018-05") for a in ("N", "S")),
    ]
    system = system_of(book(*rows, *figures), lambda _: True)
    truths = [variable.truth or 0 for variable in system.variables]
    assert len(system.constraints) > 10
    assert all(constraint.holds(truths) for constraint in system.constraints)


def test_that_numbers_are_rounded_and_percentages_worked_out_from_them():
    figures = (indicator(unit=Unit.PERCENT, decimals=1), share("2018-07", 13, 162))
    (seen,) = public_book(book(*figures, choices={"disclosure.rounding": "5"})).book.all(Observation)
    assert (seen.numerator, seen.denominator, seen.value) == (Decimal(15), Decimal(160), Decimal("9.375"))


def test_that_a_figure_is_held_back_by_hand_and_kept_from_being_worked_out():
    figures = [count("2018-07", v, a) for a, v in (("", 60), ("Breckland", 23), ("Norwich", 25), ("Broadland", 12))]
    by_hand = Setting(Scope.INDICATOR, MISSING, "disclosure.hide", "2018-07 Breckland")
    seen = shown(public_book(book(indicator(), by_hand, *figures)))
    assert seen["2018-07", "Breckland"] == "[c]"
    assert list(seen.values()).count("[c]") == 2


# Earlier packs


def published(*figures: Observation, base: int = 1, day: str = "2018-08-01") -> Publication:
    told = keeping_disclosed((figure, base, False) for figure in figures)
    return Publication(day, f"{day}T09:00:00+00:00", figures=keeping([]), public=True, disclosed=told)


def areas(period: str, *values: int | None) -> list[Observation]:
    names = ("", "Breckland", "Norwich", "Broadland")
    return [count(period, value, name) for name, value in zip(names, values, strict=True)]


def test_that_what_an_earlier_public_pack_showed_cannot_be_held_back_and_the_cell_is_named():
    figures = areas("2018-07", 30, 3, 15, 12)
    made = public_book(book(*figures, published(figures[1])))
    (finding,) = made.findings
    assert finding.rule == "disclosure"
    assert "1 Children missing from home, Jul 2018, Breckland: the figure could be worked out as 3" in finding.message
    assert finding.message.count("the pack of 1 August 2018") == 1
    assert "--officers-only" in finding.advice


def test_that_an_earlier_pack_that_gave_the_total_and_the_other_parts_gives_the_last_one_away():
    figures = areas("2018-07", 30, 3, 15, 12)
    made = public_book(book(*figures, published(figures[0], figures[2]), published(figures[3], day="2018-09-01")))
    assert [finding.rule for finding in made.findings] == ["disclosure"]
    assert "could be worked out as 3" in made.findings[0].message


def test_that_another_figure_is_chosen_where_an_earlier_pack_told_the_best_one():
    figures = areas("2018-07", 30, 3, 15, 12)
    made = public_book(book(*figures, published(figures[3])))
    assert made.findings == ()
    assert made.further == {(MISSING, "2018-07", "Norwich")}


def test_that_a_total_that_comes_later_is_held_back_where_its_parts_were_told_before():
    months = [count("2018-04", 3), count("2018-05", 12), count("2018-06", 9)]
    made = public_book(book(*months, count("2018-19 Q1", 24), published(*months[1:])))
    assert made.findings == ()
    assert made.further == {(MISSING, "2018-19 Q1", "")}


def test_that_a_figure_an_earlier_pack_told_and_that_was_taken_out_since_is_not_forgotten():
    figures = areas("2018-07", 30, 3, 15, 12)
    made = public_book(book(*figures[1:], published(figures[0])))
    assert made.further == {(MISSING, "2018-07", "Broadland")}


def test_that_a_figure_an_earlier_pack_withheld_and_that_was_taken_out_since_is_not_given_away():
    figures = areas("2018-07", 30, 3, 15, 12)
    before = public_book(book(*figures))
    pack = replace(published(), disclosed=keeping_disclosed(before.told))
    assert before.further == {(MISSING, "2018-07", "Broadland")}
    without = [figure for figure in figures if figure.area != "Breckland"]
    made = public_book(book(*without, pack))
    assert made.findings == ()
    assert shown(made)["2018-07", "Broadland"] == "[c]"


def test_that_figures_restated_since_still_give_away_what_they_did_before():
    before = areas("2018-07", 30, 3, 15, 12)
    now = areas("2018-07", 33, 3, 18, 12)
    made = public_book(book(*now, published(before[0], before[2], before[3])))
    assert "could be worked out as 3" in made.findings[0].message


def test_that_a_pack_for_officers_told_nothing_to_the_public():
    figures = areas("2018-07", 30, 3, 15, 12)
    made = public_book(book(*figures, replace(published(*figures), public=False)))
    assert made.findings == ()
    assert made.book.all(Publication) == []


def test_that_what_is_missing_is_named_where_an_officer_holds_figures_back_by_hand():
    made = public_book(book(*areas("2018-07", 30, 3, 15, 12), choices={"disclosure.further": "by hand"}))
    (finding,) = made.findings
    assert "Hold back 1 Children missing from home, Jul 2018, Broadland as well (disclosure.hide)" in finding.advice


class Stopped:
    """A solver that the clock stops."""

    def solve(self, programme, seconds):
        return Answer(None, settled=False)


class StoppedWhileChoosing(HighsSolver):
    """A solver that the clock stops wherever there is something to choose."""

    def solve(self, programme, seconds):
        if any(high == 1 for _, high in programme.ranges):
            return Answer(None, settled=False)
        return super().solve(programme, seconds)


def test_that_where_the_clock_stops_the_choice_the_nearest_figures_are_held_back_and_it_is_proven_all_the_same():
    made = public_book(book(*areas("2018-07", 30, 3, 15, 12)), None, StoppedWhileChoosing())
    assert made.findings == ()
    assert made.further


class Wrong:
    """A solver that offers numbers which do not add up."""

    def solve(self, programme, seconds):
        return Answer(tuple(float(high) for _, high in programme.ranges), settled=True)


@pytest.mark.parametrize("solver", [Stopped(), Wrong()])
def test_that_what_no_solver_has_proven_is_not_published(solver):
    made = public_book(book(*areas("2018-07", 30, 3, 15, 12)), None, solver)
    assert made.findings
    assert "could not be proven in time" in made.findings[0].message


# An attacker who tries every number

AREAS = ("North", "South", "East")
MONTHS = ("2018-04", "2018-05", "2018-06")
QUARTER = "2018-19 Q1"


@st.composite
def tables(draw) -> dict[tuple[str, str], int]:
    """Localities by months with their totals each way, as far as a draw keeps them."""
    names = AREAS[: draw(st.integers(2, 3))]
    months = MONTHS if draw(st.booleans()) else MONTHS[:1]
    small = st.integers(0, 25) | st.integers(0, 7)
    table = {(month, area): draw(small) for month in months for area in names}
    table |= {(month, ""): sum(table[month, area] for area in names) for month in months}
    if len(months) == len(MONTHS):
        table |= {(QUARTER, area): sum(table[month, area] for month in months) for area in (*names, "")}
    return table


def sums_of(table) -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    names = [area for area in AREAS if ("2018-04", area) in table]
    periods = dict.fromkeys(period for period, _ in table)
    found = [((period, ""), [(period, area) for area in names]) for period in periods]
    if QUARTER in periods:
        found += [((QUARTER, area), [(month, area) for month in MONTHS]) for area in (*names, "")]
    return found


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([2, 5]))
def test_that_no_reader_of_a_table_of_counts_narrows_what_is_held_back_down_to_the_threshold(table, threshold):
    source = book(
        *(count(period, v, area) for (period, area), v in table.items()),
        choices={"disclosure.threshold": f"{threshold}"},
    )
    made = public_book(source)
    assert made.findings == ()
    seen = {key[1:]: o for o in made.book.all(Observation) for key in [o.key]}
    for place, value in table.items():
        public = seen[place]
        assert public.value in (None, Decimal(value))
        assert (public.symbol is Symbol.CONFIDENTIAL) is (public.value is None)
        assert not (1 <= value <= threshold and public.value is not None)
    ranges = {place: (1, MOST * 4) if seen[place].value is None else (value, value) for place, value in table.items()}
    reader = Reader(ranges, sums_of(table))
    for place in table:
        if seen[place].value is None:
            assert reader.is_wider(place, threshold), (place, reader.range_of(place))


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_that_no_reader_of_rounded_counts_narrows_what_is_held_back_down_to_the_threshold(table, base):
    choices = {"disclosure.rounding": f"{base}"}
    made = public_book(book(*(count(p, v, area) for (p, area), v in table.items()), choices=choices))
    assert made.findings == ()
    ranges: dict[tuple[str, str], tuple[int, int]] = {}
    for figure in made.book.all(Observation):
        place = (figure.period, figure.area)
        if figure.value is None:
            ranges[place] = (1, 4 * MOST)
        else:
            assert figure.value % base == 0
            assert abs(figure.value - table[place]) * 2 <= base
            behind = [n for n in range(4 * MOST * 9) if (2 * n + base) // (2 * base) * base == figure.value]
            ranges[place] = (behind[0], behind[-1])
    reader = Reader(ranges, sums_of(table))
    for place, (low, high) in ranges.items():
        if (low, high) == (1, 4 * MOST):
            assert reader.is_wider(place, 5), (place, reader.range_of(place))


@st.composite
def shares_by_area(draw) -> dict[str, tuple[int, int]]:
    """A numerator and a denominator for each locality and for all of them."""
    table: dict[str, tuple[int, int]] = {}
    for area in AREAS[: draw(st.integers(2, 3))]:
        under = draw(st.integers(1, 30))
        table[area] = (draw(st.integers(0, under)), under)
    table[""] = (sum(over for over, _ in table.values()), sum(under for _, under in table.values()))
    return table


@settings(max_examples=60, deadline=None)
@given(shares_by_area())
def test_that_no_reader_of_percentages_with_their_counts_narrows_a_small_numerator_down(table):
    figures = [share("2018-07", over, under, area) for area, (over, under) in table.items()]
    made = public_book(book(indicator(unit=Unit.PERCENT, decimals=1), *figures))
    assert made.findings == ()
    hidden = {o.area for o in made.book.all(Observation) if o.value is None}
    assert hidden >= {a for a, pair in table.items() if any(1 <= number <= 5 for number in pair)}
    names = [area for area in table if area]
    ranges: dict[tuple[str, str], tuple[int, int]] = {}
    parts = []
    for area, (over, under) in table.items():
        for role, number in (("n", over), ("d", under)):
            ranges[area, role] = (0, 4 * MOST) if area in hidden else (number, number)
        parts.append(((area, "n"), (area, "d")))
    reader = Reader(ranges, [(("", role), [(area, role) for area in names]) for role in "nd"], parts)
    for area in hidden:
        over, _ = table[area]
        assert over == 0 or reader.is_wider((area, "n"), 5)
        assert reader.is_wider((area, "d"), 5)


@st.composite
def restated_tables(draw) -> tuple[dict[str, int], dict[str, int]]:
    """A total with its localities, as it was and as it was put right later."""
    names = AREAS[: draw(st.integers(2, 3))]
    small = st.integers(0, 25) | st.integers(0, 7)
    before = {area: draw(small) for area in names}
    now = {area: draw(small) if draw(st.integers(0, 2)) == 0 else value for area, value in before.items()}
    return {**before, "": sum(before.values())}, {**now, "": sum(now.values())}


@settings(max_examples=100, deadline=None)
@given(restated_tables())
def test_that_two_packs_together_give_no_more_away_or_the_second_is_refused(both):
    before, now = both
    first = public_book(book(*(count("2018-07", value, area) for area, value in before.items())))
    assert first.findings == ()
    told = keeping_disclosed(first.told)
    pack = Publication("1", "2018-08-01T09:00:00+00:00", figures=keeping([]), public=True, disclosed=told)
    second = public_book(book(*(count("2018-07", value, area) for area, value in now.items()), pack))
    if second.findings:
        return
    ranges: dict[tuple[str, str], tuple[int, int]] = {}
    for when, made, values in (("before", first, before), ("now", second, now)):
        for figure in made.book.all(Observation):
            value = values[figure.area]
            ranges[when, figure.area] = (1, 4 * MOST) if figure.value is None else (value, value)
    names = [area for area in now if area]
    sums = [((when, ""), [(when, area) for area in names]) for when in ("before", "now")]
    # whoever knows which figures were put right knows that the others are what they were
    sums += [(("now", area), [("before", area)]) for area in now if now[area] == before[area]]
    reader = Reader(ranges, sums)
    for figure in second.book.all(Observation):
        if figure.value is None:
            assert reader.is_wider(("now", figure.area), 5), (figure.area, reader.range_of(("now", figure.area)))


def test_that_the_attacker_finds_what_a_careless_version_gives_away():
    shown_cells = {"": (30, 30), "North": (1, MOST), "South": (15, 15), "East": (12, 12)}
    reader = Reader(shown_cells, [("", ["North", "South", "East"])])
    assert reader.range_of("North") == (3, 3)
    assert not reader.is_wider("North", 5)
    assert Reader({**shown_cells, "East": (1, MOST)}, [("", ["North", "South", "East"])]).range_of("North") == (1, 14)
