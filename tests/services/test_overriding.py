"""Ratings set by officers: with a reason, as one step, and taken back."""

from dataclasses import replace
from datetime import date

import pytest

from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.overriding import new_override, override_rating, remove_override
from scorecard_desktop.services.rows import rating_rows
from scorecard_desktop.services.session import Session
from support.small_book import CARD, IND, book, columns, figure, indicator, relative, scorecard, target

APRIL = month(2018, 4)
FORECAST = replace(figure("2018-19", "95"), flags=frozenset({Symbol.FORECAST}))


@pytest.fixture
def held():
    return book(indicator(), columns("2018-04"), target("90"), relative("10"), figure("2018-04", "85"), FORECAST)


def green(reason="The return was late.", rating=RatingOf.CURRENT, period="2018-04", rag=Rag.GREEN):
    return new_override(IND, period, rating, rag, reason, "Pat", date(2018, 5, 3))


def test_that_a_rating_is_set_with_who_when_and_why(held):
    step = override_rating(held, green("  The return\nwas late. "))
    assert (step.label, step.why) == ("rating of 1.1 Apr 2018", "The return was late.")
    held.apply(step.changes)
    (row,) = rated_rows(held, CARD, APRIL)
    assert row.rating.rag is Rag.GREEN
    assert row.rating.proof.startswith("Set to green by Pat on 3 May 2018: The return was late. (Computed: 85.0% is ")
    assert row.forecast.rating.rag is Rag.GREEN
    assert not row.forecast.rating.overridden


def test_that_both_ratings_of_a_figure_are_set_apart_and_told_apart_in_json(held):
    for override in (green(), green("A school closes.", RatingOf.FORECAST, "2018-19", Rag.RED)):
        held.apply(override_rating(held, override).changes)
    (row,) = rating_rows(Ledger(held), [(CARD, APRIL)])
    assert row["rag"] == "green"
    assert row["override"] == {
        "rag": "green", "computed": "amber", "reason": "The return was late.", "who": "Pat", "on": "2018-05-03",
    }  # fmt: skip
    assert row["forecast"] == {
        "period": "2018-19",
        "value": 95,
        "text": "95.0% [f]",
        "target": "90%",
        "rag": "red",
        "proof": "Set to red by Pat on 3 May 2018: A school closes. (Computed: 95.0% is better than the target of "
        "90%: green.)",
        "override": {
            "rag": "red", "computed": "green", "reason": "A school closes.", "who": "Pat", "on": "2018-05-03",
        },
    }  # fmt: skip


def test_that_a_row_without_forecast_or_override_says_so(held):
    held = book(indicator(), columns("2018-04"), figure("2018-04", "85"))
    (row,) = rating_rows(Ledger(held), [(CARD, APRIL)])
    assert (row["override"], row["forecast"]) == (None, None)


def test_that_a_rating_set_again_is_one_change_and_taken_back_gives_the_computed_one(held):
    held.apply(override_rating(held, green()).changes)
    step = override_rating(held, green("Audited since.", rag=Rag.RED))
    assert len(step.changes) == 1
    held.apply(step.changes)
    back = remove_override(held, green(), "A mistake.")
    assert (back.label, back.why) == ("taking back the rating of 1.1 Apr 2018", "A mistake.")
    held.apply(back.changes)
    assert rated_rows(held, CARD, APRIL)[0].rating.rag is Rag.AMBER
    with pytest.raises(Refusal, match="computed one already"):
        remove_override(held, green())


@pytest.mark.parametrize(
    ("override", "why"),
    [
        (green("  "), "Say why"),
        (green(rating=RatingOf.FORECAST, period="2019-20"), "forecast for 2019-20"),
        (green(rating=RatingOf.FORECAST), "forecast for Apr 2018"),
        (replace(green(), indicator="gone"), "no longer there"),
        (green(period="2017-18"), "No figure is expected for 2017-18"),
    ],
)
def test_that_what_cannot_be_set_is_refused(held, override, why):
    with pytest.raises(Refusal, match=why):
        override_rating(held, override)


def test_that_the_history_of_both_and_undo_keep_them_apart(tmp_path, held):
    with Session.open(tmp_path / "s.scorecard", who="Pat") as session:
        from scorecard_desktop.domain.change import Change, ChangeSet

        session.commit(ChangeSet("first", tuple(Change(None, r) for r in held.records())))
        outlook = green("A school closes.", RatingOf.FORECAST, "2018-19", Rag.RED)
        session.commit(override_rating(session.book, green()))
        session.commit(override_rating(session.book, outlook))
        session.commit(remove_override(session.book, outlook, "It stays open."))
        assert [entry.why for entry in session.history(outlook)] == ["It stays open.", "A school closes."]
        assert [entry.why for entry in session.history(green())] == ["The return was late."]
        session.undo()
        assert session.book.get(Override, *outlook.key) == outlook
        session.undo()
        session.undo()
        assert session.book.all(Override) == []
    assert scorecard().id == CARD
