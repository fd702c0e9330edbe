"""Cut the power while something is written, on a disk that drops what was not synced, or keeps any part of it.

``cut_the_power.py [TIMES] [SEED]`` cuts as often (3,000 unless said). What is done with a store (an edit, edits one
after another with a backup in their midst, an import, a restore, a migration, an export, a pack) is recorded once, call
by call, and then cut off after any call: of what was written since a file was synced any part may be there, of what was
made, renamed or removed since its folder was synced any part too. What is found then must be as before or as after, and
no earlier than what was acknowledged; every backup must be whole, and an edit must go through. Needs a C compiler.
"""

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.session import Session
from support.faulty_disk import FaultyDisk, begin_anew
from support.power_cut import Deed, Disk, Held, deeds_of, held_in
from support.works import STORE, WORKS, State, Work, is_between, set_to, state_of, trouble_of

STEPS = 8
EDITS = "edits and a backup"


@dataclass(frozen=True)
class Recorded:
    """What was done, call by call, on what; and what it was before and is after."""

    name: str
    held: list[Held]
    deeds: list[Deed]
    before: State
    after: State


def edit(folder: Path, acknowledge: Callable[[int], None]) -> None:
    """Edits in a store that stays open, with a backup in their midst; each is acknowledged."""
    with Session.open(folder / STORE) as session:
        for number in range(1, STEPS + 1):
            setting = Setting(Scope.COUNCIL, "", f"note.{number}", "x" * 3000)
            session.commit(ChangeSet(f"step {number}", (Change(None, setting),)))
            acknowledge(number)
            if number == STEPS // 2:
                session.back_up("asked for")


def do(work: Work, folder: Path, acknowledge: Callable[[int], None]) -> None:
    """One work, acknowledged at its end."""
    done = work.act(folder)
    if done.code not in (0, 1):
        sys.exit(f"{work.name}: {done.said}")
    acknowledge(1)


def recorded(name: str, root: Path, disk: FaultyDisk, work: Work, act: Callable[..., None]) -> Recorded:
    folder = root / "watched"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    work.prepare(folder)
    before, held = state_of(folder), held_in(folder)
    with (root / "record").open("wb") as file:
        disk.record(file.fileno())
        act(folder, disk.note)
        disk.record(-1)
    return Recorded(name, held, deeds_of((root / "record").read_bytes()), before, state_of(folder))


def troubles(found: Path, made: Recorded, acknowledged: int) -> list[str]:
    """What is wrong with what is there when the power comes back."""
    try:
        now = state_of(found)
    except Exception as fault:  # noqa: BLE001 -- whatever it is, it is harm
        return [f"does not open: {type(fault).__name__}: {fault}"]
    wrong = []
    if made.name == EDITS:
        kept = [step for step in now.steps if step.startswith("step ")]
        notes = sum(1 for one in now.records or () if isinstance(one, Setting) and one.name.startswith("note."))
        if len(kept) < acknowledged:
            wrong.append("an acknowledged edit is lost")
        if len(kept) != notes or sorted(kept) != [f"step {number}" for number in range(1, len(kept) + 1)]:
            wrong.append("half there")
    else:
        if acknowledged and now != made.after:
            wrong.append("acknowledged, and lost")
        if is_between(now, made.before, made.after):
            wrong.append("half there")
    spoilt = trouble_of(found / STORE)
    wrong += [f"spoilt: {spoilt}"] if spoilt else []
    if now.records is not None:
        again = set_to("8")(found)
        wrong += [f"a later edit: {again.said}"] if again.code else []
    return wrong


def main() -> int:
    if begin_anew():
        return 0
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    chance, harm, cut_off = random.Random(seed), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for variable in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = str(root / "home")
        disk = FaultyDisk(root / "watched")
        all_made = [recorded(EDITS, root, disk, WORKS[0], edit)]
        all_made += [recorded(work.name, root, disk, work, partial(do, work)) for work in WORKS[: max(1, times // 5)]]
        found = root / "found"
        for number in range(times):
            made = all_made[0] if number % 4 == 0 else chance.choice(all_made)
            cut, acknowledged, on = chance.randint(0, len(made.deeds)), 0, Disk(root / "watched", made.held)
            for deed in made.deeds[:cut]:
                on.do(deed)
                acknowledged = deed.one if deed.kind == "n" else acknowledged
            shutil.rmtree(found, ignore_errors=True)
            found.mkdir()
            on.cut(found, chance)
            cut_off += (found / f"{STORE}-journal").exists()
            for trouble in troubles(found, made, acknowledged):
                what = f"{made.name}: {trouble}"
                if not harm[what]:
                    print(f"HARM at cut {number}, after call {cut} of {len(made.deeds)} of {what}", flush=True)
                harm[what] += 1
    calls = sum(len(made.deeds) for made in all_made)
    print(
        f"{times:,} power cuts (seed {seed}) in {calls:,} calls of {len(all_made)} kinds of work, {cut_off:,} while the "
        f"store was being written: {harm.total()} did harm"
    )
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
