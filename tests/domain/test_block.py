"""Blocks of cells as text, there and back."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.block import read_block, write_block, write_cell
from scorecard_desktop.domain.refusal import Refusal


def test_that_excel_s_and_libreoffice_s_text_read_alike():
    cells = (("81.7%", "24/163"), ("[c]", "1,179"))
    assert read_block("81.7%\t24/163\r\n[c]\t1,179\r\n") == cells
    assert read_block("81.7%\t24/163\n[c]\t1,179") == cells


def test_that_a_quoted_cell_keeps_its_tabs_lines_and_quotes():
    assert read_block('"two\nlines"\t"a ""word"""\r\n') == (("two\nlines", 'a "word"'),)


def test_that_an_empty_line_of_one_column_is_an_empty_cell():
    assert read_block("81.7%\r\n\r\n79%\r\n") == (("81.7%",), ("",), ("79%",))


def test_that_nothing_is_no_block():
    assert read_block("") == ()
    assert read_block("\r\n") == ()


def test_that_what_would_be_a_formula_is_written_as_a_text():
    assert write_block([["=1+1", "@name", "-5", "+3%", "-"]]) == "'=1+1\t'@name\t-5\t+3%\t-\r\n"


def test_that_far_too_much_is_refused():
    with pytest.raises(Refusal, match="far more than a scorecard"):
        read_block("1\t" * 2_000_000)
    with pytest.raises(Refusal, match="does not hold cells"):
        read_block("1" * 200_000)


def test_that_a_cell_too_long_is_refused_whatever_the_reader_of_files_allows():
    was = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(Refusal, match="more text than a cell can hold"):
            read_block("1" * 200_000)
    finally:
        csv.field_size_limit(was)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4).map(tuple), min_size=1, max_size=5).map(tuple))
def test_that_any_block_comes_back_as_it_went(block):
    safe = tuple(tuple(cell if cell[:1] not in "=+-@" else "x" for cell in row) for row in block)
    assert read_block(write_block(safe)) == safe


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (
            "70.5%",
            '<td sdval="0.705" sdnum="1033;0;0.00%" x:num="0.705" style="mso-number-format:\'0\\.0%\'">70.5%</td>',
        ),
        (
            "1,179",
            '<td sdval="1179" sdnum="1033;0;#,##0" x:num="1179" style="mso-number-format:\'#,##0\'">1,179</td>',
        ),
        ("-0.379", '<td sdval="-0.379" x:num="-0.379" style="mso-number-format:\'0\\.000\'">-0.379</td>'),
        ("[c]", "<td>[c]</td>"),
        ("12.4 [p]", "<td>12.4 [p]</td>"),
        ("£5", "<td>£5</td>"),
        ("<b> & co", "<td>&lt;b&gt; &amp; co</td>"),
        ("=1+1", "<td>&#x27;=1+1</td>"),
    ],
)
def test_that_a_cell_of_a_web_table_says_what_number_it_shows(shown, written):
    assert write_cell(shown) == written


def test_that_a_reference_says_that_it_is_words():
    assert "sdval" not in write_cell("5.10", is_words=True)
    assert '"1033;0;@"' in write_cell("5.10", is_words=True)
