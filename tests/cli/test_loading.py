"""A command loads what its own work needs: to load the rest would take longer than the work."""

import json
import subprocess
import sys

import pytest

from scorecard_desktop import resources

LOADED = """
import json, sys
from scorecard_desktop.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
WORKBOOK = "samples/barchester-vital-signs-2025-04.xlsx"


def loaded_by(*words: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True, timeout=60
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, {name.removeprefix("scorecard_desktop.") for name in modules}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return str(tmp_path_factory.mktemp("loading") / "council.scorecard")


@pytest.fixture(scope="module")
def of_import(store):
    return loaded_by("--store", store, "import", str(resources.path(WORKBOOK)))


@pytest.fixture(scope="module")
def of_pack(store, of_import, tmp_path_factory):
    return loaded_by("--store", store, "pack", "--out", str(tmp_path_factory.mktemp("pack") / "pack.pdf"))


def test_that_an_import_of_a_scorecard_loads_neither_checks_nor_papers_nor_other_kinds_of_file(of_import):
    code, modules = of_import
    assert code in (0, 1)
    assert "importing.xlsx" in modules
    needless = {
        "domain.rules.listed",
        "exporting",
        "importing.budgets",
        "importing.programmes",
        "importing.published_blocks",
        "importing.xls",
        "numpy",
        "openpyxl",
        "pandas",
        "reportlab",
        "services.packer",
        "services.side_by_side",
        "xlrd",
    }
    assert needless.isdisjoint(modules)


def test_that_a_pack_loads_nothing_that_reads_workbooks_locks_or_proves_a_public_version(of_pack):
    code, modules = of_pack
    assert code in (0, 1)
    assert "exporting.pdf" in modules
    needless = {
        "domain.disclosure.public_book",
        "exporting.web",
        "exporting.workbook",
        "filelock",
        "highspy",
        "importing",
        "numpy",
        "openpyxl",
        "pandas",
        "services.importer",
        "services.public_pack",
        "urllib.request",
    }
    assert needless.isdisjoint(modules)
