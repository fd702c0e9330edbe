"""One reference for two indicators, and one figure in two places."""

from dataclasses import replace

import pytest

from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rules.duplicates import conflicting_values, duplicate_indicator
from scorecard_desktop.domain.scorecard import Scorecard
from support.small_book import IND, book, cell, figure, indicator


def twice(**changed):
    one = indicator()
    return book(one, replace(one, id="vital/other", **changed))


def test_that_one_reference_for_two_indicators_is_found():
    (finding,) = duplicate_indicator(twice(name="Plans reviewed", order=2))
    assert finding.message == "The reference 1.1 is used twice: here for “Plans reviewed” and for “Plans agreed”."
    assert (finding.indicator, finding.severity) == ("vital/other", Severity.ERROR)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"ref": "1.2"}, False),
        ({"ref": " 1.1 "}, True),
        ({"ref": "1.1a"}, False),
        ({"scorecard": "other"}, False),
    ],
)
def test_that_references_are_compared_within_a_scorecard(changed, same):
    held = twice(**changed)
    held.apply([Change(None, Scorecard("other", 2, "Quarterly", PeriodKind.QUARTER))])
    assert bool(list(duplicate_indicator(held))) is same


def test_that_without_references_names_are_compared_within_their_section():
    one = replace(indicator(), ref="", section="Need", source=cell("A5"))
    again = replace(one, id="vital/b", name="plans  agreed", order=2, source=cell("A9"))
    (finding,) = duplicate_indicator(book(one, again))
    assert finding.message == (
        "The name is used twice: here for “plans  agreed” and in A5 for another indicator of its section."
    )
    assert finding.cell == "A9"
    assert not list(duplicate_indicator(book(one, replace(again, section="Care"))))
    assert not list(duplicate_indicator(book(one, replace(again, measure="Rolling year"))))


def test_that_what_the_import_found_twice_is_told_once_and_goes_when_it_is_mended():
    held = twice(name="Plans reviewed", order=2)
    held.apply([Change(None, Finding("duplicate-indicator", Severity.ERROR, "Twice.", "Mend.", IND, file="MI.xlsx"))])
    assert [finding.rule for finding in check(held)] == ["duplicate-indicator"]
    second = held.get(type(indicator()), "vital/other")
    held.apply([Change(second, replace(second, ref="1.2"))])
    assert check(held) == []


# One figure in two places


def places(here, there, *, name="% of plans agreed", ref="1.1", other_ref="5"):
    """The same months in a monthly scorecard and in another; None where a month is awaited."""
    one = replace(indicator(), ref=ref)
    other = replace(one, id="other/5", scorecard="other", ref=other_ref, name=name)
    records: list[Record] = [Scorecard("other", 2, "Report card", PeriodKind.MONTH), one, other]
    for at, (a, b) in enumerate(zip(here, there, strict=True), 1):
        records += [figure(f"2018-0{at}", a)] if a else []
        records += [figure(f"2018-0{at}", b, of="other/5", source=cell(f"D{at}"))] if b else []
    return list(conflicting_values(book(records)))


def test_that_one_figure_with_two_values_is_found_at_the_second_place():
    (finding,) = places(["80.1", "81.7", "83.0"], ["80.1", "81.7", "38.0"])
    assert finding.message == "Mar 2018 is 38.0% here and 83.0% in Vital signs, for the same indicator."
    assert (finding.rule, finding.cell, finding.period) == ("conflicting-values", "D3", "2018-03")


@pytest.mark.parametrize(
    ("here", "there", "changed"),
    [
        (["80.1", "81.7"], ["80.1", "81.7"], {}),
        (["80.1", "81.7", "83.04"], ["80.1", "81.7", "83.0"], {}),  # the same figure with fewer decimals
        (["80.1", "81.7", "83.0"], ["80.1", "90", "38.0"], {}),  # too little agrees for them to be one
        (["80.1", "81.7", "83.0"], ["80.1", "81.7", "38.0"], {"name": "% of plans reviewed"}),
        (["80.1", "81.7", None], ["80.1", "81.7", "38.0"], {}),
    ],
)
def test_that_other_indicators_and_figures_that_agree_say_nothing(here, there, changed):
    assert places(here, there, **changed) == []


def test_that_one_reference_is_enough_to_be_one_indicator():
    assert len(places(["83.0"], ["38.0"], other_ref="1.1")) == 1


@pytest.mark.parametrize(("name", "card"), [("Total", "other"), ("Plans agreed", "vital")])
def test_that_a_word_or_a_name_of_another_section_does_not_make_one_indicator(name, card):
    one = replace(indicator(name=name), section="Need")
    other = replace(one, id="other/5", scorecard=card, ref="5", section="Care")
    months = ("2018-01", "2018-02", "2018-03")
    here = [figure(code, value) for code, value in zip(months, ("8", "9", "7"), strict=True)]
    there = [figure(code, value, of="other/5") for code, value in zip(months, ("8", "9", "6"), strict=True)]
    held = book(Scorecard("other", 2, "Other", PeriodKind.MONTH), one, other, here, there)
    assert list(conflicting_values(held)) == []


def test_that_a_count_and_a_percentage_of_one_name_are_two_things():
    one = indicator(unit=Unit.COUNT)
    other = replace(indicator(), id="vital/2", name="% plans agreed")
    held = book(one, other, figure("2018-04", "20"), figure("2018-04", "80", of="vital/2"))
    assert list(conflicting_values(held)) == []
