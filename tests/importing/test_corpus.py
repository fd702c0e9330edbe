"""Real council workbooks: what is read from them, cell for cell."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Score
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.importing import TableKind, gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.plan import ImportPlan

VITAL = "norfolk-vital-signs-2018-04.xlsx"
MI = "norfolk-mi-county-2018-04.xlsx"
EAST = "cheshire-east-scorecard-2017-18-q2.xlsx"
RISKS = "norfolk-risk-register-2018-07.xlsx"
BUDGET = "norfolk-revenue-budget-2018-19-m2.xlsx"
SUFFOLK = "suffolk-narrative-2017-18.xlsx"
ALL = (VITAL, MI, EAST, RISKS, BUDGET, SUFFOLK)


@pytest.fixture(scope="module")
def plans(corpus) -> dict[str, ImportPlan]:
    return {name: decide(Book(), [gather(corpus / name)], "2018-07-10T09:30") for name in ALL}


@pytest.fixture(scope="module")
def books(plans) -> dict[str, Book]:
    made = {}
    for name, plan in plans.items():
        book = Book()
        book.apply(plan.change_set().changes)
        made[name] = book
    return made


def indicator(book: Book, ref: str = "", name: str = "") -> Indicator:
    (found,) = [i for i in book.all(Indicator) if (i.ref == ref if ref else name in i.name)]
    return found


def figure(book: Book, ref: str, period: str, name: str = "") -> Observation:
    found = book.observation(indicator(book, ref, name).id, period)
    assert found is not None
    return found


# what there is


@pytest.mark.parametrize(
    ("name", "kind", "tables"),
    [
        (VITAL, TableKind.SCORECARD, 2),
        (MI, TableKind.SCORECARD, 1),
        (EAST, TableKind.SCORECARD, 1),
        (RISKS, TableKind.RISK_REGISTER, 2),
        (BUDGET, TableKind.BUDGET, 6),
        (SUFFOLK, TableKind.NARRATIVE, 1),
    ],
)
def test_that_every_table_is_found_for_what_it_is_and_surely(plans, name, kind, tables):
    found = plans[name].tables
    assert [table.kind for table in found] == [kind] * tables
    assert {table.confidence_words for table in found} == {"sure"}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (VITAL, {"scorecard": 2, "indicator": 16, "target": 14, "tolerance": 2, "observation": 208}),
        (
            MI,
            {"scorecard": 1, "indicator": 106, "target": 18, "tolerance": 19, "benchmark": 87, "observation": 454},
        ),
        (
            EAST,
            {
                "scorecard": 1,
                "indicator": 73,
                "target": 29,
                "benchmark": 40,
                "commentary": 66,
                "observation": 277,
            },
        ),
        (SUFFOLK, {"scorecard": 1, "indicator": 36, "commentary": 105}),
        (RISKS, {"risk": 4, "risk review": 5}),
        (BUDGET, {"budget table": 6, "budget line": 44, "budget amount": 101}),
    ],
)
def test_that_every_record_is_counted(plans, name, counts):
    assert Counter(entry.record.record_kind for entry in plans[name].entries) == counts
    assert plans[name].counts.added == sum(counts.values())


def test_that_every_cell_of_figures_gives_a_record(corpus, plans):
    """Counted by reading the sheets again, plainly: every filled cell below the headings of periods."""
    import openpyxl

    for name, columns, rows in ((MI, "FGHIJP", range(6, 112)), (EAST, "GHIJKL", range(6, 87))):
        sheet = openpyxl.load_workbook(corpus / name).worksheets[0]
        filled = sum(1 for column in columns for row in rows if sheet[f"{column}{row}"].value is not None)
        covered = 2 * 4 if name == EAST else 0  # two notes merged over five cells each
        observations = [e for e in plans[name].entries if isinstance(e.record, Observation)]
        assert len(observations) == filled + covered


def test_that_two_sheets_of_one_title_are_two_scorecards(books):
    cards = books[VITAL].scorecards()
    assert [card.name.rpartition(" – ")[2] for card in cards] == ["Monthly", "Quarterly-Termly"]
    assert [card.frequency for card in cards] == [PeriodKind.MONTH, PeriodKind.QUARTER]
    assert [len(books[VITAL].indicators(card.id)) for card in cards] == [10, 6]


def test_that_a_scorecard_is_named_without_its_period(books):
    assert [card.name for card in books[EAST].scorecards()] == ["Children's Services Scorecard"]
    assert books[EAST].scorecards()[0].marking == "OFFICIAL-SENSITIVE"
    assert books[MI].scorecards()[0].name.endswith("County Report")


@pytest.mark.parametrize(
    ("name", "card", "codes"),
    [
        (VITAL, 0, ["2017-04", *(f"2017-{m:02d}" for m in range(5, 13)), *(f"2018-{m:02d}" for m in range(1, 5))]),
        (
            VITAL,
            1,
            ["2014-15 Q4", *(f"{y}-{y % 100 + 1} Q{q}" for y in (2015, 2016, 2017) for q in (1, 2, 3, 4))],
        ),
        (MI, 0, ["2017-04 YTD", "2018-01", "2018-02", "2018-03", "2018-04", "2018-04 YTD"]),
        (EAST, 0, ["2016-17 Q4", "2016-17", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18"]),
    ],
)
def test_that_every_column_is_a_period_with_figures_or_without(books, name, card, codes):
    book = books[name]
    assert [period.code for period in book.periods(book.scorecards()[card].id)] == codes


@pytest.mark.parametrize(("name", "current"), [(VITAL, "2018-04"), (MI, "2018-04"), (EAST, "2017-18 Q2")])
def test_that_the_current_period_is_the_latest_with_figures(books, name, current):
    period = books[name].current_period(books[name].scorecards()[0].id)
    assert period is not None
    assert period.code == current


# single figures


@pytest.mark.parametrize(
    ("name", "ref", "period", "value", "cell", "text", "number_format"),
    [
        (MI, "2.3", "2018-04", "17.7", "I18", "17.7%", "0.0%"),
        (MI, "2.4", "2018-04", "332.2", "I19", "332.2", "0.0"),
        (MI, "2.1", "2018-04 YTD", "2643", "J16", "2,643", "#,##0"),
        (MI, "2.1", "2017-04 YTD", "3234", "P16", "3,234", "#,##0"),
        (MI, "10.1b", "2018-01", "45", "F88", "45%", "0%"),
        (EAST, "1.1", "2016-17", "10681", "G6", "10,681", "#,##0"),
        (EAST, "8.3", "2017-18 Q2", "1.65", "J79", "1.65%", "0.00%"),
        (EAST, "2.2", "2017-18 Q2", "61.8", "J24", "61.8", "0.0"),
        (EAST, "1.14", "2016-17", "0.5", "G19", "0.5%", "0.0%"),
    ],
)
def test_that_a_figure_keeps_where_it_came_from(books, name, ref, period, value, cell, text, number_format):
    found = figure(books[name], ref, period)
    assert found.value == Decimal(value)
    assert found.source is not None
    assert (found.source.file, found.source.cell) == (name, cell)
    assert (found.source.text, found.source.number_format) == (text, number_format)


def test_that_the_source_names_the_very_file(corpus, books):
    import hashlib

    source = figure(books[MI], "2.3", "2018-04").source
    assert source is not None
    assert source.file_hash == hashlib.sha256((corpus / MI).read_bytes()).hexdigest()
    assert source.sheet == "County"


def test_that_counts_beneath_a_percentage_are_its_own(books):
    found = figure(books[VITAL], "", "2017-04", "Referrals into Early Help")
    assert (found.value, found.numerator, found.denominator) == (Decimal("14.7"), Decimal(24), Decimal(163))
    with_counts = [o for o in books[VITAL].all(Observation) if o.numerator is not None]
    assert len(with_counts) == 8 * 13 + 1 + 9


def test_that_a_count_formatted_as_a_percentage_stays_a_count(books, plans):
    found = figure(books[VITAL], "", "2017-18 Q4", "Permanent Exclusion")
    assert found.value == 71
    assert found.source is not None
    assert found.source.text == "7100.0%"
    (finding,) = [f for f in plans[VITAL].findings if f.rule == "scale"]
    assert (finding.severity, finding.cell) == (Severity.ERROR, "O14")


def test_that_grey_is_not_expected_and_white_is_awaited(books):
    book = books[VITAL]
    pep = indicator(book, name="Personal Education Plan")
    december = book.observation(pep.id, "2015-16 Q3")
    assert december is not None
    assert (december.expected, december.value) == (False, None)
    assert sum(1 for o in book.all(Observation) if not o.expected) == 27
    east = books[EAST]
    assert east.observation(indicator(east, "1.1").id, "2017-18 Q3") is None


@pytest.mark.parametrize(
    ("ref", "period", "symbol"),
    [("1.6", "2016-17 Q4", Symbol.CONFIDENTIAL), ("1.6", "2017-18 Q1", Symbol.CONFIDENTIAL)],
)
def test_that_words_for_a_symbol_are_read_as_one(books, ref, period, symbol):
    assert figure(books[EAST], ref, period).symbol is symbol


def test_that_words_after_a_figure_are_kept_and_said(books, plans):
    found = figure(books[EAST], "5.5", "2016-17")
    assert (found.value, found.note) == (Decimal(93), "July fig")
    said = {(f.cell, f.severity) for f in plans[EAST].findings if f.rule == "unmapped-text"}
    assert said == {
        *((cell, Severity.WARNING) for cell in ("G52", "I52", "H75", "G83", "G74", "H74", "I74", "J74")),
        ("H25", Severity.NOTE),
        ("H26", Severity.NOTE),
        ("F84", Severity.NOTE),
    }


def test_that_a_range_where_a_figure_is_due_is_no_figure(books):
    found = figure(books[EAST], "7.6", "2017-18 Q2")
    assert (found.value, found.symbol, found.note) == (None, None, "97%-99%")


def test_that_a_note_merged_over_figures_is_a_note_of_each(books):
    for period in ("2016-17 Q4", "2017-18 Q2", "2017-18"):
        found = figure(books[EAST], "2.3", period)
        assert (found.value, found.note[:17]) == (None, "This data will be")
        assert found.source is not None
        assert found.source.cell == "H25"
    assert figure(books[EAST], "2.3", "2016-17").value == Decimal("13.6")


# indicators and what they are held against


def test_that_polarity_is_read_in_every_council_s_words(books):
    counted = {name: Counter(i.polarity for i in books[name].all(Indicator)) for name in (VITAL, MI, EAST)}
    assert counted[VITAL] == {Polarity.HIGH: 11, Polarity.LOW: 5}
    assert counted[MI][Polarity.NONE] == 7
    assert Polarity.UNKNOWN not in counted[MI]
    assert counted[EAST] == {
        Polarity.HIGH: 24,
        Polarity.LOW: 25,
        Polarity.UNKNOWN: 22,
        Polarity.NONE: 2,
    }


@pytest.mark.parametrize(
    ("name", "ref", "unit", "decimals"),
    [
        (MI, "1.1", Unit.COUNT, 0),
        (MI, "2.4", Unit.RATE, 1),
        (MI, "6.2a", Unit.COUNT, 0),
        (MI, "6.8", Unit.PERCENT, 1),
        (MI, "10.2", Unit.NUMBER, 0),
        (EAST, "1.14", Unit.PERCENT, 1),
        (EAST, "2.2", Unit.RATE, 1),
        (EAST, "6.12", Unit.PERCENT, 0),
        (EAST, "8.3", Unit.PERCENT, 1),
    ],
)
def test_that_the_unit_is_what_most_of_the_sheet_shows(books, name, ref, unit, decimals):
    found = indicator(books[name], ref)
    assert (found.unit, found.decimals) == (unit, decimals)


@pytest.mark.parametrize(
    ("name", "ref", "kind", "low", "high", "cell"),
    [
        (EAST, "1.5", TargetKind.AT_MOST, None, "20", "F10"),
        (EAST, "1.11", TargetKind.RANGE, "260", "300", "F16"),
        (EAST, "2.2", TargetKind.RANGE, "53.1", "59.7", "F24"),
        (EAST, "7.6", TargetKind.RANGE, "97", "99", "F74"),
        (EAST, "10.4", TargetKind.TEXT, None, None, "F84"),
        (EAST, "1.14", TargetKind.VALUE, "0", None, "F19"),
        (MI, "2.3", TargetKind.VALUE, "25", None, "K18"),
        (MI, "7.2", TargetKind.VALUE, "55", None, "K63"),
    ],
)
def test_that_a_target_is_read_in_the_indicator_s_unit(books, name, ref, kind, low, high, cell):
    target = books[name].get(Target, indicator(books[name], ref).id, "")
    assert target is not None
    assert target.kind is kind
    assert target.low == (Decimal(low) if low is not None else None)
    assert target.high == (Decimal(high) if high is not None else None)
    assert target.source is not None
    assert target.source.cell == cell


@pytest.mark.parametrize(("ref", "red", "green"), [("2.7", 30, 20), ("2.3", 15, 25), ("6.5", 30, 35), ("7.2", 65, 55)])
def test_that_tolerances_are_read_in_the_indicator_s_unit(books, ref, red, green):
    tolerance = books[MI].get(Tolerance, "indicator", indicator(books[MI], ref).id)
    assert tolerance is not None
    assert (tolerance.kind, tolerance.red, tolerance.green) == (ToleranceKind.THRESHOLDS, red, green)


def test_that_a_note_sets_the_scorecard_s_tolerance_and_says_so(books, plans):
    book = books[VITAL]
    for card in book.scorecards():
        tolerance = book.get(Tolerance, "scorecard", card.id)
        assert tolerance is not None
        assert (tolerance.kind, tolerance.margin) == (ToleranceKind.RELATIVE, 10)
        assert tolerance.source is not None
        assert tolerance.source.cell == "A3"
    said = [f for f in plans[VITAL].findings if f.rule == "tolerance-note"]
    assert [(f.severity, f.cell) for f in said] == [(Severity.NOTE, "A3")] * 2


def test_that_benchmarks_keep_their_headings_and_their_order(books):
    found = books[MI].benchmarks(indicator(books[MI], "3.3").id)
    assert [(b.name, b.value) for b in found] == [
        ("Stat neigh avg", Decimal("83.8")),
        ("Best stat neigh", Decimal("90.8")),
        ("Nat. avg", Decimal("82.9")),
        ("Eastern region", Decimal("83.9")),
    ]


@pytest.mark.parametrize(
    ("ref", "heading", "value", "symbol"),
    [
        ("6.11", "Stat Neigh Av", Decimal("7.6"), None),
        ("10.3", "National Av", Decimal("55.5"), None),
        ("1.14", "Stat Neigh Av", None, Symbol.CONFIDENTIAL),
        ("2.3", "Stat Neigh Av", None, Symbol.NOT_AVAILABLE),
        ("6.5", "National Av", 49650, None),
    ],
)
def test_that_a_benchmark_is_read_in_the_indicator_s_unit(books, ref, heading, value, symbol):
    benchmark = books[EAST].get(Benchmark, indicator(books[EAST], ref).id, heading, "")
    assert benchmark is not None
    assert (benchmark.value, benchmark.symbol) == (value, symbol)


def test_that_sections_priorities_and_data_notes_go_with_their_indicators(books):
    assert indicator(books[EAST], "3.2").section == "Care Leavers"
    assert indicator(books[EAST], "1.2").priorities == (
        ("C&YP Plan Priority", "2 Feel & Be Safe"),
        ("Corporate Priority", "Outcome 5"),
    )
    assert indicator(books[EAST], "4.4").priorities == (("Corporate Priority", "Outcome 5"),)
    assert indicator(books[MI], "6.2b").section == "Child Protection"
    assert indicator(books[MI], "6.2b").measure == "Rolling rate"
    assert len({i.section for i in books[MI].all(Indicator)}) == 13
    assert {i.service for i in books[VITAL].all(Indicator)} == {"ChS"}
    assert not any(i.name.startswith("{") for i in books[VITAL].all(Indicator))


def test_that_an_indicator_without_a_reference_is_kept(books):
    without = [i.name for i in books[MI].all(Indicator) if not i.ref]
    assert len(without) == 2
    assert len({i.id for i in books[MI].all(Indicator)}) == 106


def test_that_an_indicator_without_figures_is_kept(books):
    found = indicator(books[MI], "1.7")
    assert (found.unit, books[MI].observations(found.id)) == (Unit.PERCENT, [])


def test_that_comments_are_of_the_period_that_the_sheet_reports(books):
    comments = books[EAST].all(Commentary)
    assert {(c.period, c.part) for c in comments} == {("2017-18 Q2", CommentaryPart.COMMENT)}
    comment = books[EAST].get(Commentary, indicator(books[EAST], "1.9").id, "2017-18 Q2", "comment")
    assert comment is not None
    assert comment.text == "See above."
    assert comment.source is not None
    assert comment.source.cell == "O14"


# risks and budgets


def test_that_a_risk_known_in_part_is_kept_in_part(books):
    book = books[RISKS]
    assert [risk.number for risk in book.risks()] == ["RM14284", "RM13906", "RM14157", "RM14148"]
    partial = book.risks()[2]
    may, july = book.reviews(partial.id)
    assert (may.reviewed, may.current.likelihood, may.prospects) == (date(2018, 5, 31), 2, Rag.GREEN)
    assert (july.reviewed, july.current.likelihood, july.prospects) == (date(2018, 7, 31), 3, Rag.AMBER)
    assert partial.entered is None
    (least,) = book.reviews(book.risks()[3].id)
    assert (least.current, least.prospects) == (Score(), Rag.NONE)


def test_that_a_whole_risk_is_read_whole(books):
    risk = books[RISKS].risks()[0]
    (review,) = books[RISKS].reviews(risk.id)
    assert risk.entered == date(2015, 11, 4)
    assert (review.updated, review.target_date) == (date(2018, 6, 6), date(2019, 3, 31))
    assert (review.original, review.current, review.target) == (Score(3, 3, 9), Score(4, 3, 12), Score(2, 2, 4))
    assert review.owner
    assert review.mitigation
    assert review.progress
    assert review.source is not None
    assert review.source.cell == "A4"


def test_that_budget_tables_are_known_for_what_they_are(books):
    tables = books[BUDGET].budget_tables()
    assert [table.kind for table in tables] == [
        BudgetTableKind.REVENUE,
        BudgetTableKind.RESERVES,
        BudgetTableKind.DSG,
        BudgetTableKind.SCHOOL_BALANCES,
        BudgetTableKind.RESERVES,
        BudgetTableKind.CAPITAL,
    ]
    assert {(table.period, table.unit, table.decimals) for table in tables} == {("2018-05", MoneyUnit.MILLIONS, 3)}
    assert [table.sign for table in tables] == [
        SignConvention.OVER_IS_POSITIVE,
        SignConvention.NOT_STATED,
        SignConvention.OVER_IS_POSITIVE,
        SignConvention.NOT_STATED,
        SignConvention.NOT_STATED,
        SignConvention.NOT_STATED,
    ]


def test_that_columns_of_money_have_their_roles(books):
    roles = [[column.role for column in table.columns] for table in books[BUDGET].budget_tables()]
    assert roles == [
        [ColumnRole.BUDGET, ColumnRole.VARIANCE],
        [ColumnRole.OPENING, ColumnRole.USE, ColumnRole.CLOSING],
        [ColumnRole.BUDGET, ColumnRole.VARIANCE],
        [ColumnRole.OPENING, ColumnRole.CLOSING, ColumnRole.VARIANCE, ColumnRole.OTHER],
        [ColumnRole.OPENING, ColumnRole.CLOSING],
        [ColumnRole.OTHER, ColumnRole.OTHER],
    ]


def test_that_a_printed_total_is_kept_as_printed(books):
    book = books[BUDGET]
    table = book.budget_tables()[0]
    total = book.budget_lines(table.id)[-1]
    assert (total.role, total.number) == (LineRole.TOTAL, "9")
    amount = book.get(BudgetAmount, table.id, total.line, table.columns[0].key)
    assert amount is not None
    assert amount.amount == Decimal("185.948")
    assert amount.source is not None
    assert (amount.source.sheet, amount.source.cell) == ("General Fund", "C12")


def test_that_credits_are_negative_and_financing_is_a_group(books):
    book = books[BUDGET]
    general, capital = book.budget_tables()[0], book.budget_tables()[5]
    assert [a.amount for a in book.budget_amounts(general.id) if a.amount < 0] == [
        Decimal("-0.379"),
        Decimal("-2.248"),
    ]
    assert [(line.role, line.group) for line in book.budget_lines(capital.id)] == [
        (LineRole.LINE, ""),
        (LineRole.HEADING, "financing"),
        *[(LineRole.LINE, "financing")] * 6,
        (LineRole.TOTAL, "financing"),
    ]


def test_that_the_slip_in_a_heading_is_said(plans):
    said = [f for f in plans[BUDGET].findings if f.rule == "sign-convention"]
    assert [(f.sheet, f.cell, f.severity) for f in said] == [
        ("DSG High Needs", "D3", Severity.NOTE),
        ("General Fund", "D3", Severity.NOTE),
    ]


# the plan


def test_that_a_narrative_is_words_by_outcome_and_indicator(books, plans):
    book = books[SUFFOLK]
    (card,) = book.scorecards()
    own = book.indicators(card.id)
    assert (len(own), len({i.section for i in own})) == (36, 8)
    assert [i.section for i in own if i.name == i.section] == sorted({i.section for i in own if i.name == i.section})
    assert sum(1 for i in own if not i.ref) == 4
    parts = Counter(comment.part for comment in book.all(Commentary))
    assert parts == {
        CommentaryPart.WORKING_WELL: 36,
        CommentaryPart.WORRIES: 35,
        CommentaryPart.NEEDS_TO_HAPPEN: 34,
    }
    assert {comment.period for comment in book.all(Commentary)} == {"2017-18"}
    first = book.get(Commentary, indicator(book, "1b").id, "2017-18", "working well")
    assert first is not None
    assert first.text.count("\n- ") == 7
    assert first.source is not None
    assert first.source.cell == "D3"
    assert plans[SUFFOLK].findings == ()


@pytest.mark.parametrize("name", ALL)
def test_that_a_file_imported_twice_changes_nothing(corpus, books, plans, name):
    again = decide(books[name], [gather(corpus / name)], "2018-07-11T10:00")
    assert again.change_set().changes == ()
    assert (again.counts.added, again.counts.altered, again.counts.rejected) == (0, 0, 0)
    assert again.counts.unchanged == plans[name].counts.added


def test_that_all_files_together_give_what_each_gives_alone(corpus, books):
    together = decide(Book(), [gather(corpus / name) for name in ALL])
    book = Book()
    book.apply(together.change_set().changes)
    kinds = Counter(record.record_kind for record in book.records())
    alone = Counter(record.record_kind for name in ALL for record in books[name].records())
    assert kinds == alone
    assert [card.order for card in book.scorecards()] == [1, 2, 3, 4, 5]
    assert together.counts.rejected == 0


def test_that_every_finding_says_what_is_wrong_what_to_do_and_where(plans):
    for plan in plans.values():
        for finding in plan.findings:
            assert finding.message.endswith(".")
            assert finding.advice.endswith(".")
            assert finding.file
            assert finding.sheet
            assert finding.cell
            assert len({f.key for f in plan.findings}) == len(plan.findings)


def test_that_import_findings_are_kept_in_the_book(books, plans):
    for name in ALL:
        assert set(books[name].all(Finding)) == set(plans[name].findings)


def test_that_scorecards_read_in_a_trice(corpus):
    from time import perf_counter

    began = perf_counter()
    gather(corpus / MI)
    assert perf_counter() - began < 3


def test_that_notes_are_kept_and_listed(books, plans):
    card: Scorecard = books[MI].scorecards()[0]
    assert len(card.notes) == 2
    assert [(left.cell, left.reason) for left in plans[MI].left_out] == [("A2", "note"), ("A113", "note")]
