"""What the charts of meetings say: how full each agenda is, and what became of what was asked for."""

from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.pictures.meetings import agendas_picture, asked_picture

MAY, JULY = Meeting("m", "Children", date(2018, 5, 15)), Meeting("j", "Children", date(2018, 7, 10))
NOVEMBER, LAST_YEAR = Meeting("n", "Children", date(2018, 11, 13)), Meeting("l", "Children", date(2018, 3, 1))
OTHER = Meeting("o", "Audit", date(2018, 6, 1))
TODAY = date(2018, 7, 1)
BOOK = Book(
    [
        MAY, JULY, NOVEMBER, LAST_YEAR, OTHER,
        AgendaItem("1", "m", 1, "Budget"),
        AgendaItem("2", "j", 1, "Risks"),
        AgendaItem("3", "j", 2, "Lease", exempt="A private owner."),
        AgendaItem("4", "o", 1, "Accounts"),
        MeetingAction("a", "l", 1, "Write", due=date(2018, 4, 1), completed=date(2018, 5, 20)),
        MeetingAction("b", "m", 1, "Ask", due=date(2018, 6, 1)),
        MeetingAction("c", "m", 2, "Look", due=date(2018, 9, 1)),
        MeetingAction("d", "o", 1, "Count", due=date(2018, 6, 2)),
    ]
)  # fmt: skip


def test_that_the_agendas_of_a_committees_year_are_told_with_what_is_empty():
    shown = agendas_picture(BOOK, JULY, TODAY)
    assert shown.headings == ("15 May 2018", "10 Jul 2018", "13 Nov 2018")
    assert [f"{bar.end}: {bar.words}" for bar in shown.bars] == ["1: 1 held", "2: 2 planned", "0: 0 planned"]
    assert shown.sentence == (
        "Children, 2018-19: 3 meetings with 3 items, most of all 10 Jul 2018 with 2. Nothing is planned yet for 13 Nov "
        "2018."
    )
    assert shown.rows[-1] == ("15 May 2018, held", "1", "0", "2", "0", "1", "1")
    assert shown.rows[1] == ("10 Jul 2018, planned", "2", "1", "0", "0", "0", "0")


def test_that_a_year_without_items_says_so():
    shown = agendas_picture(BOOK, LAST_YEAR, TODAY)
    assert not shown.drawable
    assert shown.sentence == "No meeting of Children in 2017-18 has an item yet."


def test_that_what_was_asked_for_is_told_as_it_stood_at_each_meeting_and_stands_now():
    shown = asked_picture(BOOK, JULY, TODAY)
    assert shown.headings == ("1 Mar 2018", "15 May 2018", "Today")
    assert [line.levels for line in shown.lines] == [
        (Decimal(0), Decimal(0), Decimal(1)), (Decimal(1), Decimal(3), Decimal(3)),
    ]  # fmt: skip
    assert shown.sentence == "Children: 1 of 3 actions done, 1 overdue."
    # at the meeting of May the letter was late; it was done five days after
    assert shown.rows == (("Today", "3", "1", "1", "1"), ("15 May 2018", "3", "0", "1", "2"),
                          ("1 Mar 2018", "1", "0", "0", "1"))  # fmt: skip


def test_that_a_committee_that_asked_for_nothing_has_nothing_drawn():
    book = Book([MAY])
    assert asked_picture(book, MAY, TODAY).sentence == "No action was asked for by Children."
    assert not asked_picture(book, MAY, TODAY).drawable
