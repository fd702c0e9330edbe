"""Damage real workbooks at random: each must be read or refused in one line, within ten seconds and a gibibyte.

``mutate_files.py [TIMES] [SEED]`` damages as often (20,000 unless said; 2,000 in CI) the samples in every format, and
the program's own export and return forms, most of the archives within their parts so that what is packed is damaged and
not the packing. What is read is planned too, against the book that it came from where it is the program's own, and the
plan is carried out, whole. A file that does harm is kept in the temporary folder and named with its seed.
"""

import csv
import io
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.returns import make_forms, next_period
from support.damaging import MEMORY, SECONDS, damaged, too_long
from support.xlsb import save_xlsb

PROJECT = Path(__file__).resolve().parents[2]


def damaged_within(content: bytes, chance: random.Random) -> bytes:
    """An archive one of whose parts is damaged, larger ones more often."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    weights = [len(part) ** 0.5 for part in parts.values()]
    harmed = chance.choices(list(parts), weights)[0]
    parts[harmed] = damaged(parts[harmed], chance)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


@dataclass(frozen=True)
class Original:
    """A sound file, and the records of the book that it is imported into."""

    content: bytes
    records: tuple[Record, ...] = ()


def originals(folder: Path) -> dict[str, Original]:
    """Every sample in every format, and what the program itself writes of them."""
    samples = [
        *(PROJECT / "resources" / "samples").glob("*.xlsx"),
        *(PROJECT / "tests" / "importing" / "files").iterdir(),
    ]
    rows: list[list[object]] = [
        ["Indicator", "Apr 18", "May 18", "Target"],
        *[[f"Plans {n}", n, n + 1.5, 7] for n in range(20)],
    ]
    binary = save_xlsb(folder / "plans.xlsb", rows)
    found = {path.name: Original(path.read_bytes()) for path in sorted([*samples, binary])}
    workbook = next(path for path in sorted(samples) if path.suffix == ".xlsx")
    found["macros.xlsm"] = Original(workbook.read_bytes())
    text = next(path for path in sorted(samples) if path.suffix == ".csv").read_text(encoding="utf-8-sig")
    tabbed = io.StringIO()
    csv.writer(tabbed, delimiter="\t").writerows(csv.reader(io.StringIO(text)))
    found["tabs.tsv"] = Original(tabbed.getvalue().encode())
    found["old-mac.csv"] = Original(text.replace("\r\n", "\n").replace("\n", "\r").encode("mac_roman", "replace"))
    return found | own_files(folder, [path for path in sorted(samples) if path.suffix == ".xlsx"])


def own_files(folder: Path, samples: list[Path]) -> dict[str, Original]:
    """The export of a store of the samples, and the return forms for its next period."""
    book = Book()
    for path in samples:
        book.apply(decide(book, [gather(path)]).change_set().changes)
    export_workbook(book, folder / "Everything.xlsx")
    period = next_period(book)
    assert period is not None
    forms, _ = make_forms(book, folder / "forms", period)
    paths = [folder / "Everything.xlsx", *(form.path for form in forms[:4])]
    return {path.name: Original(path.read_bytes(), tuple(book.records())) for path in paths}


def try_one(path: Path, records: tuple[Record, ...] = ()) -> str:
    """``read`` or ``refused``; raises where it is neither."""
    book = Book(records)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        plan = decide(book, [gather(path)])
        book.apply(plan.change_set().changes)
    except Refusal as refused:
        if path.name not in refused.message or "\n" in refused.message:
            raise AssertionError(refused.message) from refused
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return "read"


def main() -> None:
    """Damage, read, and tell."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, too_long)
    kept = Path(tempfile.mkdtemp(prefix="damaged-"))
    counts: Counter[str] = Counter()
    slowest, failures = (0.0, ""), 0
    with tempfile.TemporaryDirectory() as made:
        files = originals(Path(made))
        for number in range(times):
            chance = random.Random(f"{seed}/{number}")
            name = chance.choice(list(files))
            content = files[name].content
            inside = content.startswith(b"PK") and chance.random() < 0.7
            path = Path(made) / name
            path.write_bytes(damaged_within(content, chance) if inside else damaged(content, chance))
            start = time.process_time()
            try:
                counts[try_one(path, files[name].records)] += 1
            except BaseException as fault:  # whatever it is, it is what is looked for
                if isinstance(fault, KeyboardInterrupt):
                    raise
                failures += 1
                keep = kept / f"{number}-{name}"
                keep.write_bytes(path.read_bytes())
                print(f"{type(fault).__name__} {fault!s:.120} seed {seed}/{number}: {keep}")
            slowest = max(slowest, (time.process_time() - start, f"{number} {name}"))
    print(
        f"{times} damaged files (seed {seed}): {counts['read']} read, {counts['refused']} refused, {failures} did harm; "
        f"the slowest took {slowest[0]:.1f} s ({slowest[1]})"
    )
    if failures:
        sys.exit(1)
    kept.rmdir()


if __name__ == "__main__":
    main()
