"""Files of published statistics: their periods, and what stands in place of a figure, by the DfE's own rules."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from scorecard_desktop.domain import published
from scorecard_desktop.domain.published import is_total, mixed_year_types, published_period, year_type

CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or Path(__file__).resolve().parents[2].parent / "shared" / "corpus")
RULES = CORPUS / "ees_format_rules.json"

written = pytest.mark.skipif(not RULES.exists(), reason="the DfE's rules are not in the corpus here")


def rules() -> dict[str, Any]:
    return json.loads(RULES.read_text("utf-8"))


def cases() -> list[dict[str, Any]]:
    return list(rules()["time_period_cases"]) if RULES.exists() else []


@pytest.mark.parametrize(
    ("time_period", "identifier", "code"),
    [
        ("201718", "Academic year", "2017-18 AY"),
        ("2017", "July", "2017-07"),
        ("201718", "Financial year Q2", "2017-18 Q2"),
        ("199900", "Financial year", "1999-00"),
        ("201112", "Financial year", "2011-12 FY"),
        ("2017", "Calendar year", "2017"),
        ("2017", "Reporting year", "2017"),
        ("201718", "Tax year", "2017-18"),
        ("201718", "Part 1 (April to September)", "2017-18 H1"),
        ("201718", "Part 2 (October to March)", "2017-18 H2"),
        ("201718", "Autumn term", "2017-18 Autumn"),
        ("201718", "Summer term", "2017-18 Summer"),
        ("201718", "Autumn and spring term", "2017-18 Two terms"),
        ("2024", "Week 7", "2024-02-18"),
        (" 201718 ", "academic  Year", "2017-18 AY"),
    ],
)
def test_that_a_time_period_with_its_identifier_is_a_period_of_ours(time_period, identifier, code):
    assert published_period(time_period, identifier).code == code


@pytest.mark.parametrize(
    ("time_period", "identifier", "said"),
    [
        ("201619", "Academic year", "“201619” does not name two years that follow one another, as 201819 does."),
        ("2017/18", "Financial year", "“2017/18” is not written in digits alone, as 2018 and 201819 are."),
        ("2017-18", "Financial year", "“2017-18” is not written in digits alone, as 2018 and 201819 are."),
        ("٢٠١٧", "Calendar year", "“٢٠١٧” is not written in digits alone, as 2018 and 201819 are."),
        ("201718", "Calendar year", "“201718” has 6 digits; for Calendar year it is 4, as in 2018."),
        ("2017", "Academic year", "“2017” has 4 digits; for Academic year it is 6, as in 201819."),
        ("2017", "Week 53", "“Week 53” is none of the time identifiers that may be used."),
        ("0000", "Calendar year", "“0000” is no year."),
        ("", "July", "“” is not written in digits alone, as 2018 and 201819 are."),
    ],
)
def test_that_a_time_period_that_breaks_the_rules_says_which(time_period, identifier, said):
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.") + "$"):
        published_period(time_period, identifier)


@written
@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['time_period']} {case['time_identifier']}")
def test_that_every_case_of_the_rules_is_held_to(case):
    if case["valid"]:
        published_period(case["time_period"], case["time_identifier"])
    else:
        with pytest.raises(ValueError, match="“"):
            published_period(case["time_period"], case["time_identifier"])


@written
def test_that_every_identifier_of_the_rules_is_a_period():
    for digits, identifiers in rules()["time_identifiers"].items():
        for identifier in identifiers:
            published_period("2018" if digits == "4_digits" else "201819", identifier)
            assert year_type(identifier)


@written
def test_that_columns_units_and_symbols_are_those_of_the_rules():
    known = rules()
    assert list(published.REQUIRED_COLUMNS) == known["required_data_columns"]
    assert list(published.REQUIRED_META_COLUMNS) == known["required_meta_columns"]
    assert list(published.META_UNITS) == known["indicator_units"]
    assert set(published.SYMBOLS) == {*known["symbols"], "k"}
    assert {*known["legacy_symbols_rejected"], *known["null_like_rejected"]} == published.REJECTED
    assert set(published.LEGACY) == set(known["legacy_warn"])


def test_that_types_of_years_may_not_be_mixed():
    assert mixed_year_types(["Academic year", "Autumn term", "Spring term"]) == ()
    assert mixed_year_types(["Calendar year", "July", "Week 3"]) == ()
    assert mixed_year_types(["Academic year", "Financial year Q1"]) == ("academic year", "financial year")
    assert mixed_year_types(["Nonsense", "July"]) == ()


@pytest.mark.parametrize("value", ["Total", "total", "All", "All pupils", "Total (all reasons)", "Grand total"])
def test_that_the_whole_is_known_by_its_words(value):
    assert is_total(value)


@pytest.mark.parametrize("value", ["Female", "", "Subtotally", "Alliance", "Allotment"])
def test_that_a_part_is_not_taken_for_the_whole(value):
    assert not is_total(value)
