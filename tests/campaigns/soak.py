"""A hundred thousand edits in one session: memory and file stay in bounds, and undo, history and backups go on working.

``soak.py [EDITS] [SEED]`` makes so many (100,000 unless said) on the sample council: figures and comments typed, steps
undone and made again, with a clock that goes on by twenty seconds at each, so that backups make themselves and are
thinned. Memory, file and backups are printed as it goes. In the end every step must be in the history, the last steps
undone must give what was there before them, the state of a moment half-way must be what was seen then, the ledger what
is made afresh, and the store must be whole.
"""

import random
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.backups import Keeping, held, listed
from scorecard_desktop.services.demo import build_sample
from scorecard_desktop.services.editing import change_commentary, change_value
from scorecard_desktop.services.session import Session

SECONDS = 20
AT_ONCE = 50
"""Steps on their way to the disk at one time."""
MOST_MEMORY = 600
MOST_FILE = 1_500
"""Bytes for each edit."""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2025, 7, 15, 9, tzinfo=UTC).astimezone()

    def __call__(self) -> datetime:
        return self.now


def memory() -> int:
    """Bytes that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if sys.platform.startswith("linux") else 0
    return pages * resource.getpagesize()


class Soak:
    """One session, and what is done in it."""

    def __init__(self, session: Session, clock: Clock, chance: random.Random) -> None:
        self.session, self.clock, self.chance = session, clock, chance
        session._keeping = Keeping(session._database, clock)
        self.places = sorted({(o.indicator, o.period) for o in session.book.all(Observation) if not o.area})
        self.made = self.undone = self.again = 0
        self.seen_at: datetime = datetime.now(UTC)
        self.seen: set[Record] = set()

    def edit(self) -> None:
        """One step, by chance."""
        chance, session = self.chance, self.session
        self.clock.now += timedelta(seconds=SECONDS)
        kind = chance.random()
        if kind < 0.05 and session.undo_label:
            session.submit_undo()
            self.undone += 1
            return
        if kind < 0.07 and session.redo_label:
            session.submit_redo()
            self.again += 1
            return
        indicator, period = chance.choice(self.places)
        if kind < 0.12:
            words = " ".join(chance.choice(("plans", "late", "better", "cases", "higher")) for _ in range(12))
            step = change_commentary(session.book, indicator, period, chance.choice(list(CommentaryPart)), words)
        else:
            text = str(chance.randrange(1000) / 10 + self.made % 7 / 100)
            try:
                step = change_value(session.book, indicator, period, text)
            except Refusal:  # a figure that is counted, or made of others
                step = change_value(
                    session.book, indicator, period, f"{chance.randrange(1, 90)}/{chance.randrange(90, 200)}"
                )
        if step.changes:
            session.submit(step)
            self.made += 1

    def go(self, edits: int, place: Path) -> list[tuple[int, int, int]]:
        """All of them; how many were made by then, the memory and the file, ten times on the way."""
        marks, began = [], perf_counter()
        for number in range(1, edits + 1):
            self.edit()
            if number % AT_ONCE == 0:
                self.session.settle()
                self.session.ledger.findings()
            if number == edits // 2:
                self.look()
            if number % max(1, edits // 10) == 0:
                self.session.settle()
                marks.append((number, memory(), place.stat().st_size))
                print(
                    f"{number:,} edits: {marks[-1][1] / 1e6:.0f} MB of memory, {marks[-1][2] / 1e6:.1f} MB of file, "
                    f"{len(listed(place))} backups, {perf_counter() - began:.0f} s",
                    flush=True,
                )
        return marks

    def look(self) -> None:
        """Note what there is at this moment."""
        self.session.settle()
        self.seen_at, self.seen = datetime.now(UTC), records(self.session)
        while datetime.now(UTC) < self.seen_at + timedelta(milliseconds=5):
            pass

    def wrong(self, steps: int, last: int) -> list[str]:
        """What is not as it should be when ``steps`` were to be made, and the last of them are undone."""
        session, found = self.session, []
        if steps != self.made + self.undone + self.again:
            found.append(f"{steps:,} steps in the history")
        if set(session.at(self.seen_at + timedelta(milliseconds=2)).records()) != self.seen:
            found.append("the state half-way is another")
        now = records(session)
        for _ in range(last):
            session.undo()
        if records(session) == now:
            found.append("undo does nothing")
        for _ in range(last):
            session.redo()
        if records(session) != now:
            found.append("what was undone and made again is another")
        fresh = Ledger(session.book.copy())
        if any(session.ledger.rows(card.id) != fresh.rows(card.id) for card in session.book.scorecards()):
            found.append("the ledger is not what is made afresh")
        return found + ([session.backup_trouble] if session.backup_trouble else [])


def records(session: Session) -> set[Record]:
    return set(session.book.records())


def steps_in(session: Session) -> int:
    return int(session._database.select("SELECT count(*) FROM step")[0][0])


def main() -> int:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        place, clock, began = build_sample(Path(folder) / "sample"), Clock(), perf_counter()
        with Session.open(place) as session:
            before, soak = session._call(lambda: steps_in(session)), Soak(session, clock, random.Random(seed))
            marks = soak.go(edits, place)
            wrong = soak.wrong(session._call(lambda: steps_in(session)) - before, min(200, edits // 10))
        kept = listed(place)
        for file in (place, *(backup.path for backup in kept)):
            held(file)
    first, end = marks[0], marks[-1]
    memory_each, file_each = ((end[n] - first[n]) / max(1, end[0] - first[0]) for n in (1, 2))
    if edits >= 10_000 and (memory_each > MOST_MEMORY or file_each > MOST_FILE):
        wrong.append("more and more is taken")
    print(
        f"{edits:,} edits (seed {seed}) in {perf_counter() - began:.0f} s: {soak.made:,} made, {soak.undone:,} undone, "
        f"{soak.again:,} made again; memory grew by {memory_each:.0f} bytes and the file by {file_each:.0f} for each; "
        f"{len(kept)} backups kept, all whole: {', '.join(wrong) or 'nothing wrong'}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
