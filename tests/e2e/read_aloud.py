"""What a screen reader gets of a program, and where on the screen it is, as JSON. Run by a Python that has pyatspi, with the program's process id."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found]  # the system’s own Python has it

_MOST = 4000


def of_process(number: int, patience: float = 20) -> Any:
    """The program among those that speak."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.get_process_id() == number:
                return program
        time.sleep(0.2)
    sys.exit("the program does not speak")


def place_of(node: Any) -> list[int]:
    """From the left, from the top, how wide, how high, on the screen; nothing where it has no place."""
    try:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except NotImplementedError:
        return []
    return [box.x, box.y, box.width, box.height]


def said(node: Any) -> Iterator[dict[str, Any]]:
    """Every part that is on the screen: its role, its name, where it is, and whether it has the keyboard."""
    states = node.getState()
    if states.contains(pyatspi.STATE_SHOWING) or node.getRole() == pyatspi.ROLE_APPLICATION:
        yield {
            "role": node.getRoleName(),
            "name": node.name,
            "describes": node.description,
            "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
            "focused": states.contains(pyatspi.STATE_FOCUSED),
            "place": place_of(node),
        }
        for child in node:
            if child is not None:
                yield from said(child)


everything = []
for part in said(of_process(int(sys.argv[1]))):
    everything.append(part)
    if len(everything) >= _MOST:
        break
json.dump(everything, sys.stdout)
