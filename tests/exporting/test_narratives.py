"""What officers say by outcome stands in the pack, three parts side by side, of the latest period that is reported."""

from datetime import UTC, date, datetime

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.document import Columns, Heading
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.exporting.sections.narratives import narratives

CARD = Scorecard("n", 0, "Outcomes", PeriodKind.FINANCIAL_YEAR)
OUTCOME = "Outcome 1. Help comes early"


def book() -> Book:
    return Book(
        [
            CARD,
            Indicator("n/whole", "n", 0, "", OUTCOME, section=OUTCOME),
            Indicator("n/1a", "n", 1, "1a", "Places taken up", section=OUTCOME),
            Commentary("n/whole", "2017-18", CommentaryPart.WORKING_WELL, "- The hub opened."),
            Commentary("n/1a", "2016-17", CommentaryPart.WORRIES, "An old worry."),
            Commentary("n/1a", "2017-18", CommentaryPart.WORRIES, "Two centres are far below."),
            Commentary("n/1a", "2017-18", CommentaryPart.NEEDS_TO_HAPPEN, "- Visit both.\n- Report in May."),
        ]
    )


def test_that_a_narrative_about_the_outcome_stands_under_the_outcome_s_own_heading():
    (section,) = narratives(book(), CARD)
    headings = [(block.level, block.words) for block in section.blocks if isinstance(block, Heading)]
    assert headings == [(2, "Outcomes: what officers say"), (3, OUTCOME), (4, "1a Places taken up")]


def test_that_the_three_parts_stand_side_by_side_and_a_missing_one_is_said():
    (section,) = narratives(book(), CARD)
    whole, one = (block for block in section.blocks if isinstance(block, Columns))
    assert [len(whole.columns), len(one.columns)] == [3, 3]
    pack = build_pack(book(), Meeting(committee="", date=date(2018, 7, 10)), created=datetime(2018, 7, 2, tzinfo=UTC))
    said = [leaf.text for leaf in reading_order(pack)]
    at = said.index("1a Places taken up")
    assert said[at + 1 : at + 10] == [
        "What is working well",
        "Not yet written.",
        "What we are worried about",
        "Two centres are far below.",
        "What needs to happen",
        "•",
        "Visit both.",
        "•",
        "Report in May.",
    ]
    assert "An old worry." not in said


def test_that_an_earlier_report_tells_what_was_said_by_then():
    (section,) = narratives(book(), CARD, date(2017, 3, 31))
    assert "An old worry." in str(section)
    assert "The hub opened." not in str(section)
    assert narratives(book(), CARD, date(2015, 3, 31)) == []
