"""A pack is the items of its template, in their order, each narrowed to what it is about."""

import re
from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem, Template, built_in
from scorecard_desktop.exporting.document import AtFoot, Callout, Cell, Columns, Run, Section, Table, Together
from scorecard_desktop.exporting.flat_tables import flat_tables
from scorecard_desktop.exporting.items import sections_of
from scorecard_desktop.exporting.links import with_sound_links
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack, content_of
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import keys_of, plain_text, reading_order
from scorecard_desktop.exporting.shown import figures_shown
from scorecard_desktop.exporting.style import LARGE, PLAIN, STANDARD
from scorecard_desktop.exporting.web.page import write_html
from scorecard_desktop.exporting.workbook.pack import write_workbook
from support.books import pack_book
from support.page import said_by_page, text_of_page
from support.structure import read_structure
from support.verapdf import validate

MEETING = Meeting("Children’s Services Committee", date(2018, 7, 10), strategic_impact="It matters.")
CREATED = datetime(2018, 7, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def book():
    return pack_book()


def pack_of(book, *items):
    template = Template("own", "Own", "", tuple(items))
    return build_pack(book, MEETING, created=CREATED, template=template)


def named(name):
    found = built_in(name.upper())
    assert found is not None
    return found


def headings(document):
    return [leaf.text for leaf in reading_order(document) if leaf.role == "H2"]


def links_of(part, found=None):
    """Every link of a document, wherever it stands."""
    found = [] if found is None else found
    if isinstance(part, Run | Cell):
        found += [link for link in (part.link, getattr(part, "why", "")) if link]
    elif isinstance(part, tuple):
        for one in part:
            links_of(one, found)
    elif hasattr(part, "__slots__") and type(part).__module__.endswith("document"):
        for name in part.__slots__:
            links_of(getattr(part, name), found)
    return found


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda one: one.name)
def test_that_every_template_makes_a_pack_whose_links_lead_somewhere(book, template):
    document = build_pack(book, MEETING, created=CREATED, template=template)
    keys = keys_of(document)
    within = [link for link in links_of(document.sections) if link.startswith("#")]
    assert all(link[1:] in keys for link in within)
    assert len(document.sections) > 1


@pytest.mark.parametrize("style", [STANDARD, LARGE, PLAIN], ids=["standard", "large", "plain"])
@pytest.mark.parametrize("template", BUILT_IN, ids=lambda one: one.name)
def test_that_every_template_is_an_accessible_pdf_that_says_what_its_content_says(
    book, template, style, tmp_path, java
):
    path = tmp_path / "pack.pdf"
    document = build_pack(book, MEETING, created=CREATED, template=template)
    write_pdf(document, path, style=style)
    verdict = validate(path)
    assert verdict.compliant, str(verdict)
    said = [leaf for leaf in read_structure(path).leaves if leaf[0] != "TOCI"]
    assert said == [(leaf.role, leaf.text) for leaf in reading_order(document) if leaf.role != "TOCI"]


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda one: one.name)
def test_that_every_template_is_a_web_page_and_a_workbook_of_the_same_content(book, template, tmp_path):
    document = build_pack(book, MEETING, created=CREATED, template=template)
    assert said_by_page(document) == text_of_page(document)
    flat = flat_tables(document)
    assert write_workbook(document, tmp_path / "pack.xlsx") == len(flat) + 4
    assert len({table.title for table in flat}) == len(flat)
    printed = {cell.text for table in tables_of(document.sections) for row in table.rows for cell in row.cells}
    held = "\n".join(fact.words for table in flat for row in table.rows for fact in row)
    spoken = {
        cell.text for table in tables_of(document.sections) for row in table.rows for cell in row.cells if cell.spoken
    }
    assert [words for words in printed - spoken if words not in held] == []


def tables_of(part, found=None):
    """Every table of a document, wherever it stands."""
    found = [] if found is None else found
    if isinstance(part, Table):
        found.append(part)
    elif isinstance(part, tuple):
        for one in part:
            tables_of(one, found)
    elif isinstance(part, Section | Callout | Together | AtFoot):
        tables_of(part.blocks, found)
    elif isinstance(part, Columns):
        tables_of(part.columns, found)
    return found


def test_that_a_risk_report_holds_the_register_and_no_performance(book):
    document = build_pack(book, MEETING, created=CREATED, template=named("risk"))
    assert headings(document) == ["Impact and implications", "Contents", "Risk register"]
    assert "What is reported" not in plain_text(document)


def test_that_items_stand_in_the_order_of_their_template_and_appendices_are_lettered(book):
    document = pack_of(
        book,
        PackItem(ItemKind.EXCEPTIONS),
        PackItem(ItemKind.SUMMARY),
        PackItem(ItemKind.RISKS, appendix=True),
        PackItem(ItemKind.SOURCES, appendix=True),
    )
    assert headings(document)[-4:] == [
        "Exceptions",
        "Summary",
        "Appendix A. Risk register",
        "Appendix B. Ratings and sources",
    ]


def test_that_an_item_can_be_narrowed_to_indicators(book):
    some = book.indicators(book.scorecards()[0].id)[1]
    said = plain_text(pack_of(book, PackItem(ItemKind.EVIDENCE, indicators=(some.id,))))
    assert some.title in said
    others = [one for card in book.scorecards() for one in book.indicators(card.id) if one.id != some.id]
    assert all(one.title not in said for one in others)


def test_that_the_exceptions_speak_of_report_cards_only_where_the_pack_has_them(book):
    assert "has a report card" not in plain_text(pack_of(book, PackItem(ItemKind.EXCEPTIONS)))
    both = pack_of(book, PackItem(ItemKind.EXCEPTIONS), PackItem(ItemKind.REPORT_CARDS))
    assert "has a report card: follow its name." in plain_text(both)


def test_that_each_figure_leads_to_its_evidence_or_else_to_what_is_measured(book):
    officers = pack_of(book, PackItem(ItemKind.DASHBOARD), PackItem(ItemKind.EVIDENCE))
    public = pack_of(book, PackItem(ItemKind.DASHBOARD), PackItem(ItemKind.GLOSSARY))
    alone = pack_of(book, PackItem(ItemKind.DASHBOARD))
    of_officers, of_public = links_of(officers.sections), links_of(public.sections)
    figures = sum(1 for link in of_officers if link.startswith("#evidence-"))
    assert figures > 5
    assert sum(1 for link in of_public if link.startswith("#definition-")) == figures
    assert not [link for link in links_of(alone.sections) if link.startswith(("#evidence-", "#definition-"))]


def test_that_evidence_tells_rule_and_cell_of_each_indicator(book):
    document = pack_of(book, PackItem(ItemKind.EVIDENCE))
    said = plain_text(document)
    for card in content_of(book, MEETING, BUILT_IN[0], None).cards:
        for row in card.rows:
            assert row.rating.proof in said
            if row.observation is not None and row.observation.source is not None:
                assert f"{row.observation.source.file}, {row.observation.source.sheet}: " in said


def test_that_a_paper_without_links_is_left_as_it_is(book):
    document = build_pack(book, MEETING, created=CREATED)
    assert with_sound_links(document) is not document
    assert with_sound_links(document) == document


def test_that_what_is_published_is_what_the_items_show(book):
    content = content_of(book, MEETING, named("report-cards"), None)
    shown = {figure.indicator for figure in figures_shown(content)}
    red = {row.indicator.id for card in content.cards for row in card.rows if row.rating.rag is Rag.RED}
    assert shown
    assert shown <= red
    assert {one.indicator for one in figures_shown(content_of(book, MEETING, named("risk"), None))} == set()


def test_that_findings_are_told_with_place_and_what_to_do(book):
    document = pack_of(book, PackItem(ItemKind.FINDINGS))
    content = content_of(book, MEETING, BUILT_IN[0], None)
    assert sections_of(content, PackItem(ItemKind.FINDINGS))
    assert "Findings still open" in headings(document)


def test_that_two_items_over_one_scorecard_name_each_place_once(book, tmp_path):
    some = book.indicators(book.scorecards()[0].id)[0].id
    twice = (
        PackItem(ItemKind.DASHBOARD),
        PackItem(ItemKind.DASHBOARD, indicators=(some,)),
        PackItem(ItemKind.EVIDENCE),
    )
    document = pack_of(book, *twice, *twice, PackItem(ItemKind.SUMMARY))
    write_html(document, tmp_path / "pack.html")
    names = re.findall(r' id="([^"]+)"', (tmp_path / "pack.html").read_text("utf-8"))
    assert len(names) == len(set(names))
    write_pdf(document, tmp_path / "pack.pdf")
    keys = keys_of(document)
    assert all(link[1:] in keys for link in links_of(document.sections) if link.startswith("#"))
