"""Where the header stands, how deep it is and how the columns are ordered makes no difference."""

import pytest
from hypothesis import HealthCheck, given, settings

from scorecard_desktop.importing import gather
from support.layouts import COLUMNS, Layout, layouts, stored, write


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return stored(Layout(), tmp_path_factory.mktemp("layouts") / "plain.xlsx")


def test_that_the_plain_layout_gives_every_record(expected):
    kinds = [record.record_kind for record in expected]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "scorecard": 1,
        "scorecard period": 4,
        "indicator": 5,
        "observation": 15,
        "target": 4,
        "tolerance": 2,
        "benchmark": 3,
        "commentary": 1,
    }


@pytest.mark.parametrize(
    "layout",
    [
        Layout(blank_rows=3, notes_above=3),
        Layout(order=COLUMNS[::-1], figures_at=3),
        Layout(two_rows=True),
        Layout(two_rows=True, merged=False),
        Layout(sections="merged rows"),
        Layout(sections="column"),
        Layout(sections="merged column", left_blank=1),
        Layout(percentages_as_text=True, numbers_as_text=True),
        Layout(repeated_header=True, notes_below=True),
    ],
    ids=repr,
)
def test_that_a_layout_stores_the_same(tmp_path, expected, layout):
    assert stored(layout, tmp_path / "varied.xlsx") == expected


@given(layout=layouts)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_every_layout_stores_the_same(tmp_path_factory, expected, layout):
    assert stored(layout, tmp_path_factory.mktemp("varied") / "varied.xlsx") == expected


@given(layout=layouts)
@settings(max_examples=20, deadline=None)
def test_that_no_layout_is_doubted(tmp_path_factory, layout):
    found = gather(write(layout, tmp_path_factory.mktemp("sure") / "sure.xlsx"))
    assert [table.confidence_words for table in found.tables] == ["sure"]
    assert {finding.rule for finding in found.findings} <= {"tolerance-note"}
