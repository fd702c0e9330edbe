"""The layers of docs/architecture.md, kept by reading every import, those inside functions too."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "scorecard_desktop"
SOURCE = Path(__file__).resolve().parents[1] / "src" / PACKAGE

# what each layer may import of the program; "" is the package itself, which holds the version
MAY_IMPORT = {
    "": set(),
    "resources": set(),
    "domain": {"domain"},
    "store": {"", "resources", "domain", "store"},
    "importing": {"", "resources", "domain", "importing"},
    "exporting": {"", "resources", "domain", "exporting"},
    "services": {"", "resources", "domain", "store", "importing", "exporting", "services"},
    "ui": {"", "resources", "domain", "services", "ui"},
    "cli": {"", "resources", "domain", "services", "cli"},
    "app": {"", "resources", "domain", "store", "importing", "exporting", "services", "ui", "app"},
    "__main__": {"app"},
}

# where each package from outside may be imported: layers, or single modules of one
MAY_USE = {
    "PySide6": ("ui", "app"),
    "shiboken6": ("ui", "app"),
    "pyqtgraph": ("ui", "app"),
    "openpyxl": ("importing", "exporting.workbook"),
    "xlrd": ("importing",),
    "pandas": ("importing", "exporting.workbook"),
    "numpy": ("importing", "exporting.workbook", "ui"),
    "defusedxml": ("importing",),
    "olefile": ("importing",),
    "reportlab": ("exporting",),
    "pypdfium2": ("services.preview",),
    "platformdirs": ("store", "services", "ui", "cli", "app"),
    "filelock": ("store", "services"),
    "highspy": ("services",),
    "sqlcipher3": ("store.cipher",),
}


def imported_names(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the absolute name of everything that a module imports, at any depth."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*above, *([module] if module else [])])
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def violations(source: Path) -> list[str]:
    """Say where a module below ``source`` imports what its layer may not."""
    layers = {child.stem for child in source.iterdir() if child.suffix == ".py" or child.is_dir()}
    found = []
    for file in sorted(source.rglob("*.py")):
        parts = file.relative_to(source).with_suffix("").parts
        package = ".".join([PACKAGE, *parts[:-1]])
        module = ".".join(part for part in parts if part != "__init__")
        layer = module.partition(".")[0]
        place = file.relative_to(source).as_posix()
        if layer not in MAY_IMPORT:
            found.append(f"{place}: {layer} is no layer of the design")
            continue
        for line, name in imported_names(ast.parse(file.read_text("utf-8"), str(file)), package):
            top, _, rest = name.partition(".")
            if top == PACKAGE:
                target = rest.partition(".")[0]
                target = target if target in layers | MAY_IMPORT.keys() else ""
                if target not in MAY_IMPORT[layer]:
                    found.append(f"{place}:{line}: {layer or 'the package'} may not import {target or PACKAGE}")
            elif top not in sys.stdlib_module_names:
                homes = MAY_USE.get(top, ())
                if not any(module == home or module.startswith(f"{home}.") for home in homes):
                    found.append(f"{place}:{line}: {top} may not be imported in {module or 'the package'}")
    return found


def test_that_every_import_keeps_to_the_layers():
    assert violations(SOURCE) == []


@pytest.mark.parametrize(
    ("file", "code", "complaint"),
    [
        ("domain/rag.py", "import decimal\nimport attrs", "domain/rag.py:2: attrs may not be imported"),
        ("domain/rag.py", "from ..services import session", "domain may not import services"),
        ("domain/rag.py", "from .. import resources", "domain may not import resources"),
        ("store/database.py", "from scorecard_desktop.importing.plan import Plan", "store may not import importing"),
        ("store/database.py", "from scorecard_desktop import exporting", "store may not import exporting"),
        (
            "importing/plan.py",
            "def f():\n    from scorecard_desktop import store",
            "importing/plan.py:2: importing may",
        ),
        ("importing/plan.py", "import reportlab.pdfgen", "reportlab may not be imported in importing.plan"),
        ("exporting/pack.py", "def f():\n    import openpyxl", "openpyxl may not be imported in exporting.pack"),
        ("exporting/pack.py", "import importlib\nimportlib.import_module('pandas')", "pandas may not be imported"),
        ("exporting/workbook_styles.py", "import openpyxl", "openpyxl may not be imported"),
        ("services/session.py", "from PySide6.QtCore import QObject", "PySide6 may not be imported in services"),
        ("services/session.py", "import defusedxml as dx", "defusedxml may not be imported in services"),
        ("ui/views/grid.py", "from ...store import database", "ui may not import store"),
        ("ui/views/grid.py", "if TYPE_CHECKING:\n    import scorecard_desktop.store.shape", "ui may not import store"),
        ("cli.py", "from scorecard_desktop.ui import theme", "cli may not import ui"),
        ("cli.py", "import pyqtgraph", "pyqtgraph may not be imported in cli"),
        ("helpers.py", "", "helpers is no layer"),
    ],
)
def test_that_a_planted_violation_is_found(tmp_path, file, code, complaint):
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(code, "utf-8")
    found = violations(tmp_path)
    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("domain/rag.py", "from . import target\nfrom scorecard_desktop.domain.period import Period"),
        ("exporting/workbook.py", "import openpyxl\nfrom scorecard_desktop.domain import rag"),
        ("exporting/sections/cover.py", "from ..style import ACCENT\nfrom reportlab.lib import colors"),
        ("importing/workbook.py", "import pandas, xlrd, openpyxl"),
        ("services/importer.py", "from scorecard_desktop import importing, store, exporting, __version__"),
        ("ui/views/grid.py", "import pyqtgraph\nfrom PySide6 import QtWidgets\nfrom ...services import session"),
        ("app.py", "from scorecard_desktop import store, ui\nfrom PySide6 import QtWidgets"),
    ],
)
def test_that_what_the_design_allows_is_not_called_a_violation(tmp_path, file, code):
    allowed = tmp_path / file
    allowed.parent.mkdir(parents=True, exist_ok=True)
    allowed.write_text(code, "utf-8")
    assert violations(tmp_path) == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("cli", {"pandas", "reportlab", "openpyxl", "xlrd", "numpy", "PySide6", "pyqtgraph"}),
        ("app", {"pandas", "reportlab", "openpyxl", "xlrd"}),
    ],
)
def test_that_starting_loads_no_heavy_package(module, heavy):
    code = f"import json, sys, {PACKAGE}.{module}; print(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert heavy.isdisjoint(json.loads(finished.stdout))
