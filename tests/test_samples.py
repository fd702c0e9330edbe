"""The sample workbooks are what their script makes, and their words are our own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "resources" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.xlsx"))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder in which the script has made the workbooks afresh."""
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(PROJECT / ".ci" / "samples.py"), str(folder)], check=True, capture_output=True)
    return folder


def parts(workbook: Path) -> dict[str, bytes]:
    """What is in the file, apart from how it happened to be compressed."""
    with zipfile.ZipFile(workbook) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_that_the_script_makes_every_sample_and_no_other(made):
    assert NAMES
    assert sorted(path.name for path in made.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_that_a_sample_is_what_the_script_makes(made, name):
    assert parts(made / name) == parts(SAMPLES / name)


def phrases(folder: Path) -> set[str]:
    """Every cell's words, without those that any council's sheet would head a column with."""
    found = set()
    for path in folder.glob("*.xlsx"):
        workbook = openpyxl.load_workbook(path, read_only=True)
        for sheet in workbook:
            for row in sheet.iter_rows(values_only=True):
                found |= {" ".join(text.casefold().split()) for text in row if isinstance(text, str)}
        workbook.close()
    return {text for text in found if len(text.split()) >= 6}


def test_that_no_phrase_is_taken_from_the_corpus(corpus):
    assert phrases(SAMPLES) & phrases(corpus) == set()
