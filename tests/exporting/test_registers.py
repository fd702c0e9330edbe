"""The appendices of the registers: what officers entered is what members read, and the paper conforms."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, MeetingAction
from scorecard_desktop.domain.meeting import Meeting as Held
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.risk import RiskNote, RiskTask
from scorecard_desktop.domain.risk_register import open_risks
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import RISK_APPETITE
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.exporting.appendices.meetings import forward_plan
from scorecard_desktop.exporting.appendices.programmes import programmes_appendix
from scorecard_desktop.exporting.appendices.recommendations import recommendations_appendix
from scorecard_desktop.exporting.appendices.risks import risk_appendix
from scorecard_desktop.exporting.document import Document, Meta
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import plain_text, reading_order
from scorecard_desktop.exporting.reported import reported
from support.books import pack_book
from support.structure import read_structure
from support.verapdf import validate

DAY = date(2018, 7, 10)
COMMITTEE = "Children’s Services Committee"
REVIEWS = (
    ("4", "Offer help early", RecommendationStatus.PARTLY, date(2018, 6, 1)),
    ("5", "Share what is known", RecommendationStatus.NOT_YET, None),
    ("8", "Assess in time", RecommendationStatus.MET, date(2018, 6, 1)),
)


def add(book: Book, *records) -> None:
    book.apply([Change(None, record) for record in records])


@pytest.fixture(scope="module")
def book() -> Book:
    book = pack_book()
    risk = open_risks(book)[0][0]
    measure = book.all(Indicator)[0].id
    add(
        book,
        RiskTask("t1", risk.id, 1, "Recruit assessors", "Head of Access", date(2018, 5, 1), "Two of three"),
        RiskTask("t2", risk.id, 2, "Train drivers", "", None, "", date(2018, 4, 2)),
        RiskNote("n1", risk.id, date(2018, 6, 1), "Two posts filled."),
        Setting(Scope.COUNCIL, "", RISK_APPETITE.name, "9"),
        Programme("homes", 1, "Closer to home", "Director", "J. Okafor", "Six small homes."),
        Highlight("homes", date(2018, 7, 1), Rag.AMBER, Merit.WORSE, "Two homes opened."),
        Highlight("homes", date(2018, 8, 1), Rag.GREEN, Merit.BETTER, "Written after the meeting."),
        Milestone("m1", "homes", 1, "First home", date(2018, 3, 1), None, date(2018, 2, 26)),
        Milestone("m2", "homes", 2, "Third home", date(2018, 6, 1), date(2018, 7, 1)),
        Milestone("m3", "homes", 3, "Fourth home", date(2018, 9, 1), date(2018, 12, 1)),
        ProgrammeMeasure("homes", measure, 1),
        Programme("ended", 2, "Long over", closed=date(2018, 1, 1)),
        Programme("silent", 3, "Not heard of"),
        Held("june", COMMITTEE, date(2018, 6, 12)),
        Held("july", COMMITTEE, DAY, "10am", "Council Chamber"),
        Held("other", "Audit Committee", date(2018, 7, 20)),
        AgendaItem("i1", "july", 2, "Risk management", lead_officer="Head of Intelligence"),
        AgendaItem("i2", "july", 1, "Placements", requested_action="To agree", exempt="Names a provider"),
        MeetingAction("a1", "june", 1, "Write to the minister", "Clerk", date(2018, 7, 1)),
    )
    for number, (ref, words, status, due) in enumerate(REVIEWS, 1):
        review = RecommendationReview(f"o/{ref}", date(2018, 4, 3), RecommendationStatus.NOT_YET, due=due)
        add(book, Recommendation(f"o/{ref}", "Inspection 2015", number, ref, words), review)
        add(book, replace(review, reviewed=date(2018, 7, 3), status=status, evidence=f"Audit {ref}"))
    return book


def words(sections) -> str:
    return "\n".join(leaf.text for leaf in reading_order(Document(Meta("T", "A"), tuple(sections))))


def test_that_the_tracker_counts_by_status_and_says_what_moved(book):
    said = words(recommendations_appendix(book, DAY))
    assert "3 recommendations: 1 met, 1 partly met, 1 not yet met. 1 is overdue." in said
    assert "Changes since April 2018" in said
    assert said.count("not yet met") == 3  # counted once, and before each of the two that moved
    assert "Audit 4" in said


def test_that_a_highlight_report_is_the_one_known_at_the_meeting_and_says_nil_where_there_is_nothing(book):
    said = words(programmes_appendix(book, reported(book), DAY))
    assert "Two homes opened." in said
    assert "Written after" not in said
    assert said.count("Nil return") == 5
    assert "Long over" not in said
    assert "No report has been received." in said


def test_that_milestones_and_measures_stand_with_their_programme(book):
    said = words(programmes_appendix(book, reported(book), DAY))
    for state in ("Done", "Overdue", "Slipped"):
        assert state in said
    row = next(r for card in reported(book) for r in card.rows if r.indicator.id == book.all(Indicator)[0].id)
    assert row.text in said


def test_that_the_forward_plan_is_the_committee_s_own_from_the_meeting_on(book):
    said = words(forward_plan(book, COMMITTEE, DAY))
    assert said.index("10 July 2018, 10am, Council Chamber") < said.index("Placements") < said.index("Risk management")
    assert "Exempt: Names a provider" in said
    assert "Audit Committee" not in said
    assert "Write to the minister" in said
    assert "Overdue" in said


def test_that_every_committee_s_plan_is_told_where_the_pack_names_none(book):
    assert "Audit Committee" in words(forward_plan(book, "", DAY))


def test_that_registers_with_nothing_in_them_are_left_out():
    empty = Book()
    assert recommendations_appendix(empty, DAY) == []
    assert programmes_appendix(empty, (), DAY) == []
    assert forward_plan(empty, COMMITTEE, DAY) == []


def test_that_a_risk_s_tasks_notes_and_appetite_are_told(book):
    said = words(risk_appendix(book, reported(book)))
    assert "Recruit assessors" in said
    assert "Two posts filled." in said
    assert "Beyond the risk appetite of 9: " in said
    assert "A thick line marks the risk appetite, which is 9." in said
    assert "Questions that members may ask" in said


def test_that_a_pack_with_every_register_conforms_and_says_what_it_should(book, tmp_path, java):
    meeting = Meeting(COMMITTEE, DAY, "Performance, risk and budget", "Barchester County Council", marking="OFFICIAL")
    pack = build_pack(book, meeting, created=datetime(2018, 7, 2, 9, 0, tzinfo=UTC))
    letters = [leaf.text[:11] for leaf in reading_order(pack) if leaf.text.startswith("Appendix ")]
    assert [f"Appendix {letter}." for letter in "ABCDEFGH"] == list(dict.fromkeys(letters))
    path = tmp_path / "pack.pdf"
    write_pdf(pack, path)
    assert validate(path).compliant, str(validate(path))
    assert read_structure(path).stray == []
    assert "Nil return" in plain_text(pack)
