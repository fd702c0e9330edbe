"""Commentary against the figures: the target, a stated figure, and moves that speak both ways."""

import pytest

from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rules.words import commentary_contradiction
from scorecard_desktop.domain.target import Benchmark, TargetKind
from support.small_book import IND, book, cell, columns, figure, indicator, target, within

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE


def against(text, *records, polarity=HIGH, unit=Unit.PERCENT, period="2018-04"):
    held = book(
        indicator(polarity, unit),
        columns("2018-03", "2018-04"),
        Commentary(IND, period, CommentaryPart.COMMENT, text, cell("O48")),
        *records,
    )
    return list(commentary_contradiction(held))


# The target


@pytest.mark.parametrize(
    ("text", "polarity", "value", "wrong"),
    [
        ("Performance is above target.", HIGH, "85", False),
        ("Performance is above target.", HIGH, "79", True),
        ("Performance is above the target.", HIGH, "79", True),
        ("Performance is above the target.", HIGH, "80", False),  # meets it: said loosely, not wrongly
        ("The rate remains well below our target.", HIGH, "85", True),
        ("The rate remains well below our target.", LOW, "79", False),
        ("This is ahead of target, and still rising.", LOW, "79", False),
        ("This is ahead of the target, and still rising.", LOW, "81", True),
        ("In April, performance was still short of its target.", HIGH, "80", True),
        ("In March, performance was still short of its target.", HIGH, "80", False),
        ("The target is met for the first time.", HIGH, "79", True),
        ("The target was missed.", HIGH, "80.1", True),
        ("The target was not met.", HIGH, "79", False),
        ("Performance exceeds the target.", LOW, "85", False),  # more than it, or better than it
        ("Performance met the target.", HIGH, "79", True),
        ("Performance met the target set for 2020.", HIGH, "79", False),
        ("Every team is above the target.", HIGH, "79", False),
        ("Performance is above the target for the first visit.", HIGH, "79", False),
        ("Performance is above target once late returns are added.", HIGH, "79", False),
        ("Performance is above the national target.", HIGH, "79", False),
        ("Performance was above target last month.", HIGH, "79", False),
        ("Performance will be above target.", HIGH, "79", False),
        ("Performance is not above target.", HIGH, "79", False),
        ("Performance is on target.", HIGH, "79", False),
        ("Target met.", HIGH, "79", True),
        ("Target not met.", HIGH, "80", True),
        ("Target exceeded in April.", HIGH, "79", True),
        ("We are above target.", HIGH, "79", True),
        ("We are still below our target.", HIGH, "85", True),
        ("Above target this month.", HIGH, "79", True),
        ("Just below target.", HIGH, "81", True),
        ("Above target in most teams.", HIGH, "79", False),
        ("Above target last month.", HIGH, "79", False),
        ("Six teams above target.", HIGH, "79", False),
    ],
)
def test_that_words_about_the_target_are_held_against_it(text, polarity, value, wrong):
    assert bool(against(text, figure("2018-04", value), target("80"), polarity=polarity)) is wrong


def test_that_the_finding_gives_the_figure_and_the_target():
    (finding,) = against("The figure is above our target.", figure("2018-04", "79"), target("80"))
    assert finding.message == (
        "The commentary says “The figure is above our target”, but the figure for Apr 2018 is 79.0% and the target 80%."
    )
    assert (finding.cell, finding.period) == ("O48", "2018-04")


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        ("The number is above the target.", "280", False),
        ("The number is above the target.", "250", True),
        ("The number is below the target.", "310", True),
        ("The target is met.", "310", True),
        ("The target is met.", "280", False),
    ],
)
def test_that_a_range_is_a_target_with_two_ends(text, value, wrong):
    found = against(text, figure("2018-04", value), within("260", "300"), polarity=RANGE, unit=Unit.COUNT)
    assert bool(found) is wrong


@pytest.mark.parametrize("polarity", [Polarity.NONE, Polarity.UNKNOWN])
def test_that_where_nobody_says_what_is_good_only_plain_sides_are_held(polarity):
    records = (figure("2018-04", "79"), target("80"))
    assert against("The target is met.", *records, polarity=polarity) == []
    assert len(against("The figure is above the target.", *records, polarity=polarity)) == 1


def test_that_without_a_target_or_a_figure_nothing_is_held_against_the_words():
    text = "The figure is above the target."
    assert against(text, figure("2018-04", "79")) == []
    assert against(text, figure("2018-04", None), target("80")) == []
    assert against(text, figure("2018-04", "79"), target("see plan", TargetKind.TEXT)) == []


# A stated figure


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Performance was 81.7%.", False),
        ("Performance was 82%.", False),
        ("Performance was 81%.", False),  # cut off, not rounded
        ("Performance was 81.66%.", False),
        ("Performance was 87.1%.", True),
        ("In April, performance was 87.1%.", True),
        ("In April performance stood at 87.1 per cent.", True),
        ("The figure for this month is 87.1%, and more visits are planned.", True),
        ("The rate has risen to 87.1% in April.", True),
        ("The rate has risen to 87.1% in June.", False),
        ("Performance was 87.1% last month.", False),
        ("Performance for the year to date is 87.1%.", False),
        ("Performance was 87.1% in 2016.", False),
        ("Performance would be 87.1% with late returns.", False),
        ("Performance was about 87%.", False),
        ("At 87.1%, performance remains strong.", True),
        ("At 81.7%, performance remains strong.", False),
        ("At 87.1%, attendance at the first review is high.", False),
        ("This is 5.4% more than planned.", False),
        ("This is 29% of the children in care.", False),
        ("Performance in the north was 87.1%.", False),
        ("The figure is 24.", False),  # a count
        ("Some 87.1% of families were seen.", False),
        ("Excluding late returns, performance was 87.1%.", False),
        ("Performance was 75-80%.", False),
    ],
)
def test_that_a_figure_given_in_words_is_held_against_the_scorecard(text, wrong):
    assert bool(against(text, figure("2018-04", "81.66"))) is wrong


def test_that_a_comment_left_from_the_month_before_is_told_as_one():
    (finding,) = against("Performance is 79.5%.", figure("2018-03", "79.5"), figure("2018-04", "81.7"))
    assert finding.message == (
        "The commentary says “Performance is 79.5%”, but the figure for Apr 2018 is 81.7%; 79.5% was that of Mar 2018."
    )


@pytest.mark.parametrize(
    "also",
    [
        [target("87.1")],
        [Benchmark(IND, "England", value=figure("2018-04", "87.1").value)],
        [Observation(IND, "2018-04", "North", value=figure("2018-04", "87.1").value)],
        [figure("2018-04 YTD", "87.1")],
    ],
)
def test_that_another_figure_that_may_be_meant_is_no_contradiction(also):
    assert against("Performance was 87.1%.", figure("2018-04", "81.7"), also) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The number is 1,179.", False),
        ("The number is 1,197.", True),
        ("The total was 1197 at the end of April.", True),
        ("This is 45.", False),
        ("The number is 1,197 children and young people.", False),
        ("The number is 69.7%.", False),
    ],
)
def test_that_a_count_in_words_is_held_against_the_scorecard(text, wrong):
    assert bool(against(text, figure("2018-04", "1179"), unit=Unit.COUNT)) is wrong


def test_that_a_quarter_is_known_by_its_number_and_its_months():
    quarter = (figure("2017-18 Q2", "76.3"), columns("2017-18 Q2"))
    for text in ("In quarter 2, performance was 80%.", "At the end of September 2017, performance was 80%."):
        assert len(against(text, *quarter, period="2017-18 Q2")) == 1
    for text in ("In quarter 1, performance was 80%.", "In October, performance was 80%."):
        assert against(text, *quarter, period="2017-18 Q2") == []


# Moves


def test_that_a_comment_that_says_both_ways_is_left_alone():
    figures = (figure("2018-03", "82.7"), figure("2018-04", "81.7"))
    assert against("Performance has improved. Performance dipped again.", *figures) == []
    assert len(against("Staff are in post. Performance has improved.", *figures)) == 1


def test_that_better_than_last_year_may_be_called_improved_unless_the_month_is_named():
    figures = (figure("2017-04", "70"), figure("2018-03", "82.7"), figure("2018-04", "81.7"))
    assert against("Performance has improved.", *figures) == []
    assert len(against("Performance has improved this month.", *figures)) == 1


CONTACTS = "Number of contacts"


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("The number of contacts has fallen since last month.", CONTACTS, True),
        ("Contacts have fallen this month.", CONTACTS, True),
        ("Contacts fell by 14.", CONTACTS, True),
        ("Contacts have fallen slightly, which was foreseen.", CONTACTS, True),
        ("The number of contacts has risen this month.", CONTACTS, False),
        ("The number of visits has fallen this month.", CONTACTS, False),
        ("Contacts have fallen this month.", "Number of contacts from schools", False),  # all of them, perhaps
        ("Contacts from schools have fallen this month.", "Number of contacts from schools", True),
        ("Contacts have fallen in the north.", CONTACTS, False),
        ("Contacts should have fallen by now.", CONTACTS, False),
        ("Contacts have fallen over the year.", CONTACTS, False),
        ("Performance has fallen to 81.7%.", CONTACTS, False),  # lower is better: which of the two is meant?
        ("A decrease on last month.", CONTACTS, True),
        ("There has been a decrease of 3% since March.", CONTACTS, True),
        ("There has been a decrease of 3% since January.", CONTACTS, False),
        ("There has been a decrease in visits since last month.", CONTACTS, False),
        ("An increase on last month.", CONTACTS, False),
    ],
)
def test_that_what_is_counted_may_be_the_subject(text, name, wrong):
    figures = (figure("2018-03", "211"), figure("2018-04", "225"))
    held = book(
        indicator(LOW, Unit.COUNT, name), columns("2018-03", "2018-04"), *figures,
        Commentary(IND, "2018-04", CommentaryPart.COMMENT, text),
    )  # fmt: skip
    assert bool(list(commentary_contradiction(held))) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Performance has increased to 81.7%.", True),
        ("Performance rose by 1 percentage point.", True),
        ("Performance has decreased to 81.7%.", False),
        ("Performance has increased to 81.7% in the north.", False),
    ],
)
def test_that_performance_may_rise_where_higher_is_better(text, wrong):
    assert bool(against(text, figure("2018-03", "82.7"), figure("2018-04", "81.7"))) is wrong


@pytest.mark.parametrize(
    ("text", "then", "wrong"),
    [
        ("No change since last month.", "82.7", True),
        ("There has been no change since March.", "82.7", True),
        ("This is the same as last month.", "82.7", True),
        ("The figure remains unchanged this month.", "82.7", True),
        ("No change since last month.", "81.7", False),
        ("No change since last month.", "81.68", False),  # none that is shown
        ("There has been no change in staffing since last month.", "82.7", False),
        ("Performance has remained stable.", "82.7", False),
        ("No change since last year.", "82.7", False),
    ],
)
def test_that_no_change_is_held_against_a_change_that_shows(text, then, wrong):
    assert bool(against(text, figure("2018-03", then), figure("2018-04", "81.7"))) is wrong
