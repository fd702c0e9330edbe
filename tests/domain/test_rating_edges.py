"""Ratings and directions at the edges where a small change of the rules would otherwise pass unseen."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.direction import direction
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import Override, Rating, other_rating, overridden, rate
from scorecard_desktop.domain.target import Scope, Target, Tolerance, ToleranceKind
from scorecard_desktop.domain.yardstick import thresholds_disagree
from support.small_book import absolute, figure, floor, last_year, relative, target, thresholds, within

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE
PERCENT = Measure(Unit.PERCENT, 1, HIGH)
WHOLE = Measure(Unit.PERCENT, 0, HIGH)


def rated(
    value: str,
    aim: Target | None,
    tolerance: Tolerance | None = None,
    last: str | None = None,
    measure: Measure = PERCENT,
) -> Rating:
    return rate(figure("2018-04", value), measure, aim, tolerance, None if last is None else Decimal(last))


# Which rule and which version


@pytest.mark.parametrize(
    ("value", "tolerance", "colour", "rule"),
    [
        ("95", None, Rag.GREEN, "target"),
        ("95", relative("10"), Rag.GREEN, "relative"),
        ("85", None, Rag.RED, "target"),
        ("85", relative("10"), Rag.AMBER, "relative"),
        ("70", absolute("10"), Rag.RED, "absolute"),
        ("85", floor("80"), Rag.AMBER, "floor"),
        ("85", last_year("1"), Rag.RED, "last year"),
    ],
)
def test_that_a_rating_names_its_rule_and_the_version_of_its_target(value, tolerance, colour, rule):
    found = rated(value, replace(target("90"), version=3), tolerance)
    assert (found.rag, found.rule, found.target_version) == (colour, rule, 3)
    assert found.proof.endswith(" This is version 3 of the target.")


def test_that_a_target_changed_once_is_called_its_second_version_and_one_never_changed_is_not_numbered():
    assert rated("95", replace(target("90"), version=2)).proof.endswith(" This is version 2 of the target.")
    assert "version" not in rated("95", target("90")).proof
    assert rated("95", target("90")).target_version == 1


def test_that_thresholds_name_their_rule_and_use_no_target():
    found = rated("95", replace(target("90"), version=3), thresholds("80", "90"))
    assert (found.rule, found.target_version, found.rag) == ("thresholds", 0, Rag.GREEN)


def test_that_a_refused_rating_keeps_the_version_of_the_target_that_it_could_not_use():
    zero = replace(target("0"), version=2)
    found = rated("5", zero, relative("10"), measure=replace(PERCENT, polarity=LOW))
    assert (found.rag, found.refused, found.target_version) == (Rag.NONE, True, 2)


def test_that_an_override_is_a_rule_of_its_own_and_keeps_the_version():
    computed = rated("85", replace(target("90"), version=4), relative("10"))
    shown = overridden(computed, Override("i", "2018-04", Rag.GREEN, "The return was late."))
    assert (shown.rule, shown.target_version, shown.overridden) == ("override", 4, True)
    assert shown.proof.startswith("Set to green: The return was late. (Computed: 85.0% is ")


# What is shown of figures and lines


def test_that_a_figure_is_shown_with_one_place_more_than_usual_where_it_has_one():
    assert rated("81.7", target("90")).proof.startswith("81.7% misses")
    assert rated("81.73", target("90")).proof.startswith("81.73% misses")
    assert rated("81.736", target("90")).proof.startswith("81.74% misses")


def test_that_a_line_is_shown_to_two_places_at_most_unless_more_are_usual():
    assert " the target of 90.13%, " in rated("81", target("90.125")).proof
    assert " the target of 90.5%, " in rated("81", target("90.50")).proof
    three = replace(PERCENT, decimals=3)
    assert " the target of 90.125%, " in rated("81", target("90.125"), measure=three).proof
    assert " the green threshold of 90.13% " in rated("85", None, thresholds("80", "90.125")).proof


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("79.999", "79.999% is below the red threshold of 80%: red."),
        ("89.999", "89.999% is below the green threshold of 90% and not below red’s of 80%: amber."),
        ("90", "90% is at or above the green threshold of 90%: green."),
    ],
)
def test_that_a_figure_beside_a_threshold_is_shown_apart_from_it(value, start):
    assert rated(value, None, thresholds("80", "90"), measure=WHOLE).proof == start


def test_that_a_figure_beside_its_target_is_shown_apart_from_it():
    assert rated("89.999", target("90"), absolute("5"), measure=WHOLE).proof == (
        "89.999% is 0.001 percentage points worse than the target of 90%; amber ends at 5 percentage points: amber."
    )
    low = replace(WHOLE, polarity=LOW)
    assert rated("0.04", target("0"), relative("10"), measure=low).proof.startswith("0.04% misses the target of 0%")
    assert rated("20.004", target("20"), relative("10"), measure=low).proof == (
        "20.004% is 0.02% worse than the target of 20%; amber ends at 10%: amber."
    )


def test_that_last_year_is_shown_apart_from_this_year():
    found = rated("80", target("90"), last_year("5"), "79.999", measure=WHOLE)
    assert "no worse than 79.999% in the same period last year" in found.proof


def test_that_no_more_than_eight_places_are_ever_shown():
    assert WHOLE.words(Decimal("79.9999999"), Decimal(80)) == "79.9999999%"
    assert WHOLE.words(Decimal("79.99999999999"), Decimal(80)) == "80.00000000%"


def test_that_a_count_is_worse_by_so_many_and_a_percentage_by_percentage_points():
    days = Measure(Unit.NUMBER, 0, LOW)
    assert rated("95", target("90"), absolute("10"), measure=days).proof == (
        "95 is 5 worse than the target of 90; amber ends at 10: amber."
    )


def test_that_the_ends_of_a_range_are_within_it():
    ranged = Measure(Unit.COUNT, 0, RANGE)
    for end in ("260", "300"):
        assert rated(end, within("260", "300"), measure=ranged).proof == (
            f"{end} is within the target of 260 to 300: green."
        )


def test_that_thresholds_beside_the_figure_are_shown_apart_from_it():
    assert rated("79.127", None, thresholds("79.125", "90")).proof.endswith(" red’s of 79.125%: amber.")
    assert rated("79.127", None, thresholds("70", "79.125")).proof.endswith(" threshold of 79.125%: green.")


# Tolerances that lack their figure


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (ToleranceKind.ABSOLUTE, "its tolerance has no figure, so that amber has no end"),
        (ToleranceKind.RELATIVE, "its tolerance has no figure, so that amber has no end"),
        (ToleranceKind.LAST_YEAR, "its tolerance has no figure, so that amber has no end"),
        (ToleranceKind.FLOOR, "its floor is not given, so that amber has no end"),
    ],
)
def test_that_a_tolerance_without_its_figure_rates_nothing_that_misses_the_target(kind, why):
    bare = Tolerance(Scope.INDICATOR, "i", kind)
    found = rated("85", target("90"), bare)
    assert (found.rag, found.refused) == (Rag.NONE, True)
    assert found.proof == f"85.0% misses the target of 90%, but {why}."
    assert rated("90", target("90"), bare).rag is Rag.GREEN


def test_that_only_two_thresholds_can_disagree():
    assert thresholds_disagree(HIGH, thresholds("90", "80"))
    assert thresholds_disagree(LOW, thresholds("80", "90"))
    for polarity in (HIGH, LOW):
        assert not thresholds_disagree(polarity, thresholds("80", "80"))
        assert not thresholds_disagree(polarity, thresholds("80", None))
        assert not thresholds_disagree(polarity, thresholds(None, "80"))
        assert not thresholds_disagree(polarity, relative("10"))
        odd = Tolerance(Scope.INDICATOR, "i", ToleranceKind.ABSOLUTE, Decimal(90), Decimal(80), Decimal(1))
        assert not thresholds_disagree(polarity, odd)
    assert not thresholds_disagree(RANGE, thresholds("90", "80"))


# The sheet's own rating


@pytest.mark.parametrize(
    ("value", "sheet", "ours", "other"),
    [
        ("85", Rag.RED, Rag.AMBER, Rag.RED),
        ("85", Rag.GREEN, Rag.AMBER, Rag.GREEN),
        ("85", Rag.AMBER, Rag.AMBER, None),
        # a colour over a cell without a figure, no colour, and what cannot be rated contradict nothing
        (None, Rag.RED, Rag.AMBER, None),
        ("85", None, Rag.AMBER, None),
        ("85", Rag.NONE, Rag.AMBER, None),
        ("85", Rag.RED, Rag.NONE, None),
    ],
)
def test_that_a_sheets_colour_is_another_only_where_both_rate_a_figure_and_differ(value, sheet, ours, other):
    assert other_rating(replace(figure("2018-04", value), sheet_rag=sheet), ours) is other


# Direction


def test_that_a_direction_says_what_it_was_compared_with():
    plain_ = direction(Decimal(2), Decimal(1), HIGH)
    assert (plain_.against, plain_.mean_of, plain_.earlier, plain_.compared_with) == ("", 1, Decimal(1), "")
    month = direction(Decimal(2), Decimal(1), HIGH, against="2018-03")
    assert month.compared_with == "Mar 2018"
    mean = direction(Decimal(2), Decimal(1), HIGH, against="2018-03", mean_of=4)
    assert (mean.mean_of, mean.compared_with) == (4, "the mean of the 4 periods to Mar 2018")


def test_that_ever_so_little_nearer_the_range_is_better():
    nearer = direction(Decimal("300.2"), Decimal("300.5"), RANGE, within("260", "300"))
    further = direction(Decimal("259.5"), Decimal("259.8"), RANGE, within("260", "300"))
    assert (nearer.merit, further.merit) == (Merit.BETTER, Merit.WORSE)


@pytest.mark.parametrize(
    ("value", "aim", "tolerance", "contradiction"),
    [
        ("33.333", "33.33333333", None, "33.3330% misses the target of 33.33%"),
        ("79.127", "90", thresholds("70", "79.125"), "79.127% is at or above the green threshold of 79.13%"),
    ],
)
def test_that_a_proof_never_shows_a_line_on_the_wrong_side_of_its_figure(value, aim, tolerance, contradiction):
    assert not rated(value, target(aim), tolerance).proof.startswith(contradiction)
