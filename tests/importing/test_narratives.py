"""Narratives and report cards: words by outcome and indicator, which go to the indicators that are known."""

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.importing import TableKind, gather
from scorecard_desktop.importing.deciding import decide
from support.workbooks import bold, percent, save

HEADS = ["Ref", "Indicator", "What is going well?", "What are we worried about?", "What needs to happen?"]
ROWS: list[list[str | None]] = [
    ["1.1", "% seen in time", "- More staff.\n- Fewer gaps.", "Sickness.", "Recruit."],
    ["1.2", "Visits", "Steady.", None, None],
]


@pytest.fixture
def imported(tmp_path):
    """Files imported one after another into one book."""

    def importing(*files):
        book = Book()
        plans = []
        for number, (rows, merges) in enumerate(files):
            path = save(tmp_path / f"file {number}.xlsx", {"Sheet1": rows}, {"Sheet1": merges})
            plans.append(decide(book, [gather(path)]))
            book.apply(plans[-1].change_set().changes)
        return book, plans

    return importing


def said(book: Book) -> dict[tuple[str, str, str], str]:
    names = {i.id: i.name for i in book.all(Indicator)}
    return {(names[c.indicator], c.period, c.part.value): c.text for c in book.all(Commentary)}


def test_that_the_three_parts_are_of_their_indicator_and_their_year(imported):
    rows = [["Safe", *row] for row in ROWS]
    book, (plan,) = imported(([["Narrative for 2023-24"], ["Outcome", *HEADS], *rows], ()))
    assert said(book) == {
        ("% seen in time", "2023-24", "working well"): "- More staff.\n- Fewer gaps.",
        ("% seen in time", "2023-24", "worries"): "Sickness.",
        ("% seen in time", "2023-24", "needs to happen"): "Recruit.",
        ("Visits", "2023-24", "working well"): "Steady.",
    }
    assert {i.section for i in book.all(Indicator)} == {"Safe"}
    assert [(t.kind, t.confidence_words) for t in plan.tables] == [(TableKind.NARRATIVE, "sure")]
    assert plan.findings == ()


@pytest.mark.parametrize("merges", [(), ("A3:E3", "A5:E5")], ids=["alone", "merged"])
def test_that_outcomes_may_be_lines_of_their_own(imported, merges):
    rows = [["Narrative for 2023-24"], HEADS, [bold("Outcome 1 - Safe")], ROWS[0], [bold("Outcome 2 - Well")], ROWS[1]]
    book, (plan,) = imported((rows, merges))
    assert [(i.name, i.section) for i in book.all(Indicator)] == [
        ("% seen in time", "Outcome 1 - Safe"),
        ("Visits", "Outcome 2 - Well"),
    ]
    assert plan.findings == ()


def test_that_a_row_on_an_outcome_as_a_whole_goes_under_its_name(imported):
    book, _ = imported(([["Narrative for 2023-24"], ["Outcome", *HEADS], ["Safe", None, None, "Fine.", "Cuts."]], ()))
    (indicator,) = book.all(Indicator)
    assert (indicator.name, indicator.ref) == ("Safe", "")
    assert len(said(book)) == 2


def test_that_the_words_go_to_the_scorecard_that_knows_the_indicators(imported):
    scorecard = [
        ["Monthly scorecard"],
        ["Ref", "Indicator", "Polarity", "Mar 24", "Apr 24", "Target"],
        ["1.1", "% seen in time", "High", percent(0.5), percent(0.6), "70%"],
        ["1.2", "Visits", "Low", 3, 4, 5],
    ]
    book, plans = imported((scorecard, ()), ([["Our narrative, April 2024"], HEADS, *ROWS], ()))
    assert [card.name for card in book.scorecards()] == ["Monthly scorecard"]
    assert [i.polarity for i in book.all(Indicator)] == [Polarity.HIGH, Polarity.LOW]
    assert {entry.record.record_kind for entry in plans[1].entries if entry.action.value == "add"} == {"commentary"}
    assert plans[1].counts.altered == 0
    assert {period for _, period, _ in said(book)} == {"2024-04"}


def test_that_a_report_card_s_sections_are_kept_where_they_belong(imported):
    rows = [
        ["Report cards June 2024"],
        [
            "Measure",
            "Why is this important?",
            "What is the background to current performance?",
            "Action required",
            "What will success look like?",
            "Lead officer",
            "Data officer",
        ],
        ["Plans in date", "The law asks for it.", "Fewer staff.", "Recruit.", "All in date.", "A. Lead", "B. Data"],
    ]
    book, (plan,) = imported((rows, ()))
    (indicator,) = book.all(Indicator)
    assert (indicator.importance, indicator.success) == ("The law asks for it.", "All in date.")
    assert (indicator.lead_officer, indicator.data_officer) == ("A. Lead", "B. Data")
    assert {(c.part, c.period) for c in book.all(Commentary)} == {
        (CommentaryPart.BACKGROUND, "2024-06"),
        (CommentaryPart.ACTION, "2024-06"),
    }
    assert plan.findings == ()


def test_that_a_narrative_read_twice_changes_nothing_and_next_year_s_is_added(imported):
    first = ([["Narrative for 2023-24"], HEADS, *ROWS], ())
    second = ([["Narrative for 2024-25"], HEADS, *ROWS], ())
    book, plans = imported(first, first, second)
    assert (plans[1].counts.added, plans[1].counts.altered) == (0, 0)
    assert (plans[2].counts.added, plans[2].counts.altered) == (4, 0)
    assert {period.code for period in book.periods(book.scorecards()[0].id)} == {"2023-24", "2024-25"}
