"""Every tolerance of rules.md, each colour and each edge, and what holds of all of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override, not_rated, overridden, rate
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import absolute, figure, floor, last_year, relative, target, thresholds, within

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE
AT_MOST, AT_LEAST = TargetKind.AT_MOST, TargetKind.AT_LEAST


def measure(polarity, unit=Unit.PERCENT, decimals=1):
    return Measure(unit, decimals, polarity)


def colour(value, polarity, aim, tolerance, last=None):
    return rate(
        figure("2018-04", value), measure(polarity), aim, tolerance, None if last is None else Decimal(last)
    ).rag.letter


@pytest.mark.parametrize(
    ("value", "polarity", "red", "green", "letter"),
    [
        # re-referrals: lower is better, red above 30, green up to 20
        ("20", LOW, "30", "20", "G"),
        ("20.1", LOW, "30", "20", "A"),
        ("30", LOW, "30", "20", "A"),
        ("30.1", LOW, "30", "20", "R"),
        ("28.4", LOW, "30", "20", "A"),
        # contacts accepted: higher is better
        ("17.7", HIGH, "15", "25", "A"),
        ("15", HIGH, "15", "25", "A"),
        ("14.9", HIGH, "15", "25", "R"),
        ("25", HIGH, "15", "25", "G"),
        # the other ratings that the county report printed
        ("61.9", HIGH, "70", "80", "R"),
        ("42.5", HIGH, "50", "60", "R"),
        ("81.7", HIGH, "80", "90", "A"),
        ("65.4", HIGH, "80", "90", "R"),
        # one threshold for both: met or not
        ("80", HIGH, "80", "80", "G"),
        ("79.9", HIGH, "80", "80", "R"),
    ],
)
def test_that_thresholds_rate_and_the_better_colour_holds_at_each(value, polarity, red, green, letter):
    assert colour(value, polarity, None, thresholds(red, green)) == letter


@pytest.mark.parametrize(
    ("value", "polarity", "aim", "margin", "letter"),
    [
        # ten percent of the target, not ten points
        ("24.2", LOW, target("20", AT_MOST), "10", "R"),
        ("22", LOW, target("20", AT_MOST), "10", "A"),
        ("22.01", LOW, target("20", AT_MOST), "10", "R"),
        ("20", LOW, target("20", AT_MOST), "10", "G"),
        ("5.4", LOW, target("20"), "10", "G"),
        ("90.4", HIGH, target("92"), "10", "A"),
        ("82.8", HIGH, target("92"), "10", "A"),
        ("82.79", HIGH, target("92"), "10", "R"),
        ("89", HIGH, target("86", AT_LEAST), "10", "G"),
        ("69.7", LOW, target("55", AT_MOST), "10", "R"),
        # a range: inside is green, each end reaches out by its own tenth
        ("260", RANGE, within("260", "300"), "10", "G"),
        ("300", RANGE, within("260", "300"), "10", "G"),
        ("333", RANGE, within("260", "300"), "10", "R"),
        ("330", RANGE, within("260", "300"), "10", "A"),
        ("234", RANGE, within("260", "300"), "10", "A"),
        ("233", RANGE, within("260", "300"), "10", "R"),
        # a range with a side that is better: only the other end counts
        ("99.5", HIGH, within("97", "99"), "1", "G"),
        ("96.5", HIGH, within("97", "99"), "1", "A"),
        ("90", LOW, within("97", "99"), "1", "G"),
    ],
)
def test_that_a_relative_tolerance_is_a_part_of_the_target(value, polarity, aim, margin, letter):
    assert colour(value, polarity, aim, relative(margin)) == letter


@pytest.mark.parametrize(
    ("value", "polarity", "aim", "margin", "letter"),
    [
        ("85", HIGH, target("90"), "5", "A"),
        ("84.9", HIGH, target("90"), "5", "R"),
        ("2", LOW, target("0"), "2", "A"),
        ("2.1", LOW, target("0"), "2", "R"),
        ("-3", HIGH, target("-2"), "1", "A"),
        ("305", RANGE, within("260", "300"), "5", "A"),
        ("254", RANGE, within("260", "300"), "5", "R"),
    ],
)
def test_that_an_absolute_tolerance_is_in_units(value, polarity, aim, margin, letter):
    assert colour(value, polarity, aim, absolute(margin)) == letter


@pytest.mark.parametrize(
    ("value", "last", "letter"),
    [
        ("90", None, "G"),
        ("82", None, "G"),  # within ten percent of 90
        ("81", None, "G"),
        ("80.9", "80", "A"),  # beyond it, better than last year
        ("80.9", "80.9", "A"),  # beyond it, no worse
        ("80.9", "85", "R"),
        ("80.9", None, "R"),
    ],
)
def test_that_beyond_the_tolerance_last_year_decides_between_amber_and_red(value, last, letter):
    assert colour(value, HIGH, target("90"), last_year("10"), last) == letter


@pytest.mark.parametrize(
    ("value", "polarity", "lowest", "letter"),
    [
        ("90", HIGH, "80", "G"),
        ("80", HIGH, "80", "A"),
        ("79.9", HIGH, "80", "R"),
        ("100", LOW, "100", "A"),
        ("101", LOW, "100", "R"),
    ],
)
def test_that_a_floor_divides_amber_from_red(value, polarity, lowest, letter):
    assert colour(value, polarity, target("90"), floor(lowest)) == letter


def test_that_without_a_tolerance_a_missed_target_is_red():
    assert colour("89.9", HIGH, target("90"), None) == "R"
    assert colour("90", HIGH, target("90"), None) == "G"


@pytest.mark.parametrize(
    ("value", "aim", "tolerance", "polarity", "proof"),
    [
        ("24.2", target("20"), relative("10"), LOW, "24.2% is 21.0% worse than the target of 20%; amber ends at 10%: red."),
        ("81.7", target("90"), thresholds("80", "90"), HIGH, "81.7% is below the green threshold of 90% and not below red’s of 80%: amber."),
        ("333", within("260", "300"), relative("10"), RANGE, "333.0% is 11.0% outside the target of 260% to 300%; amber ends at 10%: red."),
        ("84", target("90"), absolute("5"), HIGH, "84.0% is 6 percentage points worse than the target of 90%; amber ends at 5 percentage points: red."),
        ("5", target("0"), absolute("2"), LOW, "5.0% is 5 percentage points worse than the target of 0%; amber ends at 2 percentage points: red."),
        ("84", target("90"), floor("80"), HIGH, "84.0% is 6 percentage points worse than the target of 90%; amber ends at the floor of 80%: amber."),
        ("95", target("90"), None, HIGH, "95.0% is better than the target of 90%: green."),
        ("99.5", within("97", "99"), None, HIGH, "99.5% is better than the target of 97% to 99%: green."),
        ("98", within("97", "99"), None, RANGE, "98.0% is within the target of 97% to 99%: green."),
    ],
)  # fmt: skip
def test_that_a_rating_says_its_arithmetic_in_one_sentence(value, aim, tolerance, polarity, proof):
    assert rate(figure("2018-04", value), measure(polarity), aim, tolerance).proof == proof


def test_that_havering_says_what_last_year_was():
    rated = rate(figure("2018-04", "80"), measure(HIGH), target("90"), last_year("10"), Decimal(79))
    assert rated.proof == (
        "80.0% is 11.1% worse than the target of 90%; green ends at 10%, "
        "but it is no worse than 79.0% in the same period last year: amber."
    )


def test_that_a_proof_shows_the_places_that_decide():
    # one place would read 22.0% and 10.0%, and contradict the red
    rated = rate(figure("2018-04", "22.001"), measure(LOW), target("20"), relative("10"))
    assert rated.rag is Rag.RED
    assert rated.proof.startswith("22.001% is 10.01% worse than the target of 20%")
    nearly = rate(figure("2018-04", "79.999"), measure(HIGH, decimals=0), target("80"), None)
    assert nearly.proof.startswith("79.999% misses the target of 80%")


def test_that_a_proof_shows_the_places_that_tell_a_line_from_its_figure():
    shares = rate(figure("2018-04", "33.333"), measure(HIGH), target("33.33333333"), None)
    assert shares.proof == "33.3330% misses the target of 33.3333%, and no tolerance is set: red."
    held = rate(figure("2018-04", "79.127"), measure(HIGH), None, thresholds("70", "79.125"))
    assert held.proof == "79.127% is at or above the green threshold of 79.125%: green."
    lowest = rate(figure("2018-04", "79.126"), measure(HIGH), target("90"), floor("79.127"))
    assert lowest.proof.endswith("amber ends at the floor of 79.127%: red.")


def test_that_a_proof_names_where_an_inherited_tolerance_comes_from():
    councils = Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10))
    assert rate(figure("2018-04", "85"), measure(HIGH), target("90"), councils).proof.endswith(
        "The tolerance is the council’s default."
    )


@pytest.mark.parametrize(
    ("observation", "polarity", "aim", "tolerance", "why", "refused"),
    [
        (None, HIGH, target("90"), None, "No figure has come yet.", False),
        (figure("2018-04", None, expected=False), HIGH, target("90"), None, "No figure is expected for this period.", False),
        (Observation("i", "2018-04", symbol=Symbol.CONFIDENTIAL), HIGH, target("90"), None, "[c] confidential (suppressed): there is nothing to rate.", False),
        (Observation("i", "2018-04", note="see below"), HIGH, target("90"), None, "The cell holds words, not a figure.", False),
        (figure("2018-04", "5"), Polarity.NONE, target("90"), thresholds("1", "2"), "For information only: this indicator is never rated.", False),
        (figure("2018-04", "5"), Polarity.UNKNOWN, target("90"), None, "Nobody has said yet whether higher or lower is better.", False),
        (figure("2018-04", "5"), HIGH, None, relative("10"), "There is no target to rate against.", False),
        (figure("2018-04", "5"), LOW, target("none by March", TargetKind.TEXT), None, "The target is in words (“none by March”) and is not rated.", False),
        (figure("2018-04", "5"), LOW, target("0"), relative("10"), "5.0% misses the target of 0%, but a tolerance in percent of a zero or negative target means nothing: set a tolerance in units.", True),
        (figure("2018-04", "-5"), HIGH, target("-2"), relative("10"), "-5.0% misses the target of -2%, but a tolerance in percent of a zero or negative target means nothing: set a tolerance in units.", True),
        (figure("2018-04", "38.2"), LOW, None, thresholds("30", "35"), "Red 30% and green 35% are the wrong way round for an indicator where lower is better.", True),
        (figure("2018-04", "38.2"), HIGH, None, thresholds("35", "30"), "Red 35% and green 30% are the wrong way round for an indicator where higher is better.", True),
        (figure("2018-04", "38.2"), RANGE, within("1", "2"), thresholds("35", "30"), "A red and a green threshold cannot rate an indicator whose range is best.", True),
        (figure("2018-04", "38.2"), RANGE, within("1", "2"), floor("0"), "A floor cannot rate an indicator whose range is best.", True),
        (figure("2018-04", "38.2"), RANGE, target("40"), relative("10"), "In range is best, but the target is not a range.", True),
        (figure("2018-04", "38.2"), HIGH, None, thresholds("35", None), "Only one of the two thresholds is given.", True),
        (figure("2018-04", "38.2"), RANGE, Target("i", "", TargetKind.RANGE, Decimal(1)), None, "The target lacks a figure.", True),
        (figure("2018-04", "38.2"), HIGH, Target("i", "", TargetKind.VALUE), None, "The target lacks a figure.", True),
    ],
)  # fmt: skip
def test_that_what_cannot_be_rated_says_why(observation, polarity, aim, tolerance, why, refused):
    rated = rate(observation, measure(polarity), aim, tolerance)
    assert (rated.rag, rated.proof, rated.refused) == (Rag.NONE, why, refused)


@pytest.mark.parametrize(
    ("tolerance", "why"),
    [
        (Tolerance(Scope.INDICATOR, "i", ToleranceKind.FLOOR), "its floor is not given, so that amber has no end."),
        (
            Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE),
            "its tolerance has no figure, so that amber has no end.",
        ),
        (
            Tolerance(Scope.COUNCIL, "", ToleranceKind.ABSOLUTE),
            "its tolerance has no figure, so that amber has no end.",
        ),
        (
            Tolerance(Scope.COUNCIL, "", ToleranceKind.LAST_YEAR),
            "its tolerance has no figure, so that amber has no end.",
        ),
    ],
)
def test_that_a_tolerance_without_its_figure_rates_only_what_meets_the_target(tolerance, why):
    missed = rate(figure("2018-04", "85"), measure(HIGH), target("90"), tolerance, Decimal(80))
    assert (missed.rag, missed.refused) == (Rag.NONE, True)
    assert missed.proof == f"85.0% misses the target of 90%, but {why}"
    assert colour("90", HIGH, target("90"), tolerance) == "G"


def test_that_a_rating_says_which_version_of_the_target_it_used():
    def rated(version, tolerance=None, value="85"):
        aim = Target("i", "", TargetKind.VALUE, Decimal(90), version=version)
        return rate(figure("2018-04", value), measure(HIGH), aim, tolerance)

    assert rated(1).target_version == 1
    assert "version" not in rated(1).proof
    for tolerance, value in ((None, "85"), (None, "95"), (relative("10"), "85"), (relative("1"), "85")):
        third = rated(3, tolerance, value)
        assert third.target_version == 3
        assert third.proof.endswith(" This is version 3 of the target.")
    # thresholds need no target, and use none
    assert rated(3, thresholds("80", "90")).target_version == 0
    zero = Target("i", "", TargetKind.VALUE, Decimal(0), version=2)
    refused = rate(figure("2018-04", "5"), measure(LOW), zero, relative("10"))
    assert (refused.refused, refused.target_version) == (True, 2)


@pytest.mark.parametrize(
    ("value", "last", "letter"),
    [
        ("200", "400", "A"),  # sixty below the range, last year a hundred above it
        ("200", "350", "R"),
        ("200", "280", "R"),  # last year was inside
        ("400", "180", "R"),
        ("360", "180", "A"),
    ],
)
def test_that_against_a_range_last_year_is_compared_by_how_far_outside_it_lay(value, last, letter):
    assert colour(value, RANGE, within("260", "300"), last_year("5"), last) == letter


def test_that_a_met_zero_target_is_green_although_its_tolerance_means_nothing():
    assert colour("0", LOW, target("0"), relative("10")) == "G"


def test_that_an_override_is_shown_as_one_and_keeps_the_computed_proof():
    computed = rate(figure("2018-04", "85"), measure(HIGH), target("90"), relative("10"))
    shown = overridden(computed, Override("i", "2018-04", Rag.GREEN, "The return was late.", "J. Grantly"))
    assert (shown.rag, shown.overridden) == (Rag.GREEN, True)
    assert shown.proof.startswith("Set to green by J. Grantly: The return was late. (Computed: 85.0% is 5.6% worse")
    assert shown.computed == computed
    assert computed.computed == computed
    assert computed.override is None


def test_that_an_override_says_when_it_was_set():
    set_on = date(2018, 5, 3)
    shown = overridden(not_rated("None."), Override("i", "2018-04", Rag.RED, "No return.", "Pat", set_on=set_on))
    assert shown.proof == "Set to red by Pat on 3 May 2018: No return. (Computed: None.)"


# What holds of every tolerance

figures_ = st.decimals(min_value=-200, max_value=200, places=2)
margins = st.decimals(min_value=0, max_value=50, places=1)
sides = st.sampled_from([HIGH, LOW])


@st.composite
def rules(draw, polarity):
    """A target and a tolerance that can hold for the polarity."""
    sign = 1 if polarity is HIGH else -1
    aim = draw(figures_)
    kind = draw(st.sampled_from(list(ToleranceKind)))
    if kind is ToleranceKind.THRESHOLDS:
        return None, thresholds(str(aim - sign * draw(margins)), str(aim))
    if kind is ToleranceKind.FLOOR:
        return target(str(aim)), floor(str(aim - sign * draw(margins)))
    if kind is ToleranceKind.ABSOLUTE:
        return target(str(aim)), absolute(str(draw(margins)))
    assume(aim > 0)
    make = relative if kind is ToleranceKind.RELATIVE else last_year
    return target(str(aim)), make(str(draw(margins)))


@given(st.data(), sides, figures_, figures_, st.none() | figures_)
def test_that_a_better_value_never_gets_a_worse_colour(data, polarity, one, other, last):
    aim, tolerance = data.draw(rules(polarity))
    worse, better = sorted((one, other)) if polarity is HIGH else sorted((one, other), reverse=True)
    graded = [rate(figure("2018-04", str(v)), measure(polarity), aim, tolerance, last).rag for v in (worse, better)]
    assert Rag.NONE not in graded
    assert graded[0].severity >= graded[1].severity


@given(st.data(), sides, figures_, st.none() | figures_)
def test_that_polarity_mirrored_gives_the_same_rating(data, polarity, value, last):
    aim, tolerance = data.draw(rules(polarity))
    # an amount short of the target upwards is rated as the same amount past it downwards: reflect about the target,
    # which leaves a tolerance in percent of the target as it is
    centre = aim.value if aim is not None else Decimal(0)

    def mirrored(x):
        return None if x is None else 2 * centre - x

    turned = Tolerance(
        tolerance.scope, tolerance.owner, tolerance.kind,
        mirrored(tolerance.red), mirrored(tolerance.green), tolerance.margin, mirrored(tolerance.floor),
    )  # fmt: skip
    opposite = LOW if polarity is HIGH else HIGH
    straight = rate(figure("2018-04", str(value)), measure(polarity), aim, tolerance, last)
    reflected = rate(figure("2018-04", str(mirrored(value))), measure(opposite), aim, turned, mirrored(last))
    assert straight.rag is reflected.rag


@given(
    st.data(), sides, figures_, st.none() | figures_, st.sampled_from([Decimal(100), Decimal(1000), Decimal("0.01")])
)
def test_that_the_unit_makes_no_difference(data, polarity, value, last, factor):
    aim, tolerance = data.draw(rules(polarity))

    def scaled(x):
        return None if x is None else x * factor

    margin = scaled(tolerance.margin) if tolerance.kind is ToleranceKind.ABSOLUTE else tolerance.margin
    larger = Tolerance(
        tolerance.scope, tolerance.owner, tolerance.kind,
        scaled(tolerance.red), scaled(tolerance.green), margin, scaled(tolerance.floor),
    )  # fmt: skip
    large_aim = None if aim is None else Target(aim.indicator, "", aim.kind, scaled(aim.low), scaled(aim.high))
    small = rate(figure("2018-04", str(value)), measure(polarity), aim, tolerance, last)
    large = rate(figure("2018-04", str(value * factor)), measure(polarity), large_aim, larger, scaled(last))
    assert small.rag is large.rag


@given(
    st.decimals(min_value=1, max_value=100, places=1),
    st.decimals(min_value=0, max_value=50, places=1),
    figures_,
    figures_,
    margins,
)
def test_that_nearer_a_range_is_never_a_worse_colour(low, width, one, other, margin):
    aim = within(str(low), str(low + width))

    def outside(value):
        return max(low - value, value - low - width, Decimal(0))

    def graded(value):
        return rate(figure("2018-04", str(value)), measure(RANGE), aim, absolute(str(margin))).rag.severity

    nearer, further = sorted((one, other), key=outside)
    assert graded(nearer) <= graded(further)
    assert (graded(nearer) == Rag.GREEN.severity) == (outside(nearer) == 0) or margin == 0


@given(
    st.decimals(min_value=1, max_value=100, places=1),
    st.decimals(min_value=0, max_value=50, places=1),
    figures_,
    figures_,
    st.sampled_from([relative, absolute, last_year]),
    margins,
    st.none() | figures_,
)
def test_that_nearer_a_range_is_never_worse_under_any_tolerance_on_one_side(low, width, one, other, make, margin, last):
    aim, tolerance = within(str(low), str(low + width)), make(str(margin))

    def graded(value):
        return rate(figure("2018-04", str(value)), measure(RANGE), aim, tolerance, last).rag.severity

    for worse, better in ((min(one, other), max(one, other)), (max(one, other), min(one, other))):
        on_the_way_in = worse <= better <= low if worse <= better else worse >= better >= low + width
        if on_the_way_in:
            assert graded(better) <= graded(worse)


@given(
    st.decimals(min_value=1, max_value=100, places=1),
    st.decimals(min_value=0, max_value=50, places=1),
    figures_,
    st.sampled_from([relative, absolute, last_year]),
    margins,
    st.none() | figures_,
    st.sampled_from([Decimal(100), Decimal("0.01")]),
)
def test_that_the_unit_of_a_range_makes_no_difference(low, width, value, make, margin, last, factor):
    def graded(times):
        aim = within(str(low * times), str((low + width) * times))
        tolerance = make(str(margin * times if make is absolute else margin))
        before = None if last is None else last * times
        return rate(figure("2018-04", str(value * times)), measure(RANGE), aim, tolerance, before).rag

    assert graded(Decimal(1)) is graded(factor)
