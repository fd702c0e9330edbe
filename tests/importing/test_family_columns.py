"""Headings and columns of scorecards that councils use, beyond those of any one workbook."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind, Tolerance, ToleranceKind
from support.workbooks import percent


def figures(book: Book) -> dict[tuple[str, str], Decimal | None]:
    names = {i.id: i.ref or i.name for i in book.all(Indicator)}
    return {(names[o.indicator], o.period): o.value for o in book.all(Observation)}


def ratings(book: Book) -> dict[str, Rag | None]:
    return {o.period: o.sheet_rag for o in book.all(Observation)}


def rules(plan) -> list[tuple[str, str]]:
    return [(finding.rule, finding.cell) for finding in plan.findings]


def test_that_each_rating_is_of_the_figures_beside_it_and_a_floor_is_a_tolerance(read):
    book, plan = read(
        [
            ["Key indicators, quarter 3 2018/19"],
            ["Ref", "Indicator", "Good is", "Latest month", "RAG", "DoT", "Year to date", "RAG", "Target", "Floor"],
            ["C1", "% of calls answered", "High", percent(0.93), "AMBER", "⬇", percent(0.94), "RED", "95%", "90%"],
        ]
    )
    assert figures(book) == {("C1", "2018-12"): 93, ("C1", "2018-12 YTD"): 94}
    assert ratings(book) == {"2018-12": Rag.AMBER, "2018-12 YTD": Rag.RED}
    (tolerance,) = book.all(Tolerance)
    assert (tolerance.kind, tolerance.floor) == (ToleranceKind.FLOOR, 90)
    assert plan.findings == ()


def test_that_ratings_may_stand_before_their_figures(read):
    book, _ = read(
        [
            ["Indicator", "Good is", "RAG", "Q1 2018/19", "RAG", "Q2 2018/19", "Target"],
            ["Visits made in time", "High", "R", 71, "G", 82, 80],
        ]
    )
    assert ratings(book) == {"2018-19 Q1": Rag.RED, "2018-19 Q2": Rag.GREEN}


def test_that_a_previous_year_beside_a_year_to_date_is_not_guessed(read):
    _, plan = read(
        [
            ["Key indicators, quarter 3 2018/19"],
            ["Ref", "Indicator", "Good is", "Latest", "Year to date", "Previous year", "Target"],
            ["C1", "Calls answered", "High", 93, 94, 95, 95],
        ]
    )
    assert rules(plan) == [("unmapped-column", "F2")]


def test_that_outturns_before_are_history_and_the_sheet_reports_its_latest_quarter(read):
    years = ("Outturn 2015/16", "Outturn 2016/17", "Outturn 2017/18")
    book, plan = read(
        [
            ["Ref", "Measure", "Good is", *years, "Target 2018/19", "Q1 2018/19", "Q2 2018/19", "Status"],
            ["H1", "Homes let in time", "High", 410, 425, 430, 440, 105, 221, "Red"],
        ]
    )
    (card,) = book.all(Scorecard)
    assert card.frequency is PeriodKind.QUARTER
    assert {period for period, rag in ratings(book).items() if rag is Rag.RED} == {"2018-19 Q2"}
    assert plan.findings == ()


def test_that_a_year_to_date_ends_with_the_latest_figures(read):
    book, plan = read(
        [
            ["Adult care, April 2018 to March 2019"],
            ["PI", "Polarity", "Apr", "May", "Jun", "Jul", "Aug", "YTD", "Target"],
            ["Reviews completed (%)", "High", 8.1, 15.5, 22.9, None, None, 22.9, 90],
        ]
    )
    assert ("Reviews completed (%)", "2018-06 YTD") in figures(book)
    assert plan.findings == ()


def test_that_a_year_so_far_is_not_the_whole_year(read):
    table = [
        ["Ref", "Indicator", "Good is", "2016/17", "2017/18", "2018/19 YTD"],
        ["P1", "Homes built", "High", 612, 580, 301],
    ]
    book, plan = read(table)
    assert set(figures(book)) == {("P1", "2016-17"), ("P1", "2017-18")}
    assert rules(plan) == [("unmapped-column", "F1")]
    book, plan = read([["Housing scorecard, quarter 2 2018/19"], *table])
    assert figures(book)["P1", "2018-09 YTD"] == 301
    assert plan.findings == ()


@pytest.mark.parametrize("heading", ["2018/19 forecast", "Projected 2018/19", "2018/19 estimate", "Forecast outturn"])
def test_that_what_is_forecast_is_no_figure_of_its_year(read, heading):
    book, plan = read(
        [["Ref", "Indicator", "Good is", "2016/17", "2017/18", heading], ["P1", "Homes built", "High", 612, 580, 640]]
    )
    assert set(figures(book)) == {("P1", "2016-17"), ("P1", "2017-18")}
    assert rules(plan) == [("unmapped-column", "F1")]


def test_that_each_row_may_say_which_period_its_latest_figure_is_of(read):
    book, plan = read(
        [
            ["Organisation plan - July 2018 position"],
            [
                "ID",
                "Measure",
                "Better performance is",
                "Current value",
                "As at",
                "Previous value",
                "Target",
                "Target met?",
            ],
            ["A1", "Value added per head", "Higher", "£23,100", "2016", "£22,400", "£25,000", "No"],
            ["A2", "Unemployment rate", "Lower", "3.9%", "Mar-18", "4.1%", "4.0%", "Yes"],
            ["A3", "Pupils at the standard", "Higher", "64%", "AY 2016/17", "57%", "66%", "No"],
        ]
    )
    assert set(figures(book)) == {
        *(("A1", "2016"), ("A1", "2015"), ("A2", "2018-03"), ("A2", "2018-02")),
        *(("A3", "2016-17 AY"), ("A3", "2015-16 AY")),
    }
    assert figures(book)["A1", "2016"] == 23_100
    ways = {i.ref: i.polarity for i in book.all(Indicator)}
    assert ways == {"A1": Polarity.HIGH, "A2": Polarity.LOW, "A3": Polarity.HIGH}
    assert plan.findings == ()


def test_that_a_performance_system_s_export_is_read(read):
    headings = ("Code", "Short Name", "Managed By", "Current Value", "Current Target", "Traffic Light Icon")
    book, plan = read(
        [
            [*headings, "Short Term Trend Arrow", "Last Update", "Aim to Maximise", "Latest Note"],
            ["E1", "Days lost to sickness", "HR", "8.9", "8.5", "Alert", "Getting Worse", "Q2 2018/19", "No", "Up"],
            ["E2", "Invoices paid in time", "Finance", "97.2%", "95%", "OK", "Improving", "Q2 2018/19", "Yes", None],
        ]
    )
    assert figures(book) == {("E1", "2018-19 Q2"): Decimal("8.9"), ("E2", "2018-19 Q2"): Decimal("97.2")}
    found = {i.ref: (i.polarity, i.lead_officer) for i in book.all(Indicator)}
    assert found == {"E1": (Polarity.LOW, "HR"), "E2": (Polarity.HIGH, "Finance")}
    assert {o.sheet_rag for o in book.all(Observation)} == {Rag.RED, Rag.GREEN}
    assert plan.findings == ()


def test_that_words_of_rating_under_performance_are_the_sheet_s_own_and_take_no_figure_s_place(read):
    book, plan = read(
        [
            ["Corporate scorecard 2018-19 Q2"],
            ["Ref", "Description", "Preferred direction", "Target", "Previous quarter", "This quarter", "Performance"],
            ["A1", "Admissions", "Down", 130, 140.2, 128.9, "On target"],
            ["A2", "Delayed days", "Down", 17, 19.4, 18.1, "Near target"],
        ]
    )
    assert figures(book)["A1", "2018-19 Q2"] == Decimal("128.9")
    assert {o.sheet_rag for o in book.all(Observation) if o.period == "2018-19 Q2"} == {Rag.GREEN, Rag.AMBER}
    assert {i.polarity for i in book.all(Indicator)} == {Polarity.LOW}
    assert plan.findings == ()


def test_that_benchmarks_and_quartiles_under_a_year_take_no_figure_s_place(read):
    book, plan = read(
        [
            ["Looked after children - August 2018"],
            [None, None, None, "Performance", None, None, "Benchmarking 2016/17", None, None],
            ["Ref", "Indicator", "Good", "2016/17", "2017/18", "Aug-18", "England", "SN Avg", "Quartile"],
            ["L1", "Rate per 10,000", "Low", 58.2, 61.0, 62.3, 62, 55, "3rd"],
        ],
        ["D2:F2", "G2:I2"],
    )
    values = {period: value for (_, period), value in figures(book).items()}
    assert values == {"2016-17": Decimal("58.2"), "2017-18": 61, "2018-08": Decimal("62.3")}
    others = {(b.name, b.period, b.value) for b in book.all(Benchmark)}
    assert others == {("England", "2016-17", 62), ("SN Avg", "2016-17", 55), ("Quartile", "2016-17", None)}
    assert {finding.rule for finding in plan.findings} == {"unmapped-text"}


def test_that_an_unknown_column_under_a_year_gives_way_to_its_figures(read):
    book, plan = read(
        [
            [None, None, None, "2016/17", None, "2017/18", None],
            ["Ref", "Indicator", "Good is", "Actual", "Rank", "Actual", "Rank"],
            ["L1", "Visits", "High", 58, 12, 61, 9],
        ],
        ["D1:E1", "F1:G1"],
    )
    assert figures(book) == {("L1", "2016-17"): 58, ("L1", "2017-18"): 61}
    assert rules(plan) == [("unmapped-column", "E2"), ("unmapped-column", "G2")]


def test_that_bare_quarters_may_stand_beside_what_they_are_of(read):
    book, plan = read(
        [
            ["Housing performance 2018/19"],
            ["Performance measure", "Aim to", "Q1 Target", "Q1 Actual", "Q2 (Jul-Sep) Target", "Q2 (Jul-Sep) Actual"],
            ["Homes started", "maximise", 20, 18, 45, 50],
        ]
    )
    assert figures(book) == {("Homes started", "2018-19 Q1"): 18, ("Homes started", "2018-19 Q2"): 50}
    assert {(t.period, t.low) for t in book.all(Target)} == {("2018-19 Q1", 20), ("2018-19 Q2", 45)}
    assert plan.findings == ()


def test_that_without_any_year_a_bare_quarter_s_target_is_not_everyone_s(read):
    book, plan = read(
        [
            ["Ref", "Measure", "Aim to", "Q1 Target", "Q1 Actual", "Target"],
            ["1", "Homes started", "maximise", 20, 18, 45],
        ]
    )
    assert [t.low for t in book.all(Target)] == [45]
    assert rules(plan) == [("unmapped-column", "D1"), ("unmapped-column", "E1")]


def test_that_the_year_may_stand_on_the_cover_and_that_is_said(read):
    book, plan = read(
        {
            "Cover": [["Performance report"], ["Published 3 November 2018"], ["Quarter 2 2018/19"]],
            "Economy": [
                ["Growth"],
                ["Indicator", "Good is", "Target", "Q1", "Q2"],
                ["Firms helped", "High", 50, 21, 48],
            ],
        }
    )
    assert set(figures(book)) == {("Firms helped", "2018-19 Q1"), ("Firms helped", "2018-19 Q2")}
    assert [(f.rule, f.cell) for f in plan.findings if f.sheet == "Economy"] == [("period-not-stated", "A2")]


def test_that_a_rating_may_stand_beside_its_figure_and_small_letters_are_flags(read):
    book, plan = read(
        [
            ["KPI", "Good is", "Target", "Aug 2018", "Sep 2018"],
            ["Complaints upheld", "Low", "no more than 10", "4 (G)", "11 (R)"],
            ["Requests answered", "High", "Min 90%", "91.3% Green", "88% (p)"],
        ]
    )
    found = {(o.period, o.value): (o.sheet_rag, o.flags, o.note) for o in book.all(Observation)}
    assert found["2018-09", Decimal(11)] == (Rag.RED, frozenset(), "")
    assert found["2018-08", Decimal("91.3")] == (Rag.GREEN, frozenset(), "")
    assert found["2018-09", Decimal(88)] == (None, frozenset({Symbol.PROVISIONAL}), "")
    assert plan.findings == ()


def test_that_words_merged_down_are_of_each_indicator(read):
    book, _ = read(
        [
            ["Priority", "Indicator", "Good is", "Apr 18", "Target", "Comments"],
            ["Healthy life", "Quitters", "High", 12, 15, "Both are late."],
            [None, "Checks", None, 14, 15, None],
        ],
        ["A2:A3", "C2:C3", "F2:F3"],
    )
    found = {i.name: (i.priorities, i.polarity) for i in book.all(Indicator)}
    assert found["Quitters"] == found["Checks"] == ((("Priority", "Healthy life"),), Polarity.HIGH)


def test_that_a_page_s_number_is_no_section(read):
    heads = ["Ref", "Indicator", "Good =", "Apr 18", "Target"]
    book, plan = read([heads, ["1", "Waste", "Low", 118, 120], ["Page 1 of 2"], heads, ["2", "Litter", "Low", 3, 5]])
    assert {i.section for i in book.all(Indicator)} == {""}
    assert "Page 1 of 2" in {note.text for note in plan.left_out}


def test_that_comments_on_a_month_are_no_indicator(read):
    book, plan = read(
        [
            ["Contact centre 2018/19"],
            ["Month", "Calls received", "Calls answered", "Comments"],
            ["Apr-18", 12034, 11205, None],
            ["May-18", 11890, 11300, "Bank holidays"],
            ["Jun-18", 12500, 11400, None],
        ]
    )
    assert {i.name for i in book.all(Indicator)} == {"Calls received", "Calls answered"}
    assert ("D4", "Bank holidays") in {(note.cell, note.text) for note in plan.left_out}


def test_that_a_key_in_letters_says_how_far_amber_reaches(read):
    book, _ = read(
        [
            ["Indicator", "Good is", "Apr 18", "Target"],
            ["Visits", "High", 96, 100],
            ["Key: G = on target, A = within 5%, R = more than 5% off"],
        ]
    )
    (tolerance,) = book.all(Tolerance)
    assert (tolerance.kind, tolerance.margin) == (ToleranceKind.RELATIVE, 5)


def test_that_a_target_in_another_measure_than_the_figures_is_not_compared(read):
    book, plan = read(
        [
            ["Indicator", "Good is", "Apr 18", "May 18", "Target"],
            ["Time to let", "Low", "12 days", "15 days", "2 weeks"],
        ]
    )
    assert [t.kind for t in book.all(Target)] == [TargetKind.TEXT]
    assert rules(plan) == [("scale", "E2")]


def test_that_figures_in_several_measures_are_said(read):
    _, plan = read([["Indicator", "Good is", "Apr 18", "May 18"], ["Time to let", "Low", "12 days", "2 weeks"]])
    assert rules(plan) == [("unmapped-text", "C2"), ("unmapped-text", "D2")]


def test_that_millions_in_a_cell_are_in_what_the_name_says(read):
    book, plan = read(
        [
            ["Indicator", "Good is", "Apr 18", "May 18", "Target"],
            ["Receipts (£m)", "High", "£1.2m", 1.3, "£2m"],
            ["Receipts", "High", "£1.2m", "£750k", "£2m"],
        ]
    )
    found = figures(book)
    assert found["Receipts (£m)", "2018-04"] == Decimal("1.2")
    assert found["Receipts", "2018-05"] == 750_000
    assert {t.low for t in book.all(Target)} == {2, 2_000_000}
    assert plan.findings == ()


def test_that_tables_of_one_name_each_get_their_own(read):
    table = [["Indicator", "Good is", "Apr 18", "Target"], ["Visits", "High", 96, 100]]
    titles = {"S1": "Plans – S3 (4)", "S2": "Plans", "S3": "Plans", "S4": "Plans – S3"}
    book, _ = read({sheet: [[title], *table] for sheet, title in titles.items()})
    assert len({card.name for card in book.all(Scorecard)}) == 4


def test_that_tables_side_by_side_are_two(read):
    book, plan = read(
        [
            ["Street scene dashboard 2018/19"],
            ["Waste", None, None, None, None, "Highways"],
            ["Indicator", "Q1", "Q2", "Target", None, "Indicator", "Q1", "Q2", "Target"],
            ["Missed bins", 41, 38, 40, None, "Potholes", 120, 98, 100],
            ["Recycled %", 47, 46, 50, None, "Lights out", 12, 9, 10],
        ]
    )
    assert len(book.all(Scorecard)) == 2
    assert figures(book)["Potholes", "2018-19 Q2"] == 98
    assert {i.definition for i in book.all(Indicator)} == {""}
    assert [table.range for table in plan.tables] == ["A3:D5", "F3:I5"]
    assert plan.findings == ()


def test_that_a_quarter_and_its_year_may_stand_apart(read):
    book, plan = read(
        [
            ["Ref", "Measure", "Good is", "Q2 Actual 18/19", "Q2 Target 18/19", "Q2 Actual 17/18", "Annual target"],
            ["1", "Visits", "High", 512, 500, 498, 2_000],
        ]
    )
    assert figures(book) == {("1", "2018-19 Q2"): 512, ("1", "2017-18 Q2"): 498}
    assert {(t.period, t.low) for t in book.all(Target)} == {("2018-19 Q2", 500), ("", 2_000)}
    assert plan.findings == ()


def test_that_numbers_beside_percentages_are_what_these_are_of(read):
    book, plan = read(
        [
            ["Adult care monthly"],
            ["Indicator", "Good is", "Apr-18", None, "May-18", None, "YTD", None],
            [None, None, "No.", "%", "No.", "%", "No.", "%"],
            ["Assessed in time", "High", 120, percent(0.81), 130, percent(0.83), 250, percent(0.82)],
        ],
        ["C2:D2", "E2:F2", "G2:H2", "A2:A3", "B2:B3"],
    )
    assert {o.period: (o.value, o.numerator) for o in book.all(Observation)} == {
        "2018-04": (81, 120),
        "2018-05": (83, 130),
        "2018-05 YTD": (82, 250),
    }
    assert {i.ref for i in book.all(Indicator)} == {""}
    assert plan.findings == ()


def test_that_years_under_a_title_of_academic_years_are_those(read):
    book, _ = read(
        [
            ["Schools scorecard 2016/17 academic year"],
            ["Measure", "Good is", "2015/16", "2016/17", "National"],
            ["Phonics", "High", "80%", "81%", "81%"],
        ]
    )
    assert {period for _, period in figures(book)} == {"2015-16 AY", "2016-17 AY"}


def test_that_teams_may_be_the_rows(read):
    book, plan = read(
        [
            ["Caseloads - September 2018"],
            ["Team", "Good is", "Jul-18", "Aug-18", "Target"],
            ["North", "Low", 15.2, 16.1, 16],
            ["South", "Low", 18.4, 17.9, 16],
        ]
    )
    assert {i.name for i in book.all(Indicator)} == {"North", "South"}
    assert plan.findings == ()


def test_that_a_comma_for_a_point_is_no_thousand(read):
    book, plan = read(
        [["Indicator", "Good is", "Apr 18", "May 18", "Target"], ["Rent (%)", "High", "97,1", 98, "98,5"]]
    )
    assert figures(book) == {("Rent (%)", "2018-04"): None, ("Rent (%)", "2018-05"): 98}
    assert [t.kind for t in book.all(Target)] == [TargetKind.TEXT]
    assert rules(plan) == [("unmapped-text", "C2"), ("unmapped-text", "E2")]


def test_that_a_calendar_year_may_stand_beside_a_target_or_others(read):
    book, plan = read(
        [["Indicator", "Polarity", 2015, 2016, 2017, "Target 2018", "England 2017"], ["Air", "Low", 40, 39, 38, 36, 35]]
    )
    assert [t.low for t in book.all(Target)] == [36]
    assert [(b.name, b.period) for b in book.all(Benchmark)] == [("England", "2017")]
    assert plan.findings == ()


def test_that_the_words_of_a_report_card_around_a_table_are_no_indicators(read):
    book, plan = read(
        [
            ["Report card: 3.1 Care leavers in suitable homes"],
            ["Why is this important?", "Homes help."],
            ["Performance", "", "2016/17", "2017/18", "Target"],
            ["", "% suitable", "83%", "85%", "90%"],
            ["Responsible officers", "Lead: Head of Care", "Data: Analyst"],
        ]
    )
    assert {i.name for i in book.all(Indicator)} == {"% suitable"}
    assert {"Responsible officers", "Data: Analyst"} <= {note.text for note in plan.left_out}
