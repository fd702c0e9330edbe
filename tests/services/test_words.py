"""Words of the council's own sheets that stand for a symbol: taught once, known from then on."""

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.settings import SYMBOL_WORDS, symbol_words
from scorecard_desktop.domain.target import Benchmark, Scope
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.importer import plan_import
from scorecard_desktop.services.words import STANDING, teach, words_of
from support.small_book import IND, book, cell, columns, indicator
from support.workbooks import Rows, save

SHEET: Rows = [
    ["Front door"],
    ["Ref", "Indicator", "Polarity", "Apr 24", "May 24"],
    ["1", "Number of visits", "High", 10, "Under  embargo"],
    ["2", "Number of plans", "High", "under embargo.", 12],
]


@pytest.fixture
def sheet(tmp_path):
    return save(tmp_path / "may.xlsx", {"Scorecard": SHEET})


@pytest.fixture
def held(sheet) -> Book:
    """The sheet as it is first imported: nobody knows the words."""
    made = Book()
    made.apply(plan_import(made, [sheet]).change_set().changes)
    return made


def unmapped(of: Book):
    return [finding for finding in check(of) if finding.rule == "unmapped-text"]


def symbols(of: Book):
    return {(o.indicator[-1], o.period): o.symbol for o in of.all(Observation)}


def test_that_words_taught_from_a_finding_mend_what_stands_and_are_known_to_the_next_import(held, sheet):
    (first, _) = unmapped(held)
    words = words_of(held, first)
    assert words == "Under embargo"
    step = teach(held, words, Symbol.CONFIDENTIAL)
    assert step.label == "“Under embargo” as [c]"
    held.apply(step.changes)
    assert unmapped(held) == []
    assert symbols(held)["1", "2024-05"] is Symbol.CONFIDENTIAL
    assert symbols(held)["2", "2024-04"] is Symbol.CONFIDENTIAL
    plan = plan_import(held, [sheet])
    assert plan.counts.altered == 0
    assert plan.findings == ()
    held.apply(step.inverse.changes)
    assert len(unmapped(held)) == 2


def test_that_an_import_reads_the_words_of_the_council_and_of_the_scorecard_that_it_knows(sheet):
    made = Book([Setting(Scope.COUNCIL, "", SYMBOL_WORDS.name, "under embargo = [c]")])
    made.apply(plan_import(made, [sheet]).change_set().changes)
    assert symbols(made)["1", "2024-05"] is Symbol.CONFIDENTIAL
    (card,) = made.scorecards()
    made.apply(teach(made, "Under embargo", Symbol.NOT_AVAILABLE, card.id).changes)
    made.apply(plan_import(made, [sheet]).change_set().changes)
    assert symbols(made)["1", "2024-05"] is Symbol.NOT_AVAILABLE


def test_that_a_typed_figure_reads_the_same_words(held):
    held.apply(teach(held, "Under embargo", Symbol.CONFIDENTIAL).changes)
    first = next(o.indicator for o in held.all(Observation))
    (change,) = change_value(held, first, "2024-04", "UNDER EMBARGO").changes
    assert isinstance(change.after, Observation)
    assert change.after.symbol is Symbol.CONFIDENTIAL


def test_that_a_scorecards_words_come_on_top_of_the_councils():
    made = book(indicator())
    made.apply(teach(made, "late", Symbol.NOT_AVAILABLE).changes)
    made.apply(teach(made, "no cases", Symbol.NOT_APPLICABLE, "vital").changes)
    own = symbol_words(made, "vital")
    assert (own["late"], own["no cases"]) == (Symbol.NOT_AVAILABLE, Symbol.NOT_APPLICABLE)
    assert "no cases" not in symbol_words(made)


def test_that_words_taught_again_mean_the_last_and_a_setting_that_cannot_be_read_is_mended():
    made = book(indicator(), Setting(Scope.COUNCIL, "", SYMBOL_WORDS.name, "late = [x]; nonsense; gone = [e]"))
    made.apply(teach(made, "Late", Symbol.NOT_RECORDED).changes)
    (kept,) = made.all(Setting)
    assert kept.value == "Late = [w]"
    made.apply(teach(made, "n/a (school)", Symbol.NOT_APPLICABLE).changes)
    assert symbol_words(made)["n/a (school)"] is Symbol.NOT_APPLICABLE


def test_that_a_benchmark_in_words_is_mended_too():
    there = Benchmark(IND, "England", 1, note="late", source=cell("J4"))
    finding = Finding("unmapped-text", Severity.WARNING, "“late” …", "", IND, "", "1.1", "MI.xlsx", "County", "J4")
    made = book(indicator(), columns("2018-04"), there, finding)
    assert words_of(made, finding) == "late"
    made.apply(teach(made, "late", Symbol.NOT_AVAILABLE).changes)
    assert [b.symbol for b in made.all(Benchmark)] == [Symbol.NOT_AVAILABLE]
    assert made.all(Finding) == []


@pytest.mark.parametrize("words", ["", "  ", "a = b", "a; b"])
def test_that_what_no_cell_holds_is_refused(words):
    with pytest.raises(Refusal, match="as they stand"):
        teach(book(indicator()), words, Symbol.NOT_AVAILABLE)


def test_that_words_stand_only_for_what_stands_in_place_of_a_figure():
    with pytest.raises(Refusal, match="beside a figure"):
        teach(book(indicator()), "est", Symbol.ESTIMATED)
    assert Symbol.ESTIMATED not in STANDING
    assert Symbol.CONFIDENTIAL in STANDING


def test_that_other_findings_have_no_words_to_teach():
    made = book(indicator(), columns("2018-04"), Observation(IND, "2018-04", note="late"))
    made.apply([Change(None, Observation(IND, "2018-05", note="97%-99%"))])
    for finding in (
        Finding("jump", Severity.WARNING, "…", "", IND, "2018-04"),
        Finding("unmapped-text", Severity.WARNING, "“sideways” …", "", IND, ""),
        Finding("unmapped-text", Severity.WARNING, "“x”", "", IND, "2018-03"),
        Finding("unmapped-text", Severity.WARNING, "“97%-99%” …", "", IND, "2018-05"),
    ):
        assert words_of(made, finding) == ""
    assert isinstance(made.scorecards()[0], Scorecard)
