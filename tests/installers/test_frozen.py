"""The frozen program, where SCORECARD_FROZEN names its folder: whole, on its own, and no less able than from source."""

import ctypes
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from scorecard_desktop import __version__, resources
from scorecard_desktop.importing import Gathered, Limits
from scorecard_desktop.importing.benchmarks_wanted import BenchmarksWanted
from scorecard_desktop.services.reading import HowToRead
from support import program
from support.published import published
from support.verapdf import validate

pytestmark = pytest.mark.skipif(not program.FROZEN, reason="SCORECARD_FROZEN names no frozen program")
GOAL = 180_000_000


def alone(folder: Path) -> dict[str, str]:
    """Surroundings in which there is no Python, no source and nothing that a shell would find."""
    return {"HOME": str(folder), "PATH": str(folder), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}


def run(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, words)), cwd=folder, env=alone(folder), capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture(scope="module")
def inside() -> Path:
    return Path(program.FROZEN).absolute() / "_internal"


def test_that_both_programs_say_the_version(tmp_path):
    assert run(tmp_path, *program.command(), "--version").stdout == f"scorecard {__version__}\n"
    assert run(tmp_path, *program.window(), "--version").stdout == f"Scorecard Desktop {__version__}\n"


def test_that_it_is_small():
    folder = Path(program.FROZEN).absolute()
    assert sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) < GOAL


def test_that_it_holds_no_source_of_ours_and_nothing_for_developers(inside):
    assert not list(inside.rglob("scorecard_desktop/**/*.py"))
    for name in ("pytest", "hypothesis", "mypy", "pip", "PyInstaller", "fontTools"):
        assert not (inside / name).exists(), name


def test_that_it_holds_every_resource(inside):
    for own, where in ((resources.path("fonts").parent, "resources"), (resources.path("docs"), "resources/docs")):
        for file in own.rglob("*"):
            if file.is_file():
                held = inside / where / file.relative_to(own)
                assert held.read_bytes() == file.read_bytes(), held
    assert "Qt" in (inside / "resources" / "third-party-licences.txt").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux loads libraries")
def test_that_every_library_that_it_brings_can_be_loaded(inside):
    # in a process of its own each, since what is stripped or made smaller may end the process
    broken = []
    for file in sorted(inside.rglob("*.so*")):
        if file.is_symlink():
            continue
        done = subprocess.run(
            ["ldd", "-r", str(file)], env={"LD_LIBRARY_PATH": str(inside), "PATH": os.environ["PATH"]},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        missing = [line for line in done.stdout.splitlines() if "not found" in line]
        broken += [f"{file.name}: {line.strip()}" for line in missing]
    assert not broken
    ctypes.CDLL(str(next(inside.rglob("libicudata.so.*"))))


def test_that_a_process_of_its_own_reads_a_workbook_for_another(tmp_path):
    workbook = resources.path("samples/barchester-vital-signs-2025-04.xlsx")
    reader = subprocess.Popen(
        [*program.command(), "--read-for-another"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=alone(tmp_path),
    )  # fmt: skip
    asked = pickle.dumps(HowToRead(Limits(), BenchmarksWanted())) + pickle.dumps(workbook)
    answer, _ = reader.communicate(asked, timeout=60)
    gathered = pickle.loads(answer)
    assert isinstance(gathered, Gathered)
    assert reader.returncode == 0


def test_that_the_whole_job_is_done_without_python_or_the_source(tmp_path):
    samples = sorted(resources.path("samples").glob("*.xlsx"))
    command = [*program.command(), "--store", "s.scorecard"]
    done = run(tmp_path, *command, "import", *samples)
    assert done.returncode in (0, 1), done.stderr
    rated = run(tmp_path, *command, "rate", "--json")
    assert rated.returncode == 0, rated.stderr
    assert '"red"' in rated.stdout
    for name in ("pack.pdf", "pack.html", "pack.xlsx"):
        packed = run(tmp_path, *command, "pack", "--out", name)
        assert packed.returncode in (0, 1), packed.stderr
        assert (tmp_path / name).stat().st_size > 10_000
    exported = run(tmp_path, *command, "export", "--out", "all.xlsx")
    assert exported.returncode == 0, exported.stderr
    again = run(tmp_path, *program.command(), "--store", "t.scorecard", "import", "all.xlsx")
    assert again.returncode in (0, 1), again.stderr


def test_that_the_public_version_is_proved_by_the_solver(tmp_path):
    assert run(tmp_path, *program.command(), "demo", "--out", ".").returncode == 0
    done = run(tmp_path, *program.command(), "--store", "barchester.scorecard", "pack", "--public", "--out", "p.pdf")
    assert done.returncode in (0, 1), done.stderr
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF-")


def test_that_published_figures_are_read_by_pandas(tmp_path):
    file = published(tmp_path / "absence.csv")
    done = run(tmp_path, *program.command(), "--store", "s.scorecard", "import", file, "--dry-run")
    assert done.returncode in (0, 1), done.stderr
    assert "Barchester" in done.stdout or "absence" in done.stdout.casefold()


def test_that_a_pack_is_accessible_by_the_rules_of_pdf_ua(tmp_path, java):
    assert run(tmp_path, *program.command(), "demo", "--out", ".").returncode == 0
    verdict = validate(tmp_path / "barchester-pack.pdf")
    assert verdict.compliant, str(verdict)
    assert verdict.checks > 1000


def test_that_the_window_opens_a_store_with_its_charts(tmp_path):
    assert run(tmp_path, *program.command(), "demo", "--out", ".").returncode == 0
    (store,) = tmp_path.glob("*.scorecard")
    for page in ("overview", "Children’s Services Committee: vital signs – Monthly", "pack", "budget"):
        picture = tmp_path / "window.png"
        picture.unlink(missing_ok=True)
        opened = run(
            tmp_path, *program.window(), "--store", store, "--page", page,
            "--size", "1366x768", "--screenshot", picture,
        )  # fmt: skip
        assert opened.returncode == 0, opened.stderr
        assert "Traceback" not in opened.stderr
        assert picture.stat().st_size > 20_000
    assert not list(tmp_path.rglob("fault-*.txt"))
