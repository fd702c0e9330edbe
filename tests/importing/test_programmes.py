"""Highlight reports and milestones as programme offices keep them."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.importing import TableKind, gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.plan import Action
from support.workbooks import bold, save

JUNE = date(2018, 6, 30)


@pytest.fixture
def imported(tmp_path):
    def importing(*files, book=None):
        book = Book() if book is None else book
        plans = []
        for number, rows in enumerate(files):
            sheets = rows if isinstance(rows, dict) else {"Sheet1": rows}
            plans.append(decide(book, [gather(save(tmp_path / f"programmes {number}.xlsx", sheets))]))
            book.apply(plans[-1].change_set().changes)
        return book, plans

    return importing


HIGHLIGHTS = [
    ["Highlight reports, June 2018"],
    ["Programme", "Overall status", "Direction of travel", "Key achievements this period", "Slippage",
     "Actions for the next period", "Key risks", "Decisions required", "Project manager"],
    ["Homes", "Amber", "↓", "The second home opened.", "Planning was late.", "Begin the fourth.", "Nil", "None", "S. H."],
    ["Plans on time", "Red", "Improving", "Both posts filled.", "Nil return", "Buy sixty.", "Late advice.", "Buy more?",
     None],
]  # fmt: skip


def test_that_highlight_reports_are_read_with_nil_returns_as_nothing_to_report(imported):
    book, (plan,) = imported(HIGHLIGHTS)
    assert [(p.name, p.manager) for p in book.all(Programme)] == [("Homes", "S. H."), ("Plans on time", "")]
    homes, plans = book.all(Highlight)
    assert (homes.reported, homes.status, homes.trend) == (JUNE, Rag.AMBER, Merit.WORSE)
    assert (homes.achievements, homes.risks, homes.decisions) == ("The second home opened.", "", "")
    assert (plans.status, plans.trend, plans.slippage, plans.decisions) == (Rag.RED, Merit.BETTER, "", "Buy more?")
    assert plan.findings == ()
    (table,) = plan.tables
    assert (table.kind, table.what) == (TableKind.HIGHLIGHTS, "Highlight reports: reports of 2 programmes, Jun 2018")


def test_that_the_trend_follows_from_the_status_before_and_words_nobody_knows_are_said(imported):
    book, (plan,) = imported(
        [
            ["Programme board report"],
            ["Project", "Date of report", "Previous RAG", "RAG", "Progress this month", "Next steps", "Costs"],
            ["Homes", JUNE, "G", "A", "Opened.", "Begin.", "£0.1m over"],
            ["Plans", JUNE, "Amber", "Purple", "Filled.", "Buy.", "n/a"],
            ["Other", None, "Red", "Red", "Begun.", "Go on.", None],
        ]
    )
    homes, plans = book.all(Highlight)
    assert (homes.trend, homes.variances) == (Merit.WORSE, "£0.1m over")
    assert (plans.status, plans.trend, plans.variances) == (Rag.NONE, Merit.NONE, "")
    assert [(f.cell, f.subject) for f in plan.findings] == [("D4", "Plans"), ("A5", "Other")]
    assert plan.findings[1].message == "Nothing says when this programme was reported. It is left out."


def test_that_a_report_filled_in_as_a_form_is_read_with_the_milestones_beneath_it(imported):
    book, (plan,) = imported(
        {
            "Homes": [
                ["Highlight report", None, "Date of report", JUNE],
                ["Programme", "Closer to home", "Overall status", "Amber"],
                ["Sponsor", "Director", "Manager", "S. Harding"],
                ["Achievements in this period", "The second home opened."],
                ["Slippage", "Planning was late."],
                ["Actions in the next period", "Begin the fourth."],
                ["Decisions required", "None"],
                [],
                ["Milestone", "Planned date", "Revised date", "Actual date", "Progress"],
                ["First home opens", date(2018, 3, 1), None, date(2018, 2, 26), "Registered"],
                ["Third home opens", date(2018, 9, 1), date(2018, 10, 15), None, "Staffed"],
            ]
        }
    )
    (programme,) = book.all(Programme)
    assert (programme.name, programme.sponsor, programme.manager) == ("Closer to home", "Director", "S. Harding")
    (report,) = book.all(Highlight)
    assert (report.reported, report.status, report.slippage, report.decisions) == (
        JUNE, Rag.AMBER, "Planning was late.", "",
    )  # fmt: skip
    assert [(m.text, m.planned, m.forecast, m.completed) for m in book.all(Milestone)] == [
        ("First home opens", date(2018, 3, 1), None, date(2018, 2, 26)),
        ("Third home opens", date(2018, 9, 1), date(2018, 10, 15), None),
    ]
    assert {m.programme for m in book.all(Milestone)} == {programme.id}
    assert plan.findings == ()


MILESTONES = [
    ["Milestones"],
    ["Project", "Ref", "Key milestone", "Baseline date", "Forecast", "Date completed", "Status", "Comments"],
    ["Homes", 1, "First home opens", date(2018, 3, 1), None, date(2018, 2, 26), "Complete", None],
    ["Homes", 2, "Second home opens", date(2018, 5, 1), date(2018, 6, 1), None, "Red", "Builder late"],
    ["Plans", 3, "Half on time", "summer", None, None, "Complete", None],
]


def test_that_milestones_are_read_by_programme_and_what_is_not_read_is_said(imported):
    book, (plan,) = imported(MILESTONES)
    held = {p.id: p.name for p in book.all(Programme)}
    found = sorted(book.all(Milestone), key=lambda m: (held[m.programme], m.order))
    assert [(held[m.programme], m.text, m.planned, m.completed, m.progress) for m in found] == [
        ("Homes", "First home opens", date(2018, 3, 1), date(2018, 2, 26), ""),
        ("Homes", "Second home opens", date(2018, 5, 1), None, "Builder late"),
        ("Plans", "Half on time", None, None, "Complete"),
    ]
    assert [(f.rule, f.cell) for f in plan.findings] == [
        ("unmapped-text", "D5"), ("unmapped-text", "G5"), ("unmapped-column", "B2"),
    ]  # fmt: skip
    assert plan.findings[1].message == (
        "“Complete” says that it was reached, but no date says when. It is kept in words, and the milestone stays open."
    )
    assert [(left.cell, left.reason) for left in plan.left_out] == [
        ("G3", "where it stands follows from its dates"), ("G4", "where it stands follows from its dates"),
    ]  # fmt: skip


def test_that_programmes_head_their_milestones_where_they_stand_over_them(imported):
    book, _ = imported(
        [
            ["Programme plan"],
            ["Milestone", "Due date", "Completed", "Update"],
            [bold("Homes")],
            ["First home opens", "1 March 2018", "26 February 2018", None],
            [bold("Plans")],
            ["Half on time", "30/06/2018", None, "Slow"],
        ]
    )
    held = {p.id: p.name for p in book.all(Programme)}
    assert sorted((held[m.programme], m.text) for m in book.all(Milestone)) == [
        ("Homes", "First home opens"), ("Plans", "Half on time"),
    ]  # fmt: skip


def test_that_what_is_known_here_is_found_again_by_name(imported):
    programme = Programme("p", 4, "homes", "Director")
    held: list[Record] = [
        programme,
        Milestone("m", "p", 7, "second home opens", date(2018, 4, 1), progress="Walls are up"),
    ]
    held.append(Highlight("p", JUNE, Rag.GREEN, Merit.SAME))
    book, _ = imported(HIGHLIGHTS, MILESTONES, book=Book(held))
    known = book.get(Programme, "p")
    assert (known.order, known.name, known.sponsor, known.manager) == (4, "Homes", "Director", "S. H.")
    second = book.get(Milestone, "m")
    assert (second.order, second.planned, second.progress) == (7, date(2018, 5, 1), "Builder late")
    assert {p.name for p in book.all(Programme)} == {"Homes", "Plans on time", "Plans"}
    assert len(book.of(Highlight, "p")) == 1
    _, (again, more) = imported(HIGHLIGHTS, MILESTONES, book=book)
    assert {entry.action for plan in (again, more) for entry in plan.entries} == {Action.UNCHANGED}


def test_that_a_report_without_a_trend_leaves_the_one_that_was_entered(imported):
    rows = [HIGHLIGHTS[0], ["Programme", "Status", "Achievements", "Slippage"], ["Homes", "Amber", "Opened.", "-"]]
    held: list[Record] = [Programme("homes", 1, "Homes"), Highlight("homes", JUNE, Rag.GREEN, Merit.WORSE)]
    book, _ = imported(rows, book=Book(held))
    (report,) = book.all(Highlight)
    assert (report.status, report.trend) == (Rag.AMBER, Merit.WORSE)


def test_that_a_late_milestone_is_found_at_the_cell_of_its_date(imported):
    book, _ = imported(HIGHLIGHTS, MILESTONES)
    (late,) = [finding for finding in check(book) if finding.rule == "target-date-passed"]
    assert (late.subject, late.file, late.sheet, late.cell) == (
        "Homes, milestone “Second home opens”", "programmes 1.xlsx", "Sheet1", "E4",
    )  # fmt: skip
