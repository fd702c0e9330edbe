from decimal import Decimal

import pytest

from scorecard_desktop.domain.exceptions import Criterion, ExceptionSettings, exception_reasons
from scorecard_desktop.domain.rag import Rag


def met(rag=Rag.GREEN, shortfall=None, worse=0, settings=None, *, budget=False, risks=()):
    found = exception_reasons(
        rag,
        None if shortfall is None else Decimal(shortfall),
        worse,
        settings or ExceptionSettings(),
        frequency="months",
        affects_budget=budget,
        affects_risks=risks,
    )
    return [reason.criterion.value for reason in found]


@pytest.mark.parametrize(
    ("facts", "criteria"),
    [
        ({}, []),
        ({"rag": Rag.RED}, ["red"]),
        ({"rag": Rag.AMBER}, []),
        ({"shortfall": "5"}, ["variance"]),
        ({"shortfall": "4.99"}, []),
        ({"shortfall": "-20"}, []),
        ({"worse": 3}, ["deteriorating"]),
        ({"worse": 4}, ["deteriorating"]),
        ({"worse": 2}, []),
        ({"budget": True}, ["budget"]),
        ({"risks": ("RM1",)}, ["risk"]),
        (
            {"rag": Rag.RED, "shortfall": "21", "worse": 3, "budget": True, "risks": ("RM1",)},
            ["red", "variance", "deteriorating", "budget", "risk"],
        ),
    ],
)
def test_that_each_criterion_is_met_at_its_line_and_not_before(facts, criteria):
    assert met(**facts) == criteria


@pytest.mark.parametrize("criterion", list(Criterion))
def test_that_a_criterion_that_is_off_gives_no_reason(criterion):
    everything = {"rag": Rag.RED, "shortfall": "21", "worse": 3, "budget": True, "risks": ("RM1",)}
    others = ExceptionSettings(on=frozenset(Criterion) - {criterion})
    assert met(**everything, settings=others) == [c.value for c in Criterion if c is not criterion]


def test_that_the_thresholds_are_settings():
    wide = ExceptionSettings(variance=Decimal(10), periods=2)
    assert met(shortfall="9", worse=2, settings=wide) == ["deteriorating"]
    assert met(shortfall="10", settings=wide) == ["variance"]


def test_that_each_reason_is_a_sentence_with_its_figures():
    reasons = exception_reasons(
        Rag.RED,
        Decimal("21.04"),
        3,
        ExceptionSettings(),
        frequency="quarters",
        affects_budget=True,
        affects_risks=("RM14284", "RM13906"),
    )
    assert [reason.sentence for reason in reasons] == [
        "Rated red against its target.",
        "21% worse than its target.",
        "Worse in each of the last 3 quarters.",
        "Affects the council’s ability to achieve its budget.",
        "Affects corporate risk RM14284, RM13906.",
    ]


def test_that_the_criteria_are_said_once_with_their_thresholds():
    assert ExceptionSettings().words == (
        "rated red",
        "5% or more worse than its target",
        "worse in each of the last 3 periods",
        "affects the council’s ability to achieve its budget",
        "affects a corporate risk",
    )
    fewer = ExceptionSettings(frozenset({Criterion.VARIANCE}), Decimal("7.50"))
    assert fewer.words == ("7.5% or more worse than its target",)
