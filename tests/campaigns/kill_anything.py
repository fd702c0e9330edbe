"""Kill whatever is done with a store at random instants: it is done whole, or is as if it had never begun.

``kill_anything.py [TIMES] [SEED]`` kills as often (1,000 unless said), an edit, an import, a backup, a restore, a
migration, an export, a pack in each form, in turn: half of them at a moment, half at a call to the system, in the midst
of a write (where there is a C compiler; else all at a moment). Afterwards the store and the papers must be those from
before or from after, from after where the end was told; every backup must be whole; the next who comes must find
nothing held, do the work, and leave nothing of the dead behind. ``kill_while_writing.py`` kills edits by the thousand.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from support.faulty_disk import FaultyDisk, begin_anew, compiler
from support.works import STORE, WORKS, Work, is_between, left_over, set_to, state_of, trouble_of


class Victim:
    """One work, what it begins with, how long it takes and what it should come to."""

    def __init__(self, work: Work, root: Path, folder: Path, disk: FaultyDisk | None) -> None:
        self.work, self.folder, self.disk = work, folder, disk
        self.template = root / f"template {work.name}"
        self.template.mkdir()
        self.fresh()
        work.prepare(folder)
        shutil.copytree(folder, self.template, dirs_exist_ok=True)
        self.before = state_of(folder)
        work.act(self.fresh())  # whatever is loaded at its first use is loaded now
        self.fresh()
        if disk is not None:
            disk.mend()
        began = time.monotonic()
        work.act(folder)
        self.seconds = time.monotonic() - began
        self.calls = len(disk.calls()) if disk is not None else 0
        self.after = state_of(folder)

    def fresh(self) -> Path:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)
        return self.folder

    def killed(self, chance: random.Random) -> bool:
        """Begin the work in a process of its own and kill that; whether it told that it had ended."""
        self.fresh()
        nth = chance.randint(1, self.calls) if self.calls and chance.random() < 0.5 else 0
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self.act_and_tell(writing, nth)
        os.close(writing)
        if not nth:
            time.sleep(chance.uniform(0, self.seconds * 1.1))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as pipe:
            return pipe.read() == "done"

    def act_and_tell(self, writing: int, nth: int) -> None:
        """In the child."""
        try:
            if self.disk is not None and nth:
                self.disk.kill(nth)
            done = self.work.act(self.folder)
            os.write(writing, b"done" if done.code in (0, 1) else done.said.encode())
        finally:
            os._exit(0)

    def troubles(self, told: bool, home: Path) -> list[str]:
        """What is wrong after the kill, and when the work and an edit are done again."""
        found = []
        try:
            now = state_of(self.folder)
        except Exception as fault:  # noqa: BLE001 -- whatever it is, it is harm
            return [f"the store does not open: {type(fault).__name__}: {fault}"]
        if told and now != self.after:
            found.append("lost: it was told to be done")
        if is_between(now, self.before, self.after):
            found.append("half there")
        spoilt = trouble_of(self.folder / STORE)
        found += [f"spoilt: {spoilt}"] if spoilt else []
        again = self.work.act(self.folder)
        if again.code not in (0, 1):
            found.append(f"again: {again.code} {again.said}")
        edit = set_to("8")(self.folder)
        if edit.code:
            found.append(f"a later edit: {edit.code} {edit.said}")
        left = [*left_over(self.folder), *(path.name for path in home.rglob("writing-*"))]
        return found + ([f"left behind: {', '.join(left)}"] if left else [])


def main() -> int:
    if compiler() and begin_anew():
        return 0
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    chance, harm, counts = random.Random(seed), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        home, place = root / "watched" / "home", root / "watched" / "folder"
        for variable in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = str(home)
        disk = FaultyDisk(root / "watched") if compiler() else None
        victims = [Victim(work, root, place, disk) for work in WORKS[: min(times, len(WORKS))]]
        for number in range(times):
            victim = victims[number % len(victims)]
            shutil.rmtree(home, ignore_errors=True)
            told = victim.killed(chance)
            counts["told"] += told
            counts["cut off"] += (place / f"{STORE}-journal").exists()
            for trouble in victim.troubles(told, home):
                what = f"{victim.work.name}: {trouble}"
                if not harm[what]:
                    print(f"HARM at kill {number} of {what}", flush=True)
                harm[what] += 1
    lost = sum(many for what, many in harm.items() if "lost" in what)
    damaged = sum(many for what, many in harm.items() if any(word in what for word in ("open", "half", "spoilt")))
    print(
        f"{times:,} kills of {len(victims)} kinds of work (seed {seed}), {counts['told']:,} after their end was told, "
        f"{counts['cut off']:,} while the store was being written: {lost} lost, {damaged} stores, papers or backups "
        f"damaged or half there, {harm.total() - lost - damaged} other troubles"
    )
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
