"""Publishing by the command: a pack goes out, a figure changes, and the next check tells."""

import pytest

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.session import Session


@pytest.fixture
def published(run, store, tmp_path) -> str:
    """The id of a pack that was published."""
    said = run("--store", store, "pack", "--out", tmp_path / "May.pdf", "--date", "2025-05-13", "--publish")
    assert said.code in (0, 1)
    assert "Published as number 1, the pack of 13 May 2025, with " in said.out
    (row,) = run("--store", store, "published", "--json").json
    assert row["figures"] > 100
    assert row["name"] == "the pack of 13 May 2025"
    return str(row["id"])


def changed(store) -> Observation:
    """A published figure, changed without a word."""
    with Session.open(store) as session:
        card = session.book.scorecards()[0]
        period = session.book.current_period(card.id)
        assert period is not None
        found = (session.book.observation(i.id, period.code) for i in session.book.indicators(card.id))
        figure = next(o for o in found if o is not None and o.value is not None and o.value > 1)
        session.commit(change_value(session.book, figure.indicator, figure.period, "1"))
    return figure


def restated(run, store):
    return [row for row in run("--store", store, "check", "--json").json if row["rule"] == "restated"]


def test_that_a_changed_figure_of_a_published_pack_is_found(run, store, published):
    assert restated(run, store) == []
    figure = changed(store)
    (row,) = restated(run, store)
    assert row["period"] == figure.period
    assert "but the pack of 13 May 2025 showed" in row["message"]
    assert row["dismissed_before"] == []
    assert "restated" in run("--store", store, "check").out


def test_that_a_withdrawn_pack_is_no_longer_among_the_published(run, store, published):
    changed(store)
    said = run("--store", store, "published", "--withdraw", published, "--why", "It was the draft.")
    assert (said.code, said.out) == (0, "No pack has been published yet.\n")
    assert restated(run, store) == []


def test_that_the_published_packs_are_listed(run, store, published):
    out = run("--store", store, "published").out
    assert "the pack of 13 May 2025" in out
    assert "May.pdf" in out


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("--why", "Draft."), "Say which pack is withdrawn"),
        (("--withdraw", "gone", "--why", "Draft."), "not among the published ones"),
        (("--withdraw", "gone"), "not among the published ones"),
    ],
)
def test_that_what_cannot_be_withdrawn_is_refused_in_a_line(refused, store, words, about):
    refused("--store", store, "published", *words, about=about)


def test_that_the_same_figures_make_the_same_bytes_and_changed_ones_do_not(run, store, tmp_path):
    for name in ("one", "two"):
        run("--store", store, "pack", "--out", tmp_path / f"{name}.pdf", "--date", "2025-05-13")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    changed(store)
    run("--store", store, "pack", "--out", tmp_path / "three.pdf", "--date", "2025-05-13")
    assert (tmp_path / "three.pdf").read_bytes() != (tmp_path / "one.pdf").read_bytes()


def test_that_a_published_pack_is_written_out_again_as_it_went_out(run, store, published, tmp_path):
    was = (tmp_path / "May.pdf").read_bytes()
    said = run("--store", store, "published", "--open", "1", "--out", tmp_path / "again.pdf")
    assert said.code == 0
    assert (tmp_path / "again.pdf").read_bytes() == was
    assert run("--store", store, "published", "--open", "9", "--out", tmp_path / "no.pdf").code == 2
    assert run("--store", store, "published", "--open", "1").code == 2


def test_that_two_published_packs_are_compared(run, store, published, tmp_path):
    figure = changed(store)
    run("--store", store, "pack", "--out", tmp_path / "July.pdf", "--date", "2025-07-15", "--publish")
    rows = run("--store", store, "published", "--compare", "1", "2", "--json").json
    assert all(row["what"] == "indicator" for row in rows)
    assert {row["change"] for row in rows} <= {"rating"}
    assert "Nothing is otherwise." in run("--store", store, "published", "--compare", "1", "1").out
    assert figure.value is not None
