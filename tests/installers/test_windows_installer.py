"""The installer for Windows: what it is made of; and, where SCORECARD_WINE is 1, what it does, under Wine.

The program cannot be frozen for Windows on Linux. A small program stands in for it, which says with what it was opened.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "installers" / "windows")]

import make_installer  # noqa: E402

HERE = PROJECT / "installers" / "windows"
NAME = "Scorecard Desktop"
UNINSTALL = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ScorecardDesktop"
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


# What it is made of


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0.1.0.0"), ("2.13", "2.13.0.0"), ("1.0.0rc2", "1.0.0.2"), ("1.2.3+x4", "1.2.3.0")],
)
def test_that_a_version_is_told_as_windows_counts(version, numbers):
    assert make_installer.numbers(version) == numbers


def test_that_a_folder_frozen_elsewhere_is_refused(tmp_path, monkeypatch, capsys):
    (tmp_path / "scorecard-desktop").write_bytes(b"\x7fELF")
    monkeypatch.setattr(sys, "argv", ["make_installer.py", "--folder", str(tmp_path)])
    assert make_installer.main() == 1
    assert "no program frozen on Windows" in capsys.readouterr().err


def test_that_whatever_is_written_to_the_registry_is_taken_out_again():
    script = (HERE / "installer.nsi").read_text("utf-8")
    install, uninstall = script.split("Section Uninstall")
    for key in ("UNINSTALL_KEY", "PATHS_KEY", "STORE", "WORKBOOK"):
        assert f"${{{key}}}" in install.split("Section\n")[1]
        assert f"${{{key}}}" in uninstall
    assert "HKLM" not in script  # nothing that wants an administrator
    assert "RequestExecutionLevel user" in script


def test_that_the_workbooks_that_are_offered_are_those_that_are_read():
    script = (HERE / "installer.nsi").read_text("utf-8")
    assert tuple(re.findall(r'insertmacro \$\{do\} "([^"]+)"', script)) == WORKBOOKS


def test_that_nsis_takes_the_script_without_a_warning(tmp_path):
    if shutil.which("makensis") is None:
        pytest.skip("makensis is not on this machine")
    folder = tmp_path / "frozen"
    (folder / "_internal").mkdir(parents=True)
    for name in (*make_installer.PROGRAMS, "_internal/a.txt"):
        (folder / name).write_bytes(b"MZ")
    made = [tmp_path / f"{number}.exe" for number in range(2)]
    for out in made:
        make_installer.build(folder, out, "0.1.0")
    assert made[0].read_bytes()[:2] == b"MZ"
    assert made[0].read_bytes() == made[1].read_bytes()


# What it does


class Windows:
    """A Windows of the test's own, under Wine."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self.user = prefix / "drive_c" / "users" / "officer"
        self.local = self.user / "AppData" / "Local"
        self.installed = self.local / "Programs" / NAME
        self.shortcut = self.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{NAME}.lnk"
        self._env = os.environ | {
            "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
            "WINEARCH": "win64", "USER": "officer", "LOGNAME": "officer", "HOME": str(prefix.parent),
        }  # fmt: skip
        self._env.pop("DISPLAY", None)

    def run(self, *words: str, seconds: int = 240) -> int:
        done = subprocess.run(["wine", *words], env=self._env, capture_output=True, timeout=seconds, check=False)
        self.wait()
        return done.returncode

    def run_as_written(self, line: str) -> int:
        """Run a command line as it is written: Wine puts quotation marks around words with spaces, NSIS wants none."""
        script = self.prefix / "drive_c" / "line.bat"
        script.write_text(f"@{line}\r\n@exit %errorlevel%\r\n", "ascii")
        try:
            return self.run("cmd", "/c", "C:\\line.bat")
        finally:
            script.unlink()

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            ["wine", *words], env=self._env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip

    def unix(self, path: str) -> Path:
        """A path of Windows as it lies here."""
        return self.prefix / "drive_c" / path.removeprefix("C:\\").replace("\\", "/")

    def wait(self) -> None:
        """Until every program has ended and the registry is on the disk."""
        subprocess.run(["wineserver", "-w"], env=self._env, timeout=120, check=False)

    def end(self) -> None:
        subprocess.run(["wineserver", "-k"], env=self._env, timeout=60, check=False)

    def registry(self) -> dict[str, dict[str, str]]:
        """The officer's part of the registry: keys with their values."""
        found: dict[str, dict[str, str]] = {}
        key = ""
        for line in (self.prefix / "user.reg").read_text("utf-8", "replace").splitlines():
            if line.startswith("["):
                key = line[1 : line.rindex("]")].replace("\\\\", "\\")
                found[key] = {}
            elif match := re.match(r'(@|"(?:[^"\\]|\\.)*")=(.*)', line):
                name = match[1].strip('"')
                found[key][name] = (
                    match[2].replace('\\"', '"').replace("\\\\", "\\").removeprefix('"').removesuffix('"')
                )
        return found

    def files(self) -> set[str]:
        """Every file and folder of the officer and of the system."""
        skipped = ("officer/Temp", "AppData/Local/Temp", "windows/temp", "windows/Installer")
        root = self.prefix / "drive_c"
        found = (file.relative_to(root).as_posix() for file in root.rglob("*"))
        return {path for path in found if not any(part in path for part in skipped)}


@pytest.fixture(scope="module")
def installers(tmp_path_factory) -> dict[str, Path]:
    """Installers of an earlier and a later version, which do not have the same files."""
    must_have("makensis", "wine", "x86_64-w64-mingw32-gcc")
    made = tmp_path_factory.mktemp("installers")
    found = {}
    for version, own in (("0.1.0", "gone_later.txt"), ("0.2.0", "new.txt")):
        folder = made / version
        (folder / "_internal" / "resources").mkdir(parents=True)
        (folder / "_internal" / own).write_text(version)
        (folder / "_internal" / "resources" / "both.txt").write_text(version)
        for name in make_installer.PROGRAMS:
            subprocess.run(
                ["x86_64-w64-mingw32-gcc", f'-DVERSION="{version}"', "-Os", "-s", "-mwindows",
                 "-o", str(folder / name), str(HERE / "stand_in.c")],
                check=True, timeout=100,
            )  # fmt: skip
        found[version] = made / f"scorecard-{version}.exe"
        make_installer.build(folder, found[version], version)
    return found


def must_have(*programs: str) -> None:
    if os.environ.get("SCORECARD_WINE") != "1":
        pytest.skip("SCORECARD_WINE is not 1")
    missing = [program for program in programs if shutil.which(program) is None]
    assert not missing, f"{', '.join(missing)} not found"


@pytest.fixture(scope="module")
def bare(installers, tmp_path_factory) -> Path:
    """A Windows in which nothing has been installed, to be copied."""
    prefix = tmp_path_factory.mktemp("wine") / "bare"
    system = Windows(prefix)
    assert system.run("wineboot", "--init") == 0
    assert system.run("reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f") == 0
    return prefix


@pytest.fixture
def windows(bare, tmp_path) -> Iterator[Windows]:
    shutil.copytree(bare, tmp_path / "prefix", symlinks=True)
    system = Windows(tmp_path / "prefix")
    yield system
    system.end()


def test_that_it_is_the_same_each_time_it_is_built(installers, tmp_path):
    again = tmp_path / "again.exe"
    make_installer.build(installers["0.1.0"].parent / "0.1.0", again, "0.1.0")
    assert again.read_bytes() == installers["0.1.0"].read_bytes()


@pytest.mark.timeout(600)
def test_that_it_is_installed_silently_for_one_officer_file_by_file_and_key_by_key(windows, installers):
    before, keys_before = windows.files(), windows.registry()
    assert windows.run(str(installers["0.1.0"]), "/S") == 0
    place = windows.installed.relative_to(windows.prefix / "drive_c").as_posix()
    parent = place.rpartition("/")[0]
    laid_down = {
        place, f"{place}/scorecard-desktop.exe", f"{place}/scorecard.exe", f"{place}/uninstall.exe",
        f"{place}/_internal", f"{place}/_internal/gone_later.txt", f"{place}/_internal/resources",
        f"{place}/_internal/resources/both.txt", windows.shortcut.relative_to(windows.prefix / "drive_c").as_posix(),
    }  # fmt: skip
    assert windows.files() - before - {parent} == laid_down

    keys = windows.registry()
    at = f"C:\\users\\officer\\AppData\\Local\\Programs\\{NAME}"
    opens = f'"{at}\\scorecard-desktop.exe" "%1"'
    told = keys[UNINSTALL]
    assert told["DisplayName"] == NAME
    assert told["DisplayVersion"] == "0.1.0"
    assert told["InstallLocation"] == at
    assert told["UninstallString"] == f'"{at}\\uninstall.exe"'
    assert told["QuietUninstallString"] == f'"{at}\\uninstall.exe" /S'
    assert told["NoModify"] == "dword:00000001"
    classes = "Software\\Classes"
    assert keys[f"{classes}\\.scorecard"]["@"] == "ScorecardDesktop.Store"
    assert keys[f"{classes}\\ScorecardDesktop.Store\\shell\\open\\command"]["@"] == opens
    for ending in WORKBOOKS:
        assert "ScorecardDesktop.Workbook" in keys[f"{classes}\\{ending}\\OpenWithProgids"]
        assert "@" not in keys.get(f"{classes}\\{ending}", {})  # a workbook keeps the program that it has
    assert keys[f"{classes}\\ScorecardDesktop.Workbook\\shell\\open\\command"]["@"] == opens
    paths = "Software\\Microsoft\\Windows\\CurrentVersion\\App Paths"
    assert keys[f"{paths}\\scorecard.exe"]["@"] == f"{at}\\scorecard.exe"

    assert windows.run(str(windows.installed / "uninstall.exe"), "/S") == 0
    assert windows.files() - before <= {parent}
    assert {k: v for k, v in windows.registry().items() if v} == {k: v for k, v in keys_before.items() if v}
    ours = [key for key in windows.registry() if "corecard" in key]
    assert not ours


def on_windows(path: Path) -> str:
    """Where a file of this machine lies for a program of Windows."""
    return "Z:" + str(path).replace("/", "\\")


def windows_path(path: Path) -> str:
    return "C:\\" + str(path).split("drive_c/")[1].replace("/", "\\")


@pytest.mark.timeout(600)
def test_that_a_newer_version_takes_the_place_of_the_older_and_keeps_the_figures(windows, installers):
    assert windows.run(str(installers["0.1.0"]), "/S") == 0
    figures = windows.local / NAME / "scorecard.scorecard"
    figures.parent.mkdir(parents=True)
    figures.write_bytes(b"the officer's figures")
    beside = windows.installed / "notes of the officer.txt"
    beside.write_text("kept")
    assert windows.run(str(installers["0.2.0"]), "/S") == 0
    inside = {file.relative_to(windows.installed).as_posix() for file in windows.installed.rglob("*")}
    assert inside == {
        "scorecard-desktop.exe", "scorecard.exe", "uninstall.exe", "_internal", "_internal/new.txt",
        "_internal/resources", "_internal/resources/both.txt", beside.name,
    }  # fmt: skip
    assert (windows.installed / "_internal" / "resources" / "both.txt").read_text() == "0.2.0"
    assert windows.registry()[UNINSTALL]["DisplayVersion"] == "0.2.0"
    assert figures.read_bytes() == b"the officer's figures"
    assert windows.run(str(windows.installed / "uninstall.exe"), "/S") == 0
    assert figures.read_bytes() == b"the officer's figures"
    assert beside.read_text() == "kept"
    assert [file.name for file in windows.installed.iterdir()] == [beside.name]


@pytest.mark.timeout(600)
def test_that_a_windows_before_10_is_refused_and_nothing_is_written(windows, installers):
    assert windows.run("reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win7", "/f") == 0
    before = windows.files()
    assert windows.run(str(installers["0.1.0"]), "/S") == 2
    assert windows.files() == before


@pytest.mark.timeout(600)
def test_that_another_folder_may_be_named_and_is_remembered(windows, installers):
    assert windows.run_as_written(f"{on_windows(installers['0.1.0'])} /S /D=C:\\Apps\\Score card") == 0
    folder = windows.prefix / "drive_c" / "Apps" / "Score card"
    assert (folder / "scorecard-desktop.exe").exists()
    assert not windows.installed.exists()
    assert windows.run(str(installers["0.2.0"]), "/S") == 0  # goes where the earlier one is
    assert (folder / "_internal" / "new.txt").exists()
    assert not windows.installed.exists()


@pytest.mark.timeout(600)
def test_that_nothing_is_changed_while_the_program_is_running(windows, installers):
    assert windows.run(str(installers["0.1.0"]), "/S") == 0
    (windows.installed / "stay").touch()
    running = windows.start(str(windows.installed / "scorecard-desktop.exe"), "a.scorecard")
    for _ in range(200):
        if (windows.installed / "opened.txt").exists():
            break
        time.sleep(0.1)
    assert "a.scorecard" in (windows.installed / "opened.txt").read_text()
    held = {file: file.stat().st_mtime for file in windows.installed.rglob("*")}
    at = windows_path(windows.installed)
    assert windows.start(str(installers["0.2.0"]), "/S").wait(120) == 2
    assert {file: file.stat().st_mtime for file in windows.installed.rglob("*")} == held
    # as Windows calls it, it goes on in a copy of itself, whose code nobody hears; so it is told where it lies
    line = windows.prefix / "drive_c" / "line.bat"
    line.write_text(f'@"{at}\\uninstall.exe" /S _?={at}\r\n@exit %errorlevel%\r\n', "ascii")
    assert windows.start("cmd", "/c", "C:\\line.bat").wait(120) == 2
    assert {file: file.stat().st_mtime for file in windows.installed.rglob("*")} == held
    (windows.installed / "stay").unlink()
    running.wait(60)
    windows.wait()
    assert windows.run(str(installers["0.2.0"]), "/S") == 0


@pytest.mark.timeout(600)
def test_that_what_the_registry_gives_for_a_store_opens_it(windows, installers):
    """Windows looks the command up so at a double-click; Wine looks in the machine's part of the registry alone."""
    assert windows.run(str(installers["0.1.0"]), "/S") == 0
    keys = windows.registry()
    kind = keys["Software\\Classes\\.scorecard"]["@"]
    command = keys[f"Software\\Classes\\{kind}\\shell\\open\\command"]["@"]
    assert windows.run_as_written(command.replace("%1", "C:\\our figures.scorecard")) == 0
    assert (windows.installed / "opened.txt").read_text() == '0.1.0 "C:\\our figures.scorecard"\n'
    icon = keys[f"Software\\Classes\\{kind}\\DefaultIcon"]["@"].partition(",")[0]
    assert windows.unix(icon).is_file()
