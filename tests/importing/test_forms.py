"""Registers and report cards kept as one form each are read as the lists that they would make."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import RiskReview, Score
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from support.workbooks import save


@pytest.fixture
def read(tmp_path):
    def reading(sheets, name="risks.xlsx", merges=()):
        plan = decide(Book(), [gather(save(tmp_path / name, sheets, dict.fromkeys(sheets, merges)))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


def beneath(number: str, name: str) -> list[list]:
    """Labels with what is entered beside them, or beneath where it is long; stages down, measures across."""
    return [
        ["Risk Number", number, None, "Date of update", "06 June 2018"],
        ["Risk Name", name],
        ["Risk Owner:", "A. Smith", None, "Date entered on register:", "04 November 2015"],
        ["Risk Description"],
        ["Something may happen, and then it costs."],
        [None, "Likelihood", "Impact", "Score"],
        ["Original", 3, 3, 9],
        ["Current", 4, 3, 12],
        ["Target", 2, 2, 4],
        ["Target Date", "Mar-19"],
        ["Prospects of meeting target risk score", "Amber"],
        ["Tasks to mitigate the risk"],
        ["1) Do this.\n2) Do that."],
        ["Progress update"],
        ["Good progress."],
    ]


def across(number: str, name: str) -> list[list]:
    """Labels over what is entered; measures down, stages across."""
    return [
        ["Risk ref", "Risk title", "Risk owner", "Date raised", "Last updated"],
        [number, name, "A. Smith", "04 November 2015", "06 June 2018"],
        [],
        ["Risk description", None, "Prospects"],
        ["Something may happen, and then it costs.", None, "Amber"],
        [],
        ["Scores", "Inherent", "Residual", "Target"],
        ["Likelihood (1-5)", 3, 4, 2],
        ["Impact (1-5)", 3, 3, 2],
        ["Risk score", 9, 12, 4],
        ["Target date", "Mar-19"],
        ["Mitigating actions", "1) Do this.\n2) Do that."],
        ["Progress", "Good progress."],
    ]


@pytest.mark.parametrize("form", [beneath, across])
def test_that_forms_on_one_sheet_are_a_register(read, form):
    rows = [["Children’s risk register July 2018"], [], *form("RM1", "Buses"), [], *form("RM2", "Homes")]
    book, plan = read({"Register": rows})
    assert [(risk.number, risk.register) for risk in book.risks()] == [
        ("RM1", "Children’s risk register"),
        ("RM2", "Children’s risk register"),
    ]
    for review in book.all(RiskReview):
        assert review.reviewed == date(2018, 7, 31)
        assert (review.original, review.current, review.target) == (Score(3, 3, 9), Score(4, 3, 12), Score(2, 2, 4))
        assert (review.owner, review.prospects) == ("A. Smith", Rag.AMBER)
        assert (review.updated, review.target_date) == (date(2018, 6, 6), date(2019, 3, 31))
        assert review.description.startswith("Something")
        assert review.mitigation == "1) Do this.\n2) Do that."
        assert review.progress == "Good progress."
    assert {risk.entered for risk in book.risks()} == {date(2015, 11, 4)}
    (source,) = {review.source.cell for review in book.all(RiskReview) if review.source and review.title == "Homes"}
    assert source == ("B19" if form is beneath else "A18")
    assert plan.findings == ()


@pytest.mark.parametrize("form", [beneath, across])
def test_that_a_sheet_for_each_risk_is_one_register(read, form):
    book, plan = read({"RM1": form("RM1", "Buses"), "RM2": form("RM2", "Homes")}, "risk register July 2018.xlsx")
    assert [(risk.number, risk.register) for risk in book.risks()] == [
        ("RM1", "risk register"),
        ("RM2", "risk register"),
    ]
    assert {review.reviewed for review in book.all(RiskReview)} == {date(2018, 7, 31)}
    assert plan.findings == ()


def test_that_the_sections_of_a_report_card_are_words_on_its_indicator(read):
    def card(name: str) -> list[list]:
        return [
            ["Indicator", name],
            ["Why is this important?"],
            ["The law asks for it."],
            ["What is the background to current performance?"],
            ["- Fewer staff.\n- More visits."],
            ["Action required", "Recruit."],
            ["What will success look like?"],
            ["All in date."],
            ["Lead officer", "A. Lead", "Data officer", "B. Data"],
        ]

    rows = [["Report cards June 2024"], [], *card("Plans in date"), [], *card("Visits in time")]
    book, plan = read({"Cards": rows}, "cards.xlsx")
    assert [(i.name, i.importance, i.success, i.lead_officer) for i in book.all(Indicator)] == [
        (name, "The law asks for it.", "All in date.", "A. Lead") for name in ("Plans in date", "Visits in time")
    ]
    assert [(c.part.value, c.period) for c in book.all(Commentary)] == [
        ("background", "2024-06"),
        ("action", "2024-06"),
    ] * 2
    assert plan.findings == ()


def test_that_words_on_a_form_that_no_label_asks_for_are_listed(read):
    rows = [["Risk register July 2018"], [], *beneath("RM1", "Buses"), ["Printed by the office"]]
    _, plan = read({"Register": rows})
    assert [left.text for left in plan.left_out] == ["Printed by the office"]
