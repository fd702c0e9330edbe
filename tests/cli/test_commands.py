"""The main job by the command alone, on the sample council."""

import io
import json
import re
import subprocess
import sys

import pytest

from scorecard_desktop import __version__
from scorecard_desktop.services.demo import sample_workbooks
from support.files import tree


def test_that_the_version_is_printed(run):
    said = run("--version")
    assert (said.code, said.out) == (0, f"scorecard {__version__}\n")


def test_that_the_version_is_printed_without_loading_what_it_does_not_need():
    code = "import sys; from scorecard_desktop.cli import main\ntry: main(['--version'])\nexcept SystemExit: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    for package in ("sqlite3", "openpyxl", "pandas", "reportlab", "platformdirs"):
        assert f"'{package}'" not in done.stdout


@pytest.mark.parametrize(
    "command",
    ["import", "check", "rate", "spc", "reconcile", "pack", "export", "returns", "published", "settings", "demo"],
)
def test_that_every_command_has_help_with_its_exit_codes(run, command):
    said = run(command, "--help")
    assert said.code == 0
    assert "exit codes" in said.out


def test_that_an_import_makes_the_store_and_says_what_it_did(run, tmp_path, workbook):
    said = run("--store", tmp_path / "new.scorecard", "import", workbook, "--json")
    assert said.code in (0, 1)
    assert {"added", "altered", "unchanged", "rejected", "findings"} <= said.json.keys()
    assert said.json["added"] > 100
    assert (said.json["altered"], said.json["unchanged"], said.json["rejected"]) == (0, 0, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.scorecard", "vital signs.xlsx"]


def test_that_an_import_ends_with_1_only_where_its_own_findings_hold_an_error(run, tmp_path):
    for number, path in enumerate(sample_workbooks()):
        said = run("--store", tmp_path / f"{number}.scorecard", "import", path, "--json")
        assert said.code == int(any(finding["severity"] == "error" for finding in said.json["findings"]))


def test_that_the_same_file_again_changes_nothing_and_says_so(run, tmp_path, workbook):
    store = tmp_path / "new.scorecard"
    first = run("--store", store, "import", workbook, "--json").json
    before = run("--store", store, "rate", "--json").json
    again = run("--store", store, "import", workbook, "--json").json
    assert (again["added"], again["altered"], again["rejected"]) == (0, 0, 0)
    assert again["unchanged"] == first["added"]
    assert run("--store", store, "rate", "--json").json == before


def test_that_a_dry_run_says_the_same_and_writes_nothing(run, tmp_path, store):
    before = tree(tmp_path)
    for place in (store, tmp_path / "new.scorecard"):
        said = run("--store", place, "import", "--dry-run", "--json", *sample_workbooks())
        assert said.json["dry_run"]
        assert tree(tmp_path) == before
    assert said.json["added"] == len(said.json["changes"]) > 500
    assert {"action", "record", "line", "cell"} == said.json["changes"][0].keys()


def test_that_check_lists_findings_with_their_places(run, store):
    said = run("--store", store, "check", "--json")
    assert said.code == 1
    keys = {"rule", "severity", "indicator", "period", "subject", "file", "sheet", "cell", "message", "advice"}
    keys |= {"dismissed_before"}
    assert all(finding.keys() == keys for finding in said.json)
    assert {"ratio-mismatch", "casting"} <= {finding["rule"] for finding in said.json}
    ratio = next(finding for finding in said.json if finding["rule"] == "ratio-mismatch")
    assert ratio["file"].endswith(".xlsx")
    assert ratio["cell"]
    assert ratio["indicator"]


def test_that_rate_gives_every_indicator_with_its_proof(run, store):
    said = run("--store", store, "rate", "--json")
    assert said.code == 0
    assert len(said.json) > 40
    for row in said.json:
        assert row["rag"] in {"red", "amber", "green", "none"}
        assert row["movement"] in {"up", "down", "same", "none"}
        assert row["merit"] in {"better", "worse", "same", "none"}
        assert row["value"] is None or isinstance(row["value"], int | float)
        assert row["proof"]
        assert row["rule"] in {"", "thresholds", "relative", "absolute", "last year", "floor", "target", "override"}
        assert (row["rule"] == "") == (row["rag"] == "none")
        assert row["target_version"] >= (1 if row["rule"] in {"relative", "absolute", "last year", "floor"} else 0)
        assert row["overridden"] is (row["rule"] == "override")
        assert row["long_merit"] in {"better", "worse", "same", "none"}
        assert row["forecast"] is None or row["forecast"]["proof"]
        assert row["derived"] in {True, False}
        assert bool(row["prospect_says"]) is (row["value"] is not None)
    assert {row["rag"] for row in said.json} == {"red", "amber", "green", "none"}
    assert any("prediction interval" in row["prospect_says"] for row in said.json)
    assert any(row["chance"].startswith("Red, ") for row in said.json)
    assert any("common cause" in row["chart_advice"] for row in said.json)
    assert {"2025-04", "2024-25 Q4"} <= {row["period"] for row in said.json}


def test_that_rate_at_a_period_gives_the_scorecards_that_have_it(run, store):
    rows = run("--store", store, "rate", "--json", "--period", "Mar 25").json
    assert {row["period"] for row in rows} == {"2025-03", "2024-25 Q4"}
    assert run("--store", store, "rate", "--json", "--period", "2025-03").json


def test_that_reconcile_gives_what_changed_on_the_register(run, store):
    rows = run("--store", store, "reconcile", "--from", "2025-05", "--to", "2025-07-31", "--json").json
    assert {row["change"] for row in rows} <= {"new", "closed", "score", "prospects", "text", "target-date", "owner"}
    assert {"score", "prospects", "new"} <= {row["change"] for row in rows}
    assert rows[0].keys() == {"register", "risk", "change", "aspect", "before", "after", "reason", "not_compared"}


def test_that_reconcile_says_where_knowledge_is_partial(run, tmp_path, corpus):
    place = tmp_path / "norfolk.scorecard"
    run("--store", place, "import", corpus / "norfolk-risk-register-2018-07.xlsx")
    words = ("--store", place, "reconcile", "--from", "2018-05", "--to", "2018-07")
    said = run(*words).out
    assert "Not compared, since a review does not say:" in said
    assert "not in it, although it was entered on 4 Nov 2015" in said
    rows = run(*words, "--json").json
    assert {row["risk"] for row in rows} == {"RM14157"}
    assert "owner" in rows[0]["not_compared"]
    gaps = run(*words, "--json", "--not-compared").json
    assert [row["risk"] for row in gaps] == ["RM14284", "RM13906", "RM14157", "RM14148"]
    assert gaps[2]["earlier"].startswith("does not give the description, the owner, the original score")


def test_that_pack_writes_a_whole_pdf_and_says_that_errors_stand(run, store, tmp_path):
    before = store.read_bytes()
    said = run(
        "--store", store, "pack", "--out", tmp_path / "pack.pdf", "--committee", "Committee", "--date", "2025-07-15"
    )
    assert said.code == 1
    assert "errors in the figures" in said.out
    written = (tmp_path / "pack.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert written.rstrip().endswith(b"%%EOF")
    assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["council.scorecard", "pack.pdf"]


def test_that_a_pack_replaces_the_one_before(run, store, tmp_path):
    (tmp_path / "pack.pdf").write_text("old")
    assert run("--store", store, "pack", "--out", tmp_path / "pack.pdf", "--period", "2025-03").code == 1
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")


def test_that_the_demo_makes_a_store_and_a_pack(run, tmp_path):
    said = run("demo", "--out", tmp_path / "demo")
    assert said.code == 0
    assert sorted(path.suffix for path in (tmp_path / "demo").iterdir()) == [".pdf", ".scorecard"]
    for path in (tmp_path / "demo").iterdir():
        assert str(path) in said.out


def test_that_the_store_may_be_named_after_the_command_too(run, store):
    assert run("rate", "--json", "--store", store).json == run("--store", store, "rate", "--json").json


def test_that_the_user_s_own_store_is_used_where_none_is_named(run, workbook, user_folders):
    assert run("import", workbook).code in (0, 1)
    assert list(user_folders.rglob("scorecard.scorecard"))
    assert run("rate", "--json").json


def test_that_a_reader_works_beside_one_who_holds_the_store(run, store):
    from scorecard_desktop.services.session import Session

    with Session.open(store, who="Sam"):
        assert run("--store", store, "rate", "--json").code == 0
        assert run("--store", store, "check", "--json").code == 1


def test_that_spc_charts_a_series_of_a_file_or_of_standard_input(run, tmp_path, monkeypatch):
    series = {"values": [1, 2, 3, 2, 1, 2, 3]}
    (tmp_path / "series.json").write_text(json.dumps(series))
    from_file = run("spc", "--json", tmp_path / "series.json").json
    assert from_file["n"] == 7
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(series)))
    assert run("spc", "--json").json == from_file


@pytest.mark.parametrize(
    "words", [["import"], ["check"], ["rate"], ["reconcile", "--from", "2025-05", "--to", "2025-07"]]
)
def test_that_people_are_given_text_that_lines_up(run, store, workbook, words):
    said = run("--store", store, *words, *([workbook] if words == ["import"] else []))
    assert said.err == ""
    lines = said.out.splitlines()
    assert len(lines) > 3
    assert not any(line.endswith(" ") for line in lines)
    assert max(len(line) for line in lines if not line.startswith("    ")) < 240


def test_that_output_survives_a_console_that_has_few_characters(store):
    command = [sys.executable, "-m", "scorecard_desktop.cli", "--store", str(store), "rate"]
    done = subprocess.run(
        command, capture_output=True, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, timeout=60, check=True
    )
    assert "●" in done.stdout.decode("utf-8")


def test_that_a_reader_who_stops_reading_is_no_fault(store):
    command = [sys.executable, "-m", "scorecard_desktop.cli", "--store", str(store), "rate", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


def test_that_an_export_comes_home_by_an_import_that_changes_nothing(run, tmp_path, store):
    said = run("--store", store, "export", "--out", tmp_path / "all.xlsx")
    assert (said.code, "sheets" in said.out) == (0, True)
    home = run("--store", store, "import", tmp_path / "all.xlsx", "--json").json
    assert (home["added"], home["altered"], home["rejected"], home["findings"]) == (0, 0, 0, [])


def test_that_an_export_elsewhere_than_to_a_workbook_is_refused(run, tmp_path, store):
    said = run("--store", store, "export", "--out", tmp_path / "all.pdf")
    assert (said.code, said.out) == (2, "")
    assert "end it in .xlsx" in said.err
    assert not (tmp_path / "all.pdf").exists()


def test_that_returns_are_listed_sent_and_noted(run, tmp_path, store):
    before = run("--store", store, "returns", "--json").json
    assert {line["state"] for line in before} == {"form not sent"}
    said = run("--store", store, "returns", "--out", tmp_path / "forms", "--due", "2018-06-08")
    assert said.code == 0
    assert len(list((tmp_path / "forms").glob("Return *.xlsx"))) == len(before)
    after = run("--store", store, "returns", "--json").json
    assert {line["state"] for line in after} == {"late"}
    assert {line["due"] for line in after} == {"2018-06-08"}
    assert all(line["missing"] and line["expected"] == len(line["missing"]) for line in after)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["--period", "soon"], "is not a period"),
        (["--out", "forms", "--due", "next week"], "is not a date"),
        (["--out", "forms", "--service", "Highways"], "names the service"),
    ],
)
def test_that_returns_asked_for_wrongly_are_refused_and_nothing_is_noted(run, tmp_path, store, monkeypatch, asked, why):
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    said = run("--store", store, "returns", *asked)
    assert said.code == 2
    assert why in said.err
    assert tree(tmp_path) == before


def test_that_a_layout_is_remembered_and_can_be_asked_for_by_name(run, tmp_path, workbook):
    store = tmp_path / "new.scorecard"
    first = run("--store", store, "import", workbook, "--json").json
    assert first["read_by"] == []
    again = run("--store", store, "import", workbook, "--json").json
    (by,) = again["read_by"]
    assert by["file"] == workbook.name
    named = run("--store", store, "import", workbook, "--profile", by["profile"].upper())
    assert f"remembered layout “{by['profile']}”" in named.out
    unknown = run("--store", store, "import", workbook, "--profile", "Highways")
    assert (unknown.code, by["profile"] in unknown.err) == (2, True)


@pytest.mark.parametrize(("said", "why"), [("Target", "does not say"), ("Target=colour", "is no meaning of a column")])
def test_that_a_meaning_that_is_none_is_refused(run, tmp_path, workbook, said, why):
    refused = run("--store", tmp_path / "new.scorecard", "import", workbook, "--map", said)
    assert (refused.code, why in refused.err) == (2, True)
    assert not (tmp_path / "new.scorecard").exists()


def test_that_a_column_can_be_said_to_be_left_out(run, tmp_path, workbook):
    asked = (
        "--store",
        tmp_path / "new.scorecard",
        "import",
        workbook,
        "--dry-run",
        "--json",
        "--map",
        "Target=left out",
    )
    told = run(*asked).json
    means = {c["heading"]: c["means"] for table in told["tables"] for c in table["columns"]}
    assert means["Target"] == "left out"
    assert not any(change["record"] == "target" for change in told["changes"])


@pytest.mark.parametrize(
    ("name", "begins", "extent"),
    [
        ("pack.html", b"<!DOCTYPE html>", r"a web page"),
        ("pack.htm", b"<!DOCTYPE html>", r"a web page"),
        ("pack.xlsx", b"PK", r"\d+ sheets"),
        ("pack.PDF", b"%PDF-", r"\d+ pages"),
        ("pack", b"%PDF-", r"\d+ pages"),
    ],
)
def test_that_the_ending_of_the_file_says_which_form_the_pack_has(run, store, tmp_path, name, begins, extent):
    said = run("--store", store, "pack", "--out", tmp_path / name)
    assert said.code == 1
    assert re.search(rf"{re.escape(name)}: {extent}$", said.out.splitlines()[0])
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_that_a_variant_is_another_setting_of_the_same_words(run, store, tmp_path):
    lengths = {}
    for variant in ("standard", "large", "plain"):
        said = run("--store", store, "pack", "--out", tmp_path / f"{variant}.pdf", "--variant", variant)
        found = re.search(r": (\d+) pages", said.out)
        assert found is not None
        lengths[variant] = int(found[1])
    assert lengths["large"] > lengths["plain"] > lengths["standard"]
