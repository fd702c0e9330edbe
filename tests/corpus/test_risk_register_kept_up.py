"""Norfolk's register brought in, reviewed again, reconciled, printed, out in a workbook and home without a change."""

from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk_register import closed_risks, open_risks
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import plain_text
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import Action, apply_plan, plan_import
from scorecard_desktop.services.recording import change_record
from scorecard_desktop.services.registers import reconcile_registers, uncompared
from scorecard_desktop.services.risks import begin_review, close_risk, new_task
from scorecard_desktop.services.session import Session

OCTOBER = date(2018, 10, 16)


@pytest.fixture
def session(tmp_path, corpus):
    with Session.open(tmp_path / "norfolk.scorecard", who="Pat") as opened:
        apply_plan(opened, plan_import(opened.book, [corpus / "norfolk-risk-register-2018-07.xlsx"]))
        yield opened


def moved(session: Session, earlier: str, later: str) -> list[tuple[str, str, str, str, str]]:
    found = reconcile_registers(session.book, earlier, later)
    return [(c.number, c.aspect, c.before, c.after, c.reason) for _, c in found]


def test_that_the_paper_s_movements_are_told(session):
    assert moved(session, "2018-05", "2018-07") == [
        ("RM14157", "current likelihood", "2", "3", ""),
        ("RM14157", "prospects", "green", "amber", ""),
    ]


def test_that_the_two_sheets_of_the_paper_are_known_in_part_and_that_is_said_everywhere(session):
    gaps = [(gap.number, gap.before, gap.after) for _, gap in uncompared(session.book, "2018-05", "2018-07")]
    lacks = (
        "does not give the description, the owner, the original score, the current impact, the target score, the target "
        "date and the mitigation"
    )
    assert gaps == [
        ("RM14284", "not in it, although it was entered on 4 Nov 2015", ""),
        ("RM13906", "not in it, although it was entered on 18 May 2011", ""),
        ("RM14157", lacks, lacks),
        ("RM14148", "not in it, and no date of entry says when it came", ""),
    ]
    pack = build_pack(session.book, Meeting("Committee", date(2018, 7, 10)), created=datetime(2018, 7, 3, tzinfo=UTC))
    said = plain_text(pack)
    assert "What could not be compared" in said
    for _, before, _ in gaps:
        assert f"{before[:1].upper()}{before[1:]}." in said


def test_that_a_review_of_it_is_kept_up_told_printed_and_comes_home(session, tmp_path):
    (register,) = {risk.register for risk, _ in open_risks(session.book)}
    session.commit(begin_review(session.book, register, OCTOBER))
    assert moved(session, "2018-07", "2018-10") == []
    transport = next(one for one in open_risks(session.book) if one[0].number == "RM14284")
    review = transport[1]
    assert review is not None
    assert review.prospects is Rag.AMBER
    session.commit(
        change_record(
            session.book, review, {"current_impact": "4", "prospects": "Red", "reason": "The tender found no bidder."}
        )
    )
    session.commit(new_task(session.book, transport[0], {"text": "Tender again", "due": "1 Dec 2018"}))
    closing, last = next(one for one in open_risks(session.book) if one[0].number == "RM14148")
    assert last is not None
    closing_title = last.title
    session.commit(close_risk(session.book, closing, OCTOBER, "Now part of RM14157"))
    why = "The tender found no bidder."
    assert moved(session, "2018-07", "2018-10") == [
        ("RM14284", "current impact", "3", "4", why),
        ("RM14284", "prospects", "amber", "red", why),
        ("RM14148", "risk", closing_title, "Now part of RM14157", "Now part of RM14157"),
    ]
    assert [risk.number for risk, _ in closed_risks(session.book)] == ["RM14148"]

    pack = build_pack(session.book, Meeting("Committee", OCTOBER), created=datetime(2018, 10, 9, tzinfo=UTC))
    said = plain_text(pack)
    for words in (why, "Tender again", "Now part of RM14157", "4 × 4"[:1]):
        assert words in said

    out = tmp_path / "out.xlsx"
    export_workbook(session.book, out)
    plan = plan_import(session.book, [out])
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}
