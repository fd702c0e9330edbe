"""Where the files that ship with the program are: fonts, sample workbooks, and the guide with its pictures."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return the file or folder ``name`` of the shipped resources, such as ``fonts/NotoSans-Regular.ttf``.

    The resources lie inside the package when it was installed from a wheel, in the bundle's
    folder when the program was frozen, and at the top of the project in a checkout; so does the
    guide, which is ``docs``.

    Raises FileNotFoundError if the resource is in none of them: the installation is damaged.
    """
    project = _PACKAGE.parents[1]
    folders = [_PACKAGE / "_resources", project / "resources", *([project] if _of_the_guide(name) else [])]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        folders = [Path(bundle) / "scorecard_desktop" / "_resources", Path(bundle) / "resources"]
    for folder in folders:
        found = folder / name
        if found.exists():
            return found
    raise FileNotFoundError(f"The program's own file {name} is missing: install Scorecard Desktop again.")


def _of_the_guide(name: str) -> bool:
    return name == "docs" or name.startswith("docs/")
