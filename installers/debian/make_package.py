"""Makes the Debian package around dist/scorecard-desktop. Run by `make deb`, in build/venv, on Debian.

The package is put into dist, or into the folder that the first argument names.

Everything in the package bears one date and belongs to root, so that the same frozen folder makes the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from email.utils import formatdate
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "installers" / "linux")]

import desktop  # noqa: E402
import licences  # noqa: E402
from freeze import last_commit  # noqa: E402

from scorecard_desktop import __version__  # noqa: E402

NAME = "scorecard-desktop"
MAINTAINER = "Scorecard Desktop contributors <contributors@scorecard-desktop.invalid>"
HERE = Path(__file__).parent
_WELL_KNOWN = {"GPL-3.0": "GPL-3", "LGPL-3.0-only": "LGPL-3", "Apache-2.0": "Apache-2.0"}
_OPENED_BY_QT = ("libegl1", "libgl1", "fontconfig")
"""Packages that no library names, since Qt opens what is in them by itself: EGL, GL, and the list of fonts."""


def main() -> int:
    """Lay out, count, pack."""
    frozen = PROJECT / "dist" / NAME
    if not (frozen / NAME).exists():
        print(f"There is no frozen program in {frozen}: make frozen makes it.", file=sys.stderr)
        return 1
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or last_commit())
    architecture = _said("dpkg", "--print-architecture")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "dist"
    made = folder / f"{NAME}_{version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "root"
        lay_out(frozen, root, moment)
        size = sum(-(-file.lstat().st_size // 1024) for file in root.rglob("*") if not file.is_dir())
        control = root / "DEBIAN"
        control.mkdir()
        (control / "control").write_text(_control(architecture, size, depends(frozen, Path(temporary))), "utf-8")
        (control / "md5sums").write_text(_sums(root), "utf-8")
        settle(root, moment)
        pack = ["dpkg-deb", "--root-owner-group", "--threads-max=2", "-Zxz", "--build", str(root), str(made)]
        subprocess.run(pack, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)}, stdout=subprocess.DEVNULL)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB, {size / 1024:.0f} MiB installed")
    return 0


def version() -> str:
    """The program's version as Debian orders versions: 1.0rc1 comes before 1.0."""
    return re.sub(r"(?<=\d)(a|b|rc|\.dev)(?=\d)", lambda found: f"~{found[1].strip('.')}", __version__)


def lay_out(frozen: Path, root: Path, moment: int) -> None:
    """Put everything where the package has it."""
    lib, share = root / "usr" / "lib" / NAME, root / "usr" / "share"
    shutil.copytree(frozen, lib, symlinks=True)
    programs = root / "usr" / "bin"
    programs.mkdir(parents=True)
    for program in (NAME, "scorecard"):
        (programs / program).symlink_to(f"../lib/{NAME}/{program}")
    desktop.install(share, moment)
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(copyright_file(), "utf-8")
    changes = (PROJECT / "CHANGELOG.md").read_bytes()
    (documents / "NEWS.md.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    entry = f"{NAME} ({version()}) stable; urgency=medium\n\n  * What is new is in NEWS.md.gz.\n\n"
    entry += f" -- {MAINTAINER}  {formatdate(moment)}\n"
    (documents / "changelog.gz").write_bytes(gzip.compress(entry.encode(), 9, mtime=0))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(HERE / "lintian-overrides", overrides / NAME)


def settle(root: Path, moment: int) -> None:
    """Rights and dates that do not depend on who builds it and when."""
    for file in sorted(root.rglob("*"), reverse=True):
        if not file.is_symlink():
            runs = file.is_dir() or (file.parent.name == NAME and file.parent.parent.name == "lib")
            file.chmod(0o755 if runs else 0o644)
        os.utime(file, (moment, moment), follow_symlinks=False)
    root.chmod(0o755)
    os.utime(root, (moment, moment))


def depends(frozen: Path, work: Path) -> str:
    """The packages that hold the libraries which the frozen program takes from the system."""
    source = work / "debian"
    source.mkdir()
    (source / "control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", "utf-8")
    inside = frozen / "_internal"
    programs = [frozen / NAME, *sorted(file for file in inside.rglob("*.so*") if not file.is_symlink())]
    folders = sorted({str(file.parent) for file in programs})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *(f"-l{folder}" for folder in folders)]
    command += [word for file in programs for word in ("-e", str(file))]
    said = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if said.returncode != 0:
        wrong = "\n".join(line for line in said.stderr.splitlines() if "error" in line)
        raise RuntimeError(f"The libraries of the system could not be told:\n{wrong}")
    found = said.stdout.strip().removeprefix("shlibs:Depends=").split(", ")
    named = {line.split()[0] for line in found}
    return ", ".join(sorted([*found, *(package for package in _OPENED_BY_QT if package not in named)]))


def _control(architecture: str, size: int, depends_on: str) -> str:
    return (
        f"Package: {NAME}\n"
        f"Version: {version()}\n"
        f"Architecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {depends_on}\n"
        "Recommends: default-dbus-session-bus | dbus-session-bus, xdg-desktop-portal, xdg-utils\n"
        "Section: misc\n"
        "Priority: optional\n"
        f"Description: {(HERE / 'description').read_text('utf-8').strip()}\n"
    )


def _sums(root: Path) -> str:
    files = sorted(file for file in (root / "usr").rglob("*") if file.is_file() and not file.is_symlink())
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )


def copyright_file() -> str:
    """What everything shipped is, and under which licence, in the form that Debian's tools read."""
    lines = ["Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"]
    lines += ["Upstream-Name: Scorecard Desktop", f"Source: {NAME}, as published by its contributors", ""]
    texts: dict[str, str] = {}
    for part in licences.parts():
        name = re.sub(r"[^\w.+-]+", "-", part.licence).strip("-")
        if texts.setdefault(name, part.text) != part.text:
            name = f"{name}-as-of-{re.sub(r'[^A-Za-z0-9]+', '-', part.name).strip('-')}"
            texts[name] = part.text
        held = _holders(part.text) or [f"the authors of {part.name}"]
        lines += [f"Files: {_files(part.name)}", *_folded("Copyright", held), f"License: {name}"]
        lines += [f"Comment: {' '.join(filter(None, (part.name, part.version)))}", ""]
    for name, text in texts.items():
        known = next((f"/usr/share/common-licenses/{held}" for kind, held in _WELL_KNOWN.items() if name == kind), "")
        body = [f"The text is in {known}."] if known else text.strip().splitlines()
        lines += [f"License: {name}", *(f" {line.rstrip()}" if line.strip() else " ." for line in body), ""]
    return "\n".join(lines)


def _files(name: str) -> str:
    inside = f"usr/lib/{NAME}/_internal"
    special = {
        "Scorecard Desktop": "*",
        "Python": f"{inside}/libpython* {inside}/python3* {inside}/*.pyc",
        "pyinstaller": f"usr/lib/{NAME}/{NAME}",
        "PySide6_Essentials": f"{inside}/PySide6/*",
    }
    if name.endswith("(font)"):
        return f"{inside}/resources/fonts/{name.partition(' ')[0]}*"
    return special.get(name, f"{inside}/{name.replace('-', '_')}*")


def _holders(text: str) -> list[str]:
    found = re.findall(r"^\W*(?:copyright|\(c\)) +(?:\(c\)|©)? *(.*\w.*)$", text, re.IGNORECASE | re.MULTILINE)
    dated = [line.strip(" .*") for line in found if re.search(r"\d{4}", line)]
    return list(dict.fromkeys(dated))[:12]


def _folded(field: str, values: list[str]) -> list[str]:
    return [f"{field}: {values[0]}", *(f"           {value}" for value in values[1:])]


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
