"""An indicator's figures one after another: what each is rated by, and what it is compared with."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.direction import NO_DIRECTION
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.neighbours import neighbours
from scorecard_desktop.domain.period import month, period_from_code
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import RowMaker, rate_at, rated_row
from scorecard_desktop.domain.rating import Override, Overruled
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope, TargetKind
from support.small_book import IND, book, figure, indicator, last_year, relative, scorecard, target

APRIL = month(2018, 4)


def setting(name, value):
    return Setting(Scope.INDICATOR, IND, name, value)


MADE_OF_OTHERS = [
    pytest.param([], id="every figure entered"),
    pytest.param([setting("aggregate.method", "in period")], id="some made of others"),
]


def row_of(*records, of=None, at=APRIL):
    own = of if of is not None else indicator()
    return rated_row(book(own, *records), scorecard(at.kind), own, at)


def months(*values):
    """Figures of the months up to April 2018."""
    first = 1 - len(values)
    return [figure(APRIL.shifted(first + n).code, value) for n, value in enumerate(values)]


# What is rated by what


def test_that_an_entered_figure_goes_before_what_the_settings_make_of_others():
    count = indicator(unit=Unit.COUNT, decimals=0)
    parts = [figure(f"2018-{n:02}", "5") for n in (4, 5, 6)]
    held = [setting("aggregate.method", "in period"), target("16"), *parts]
    quarter = period_from_code("2018-19 Q1")
    made = row_of(*held, of=count, at=quarter)
    assert (made.text, made.rating.rag) == ("15 (derived)", Rag.RED)
    entered = row_of(*held, figure("2018-19 Q1", "16"), of=count, at=quarter)
    assert (entered.text, entered.rating.rag, entered.derived) == ("16", Rag.GREEN, None)


def test_that_a_target_of_its_own_leaves_a_period_its_tolerance():
    row = row_of(target("80"), target("90", period="2018-04"), relative("10"), figure("2018-04", "85"))
    assert (row.rating.rag, row.rating.rule) == (Rag.AMBER, "relative")


@pytest.mark.parametrize(
    ("held", "letter"),
    [
        ([target("80"), figure("2018-04", "85")], "G"),
        ([target("80"), target("90", period="2018-04"), relative("10"), figure("2018-04", "85")], "A"),
        ([target("90"), last_year("5"), figure("2018-04", "80")], "R"),
        ([target("90"), last_year("5"), figure("2018-04", "80"), figure("2017-04", "79")], "A"),
        ([figure("2018-04", "80")], "–"),
        ([target("90"), figure("2018-04", None, expected=False)], "–"),
        ([target("90"), figure("2018-04", None)], "–"),
        ([target("90")], "–"),
    ],
)
def test_that_a_figure_is_rated_alike_alone_and_in_its_row_and_an_override_keeps_that_rating(held, letter):
    own = indicator()
    alone = rate_at(book(own, *held), own, APRIL)
    assert alone.rag.letter == letter
    assert row_of(*held).rating == alone
    override = Override(IND, "2018-04", Rag.GREEN, "The return was late.")
    for found in (rate_at(book(own, *held, override), own, APRIL), row_of(*held, override).rating):
        assert (found.rag, found.why) == (Rag.GREEN, Overruled(override, alone))
        assert found.proof == f"Set to green: The return was late. (Computed: {alone.proof})"


# What is compared with what


@pytest.mark.parametrize("settings", MADE_OF_OTHERS)
def test_that_a_figure_that_is_awaited_has_not_travelled(settings):
    row = row_of(*settings, figure("2018-03", "80"), figure("2017-04", "70"))
    assert (row.value, row.direction.merit, row.direction.movement) == (None, Merit.NONE, Movement.NONE)
    assert row.year_direction == NO_DIRECTION
    assert row.worse_running == 0


@pytest.mark.parametrize("settings", MADE_OF_OTHERS)
@pytest.mark.parametrize("long", ["last year", "mean of 2"])
def test_that_after_a_year_in_which_nothing_was_expected_there_is_nothing_to_compare_with(settings, long):
    nothing = [figure(APRIL.shifted(-n).code, None, expected=False) for n in range(1, 13)]
    row = row_of(*settings, setting("direction.long", long), nothing, figure("2017-03", "80"), figure("2018-04", "85"))
    assert (row.direction, row.long_direction.merit) == (NO_DIRECTION, Merit.NONE)


def test_that_an_empty_cell_whose_figure_is_due_is_awaited_and_not_stepped_over():
    row = row_of(target("70"), figure("2018-02", "80"), figure("2018-03", None), figure("2018-04", "85"))
    assert row.direction == NO_DIRECTION
    at_march = row_of(target("70"), figure("2018-03", None), at=month(2018, 3))
    assert (at_march.presence, at_march.rating.proof) == (Presence.AWAITED, "No figure has come yet.")


def test_that_a_figure_that_came_although_none_was_expected_is_what_the_next_is_compared_with():
    row = row_of(figure("2018-02", "90"), figure("2018-03", "80", expected=False), figure("2018-04", "85"))
    assert (row.direction.merit, row.direction.against) == (Merit.BETTER, "2018-03")


def test_that_nearer_the_range_means_the_range_of_the_figures_own_period():
    ranged = indicator(Polarity.RANGE, Unit.COUNT, decimals=0)
    usual = target("260", TargetKind.RANGE, high="300")
    figures = months("290", "310")
    assert row_of(usual, *figures, of=ranged).direction.merit is Merit.WORSE
    raised = replace(usual, period="2018-04", low=Decimal(300), high=Decimal(340))
    assert row_of(usual, raised, *figures, of=ranged).direction.merit is Merit.BETTER


@pytest.mark.parametrize(("asked", "running"), [("2", 2), ("3", 3), ("4", 4), ("5", 4)])
def test_that_moves_for_the_worse_are_counted_as_far_as_an_exception_asks(asked, running):
    row = row_of(setting("exceptions.periods", asked), *months("86", "85", "84", "83", "82"))
    assert row.worse_running == running
    assert [reason.sentence for reason in row.exceptions] == (
        [f"Worse in each of the last {asked} months."] if running == int(asked) else []
    )


LAST_TEN = [APRIL.shifted(-n) for n in range(10)]
levels = st.none() | st.integers(80, 86)


@given(st.lists(levels, min_size=10, max_size=10), st.integers(1, 5), st.permutations(LAST_TEN))
def test_that_rows_made_one_after_another_in_any_order_are_those_made_alone(values, asked, order):
    held = book(
        indicator(),
        target("84"),
        target("82", period=LAST_TEN[3].code),
        last_year("1"),
        setting("exceptions.periods", str(asked)),
        [figure(at.code, str(v)) for at, v in zip(LAST_TEN, values, strict=True) if v is not None],
    )
    maker = RowMaker(held, scorecard(), indicator())
    alone = {at: rated_row(held, scorecard(), indicator(), at) for at in order}
    assert [at.code for at in order if maker.row(neighbours(at)) != alone[at]] == []
