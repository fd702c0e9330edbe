"""Our samples in other layouts give the very records that they give as they are."""

import random

import pytest

from support.rewriting import Layout, any_layout, stored_from, told
from support.sample_tables import NAMES, first_difference, stored

EACH = [
    Layout(rows_above=3, columns_before=2),
    Layout(blank_rows=2, blank_column=True),
    Layout(header="flat"),
    Layout(header="two deep"),
    Layout(header="two deep merged"),
    Layout(sections="rows"),
    Layout(sections="bold rows"),
    Layout(sections="merged rows"),
    Layout(sections="column"),
    Layout(sections="merged column"),
    Layout(other_words=1, shuffled=7),
    Layout(other_words=2, other_periods="dates"),
    Layout(other_words=3, other_periods="codes"),
    Layout(other_periods="words"),
    Layout(typed_as_text=True),
    Layout(notes_above=2, notes_below=3, repeated_header=True),
    Layout(turned=True),
    Layout(turned=True, typed_as_text=True, other_periods="dates"),
    Layout(rows_for="periods"),
    Layout(rows_for="periods", other_words=1, other_periods="dates", shuffled=3),
    Layout(rows_for="data types"),
    Layout(rows_for="data types", other_periods="words", columns_before=2, typed_as_text=True),
]


@pytest.mark.parametrize("name", NAMES)
def test_that_a_sample_written_as_it_is_gives_what_it_gave(name):
    assert stored_from(name, Layout()) == stored(name), first_difference(stored(name), stored_from(name, Layout()))


@pytest.mark.parametrize("layout", EACH, ids=told)
@pytest.mark.parametrize("name", NAMES)
def test_that_one_thing_done_otherwise_makes_no_difference(name, layout):
    found = stored_from(name, layout)
    assert found == stored(name), first_difference(stored(name), found)


@pytest.mark.parametrize("seed", range(120))
def test_that_any_layout_makes_no_difference(seed):
    layout = any_layout(random.Random(seed))
    name = NAMES[seed % len(NAMES)]
    found = stored_from(name, layout)
    assert found == stored(name), f"{name}, {told(layout)}:\n{first_difference(stored(name), found)}"
