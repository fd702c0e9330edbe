"""What tagging costs: the same pages drawn tagged and untagged, and what each takes of memory.

Each is measured in processes of its own, turn about, so that neither gains by the other's caches; ``--short`` measures
each once, which shows no more than that it can still be measured.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from typing import Any

from scorecard_desktop.exporting import pdf
from scorecard_desktop.exporting.charts import TargetLine, alt_text
from scorecard_desktop.exporting.document import (
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    Orientation,
    Section,
    para,
    text,
)
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import STANDARD
from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas
from support.papers import SENTENCE, budget, dashboard, meta, trend

GOAL = 0.85
TURNS = 5


class _NoStructure(Element):
    """Takes every element and keeps none."""

    def add(self, kind: str, *, alt: str = "", actual: str = "", attributes: str = "") -> Element:
        return self

    def attach(self, child: Element) -> None:
        pass


class UntaggedCanvas(TaggedCanvas):
    """The same canvas, drawing the same, without structure, marked content or link elements."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        del self._doc.Catalog.MarkInfo
        self._nothing = _NoStructure("Document")

    @property
    def structure(self) -> Element:
        return self._nothing

    def begin(self, element: Element) -> None:
        pass

    def begin_artifact(self, kind: str, subtype: str = "") -> None:
        pass

    def end(self) -> None:
        pass

    def _write_structure(self) -> dict[int, bytes]:
        return {}

    def _seal(self) -> None:
        pass

    def link(self, element: Element, target: str, words: str, boxes: list[Any]) -> None:
        if target.startswith("#"):
            self.linkAbsolute(words, target[1:], boxes[0])
        else:
            self.linkURL(target, boxes[0])


def long_paper() -> Document:
    """More than a hundred pages: dashboards, report cards, a budget and text."""
    chart = trend(*(str(60 + n % 7) for n in range(13)), target=TargetLine((Decimal(90),) * 13))
    said = (Heading(4, "Background", listed=False), ItemList((text(SENTENCE), text(SENTENCE))))
    cards = tuple(
        Section(
            (Heading(3, f"Card {n}"), para(SENTENCE), Figure(chart, alt_text(chart), "Per cent"), Columns((said,) * 3))
        )
        for n in range(40)
    )
    return Document(
        meta(),
        (
            Section((Heading(1, "Paper"), Heading(2, "Contents", listed=False), Contents())),
            Section((Heading(2, "Dashboard"), dashboard(400)), Orientation.LANDSCAPE),
            Section((Heading(2, "Cards"),)),
            *cards,
            Section((Heading(2, "Budget"), budget(400), *(para(SENTENCE * 12) for _ in range(60)))),
        ),
    )


def measure(kind: str) -> dict[str, float]:
    """Draw the long paper once, and say how fast and with how much memory."""
    if kind == "untagged":
        vars(pdf)["TaggedCanvas"] = UntaggedCanvas
    paper = long_paper()
    started = time.perf_counter()
    data, pages = pdf.pdf_bytes(paper, STANDARD)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "rate": pages / seconds, "peak": peak, "size": len(data) / 1e6}


def main() -> None:
    """Measure turn about and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", choices=("tagged", "untagged"))
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    turns = 1 if asked.short else TURNS
    found: dict[str, list[dict[str, float]]] = {"tagged": [], "untagged": []}
    for _ in range(turns):
        for kind, results in found.items():
            command = [sys.executable, __file__, "--measure", kind]
            results.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    rates = {kind: statistics.median(one["rate"] for one in results) for kind, results in found.items()}
    for kind, results in found.items():
        print(
            f"{kind:9} {results[0]['pages']:.0f} pages, {rates[kind]:.0f} pages a second (median of {turns}), "
            f"{results[0]['size']:.2f} MB, peak memory {max(one['peak'] for one in results):.0f} MB"
        )
    ratio = rates["tagged"] / rates["untagged"]
    print(f"tagged against untagged: {ratio:.2f} of the speed (goal at least {GOAL})")


if __name__ == "__main__":
    main()
