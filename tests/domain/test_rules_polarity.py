"""Which way is good: unknown, doubted, and tolerances that cannot be meant."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rules.polarity import polarity_doubt, polarity_unknown
from scorecard_desktop.domain.rules.tolerances import tolerance_polarity, tolerance_zero_target
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import absolute, book, figure, floor, indicator, last_year, relative, target, thresholds, within

HIGH, LOW, RANGE, NONE, UNKNOWN = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE, Polarity.UNKNOWN


def found(rule, polarity, *records, name="Plans agreed", unit=Unit.PERCENT):
    return list(rule(book(indicator(polarity, unit, name), *records)))


@pytest.mark.parametrize(
    ("polarity", "red", "green", "severity"),
    [
        (LOW, "30", "35", Severity.ERROR),
        (HIGH, "35", "30", Severity.ERROR),
        (LOW, "35", "30", None),
        (HIGH, "30", "35", None),
        (HIGH, "35", "35", Severity.NOTE),
        (RANGE, "30", "35", Severity.ERROR),
        (NONE, "30", "35", None),
        (UNKNOWN, "30", "35", None),
        (HIGH, "30", None, Severity.WARNING),
        (HIGH, None, "35", Severity.WARNING),
        (HIGH, None, None, None),
    ],
)
def test_that_thresholds_that_cannot_be_meant_are_found(polarity, red, green, severity):
    assert [f.severity for f in found(tolerance_polarity, polarity, thresholds(red, green))] == (
        [] if severity is None else [severity]
    )


def test_that_thresholds_the_wrong_way_round_are_named():
    (finding,) = found(tolerance_polarity, LOW, thresholds("30", "35"), unit=Unit.RATE)
    assert finding.message == (
        "Red is 30 and green is 35, which is the wrong way round where lower is better; the figures are not rated."
    )
    assert finding.advice == "Exchange the two if red should be 35 and green 30, or correct which way is better."


@pytest.mark.parametrize(
    ("polarity", "aim", "wrong"),
    [(HIGH, "90", False), (HIGH, "95", False), (HIGH, "89", True), (LOW, "91", True), (LOW, "90", False)],
)
def test_that_green_past_the_target_is_found(polarity, aim, wrong):
    red = "80" if polarity is HIGH else "99"
    findings = found(tolerance_polarity, polarity, thresholds(red, "90"), target(aim))
    assert [f.severity for f in findings] == ([Severity.WARNING] if wrong else [])


@pytest.mark.parametrize(
    ("polarity", "aim", "lowest", "wrong"),
    [
        (HIGH, target("90"), "80", False),
        (HIGH, target("90"), "95", True),
        (HIGH, target("90"), "90", False),
        (HIGH, target("soon", TargetKind.TEXT), "95", False),
        (LOW, target("90"), "95", False),
        (LOW, target("90"), "80", True),
        (RANGE, within("80", "90"), "70", True),
    ],
)
def test_that_a_floor_on_the_wrong_side_of_the_target_is_found(polarity, aim, lowest, wrong):
    assert bool(found(tolerance_polarity, polarity, floor(lowest), aim)) is wrong


def test_that_a_tolerance_below_zero_is_found():
    assert found(tolerance_polarity, HIGH, absolute("-5"), target("90"))
    assert not found(tolerance_polarity, HIGH, absolute("5"), target("90"))


@pytest.mark.parametrize(
    ("aim", "tolerance", "polarity", "wrong"),
    [
        (target("0"), relative("10"), LOW, True),
        (target("-2"), relative("10"), HIGH, True),
        (target("0", TargetKind.AT_MOST), last_year("10"), LOW, True),
        (within("0", "5"), relative("10"), RANGE, True),
        (within("0", "5"), relative("10"), LOW, False),  # only the upper end is used
        (target("0"), absolute("10"), LOW, False),
        (target("20"), relative("10"), LOW, False),
        (target("0"), relative("10"), NONE, False),
        (target("0 by March", TargetKind.TEXT), relative("10"), LOW, False),
    ],
)
def test_that_a_percentage_of_nothing_is_refused_as_a_finding(aim, tolerance, polarity, wrong):
    assert bool(found(tolerance_zero_target, polarity, aim, tolerance)) is wrong


def test_that_an_inherited_tolerance_is_checked_against_each_target():
    council = Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10))
    (finding,) = found(tolerance_zero_target, LOW, council, target("0"))
    assert finding.severity is Severity.WARNING  # nobody chose it for this indicator
    assert finding.message == (
        "The target is 0% and the tolerance is a percentage of it, which means nothing: figures that miss the target "
        "are not rated."
    )


@pytest.mark.parametrize(
    ("polarity", "name", "doubted"),
    [
        (HIGH, "Number of children permanently excluded", True),
        (HIGH, "Number of pupils subject to a permanent exclusion", True),
        (LOW, "Number of permanent exclusions", False),
        (HIGH, "Permanent exclusions avoided", False),
        (HIGH, "Number of permanently excluded pupils reintegrated", False),
        (HIGH, "% re-referrals", True),
        (HIGH, "% 16-17 year olds not in education, employment or training (NEET)", True),
        (LOW, "% children in need with an up-to-date plan", True),
        (LOW, "% children without an up-to-date plan", False),
        (LOW, "% conferences not held within timescales", False),
        (LOW, "% conferences held within timescales", True),
        (LOW, "% conferences held out of timescales", False),
        (HIGH, "% conferences held within timescales", False),
        (HIGH, "Average number of days between placement order and match", True),
        (LOW, "Average number of days between placement order and match", False),
        (HIGH, "% young people in EET", False),
        (LOW, "% in unsuitable accommodation", False),
        (HIGH, "% in unsuitable accommodation", True),
        (LOW, "% in suitable accommodation", True),
        (LOW, "% primary schools good or outstanding", True),
        (HIGH, "% children missing from home offered an interview", False),
        (HIGH, "First-time entrants to the youth justice system per 100,000", True),
        (LOW, "First-time entrants to the youth justice system per 100,000", False),
        (HIGH, "Number of fly-tips", True),
        (HIGH, "% of fly-tips cleared within two days", False),
        (HIGH, "Waiting time for a first appointment (weeks)", True),
        (HIGH, "% with a waiting time under 18 weeks", False),
        (HIGH, "Families in bed and breakfast", True),
        (HIGH, "Families moved on from bed and breakfast", False),
        (HIGH, "Delayed transfers of care", True),
        (HIGH, "% of rent arrears recovered", False),
        (LOW, "% of pupils achieving grade 5 in English and mathematics", True),
        (LOW, "% of pupils not achieving a good level of development", False),
        (LOW, "Take-up of free school meals", True),
        (HIGH, "Take-up of free school meals", False),
        (HIGH, "Staff turnover", True),
        (NONE, "Number of permanent exclusions", False),
        (UNKNOWN, "Number of permanent exclusions", False),
    ],
)
def test_that_a_polarity_unlike_the_name_is_doubted_and_no_other(polarity, name, doubted):
    assert bool(found(polarity_doubt, polarity, name=name)) is doubted


def test_that_a_doubt_quotes_the_words_that_raise_it():
    (finding,) = found(polarity_doubt, HIGH, name="Number of pupils subject to a Permanent Exclusion")
    assert finding.message == (
        "Higher is better is stated, but the name (“Permanent Exclusion”) suggests that lower is."
    )


@pytest.mark.parametrize(
    ("polarity", "aim", "doubted"),
    [
        (HIGH, target("20", TargetKind.AT_MOST), True),
        (LOW, target("20", TargetKind.AT_LEAST), True),
        (LOW, target("20", TargetKind.AT_MOST), False),
        (HIGH, target("20", TargetKind.AT_LEAST), False),
        (HIGH, target("20"), False),
        (HIGH, within("97", "99"), False),
        (RANGE, within("97", "99"), False),
        (RANGE, target("98"), True),
        (RANGE, target("as planned", TargetKind.TEXT), False),
    ],
)
def test_that_a_target_pointing_the_other_way_raises_a_doubt(polarity, aim, doubted):
    assert bool(found(polarity_doubt, polarity, aim)) is doubted


def coloured(*pairs):
    return [replace(figure(f"2018-{n:02d}", value), sheet_rag=rag) for n, (value, rag) in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    ("figures", "doubted"),
    [
        ([("90", Rag.RED), ("50", Rag.GREEN)], True),
        ([("90", Rag.GREEN), ("50", Rag.RED)], False),
        ([("90", Rag.RED), ("50", Rag.GREEN), ("40", Rag.RED)], False),  # they speak both ways
        ([("90", Rag.RED), ("50", Rag.RED)], False),
        ([("90", Rag.RED), ("90", Rag.GREEN)], False),
        ([("90", Rag.RED), (None, Rag.GREEN)], False),
        ([("90", Rag.RED), ("50", Rag.NONE), ("40", None)], False),
    ],
)
def test_that_the_sheets_own_colours_are_heard(figures, doubted):
    findings = found(polarity_doubt, HIGH, target("70"), coloured(*figures))
    assert bool(findings) is doubted
    if doubted:
        assert findings[0].message == (
            "Higher is better is stated, but the sheet colours 90.0% (Jan 2018) red and 50.0% (Feb 2018) green."
        )


def test_that_colours_under_different_targets_are_not_compared():
    targets = [target("95", period="2018-01"), target("45", period="2018-02")]
    assert not found(polarity_doubt, HIGH, targets, coloured(("90", Rag.RED), ("50", Rag.GREEN)))


@pytest.mark.parametrize(
    ("records", "severity", "advice"),
    [
        ([], None, ""),  # nothing to rate yet
        ([figure("2018-04", None)], None, ""),
        ([figure("2018-04", "5")], Severity.NOTE, "higher or lower is better, or that it is for information"),
        ([figure("2018-04", "5"), target("6")], Severity.WARNING, "higher or lower is better"),
        ([figure("2018-04", "5"), target("6", TargetKind.AT_MOST)], Severity.WARNING, "lower is better, as its target"),
        (
            [figure("2018-04", "5"), target("6", TargetKind.AT_LEAST)],
            Severity.WARNING,
            "higher is better, as its target",
        ),
        ([figure("2018-04", "5"), within("6", "7")], Severity.WARNING, "in range is best, as the target suggests"),
        ([figure("2018-04", "5"), thresholds("30", "20")], Severity.WARNING, "lower is better, as its tolerances"),
        ([figure("2018-04", "5"), thresholds("30", None)], Severity.WARNING, "higher or lower is better"),
        ([figure("2018-04", "5"), target("none by March", TargetKind.TEXT)], Severity.NOTE, "higher or lower"),
    ],
)
def test_that_an_unknown_polarity_matters_more_where_a_target_waits_for_it(records, severity, advice):
    findings = found(polarity_unknown, UNKNOWN, *records)
    assert [f.severity for f in findings] == ([] if severity is None else [severity])
    assert all(advice in f.advice for f in findings)


def test_that_a_target_that_lacks_its_figure_is_no_ground_for_a_finding():
    empty = Target(indicator().id, "", TargetKind.VALUE)
    assert not found(polarity_doubt, HIGH, empty)
    assert not found(tolerance_zero_target, HIGH, empty, relative("10"))
    assert not found(tolerance_polarity, HIGH, empty, thresholds("80", "90"))
