"""Every finding on every workbook of the corpus, by rule, severity and cell, each read against its sheet and its paper.

A finding that is not in this table is false, or was overlooked: read it before adding it.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from scorecard_desktop.cli import main
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.services.importer import import_into

Told = tuple[str, str, str, str]
"""Rule, severity, sheet and cell."""

EAST = "cheshire-east-scorecard-2017-18-q2.xlsx"
MI = "norfolk-mi-county-2018-04.xlsx"
BUDGET = "norfolk-revenue-budget-2018-19-m2.xlsx"
RISKS = "norfolk-risk-register-2018-07.xlsx"
VITAL_SIGNS = "norfolk-vital-signs-2018-04.xlsx"
NARRATIVE = "suffolk-narrative-2017-18.xlsx"


def at(rule: str, severity: str, sheet: str, cells: str) -> list[Told]:
    return [(rule, severity, sheet, cell) for cell in cells.split()]


IN_THE_SHEET: dict[str, list[Told]] = {
    EAST: [
        # a range where a figure is due, and words behind a figure
        *at("unmapped-text", "warning", "Q2 2017-18", "G52 I52 G74 H74 I74 J74 H75 G83"),
        # words merged over several figures
        *at("unmapped-text", "note", "Q2 2017-18", "H25 H26"),
        # a target in words
        *at("unmapped-text", "note", "Q2 2017-18", "F84"),
        # a number by its name, and percentages by its figures
        *at("scale", "note", "Q2 2017-18", "B19"),
    ],
    MI: [],
    BUDGET: [
        # a misprint in a heading: under (1)
        *at("sign-convention", "note", "General Fund", "D3"),
        *at("sign-convention", "note", "DSG High Needs", "D3"),
    ],
    RISKS: [],
    VITAL_SIGNS: [
        # a count of 71 that was published as 7100.0%
        *at("scale", "error", "Quarterly-Termly", "O14"),
        # how far amber reaches, by the sheet's own note
        *at("tolerance-note", "note", "Monthly", "A3"),
        *at("tolerance-note", "note", "Quarterly-Termly", "A3"),
    ],
    NARRATIVE: [],
}
"""What an import finds."""

BY_THE_RULES: dict[str, list[Told]] = {
    EAST: [
        # which way is good is left blank: where a target waits for it, and where only the travel does
        *at("polarity-unknown", "warning", "Q2 2017-18", "B16 B17 B23 B24"),
        *at("polarity-unknown", "note", "Q2 2017-18", "B6 B7 B8 B9 B13 B14 B20 B36 B50 B51 B69 B70 B71 B77"),
        *at("polarity-unknown", "note", "Q2 2017-18", "B82 B84 B85 B86"),
        # a target of nought, of which the council's tolerance is a percentage
        *at("tolerance-zero-target", "warning", "Q2 2017-18", "F19"),
    ],
    MI: [
        # red 30 and green 35 where lower is better
        *at("tolerance-polarity", "error", "County", "N48"),
        # in April the year to date is April's figure: so it is in every other row
        *at("conflicting-values", "warning", "County", "J19"),
    ],
    BUDGET: at("casting", "error", "General Fund", "C12"),
    RISKS: [],
    VITAL_SIGNS: [
        *at("ratio-mismatch", "error", "Monthly", "E9 F9 C11 D11 E11 F11 E15 F15 G15 H15 I15 J15 K15 G21"),
        *at("polarity-doubt", "warning", "Quarterly-Termly", "A14"),
    ],
    NARRATIVE: [],
}
"""What the rules find in what was imported."""

ALL = sorted(IN_THE_SHEET)


def told(findings: Iterable[Finding]) -> Counter[tuple[str, Told]]:
    return Counter((f.file, (f.rule, f.severity.value, f.sheet, f.cell)) for f in findings)


def expected(names: Iterable[str], *tables: dict[str, list[Told]]) -> Counter[tuple[str, Told]]:
    return Counter((name, one) for name in names for table in tables for one in table[name])


@pytest.mark.parametrize("name", ALL)
def test_that_each_workbook_alone_has_its_findings_and_no_other(corpus, tmp_path, name):
    book, plan = import_into(tmp_path / "s.scorecard", [corpus / name])
    assert told(plan.findings) == expected([name], IN_THE_SHEET)
    assert told(check(book)) == expected([name], IN_THE_SHEET, BY_THE_RULES)


@pytest.mark.parametrize("names", [ALL, ALL[::-1]], ids=["in order", "backwards"])
def test_that_all_together_have_the_same_whichever_comes_first(corpus, tmp_path, names):
    book, plan = import_into(tmp_path / "s.scorecard", [corpus / name for name in names])
    assert told(plan.findings) == expected(ALL, IN_THE_SHEET)
    assert told(check(book)) == expected(ALL, IN_THE_SHEET, BY_THE_RULES)


def test_that_one_after_another_and_once_more_they_have_the_same(corpus, tmp_path):
    store = tmp_path / "s.scorecard"
    for name in [*ALL, *ALL]:
        book, _ = import_into(store, [corpus / name])
    assert told(check(book)) == expected(ALL, IN_THE_SHEET, BY_THE_RULES)


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    main([str(word) for word in words])
    return json.loads(capsys.readouterr().out)


def test_that_the_command_says_the_same_and_every_line_can_be_acted_on(corpus, tmp_path, capsys):
    store = tmp_path / "s.scorecard"
    imported = printed(capsys, "--store", store, "import", "--json", *(corpus / name for name in ALL))["findings"]
    checked = printed(capsys, "--store", store, "check", "--json")

    def counted(lines: list[dict[str, str]]) -> Counter[tuple[str, Told]]:
        return Counter((x["file"], (x["rule"], x["severity"], x["sheet"], x["cell"])) for x in lines)

    assert counted(imported) == expected(ALL, IN_THE_SHEET)
    assert counted(checked) == expected(ALL, IN_THE_SHEET, BY_THE_RULES)
    for line in [*imported, *checked]:
        assert line["message"].endswith("."), line
        assert line["advice"].endswith("."), line
        assert line["subject"], line
        assert Path(line["file"]).name == line["file"]


def test_that_the_general_fund_names_both_totals_and_the_reserves_are_silent(corpus, tmp_path):
    book, _ = import_into(tmp_path / "s.scorecard", [corpus / BUDGET])
    (wrong,) = [finding for finding in check(book) if finding.rule == "casting"]
    assert "£185.948m" in wrong.message
    assert "£185.308m" in wrong.message
    assert not [finding for finding in check(book) if finding.sheet == "Reserves"]
