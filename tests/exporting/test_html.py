"""The HTML version says what the paper says, in its order, in one file that needs nothing else."""

import re

import pytest

from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.document import (
    Align,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Icon,
    ItemList,
    KeyFacts,
    Row,
    Run,
    Section,
    Table,
    chip,
    para,
    section_row,
    text,
)
from scorecard_desktop.exporting.style import contrast
from scorecard_desktop.exporting.web.look import DARK, LIGHT
from scorecard_desktop.exporting.web.page import html_bytes, write_html
from support.page import read_page, said_by_page, text_of_page
from support.papers import budget, dashboard, meta, pages_of, trend


def test_that_the_page_reads_as_the_content_does(paper):
    assert said_by_page(paper) == text_of_page(paper)


def test_that_the_page_needs_nothing_from_outside_and_no_script(paper):
    page = html_bytes(paper).decode()
    tags = read_page(paper).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "embed", "base"}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "src"]
    assert "url(" not in page
    assert "@import" not in page


def test_that_every_link_leads_to_a_place_in_the_page(paper):
    tags = read_page(paper).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(attributes["href"]) for tag, attributes in tags if tag == "a"]
    inner = [link[1:] for link in links if link.startswith("#")]
    assert len(inner) > 5
    assert set(inner) <= set(ids)


def test_that_a_link_to_what_is_not_in_the_paper_is_plain_words():
    page = html_bytes(pages_of(para(Run("the card", link="#card-1")))).decode()
    assert "the card" in page
    assert "#card-1" not in page


def test_that_the_page_has_its_language_its_landmarks_and_a_way_past_them(paper):
    tags = read_page(paper).tags
    named = [tag for tag, _ in tags]
    assert dict(tags)["html"]["lang"] == "en-GB"
    assert [named.count(one) for one in ("header", "main", "footer", "nav")] == [1, 1, 1, 1]
    assert next(attributes for tag, attributes in tags if tag == "a")["href"] == "#content"


def test_that_the_marking_stands_at_the_top_and_at_the_bottom_and_on_printed_pages(paper):
    page = html_bytes(paper).decode()
    assert page.count('<p class="marking">OFFICIAL</p>') == 2
    assert page.index('class="marking"') < page.index("<main") < page.rindex('class="marking"')
    assert '@top-center{content:"OFFICIAL"' in page
    assert '@bottom-center{content:"OFFICIAL"' in page


def test_that_grouped_columns_and_sections_name_what_they_head():
    tags = read_page(pages_of(budget(2), dashboard(6))).tags
    scopes = [attributes.get("scope") for tag, attributes in tags if tag == "th"]
    assert None not in scopes
    assert scopes.count("colgroup") == 1
    assert scopes.count("rowgroup") == 2
    group = next(attributes for tag, attributes in tags if attributes.get("scope") == "colgroup")
    assert group["colspan"] == "2"
    assert [attributes.get("span") for tag, attributes in tags if tag == "colgroup"][:4] == [None, "2", None, None]
    assert [tag for tag, _ in tags].count("tbody") == 3


def test_that_a_wide_table_scrolls_in_a_place_with_a_name_that_the_keyboard_reaches():
    tags = read_page(pages_of(Heading(2, "Money"), budget(2))).tags
    region = next(attributes for _, attributes in tags if attributes.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-label"] == "Table: Revenue budget"


def test_that_tables_of_one_caption_are_told_apart_by_their_headings():
    tags = read_page(pages_of(Heading(2, "North"), budget(2), Heading(2, "South"), budget(2), budget(2))).tags
    regions = [attributes["aria-label"] for _, attributes in tags if attributes.get("role") == "region"]
    assert regions == ["Table: Revenue budget", "Table: South: Revenue budget", "Table: South: Revenue budget, table 3"]


@pytest.mark.parametrize("merit", [Merit.BETTER, Merit.WORSE, Merit.NONE])
def test_that_the_letter_of_an_icon_can_be_read_in_the_dark(merit):
    drawn = DARK.drawn
    assert contrast(drawn[style.TEXT], drawn[style.SPECIAL[merit].fill]) >= 4.5
    assert contrast(drawn[style.SPECIAL[merit].edge], DARK.page) >= 3


def test_that_an_icon_is_seen_and_passed_over():
    columns = (Column("Name", row_header=True), Column("Variation"))
    icon = Cell("Common cause", icon=Icon(Merit.SAME, "~"))
    page = read_page(pages_of(Table(columns, (Row((Cell("Plans"), icon)),))))
    (drawn,) = (attributes for tag, attributes in page.tags if tag == "svg")
    assert drawn["aria-hidden"] == "true"
    assert page.leaves[-1] == ("TD", "Common cause")


def test_that_a_rating_has_its_shape_and_its_word_beside_its_colour():
    columns = (Column("Name", row_header=True), Column("Figure", Align.DECIMAL))
    rows = tuple(Row((Cell(rag.word), Cell("1.5", rag=rag))) for rag in Rag)
    page = html_bytes(pages_of(Table(columns, rows), para(*(chip(rag) for rag in Rag)))).decode()
    shapes = set(re.findall(r"<svg[^>]*>(.*?)</svg>", page))
    assert len(shapes) == len(Rag)
    for rag in Rag:
        assert f">{rag.word}</span>" in page
        assert f'<span class="unseen"> {rag.word.lower()}</span>' in page


def test_that_a_picture_says_its_alternative_and_is_drawn_for_wide_and_narrow_windows():
    page = html_bytes(pages_of(Figure(trend("75", "80"), "It rose & fell.", "Per cent"))).decode()
    assert 'role="img" aria-label="It rose &amp; fell."' in page
    assert page.count('aria-hidden="true" focusable="false"><polyline') == 2
    assert ">Statistical neighbours" in page


def test_that_what_an_officer_types_is_never_markup():
    evil = '<script>alert("1")</script>&amp;</style>'
    document = Document(
        meta(title=evil, marking=evil, footer=evil, author=evil),
        (Section((Heading(1, evil, key='a"b c'), para(evil, Run(evil, link='https://x.example/"><b>')), budget(1))),),
    )
    page = html_bytes(document).decode()
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "<b>" not in page
    assert said_by_page(document)[:2] == text_of_page(document)[:2]


def test_that_what_is_no_character_of_a_page_is_left_out():
    page = html_bytes(pages_of(para("a\x00b\x0bc\ufffe"))).decode()
    assert "<p>abc</p>" in page


def test_that_decimal_points_stand_under_one_another():
    columns = (Column("Name", row_header=True), Column("Figure", Align.DECIMAL))
    rows = tuple(Row((Cell("n"), Cell(words))) for words in ("1.25", "10", "−3.5", "n/a"))
    page = html_bytes(pages_of(Table(columns, rows))).decode()
    assert re.findall(r'([\d−]+)<span class="fraction f3">([^<]*)</span>', page) == [
        ("1", ".25"),
        ("10", ""),
        ("−3", ".5"),
    ]
    assert ">n/a<" in page


def test_that_the_same_paper_gives_the_same_bytes(paper):
    assert html_bytes(paper) == html_bytes(paper)


def test_that_progress_is_told_section_by_section(paper, tmp_path):
    told = []
    write_html(paper, tmp_path / "p.html", progress=lambda done, total: told.append((done, total)))
    assert told == [(n, len(paper.sections)) for n in range(1, len(paper.sections) + 1)]
    assert (tmp_path / "p.html").read_bytes() == html_bytes(paper)


@pytest.mark.parametrize("after", [0, 3])
def test_that_cancelling_leaves_what_stood_there(paper, tmp_path, after):
    place = tmp_path / "p.html"
    place.write_text("before")
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        write_html(paper, place, cancelled=lambda: next(asked) >= after)
    assert [one.name for one in tmp_path.iterdir()] == ["p.html"]
    assert place.read_text() == "before"


def test_that_a_folder_that_is_not_there_is_one_plain_line(paper, tmp_path):
    with pytest.raises(Refusal, match="There is no folder"):
        write_html(paper, tmp_path / "none" / "p.html")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_that_every_colour_of_the_page_has_the_contrast_that_its_use_needs(palette):
    for ink in (palette.text, palette.muted, palette.accent, *palette.merits.values()):
        assert contrast(ink, palette.page) >= 4.5
        assert ink == palette.muted or contrast(ink, palette.surface) >= 4.5
    for fill, ink, tint, on in palette.chips.values():
        assert contrast(fill, ink) >= 4.5
        assert contrast(tint, on) >= 4.5
    assert contrast(palette.focus, palette.page) >= 3


def test_that_lists_and_facts_keep_their_kinds():
    document = pages_of(
        ItemList((text("one"), text("two"))), KeyFacts(()), Table((Column("A"),), (section_row("S", 1),))
    )
    page = html_bytes(document).decode()
    assert page.count("<li>") == 2
    assert "<dl>" not in page
