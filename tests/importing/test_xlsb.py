"""Binary workbooks: values and number formats, and nothing believed of their size."""

from collections.abc import Sequence

import pytest

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.gathering import read_workbook
from support.workbooks import percent
from support.xlsb import save_xlsb

ROWS: Sequence[Sequence[object]] = [
    ["Indicator", "Apr 18", "May 18", "Target"],
    ["Plans agreed in time", percent(0.93), percent(0.914), percent(0.9)],
]


def test_that_percentages_and_numbers_are_read(tmp_path):
    found = gather(save_xlsb(tmp_path / "plans.xlsb", ROWS))
    values = [f"{record.value}" for record in found.records if isinstance(record, Observation)]
    assert values == ["93", "91.4"]
    assert [finding.rule for finding in found.findings if finding.rule == "fills-not-read"] == ["fills-not-read"]


def test_that_cells_show_their_formats(tmp_path):
    sheet = read_workbook(save_xlsb(tmp_path / "plans.xlsb", ROWS)).sheets[0]
    assert [sheet.at(2, column).text for column in (1, 2, 3, 4)] == ["Plans agreed in time", "93.0%", "91.4%", "90.0%"]


def test_that_cells_too_far_apart_to_be_laid_out_are_refused(tmp_path):
    rows: Sequence[Sequence[object]] = [["a"], *[[] for _ in range(9998)], [*[None] * 999, "b"]]
    far = save_xlsb(tmp_path / "far.xlsb", rows)
    with pytest.raises(Refusal, match=r"far\.xlsb has more than"):
        gather(far)


def test_that_a_cut_off_part_is_damaged(tmp_path):
    path = save_xlsb(tmp_path / "plans.xlsb", ROWS)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(Refusal, match="damaged"):
        gather(path)
