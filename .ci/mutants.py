"""Changes the rules one small thing at a time and sees that a test notices (mutation testing, by mutmut).

Which files are changed and which tests are run: [tool.mutmut] in pyproject.toml. A change that no test notices must be
explained in mutants.toml beside this file: it makes no difference that anyone could see. Any other is printed, and the
exit code is 1. ``--short`` tries a few changes of each function, the same ones every time.
"""

import fnmatch
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "mutants"
EXPLAINED = Path(__file__).with_name("mutants.toml")
CORPUS = ROOT.parent / "shared" / "corpus"
SEED, OF_EACH_FUNCTION, AMONG_THE_FIRST = 4, 2, 12
KILLED, SURVIVED, NO_TESTS = {1, 3}, 0, 33
"""mutmut's exit codes; a change that makes the tests run for ever, or the process die, is noticed too."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: the function, the line as it is, and as it was changed."""

    name: str
    function: str
    line: str
    becomes: str


def main() -> int:
    """Run, and say what survived."""
    shutil.rmtree(WORK, ignore_errors=True)
    tried = list(_sample()) if "--short" in sys.argv[1:] else []
    done = subprocess.run(
        [*_mutmut(), "run", "--max-children", "2", *tried], cwd=ROOT, env=_surroundings(), check=False
    )
    if done.returncode != 0:
        return done.returncode
    codes = {name: code for name, code in _codes() if code is not None}
    survivors = [_survivor(name) for name, code in codes.items() if code in (SURVIVED, NO_TESTS)]
    notes = tomllib.loads(EXPLAINED.read_text("utf-8"))["explained"]
    unexplained = [one for one in survivors if not any(_fits(note, one) for note in notes)]
    print(f"\n{len(codes)} changes: {len(codes) - len(survivors)} noticed by a test, ", end="")
    print(f"{len(survivors) - len(unexplained)} explained, {len(unexplained)} neither.")
    for one in unexplained:
        print(f"\n{one.name}\n  - {one.line}\n  + {one.becomes}")
    if not tried:
        unused = [note for note in notes if not any(_fits(note, one) for one in survivors)]
        for note in unused:
            print(f"\nNothing survives any more that mutants.toml explains so: {note['function']}: {note['why']}")
        return 1 if unexplained or unused else 0
    return 1 if unexplained else 0


def _mutmut() -> list[str]:
    return ["nice", sys.executable, "-m", "mutmut"] if shutil.which("nice") else [sys.executable, "-m", "mutmut"]


def _surroundings() -> dict[str, str]:
    """The corpus is looked for beside the checkout, and the copy that mutmut makes lies deeper."""
    own = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    if CORPUS.is_dir():
        own.setdefault("SCORECARD_CORPUS", str(CORPUS))
    return own


def _sample() -> Iterator[str]:
    """The same few numbers of every function's changes."""
    numbers = random.Random(SEED).sample(range(1, AMONG_THE_FIRST + 1), OF_EACH_FUNCTION)  # noqa: S311
    yield from (f"*__mutmut_{number}" for number in sorted(numbers))


def _codes() -> Iterator[tuple[str, int | None]]:
    for meta in sorted(WORK.rglob("*.py.meta")):
        yield from json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()


def _survivor(name: str) -> Survivor:
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    lines = [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    was = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    now = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    function = name.partition("__mutmut_")[0].removeprefix("scorecard_desktop.domain.").replace("x_", "", 1)
    return Survivor(name, function.replace("xǁ", "").replace("ǁ", "."), was, now)


def _fits(note: dict[str, Any], survivor: Survivor) -> bool:
    """Whether an explanation is of this change: its function (``*`` for any), its line, and what became of that."""
    return (
        fnmatch.fnmatchcase(survivor.function, note["function"])
        and note["line"] in survivor.line
        and any(becomes in survivor.becomes for becomes in note["becomes"])
    )


if __name__ == "__main__":
    sys.exit(main())
