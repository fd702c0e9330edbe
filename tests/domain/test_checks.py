"""The findings that stand: of the rules and of the imports, without the dismissed, gravest first."""

from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.dismissals import dismissed_before
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.risk import Score
from scorecard_desktop.domain.rules.listed import RULES
from support.small_book import IND, book, figure, indicator, review, risk, target, thresholds


def imported(rule="unmapped-text", severity=Severity.WARNING, cell="H48"):
    return Finding(
        rule, severity, "“see below” is not a figure.", "Type one.", file="MI.xlsx", sheet="County", cell=cell
    )


def names(found):
    return [finding.rule for finding in found]


def test_that_an_empty_book_and_a_sound_one_have_no_findings():
    assert check(book()) == []
    assert check(book(indicator(), target("90"), thresholds("80", "90"), figure("2018-04", "85"))) == []


def test_that_the_findings_of_rules_and_imports_stand_together_gravest_first():
    held = book(
        indicator(Polarity.UNKNOWN),
        figure("2018-04", "120"),
        imported(),
        imported("uncalculated", Severity.ERROR, "B2"),
    )
    assert names(check(held)) == ["scale", "uncalculated", "unmapped-text", "polarity-unknown"]


def test_that_a_dismissed_finding_is_left_out_and_the_rest_stay():
    held = book(indicator(), figure("2018-04", "120"), figure("2018-03", "130"))
    first, second = check(held)
    dismissal = Dismissal(dismissal_key(first), "The plan counts both.", "J. Grantly", "2018-05-02")
    assert check(book(*held.records(), dismissal)) == [second]


def test_that_a_dismissal_does_not_reach_another_period_or_indicator():
    held = book(indicator(), figure("2018-04", "120"))
    (found,) = check(held)
    later = book(indicator(), figure("2018-05", "120"))
    assert len(check(book(*later.records(), Dismissal(dismissal_key(found), "No.", "", "")))) == 1


def test_that_the_same_finding_from_an_import_and_a_rule_stands_once():
    held = book(indicator(), figure("2018-04", "120"))
    (found,) = check(held)
    assert check(book(*held.records(), found)) == [found]


def test_that_what_an_import_found_at_its_cell_is_told_there_for_as_long_as_the_book_shows_it():
    wrong = review(date(2018, 7, 10), current=Score(4, 3, 16))
    (by_row,) = check(Book([risk(), wrong]))
    nearer = replace(by_row, file="RR.xlsx", sheet="July", cell="L4", message="As the sheet was read.")
    (found,) = check(Book([risk(), wrong, nearer]))
    assert found == replace(by_row, file="RR.xlsx", sheet="July", cell="L4")
    assert check(Book([risk(), replace(wrong, current=Score(4, 4, 16)), nearer])) == []
    assert check(Book([risk(), wrong, nearer, Dismissal(dismissal_key(found), "So it is.", "", "")])) == []


def test_that_an_unknown_polarity_is_told_in_the_words_of_the_import_and_once():
    said = replace(imported("polarity-unknown", cell="D48"), indicator=IND, message="“Sideways” is not known.")
    held = book(indicator(Polarity.UNKNOWN), figure("2018-04", "80"), said)
    assert check(held) == [replace(said, severity=Severity.NOTE)]
    assert check(book(indicator(Polarity.HIGH), figure("2018-04", "80"), said)) == []


def test_that_only_the_rules_asked_for_are_made():
    held = book(indicator(Polarity.UNKNOWN), figure("2018-04", "120"))
    assert len(check(held, ())) == 0
    assert len(check(held, RULES)) == 2


def test_that_every_finding_says_what_to_do_and_ends_as_a_sentence():
    held = book(indicator(Polarity.LOW), thresholds("30", "35"), figure("2018-04", "120"))
    for found in check(held):
        assert found.message.endswith(".")
        assert found.advice.endswith(".")
        assert found.subject == "1.1 Plans agreed"
        assert found.indicator == IND


def dismissed(held, who="J. Grantly"):
    """The book with its only finding dismissed."""
    (found,) = check(held)
    return book(*held.records(), Dismissal(dismissal_key(found), "The plan counts both.", who, "2018-05-02"))


def test_that_a_dismissed_finding_comes_back_when_its_figure_changes():
    held = dismissed(book(indicator(), figure("2018-04", "120")))
    assert check(held) == []
    changed = book(*(r for r in held.records() if r.record_kind != "observation"), figure("2018-04", "130"))
    (back,) = check(changed)
    assert [before.reason for before in dismissed_before(changed, back)] == ["The plan counts both."]
    again = book(*(r for r in held.records() if r.record_kind != "observation"), figure("2018-04", "120"))
    assert check(again) == []


def test_that_a_finding_that_was_never_dismissed_has_no_earlier_reason():
    held = dismissed(book(indicator(), figure("2018-04", "120")))
    (other,) = check(book(indicator(), figure("2018-05", "120")))
    assert dismissed_before(held, other) == []


def test_that_a_dismissal_holds_when_only_the_wording_changes():
    first = imported()
    reworded = replace(first, message="The cell holds “see below”: no figure.", advice="Enter one.")
    assert dismissal_key(first) == dismissal_key(reworded)
    assert dismissal_key(first) != dismissal_key(replace(first, message="“see above” is not a figure."))


def test_that_two_areas_of_one_period_are_two_findings():
    north = replace(figure("2018-04", "120"), area="North")
    first, second = check(book(indicator(), north, replace(north, area="South")))
    assert first.message.startswith("Apr 2018, North, is 120")
    assert first.key != second.key
