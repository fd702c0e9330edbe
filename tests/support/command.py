"""The command as a person runs it."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import program


@dataclass(frozen=True)
class Said:
    """What a run of the command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its standard output understood."""
        return json.loads(self.out)


def must_be_refused(said: Said, *, about: str = "") -> None:
    """Exit 2 and one plain line."""
    assert said.code == 2, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err
    assert "Traceback" not in said.err
    assert said.err.rstrip().endswith(".")
    assert about in said.err


def run_as_ordinary_user(folder: Path, *words: object) -> Said:
    """Run the command bound by the rights of files, from which root is otherwise free."""
    without = "-dac_override,-dac_read_search"
    bound = ["setpriv", f"--bounding-set={without}", f"--inh-caps={without}"] if os.geteuid() == 0 else []
    command = [*bound, *program.command(), *map(str, words)]
    home = {"HOME": str(folder), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=home, capture_output=True, text=True, timeout=60, check=False)
    return Said(done.returncode, done.stdout, done.stderr)
