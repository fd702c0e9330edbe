"""The public version by the command: made, refused with the cell and the way out, and listed beforehand."""

from dataclasses import replace
from pathlib import Path

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.services.session import Session

SMALL = "3.2 Number of permanent exclusions"


def test_that_a_public_pack_says_what_is_held_back(run, store, tmp_path):
    said = run("--store", store, "pack", "--public", "--out", tmp_path / "public.pdf")
    assert said.code in (0, 1)
    assert "held back as [c]" in said.out
    assert "none can be worked out: proven." in said.out
    assert f"Words left out: {SMALL}: commentary" in said.out


@pytest.mark.parametrize("ending", [".pdf", ".html", ".xlsx"])
def test_that_a_public_pack_is_made_in_every_form(run, store, tmp_path, ending):
    place = tmp_path / f"public{ending}"
    assert run("--store", store, "pack", "--public", "--out", place).code in (0, 1)
    assert place.stat().st_size > 1000


@pytest.fixture
def told(run, store, tmp_path) -> str:
    """The id of a public pack that told everything, before small numbers were held back."""
    run("--store", store, "settings", "disclosure.control", "off")
    said = run("--store", store, "pack", "--public", "--publish", "--date", "2025-05-13", "--out", tmp_path / "all.pdf")
    assert said.code in (0, 1)
    assert "No figure had to be held back." in said.out
    run("--store", store, "settings", "disclosure.control", "on")
    (row,) = run("--store", store, "published", "--json").json
    assert row["public"] is True
    return str(row["id"])


def test_that_a_public_pack_is_refused_where_an_earlier_one_told_the_figure(run, refused, store, told, tmp_path):
    line = refused(
        "--store", store, "pack", "--public", "--out", tmp_path / "later.pdf", about="could be worked out as"
    )
    assert "the pack of 13 May 2025" in line
    assert "disclosure.exempt" in line
    assert not (tmp_path / "later.pdf").exists()


def test_that_what_keeps_a_public_version_from_being_made_is_listed(run, store, told):
    assert [row for row in run("--store", store, "check", "--json").json if row["rule"] == "disclosure"] == []
    said = run("--store", store, "check", "--public", "--json")
    assert said.code == 1
    found = [row for row in said.json if row["rule"] == "disclosure"]
    assert len(found) > 3
    small = [row for row in found if row["subject"] == SMALL]
    assert {row["period"] for row in small} >= {"2024-25 Q2"}
    assert all(row["cell"] for row in small)


def test_that_a_withdrawn_public_pack_told_nothing(run, store, told, tmp_path):
    run("--store", store, "published", "--withdraw", told, "--why", "It never went out.")
    assert run("--store", store, "pack", "--public", "--out", tmp_path / "later.pdf").code in (0, 1)


def test_that_a_pack_from_before_public_versions_may_be_said_to_be_for_officers(run, refused, store, told, tmp_path):
    refused("--store", store, "published", "--officers-only", told, about="withdraw it instead")
    with Session.open(store) as session:
        (pack,) = session.book.all(Publication)
        session.commit(ChangeSet("older", (Change(pack, replace(pack, disclosed="")),)))
    refused("--store", store, "pack", "--public", "--out", tmp_path / "later.pdf", about="--officers-only")
    assert "officers" in run("--store", store, "published", "--officers-only", told).out
    assert run("--store", store, "pack", "--public", "--out", tmp_path / "later.pdf").code in (0, 1)
    refused("--store", store, "published", "--officers-only", told, about="already")


def test_that_a_pack_published_for_officers_stands_in_no_public_packs_way(run, store, tmp_path: Path):
    assert run("--store", store, "pack", "--publish", "--out", tmp_path / "officers.pdf").code in (0, 1)
    assert run("--store", store, "pack", "--public", "--out", tmp_path / "public.pdf").code in (0, 1)
