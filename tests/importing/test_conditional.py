"""What conditional formats show is read as the sheet shows it."""

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from scorecard_desktop.importing.gathering import read_workbook

RED, GREEN = "FFC7CE", "C6EFCE"


def _fill(colour: str) -> PatternFill:
    return PatternFill(bgColor=colour, fill_type="solid")


@pytest.fixture
def shown(tmp_path):
    """Write figures in B2:B5 beside targets in C2:C5 under some rules, and give the sheet as it is read."""

    def reading(*rules, values=(10, 20, 30, 40)):
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for row, value in enumerate(values, 2):
            sheet.cell(row, 2, value)
            sheet.cell(row, 3, 25)
        for rule in rules:
            sheet.conditional_formatting.add("B2:B5", rule)
        workbook.save(tmp_path / "rules.xlsx")
        found = read_workbook(tmp_path / "rules.xlsx").sheets[0]
        return [found.at(row, 2) for row in range(2, 6)]

    return reading


@pytest.mark.parametrize(
    ("operator", "formula", "coloured"),
    [
        ("lessThan", ["20"], [True, False, False, False]),
        ("greaterThanOrEqual", ["20"], [False, True, True, True]),
        ("between", ["15", "30"], [False, True, True, False]),
        ("notBetween", ["15", "30"], [True, False, False, True]),
        ("equal", ["2*(5+5)"], [False, True, False, False]),
        ("lessThan", ["$C2"], [True, True, False, False]),
        ("lessThan", ["C2*0.5"], [True, False, False, False]),
        ("lessThan", ["SUM(C2:C5)"], [False, False, False, False]),
    ],
)
def test_that_a_rule_on_the_figure_colours_those_that_it_is_true_of(shown, operator, formula, coloured):
    cells = shown(CellIsRule(operator=operator, formula=formula, fill=_fill(RED)))
    assert [cell.rule_fill == RED for cell in cells] == coloured
    assert {cell.fill for cell in cells} == {""}


@pytest.mark.parametrize(
    ("formula", "coloured"),
    [
        ("$B2<$C2", [True, True, False, False]),
        ("AND(B2>=20,NOT(B2>30))", [False, True, True, False]),
        ('OR(B2=10,$D2<>"")', [True, False, False, False]),
        ("B2-$C$2>-10%", [False, False, True, True]),
        ("INDIRECT(B2)=1", [False, False, False, False]),
        ("B2/0>1", [False, False, False, False]),
    ],
)
def test_that_a_formula_is_worked_out_for_each_cell(shown, formula, coloured):
    assert [bool(cell.rule_fill) for cell in shown(FormulaRule(formula=[formula], fill=_fill(RED)))] == coloured


def test_that_the_first_of_two_rules_holds(shown):
    cells = shown(
        CellIsRule(operator="lessThan", formula=["25"], fill=_fill(RED)),
        CellIsRule(operator="lessThan", formula=["35"], fill=_fill(GREEN)),
    )
    assert [cell.rule_fill for cell in cells] == [RED, RED, GREEN, ""]


def test_that_words_are_found_and_letters_coloured(shown):
    style = DifferentialStyle(font=Font(color="FF0000"))
    rule = Rule(type="containsText", operator="containsText", text="Red", formula=['NOT(ISERROR(SEARCH("Red",B2)))'])
    rule.dxf = style
    cells = shown(rule, values=("Red", "Amber", "rather red", "Green"))
    assert [cell.rule_colour for cell in cells] == ["FF0000", "", "FF0000", ""]


@pytest.mark.parametrize(
    ("name", "kind", "limits", "reverse", "icons"),
    [
        ("3TrafficLights1", "percent", [0, 33, 67], False, ["red", "amber", "amber", "green"]),
        ("3TrafficLights1", "num", [0, 20, 40], True, ["green", "amber", "amber", "red"]),
        ("3Arrows", "num", [0, 15, 35], False, ["down", "same", "same", "up"]),
        ("3Signs", "percentile", [0, 50, 100], False, ["red", "red", "amber", "green"]),
        ("5Rating", "percent", [0, 20, 40, 60, 80], False, ["", "", "", ""]),
    ],
)
def test_that_an_icon_says_what_it_shows(shown, name, kind, limits, reverse, icons):
    cells = shown(IconSetRule(name, kind, limits, reverse=reverse))
    assert [cell.icon for cell in cells] == icons


def test_that_figures_keep_their_values_under_rules(shown):
    cells = shown(IconSetRule("3Arrows", "num", [0, 15, 35]))
    assert [cell.value for cell in cells] == [Decimal(n) for n in (10, 20, 30, 40)]
