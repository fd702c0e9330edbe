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


def test_that_cells_show_their_formats(tmp_path):
    sheet = read_workbook(save_xlsb(tmp_path / "plans.xlsb", ROWS)).sheets[0]
    assert [sheet.at(2, column).text for column in (1, 2, 3, 4)] == ["Plans agreed in time", "93.0%", "91.4%", "90.0%"]


def test_that_cells_far_apart_are_read_at_once(tmp_path):
    far = save_xlsb(tmp_path / "far.xlsb", [["b"]], at=(1_048_576, 16_384))
    assert list(read_workbook(far).sheets[0].cells) == [(1_048_576, 16_384)]


def test_that_a_cut_off_part_is_damaged(tmp_path):
    path = save_xlsb(tmp_path / "plans.xlsb", ROWS)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(Refusal, match="damaged"):
        gather(path)
