"""Makes an AppImage of dist/scorecard-desktop: one file that runs on any Linux as new as the one it was made on.

Run by `make appimage`, in build/venv, on Debian; needs mksquashfs (squashfs-tools). Beside the frozen program it holds
the libraries that not every desktop has. What an AppImage begins with is taken from a package that ships one.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "installers" / "linux")]

import desktop  # noqa: E402
from freeze import last_commit  # noqa: E402

from scorecard_desktop import __version__  # noqa: E402

HERE = Path(__file__).parent
NAME = "scorecard-desktop"
_OF_ANOTHER = (".upd_info", ".sha256_sig", ".sig_key", ".digest_md5")
_OF_EVERY_DESKTOP = re.compile(
    r"(?:ld-linux.*|libc|libm|libdl|librt|libpthread|libresolv|libutil|libnss_.*|libstdc\+\+|libgcc_s|libGL|libEGL|libGLX|"
    r"libGLdispatch|libOpenGL|libX11|libX11-xcb|libxcb|libdrm|libgbm|libfontconfig|libfreetype|libharfbuzz|libz|libexpat|"
    r"libcom_err|libgpg-error|libgcrypt|libuuid|libp11-kit|libsystemd|libdbus-1)\.so.*"
)
"""What must be the computer's own: it speaks to its kernel, its screen or its fonts."""


def main() -> int:
    """Lay out, squash, put the runtime before it."""
    frozen = PROJECT / "dist" / NAME
    if not (frozen / NAME).exists():
        print(f"There is no frozen program in {frozen}: make frozen makes it.", file=sys.stderr)
        return 1
    moment = os.environ.get("SOURCE_DATE_EPOCH") or last_commit()
    made = PROJECT / "dist" / f"{NAME}-{__version__}-x86_64.AppImage"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        root = work / "AppDir"
        lay_out(frozen, root, int(moment))
        squash = [
            "mksquashfs",
            str(root),
            str(work / "squashed"),
            "-root-owned",
            "-noappend",
            "-comp",
            "gzip",
            "-quiet",
        ]
        # the dates are said by the options, which will not have them from the environment as well
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        dates = ["-mkfs-time", moment, "-all-time", moment, "-no-progress"]
        subprocess.run([*squash, *dates], check=True, env=environment, stdout=subprocess.DEVNULL)
        made.write_bytes(runtime(work) + (work / "squashed").read_bytes())
    made.chmod(0o755)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
    return 0


def lay_out(frozen: Path, root: Path, moment: int) -> None:
    """Everything as it lies in the file."""
    lib = root / "usr" / "lib" / NAME
    shutil.copytree(frozen, lib, symlinks=True)
    for library in of_the_system(frozen):
        shutil.copy(library, lib / "_internal" / library.name)
    desktop.install(root / "usr" / "share", moment)
    shutil.copy(HERE / "AppRun", root / "AppRun")
    shutil.copy(root / "usr" / "share" / "applications" / f"{NAME}.desktop", root)
    shutil.copy(root / "usr" / "share" / "icons" / "hicolor" / "256x256" / "apps" / f"{NAME}.png", root)
    (root / ".DirIcon").symlink_to(f"{NAME}.png")
    for folder in root.rglob("*"):
        if folder.is_dir() and not folder.is_symlink():
            folder.chmod(0o755)
    root.chmod(0o755)


def of_the_system(frozen: Path) -> list[Path]:
    """The libraries that the frozen program takes from this computer, and that another may not have."""
    inside = frozen / "_internal"
    programs = [str(file) for file in sorted(inside.rglob("*.so*")) if not file.is_symlink()]
    said = subprocess.run(
        ["ldd", *programs],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LD_LIBRARY_PATH": str(inside)},
    ).stdout
    found = {
        name: Path(place)
        for name, place in re.findall(r"^\s+(\S+) => (/\S+)", said, re.MULTILINE)
        if not place.startswith(str(frozen)) and not _OF_EVERY_DESKTOP.fullmatch(name)
    }
    return [found[name].with_name(name) for name in sorted(found)]


def runtime(work: Path) -> bytes:
    """What an AppImage begins with, without the marks of the one that it is taken from."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    lock = str(HERE / "runtime.lock")
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-d", str(work), "-r", lock], check=True)
    (package,) = work.glob("*.whl")
    with zipfile.ZipFile(package) as held:
        (name,) = (name for name in held.namelist() if name.endswith("x86_64.AppImage"))
        begun = held.read(name)
    sections_at = struct.unpack_from("<Q", begun, 0x28)[0]
    size, count, names = struct.unpack_from("<HHH", begun, 0x3A)
    made = bytearray(begun[: sections_at + size * count])
    if made[8:11] != b"AI\x02":
        raise ValueError("This is not what an AppImage begins with.")
    sections = [struct.unpack_from("<IIQQQQ", made, sections_at + number * size) for number in range(count)]
    words_at = sections[names][4]
    for name_at, _, _, _, offset, length in sections:
        begins = words_at + name_at
        if made[begins : made.index(b"\0", begins)].decode() in _OF_ANOTHER:
            made[offset : offset + length] = bytes(length)
    return bytes(made)


if __name__ == "__main__":
    sys.exit(main())
