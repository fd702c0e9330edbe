"""Damage store files, by chance and by design: each opens or is refused in plain words, and no refusal alters it.

``mutate_stores.py [TIMES] [SEED]`` damages as often (10,000 unless said) the kept file of every version and stores of
the sample council: bytes flipped, cut off, left out, repeated; fields of SQLite's header and of its pages set to what
breaks readers; rows, names and schemas changed by SQLite itself, with its checks off. Each is opened to be written or
to be read, read whole, rated and looked back into, within ten seconds of work and a gibibyte. One that is refused must
be, byte for byte, what it was, with nothing beside it; one that opens to be written must take an edit and be whole then.
A file that does harm is kept in the temporary folder and named with its seed.
"""

import contextlib
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.backups import held
from scorecard_desktop.services.demo import build_sample
from scorecard_desktop.services.session import Asked, Session
from support.damaging import MEMORY, SECONDS, TooLong, damaged, too_long
from support.files import tree

KEPT = Path(__file__).resolve().parents[1] / "store" / "files"
EDIT = ChangeSet("an edit", (Change(None, Setting(Scope.COUNCIL, "", "campaign.note", "x")),))
HEADER = ((16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (24, 4), (28, 4), (32, 4), (36, 4), (40, 4), (44, 4), (52, 4),
          (56, 4), (60, 4), (64, 4), (68, 4), (92, 4), (96, 4))  # fmt: skip
"""Places and lengths of the fields of SQLite's header."""
VALUES: tuple[object, ...] = (None, -1, 0, 1, 2**63 - 1, 1e308, "", "x" * 5000, "ünd", "2018-13-45", b"\x00\xff", "[]",
                              "{", "NaN", "Infinity", "1E+999999", "sideways", "../../x", "\x00")  # fmt: skip


def in_header(content: bytearray, chance: random.Random) -> None:
    place, size = chance.choice(HEADER)
    content[place : place + size] = chance.choice(
        (0, 1, 2, 255, 256, 2**31, 2**32 - 1, chance.getrandbits(32))
    ).to_bytes(8, "big")[-size:]


def in_page(content: bytearray, chance: random.Random) -> None:
    """The head of a page (its kind, free blocks, number of cells, pointers to them) says something else."""
    page = chance.randrange(len(content) // 4096) * 4096
    start = page + (100 if page == 0 else 0)
    place = start + chance.randrange(40)
    content[place : place + 2] = chance.getrandbits(16).to_bytes(2, "big")


def pages_swapped(content: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(1, len(content) // 4096) * 4096 for _ in range(2))
    content[one : one + 4096], content[other : other + 4096] = content[other : other + 4096], content[one : one + 4096]


BYTES: tuple[Callable[[bytearray, random.Random], None], ...] = (in_header, in_page, in_page, pages_swapped)


def by_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(BYTES)(changed, chance)
    return bytes(changed)


def by_sqlite(path: Path, chance: random.Random) -> None:
    """Change a table, a row or the schema as somebody would who has SQLite and means harm; what it declines is left."""
    with (
        contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection,
        contextlib.suppress(sqlite3.Error),
    ):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        column, value = chance.choice(columns), chance.choice(VALUES)
        statements: tuple[tuple[str, tuple[object, ...]], ...] = (
            (f'UPDATE OR IGNORE "{table}" SET "{column}" = ?', (value,)),
            (f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE rowid % 3 = 0', (value,)),
            (f'DELETE FROM "{table}" WHERE rowid % 2 = 0', ()),
            (f'DELETE FROM "{table}"', ()),
            (f'DROP TABLE "{table}"', ()),
            (f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "more"', ()),
            (f'CREATE TRIGGER harm AFTER INSERT ON "{table}" BEGIN DELETE FROM step; END', ()),
            ("CREATE VIEW harm AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", ()),
            ("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (chance.randrange(60), table)),
            ("UPDATE sqlite_schema SET sql = replace(sql, 'TEXT', ?)", (chance.choice(("BLOB", "INTEGER", ")))", "ANY")),)),
            ("UPDATE sqlite_schema SET name = ? WHERE name = ?", (str(value), table)),
            (f"PRAGMA user_version = {chance.choice((0, 1, 3, 8, 99, -1, 2**31 - 1))}", ()),
            (f"PRAGMA application_id = {chance.choice((0, 1, -1))}", ()),
            ("PRAGMA journal_mode = WAL", ()),
        )  # fmt: skip
        for _ in range(chance.choice((1, 1, 2))):
            connection.execute(*chance.choice(statements))


def opened(path: Path, *, to_read: bool) -> str:
    """Open, read everything, rate it, look back; write an edit where it may be. ``opened`` or ``refused``."""
    before = tree(path.parent)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        with Session.open(path, read_only=to_read) as session:
            session.search(Asked(most=10**6))
            for card in session.book.scorecards():
                session.ledger.rows(card.id)
            session.ledger.findings()
            if not to_read:
                session.commit(EDIT)
    except Refusal as refusal:
        if "\n" in refusal.message:
            raise AssertionError(refusal.message) from refusal
        if to_read and tree(path.parent) != before:
            raise AssertionError("a refusal altered the file") from refusal
        if not to_read and _altered(path, before):
            raise AssertionError("a refusal altered the file, and kept no backup") from refusal
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if to_read and tree(path.parent) != before:
        raise AssertionError("reading altered the file")
    if not to_read:
        held(path)  # raises where it is not whole
    return "opened"


def _altered(path: Path, before: Mapping[str, object]) -> bool:
    """Whether the file is another now; one of an older version may have been brought up to date, and was kept first."""
    now = tree(path.parent)
    return now != before and not any("before version" in name for name in now.keys() - before.keys())


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    counts: Counter[str] = Counter()
    kept = Path(tempfile.mkdtemp(prefix="damaged-"))
    slowest, harm = (0.0, 0), 0
    with tempfile.TemporaryDirectory() as folder:
        sample = build_sample(Path(folder) / "sample")
        sound = [*sorted(KEPT.glob("*.scorecard")), sample]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGVTALRM, too_long)
        place = Path(folder) / "try" / "council.scorecard"
        for number in range(times):
            chance = random.Random(f"{seed}/{number}")
            source, manner = chance.choice(sound), chance.choice(("by chance", "by bytes", "by SQLite"))
            shutil.rmtree(place.parent, ignore_errors=True)
            place.parent.mkdir()
            content = source.read_bytes()
            if manner == "by SQLite":
                shutil.copy(source, place)
                by_sqlite(place, chance)
            else:
                place.write_bytes((damaged if manner == "by chance" else by_bytes)(content, chance))
            held_before = place.read_bytes()
            began = time.process_time()
            try:
                counts[opened(place, to_read=chance.random() < 0.5)] += 1
            except (Exception, TooLong) as fault:  # noqa: BLE001 -- whatever it is, it is what is looked for
                harm += 1
                keep = kept / f"{number}.scorecard"
                keep.write_bytes(held_before)
                print(
                    f"{type(fault).__name__} {fault!s:.200} ({manner}, {source.name}, {seed}/{number}): {keep}",
                    flush=True,
                )
            slowest = max(slowest, (time.process_time() - began, number))
    print(
        f"{times:,} damaged stores (seed {seed}): {counts['opened']:,} opened, {counts['refused']:,} refused and left as "
        f"they were, {harm} did harm; the slowest took {slowest[0]:.1f} s ({slowest[1]})"
    )
    if harm:
        return 1
    kept.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
