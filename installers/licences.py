"""The licences of everything that is shipped: the program, its fonts, Python, Qt and every package of the lock.

Names and texts come from what the packages say of themselves, so it is run where they are installed (build/venv).
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "installers" / "frozen"))

from trimming import read_rules, rule_of  # noqa: E402

_TEXTS = PROJECT / "installers" / "licences"
_QT = ("PySide6-Essentials", "pyside6_essentials", "shiboken6")
_NOT_SAID = {"sqlcipher3": "Zlib"}
"""What packages that bring their licence's words do not say of its name."""

_INSIDE = {
    "sqlcipher3": (("SQLCipher", "BSD-3-Clause", "SQLCipher.txt"), ("OpenSSL's libcrypto", "Apache-2.0", "OpenSSL.txt"))
}
"""What stands inside a package's library and is told by nothing that it brings."""

_LINE = "=" * 100


@dataclass(frozen=True)
class Part:
    """Something that is shipped: what it is, of which version, whose, under which licence, and that licence's words."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def locked() -> list[str]:
    """The packages of requirements.lock that this kind of computer and Python has."""
    lines = (PROJECT / "requirements.lock").read_text("utf-8").splitlines()
    names = sorted({line.partition("==")[0] for line in lines if re.match(r"[\w.-]+==", line)})
    return [name for name in names if _installed(name)]


def shipped() -> list[str]:
    """Those of them of which anything is in the frozen program."""
    rules = [rule for rule in read_rules() if not rule.only_when_not_collected]
    return [
        name
        for name in locked()
        if any(rule_of(file.as_posix(), rules) is None for file in metadata.distribution(name).files or []
               if file.suffix in {".py", ".so", ".pyd"} and ".." not in file.parts)
    ]  # fmt: skip


def parts() -> list[Part]:
    """Everything that is shipped, the program first. Raises ValueError for a package that brings no licence."""
    sys.path.insert(0, str(PROJECT / "src"))
    from scorecard_desktop import __version__

    own = (PROJECT / "LICENSE").read_text("utf-8")
    found = [Part("Scorecard Desktop", __version__, "MIT", "", own)]
    for file in sorted((PROJECT / "resources" / "fonts").glob("*-LICENSE.txt")):
        name, text = file.name.partition("-")[0], file.read_text("utf-8")
        kind = "SIL Open Font Licence 1.1" if "SIL OPEN FONT LICENSE" in text.upper() else "Bitstream Vera and Arev"
        found.append(Part(f"{name} (font)", "", kind, "", text))
    python = (_TEXTS / "Python.txt").read_text("utf-8")
    found.append(Part("Python", sys.version.split()[0], "PSF-2.0", "https://www.python.org", python))
    for name in shipped():
        found.append(_part(name))
        for inside, licence, words in _INSIDE.get(name, ()):
            found.append(Part(f"{inside} (in {name})", "", licence, "", (_TEXTS / words).read_text("utf-8")))
    found += map(_part, filter(_installed, ["pyinstaller"]))  # its starter, where the program is frozen
    return found


def text() -> str:
    """All of it as one text: a list first, then the words of each licence."""
    everything = parts()
    lines = [
        "What Scorecard Desktop is made of, and under which licences.",
        "",
        *(f"• {' '.join(filter(None, (part.name, part.version)))}: {part.licence}" for part in everything),
        "",
        "Qt and Qt for Python (PySide6, shiboken6) are used under the LGPL, version 3, unchanged but for debugging",
        "symbols and ICU's data of other languages, which are left out: they are libraries of their own in the",
        "program's folder and may be replaced there by others of the same interface.",
        "Their sources are at https://download.qt.io/official_releases/QtForPython/ and https://code.qt.io.",
        "Of PyInstaller only the starter is shipped, which its licence allows with a program of any licence.",
    ]
    for part in everything:
        lines += ["", _LINE, " ".join(filter(None, (part.name, part.version, f"({part.licence})"))), part.home, _LINE]
        lines += ["", part.text.strip()]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _part(name: str) -> Part:
    package = metadata.distribution(name)
    about = package.metadata
    licence = _said(about, "License-Expression") or _said(about, "License").partition("\n")[0]
    if not licence or "see " in licence:
        classified = [line.rsplit(" :: ", 1)[1] for line in about.get_all("Classifier") or [] if "License ::" in line]
        licence = ", ".join(classified) or licence
    licence = licence or _NOT_SAID.get(name, "")
    homes = [_said(about, "Home-page"), *(line.partition(", ")[2] for line in about.get_all("Project-URL") or [])]
    home = next((one for one in homes if one.startswith("http")), "")
    texts = _texts(package)
    if name.casefold() in {one.casefold() for one in _QT}:
        licence = "LGPL-3.0-only"
        texts = [(_TEXTS / f"{one}.txt").read_text("utf-8") for one in ("LGPL-3.0", "GPL-3.0")]
    if not texts or not licence:
        raise ValueError(f"{name} brings no licence: add its words to installers/licences.")
    return Part(about["Name"], package.version, licence, home, "\n\n".join(texts))


def _said(about: metadata.PackageMetadata, field: str) -> str:
    return (about.get_all(field) or [""])[0]


def _texts(package: metadata.Distribution) -> list[str]:
    """The words of every licence that a package brings, each once."""
    found: dict[str, None] = {}
    for file in sorted(package.files or [], key=lambda one: (len(one.parts), one.as_posix())):
        named = re.search(r"licen[cs]e|copying|notice|authors", file.as_posix(), re.IGNORECASE)
        if ".dist-info/" in file.as_posix() and named and file.name not in {"METADATA", "RECORD"}:
            found[Path(str(file.locate())).read_text("utf-8", "replace").strip()] = None
    return list(found)


if __name__ == "__main__":
    sys.stdout.write(text())
