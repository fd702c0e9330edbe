"""Forward plans and work programmes as committees' officers keep them: which item goes to which meeting."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.meeting import AgendaItem, Meeting
from scorecard_desktop.importing import Meaning, TableKind, gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.meanings import given
from scorecard_desktop.importing.meeting_lines import committee_in
from scorecard_desktop.importing.plan import Action
from support.workbooks import bold, save

JULY, SEPTEMBER, NOVEMBER = date(2018, 7, 10), date(2018, 9, 11), date(2018, 11, 13)


@pytest.fixture
def imported(tmp_path):
    def importing(*files, book=None, sheet="Sheet1", meanings=()):
        book = Book() if book is None else book
        plans = []
        for number, rows in enumerate(files):
            path = rows if not isinstance(rows, list) else save(tmp_path / f"plan {number}.xlsx", {sheet: rows})
            plans.append(decide(book, [gather(path, meanings=given(meanings))]))
            book.apply(plans[-1].change_set().changes)
        return book, plans

    return importing


def agenda(book):
    held = {one.id: (one.committee, one.held) for one in book.all(Meeting)}
    found = sorted(book.all(AgendaItem), key=lambda one: (held[one.meeting], one.order))
    return [(*held[one.meeting], one.title, one.lead_officer, one.requested_action) for one in found]


CHILDREN = "Children and Families Committee"


def test_that_items_stand_under_the_day_of_their_meeting(imported):
    book, (plan,) = imported(
        [
            ["Work programme for the committees of the council"],
            [CHILDREN],
            ["Issue/Decision", "Implications for other committees?", "Requested committee action (if known)",
             "Lead Officer"],
            ["10 July 2018"],
            ["Revenue budget", None, None, "A. Lead"],
            ["Schools in the valley"],
            ["Tuesday 11 September 2018, 10am, Council Chamber"],
            ["Fostering, the year", "Health", "To approve the statement", "B. Lead"],
        ]
    )  # fmt: skip
    assert agenda(book) == [
        (CHILDREN, JULY, "Revenue budget", "A. Lead", ""),
        (CHILDREN, JULY, "Schools in the valley", "", ""),
        (CHILDREN, SEPTEMBER, "Fostering, the year", "B. Lead", "To approve the statement"),
    ]
    later = max(book.all(Meeting), key=lambda one: one.held)
    assert (later.time, later.place) == ("10am", "Council Chamber")
    assert [item.implications for item in book.all(AgendaItem) if item.meeting == later.id] == ["Health"]
    assert [(t.kind, t.what) for t in plan.tables] == [
        (TableKind.FORWARD_PLAN, "Work programme for the committees of the council: 3 items for 2 meetings")
    ]
    assert plan.findings == ()


def test_that_items_with_a_column_of_dates_go_to_each_meeting_that_they_name(imported):
    book, (plan,) = imported(
        [
            ["CHILDREN AND FAMILIES SCRUTINY COMMITTEE"],
            ["Item", "Description/purpose of report", "Outcome", "Lead Officer/ organisation", "Key Dates/ Deadlines"],
            ["Scorecard", "Every quarter", "Well run", "Director", "10 July 2018\n11 September 2018"],
            ["Transport", "To look at the policy", "Long lives", "Director", "13 November 2018"],
            ["Budget", "To comment", "Well run", "Director", "Date in January to be agreed"],
            ["Visits", "To hear", "Well run", "Director", None],
        ]
    )  # fmt: skip
    assert [(held, title) for _, held, title, *_ in agenda(book)] == [
        (JULY, "Scorecard"), (SEPTEMBER, "Scorecard"), (NOVEMBER, "Transport"),
    ]  # fmt: skip
    assert {one.committee for one in book.all(Meeting)} == {"CHILDREN AND FAMILIES SCRUTINY COMMITTEE"}
    said = [(f.rule, f.cell, f.subject) for f in plan.findings]
    assert said == [("unmapped-text", "E5", "Budget"), ("unmapped-text", "A6", "Visits"), ("unmapped-column", "C2", "")]
    assert plan.findings[0].message == (
        "“Date in January to be agreed” names no day on which a committee meets, so that “Budget” is planned for no "
        "meeting. It is left out."
    )


def test_that_a_line_that_names_no_day_leaves_the_items_beneath_it_without_a_meeting(imported):
    book, (plan,) = imported(
        [
            [CHILDREN],
            ["Item", "Purpose", "Lead officer"],
            ["10 July 2018"],
            ["Budget", "To comment", "A"],
            ["Spring 2019"],
            ["Fostering", "To hear", "B"],
            ["Possible future items"],
            ["Adoption", "To hear", "B"],
        ]
    )
    assert [title for _, _, title, *_ in agenda(book)] == ["Budget"]
    assert [(f.cell, f.subject, f.message.partition("”")[0]) for f in plan.findings] == [
        ("A6", "Fostering", "“Spring 2019"), ("A8", "Adoption", "“Possible future items"),
    ]  # fmt: skip


def test_that_a_flat_list_names_the_committee_and_the_exemption_of_each(imported):
    book, (plan,) = imported(
        [
            ["Forward plan 2018-19"],
            ["Meeting date", "Committee", "Item no.", "Report title", "Purpose of report", "Report author", "Exempt?"],
            [JULY, CHILDREN, 7, "Performance", "To consider", "C. Lead", "No"],
            [JULY, CHILDREN, 8, "Lease of a home", "To agree", "D. Lead", "It names an owner"],
            [JULY, "Audit Committee", 5, "Accounts", "To approve", "E. Lead", "Yes"],
            ["11/09/2018", CHILDREN, None, "Performance", "To consider", "C. Lead", None],
        ]
    )
    assert len(book.all(Meeting)) == 3
    assert [(i.number, i.exempt) for i in sorted(book.all(AgendaItem), key=lambda i: i.title)] == [
        ("5", "The forward plan does not say why."), ("8", "It names an owner"), ("7", ""), ("", ""),
    ]  # fmt: skip
    assert plan.findings == ()
    assert plan.tables[0].confidence_words == "sure"


def test_that_a_date_stands_for_the_rows_beneath_it(imported):
    book, _ = imported(
        [
            [f"{CHILDREN}: forward plan"],
            ["Date of meeting", "Title of report", "Lead officer"],
            [JULY, "One", "A"],
            [None, "Two", "B"],
            [SEPTEMBER, "Three", "C"],
        ]
    )
    assert [(held, title) for _, held, title, *_ in agenda(book)] == [
        (JULY, "One"), (JULY, "Two"), (SEPTEMBER, "Three"),
    ]  # fmt: skip
    assert {one.committee for one in book.all(Meeting)} == {CHILDREN}


def test_that_a_meeting_that_is_merged_over_its_items_is_that_of_each(tmp_path, imported):
    rows: list[list[object]] = [
        ["Forward plan of the Cabinet Board"],
        ["Meeting", "Report", "Requested action", "Contact officer"],
        [JULY, "One", "To note", "A"],
        [None, "Two", "To note", "B"],
        [JULY, "Three", "To note", "C"],
        [SEPTEMBER, "One", "To note", "A"],
    ]
    save(tmp_path / "merged.xlsx", {"Plan": rows}, {"Plan": ["A3:A4"]})
    book, _ = imported(tmp_path / "merged.xlsx")
    assert [(held, title) for _, held, title, *_ in agenda(book)] == [
        (JULY, "One"), (JULY, "Two"), (JULY, "Three"), (SEPTEMBER, "One"),
    ]  # fmt: skip


def test_that_bold_lines_over_items_are_headings_and_no_items(imported):
    book, (plan,) = imported(
        [
            [CHILDREN],
            ["Item", "Purpose", "Lead officer"],
            ["10 July 2018"],
            [bold("Essential items")],
            ["Budget", "To comment", "A"],
        ]
    )
    assert [title for _, _, title, *_ in agenda(book)] == ["Budget"]
    assert [(left.text, left.reason) for left in plan.left_out] == [("Essential items", "a heading")]


PLAN = [
    [CHILDREN],
    ["Meeting date", "Item", "Lead officer", "Purpose"],
    [JULY, "Performance", "A. Lead", "To consider"],
    [JULY, "Risks", "A. Lead", "To consider"],
]


def test_that_a_plan_that_comes_again_changes_what_has_changed_and_keeps_what_is_entered_here(imported):
    held: list[Record] = [
        Meeting("july", CHILDREN, JULY, "10am", "Chamber", "Hybrid"),
        AgendaItem("i", "july", 4, "performance", "7", exempt="Named people."),
    ]
    book, _ = imported(PLAN, book=Book(held))
    assert [one.id for one in book.all(Meeting)] == ["july"]
    assert (book.get(Meeting, "july").time, book.get(Meeting, "july").note) == ("10am", "Hybrid")
    items = {one.title: one for one in book.all(AgendaItem)}
    assert (items["Performance"].id, items["Performance"].order, items["Performance"].number) == ("i", 4, "7")
    assert items["Performance"].exempt == "Named people."
    assert items["Risks"].order > 4
    _, (again,) = imported(PLAN, book=book)
    assert {entry.action for entry in again.entries} == {Action.UNCHANGED}


def test_that_officers_may_say_what_a_column_holds(imported):
    rows = [[CHILDREN], ["Meeting date", "Item", "Lead officer", "Ask"], [JULY, "Performance", "A. Lead", "To note"]]
    book, (plan,) = imported(rows)
    assert [f.rule for f in plan.findings] == ["unmapped-column"]
    book, (plan,) = imported(rows, meanings=[Meaning("Ask", "requested action")])
    assert [asked for *_, asked in agenda(book)] == ["To note"]
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["Barchester County Council", "Children’s Services Committee"], "Children’s Services Committee"),
        (["Forward plan of the Children’s Services Committee, 2018-19"], "Children’s Services Committee"),
        (["Health and Wellbeing Board – work programme"], "Health and Wellbeing Board"),
        (["Committee on Standards in Public Life: forward plan"], ""),
        (["These are the items that a committee may need"], ""),
        (["Forward plan", "Barchester County Council"], ""),
        (["SCRUTINY PANEL"], "SCRUTINY PANEL"),
    ],
)
def test_that_the_committee_is_named_by_the_lines_over_the_table(lines, named):
    assert committee_in(lines) == named
