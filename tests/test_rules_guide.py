"""docs/rules.md: every worked example of the officers' page, word for word, and that the page leaves no rule out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scorecard_desktop.domain.named_setting import NamedSetting
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.rules.listed import RULES
from scorecard_desktop.domain.settings import SETTINGS
from scorecard_desktop.domain.spc_points import Cause
from support import guide_budget, guide_figures, guide_followed, guide_public, guide_published, guide_tables
from support.worked_examples import Example, Facts, examples

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
TEXT = PAGE.read_text("utf-8")
EXAMPLES = list(examples(PAGE))


BY_ROW: dict[str, Callable[[Facts], dict[str, str]]] = {
    "what a cell says": guide_figures.typed,
    "a figure shown": guide_figures.rounded,
    "a column heading": guide_figures.heading,
    "which way is good": guide_figures.polarity,
    "a target": guide_figures.target,
    "a rating": guide_figures.rating,
    "direction of travel": guide_figures.rating,
    "exceptions": guide_figures.rating,
    "a control chart": guide_figures.chart,
    "the year end": guide_figures.year_end,
    "small numbers": guide_figures.chance,
    "a forecast": guide_figures.forecast,
    "a figure made of others": guide_figures.derived,
    "the period of a published row": guide_published.period,
    "a published cell": guide_published.cell,
    "statistical neighbours": guide_published.neighbours,
    "a finding": guide_tables.finding,
    "a restatement": guide_tables.restatement,
    "a risk": guide_tables.risk,
    "something to be done": guide_followed.followed,
    "an amount of money": guide_budget.money,
}
BY_TABLE: dict[str, Callable[[Example], list[dict[str, str]]]] = {
    "a budget table": guide_tables.budget,
    "a budget in May and June": guide_budget.months,
    "a table of balances": guide_budget.balances,
    "rows of a scorecard": guide_tables.rows,
    "a worksheet": guide_tables.worksheet,
    "two reviews of a risk": guide_tables.reviews,
    "the risks of a register": guide_followed.register,
    "a public version": guide_public.version,
}


def said(example: Example) -> Iterator[tuple[int, dict[str, str]]]:
    """What the program says of each row; a fact or a column that nothing reads is a slip of the page."""
    if example.kind in BY_TABLE:
        yield from enumerate(BY_TABLE[example.kind](example))
        return
    for at in range(len(example.rows)):
        facts = example.facts_of(at)
        found = BY_ROW[example.kind](facts)
        assert not facts.unread - found.keys(), f"nothing reads {facts.unread - found.keys()}"
        yield at, found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"line {e.line}: {e.kind}")
def test_that_the_page_says_what_the_program_says(example):
    compared = 0
    for at, found in said(example):
        for name, expected in example.row(at).items():
            if name.casefold() in found:
                where = f"docs/rules.md, example at line {example.line}, row {at + 1}, {name}"
                assert expected == found[name.casefold()], where
                compared += 1
    assert compared >= len(example.rows)


def test_that_every_example_is_of_a_kind_that_runs():
    begun = len(re.findall(r"^\*\*Example", TEXT, re.MULTILINE))
    assert begun == len(EXAMPLES)
    kinds = {example.kind for example in EXAMPLES}
    assert kinds == BY_ROW.keys() | BY_TABLE.keys()


def anchor(heading: str) -> str:
    """How a page of Markdown is linked to."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def test_that_the_contents_name_every_section_in_order():
    headings = re.findall(r"^(##|###) (.+)$", TEXT, re.MULTILINE)
    listed = re.findall(r"^( *)- \[(.+?)\]\(#(.+?)\)$", TEXT, re.MULTILINE)
    assert [(len(level), title) for level, title in headings if title != "Contents"] == [
        (2 + len(indent) // 2, title) for indent, title, _ in listed
    ]
    assert all(link == anchor(title) for _, title, link in listed)


def section_of(rule: str) -> str:
    """The section that names a rule at its beginning."""
    sections = re.split(r"^###? .+$", TEXT, flags=re.MULTILINE)
    return next(section for section in sections if re.match(rf"\s*`{rule}`|\s*`unmapped-text` and `{rule}`", section))


FAMILIES = {
    "comparator-scale": "scale",
    "category-casting": "casting",
    "derived-casting": "casting",
    "area-casting": "casting",
    "period-casting": "casting",
    "risk-out-of-range": "out-of-range",
    "duplicate-risk": "duplicate-indicator",
    "recommendation-overdue": "target-date-passed",
    "task-overdue": "target-date-passed",
    "milestone-overdue": "target-date-passed",
    "action-overdue": "target-date-passed",
    "unusable-setting": "setting",
}
RULE_NAMES = {FAMILIES.get(name, name) for name in (rule.__name__.replace("_", "-") for rule in RULES)}
FOUND_ELSEWHERE = {"unmapped-text", "uncalculated", "restated"}
"""What is found in a workbook itself, or against a published pack."""


@pytest.mark.parametrize("rule", sorted(RULE_NAMES | FOUND_ELSEWHERE))
def test_that_each_finding_has_a_section_and_an_example_that_finds_it(rule):
    begins = TEXT[: TEXT.index(section_of(rule))].count("\n")
    ends = begins + section_of(rule).count("\n")
    own = [example for example in EXAMPLES if begins < example.line <= ends]
    found = [example.row(at)["Finding"] for example in own for at in range(len(example.rows))]
    assert any(text not in ("none", "–") for text in found)


@pytest.mark.parametrize("symbol", Symbol)
def test_that_each_symbol_is_explained(symbol):
    assert re.search(rf"`{re.escape(symbol.shorthand)}`[^\n]*{re.escape(symbol.meaning)}", TEXT)


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.COMMON])
def test_that_each_special_cause_is_shown(cause):
    assert f"{cause.value}." in TEXT


def test_that_the_table_of_settings_is_that_of_the_program():
    def line(setting: NamedSetting[Any]) -> str:
        held = ", ".join(scope.value for scope in reversed(setting.scopes))
        return f"| `{setting.name}` | {setting.meaning} | {setting.entry.words} | {setting.default or '–'} | {held} |"

    table = TEXT[TEXT.index("| Setting | What it decides |") :].splitlines()[2:]
    assert table == [line(setting) for setting in SETTINGS.values()]
