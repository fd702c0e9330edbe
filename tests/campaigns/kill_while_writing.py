"""Kill the program at random instants while it writes: nothing that was acknowledged may be lost, nothing half there.

``kill_while_writing.py [TIMES]`` kills as often (1,000 unless said) and prints what was found. Each step changes
fifty figures to the number of the step, through a session; the number is printed when the step is acknowledged, and
every other step backs the store up. After each kill the store must open, hold one number in all fifty, and one no lower
than the last that was printed; each backup that is listed must be whole, with one number in all fifty.
"""

import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.services.backups import listed
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.backup_names import folder_of
from support.small_book import figure, indicator, scorecard

FIGURES = 50
LONGEST_SECONDS = 0.25


def new_store(place: Path) -> None:
    """A store whose figures are all 0."""
    indicators = [indicator(ident=f"vital/{n}") for n in range(FIGURES)]
    figures = [figure("2018-04", "0", of=i.id) for i in indicators]
    records: list[Record] = [scorecard(), *indicators, *figures]
    with Session.open(place) as session:
        session.commit(ChangeSet("first", tuple(Change(None, record) for record in records)))


def write_for_ever(place: Path, acknowledge: int) -> None:
    """One step after another, each acknowledged to the pipe when the session says that it is kept."""
    session = Session.open(place)
    figures = session.book.all(Observation)
    number = int(figures[0].value or 0)
    while True:
        number += 1
        after = [replace(figure, value=Decimal(number)) for figure in figures]
        changes = tuple(Change(old, new) for old, new in zip(figures, after, strict=True))
        session.commit(ChangeSet(f"step {number}", changes))
        os.write(acknowledge, f"{number}\n".encode())
        if number % 2:
            session.back_up("asked for")
        figures = after


def killed_at(place: Path, seconds: float) -> int:
    """Write in a process of its own, kill it after so long, and give the last number that it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write_for_ever(place, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("the writer ended by itself")
    with os.fdopen(reading) as pipe:
        numbers = pipe.read().split()
    return int(numbers[-1]) if numbers else 0


def spoilt_backups(place: Path) -> int:
    """How many of the backups are not whole."""
    spoilt = 0
    for backup in listed(place):
        with Session.open(backup.path, read_only=True) as session:
            spoilt += len({o.value for o in session.book.all(Observation)}) != 1
    return spoilt


def main() -> None:
    """Kill, look, and tell."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    chance = random.Random(seed)
    acknowledged = lost = torn = unfinished = spoilt = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "council.scorecard"
        new_store(place)
        for _ in range(times):
            last = killed_at(place, chance.uniform(0, LONGEST_SECONDS))
            unfinished += place.with_name(f"{place.name}-journal").exists()
            with Session.open(place) as session:
                found = {int(o.value or 0) for o in session.book.all(Observation)}
            torn += len(found) != 1
            spoilt += spoilt_backups(place)
            lost += max(0, last - min(found))
            acknowledged = max(acknowledged, last)
        left = {path.name for path in Path(folder).iterdir()} - {place.name, folder_of(place).name}
    print(
        f"{times} kills (seed {seed}), {acknowledged} steps of {FIGURES} figures acknowledged, {unfinished} cut off "
        f"while writing: {lost} lost, {torn} half there, {spoilt} backups spoilt, "
        f"{len(left)} files left behind"
    )
    if lost or torn or spoilt or left:
        sys.exit(1)


if __name__ == "__main__":
    main()
