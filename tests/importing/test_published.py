"""Files of published figures: what they hold is listed, what is chosen becomes benchmarks, the layout is remembered."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.profile import BenchmarkChoice, Profile
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.importing.plan import Action, ImportPlan
from scorecard_desktop.importing.profile import DRIFT
from scorecard_desktop.services.importer import AskedBenchmarks, plan_import
from scorecard_desktop.services.rows import plan_rows
from support import small_book
from support.published import HEADINGS, META, published, rows, text_of
from support.small_book import indicator, scorecard

GONE = "The file has no column “{}”. Nothing is taken for this benchmark, and what is held of it stays as it is."
ABSENCE = AskedBenchmarks((("9.1", "absence_percent"),), (("England", ""), ("Barchester", "")))


@pytest.fixture
def book() -> Book:
    """A book that knows two indicators to compare."""
    return small_book.book(
        scorecard(),
        indicator(ident="vital/9.1", name="Absence from school", unit=Unit.PERCENT),
        indicator(ident="vital/9.2", name="Number of pupils", unit=Unit.COUNT),
    )


def take(book: Book, *paths: Path, **how) -> ImportPlan:
    plan = plan_import(book, paths, **how)
    book.apply(plan.change_set().changes)
    return plan


def benchmarks(book: Book, indicator: str = "vital/9.1") -> dict[tuple[str, str], object]:
    return {(b.name, b.period): b.value if b.value is not None else b.symbol for b in book.benchmarks(indicator)}


def told_of(plan: ImportPlan) -> dict[str, Any]:
    (told,) = plan_rows(plan)["published"]
    return told


def said(plan: ImportPlan, rule: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.rule == rule]


def test_that_what_a_file_holds_is_listed_before_anything_is_chosen(book, tmp_path):
    plan = plan_import(book, [published(tmp_path / "absence.csv")])
    assert plan.entries == ()
    told = told_of(plan)
    assert told["rows"] == 1 + 3 * 9 * 9
    assert told["indicators"] == [
        {"column": "pupils", "label": "Number of pupils", "unit": ""},
        {"column": "absence_percent", "label": "Absence rate", "unit": "%"},
    ]
    assert [(f["column"], f["values"], f["total"]) for f in told["filters"]] == [
        ("sex", ["Female", "Male", "Total"], "Total"),
        ("type", ["Primary", "Secondary", "Total"], "Total"),
    ]
    assert [(g["level"], g["count"]) for g in told["geographies"]] == [
        ("National", 1),
        ("Regional", 2),
        ("Local authority", 6),
    ]
    assert told["geographies"][2]["places"][0] == {"code": "E06000901", "name": "Barchester"}
    assert [p["period"] for p in told["periods"]] == ["2021-22 AY", "2022-23 AY", "2023-24 AY"]
    assert told["benchmarks"] == []
    json.dumps(told)


def test_that_breakdowns_and_indicators_are_told_apart_without_the_file_beside_it(book, tmp_path):
    plan = plan_import(book, [published(tmp_path / "absence.csv", described=False)])
    told = told_of(plan)
    assert [c["column"] for c in told["indicators"]] == ["pupils", "absence_percent"]
    assert [f["column"] for f in told["filters"]] == ["sex", "type"]
    assert not told["described"]


def test_that_a_chosen_column_gives_a_benchmark_of_every_period_with_its_cell(book, tmp_path):
    plan = take(book, published(tmp_path / "absence.csv"), benchmarks=ABSENCE)
    assert benchmarks(book) == {
        ("England", "2021-22 AY"): Decimal("2.100"),
        ("England", "2022-23 AY"): Decimal("2.200"),
        ("England", "2023-24 AY"): Decimal("2.300"),
        ("Barchester", "2021-22 AY"): Decimal("5.100"),
        ("Barchester", "2022-23 AY"): Decimal("5.200"),
        ("Barchester", "2023-24 AY"): Decimal("5.300"),
    }
    england = book.get(Benchmark, "vital/9.1", "England", "2022-23 AY")
    assert england is not None
    assert england.source is not None
    assert england.source.place == "absence.csv, absence!N83"
    assert england.source.text == "2.200"
    lines = (tmp_path / "absence.csv").read_text("utf-8").splitlines()
    assert lines[82].split(",")[13] == "2.200"
    assert not plan.findings


def test_that_the_benchmarks_of_one_name_stand_in_one_column_of_the_grid(book, tmp_path):
    asked = AskedBenchmarks(
        (("9.1", "absence_percent"), ("9.2", "pupils")), (("England", "National"), ("E12000091", ""))
    )
    take(book, published(tmp_path / "absence.csv"), benchmarks=asked)
    names = {(b.name, b.order) for i in ("vital/9.1", "vital/9.2") for b in book.benchmarks(i)}
    assert names == {("National", 101), ("Mid Barset", 102)}


def test_that_the_mean_of_statistical_neighbours_is_worked_out_from_their_own_figures(book, tmp_path):
    asked = AskedBenchmarks((("9.1", "absence_percent"),), (), ("Plumstead", "silverbridge, city of", "E06000904"))
    take(book, published(tmp_path / "absence.csv"), benchmarks=asked)
    (found,) = [b for b in book.benchmarks("vital/9.1") if b.period == "2022-23 AY"]
    assert (found.name, found.value, found.note) == ("Statistical neighbours", Decimal("7.2"), "")
    assert found.source is not None
    assert found.source.text == "Mean of 6.200 (N119); 7.200 (N128); 8.200 (N137)"


def test_that_a_breakdown_is_the_total_unless_another_is_said(book, tmp_path):
    asked = AskedBenchmarks((("9.2", "pupils"),), (("England", "England, girls"),), filters=(("sex", "female"),))
    take(book, published(tmp_path / "absence.csv", (2022,)), benchmarks=asked)
    assert benchmarks(book, "vital/9.2") == {("England, girls", "2022-23 AY"): Decimal(2210)}


def test_that_next_year_s_file_goes_straight_to_the_plan(book, tmp_path):
    take(book, published(tmp_path / "absence 2023.csv", (2021, 2022)), benchmarks=ABSENCE)
    (remembered,) = book.all(Profile)
    assert remembered.benchmarks == (
        BenchmarkChoice("vital/9.1", "England", "absence_percent", "National", ("E92000001",)),
        BenchmarkChoice("vital/9.1", "Barchester", "absence_percent", "Local authority", ("E06000901",)),
    )
    plan = take(book, published(tmp_path / "absence 2024.csv", (2021, 2022, 2023)))
    assert [(e.action, e.record.key) for e in plan.entries if e.action is not Action.UNCHANGED] == [
        (Action.ADD, ("vital/9.1", "England", "2023-24 AY")),
        (Action.ADD, ("vital/9.1", "Barchester", "2023-24 AY")),
    ]
    assert plan.read_by == (("absence 2024.csv", remembered.name),)


def test_that_the_same_file_again_changes_nothing(book, tmp_path):
    file = published(tmp_path / "absence.csv")
    take(book, file, benchmarks=ABSENCE)
    plan = plan_import(book, [file])
    assert not plan.change_set().changes
    assert plan.counts.unchanged == 6


def test_that_a_revised_figure_is_shown_beside_what_was_held(book, tmp_path):
    take(book, published(tmp_path / "absence.csv"), benchmarks=ABSENCE)
    changed = {("202223", "England", "Total", "Total", "absence_percent"): "2.250"}
    plan = plan_import(book, [published(tmp_path / "absence.csv", changed=changed)])
    (entry,) = [e for e in plan.entries if e.action is Action.ALTER]
    assert entry.line == "9.1 Absence from school, England, 2022-23 academic year: 2.2% → 2.25%"


def test_that_a_choice_is_added_to_those_that_are_remembered_and_one_of_its_name_replaced(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2022,))
    take(book, file, benchmarks=ABSENCE)
    take(book, file, benchmarks=AskedBenchmarks((("9.1", "pupils"),), (("England", ""), ("Mid Barset", ""))))
    (remembered,) = book.all(Profile)
    assert [(c.name, c.column) for c in remembered.benchmarks] == [
        ("England", "pupils"),
        ("Barchester", "absence_percent"),
        ("Mid Barset", "pupils"),
    ]


def test_that_what_is_chosen_stands_in_place_of_all_that_is_remembered(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2022,))
    take(book, file, benchmarks=ABSENCE)
    only = BenchmarkChoice("vital/9.2", "England", "pupils", "National", ("E92000001",))
    take(book, file, benchmarks=AskedBenchmarks(chosen={"absence.csv": (only,)}))
    (remembered,) = book.all(Profile)
    assert remembered.benchmarks == (only,)


def test_that_a_file_of_other_indicators_is_not_read_by_the_layout_of_this_one(book, tmp_path):
    take(book, published(tmp_path / "absence.csv"), benchmarks=ABSENCE)
    others = [
        name.replace("pupils", "staff").replace("absence", "turnover").replace("type", "grade") for name in HEADINGS
    ]
    other = tmp_path / "workforce.csv"
    other.write_text(text_of(list(rows((2022,))), others), "utf-8")
    plan = plan_import(book, [other])
    assert plan.entries == ()
    assert plan.read_by == ()


def test_that_a_column_that_is_gone_is_said_and_nothing_is_taken_for_it(book, tmp_path):
    take(book, published(tmp_path / "absence.csv", (2022,)), benchmarks=ABSENCE)
    renamed = tmp_path / "absence 2024.csv"
    renamed.write_text(text_of(list(rows((2023,))), [n.replace("absence_percent", "absence_rate") for n in HEADINGS]))
    plan = take(book, renamed, profile="absence")
    assert {f.message for f in said(plan, DRIFT)} == {GONE.format("absence_percent")}
    assert len(said(plan, DRIFT)) == 2
    assert len(benchmarks(book)) == 2
    (remembered,) = book.all(Profile)
    assert len(remembered.benchmarks) == 2


SYMBOLS = [
    ("z", Symbol.NOT_APPLICABLE),
    ("x", Symbol.NOT_AVAILABLE),
    ("c", Symbol.CONFIDENTIAL),
    ("low", Symbol.LOW),
    ("k", Symbol.LOW),
    ("u", Symbol.UNRELIABLE),
]


@pytest.mark.parametrize(("text", "symbol"), SYMBOLS)
def test_that_a_symbol_stands_in_place_of_a_figure(book, tmp_path, text, symbol):
    changed = {("202223", "England", "Total", "Total", "absence_percent"): text}
    plan = take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=ABSENCE)
    assert benchmarks(book)["England", "2022-23 AY"] is symbol
    assert not plan.findings


@pytest.mark.parametrize("text", ["~", ":", "", "NULL", "Null", "null", "NA", "na"])
def test_that_what_nobody_can_read_is_a_finding_and_no_figure(book, tmp_path, text):
    changed = {("202223", "England", "Total", "Total", "absence_percent"): text}
    plan = take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=ABSENCE)
    assert ("England", "2022-23 AY") not in benchmarks(book)
    (finding,) = said(plan, "published-symbol")
    assert (finding.severity, finding.indicator, finding.period) == (Severity.WARNING, "vital/9.1", "2022-23 AY")
    assert (finding.sheet, finding.cell) == ("absence", "N2")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("N/A", Symbol.NOT_APPLICABLE),
        ("n/a", Symbol.NOT_APPLICABLE),
        (".", Symbol.NOT_APPLICABLE),
        ("..", Symbol.NOT_AVAILABLE),
        ("-", Symbol.NOT_APPLICABLE),
        ("C", Symbol.CONFIDENTIAL),
    ],
)
def test_that_an_old_symbol_is_read_and_said(book, tmp_path, text, symbol):
    changed = {("202223", "England", "Total", "Total", "absence_percent"): text}
    plan = take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=ABSENCE)
    assert benchmarks(book)["England", "2022-23 AY"] is symbol
    (finding,) = said(plan, "published-symbol")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("7.5%", Decimal("7.5"), "published-format"),
        ("1,234", Decimal(1234), "published-format"),
        ("1.5e-3", Decimal("0.0015"), "scale"),
        ("1.5e1", Decimal(15), ""),
        ("about six", None, "unmapped-text"),
    ],
)
def test_that_a_figure_in_other_dress_is_read_and_said(book, tmp_path, text, value, rule):
    changed = {("202223", "England", "Total", "Total", "absence_percent"): text}
    plan = take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=ABSENCE)
    assert benchmarks(book).get(("England", "2022-23 AY")) == value
    assert [f.rule for f in plan.findings] == ([rule] if rule else [])


def test_that_a_mean_leaves_out_councils_without_a_figure_and_names_them(book, tmp_path):
    changed = {("202223", "Plumstead", "Total", "Total", "absence_percent"): "c"}
    asked = AskedBenchmarks((("9.1", "absence_percent"),), (), ("Plumstead", "Framley", "Courcy", "Nowhere"))
    plan = take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=asked)
    (found,) = book.benchmarks("vital/9.1")
    assert found.value == Decimal("9.2")
    assert found.note == "Mean of 2 of 4: without Plumstead [c]."
    (finding,) = said(plan, "published-choice")
    assert finding.message == "1 place of this mean is not in the file: Nowhere."


def test_that_more_than_half_without_a_figure_give_no_mean(book, tmp_path):
    names = ("Plumstead", "Framley", "Courcy")
    changed = {("202223", name, "Total", "Total", "absence_percent"): "c" for name in names[:2]}
    asked = AskedBenchmarks((("9.1", "absence_percent"),), (), names)
    take(book, published(tmp_path / "absence.csv", (2022,), changed), benchmarks=asked)
    assert benchmarks(book) == {("Statistical neighbours", "2022-23 AY"): Symbol.NOT_AVAILABLE}


def without_totals(path: Path, years=(2021, 2022)) -> Path:
    path.write_text(text_of([row for row in rows(years) if row[10] != "Total"]), "utf-8")
    return path


def test_that_a_breakdown_without_a_total_has_to_be_said(book, tmp_path):
    plan = take(book, without_totals(tmp_path / "absence.csv"), benchmarks=ABSENCE)
    assert benchmarks(book) == {}
    first = said(plan, "published-choice")[0]
    assert first.message == (
        "There is more than one figure for 2021-22 academic year, 2022-23 academic year, and none of them is the total "
        "(sex: Female, Male). Nothing is taken for them."
    )
    assert first.advice == "Choose a value of sex for this benchmark."


def test_that_the_only_figure_of_a_year_is_not_taken_for_the_total_of_others(book, tmp_path):
    lines = [row for row in rows((2021, 2022)) if row[0] == "202122" or row[10] == "Female"]
    file = tmp_path / "absence.csv"
    file.write_text(text_of(lines), "utf-8")
    plan = take(book, file, benchmarks=ABSENCE)
    assert {period for _, period in benchmarks(book)} == {"2021-22 AY"}
    assert "2022-23 academic year" in said(plan, "published-choice")[0].message


def test_that_a_breakdown_of_one_value_is_no_choice(book, tmp_path):
    file = tmp_path / "absence.csv"
    file.write_text(text_of([row for row in rows((2021,)) if row[10] == "Female"]), "utf-8")
    take(book, file, benchmarks=ABSENCE)
    assert benchmarks(book)["England", "2021-22 AY"] == Decimal("2.110")


def test_that_a_group_of_breakdowns_follows_from_the_value_that_is_said(book, tmp_path):
    file = tmp_path / "absence.csv"
    groups = {"Total": "Total", "Female": "Sex", "Male": "Sex"}
    lines = [(*row[:10], groups[row[10]], *row[10:]) for row in rows((2021,))]
    file.write_text(text_of(lines, (*HEADINGS[:10], "topic", *HEADINGS[10:])), "utf-8")
    file.with_name("absence.meta.csv").write_text(META.replace("sex,Filter,Sex,,,,,", "sex,Filter,Sex,,,,,topic"))
    girls = AskedBenchmarks((("9.2", "pupils"),), (("England", "Girls"),), filters=(("sex", "Female"),))
    take(book, file, benchmarks=girls)
    take(book, file, benchmarks=AskedBenchmarks((("9.2", "pupils"),), (("England", "All"),)))
    assert benchmarks(book, "vital/9.2") == {
        ("Girls", "2021-22 AY"): Decimal(2110),
        ("All", "2021-22 AY"): Decimal(2100),
    }


def test_that_rows_that_say_one_thing_twice_are_one_and_that_say_two_are_none(book, tmp_path):
    lines = list(rows((2021, 2022)))
    again = [row for row in lines if row[2] == "National" and row[10:12] == ("Total", "Total")]
    other = (*again[1][:12], "1", "9.9")
    file = tmp_path / "absence.csv"
    file.write_text(text_of([*lines, again[0], other]), "utf-8")
    plan = take(book, file, benchmarks=ABSENCE)
    assert benchmarks(book)["England", "2021-22 AY"] == Decimal("2.100")
    assert ("England", "2022-23 AY") not in benchmarks(book)
    (finding,) = said(plan, "conflicting-values")
    assert "2.200 in row 83, 9.9 in row 165" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "said_"),
    [
        ("202122,Academic year", "202123,Academic year", "does not name two years that follow one another"),
        ("202122,Academic year", "2021/22,Academic year", "is not written in digits alone"),
        ("202122,Academic year", "202122,Termly", "none of the time identifiers"),
    ],
)
def test_that_a_period_that_breaks_the_rules_is_said_once_and_its_rows_left(book, tmp_path, old, new, said_):
    file = published(tmp_path / "absence.csv", (2021, 2022))
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    plan = take(book, file, benchmarks=ABSENCE)
    (finding,) = said(plan, "published-period")
    assert said_ in finding.message
    assert finding.cell == "A2"
    assert {period for _, period in benchmarks(book)} == {"2022-23 AY"}


def test_that_types_of_year_that_are_mixed_are_said(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2021, 2022))
    file.write_text(file.read_text("utf-8").replace("202122,Academic year", "202122,Financial year"), "utf-8")
    plan = take(book, file, benchmarks=ABSENCE)
    (finding,) = said(plan, "published-period")
    assert "by academic year and by financial year" in finding.message
    assert {period for _, period in benchmarks(book)} == {"2021-22", "2022-23 AY"}


def test_that_columns_that_must_be_there_are_missed(book, tmp_path):
    file = tmp_path / "absence.csv"
    lines = [(*row[:3], *row[5:]) for row in rows((2021,))]
    file.write_text(text_of(lines, (*HEADINGS[:3], *HEADINGS[5:])), "utf-8")
    plan = take(book, file, benchmarks=AskedBenchmarks((("9.1", "absence_percent"),), (("National", "England"),)))
    assert said(plan, "published-format")[0].message == (
        "The file has no column “country_code”, “country_name”, which every published file must have."
    )
    assert benchmarks(book) == {("England", "2021-22 AY"): Decimal("2.100")}


def test_that_a_place_at_two_levels_has_to_be_told_apart(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2021,))
    file.write_text(file.read_text("utf-8").replace("Mid Barset", "Barchester"), "utf-8")
    asked = AskedBenchmarks((("9.1", "absence_percent"),), (("Barchester", ""),))
    (finding,) = plan_import(book, [file], benchmarks=asked).findings
    assert finding.message.startswith("“Barchester” is a place at more than one level: Local authority, Regional.")
    told = AskedBenchmarks((("9.1", "absence_percent"),), (("Regional: Barchester", ""),))
    take(book, file, benchmarks=told)
    assert benchmarks(book) == {("Barchester", "2021-22 AY"): Decimal("3.100")}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            AskedBenchmarks((("9.1", "absence_percent"),), (("Barchestr", ""),)),
            "The file has no place “Barchestr”. It has Barchester. Nothing is taken for it.",
        ),
        (
            AskedBenchmarks((("9.1", "absence"),), (("England", ""),)),
            GONE.format("absence"),
        ),
        (
            AskedBenchmarks((("9.1", "absence_percent"),), (("England", ""),), filters=(("sex", "Girls"),)),
            "No row of the file has sex = “Girls”. Nothing is taken for this benchmark.",
        ),
    ],
)
def test_that_what_the_file_does_not_have_is_said(book, tmp_path, asked, message):
    plan = plan_import(book, [published(tmp_path / "absence.csv", (2021,))], benchmarks=asked)
    assert [finding.message for finding in plan.findings] == [message]
    assert plan.entries == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (AskedBenchmarks((("8.8", "pupils"),), (("England", ""),)), "No indicator is called “8.8”."),
        (AskedBenchmarks((("9.1", "pupils"),)), "Say whose figures are meant"),
        (AskedBenchmarks((), (("England", ""),)), "Say for which indicator"),
    ],
)
def test_that_what_cannot_be_meant_is_refused(book, tmp_path, asked, message):
    with pytest.raises(Refusal, match=message):
        plan_import(book, [published(tmp_path / "absence.csv", (2021,))], benchmarks=asked)


def test_that_the_benchmark_of_an_indicator_that_is_gone_is_said(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2021,))
    take(book, file, benchmarks=ABSENCE)
    gone = [r for r in book.records() if getattr(r, "indicator", getattr(r, "id", "")) == "vital/9.1"]
    book.apply([Change(record, None) for record in gone])
    plan = plan_import(book, [published(tmp_path / "absence.csv", (2022,))])
    assert {f.message for f in said(plan, "published-choice")} == {
        "The indicator that this benchmark was chosen for is not here any more. Nothing is taken for it."
    }
    assert plan.entries == ()


def test_that_fractions_and_unlike_units_are_doubted(book, tmp_path):
    lines = [(*row[:13], f"0.{row[12]}") for row in rows((2021, 2022))]
    file = tmp_path / "absence.csv"
    file.write_text(text_of(lines), "utf-8")
    (finding,) = said(
        plan_import(book, [file], benchmarks=AskedBenchmarks(ABSENCE.columns, (("England", ""),))), "scale"
    )
    assert "they may be fractions" in finding.message
    described = published(tmp_path / "described.csv", (2021,))
    wrong = AskedBenchmarks((("9.2", "absence_percent"),), (("England", ""),))
    (finding,) = said(plan_import(book, [described], benchmarks=wrong), "scale")
    assert finding.message == "“Absence rate” is a percentage, and the indicator is not."


def test_that_the_file_that_describes_another_is_told_to_be_one(book, tmp_path):
    file = published(tmp_path / "absence.csv", (2021,))
    with pytest.raises(Refusal, match="only says what the columns of a file of published figures hold"):
        plan_import(book, [file.with_name("absence.meta.csv")])
    plan = plan_import(book, [file, file.with_name("absence.meta.csv")], benchmarks=ABSENCE)
    assert plan.counts.added == 2


def test_that_a_file_that_is_too_large_is_declined_with_the_setting_to_change(book, tmp_path, monkeypatch):
    monkeypatch.setattr("scorecard_desktop.services.importer.limits_of", lambda _: _Small())
    with pytest.raises(Refusal, match=r"import\.published-mb"):
        plan_import(book, [published(tmp_path / "absence.csv", (2021,))])


class _Small:
    published_bytes = 100
