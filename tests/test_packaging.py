"""The locks, the version, the wheel, and the resources wherever the program runs from."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import scorecard_desktop
from scorecard_desktop import resources

PROJECT = Path(__file__).resolve().parents[1]
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Italic.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf", "DejaVuSans.ttf")


@pytest.fixture(scope="module")
def declared() -> dict:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, timeout=100)
    (built,) = folder.glob("*.whl")
    return built


def locked(name: str) -> list[Requirement]:
    """The requirements of a lock, without their hashes."""
    lines = (PROJECT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    return [Requirement(re.split(r"\s+--hash=", line)[0].strip()) for line in lines if line[:1].isalnum()]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"])
def test_that_a_lock_holds_exact_versions_with_hashes_and_no_addresses(name):
    text = (PROJECT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(index|extra-index|find-links)", text, re.MULTILINE)
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry[:1].isalnum()]
    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize(("name", "extras"), [("requirements.lock", []), ("requirements-dev.lock", ["dev"])])
def test_that_a_lock_satisfies_what_the_project_declares(declared, name, extras):
    wanted = [*declared["dependencies"], *(line for e in extras for line in declared["optional-dependencies"][e])]
    versions: dict[str, list[str]] = {}
    for entry in locked(name):
        (pin,) = entry.specifier
        versions.setdefault(canonicalize_name(entry.name), []).append(pin.version)
    for requirement in map(Requirement, wanted):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is not in {name}: make lock"
        assert all(requirement.specifier.contains(version) for version in found), f"{requirement}: make lock"


def test_that_both_locks_agree_on_every_version():
    development = {str(entry) for entry in locked("requirements-dev.lock")}
    assert {str(entry) for entry in locked("requirements.lock")} <= development


def test_that_the_version_is_told_in_one_place(declared):
    assert "version" in declared["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", scorecard_desktop.__version__)


def test_that_the_change_log_knows_the_version():
    log = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## ({re.escape(scorecard_desktop.__version__)}|Unreleased)\b", log, re.MULTILINE)


@pytest.mark.parametrize("font", FONTS)
def test_that_a_checkout_finds_its_fonts(font):
    assert resources.path(f"fonts/{font}") == PROJECT / "resources" / "fonts" / font


def test_that_a_missing_resource_is_named():
    with pytest.raises(FileNotFoundError, match=r"fonts/Nonesuch\.ttf"):
        resources.path("fonts/Nonesuch.ttf")


@pytest.mark.parametrize("folder", ["scorecard_desktop/_resources", "resources"])
def test_that_a_frozen_program_finds_its_fonts_in_the_bundle(tmp_path, monkeypatch, folder):
    font = tmp_path / folder / "fonts" / FONTS[0]
    font.parent.mkdir(parents=True)
    font.write_bytes(b"\0\1\0\0")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.path(f"fonts/{FONTS[0]}") == font


def test_that_a_frozen_program_does_not_look_outside_its_bundle(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(FileNotFoundError):
        resources.path(f"fonts/{FONTS[0]}")


def test_that_an_installed_wheel_finds_its_fonts(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    code += "from scorecard_desktop import resources\n"
    code += f"print(*[resources.path('fonts/' + font) for font in {FONTS!r}], sep='\\n')"
    command = [sys.executable, "-I", "-S", "-c", code]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    for line, font in zip(finished.stdout.splitlines(), FONTS, strict=True):
        assert Path(line) == (tmp_path / "scorecard_desktop" / "_resources" / "fonts" / font)


def test_that_the_wheel_carries_the_guide_with_its_pictures(wheel):
    with zipfile.ZipFile(wheel) as archive:
        carried = {name.removeprefix("scorecard_desktop/_resources/") for name in archive.namelist()}
    guide = {file.relative_to(PROJECT).as_posix() for file in (PROJECT / "docs").rglob("*") if file.is_file()}
    assert guide <= carried


def test_that_the_wheel_carries_the_licences_of_its_fonts_and_both_commands(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        commands = archive.read(entry_points).decode()
    assert "scorecard_desktop/_resources/fonts/NotoSans-LICENSE.txt" in names
    assert "scorecard_desktop/_resources/fonts/DejaVuSans-LICENSE.txt" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "scorecard = scorecard_desktop.cli:main" in commands
    assert "scorecard-desktop = scorecard_desktop.__main__:main" in commands


@pytest.mark.parametrize("font", FONTS)
def test_that_a_font_has_outlines_that_reportlab_embeds_and_figures_of_one_width(font):
    from fontTools.ttLib import TTFont

    with TTFont(resources.path(f"fonts/{font}")) as opened:
        characters = opened.getBestCmap()
        assert "glyf" in opened
        assert opened["OS/2"].fsType == 0
        assert len({opened["hmtx"][characters[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_that_the_fonts_together_draw_every_sign_that_the_program_uses():
    from fontTools.ttLib import TTFont

    signs = "★☆●○▲△▼▽■□◆◇✖✓✗↑↓→←↗↘↔£€≥≤≠≈…•·▨▪▫–—−±×÷½‘’“”²³ŵŷâêîôûłńśő"
    for text_font in FONTS[:4]:
        with (
            TTFont(resources.path(f"fonts/{text_font}")) as text,
            TTFont(resources.path(f"fonts/{FONTS[4]}")) as shapes,
        ):
            drawn = text.getBestCmap().keys() | shapes.getBestCmap().keys()
        assert [sign for sign in signs if ord(sign) not in drawn] == []
