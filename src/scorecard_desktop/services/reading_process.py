"""A process that reads files for another: how to read comes first, then one path after another, each answered.

The answer is what the file gives, or the line of a refusal; None where the file has to be read in the other process.
"""

from __future__ import annotations

import pickle
import sys

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.uncollected import uncollected
from scorecard_desktop.services.reading import gathered


def main() -> None:
    """Read until nothing more is asked."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may stand among the answers
    answer: object
    with uncollected():
        how = pickle.load(asked)  # noqa: S301 - from a process of our own
        while True:
            try:
                path = pickle.load(asked)  # noqa: S301 - the same
            except EOFError:
                return
            try:
                answer = gathered(path, how)
            except Refusal as refusal:
                answer = refusal.message
            except Exception:  # noqa: BLE001 - it is met again where it can be told
                answer = None
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    main()
