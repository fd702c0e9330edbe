"""What a Linux desktop reads of the program."""

import configparser
import gzip
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from scorecard_desktop import __version__
from scorecard_desktop.store.shape import APPLICATION_ID

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "installers" / "linux"))

import desktop  # noqa: E402

MOMENT = 1767225600
STORE = "application/vnd.scorecard-desktop.store"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def share(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("usr") / "share"
    desktop.install(folder, MOMENT)
    return folder


def test_that_the_menu_entry_opens_what_is_given_to_it(share):
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(share / "applications" / "scorecard-desktop.desktop", "utf-8")
    said = entry["Desktop Entry"]
    assert said["Exec"] == "scorecard-desktop %F"
    opened = said["MimeType"].strip(";").split(";")
    assert opened[0] == STORE
    assert "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" in opened
    icon = share / "icons" / "hicolor" / "48x48" / "apps" / f"{said['Icon']}.png"
    assert icon.read_bytes().startswith(b"\x89PNG")


def test_that_the_menu_entry_is_valid(share):
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("desktop-file-validate is not on this machine")
    file = share / "applications" / "scorecard-desktop.desktop"
    done = subprocess.run([validate, str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_that_a_store_is_known_by_its_first_bytes_and_its_ending(share):
    kinds = ET.parse(share / "mime" / "packages" / "scorecard-desktop.xml").getroot()
    (kind,) = kinds
    assert kind.get("type") == STORE
    match = kind.find(f"{MIME}magic/{MIME}match/{MIME}match")
    assert match is not None
    assert (match.get("type"), match.get("offset")) == ("big32", "68")
    assert int(str(match.get("value")), 16) == APPLICATION_ID
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")] == ["*.scorecard"]


def test_that_the_metadata_tell_this_version(share):
    (file,) = (share / "metainfo").iterdir()
    told = ET.parse(file).getroot()
    assert f"{told.findtext('id')}.metainfo.xml" == file.name
    release = told.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": __version__, "date": "2026-01-01"}


def test_that_the_metadata_are_valid(share):
    validate = shutil.which("appstreamcli")
    if validate is None:
        pytest.skip("appstreamcli is not on this machine")
    (file,) = (share / "metainfo").iterdir()
    command = [validate, "validate", "--pedantic", "--no-net", "--no-color", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_that_the_manuals_tell_every_command_and_option(share):
    of_command = gzip.decompress((share / "man" / "man1" / "scorecard.1.gz").read_bytes()).decode()
    for word in ("import", "check", "rate", "pack", "export", "returns", "history", "demo", "\\-\\-store"):
        assert word in of_command, word
    of_window = gzip.decompress((share / "man" / "man1" / "scorecard-desktop.1.gz").read_bytes()).decode()
    assert "\\-\\-screenshot" in of_window
    if shutil.which("man"):
        for file in (share / "man" / "man1").iterdir():
            done = subprocess.run(
                ["man", "--warnings", "-l", str(file)], capture_output=True, text=True, check=False,
                env={"LC_ALL": "C.UTF-8", "MANWIDTH": "100", "PATH": "/usr/bin:/bin", "TERM": "dumb"},
            )  # fmt: skip
            assert (done.returncode, done.stderr) == (0, ""), file.name
