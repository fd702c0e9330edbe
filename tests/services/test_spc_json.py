"""Series given as JSON: what is read, what is answered, and what is refused in plain words."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.services.spc import answer, answers, read_series

STEADY = [80, 82] * 7


def labels(found: dict[str, object]) -> list[str]:
    given_labels = found["special_cause_type"]
    assert isinstance(given_labels, list)
    return given_labels


def test_that_one_series_gives_one_answer_and_a_list_gives_a_list():
    one = {"values": STEADY}
    alone = answers(json.dumps(one))
    assert answers(json.dumps([one, one])) == [alone, alone]
    assert answers("[]") == []


def test_that_an_answer_is_json_with_an_entry_a_point():
    found = answer(
        {"id": "5.4", "values": STEADY, "dates": [f"2017-{m:02d}" for m in range(1, 13)] + ["2018-01", "2018-02"]}
    )
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    lists = {name for name, value in found.items() if isinstance(value, list)} - {"notes"}
    assert {len(found[name]) for name in lists} == {14}  # type: ignore[arg-type]
    assert (found["id"], found["settings"], found["n"], found["notes"]) == ("5.4", "NHS-R", 14, [])


def test_that_points_are_put_in_the_order_of_their_dates():
    found = answer({"values": [3, 1, 2], "dates": ["2018-03", "2018-01", "2018-02-28"], "rebase_dates": ["2018-02"]})
    assert found["dates"] == ["2018-01", "2018-02-28", "2018-03"]
    assert found["relative_to_mean"] == [0, -1, 1]
    assert found["rebase_group"] == [0, 1, 1]


def test_that_a_point_without_a_figure_is_left_out_and_said():
    found = answer({"values": [1, None, 2], "dates": ["2018-01", "2018-02", "2018-03"]})
    assert found["dates"] == ["2018-01", "2018-03"]
    assert "1 without a figure left out." in found["notes"]  # type: ignore[operator]


def test_that_what_was_not_used_is_said():
    found = answer(
        {
            "values": STEADY,
            "dates": [f"2018-01-{d:02d}" for d in range(1, 15)],
            "rebase_dates": ["2017-01-01"],
            "colour": "red",
        }
    )
    assert found["notes"] == [
        "“colour” is not known here and was not used.",
        "No point is dated 2017-01-01, so there is no rebase there.",
    ]


def test_that_a_single_figure_has_null_limits_rather_than_false_ones():
    found = answer({"values": [5]})
    for field in ("lpl", "upl", "nlpl", "nupl", "outside_limits", "close_to_limits"):
        assert found[field] == [None]
    assert (found["mean"], found["special_cause_type"], found["short_group_warning"]) == (
        [5.0],
        ["Common Cause"],
        [True],
    )


def test_that_a_constant_series_answers_with_limits_at_its_mean():
    found = answer({"values": [4] * 13, "target": 5})
    assert found["lpl"] == found["upl"] == found["mean"] == [4.0] * 13
    assert found["outside_limits"] == [False] * 13
    assert found["assurance_type"] == "consistent_fail"


def test_that_a_preset_and_a_trend_length_can_be_asked_for():
    rising = [50, 49, 51, 50, 49, 50, 51, 50, 46, 47, 48, 49, 50, 51]
    six = answer({"values": rising, "preset": "MDC Excel", "trend_length": 6})
    assert labels(six)[-6:] == ["6 Point Trend (Increasing)"] * 6
    seven = answer({"values": rising, "preset": "MDC Excel"})
    assert seven["settings"] == "MDC Excel"
    assert not any("Trend" in label for label in labels(seven))
    screened = answer({"values": rising, "preset": "MDC Excel", "screen_outliers": True})
    assert screened["settings"] == "MDC Excel, outliers screened"


def test_that_a_null_is_as_good_as_not_said():
    unsaid = ["dates", "improvement_direction", "rebase_dates", "fix_after_n_points", "target", "screen_outliers"]
    nulls = dict.fromkeys([*unsaid, "preset", "trend_length"])
    assert answer({"values": STEADY, **nulls}) == answer({"values": STEADY})


def test_that_figures_are_read_exactly_as_written():
    assert [p.value for p in read_series({"values": [0.1, 2, Decimal("0.30")]}).chart.points] == [
        Decimal("0.1"),
        Decimal(2),
        Decimal("0.30"),
    ]


def test_that_the_improvement_direction_is_increase_unless_said():
    values = [*STEADY, 99]
    assert answer({"values": values})["variation_icon"] == "improvement_high"
    assert answer({"values": values, "improvement_direction": "decrease"})["variation_icon"] == "concern_high"
    assert answer({"values": values, "improvement_direction": "neutral"})["variation_icon"] == "neutral_high"


def test_that_known_limits_answer_for_their_target():
    given_ = {"id": "a", "lpl": 1, "upl": 3, "target": 4, "improvement_direction": "increase"}
    assert answer(given_) == {"id": "a", "assurance_type": "consistent_fail", "assurance_icon": "fail"}
    assert read_series({"values": STEADY}).chart.assurance is Assurance.NONE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('"words"', "A series is an object"),
        ("{}", "no list of “values”"),
        ('{"values": 5}', "no list of “values”"),
        ('{"values": [1, "2"]}', '“values” holds "2", which is not a number'),
        ('{"values": [true]}', "which is not a number"),
        ('{"values": [NaN]}', "cannot be charted"),
        ('{"values": [1e400]}', "cannot be charted"),
        ('{"values": [1, 2], "dates": ["2018-01"]}', "2 values and 1 dates"),
        ('{"values": [1, 2], "dates": ["2018-01", "2018-01-31"]}', "the same date"),
        ('{"values": [1], "dates": ["soon"]}', "“soon” is not a date"),
        ('{"values": [1], "rebase_dates": ["2018-01"]}', "needs its dates"),
        ('{"values": [1], "improvement_direction": "up"}', "no direction of improvement"),
        ('{"values": [1], "fix_after_n_points": 11}', "12 points or more"),
        ('{"values": [1], "fix_after_n_points": 12.5}', "whole number"),
        ('{"values": [1], "trend_length": 5}', "6 or 7"),
        ('{"values": [1], "trend_length": 0}', "6 or 7"),
        ('{"values": [1], "preset": "Excel"}', "there are NHS-R and MDC Excel"),
        ('{"values": [1], "preset": []}', "“[]” is no preset"),
        ('{"values": [1], "screen_outliers": "yes"}', "true or false"),
        ('{"values": [1], "target": "90%"}', "not a number"),
        ('{"lpl": 1}', "“upl” holds null"),
        ('{"rebase_segments_in_time_order": []}', "A segment is an object"),
        ('[{"values": [1]}, {}]', "Series 2: "),
    ],
)
def test_that_what_cannot_be_charted_is_refused_in_one_plain_line(text, words):
    with pytest.raises(Refusal) as refused:
        answers(text)
    assert words in refused.value.message
    assert "\n" not in refused.value.message


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["values", "dates", "target", "rebase_dates", "preset", "lpl", "upl", "trend_length", "id"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_that_any_json_is_either_answered_in_json_or_refused(given_):
    with suppress(Refusal):
        json.dumps(answers(json.dumps(given_)), allow_nan=False)
