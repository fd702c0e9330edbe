"""The whole job by the command alone: real workbooks in, ratings, findings and a committee pack out.

Runs the installed `scorecard` (the frozen one where SCORECARD_FROZEN names its folder) in a temporary folder and
looks at what it prints and writes. Exits with 1 and says what was wrong at the first thing that is not as it must be.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or PROJECT.parent / "shared" / "corpus")
COMMAND = Path(os.environ.get("SCORECARD_FROZEN") or Path(sys.executable).parent).absolute() / "scorecard"
PERIODS = ("2018-04", "2017-18 Q2", "2016-17")


def must(truth: object, what: str) -> None:
    """Stop unless ``truth`` holds."""
    if not truth:
        sys.exit(f"end to end: {what}")


def scorecard(folder: Path, *arguments: str, expect: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
    """Run the command on the store in ``folder``."""
    command = [str(COMMAND), "--store", "s.db", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    shown = " ".join(Path(word).name for word in command)
    print(f"$ {shown}\n  exit {done.returncode}, {len(done.stdout)} characters")
    must(done.returncode in expect, f"{shown} ended with {done.returncode}, not {expect}\n{done.stderr[-2000:]}")
    must("Traceback" not in done.stderr, f"{shown} showed a traceback\n{done.stderr[-2000:]}")
    return done


def leaves(document: object) -> Iterator[object]:
    """Every text, number and truth in a JSON document."""
    if isinstance(document, dict):
        for value in document.values():
            yield from leaves(value)
    elif isinstance(document, list):
        for value in document:
            yield from leaves(value)
    else:
        yield document


def texts(document: object) -> list[str]:
    """Every text in a JSON document."""
    return [leaf for leaf in leaves(document) if isinstance(leaf, str)]


def main() -> None:
    """Import, rate, check, pack, and refuse."""
    workbooks = sorted(CORPUS.glob("*.xlsx"))
    if not workbooks:
        print("end to end: left out, since the corpus of council workbooks is not beside this checkout")
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)

        imported = json.loads(scorecard(folder, "import", *map(str, workbooks), "--json", expect=(0, 1)).stdout)
        named = " ".join(texts(imported))
        for workbook in workbooks:
            must(workbook.name in named, f"import --json does not speak of {workbook.name}")
        must((folder / "s.db").stat().st_size > 0, "import left no store")

        rated = json.loads(scorecard(folder, "rate", "--json").stdout)
        said = texts(rated)
        for period in PERIODS:
            at = texts(json.loads(scorecard(folder, "rate", "--period", period, "--json").stdout))
            must(period in at, f"rate --period {period} has no row of that period")
        for rating in ("red", "amber", "green"):
            must(said.count(rating) > 0, f"rate --json rates nothing {rating}")

        checked = json.loads(scorecard(folder, "check", "--json", expect=(0, 1)).stdout)
        said = texts(checked)
        for rule in ("casting", "tolerance-polarity"):
            must(rule in said, f"check --json has no finding {rule}")

        before = (folder / "s.db").read_bytes()
        scorecard(folder, "pack", "--out", "p.pdf", expect=(0, 1))
        pack = (folder / "p.pdf").read_bytes()
        must(pack.startswith(b"%PDF-") and pack.rstrip().endswith(b"%%EOF"), "the pack is not a whole PDF")
        with pikepdf.open(folder / "p.pdf") as drawn:
            must("/MarkInfo" in drawn.Root and bool(drawn.Root.MarkInfo.Marked), "the pack is not marked as tagged")
            must("/StructTreeRoot" in drawn.Root, "the pack has no structure")

        for name, begins in (("p.html", b"<!DOCTYPE html>"), ("p.xlsx", b"PK")):
            scorecard(folder, "pack", "--out", name, expect=(0, 1))
            must((folder / name).read_bytes().startswith(begins), f"the pack {name} is not what its ending says")
        scorecard(folder, "pack", "--out", "large.pdf", "--variant", "large", expect=(0, 1))
        with pikepdf.open(folder / "p.pdf") as usual, pikepdf.open(folder / "large.pdf") as large:
            must(len(large.pages) > len(usual.pages), "large print is no longer than the usual pack")
            must("figures.csv" in usual.attachments, "the pack does not carry its figures")

        (folder / "not-a-workbook.xlsx").write_bytes(b"%PDF-1.7\n")
        refused = scorecard(folder, "import", "not-a-workbook.xlsx", expect=(2,))
        must(len(refused.stderr.strip().splitlines()) == 1, f"a refusal is not one line:\n{refused.stderr}")
        must((folder / "s.db").read_bytes() == before, "packing or a refusal changed the store")

        again = json.loads(scorecard(folder, "rate", "--json").stdout)
        must(again == rated, "the same store is rated differently the second time")
    print("end to end: all as it must be")


if __name__ == "__main__":
    main()
