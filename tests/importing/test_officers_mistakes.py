"""One mistake in a sound workbook is one finding, at its cell; the same workbook without it has none."""

from pathlib import Path

import pytest

from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.services.importer import preview
from support.mistakes import MISTAKES, Mistake
from support.sound_workbooks import SOUND, Sheets
from support.tricky_workbooks import TRICKY
from support.workbooks import save


def findings(folder: Path, sheets: Sheets, merges=None) -> list[Finding]:
    """What is found once a workbook has been imported into a new store."""
    path = save(folder / "Barchester.xlsx", sheets, merges)
    book, _ = preview(folder / "none.scorecard", [path])
    return check(book)


@pytest.mark.parametrize("name", SOUND)
def test_that_nothing_is_found_in_a_sound_workbook(tmp_path, name):
    assert findings(tmp_path, SOUND[name]) == []


@pytest.mark.parametrize("name", TRICKY)
def test_that_nothing_is_found_in_what_only_looks_wrong(tmp_path, name):
    assert findings(tmp_path, TRICKY[name]) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.rule}: {m.why}")
def test_that_a_planted_mistake_is_found_once_at_its_cell(tmp_path, mistake: Mistake):
    found = findings(tmp_path, mistake.sheets(), mistake.merges)
    assert [(f.rule, f.severity.value, f.cell) for f in found] == [(mistake.rule, mistake.severity, mistake.cell)], (
        found
    )


def test_that_every_rule_that_a_workbook_can_break_has_a_mistake():
    planted = {mistake.rule for mistake in MISTAKES}
    assert planted >= {
        "ratio-mismatch", "scale", "jump", "casting", "score-mismatch", "tolerance-polarity", "polarity-doubt",
        "polarity-unknown", "duplicate-indicator", "conflicting-values", "period-order", "unmapped-text",
        "uncalculated", "out-of-range", "commentary-contradiction", "target-date-passed", "tolerance-zero-target",
        "sheet-rating", "sign-convention", "movement-mismatch",
    }  # fmt: skip
