"""What the settings decide is what the pages show: derived figures, risk exceptions, the outlook of a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtCore import Qt

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.outlook import outlook
from scorecard_desktop.domain.rated import rated_row
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.settings import AGGREGATE_LOCALITIES, RISK_EXCEPTION_SCORE
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.arrangement import Arrangement
from scorecard_desktop.ui.models.attention import attention
from scorecard_desktop.ui.models.scorecard_grid import ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from ui.books import CARD, PERIODS, records

APRIL = PERIODS[12]


class Held:
    """A session that keeps nothing."""

    read_only = False

    def __init__(self) -> None:
        self.book = Book(records())
        self.ledger = Ledger(self.book)


@pytest.fixture
def held(qapp) -> Held:
    return Held()


def test_that_a_figure_made_of_its_localities_is_shown_as_derived(held):
    book = held.book
    entered = book.observation("5.4", APRIL.code)
    localities = [
        Observation("5.4", APRIL.code, area, Decimal(80), numerator=Decimal(top), denominator=Decimal(50))
        for area, top in (("North", 40), ("South", 45))
    ]
    setting = Setting(Scope.INDICATOR, "5.4", AGGREGATE_LOCALITIES.name, "on")
    book.apply([Change(entered, None), Change(None, setting), *(Change(None, each) for each in localities)])
    grid = ScorecardGrid(OpenStore(cast("Session", held)))
    grid.arrange(CARD, Arrangement())
    cell = grid.place_of("5.4", APRIL.code)
    assert cell.data() == "85.0%†"
    assert "worked out from other figures" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert "85.0% (derived)" in cell.data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_the_score_from_which_a_risk_is_an_exception_is_the_council_s(held):
    before = attention(held.ledger).risks
    held.ledger.apply([Change(None, Setting(Scope.COUNCIL, "", RISK_EXCEPTION_SCORE.name, "25"))])
    assert before > attention(held.ledger).risks == 0


def test_that_the_risks_page_counts_by_the_council_s_score(window):
    window.workspace.go_to("risks")
    page = window.workspace.pages.risks
    from scorecard_desktop.domain.change import ChangeSet

    setting = Setting(Scope.COUNCIL, "", RISK_EXCEPTION_SCORE.name, "25")
    page.store.submit(ChangeSet("setting", (Change(None, setting),)))
    assert "0 at 25 or above" in page.summary.text()


def row_of(book: Book, indicator: str):
    card = book.get(Scorecard, CARD)
    assert card is not None
    found = next(i for i in book.indicators(CARD) if i.id == indicator)
    return rated_row(book, card, found, APRIL)


def test_that_the_outlook_says_where_the_trend_leads_and_how_sure_that_is(held):
    said = outlook(held.book, row_of(held.book, "5.4"))
    assert said
    assert any("Mar 2019" in sentence and "%" in sentence for sentence in said)
    assert not any("will be" in sentence for sentence in said)


def test_that_a_red_figure_of_few_children_may_be_red_by_chance(held):
    book = held.book
    before = book.observation("5.4", APRIL.code)
    few = Observation("5.4", APRIL.code, value=Decimal("62.5"), numerator=Decimal(5), denominator=Decimal(8))
    book.apply([Change(before, few)])
    row = row_of(book, "5.4")
    assert row.rating.rag.value == "red"
    assert any("chance" in sentence for sentence in outlook(book, row))


def test_that_a_forecast_of_the_year_is_rated_apart_from_the_figure(window):
    forecast = Observation("5.4", "2018-19", value=Decimal(95), flags=frozenset({Symbol.FORECAST}))
    window.workspace.store.submit(ChangeSet("forecast", (Change(None, forecast),)))
    window.workspace.open_indicator("5.4", APRIL.code)
    shown = window.workspace.panel.forecast
    assert (shown.heading.text(), shown.value.text(), shown.chip.accessibleName()) == (
        "Forecast for 2018-19", "95.0% [f]", "Green",
    )  # fmt: skip
    assert window.workspace.panel.figure.chip.accessibleName() == "Amber"


def test_that_what_has_no_target_has_no_outlook(held):
    assert outlook(held.book, row_of(held.book, "7.2")) == []


def test_that_the_panel_shows_the_outlook(window):
    window.workspace.open_indicator("5.4", APRIL.code)
    panel = window.workspace.panel
    assert panel.outlook.isVisible()


def test_that_a_scorecard_of_words_alone_shows_its_own_words_and_not_another_s(qtbot, window):
    from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
    from scorecard_desktop.domain.indicator import Indicator
    from scorecard_desktop.domain.period import PeriodKind
    from scorecard_desktop.domain.scorecard import ScorecardPeriod

    window.workspace.open_indicator("5.4", APRIL.code)
    made = (
        Scorecard("words", 3, "Narrative", PeriodKind.FINANCIAL_YEAR),
        ScorecardPeriod("words", "2017-18", "17-18"),
        Indicator("words/1", "words", 1, "1a", "Meals", frequency=PeriodKind.FINANCIAL_YEAR),
        Commentary("words/1", "2017-18", CommentaryPart.WORRIES, "Fewer register."),
    )
    window.workspace.store.submit(ChangeSet("words", tuple(Change(None, record) for record in made)))
    window.workspace.go_to("scorecard", "words")
    window.workspace.page.take_focus()
    panel = window.workspace.panel
    assert panel.about == ("words/1", "2017-18")
    qtbot.waitUntil(lambda: not panel.behind)
    assert panel._name.text() == "1a Meals"
    assert panel.comments.box(CommentaryPart.WORRIES).toPlainText() == "Fewer register."
