"""What tagging costs: the same pages drawn tagged and untagged; and what packs of growing length take of memory.

Each is measured in processes of its own, turn about, so that neither gains by the other's caches; ``--short`` measures
each once, which shows no more than that it can still be measured. Every figure of the dashboards leads to its evidence.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

from scorecard_desktop.exporting import pdf
from scorecard_desktop.exporting.document import (
    Cell,
    Column,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    Orientation,
    Row,
    Section,
    Table,
    para,
    text,
)
from scorecard_desktop.exporting.picture_chart import alt_text
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import STANDARD
from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas
from support.papers import SENTENCE, budget, dashboard, meta, trend

GOAL = 1.15
TURNS = 5
LENGTHS = (50, 100, 200, 400)
MOST_MEGABYTES = 300


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


def long_paper(share: float = 1.0) -> Document:
    """More than a hundred pages: dashboards, report cards, a budget and text; ``share`` makes it longer or shorter."""
    chart = trend(*(str(60 + n % 7) for n in range(13)), target="90")
    said = (Heading(4, "Background", listed=False), ItemList((text(SENTENCE), text(SENTENCE))))
    cards = tuple(
        Section(
            (Heading(3, f"Card {n}"), para(SENTENCE), Figure(chart, alt_text(chart), "Per cent"), Columns((said,) * 3))
        )
        for n in range(round(40 * share))
    )
    rows = round(400 * share)
    table = dashboard(rows)
    return Document(
        meta(),
        (
            Section((Heading(1, "Paper"), Heading(2, "Contents", listed=False), Contents())),
            Section((Heading(2, "Dashboard"), _explained(table)), Orientation.LANDSCAPE),
            Section((Heading(2, "Cards"),)),
            *cards,
            Section((Heading(2, "Budget"), budget(rows), *(para(SENTENCE * 12) for _ in range(round(60 * share))))),
            Section((Heading(2, "Evidence"), _evidence(len(table.rows)))),
        ),
    )


def _explained(table: Table) -> Table:
    """A dashboard whose figures each lead to a row of the evidence."""
    rows = tuple(
        replace(row, cells=tuple(replace(cell, why=f"#evidence-{at}") if cell.rag else cell for cell in row.cells))
        for at, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _evidence(rows: int) -> Table:
    columns = (Column("Indicator", row_header=True), Column("Rule", weight=3), Column("Cells", weight=2))
    body = (
        Row((Cell(f"Indicator {n}"), Cell(SENTENCE), Cell("MI.xlsx, County: C7 to O7")), key=f"evidence-{n}")
        for n in range(rows)
    )
    return Table(columns, tuple(body))


def measure(kind: str, share: float) -> dict[str, float]:
    """Draw the long paper once, and say how fast and with how much memory."""
    if kind == "untagged":
        vars(pdf)["TaggedCanvas"] = UntaggedCanvas
    paper = long_paper(share)
    started = time.perf_counter()
    data, pages = pdf.pdf_bytes(paper, STANDARD)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "seconds": seconds, "peak": peak, "size": len(data) / 1e6}


def in_a_process(kind: str, share: float = 1.0) -> dict[str, float]:
    """The same, in a process of its own."""
    command = [sys.executable, __file__, "--measure", kind, "--share", str(share)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    """Measure turn about and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", choices=("tagged", "untagged"))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.share)))
        return
    turns = 1 if asked.short else TURNS
    found: dict[str, list[dict[str, float]]] = {"tagged": [], "untagged": []}
    for _ in range(turns):
        for kind, results in found.items():
            results.append(in_a_process(kind))
    took = {kind: statistics.median(one["seconds"] for one in results) for kind, results in found.items()}
    for kind, results in found.items():
        print(
            f"{kind:9} {results[0]['pages']:.0f} pages, {results[0]['pages'] / took[kind]:.0f} pages a second (median of "
            f"{turns}), {results[0]['size']:.2f} MB, peak memory {max(one['peak'] for one in results):.0f} MB"
        )
    print(f"tagged against untagged: {took['tagged'] / took['untagged']:.2f} of the time (goal at most {GOAL})")
    base = found["tagged"][0]
    for length in LENGTHS[: 2 if asked.short else None]:
        one = in_a_process("tagged", length / base["pages"])
        print(f"{one['pages']:.0f} pages: peak memory {one['peak']:.0f} MB, {one['seconds']:.1f} s")
    print(f"goal at {LENGTHS[-1]} pages: at most {MOST_MEGABYTES} MB")


if __name__ == "__main__":
    main()
