"""The command as a person runs it, and what it leaves on the disk."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scorecard_desktop.cli import main
from scorecard_desktop.services.demo import sample_workbooks
from support.command import Said, must_be_refused
from support.files import tree

Run = Callable[..., Said]


@pytest.fixture
def run(capsys) -> Run:
    """Run the command in this process."""

    def run_it(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:  # as --help and --version end
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run_it


@pytest.fixture
def refused(run, tmp_path) -> Callable[..., str]:
    """Run the command, which must refuse in one line and leave every file as it was; the line."""

    def refuse(*words: object, about: str = "") -> str:
        before = tree(tmp_path)
        said = run(*words)
        must_be_refused(said, about=about)
        assert tree(tmp_path) == before
        return said.err

    return refuse


@pytest.fixture
def workbook(tmp_path) -> Path:
    """A good workbook."""
    found = next(path for path in sample_workbooks() if "vital-signs" in path.name)
    return Path(shutil.copy(found, tmp_path / "vital signs.xlsx"))


@pytest.fixture(scope="session")
def made_store(tmp_path_factory) -> Path:
    """A store of the sample council, to be copied and never written."""
    place = tmp_path_factory.mktemp("made") / "council.scorecard"
    assert main(["--store", str(place), "import", *map(str, sample_workbooks())]) in (0, 1)
    return place


@pytest.fixture
def store(made_store, tmp_path) -> Path:
    """A store of the sample council."""
    return Path(shutil.copy(made_store, tmp_path / "council.scorecard"))


@pytest.fixture
def rights(tmp_path) -> Iterator[Path]:
    """A folder in which files and folders may be given rights that bind, and are given them all back at the end."""
    if os.name != "posix":
        pytest.skip("rights of files are set in another way here; the tests with simulated errors cover this")
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root is bound by no rights, and there is no setpriv to change that; simulated errors cover this")
    folder = tmp_path / "rights"
    folder.mkdir()
    yield folder
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Callable[[int], Path]]:
    """Makes a disk of so many kilobytes, which only root can."""
    mounted: list[Path] = []

    def make(kilobytes: int) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
        if (
            os.name != "posix"
            or shutil.which("mount") is None
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            pytest.skip("no disk of a few kilobytes can be made here; the test with a simulated error covers this")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)
