"""Long files in blocks: however they are written and wherever a block ends, the rows are those that csv reads."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.importing import published_blocks
from scorecard_desktop.importing.published_blocks import LongFile, Texts
from scorecard_desktop.services.importer import AskedBenchmarks, ImportPlan, plan_import
from support import small_book
from support.published import HEADINGS, long_file, rows, text_of
from support.small_book import indicator, scorecard

ASKED = AskedBenchmarks((("9.1", "absence_percent"),), (("England", ""), ("Silverbridge, City of", "")))


@pytest.fixture
def book() -> Book:
    return small_book.book(scorecard(), indicator(ident="vital/9.1", name="Absence from school", unit=Unit.PERCENT))


def figures(plan: ImportPlan) -> list[tuple[str, str, object]]:
    records = [entry.record for entry in plan.entries]
    return sorted((r.name, r.period, r.value) for r in records if isinstance(r, Benchmark))


def said(plan: ImportPlan, rule: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.rule == rule]


@pytest.fixture
def plain(book, tmp_path) -> list[tuple[str, str, object]]:
    """What the file gives as it is written plainly."""
    file = tmp_path / "plain.csv"
    file.write_text(text_of(list(rows((2021, 2022)))), "utf-8")
    found = figures(plan_import(book, [file], benchmarks=ASKED))
    assert len(found) == 4
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_that_letters_and_line_ends_make_no_difference(book, tmp_path, plain, end, encoding):
    file = tmp_path / "absence.csv"
    file.write_bytes(text_of(list(rows((2021, 2022))), end=end).encode(encoding))
    assert figures(plan_import(book, [file], benchmarks=ASKED)) == plain


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_that_other_separators_are_found(book, tmp_path, plain, separator):
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator).writerows([HEADINGS, *rows((2021, 2022))])
    file = tmp_path / "absence.csv"
    file.write_text(made.getvalue(), "utf-8")
    assert figures(plan_import(book, [file], benchmarks=ASKED)) == plain


@pytest.mark.parametrize("size", [64, 200, 1_000, 5_000])
def test_that_it_makes_no_difference_where_a_block_ends(book, tmp_path, plain, monkeypatch, size):
    monkeypatch.setattr(published_blocks, "BLOCK", size)
    file = tmp_path / "absence.csv"
    file.write_text(text_of(list(rows((2021, 2022)))), "utf-8")
    assert figures(plan_import(book, [file], benchmarks=ASKED)) == plain


def test_that_letters_of_windows_are_read_and_said(book, tmp_path):
    lines = [tuple(cell.replace("Framley", "Framléy") for cell in row) for row in rows((2021,))]
    file = tmp_path / "absence.csv"
    file.write_bytes(text_of(lines).encode("cp1252"))
    plan = plan_import(book, [file], benchmarks=AskedBenchmarks(ASKED.columns, (("Framléy", ""),)))
    assert [name for name, _, _ in figures(plan)] == ["Framléy"]
    assert len(said(plan, "encoding-guessed")) == 1


def test_that_letters_of_windows_where_nothing_is_compared_are_read_too(book, tmp_path):
    lines = [(*row[:12], "é", row[13]) if row[2] == "National" else row for row in rows((2021,))]
    file = tmp_path / "absence.csv"
    file.write_bytes(text_of(lines).encode("cp1252"))
    plan = plan_import(book, [file], benchmarks=ASKED)
    assert len(figures(plan)) == 2
    assert len(said(plan, "encoding-guessed")) == 1


def test_that_blank_rows_and_rows_of_several_lines_keep_the_numbers_of_rows(book, tmp_path):
    lines = [list(row) for row in rows((2021,))]
    lines[3][9] = lines[3][9] or "a\nb"
    text = text_of(lines).replace("\r", "")
    head, _, rest = text.partition("\n")
    file = tmp_path / "absence.csv"
    file.write_text(f"{head}\n\n\n{rest}", "utf-8")
    plan = plan_import(book, [file], benchmarks=ASKED)
    assert [e.source.cell for e in plan.entries if e.source is not None] == ["N4", "N49"]
    with file.open(newline="", encoding="utf-8") as opened:
        table = list(csv.reader(opened))
    assert table[3][13] == "2.100"
    assert table[48][9:12] == ["Silverbridge, City of", "Total", "Total"]


def test_that_a_row_with_cells_too_many_or_few_is_said_and_not_read(book, tmp_path, plain):
    lines: list[Sequence[str]] = list(rows((2021, 2022)))
    lines.insert(5, ("202122", "Academic year", "National", "E92000001", "England"))
    lines.insert(9, (*lines[0], "more"))
    file = tmp_path / "absence.csv"
    file.write_text(text_of(lines), "utf-8")
    plan = plan_import(book, [file], benchmarks=ASKED)
    assert figures(plan) == plain
    (finding,) = said(plan, "published-format")
    assert finding.message == (
        "Rows with more or fewer cells than there are headings, of which nothing is read: 7, 11."
    )


def test_that_a_quotation_mark_that_is_never_closed_is_refused(book, tmp_path, monkeypatch):
    monkeypatch.setattr(published_blocks, "BLOCK", 2_000)
    monkeypatch.setattr(published_blocks, "_LONGEST_ROW", 2_000)
    file = tmp_path / "absence.csv"
    file.write_text(text_of(list(rows((2021, 2022)))).replace("England", '"England', 1), "utf-8")
    with pytest.raises(Refusal, match="a quotation mark that is never closed"):
        plan_import(book, [file], benchmarks=ASKED)


def test_that_a_column_with_a_value_for_each_row_is_no_breakdown(book, tmp_path, monkeypatch):
    monkeypatch.setattr(published_blocks, "_MOST_TEXTS", 50)
    file = tmp_path / "absence.csv"
    lines = [(*row[:11], f"school {n}", *row[12:]) for n, row in enumerate(rows((2021, 2022)))]
    file.write_text(text_of(lines), "utf-8")
    with pytest.raises(Refusal, match="“type” has more than 50 different values"):
        plan_import(book, [file], benchmarks=ASKED)


def test_that_reading_says_how_far_it_is_and_stops_when_it_is_asked(book, tmp_path, monkeypatch):
    monkeypatch.setattr(published_blocks, "BLOCK", 2_000)
    file = long_file(tmp_path / "long.csv", 2_000)
    told: list[int] = []

    def progress(done: int, total: int, what: str) -> None:
        assert total == 100
        assert what
        told.append(done)

    plan_import(book, [file], progress=progress)
    assert told == sorted(told)
    assert len(set(told)) > 50
    with pytest.raises(Cancelled):
        plan_import(book, [file], progress=progress, cancelled=lambda: len(told) > 200)


cells = st.text(st.sampled_from('ab,"\n é£|'), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2)),
    st.integers(1, 60),
    st.sampled_from(["\n", "\r\n"]),
)
def test_that_any_rows_in_any_blocks_are_those_that_csv_reads(tmp_path, table, size, end):
    headings = [f"heading {n}" for n in range(len(table[0]))]
    file = tmp_path / "any.csv"
    file.write_text(text_of(table, headings, end), "utf-8", newline="")
    with file.open(newline="", encoding="utf-8") as opened:
        expected = list(csv.reader(opened))[1:]
    found = list(all_rows(file, len(headings), size))
    blank = [""] * len(headings)
    assert [row for row, _ in found] == [row or blank for row in expected]
    assert [number for _, number in found] == list(range(2, 2 + len(expected)))


def all_rows(file: Path, width: int, size: int):
    """Every row with its number, each cell by the number of its text and the same from the row itself."""
    before = published_blocks.BLOCK
    published_blocks.BLOCK = size
    try:
        keys = list(range(width))
        texts = [Texts(str(key)) for key in keys]
        for block in LongFile(file, "utf-8", ",").blocks(width, keys, texts):
            whole = block.rows_at(range(block.count))
            for at in range(block.count):
                told = [texts[key].texts[int(block.keys[key][at])] for key in keys]
                assert told == (whole[at] or [""] * width)
                yield told, block.first + at
    finally:
        published_blocks.BLOCK = before
