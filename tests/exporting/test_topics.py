"""A topic page tells all that is known of an indicator, each part from the same facts as its chart and its table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.outlook import outlook
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.template import ItemKind, PackItem, Template
from scorecard_desktop.exporting.content import Content
from scorecard_desktop.exporting.document import Figure, Heading, Table
from scorecard_desktop.exporting.items import sections_of
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack, content_of
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import block_text, cell_text, reading_order
from scorecard_desktop.exporting.shown import figures_shown
from scorecard_desktop.exporting.small_multiples import SmallMultiples
from support.structure import read_structure
from support.verapdf import validate
from ui.books import CARD, PERIODS, records

D = Decimal
APRIL = PERIODS[12]
MEETING = Meeting("Committee", date(2018, 7, 10))


@pytest.fixture
def book() -> Book:
    made = Book(records())
    areas = [
        Observation("7.1", period.code, area, D(value + at))
        for at, period in enumerate(PERIODS[:14])
        for area, value in (("North", 80), ("South", 70))
    ]
    made.apply([Change(None, figure) for figure in areas])
    return made


def content(book, item) -> Content:
    return content_of(book, MEETING, Template("t", "T", "", (item,)), ((CARD, APRIL),))


def topics(book, *indicators, areas=()):
    """The blocks of each topic page by the indicator's title."""
    item = PackItem(ItemKind.TOPICS, indicators=indicators, areas=areas)
    return {
        next(block.words for block in section.blocks if isinstance(block, Heading) and block.level == 3): section.blocks
        for section in sections_of(content(book, item), item)
    }


def only(book, indicator, **narrowed):
    return next(iter(topics(book, indicator, **narrowed).values()))


def parts(blocks):
    """The blocks under each heading of a page."""
    under, found = "", defaultdict(list)
    for leaf_block in blocks:
        inner = getattr(leaf_block, "blocks", (leaf_block,))
        for block in inner:
            if isinstance(block, Heading) and block.level == 4:
                under = block.words
            else:
                found[under].append(block)
    return found


def said(blocks):
    return [leaf.text for leaf in block_text(tuple(blocks))]


def test_that_exceptions_and_those_with_localities_have_a_page_unless_others_are_named(book):
    rows = rated_rows(book, CARD, APRIL)
    expected = {row.indicator.title for row in rows if row.exceptions or row.indicator.id == "7.1"}
    assert set(topics(book)) == expected
    assert not next(row for row in rows if row.indicator.id == "7.1").exceptions
    assert set(topics(book, "7.2")) == {"7.2 Placements of more than two years"}


def test_that_a_page_tells_how_the_indicator_is_judged(book):
    row = next(row for row in rated_rows(book, CARD, APRIL) if row.indicator.id == "5.4")
    words = said(only(book, "5.4"))
    assert row.rating.proof in words
    assert "Higher is better" in words
    assert "90%" in words
    assert (
        "Green at 90% or more; amber down to 81% (within 10% of the target); red beyond that. The tolerance is the "
        "scorecard’s."
    ) in words
    assert "Counted at the end of the month." in words


def test_that_the_analysis_is_sentences_of_the_domain(book):
    row = next(row for row in rated_rows(book, CARD, APRIL) if row.indicator.id == "6.4")
    words = said(parts(only(book, "6.4"))["Analysis"])
    assert "Better than in Mar 2018 (66.3%)." in " ".join(words)
    for sentence in outlook(book, row):
        assert sentence in words
    assert any(all(reason.sentence in one for reason in row.exceptions) for one in words)


def test_that_nothing_after_the_reported_period_is_told(book):
    text = " ".join(leaf for blocks in topics(book).values() for leaf in said(blocks))
    assert PERIODS[12].label in text
    assert PERIODS[13].label not in text


def test_that_the_localities_stand_on_one_scale_with_a_table_of_the_same_figures(book):
    found = parts(only(book, "7.1"))["By locality"]
    figure = next(block for block in found if isinstance(block, Figure))
    assert isinstance(figure.graphic, SmallMultiples)
    table = next(block for block in found if isinstance(block, Table))
    assert [column.header for column in table.columns] == ["Period", "North", "South", "Whole council"]
    assert [cell_text(cell) for cell in table.rows[0].cells] == ["Apr 2018", "92.0%", "82.0%", "91.0%"]
    assert len(table.rows) == 13
    assert "By locality" not in parts(only(book, "5.4"))


def test_that_only_the_localities_chosen_are_drawn_listed_and_kept(book):
    found = parts(only(book, "7.1", areas=("South",)))["By locality"]
    table = next(block for block in found if isinstance(block, Table))
    assert [column.header for column in table.columns] == ["Period", "South", "Whole council"]
    item = PackItem(ItemKind.TOPICS, indicators=("7.1",), areas=("South",))
    assert {figure.area for figure in figures_shown(content(book, item))} == {"", "South"}


def test_that_comparators_stand_in_chart_sentence_and_table(book):
    found = parts(only(book, "5.4"))["Compared with others"]
    assert "Our 81.7% in Apr 2018 is worse than Statistical neighbours (84.2%)." in said(found)
    table = next(block for block in found if isinstance(block, Table))
    assert [[cell_text(cell) for cell in row.cells] for row in table.rows] == [
        ["Statistical neighbours", "84.2%", "worse"],
        ["Our figure", "81.7%", ""],
    ]


def test_that_years_are_compared_where_a_figure_has_one_of_the_year_before(book):
    year = parts(only(book, "5.4"))["Year on year"]
    table = next(block for block in year if isinstance(block, Table))
    assert [cell_text(row.cells[0]) for row in table.rows] == ["2018-19", "2017-18", "Against last year"]
    assert [cell_text(row.cells[1]) for row in table.rows] == ["81.7%", "60.0%", "better"]
    book.apply([Change(book.observation("5.4", PERIODS[0].code), None)])
    assert "Year on year" not in parts(only(book, "5.4"))


def test_that_long_figures_of_years_stand_in_a_column_each(book):
    indicator = next(each for each in book.indicators(CARD) if each.id == "5.4")
    book.apply([Change(indicator, replace(indicator, decimals=4))])
    table = next(block for block in parts(only(book, "5.4"))["Year on year"] if isinstance(block, Table))
    assert [column.header for column in table.columns] == ["Period", "2018-19", "2017-18", "Against last year"]


def test_that_officers_words_stand_under_what_they_are_for(book):
    row = next(row for row in rated_rows(book, CARD, APRIL) if row.commentary)
    words = " ".join(said(only(book, row.indicator.id)))
    for one in row.commentary:
        for line in one.text.splitlines():
            assert line.lstrip("-• ").strip() in words


def test_that_every_figure_drawn_or_listed_is_kept_when_published(book):
    kept = {(one.period, one.area): one for one in figures_shown(content(book, PackItem(ItemKind.TOPICS)))}
    assert set(kept) == {(period.code, area) for period in PERIODS[:13] for area in ("", "North", "South")}
    row = Ledger(book).row("7.1", APRIL)
    assert row is not None
    of_one = [
        one for one in figures_shown(content(book, PackItem(ItemKind.TOPICS, indicators=("7.1",)))) if not one.area
    ]
    assert (of_one[-1].text, of_one[-1].rag) == (row.text, row.rating.rag)
    assert all(one.rag is Rag.NONE for key, one in kept.items() if key[1])


def test_that_the_pages_are_accessible_and_say_what_their_content_says(book, tmp_path, java):
    template = Template("t", "T", "", (PackItem(ItemKind.CONTENTS), PackItem(ItemKind.TOPICS)))
    document = build_pack(book, MEETING, created=datetime(2018, 7, 2, tzinfo=UTC), template=template)
    path = tmp_path / "pack.pdf"
    write_pdf(document, path)
    verdict = validate(path)
    assert verdict.compliant, str(verdict)
    read = read_structure(path)
    assert read.stray == []
    heard = [leaf for leaf in read.leaves if leaf[0] != "TOCI"]
    assert heard == [(leaf.role, leaf.text) for leaf in reading_order(document) if leaf.role != "TOCI"]
