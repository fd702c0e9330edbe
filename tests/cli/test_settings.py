"""The settings by the command: listed, shown, entered, taken out, and words taught."""

import pytest


@pytest.fixture
def card(run, store) -> str:
    return next(row["scorecard"] for row in run("--store", store, "rate", "--json").json)


def test_that_the_settings_are_listed_with_what_holds_and_where_it_is_from(run, store):
    rows = run("--store", store, "settings", "--json").json
    assert len(rows) > 25
    (dead_band,) = [row for row in rows if row["name"] == "dead-band"]
    assert dead_band == {
        "name": "dead-band",
        "title": "Dead band",
        "group": "Direction of travel",
        "meaning": "How far a figure may move, in the indicator’s own unit, and still count as the same.",
        "entry": "a number, 0 or more",
        "default": "0",
        "in_force": "0",
        "from": "the default",
        "held": None,
        "scopes": ["council", "scorecard", "indicator"],
    }
    said = run("--store", store, "settings")
    assert said.out.startswith("The whole council:\n")
    assert "Size of the risk matrix" in said.out


def test_that_a_setting_is_entered_inherited_and_taken_out(run, store, card):
    assert run("--store", store, "settings", "dead-band", "0.5", "--scorecard", card, "--json").json["from"] == card
    row = next(row for row in run("--store", store, "rate", "--json").json if row["scorecard"] == card)
    of_one = run(
        "--store", store, "settings", "dead-band", "--scorecard", card, "--indicator", row["indicator"], "--json"
    )
    assert (of_one.json["in_force"], of_one.json["from"], of_one.json["held"]) == ("0.5", card, None)
    said = run("--store", store, "settings", "dead-band", "--scorecard", card, "--remove")
    assert (said.code, said.out.splitlines()[0]) == (0, "dead-band: 0 (from the default)")


def test_that_words_are_taught(run, store):
    said = run("--store", store, "settings", "--word", "withheld=[c]", "--word", "no cases = z", "--json")
    assert said.json["held"] == "withheld = [c]; no cases = [z]"


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("dead-band", "-1"), "it must be a number, 0 or more"),
        (("dead-bend",), "Perhaps dead-band is meant."),
        (("dead-band", "1", "--scorecard", "Nowhere"), "There is no scorecard “Nowhere”"),
        (("dead-band", "1", "--remove"), "Say which setting to take out"),
        (("--remove",), "Say which setting to take out"),
        (("--word", "withheld"), "does not say what words stand for"),
        (("--word", "withheld=[q]"), "does not say what words stand for"),
        (("--word", "withheld=[e]"), "beside a figure"),
        (("--word", "withheld=[c]", "--word", "est=[e]"), "beside a figure"),
    ],
)
def test_that_what_cannot_be_done_is_refused_in_a_line(refused, store, words, about):
    refused("--store", store, "settings", *words, about=about)
