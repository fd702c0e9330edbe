"""The guide's pages for developers, followed to the letter in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scorecard_desktop.ui.models.help_text import Topic, topics

PROJECT = Path(__file__).resolve().parents[1]
WALKED = [topic for topic in topics() if topic.name.startswith("guide/developers/")]
_LEFT = shutil.ignore_patterns("__pycache__", "node_modules", "*.png", "corpus", "files")


@pytest.fixture
def copy(tmp_path) -> Path:
    """The project, as a developer has it."""
    for folder in ("src", "tests", "resources", "docs"):
        shutil.copytree(PROJECT / folder, tmp_path / folder, ignore=_LEFT)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / file, tmp_path)
    return tmp_path


def run(where: Path, *words: str, given: str = "") -> str:
    """A program in the copy, whose source is found before that of the project; what it says."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(where / "src"), str(where / "tests")))}
    done = subprocess.run(
        words, cwd=where, env=env, input=given, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_that_there_is_a_page_for_an_importer_a_section_and_a_rule():
    assert {topic.name.rsplit("/", 1)[1] for topic in WALKED} == {"importer", "section", "rule"}


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the changes")
@pytest.mark.parametrize("page", WALKED, ids=lambda page: page.name)
def test_that_what_a_page_tells_a_developer_comes_out_as_it_says(page: Topic, copy: Path):
    files = re.findall(r"^`([\w/.]+\.py)`:\n\n```python\n(.*?)^```", page.text, re.MULTILINE | re.DOTALL)
    changes = re.findall(r"^```diff\n(.*?)^```", page.text, re.MULTILINE | re.DOTALL)
    commands = re.findall(r"^```sh\n(.*?)^```", page.text, re.MULTILINE | re.DOTALL)
    assert len(files) == 2
    assert changes
    assert commands
    for name, text in files:
        assert not (copy / name).exists(), f"{name} is in the project already"
        (copy / name).write_text(text, "utf-8")
    for change in changes:
        run(copy, "git", "apply", "--recount", "--unidiff-zero", "-", given=change)
    names = [name for name, _ in files]
    run(copy, sys.executable, "-m", "ruff", "check", "--no-cache", *names)
    run(copy, sys.executable, "-m", "ruff", "format", "--no-cache", "--check", *names)
    for line in (line for block in commands for line in block.splitlines()):
        python, *rest = line.split()
        assert python == ".venv/bin/python"
        assert " passed" in run(copy, sys.executable, *rest, "-p", "no:cacheprovider")
