"""Tasks, milestones and actions that were late when they were last heard of."""

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.meeting import Meeting, MeetingAction
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.risk import RiskTask
from scorecard_desktop.domain.rules.overdue import action_overdue, milestone_overdue, task_overdue
from support.small_book import review, risk

MAY, JULY, NOVEMBER = date(2018, 5, 8), date(2018, 7, 10), date(2018, 11, 13)
JUNE = date(2018, 6, 1)


def task(**facts):
    return RiskTask("t", "children/R1", 1, "Appoint two more psychologists for the assessments", "F. Arabin", **facts)


def test_that_a_task_is_late_by_the_latest_review_of_its_register():
    (finding,) = task_overdue(Book([risk(), review(JULY), task(due=JUNE)]))
    assert finding.severity is Severity.WARNING
    assert finding.subject == "Risk R1, task “Appoint two more psychologists for the …”"
    assert finding.message == (
        "The task was due on 1 Jun 2018 and was not done when the register was reviewed on 10 Jul 2018."
    )
    assert finding.advice == "Say when it was done, or agree a new date with F. Arabin."
    assert (finding.period, finding.place) == ("2018-07-10", "")


def test_that_a_task_that_is_done_or_not_yet_due_or_of_a_closed_risk_is_none():
    for others in (
        [risk(), review(JULY), task(due=JUNE, completed=JUNE)],
        [risk(), review(JULY), task(due=JULY)],
        [risk(), review(JULY), task()],
        [risk(), review(MAY), task(due=JUNE)],
        [risk(closed=JULY), review(JULY), task(due=JUNE)],
        [risk(), task(due=JUNE)],
    ):
        assert list(task_overdue(Book(others))) == []


def test_that_a_task_is_held_against_the_review_of_the_register_and_not_of_its_risk_alone():
    book = Book([risk(), review(MAY), task(due=JUNE), risk("R2"), review(JULY, risk="children/R2")])
    assert len(list(task_overdue(book))) == 1


def test_that_two_tasks_of_one_risk_are_two_findings():
    other = RiskTask("u", "children/R1", 2, "Write to the board", due=JUNE)
    assert len(check(Book([risk(), review(JULY), task(due=JUNE), other]))) == 2


def milestones(*made, **facts):
    return Book([Programme("p", 1, "Homes", manager="S. Harding", **facts), Highlight("p", JULY), *made])


def test_that_a_milestone_is_late_by_the_date_that_is_now_expected():
    late = Milestone("m", "p", 1, "Second home opens", date(2018, 3, 1), JUNE)
    (finding,) = milestone_overdue(milestones(late))
    assert finding.subject == "Homes, milestone “Second home opens”"
    assert finding.message == (
        "The milestone was expected for 1 Jun 2018 and had not been reached at the report of 10 Jul 2018."
    )
    assert "S. Harding" in finding.advice


def test_that_a_milestone_that_slipped_or_was_reached_or_is_of_a_closed_programme_is_none():
    slipped = Milestone("m", "p", 1, "Open", JUNE, NOVEMBER)
    reached = Milestone("n", "p", 2, "Begin", JUNE, None, JULY)
    assert list(milestone_overdue(milestones(slipped, reached))) == []
    assert list(milestone_overdue(milestones(Milestone("m", "p", 1, "Open", JUNE), closed=JULY))) == []
    unreported = Book([Programme("p", 1, "Homes"), Milestone("m", "p", 1, "Open", JUNE)])
    assert list(milestone_overdue(unreported)) == []


HELD = [Meeting(day.isoformat(), "Children", day) for day in (MAY, JULY, NOVEMBER)]
LATE = MeetingAction("a", MAY.isoformat(), 1, "Write to the minister", "Clerk", JUNE)


def test_that_an_action_is_late_once_its_committee_has_met_again():
    assert list(action_overdue(Book([*HELD, LATE]))) == []  # two dates alone are a plan
    asked = MeetingAction("b", JULY.isoformat(), 1, "Look again")
    (finding,) = action_overdue(Book([*HELD, LATE, asked]))
    assert finding.subject == "Meeting of 8 May 2018, action “Write to the minister”"
    assert finding.message == "The action was due on 1 Jun 2018 and was not done when Children met on 10 Jul 2018."


def test_that_a_pack_that_was_published_for_a_meeting_says_that_it_met():
    pack = Publication("p", "2018-07-03T09:00:00+00:00", "A. Officer", meeting=JULY, committee="Children")
    assert len(list(action_overdue(Book([*HELD, LATE, pack])))) == 1


def test_that_another_committee_s_meeting_does_not_make_an_action_late():
    other = Meeting("audit", "Audit", JULY)
    book = Book([*HELD, LATE, other, MeetingAction("b", "audit", 1, "Count")])
    assert list(action_overdue(book)) == []
