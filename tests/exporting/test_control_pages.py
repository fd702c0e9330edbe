"""The control charts of a pack: an overview that agrees with the rules, and the charts that need attention."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.analysis import indicator_chart
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_points import Variation
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.template import ItemKind, PackItem, Template
from scorecard_desktop.exporting.document import Figure, Heading, ItemList, Orientation, RowKind, Table, Together
from scorecard_desktop.exporting.items import sections_of
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack, content_of
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import block_text, cell_text, reading_order
from scorecard_desktop.exporting.shown import figures_shown
from support.structure import read_structure
from support.verapdf import validate
from ui.books import CARD, PERIODS, SERIES, records

APRIL = PERIODS[12]
MEETING = Meeting("Committee", date(2018, 7, 10))


@pytest.fixture
def book() -> Book:
    return Book(records())


def content(book, item):
    return content_of(book, MEETING, Template("t", "T", "", (item,)), ((CARD, APRIL),))


def pages(book, *indicators):
    item = PackItem(ItemKind.CONTROL, indicators=indicators)
    return sections_of(content(book, item), item)


def overview(book, *indicators):
    table = next(block for block in pages(book, *indicators)[0].blocks if isinstance(block, Table))
    return table, {row.cells[0].text: row.cells for row in table.rows if row.kind is RowKind.BODY}


def charts(book, *indicators):
    """The blocks of each chart by the indicator's title."""
    sections = pages(book, *indicators)
    found = {}
    for block in sections[1].blocks if len(sections) > 1 else ():
        assert isinstance(block, Together)  # a chart is never parted from what is said of it
        heading = block.blocks[0]
        assert isinstance(heading, Heading)
        found[heading.words] = block.blocks
    return found


def charted_of(book):
    """The indicators that have figures."""
    return [each for each in book.indicators(CARD) if each.id in SERIES]


def test_that_each_row_says_what_the_chart_of_its_indicator_tells(book):
    table, rows = overview(book)
    names = [column.header for column in table.columns]
    for each in charted_of(book):
        chart = indicator_chart(book, each, APRIL).chart
        cells = dict(zip(names, rows[each.title], strict=True))
        limits = chart.segments[-1].limits
        assert limits is not None
        assert chart.variation is not None
        assert cells["Latest"].text == f"{chart.points[-1].value:.1f}%"
        assert cells["Mean"].text == f"{chart.segments[-1].mean:.1f}%"
        assert cells["Lower"].text == f"{limits.lower:.1f}%"
        assert cells["Upper"].text == f"{limits.upper:.1f}%"
        assert cells["Figures"].text == "13"
        icon = cells["Variation"].icon
        assert icon is not None
        assert (icon.special, icon.letter) == (chart.variation.merit, chart.variation.letter or "~")
        assert cell_text(cells["Variation"]).startswith(chart.variation.words.split(":")[0])
        if chart.assurance is Assurance.NONE:
            assert cells["Assurance"].icon is None
            assert cell_text(cells["Assurance"]) == "no target to assure"
        else:
            assert cells["Assurance"].text == chart.assurance.value.capitalize()
            icon = cells["Assurance"].icon
            assert icon is not None
            expected = {Assurance.PASSES: "P", Assurance.FAILS: "F", Assurance.HIT_OR_MISS: "?"}[chart.assurance]
            assert icon.letter == expected


def test_that_charts_are_drawn_of_special_cause_and_of_targets_not_reliably_met(book):
    wanted = set()
    for each in charted_of(book):
        chart = indicator_chart(book, each, APRIL).chart
        special = chart.variation is not Variation.COMMON_CAUSE
        if special or chart.assurance in (Assurance.FAILS, Assurance.HIT_OR_MISS):
            wanted.add(each.title)
    assert set(charts(book)) == wanted
    assert len(wanted) < len(SERIES)
    _, rows = overview(book)
    assert {title for title, cells in rows.items() if cells[0].link} == wanted


def test_that_those_named_are_drawn_whatever_they_tell(book):
    quiet = next(each for each in charted_of(book) if each.title not in charts(book))
    assert set(charts(book, quiet.id)) == {quiet.title}


def test_that_indicators_with_too_few_figures_are_counted_and_left_out_unless_named(book):
    few = [Change(one, None) for one in book.observations("5.4") if one.period < PERIODS[8].code]
    book.apply(few)
    _, rows = overview(book)
    assert not any(title.startswith("5.4") for title in rows)
    said = " ".join(leaf.text for leaf in block_text(pages(book)[0].blocks))
    assert "2 indicators have too few figures for a control chart yet." in said
    _, named = overview(book, "5.4")
    assert cell_text(next(iter(named.values()))[-1]) == "5 provisional"


def test_that_fewer_than_thirteen_figures_are_provisional_and_the_rules_are_named(book):
    book.apply([Change(one, None) for one in book.observations("5.4") if one.period == PERIODS[0].code])
    _, rows = overview(book)
    assert {cell_text(cells[-1]) for cells in rows.values()} == {"13", "12 provisional"}
    said = " ".join(leaf.text for leaf in block_text(pages(book)[0].blocks))
    assert "XmR charts by the rules of NHS-R." in said
    book.apply([Change(None, Setting(Scope.INDICATOR, "5.4", "spc.preset", "MDC Excel"))])
    table, rows = overview(book)
    assert table.columns[-1].header == "Rules"
    assert {cells[-1].text for cells in rows.values()} == {"NHS-R", "MDC Excel"}


def test_that_officers_notes_and_a_rebase_stand_beneath_their_chart(book):
    book.apply(
        [
            Change(None, Commentary("5.4", PERIODS[3].code, CommentaryPart.CHART_NOTE, "A new system went live.")),
            Change(None, Setting(Scope.INDICATOR, "5.4", "spc.rebase", PERIODS[6].code)),
        ]
    )
    blocks = next(blocks for title, blocks in charts(book, "5.4").items() if title.startswith("5.4"))
    notes = next(block for block in blocks if isinstance(block, ItemList))
    assert [run.text for item in notes.items for run in item] == [f"{PERIODS[3].heading}: A new system went live."]
    assert f"Mean and limits begin anew at {PERIODS[6].label}." in block_text(tuple(blocks))[-1].text
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert figure.alt.startswith("Control chart of 5.4")


def test_that_the_overview_lies_wide_and_the_charts_do_not(book):
    assert [section.orientation for section in pages(book)] == [Orientation.LANDSCAPE, Orientation.PORTRAIT]


def test_that_without_figures_enough_there_is_no_page(book):
    for each in book.indicators(CARD):
        book.apply([Change(one, None) for one in book.observations(each.id) if one.period < PERIODS[11].code])
    assert pages(book) == []


def test_that_every_point_drawn_is_kept_when_published_and_of_the_others_the_last(book):
    drawn = set(charts(book))
    kept: dict[str, list[str]] = {}
    for figure in figures_shown(content(book, PackItem(ItemKind.CONTROL))):
        kept.setdefault(figure.indicator, []).append(figure.period)
    for each in charted_of(book):
        expected = [period.code for period in PERIODS[:13]] if each.title in drawn else [APRIL.code]
        assert kept[each.id] == expected


def test_that_neutral_special_cause_is_told_apart(book):
    book.apply([Change(book.observation("7.2", APRIL.code), Observation("7.2", APRIL.code, value=Decimal(300)))])
    _, rows = overview(book)
    cell = next(cells for title, cells in rows.items() if title.startswith("7.2"))[6]
    assert cell.icon is not None
    assert (cell.icon.special, cell.icon.letter) == (Merit.NONE, "H")
    assert cell.text == "Special cause, neither better nor worse"


def test_that_the_pages_are_accessible_and_say_what_their_content_says(book, tmp_path, java):
    template = Template("t", "T", "", (PackItem(ItemKind.CONTROL), PackItem(ItemKind.EVIDENCE)))
    document = build_pack(book, MEETING, created=datetime(2018, 7, 2, tzinfo=UTC), template=template)
    path = tmp_path / "pack.pdf"
    write_pdf(document, path)
    verdict = validate(path)
    assert verdict.compliant, str(verdict)
    read = read_structure(path)
    assert read.stray == []
    assert list(read.leaves) == [(leaf.role, leaf.text) for leaf in reading_order(document)]
