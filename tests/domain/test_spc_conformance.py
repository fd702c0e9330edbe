"""Control charts against the conformance data of NHSRplotthedots and the rule text of Making Data Count."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.spc import (
    NHS_R,
    ControlChart,
    control_chart,
)
from scorecard_desktop.domain.spc_points import (
    in_threes,
    reach_back,
    run_ends,
    trend_ends,
    two_of_three,
)
from scorecard_desktop.services import spc as spc_service

LIMITS_WITHIN = Decimal("1e-8")
HIGH = Polarity.HIGH


def answer(given: object) -> dict[str, Any]:
    return spc_service.answer(given)


def cases(corpus: Path, name: str) -> Iterator[dict[str, Any]]:
    folder = corpus / "spc"
    if not folder.is_dir():
        pytest.skip("the corpus beside this checkout has no control-chart cases")
    found = json.loads((folder / f"{name}.json").read_text("utf-8"), parse_float=Decimal)["cases"]
    assert found
    yield from found


def chart(*values: str | int, polarity: Polarity = HIGH, **more: Any) -> ControlChart:
    return control_chart([Decimal(v) for v in values], polarity, **more)


def close(a: Any, b: Any) -> bool:
    return (a is None and b is None) or (
        a is not None and b is not None and abs(Decimal(a) - Decimal(b)) <= LIMITS_WITHIN
    )


def signs(values: list[Decimal]) -> list[int]:
    return [int(v.compare(Decimal(0))) for v in values]


def test_that_every_reference_run_has_the_same_limits_and_labels(corpus):
    seen = 0
    for case in cases(corpus, "reference_run_cases"):
        got = answer(case["input"])
        for field, expected in case["expected"].items():
            if field in ("mean", "lpl", "upl"):
                pairs = list(zip(expected, got[field], strict=True))
                assert all(close(a, b) for a, b in pairs), (case["id"], field, pairs)
            else:
                assert got[field] == expected, (case["id"], field)
            seen += 1
    assert seen >= 78 * 12


def test_that_figures_read_as_floats_chart_as_the_same_figures_read_as_decimals(corpus):
    text = (corpus / "spc" / "reference_run_cases.json").read_text("utf-8")
    for rough, exact in zip(json.loads(text)["cases"], json.loads(text, parse_float=Decimal)["cases"], strict=True):
        assert answer(rough["input"]) == answer(exact["input"])


def test_that_the_icons_are_those_of_the_conformance_data(corpus):
    for case in cases(corpus, "repo_asserted_icons"):
        got = answer(case["input"])
        assert {field: got[field] for field in case["expected"]} == case["expected"], case["id"]


def test_that_the_assurance_is_that_of_the_conformance_data(corpus):
    for case in cases(corpus, "repo_asserted_assurance"):
        assert answer(case["input"])["assurance_type"] == case["expected"], case


def test_that_the_printed_limits_of_the_snapshots_are_ours_rounded(corpus):
    for case in cases(corpus, "repo_snapshot_limits"):
        got = answer(case["input"])
        digits = 7 if "expected_7sf" in case else 3
        for field, expected in case[f"expected_{digits}sf"].items():
            found = got[field]
            if field in ("mean", "lpl", "upl"):
                assert f"{found[0]:.{digits}g}" == f"{expected:.{digits}g}", (case["id"], field)
            else:
                assert (found if isinstance(found, int) else found[0]) == expected, (case["id"], field)
        for field, expected in case.items():
            if field.startswith("sign_relative_to_mean_first"):
                assert got["relative_to_mean"][: len(expected)] == expected


def test_that_the_captions_of_the_screening_vignette_are_ours_rounded(corpus):
    screened, unscreened = cases(corpus, "repo_vignette_outlier_screening")
    for case in (screened, unscreened):
        got = answer(case["input"])
        for field, expected in case["expected_2dp"].items():
            assert round(got[field][0], 2) == pytest.approx(float(expected)), field
    types = answer(screened["input"])["point_type"]
    assert types == ["common_cause"] * 4 + ["special_cause_improvement"] + ["common_cause"] * 13


def test_that_rebases_and_short_segments_are_those_of_the_conformance_data(corpus):
    kinds = set()
    for case in cases(corpus, "repo_asserted_rebase_and_short_groups"):
        kind, given_, expected = case["kind"], case.get("input", {}), case.get("expected", [])
        kinds.add(kind)
        if kind == "rebase_flags":
            for name, dates in given_["series"].items():
                asked = given_["rebase_dates"]
                wanted = asked.get(name) if isinstance(asked, dict) else asked
                asking = {"values": list(range(len(dates))), "dates": dates, "rebase_dates": wanted}
                groups = answer(asking)["rebase_group"]
                flags = [int(now != before) for before, now in zip([0, *groups], groups, strict=False)]
                assert flags == expected[name]
        elif kind == "rebase_group":
            cuts = [at for at, flag in enumerate(given_["rebase_flags"]) if flag]
            found = chart(*range(len(expected)), rebases=cuts)
            assert [point.segment.number for point in found.points] == expected
        elif kind == "short_group":
            sizes = given_["group_sizes"]
            starts = [sum(sizes[:at]) for at in range(1, len(sizes))]
            choice = replace(NHS_R, firm_from=given_["threshold"])
            found = chart(*range(sum(sizes)), rebases=starts, settings=choice)
            assert [segment.provisional for segment in found.segments] == expected
    assert kinds == {"rebase_flags", "rebase_group", "short_group", "note"}


def test_that_each_rule_alone_flags_what_the_conformance_data_flags(corpus):
    names = set()
    for case in cases(corpus, "repo_asserted_rule_helpers"):
        name, given_ = case["function"].split(" (")[0].split("__")[0], case["input"]
        names.add(name)
        expected = case["expected"]
        near = [bool(n) for n in given_.get("close_to_limits", ())]
        got: list[Any]
        if name == "seven_points_one_side_of_mean":
            got = [abs(end) for end in run_ends(given_["sign_relative_to_mean"], 7)]
        elif name == "backfill_seven":
            got = [abs(part) for part in reach_back(given_["end_flags"], 7)]
        elif name == "seven_point_trend":
            got = trend_ends([Decimal(v) for v in given_["values"]], 7)
        elif "window_members" in case["function"]:
            got = in_threes(near, given_["sign_relative_to_mean"])
        else:
            assert "flagged_points" in case["function"]
            got = two_of_three(near, given_["sign_relative_to_mean"])
        assert [int(g) for g in got] == expected, case
    assert names == {"seven_points_one_side_of_mean", "backfill_seven", "seven_point_trend", "two_in_three"}


def test_that_two_of_three_follows_the_preset(corpus):
    for case in cases(corpus, "mdc_two_sigma_variant_cases"):
        values = [Decimal(v) for v in case["input"]["sigma_units_from_mean"]]
        sides = signs(values)
        beyond = [abs(v) > 2 for v in values]
        between = [2 < abs(v) < 3 for v in values]
        wanted = case["expected_flagged_by_two_of_three"]
        assert [int(f) for f in two_of_three(between, sides)] == wanted[
            "between_2_and_3_sigma_only__NHSRplotthedots_0_2_2"
        ]
        assert [int(f) for f in two_of_three(beyond, sides)] == wanted["all_beyond_2_sigma__MDC_announced_Nov_2023"]
