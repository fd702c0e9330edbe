"""Changes the rules one small thing at a time and sees that a test notices (mutation testing, by mutmut).

Which files are changed and which tests are run: [tool.mutmut] in pyproject.toml. A change that no test notices must be
explained in mutants.toml beside this file: it makes no difference that anyone could see. Any other is printed, and the
exit code is 1. ``--short`` tries one change in thirty, the same ones every time.
"""

import ast
import fnmatch
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "mutants"
SOURCES = WORK / "src"
EXPLAINED = Path(__file__).with_name("mutants.toml")
CORPUS = ROOT.parent / "shared" / "corpus"
SEED, NUMBERS, MOST = 9, 2, 60
NOT_BEGUN = 255
NOTICED = {1, 3, NOT_BEGUN}
"""Exit codes: pytest's where a test failed, or pytest itself; and mutmut's where the tests could not even be begun."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: the function, the statement as it is, and as it was changed."""

    name: str
    function: str
    line: str
    becomes: str


def main() -> int:
    """Run, and say what survived."""
    shutil.rmtree(WORK, ignore_errors=True)
    tried = list(_sample()) if "--short" in sys.argv[1:] else []
    failed = _run(tried)
    again = [name for name, code in _codes() if code == NOT_BEGUN]
    if again and not failed:
        print("\nThe tests could not be begun with some changes. A second run tells whether that was chance.")
        failed = _run(again)
    if failed:
        return failed
    codes = {name: code for name, code in _codes() if code is not None}
    survivors = [_survivor(name) for name, code in codes.items() if not _noticed(code)]
    notes = tomllib.loads(EXPLAINED.read_text("utf-8"))["explained"]
    unexplained = [one for one in survivors if not any(_explains(note, one) for note in notes)]
    print(f"\n{len(codes)} changes: {len(codes) - len(survivors)} noticed by a test, ", end="")
    print(f"{len(survivors) - len(unexplained)} explained, {len(unexplained)} neither.")
    for one in unexplained:
        print(f"\n{one.name}\n  - {one.line}\n  + {one.becomes}")
    unused = [] if tried else [words for note in notes for words in _unused(note, survivors)]
    for words in unused:
        print(f"\nNothing survives any more that mutants.toml explains so: {words}")
    return 1 if unexplained or unused or not codes else 0


def _run(names: list[str]) -> int:
    """Try the changes named (patterns will do), or all; the tests have a temporary folder that nothing else uses.

    The corpus is looked for beside the checkout, and the copy that mutmut makes lies deeper.
    """
    nice = ["nice"] if shutil.which("nice") else []
    command = [*nice, sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names]
    with tempfile.TemporaryDirectory() as folder:
        own = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTEST_DEBUG_TEMPROOT=folder)
        if CORPUS.is_dir():
            own.setdefault("SCORECARD_CORPUS", str(CORPUS))
        return subprocess.run(command, cwd=ROOT, env=own, check=False).returncode


def _sample() -> Iterator[str]:
    """A few numbers: each function's changes are numbered from 1, mostly to no more than ``MOST``."""
    numbers = random.Random(SEED).sample(range(1, MOST + 1), NUMBERS)  # noqa: S311
    yield from (f"*__mutmut_{number}" for number in sorted(numbers))


def _codes() -> Iterator[tuple[str, int | None]]:
    for meta in sorted(WORK.rglob("*.py.meta")):
        yield from json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()


def _noticed(code: int) -> bool:
    """Whether a test failed. A change by which the tests run for ever or the process dies ends in a signal."""
    return code in NOTICED or code < 0


def _survivor(name: str) -> Survivor:
    """What was changed, by statements written on one line each, so that how they are laid out makes no difference."""
    module, _, changed = name.rpartition(".")
    mangled = changed.partition("__mutmut_")[0]
    before, after = (_statements(module, mangled, version) for version in ("orig", changed.rpartition("_")[2]))
    moves = [move for move in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if move[0] != "equal"]
    was = " ".join(line.strip() for _, start, end, _, _ in moves for line in before[start:end])
    now = " ".join(line.strip() for _, _, _, start, end in moves for line in after[start:end])
    function = mangled.removeprefix("xǁ").removeprefix("x_").replace("ǁ", ".")
    return Survivor(name, f"{module.removeprefix('scorecard_desktop.domain.')}.{function}", was, now)


def _statements(module: str, mangled: str, version: str) -> list[str]:
    """One version of a function, ``orig`` or a number, a statement a line."""
    function = _functions(module)[f"{mangled}__mutmut_{version}"]
    function.name = mangled
    return ast.unparse(function).splitlines()


@cache
def _functions(module: str) -> dict[str, ast.FunctionDef]:
    """Every version of every function of a module, as mutmut wrote them."""
    written = SOURCES.joinpath(*module.split(".")).with_suffix(".py").read_text("utf-8")
    return {node.name: node for node in ast.walk(ast.parse(written)) if isinstance(node, ast.FunctionDef)}


def _explains(note: dict[str, Any], survivor: Survivor) -> bool:
    """Whether an explanation is of this change: one of its functions, its line, and what became of that."""
    return _speaks_of(note, survivor) and any(_became(words, survivor) for words in note["becomes"])


def _speaks_of(note: dict[str, Any], survivor: Survivor) -> bool:
    """A function is named with its file or without, so that most explanations hold wherever it moves to."""
    names = (survivor.function, survivor.function.partition(".")[2])
    named = any(fnmatch.fnmatchcase(name, pattern) for pattern in note["functions"] for name in names)
    return named and note["line"] in survivor.line


def _became(words: str, survivor: Survivor) -> bool:
    return words in survivor.becomes and words not in survivor.line


def _unused(note: dict[str, Any], survivors: list[Survivor]) -> Iterator[str]:
    """Those parts of an explanation by which nothing is explained."""
    spoken_of = [one for one in survivors if _speaks_of(note, one)]
    for becomes in note["becomes"]:
        if not any(_became(becomes, one) for one in spoken_of):
            yield f"{', '.join(note['functions'])}: {note['line']} becomes {becomes}"


if __name__ == "__main__":
    sys.exit(main())
