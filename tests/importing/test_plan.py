"""What an import would change, before it changes anything."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, SourceFile
from scorecard_desktop.domain.target import Target
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.plan import Action, ImportPlan
from support.workbooks import Rows, grey, percent, save

HEADER = ["Ref", "Indicator", "Polarity", "Apr 24", "May 24", "Target", "Comments"]
VISITS = ["1", "Number of visits", "High", 10, 12, 11, "Busy."]
SEEN = ["2", "% seen in time", "High", percent(0.9), percent(0.8), percent(0.95, 0), None]


@pytest.fixture
def workbook(tmp_path):
    """Write a scorecard of April and May and gather it."""

    def gathered(*rows, header=HEADER, title="Front door scorecard", name="may.xlsx", sheet="Scorecard"):
        return gather(save(tmp_path / name, {sheet: [[title], header, *rows]}))

    return gathered


def imported(*files, into: Book | None = None) -> tuple[Book, ImportPlan]:
    book = into if into is not None else Book()
    plan = decide(book, files, "2024-06-10T09:00")
    book.apply(plan.change_set().changes)
    return book, plan


def lines(plan: ImportPlan, action: Action) -> list[str]:
    return [entry.line for entry in plan.entries if entry.action is action]


def test_that_deciding_changes_nothing(workbook):
    book = Book()
    plan = decide(book, [workbook(VISITS)])
    assert list(book.records()) == []
    assert plan.counts.added == 6  # the scorecard, the indicator, two figures, a target, a comment


def test_that_each_entry_says_what_it_is_and_where_it_is_from(workbook):
    plan = decide(Book(), [workbook(VISITS, SEEN)])
    assert lines(plan, Action.ADD) == [
        "Scorecard Front door scorecard",
        "Indicator 1 Number of visits",
        "1 Number of visits, Apr 2024: 10",
        "1 Number of visits, May 2024: 12",
        "1 Number of visits, target: 11",
        "1 Number of visits, comment, May 2024: “Busy.”",
        "Indicator 2 % seen in time",
        "2 % seen in time, Apr 2024: 90.0%",
        "2 % seen in time, May 2024: 80.0%",
        "2 % seen in time, target: 95%",
    ]
    assert [entry.source.cell for entry in plan.entries[1:4] if entry.source is not None] == ["B3", "D3", "E3"]


def test_that_the_file_is_remembered(workbook):
    book, _ = imported(workbook(VISITS))
    (file,) = book.all(SourceFile)
    assert (file.name, file.imported) == ("may.xlsx", "2024-06-10T09:00")


def test_that_a_changed_figure_shows_old_beside_new(workbook):
    book, _ = imported(workbook(VISITS))
    changed = [*VISITS[:4], 13, *VISITS[5:]]
    _, plan = imported(workbook(changed), into=book)
    assert lines(plan, Action.ALTER) == ["1 Number of visits, May 2024: 12 → 13"]
    assert plan.counts.unchanged == 5


def test_that_a_blank_in_the_sheet_wipes_nothing(workbook):
    book, _ = imported(workbook(VISITS))
    before = set(book.records())
    bare = ["1", "Number of visits", None, None, None, None, None]
    _, plan = imported(workbook(bare), into=book)
    assert plan.counts.altered == 0
    assert before - set(book.records()) == set()


def test_that_what_an_officer_settled_stands_where_the_sheet_is_blank(workbook):
    book, _ = imported(workbook([*VISITS[:2], None, *VISITS[3:]]))
    (indicator,) = book.all(Indicator)
    settled = replace(indicator, polarity=Polarity.LOW, definition="Visits in person.", affects_budget=True)
    book.apply([Change(indicator, settled)])
    imported(workbook([*VISITS[:2], None, *VISITS[3:]], name="june.xlsx"), into=book)
    assert book.all(Indicator) == [settled]


def test_that_a_typed_figure_is_altered_only_in_sight_of_the_officer(workbook):
    book, _ = imported(workbook(VISITS))
    indicator = book.all(Indicator)[0].id
    old = book.observation(indicator, "2024-05")
    assert old is not None
    book.apply([Change(old, replace(old, value=Decimal(15), source=None))])
    plan = decide(book, [workbook(VISITS)])
    assert lines(plan, Action.ALTER) == ["1 Number of visits, May 2024: 15 → 12"]


def test_that_grey_does_not_wipe_a_figure(workbook):
    book, _ = imported(workbook(VISITS))
    _, plan = imported(workbook([*VISITS[:4], grey(), *VISITS[5:]]), into=book)
    assert (plan.counts.altered, len(book.all(Observation))) == (0, 2)


def test_that_next_month_s_sheet_finds_its_scorecard_and_adds_a_column(workbook):
    book, _ = imported(workbook(VISITS, title="Front door scorecard - May 2024"))
    header = ["Ref", "Indicator", "Polarity", "May 24", "Jun 24", "Target", "Comments"]
    row = ["1", "Number of visits", "High", 12, 14, 11, "Busier."]
    june = workbook(row, header=header, title="Front door scorecard - June 2024", name="june.xlsx")
    _, plan = imported(june, into=book)
    assert lines(plan, Action.ADD) == [
        "1 Number of visits, Jun 2024: 14",
        "1 Number of visits, comment, Jun 2024: “Busier.”",
    ]
    assert plan.counts.altered == 0
    assert [card.name for card in book.scorecards()] == ["Front door scorecard"]
    assert [period.code for period in book.periods(book.scorecards()[0].id)] == ["2024-04", "2024-05", "2024-06"]


def test_that_an_indicator_is_found_by_its_reference_when_it_is_renamed(workbook):
    book, _ = imported(workbook(VISITS, SEEN))
    _, plan = imported(workbook(["1", "Number of home visits", *VISITS[2:]], SEEN), into=book)
    assert lines(plan, Action.ALTER) == [
        "Indicator 1 Number of home visits (name Number of visits → Number of home visits)"
    ]
    assert len(book.all(Indicator)) == 2


def test_that_an_indicator_is_found_by_its_name_when_it_is_renumbered(workbook):
    book, _ = imported(workbook(VISITS, SEEN))
    _, plan = imported(workbook(["9", *VISITS[1:]], SEEN), into=book)
    assert len(book.all(Indicator)) == 2
    assert plan.counts.added == 0


def test_that_two_indicators_that_exchange_references_are_not_confused(workbook):
    book, _ = imported(workbook(VISITS, SEEN))
    ids = {i.name: i.id for i in book.all(Indicator)}
    imported(workbook(["2", *VISITS[1:]], ["1", *SEEN[1:]]), into=book)
    assert {i.name for i in book.all(Indicator)} == set(ids)
    assert len(book.all(Observation)) == 4


def test_that_an_indicator_without_a_reference_is_found_by_its_name(workbook):
    bare = [None, *VISITS[1:]]
    book, _ = imported(workbook(bare, SEEN))
    _, plan = imported(workbook(SEEN, bare), into=book)
    assert plan.counts.added == 0
    assert len(book.all(Indicator)) == 2


def test_that_a_new_target_is_a_new_version(workbook):
    book, _ = imported(workbook(VISITS))
    imported(workbook([*VISITS[:5], "12", None]), into=book)
    (target,) = book.all(Target)
    assert target.low == 12
    assert target.version == 2


def test_that_the_same_target_written_otherwise_is_the_same(workbook):
    book, _ = imported(workbook(SEEN))
    _, plan = imported(workbook([*SEEN[:5], "95%", None]), into=book)
    assert plan.counts.altered == 0
    assert book.all(Target)[0].version == 1


def test_that_the_unit_is_kept_where_a_sheet_has_no_figures_to_tell_it(workbook):
    waiting = ["3", "Cost of a place", "Low", percent(0.1), None, None, None]
    book, _ = imported(workbook(waiting))
    (before,) = book.all(Indicator)
    _, plan = imported(workbook(["3", "Cost of a place", "Low", None, None, None, None]), into=book)
    assert book.all(Indicator) == [before]
    assert plan.counts.altered == 0


def test_that_the_officer_s_decimals_are_kept(workbook):
    book, _ = imported(workbook(SEEN))
    (before,) = book.all(Indicator)
    book.apply([Change(before, replace(before, decimals=0))])
    imported(workbook(SEEN), into=book)
    assert book.all(Indicator)[0].decimals == 0


# several files


def test_that_of_two_files_the_one_with_the_later_figures_is_taken(workbook):
    header = ["Ref", "Indicator", "Polarity", "May 24", "Jun 24", "Target", "Comments"]
    later = workbook(["1", "Number of visits", "High", 99, 14, 11, None], header=header, name="june.xlsx")
    earlier = workbook(VISITS)
    for files in ([earlier, later], [later, earlier]):
        book, plan = imported(*files)
        value = book.observation(book.all(Indicator)[0].id, "2024-05")
        assert value is not None
        assert value.value == 99
        (rejected,) = lines(plan, Action.REJECT)
        assert rejected.startswith("1 Number of visits, May 2024: 12 (not taken: june.xlsx")
        (finding,) = plan.findings
        assert (finding.rule, finding.file, finding.cell) == ("conflicting-values", "may.xlsx", "E3")
        assert "99" in finding.message


def test_that_two_files_that_agree_are_one(workbook):
    first = workbook(VISITS)
    book, plan = imported(first, replace(first, name="copy.xlsx"))
    assert (plan.counts.rejected, plan.findings) == (0, ())
    assert len(book.all(Observation)) == 2
    assert [file.name for file in book.all(SourceFile)] == ["may.xlsx"]


def test_that_sheets_that_came_to_share_a_title_find_their_scorecard_again(tmp_path):
    monthly: Rows = [["Vital signs"], HEADER, VISITS]
    quarterly: Rows = [
        ["Vital signs"],
        ["Ref", "Indicator", "Polarity", "Q1 23-24", "Q2 23-24", "Target"],
        ["7", "Number of exclusions", "Low", 5, 6, 4],
    ]
    book, _ = imported(gather(save(tmp_path / "a.xlsx", {"Monthly": monthly})))
    assert [card.name for card in book.scorecards()] == ["Vital signs"]
    both = gather(save(tmp_path / "b.xlsx", {"Monthly": monthly, "Quarterly": quarterly}))
    imported(both, into=book)
    assert len(book.all(Scorecard)) == 2
    assert len(book.all(Indicator)) == 2


# parts of a plan


def test_that_what_an_accepted_entry_belongs_to_comes_with_it(workbook):
    plan = decide(Book(), [workbook(VISITS, SEEN)])
    (figure,) = [n for n, e in enumerate(plan.entries) if e.line == "2 % seen in time, May 2024: 80.0%"]
    book = Book()
    book.apply(plan.change_set({figure}).changes)
    assert [i.ref for i in book.all(Indicator)] == ["2"]
    assert [o.period for o in book.all(Observation)] == ["2024-05"]
    assert len(book.all(Scorecard)) == 1
    assert len(book.all(ScorecardPeriod)) == 2


def test_that_accepting_nothing_changes_nothing(workbook):
    assert decide(Book(), [workbook(VISITS)]).change_set(()).changes == ()


def test_that_owners_come_before_what_they_own(workbook):
    kinds = [c.record.record_kind for c in decide(Book(), [workbook(VISITS)]).change_set().changes]
    assert kinds.index("scorecard") < kinds.index("indicator") < kinds.index("target") < kinds.index("observation")


def test_that_a_rejected_entry_is_never_committed(workbook):
    twice = workbook(["1", "Number of visits", 10, 12, 13], header=["Ref", "Indicator", "Apr 24", "May 24", "May 24"])
    plan = decide(Book(), [twice])
    everything = plan.change_set(range(len(plan.entries)))
    values = [c.after.value for c in everything.changes if isinstance(c.after, Observation)]
    assert values == [10, 12]


def test_that_a_step_undone_leaves_the_book_as_it_was(workbook):
    book, _ = imported(workbook(VISITS))
    before = set(book.records())
    plan = decide(book, [workbook([*VISITS[:4], "late", 12, None], SEEN, name="june.xlsx")])
    step = plan.change_set()
    book.apply(step.changes)
    assert set(book.records()) != before
    book.apply(step.inverse.changes)
    assert set(book.records()) == before


# findings


def test_that_a_finding_goes_when_the_file_is_corrected(workbook):
    book, _ = imported(workbook([*VISITS[:4], "see report", *VISITS[5:]]))
    assert [f.rule for f in book.all(Finding)] == ["unmapped-text"]
    imported(workbook(VISITS), into=book)
    assert book.all(Finding) == []


def test_that_a_finding_goes_when_another_file_settles_its_figure(workbook):
    book, _ = imported(workbook([*VISITS[:4], "see report", *VISITS[5:]]))
    imported(workbook(VISITS, name="june.xlsx"), into=book)
    assert book.all(Finding) == []


def test_that_a_finding_of_another_file_stays(workbook):
    book, _ = imported(workbook([*VISITS[:4], "see report", *VISITS[5:]]))
    imported(workbook(SEEN, name="other.xlsx"), into=book)
    assert [f.file for f in book.all(Finding)] == ["may.xlsx"]


def test_that_every_record_that_a_workbook_may_list_has_words_for_its_line():
    from scorecard_desktop.domain.exchange import LISTS
    from scorecard_desktop.importing.wording import _SUBJECT

    assert set(LISTS) <= set(_SUBJECT)
