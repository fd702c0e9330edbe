"""Freezes the program: dist/scorecard-desktop with the window, the command, and all that both need, Python included.

Run by `make frozen`, in build/venv (installers/build_env).
``--write-table`` writes what was left out, and what that saves, into installers/README.md; without it that table must
be true already, to the nearest tenth of what it says.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import struct
import subprocess
import sys
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "installers" / "frozen")]

import icons  # noqa: E402
import licences  # noqa: E402
from icu import shrink  # noqa: E402
from left_out_table import Account, read_table, write_table  # noqa: E402
from trimming import read_rules, rule_of  # noqa: E402

GOAL_MB = 180
BUILD = PROJECT / "build"
MEGABYTE = 1_000_000


def main() -> int:
    """Freeze, make small, take account."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="the folder to make scorecard-desktop in")
    parser.add_argument("--write-table", action="store_true", help="write the table in installers/README.md")
    asked = parser.parse_args()
    made = frozen(asked.out)
    stripped, of_icu = strip(made), shrink_icu(made)
    settle(made)
    size = size_of(made)
    print(
        f"{made}: {size / MEGABYTE:.1f} MB in {sum(1 for _ in made.rglob('*'))} files; the goal is under {GOAL_MB} MB"
    )
    if size >= GOAL_MB * MEGABYTE:
        print(f"That is more than {GOAL_MB} MB.", file=sys.stderr)
        return 1
    if sys.platform != "linux":
        return 0  # the table is of the build for Linux
    account = taken(made)
    if stripped:
        account.add("debugging symbols of Python and of the packages", "for those who debug them in C", stripped)
    if of_icu:
        account.add(
            "ICU's data for other languages than English, and for old character sets",
            "the program speaks English; installers/frozen/icu.py",
            of_icu,
        )
    readme = PROJECT / "installers" / "README.md"
    if asked.write_table:
        write_table(readme, account, size)
    else:
        for wrong in read_table(readme).differs_from(account, size):
            print(f"installers/README.md: {wrong}. `make frozen TABLE=write` writes it again.", file=sys.stderr)
    print(account.as_text())
    return 0


def frozen(out: Path) -> Path:
    """The folder as PyInstaller makes it of installers/frozen/scorecard.spec."""
    BUILD.mkdir(exist_ok=True)
    icons.make(BUILD / "icons")
    told = BUILD / "third-party-licences.txt"
    told.write_text(licences.text(), "utf-8")
    made = out / "scorecard-desktop"
    shutil.rmtree(made, ignore_errors=True)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or last_commit(),
        "SCORECARD_ACCOUNT": str(BUILD / "left-out.json"),
        "SCORECARD_LICENCES": str(told),
    }
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    folders = ["--distpath", str(out), "--workpath", str(BUILD / "pyinstaller")]
    spec = str(PROJECT / "installers" / "frozen" / "scorecard.spec")
    subprocess.run([*command, *folders, spec], env=environment, cwd=PROJECT, check=True)
    if sys.platform == "linux":
        (made / "scorecard").symlink_to("scorecard-desktop")
    return made


def last_commit() -> str:
    """When the sources were last changed, in seconds: the date that everything made of them bears."""
    command = ["git", "log", "-1", "--format=%ct"]
    found = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.strip()
    return found or "1767225600"  # of sources without their history: 1 January 2026


def strip(folder: Path) -> int:
    """Take debugging symbols out of libraries; how many bytes that saves. One that would no longer load stays whole."""
    tool = shutil.which("strip")
    if sys.platform != "linux" or tool is None:
        return 0
    saved = 0
    for file in sorted(folder.rglob("*.so*")):
        if file.is_symlink():
            continue
        stripped = file.with_name(f"{file.name}.stripped")
        subprocess.run([tool, "--strip-unneeded", "-o", str(stripped), str(file)], check=True)
        smaller = file.stat().st_size - stripped.stat().st_size
        if smaller > 0 and is_aligned(stripped.read_bytes()):
            saved += smaller
            stripped.replace(file)
        else:
            stripped.unlink()
    return saved


def is_aligned(library: bytes) -> bool:
    """Whether Linux will load a library: strip misplaces the parts of some that pip's tools have patched."""
    begins, size, count = (*struct.unpack_from("<Q", library, 0x20), *struct.unpack_from("<HH", library, 0x36))
    for number in range(count):
        kind, _, offset, address, *_, alignment = struct.unpack_from("<IIQQQQQQ", library, begins + number * size)
        if kind == 1 and (address - offset) % alignment:
            return False
    return True


def shrink_icu(folder: Path) -> int:
    """Make ICU's data smaller where Qt brings them; how many bytes that saves."""
    return sum(shrink(file) for file in folder.rglob("libicudata.so.*") if not file.is_symlink())


def settle(folder: Path) -> None:
    """Give every file the rights of a program's file, whoever builds it."""
    for file in folder.rglob("*"):
        if not file.is_symlink():
            runs = file.is_dir() or file.parent == folder
            file.chmod(0o755 if runs else 0o644)
    folder.chmod(0o755)


def size_of(folder: Path) -> int:
    """How many bytes the files of a folder have."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())


def taken(folder: Path) -> Account:
    """What every rule keeps out: of what the packages bring, and of what PyInstaller would have collected."""
    rules = read_rules()
    told = json.loads((BUILD / "left-out.json").read_text("utf-8"))
    inside = {
        file.relative_to(folder / "_internal").as_posix() for file in folder.rglob("*") if "_internal" in file.parts
    }
    inside |= set(told["packed"])
    sizes: dict[str, int] = dict(told["left out"])
    for name in licences.locked():
        for file in metadata.distribution(name).files or []:
            path, where = file.as_posix(), Path(str(file.locate()))
            if path.endswith(".pyc") or ".." in path or not where.is_file():
                continue
            if path not in inside and f"{path.removesuffix('.py')}.pyc" not in inside:
                sizes.setdefault(path, where.stat().st_size)
    account = Account()
    for rule in rules:
        account.add(rule.what, rule.why, sum(size for path, size in sizes.items() if rule_of(path, rules) is rule))
    return account


if __name__ == "__main__":
    sys.exit(main())
