"""Two processes race for one store, swap, read beside one another and are killed: every acknowledged edit must be there.

``race_for_a_store.py [MINUTES] [SEED]`` races so long (60 unless said; fractions are minutes too). Whoever gets the
store raises one figure by one, step after step, and lets it go; whoever is refused must be told the other's name, reads
it meanwhile, and must find all its figures of one moment. Now and then the one who holds it is killed, and begins again:
a lock that was left must keep nobody out. In the end the figure must be the number of steps in the history, each
acknowledged step must stand there once, and no two may have held the store at one time.
"""

import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.session import Asked, Held, Session
from scorecard_desktop.store.lock import read_holder
from support.small_book import figure, indicator, scorecard

NAMES = ("Pat", "Sam")
FIGURES = 3
TRIES_BEFORE_HARM = 200
"""So often in a row, with a wait between, may nobody get a store that nobody holds."""


class Harm(Exception):
    """What must never be."""


def new_store(place: Path) -> None:
    """A store whose figures are all 0."""
    indicators = [indicator(ident=f"vital/{n}") for n in range(FIGURES)]
    figures = [figure("2018-04", "0", of=i.id) for i in indicators]
    records: list[Record] = [scorecard(), *indicators, *figures]
    with Session.open(place) as session:
        session.commit(ChangeSet("first", tuple(Change(None, record) for record in records)))


def number_in(session: Session) -> int:
    """What all figures say. Raises Harm where they are not of one moment."""
    found = {int(o.value or 0) for o in session.book.all(Observation)}
    if len(found) != 1:
        raise Harm(f"figures of several moments: {sorted(found)}")
    return found.pop()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Racer:
    """One process that wants the store. What it did goes to a file of its own, line by line, as it is done."""

    def __init__(self, place: Path, name: str, seed: str) -> None:
        self.place, self.name, self.chance = place, name, random.Random(seed)
        self.other = next(each for each in NAMES if each != name)
        self.told = os.open(place.with_name(f"told-{name}"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.number = 0
        self.in_vain = 0

    def tell(self, what: str, number: int = 0) -> None:
        os.write(self.told, f"{what} {number}\n".encode())

    def race(self) -> None:
        while True:
            self.turn()

    def turn(self) -> None:
        left = read_holder(self.place)
        was_left = left is not None and not alive(left.process)
        try:
            session = Session.open(self.place, who=self.name)
        except Held as held:
            holder = held.holder
            if holder is not None and holder.who != self.other and alive(holder.process):
                raise Harm(f"{self.name} is told that {holder.who} holds it") from held
            if holder is None or not alive(holder.process):  # between two words of the other, or just killed
                self.wait_in_vain()
            self.tell("refused")
            self.read()
            return
        self.in_vain = 0
        if was_left:
            self.tell("taken-over")
        with session, self.alone():
            self.write(session)
        time.sleep(self.chance.uniform(0, 0.05))

    def wait_in_vain(self) -> None:
        self.in_vain += 1
        if self.in_vain > TRIES_BEFORE_HARM:
            raise Harm("nobody holds the store and nobody gets it")

    @contextlib.contextmanager
    def alone(self):
        """Whoever has the store says so in a file that only one can make."""
        mark = self.place.with_name("alone")
        with contextlib.suppress(OSError, ValueError):
            if not alive(int(mark.read_text())):
                mark.unlink()
        try:
            handle = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError as error:
            raise Harm("two have the store at one time") from error
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
        mark.unlink()

    def write(self, session: Session) -> None:
        self.tell("held")
        for _ in range(self.chance.choice((1, 1, 3, 10, 30))):
            before = number_in(session)
            figures = session.book.all(Observation)
            changes = tuple(Change(old, replace(old, value=Decimal(before + 1))) for old in figures)
            self.number += 1
            label = f"{self.name} {os.getpid()} {self.number}"
            session.commit(ChangeSet(label, changes))
            os.write(self.told, f"wrote {label}\n".encode())
            time.sleep(self.chance.uniform(0, 0.12))  # as if somebody typed, though not as slowly
        if self.chance.random() < 0.02:
            session.back_up_changes()
            if session.backup_trouble:
                raise Harm(session.backup_trouble)

    def read(self) -> None:
        try:
            with Session.open(self.place, read_only=True, who=self.name) as session:
                number_in(session)
                self.tell("read")
                with contextlib.suppress(Refusal):
                    session.commit(ChangeSet("not allowed", (Change(None, indicator(ident="vital/x")),)))
                    raise Harm("a reader wrote")
        except Refusal as refusal:
            if "in use by another program" not in refusal.message:
                raise Harm(refusal.message) from refusal
            self.tell("busy")
        time.sleep(self.chance.uniform(0, 0.2))


def start(place: Path, name: str, seed: str) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        Racer(place, name, seed).race()
    except Harm as harm:
        print(f"{name}: {harm}", flush=True)
    except BaseException as fault:  # noqa: BLE001 -- whatever it is, it is harm
        print(f"{name}: {type(fault).__name__}: {fault}", flush=True)
    finally:
        os._exit(code)


def race(place: Path, seconds: float, seed: int) -> tuple[int, int]:
    """How many were killed as they raced, and how many ended by themselves, which none should."""
    chance = random.Random(seed)
    racers = {name: start(place, name, f"{seed}/{name}") for name in NAMES}
    ends, kills = time.monotonic() + seconds, 0
    ended: set[str] = set()
    while time.monotonic() < ends and not ended:
        time.sleep(min(chance.uniform(0, 4), max(0.0, ends - time.monotonic())))
        for name, process in racers.items():
            if os.waitpid(process, os.WNOHANG)[0]:
                ended.add(name)
                continue
            holder = read_holder(place)
            if holder is not None and holder.process == process and chance.random() < 0.5:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                kills += 1
                racers[name] = start(place, name, f"{seed}/{name}/{kills}")
    for name, process in racers.items():
        if name not in ended:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            kills += 1
    return kills, len(ended)


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("HOME", "XDG_STATE_HOME"):
            os.environ[variable] = folder
        place = Path(folder) / "council.scorecard"
        new_store(place)
        kills, ended = race(place, minutes * 60, seed)
        lines = [line for name in NAMES for line in place.with_name(f"told-{name}").read_text().splitlines()]
        told = Counter(line.split()[0] for line in lines)
        wrote = [line.partition(" ")[2] for line in lines if line.startswith("wrote ")]
        size = place.stat().st_size
        with Session.open(place) as session:
            session.back_up("asked for")
            number = number_in(session)
            entries = session.search(Asked(kind="observation", most=10**9))
            trouble = session.backup_trouble
    steps = Counter(entry.label for entry in entries if entry.label != "first")
    lost = [label for label in wrote if label not in steps]
    twice = [label for label, times in steps.items() if times != FIGURES]
    unsaid = len(steps) - len(set(wrote))
    print(json.dumps({"seed": seed, **told, "size": size}))
    print(
        f"{minutes:g} minutes (seed {seed}): {len(wrote):,} steps acknowledged in {told['held']:,} turns, "
        f"{told['refused']:,} times refused, {told['read']:,} times read beside, {told['busy']:,} times busy; "
        f"{kills:,} killed, {told['taken-over']:,} locks of the dead taken over, {unsaid:,} steps written whose writer "
        f"died before it said so: {len(lost):,} lost, {len(twice):,} torn, {abs(number - len(steps)):,} made on what "
        f"was not there, {ended} ended by themselves"
    )
    return 1 if lost or twice or number != len(steps) or ended or trouble or not wrote else 0


if __name__ == "__main__":
    sys.exit(main())
