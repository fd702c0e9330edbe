"""What the command prints: tables of words for people, JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from scorecard_desktop.services.importer import ImportPlan
    from scorecard_desktop.services.packer import PackResult
    from scorecard_desktop.services.rows import Row


def print_import(plan: ImportPlan, counts: Row, findings: Sequence[Row], done: str) -> None:
    """What an import read and did, file by file, and what it found."""
    from scorecard_desktop.services.rows import plan_rows

    told = plan_rows(plan)
    print(f"{done}: {', '.join(f'{count:,} {what}' for what, count in counts.items())}.")
    by_profile = dict(plan.read_by)
    for file in dict.fromkeys(table["file"] for table in told["tables"]):
        known = f", read by the remembered layout “{by_profile[file]}”" if file in by_profile else ""
        print(f"\n{file}{known}")
        own = [table for table in told["tables"] if table["file"] == file]
        print_table(
            ("  Cells", "", "Read as"),
            [(f"  {t['sheet']}!{t['range']}", t["confidence"], f"{t['kind']}: {t['what']}") for t in own],
        )
    for published in told["published"]:
        print_published(published)
    if plan.left_out:
        print(f"\n{len(plan.left_out)} notes and other cells were left out; --json lists them.")
    if findings:
        print()
        print_findings(findings)


_MOST_NAMES = 12


def print_published(published: Row) -> None:
    """What a file of published figures holds, as far as a page can list it."""
    print(f"\n{published['file']} holds {published['rows']:,} rows of published figures.")
    columns = [
        (f"  {c['column']}", c["label"] if c["label"] != c["column"] else "", c["unit"])
        for c in cast("list[Row]", published["indicators"])
    ]
    print_table(("  Column", "Indicator", "Unit"), columns)
    breakdowns = [
        (f"  {f['column']}", _some(cast("list[str]", f["values"]), cast("int", f["count"])), f["total"] or "none")
        for f in cast("list[Row]", published["filters"])
    ]
    print_table(("  Breakdown", "Values", "Total"), breakdowns)
    levels = [
        (f"  {g['level']}", _some([str(p["name"]) for p in cast("list[Row]", g["places"])], cast("int", g["count"])))
        for g in cast("list[Row]", published["geographies"])
    ]
    print_table(("  Level", "Places"), levels)
    periods = [f"{p['time_period']} {p['time_identifier']}" for p in cast("list[Row]", published["periods"])]
    print(f"  Periods: {_some(periods, len(periods))}")
    taken = [
        (
            f"  {b['indicator']}",
            b["name"],
            b["column"],
            ", ".join(f"{k} = {v}" for k, v in cast("Row", b["filters"]).items()),
        )
        for b in cast("list[Row]", published["benchmarks"])
    ]
    print_table(("  Indicator", "Benchmark", "Column", "Breakdown"), taken)


def _breakdown(filters: Row) -> str:
    return ", ".join(f"{column} = {value}" for column, value in filters.items())


def _some(names: Sequence[str], count: int) -> str:
    more = f" and {count - _MOST_NAMES:,} more" if count > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def print_ratings(rows: Sequence[Row]) -> None:
    """Ratings, a table for each scorecard and period."""
    from scorecard_desktop.domain.rag import Merit, Movement, Rag

    if not rows:
        print("There is nothing to rate yet.")
    for head in dict.fromkeys((row["scorecard"], row["period"]) for row in rows):
        print(f"\n{head[0]}, {head[1]}")
        lines = []
        for row in rows:
            if (row["scorecard"], row["period"]) == head:
                rag, merit = Rag(row["rag"]), Merit(row["merit"])
                travel = f"{Movement(row['movement']).arrow} {merit.word if merit is not Merit.NONE else ''}"
                lines.append(
                    (
                        row["ref"],
                        short(str(row["indicator"]), 52),
                        short(str(row["text"]), 24),
                        short(str(row["target"]), 26),
                        f"{rag.shape} {rag.word}",
                        travel,
                    )
                )
        print_table(("Ref", "Indicator", "Figure", "Target", "Rating", "Direction"), lines, right={2, 3})


def print_json(document: object) -> None:
    """A document for other programs."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_findings(findings: Sequence[Row]) -> None:
    """Findings with their places and what to do, and how many of each severity."""
    from scorecard_desktop.domain.finding import Severity

    for finding in findings:
        severity = Severity(finding["severity"])
        cell = f"{finding['sheet']}!{finding['cell']}" if finding["cell"] else finding["sheet"]
        about = ", ".join(str(part) for part in (finding["subject"], finding["period"], finding["file"], cell) if part)
        print(f"{severity.shape} {severity.value:<7}  {finding['rule']}  {about}")
        print(f"    {finding['message']} {finding['advice']}")
        for before in cast("list[Row]", finding["dismissed_before"]):
            who = f" by {before['who']}" if before["who"] else ""
            print(f"    It was dismissed before, as it was then{who}, {str(before['when'])[:10]}: {before['reason']}")
    counts = [(s, sum(1 for f in findings if f["severity"] == s.value)) for s in Severity]
    print(f"\n{', '.join(f'{count} {plural(count, s.value)}' for s, count in counts if count)}.")


def print_pack(made: PackResult) -> None:
    """A pack that was written, and what its public version holds back."""
    print(f"{made.path}: {made.extent}")
    if made.public is None:
        return
    held, further = len(made.public.hidden), len(made.public.further)
    if held:
        others = f", {further} of them for the sake of others" if further else ""
        print(f"{held} {plural(held, 'figure')} held back as [c]{others}; none can be worked out: proven.")
    else:
        print("No figure had to be held back.")
    for exempt in made.public.exempt:
        print(f"Exempt: {exempt.title} ({exempt.reason})")
    for words in made.public.silenced:
        print(f"Words left out: {words}")


def plural(count: int, word: str) -> str:
    """``1 error``, ``2 errors``: the word alone."""
    return word if count == 1 else f"{word}s"


def short(text: str, width: int) -> str:
    """Text on one line, cut to a width in characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def print_table(
    headings: Sequence[str], lines: Sequence[Sequence[object]], right: set[int] | frozenset[int] = frozenset()
) -> None:
    """Columns as wide as what is in them, figures to the right."""
    if not lines:
        return
    rows = [headings, *([str(cell) for cell in line] for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(headings))]
    for row in rows:
        cells = (c.rjust(w) if at in right else c.ljust(w) for at, (c, w) in enumerate(zip(row, widths, strict=True)))
        print("  ".join(cells).rstrip())


def from_and_to(before: str, after: str) -> str:
    """What a thing was and what it is."""
    return f"{short(before, 36)} → {short(after, 36)}" if before else short(after, 75)
