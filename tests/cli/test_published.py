"""Benchmarks from files of published figures, by the command alone."""

import pytest

from support.published import published


@pytest.fixture
def absence(tmp_path):
    return published(tmp_path / "absence.csv", (2021, 2022))


def chosen(store, absence):
    """An indicator of the sample council, and how its benchmark is asked for."""
    return (
        "--store",
        store,
        "import",
        absence,
        "--benchmark",
        "5.4=absence_percent",
        "--geography",
        "England=National",
    )


def test_that_a_dry_run_says_what_a_file_holds(run, store, absence):
    said = run("--store", store, "import", absence, "--dry-run", "--json")
    assert said.code == 0
    (published_,) = said.json["published"]
    assert [c["column"] for c in published_["indicators"]] == ["pupils", "absence_percent"]
    assert [f["column"] for f in published_["filters"]] == ["sex", "type"]
    assert [g["level"] for g in published_["geographies"]] == ["National", "Regional", "Local authority"]
    assert [p["period"] for p in published_["periods"]] == ["2021-22 AY", "2022-23 AY"]
    assert (said.json["added"], said.json["changes"]) == (0, [])
    words = run("--store", store, "import", absence, "--dry-run").out
    for told in (
        "absence_percent  Absence rate",
        "sex",
        "Female, Male, Total",
        "Barchester",
        "202122 Academic year",
    ):
        assert told in words


def test_that_nothing_is_imported_before_something_is_chosen(refused, store, absence):
    assert "--benchmark" in refused("--store", store, "import", absence)


def test_that_a_choice_is_imported_remembered_and_used_again(run, store, absence, tmp_path):
    first = run(*chosen(store, absence), "--json")
    assert (first.json["added"], first.json["altered"]) == (2, 0)
    later = published(tmp_path / "absence 2023.csv", (2021, 2022, 2023))
    again = run("--store", store, "import", later, "--json")
    assert (again.json["added"], again.json["altered"], again.json["unchanged"]) == (1, 0, 2)
    assert again.json["read_by"] == [{"file": "absence 2023.csv", "profile": "absence"}]
    (change,) = again.json["changes"]
    assert "National, 2023-24 academic year: 2.3%" in change["line"]
    assert change["cell"] == "absence 2023.csv, absence 2023!N164"


def test_that_neighbours_and_breakdowns_may_be_said(run, store, absence):
    said = run(
        "--store", store, "import", absence, "--json", "--dry-run", "--benchmark", "5.4=Absence rate",
        "--neighbours", "Plumstead; Silverbridge, City of; E06000904", "--where", "sex=Female",
    )  # fmt: skip
    (published_,) = said.json["published"]
    (choice,) = published_["benchmarks"]
    assert choice["name"] == "Statistical neighbours"
    assert choice["places"] == ["E06000902", "E06000903", "E06000904"]
    assert choice["filters"] == {"sex": "Female"}
    assert said.json["added"] == 2


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("--benchmark", "5.4"), "--benchmark"),
        (("--benchmark", "5.4=pupils"), "--geography"),
        (("--geography", "England"), "--benchmark"),
        (("--benchmark", "none.such=pupils", "--geography", "England"), "none.such"),
        (("--benchmark", "5.4=pupils", "--geography", "=England"), "--geography"),
        (("--benchmark", "5.4=pupils", "--geography", "England", "--where", "girls"), "--where"),
    ],
)
def test_that_what_cannot_be_meant_is_refused_in_one_line(refused, store, absence, words, about):
    refused("--store", store, "import", absence, *words, about=about)
