"""The workflows that build and try the installers on the systems that they are for."""

import os
import re
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")  # not among the packages for Windows
PROJECT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
OWN = re.compile(r"(?<![\w/])((?:\.ci|installers)[/\\][\w./\\-]+)")


@pytest.fixture(params=WORKFLOWS, ids=lambda file: file.stem)
def workflow(request) -> dict:
    return yaml.safe_load(request.param.read_text("utf-8"))


def steps(workflow: dict) -> list[dict]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_that_every_action_of_others_is_pinned_to_one_commit(workflow):
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action


def test_that_a_workflow_may_only_read_and_ends_by_itself(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 90 for job in workflow["jobs"].values())
    assert "secrets." not in str(workflow)


def test_that_every_script_of_ours_that_is_run_is_there(workflow):
    named = [name for step in steps(workflow) for name in OWN.findall(step.get("run", ""))]
    assert named
    for name in named:
        script = PROJECT / name.replace("\\", "/").rstrip(".")
        assert script.is_file(), name
        if "." not in script.name:
            assert os.access(script, os.X_OK), name


def test_that_every_target_of_make_that_is_run_is_there(workflow):
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    for step in steps(workflow):
        for target in re.findall(r"^make ([\w-]+)$", step.get("run", ""), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_that_the_installers_are_built_on_all_three_systems():
    built = yaml.safe_load((PROJECT / ".github" / "workflows" / "installers.yml").read_text("utf-8"))
    systems = {job["runs-on"].partition("-")[0] for job in built["jobs"].values()}
    assert systems == {"ubuntu", "windows", "macos"}
