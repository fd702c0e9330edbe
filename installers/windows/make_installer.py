"""Makes the installer for Windows around a folder that was frozen on Windows. Run by `make windows-installer`.

The folder is what `installers/freeze.py` makes there; it cannot be made on Linux, where only the installer around it
can. ``--folder`` names it, ``--out`` the installer. Needs NSIS (makensis), on Windows or on Debian.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "src")]

from freeze import last_commit  # noqa: E402

from scorecard_desktop import __version__  # noqa: E402

HERE = Path(__file__).parent
PROGRAMS = ("scorecard-desktop.exe", "scorecard.exe")


def main() -> int:
    """Look at the folder, build, say what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=PROJECT / "dist" / "scorecard-desktop", help="the frozen folder")
    parser.add_argument("--out", type=Path, help="the installer; in dist unless said")
    parser.add_argument("--version", default=__version__, help=argparse.SUPPRESS)  # the tests build two
    asked = parser.parse_args()
    missing = [name for name in (*PROGRAMS, "_internal") if not (asked.folder / name).exists()]
    if missing:
        print(f"{asked.folder} is no program frozen on Windows: {', '.join(missing)} missing.", file=sys.stderr)
        return 1
    out = asked.out or PROJECT / "dist" / f"scorecard-desktop-{asked.version}-windows-x64.exe"
    out.parent.mkdir(parents=True, exist_ok=True)
    build(asked.folder, out, asked.version)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    return 0


def build(folder: Path, out: Path, version: str) -> None:
    """Have NSIS build it. Raises FileNotFoundError without NSIS."""
    makensis = shutil.which("makensis") or shutil.which(r"C:\Program Files (x86)\NSIS\makensis.exe")
    if makensis is None:
        raise FileNotFoundError("NSIS is not installed: apt-get install nsis, or nsis from its makers on Windows.")
    icon = PROJECT / "build" / "icons" / "scorecard.ico"
    if not icon.exists():
        import icons

        icons.make(icon.parent)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    defined = {
        "VERSION": version,
        "VERSION4": numbers(version),
        "FOLDER": str(folder.resolve()),
        "ICON": str(icon),
        "SIZE": str(size // 1024),
        "OUT": str(out.resolve()),
    }
    words = [f"-D{name}={value}" for name, value in defined.items()]
    command = [makensis, "-V2", "-WX", *words, str(HERE / "installer.nsi")]
    moment = os.environ.get("SOURCE_DATE_EPOCH") or last_commit()
    subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": moment})


def numbers(version: str) -> str:
    """A version as Windows counts: four numbers."""
    found = [int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:4]]
    return ".".join(str(part) for part in (found + [0] * 4)[:4])


if __name__ == "__main__":
    sys.exit(main())
