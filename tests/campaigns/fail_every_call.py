"""Every call to the system that a save makes fails in turn: what is kept is as it was before or after, never between.

``fail_every_call.py [EVERY] [SEED]`` tries each call of each work (an edit, an import, a backup, an export …) with each
fault that it can meet: an error, no room, no right, a drive that goes away. EVERY 1, unless said otherwise, tries all;
40 tries one in forty, by chance. After each, the store and the papers must be those from before or from after, every
backup whole, what was said one plain line, nothing held open or left behind, and the same work and an edit must go
through once the disk is well. Needs a C compiler.
"""

import contextlib
import gc
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services import faults
from scorecard_desktop.services.session import Session
from support.faulty_disk import KINDS, Fault, FaultyDisk, begin_anew
from support.works import (
    DATED,
    STORE,
    WORKS,
    Done,
    State,
    Work,
    is_between,
    left_over,
    set_to,
    state_of,
    trouble_of,
)

EXIT_CODES = (0, 1, 2)
EDIT, NEXT = (
    ChangeSet(f"note {name}", (Change(None, Setting(Scope.COUNCIL, "", f"note.{name}", "x")),)) for name in ("a", "b")
)


class Campaign:
    """One disk, the folder that it watches, and what was found so far."""

    def __init__(self, root: Path, every: int, chance: random.Random) -> None:
        self.root, self.every, self.chance = root, every, chance
        self.folder = root / "watched" / "folder"
        self.home = root / "watched" / "home"
        self.disk = FaultyDisk(root / "watched")
        self.faults: list[str] = []
        self.open_before: set[tuple[str, Path]] = set()
        self.counts: Counter[str] = Counter()
        self.harm: Counter[str] = Counter()

    def fresh(self, template: Path) -> Path:
        """The watched folder, as it is before the work; and a home in which nothing is noted."""
        for folder in (self.folder, self.home):
            shutil.rmtree(folder, ignore_errors=True)
        self.home.mkdir(parents=True)
        shutil.copytree(template, self.folder)
        return self.folder

    def note_fault(self, fault: BaseException) -> Path:
        """In the place of a report: what it was, and where in the program."""
        where = " < ".join(f"{line.name}:{line.lineno}" for line in traceback.extract_tb(fault.__traceback__)[:-5:-1])
        self.faults.append(f"{type(fault).__name__} {fault} in {where}")
        return self.home

    def try_work(self, work: Work) -> None:
        template = self.root / f"template {work.name}"
        template.mkdir()
        self.fresh(template)
        work.prepare(self.folder)
        shutil.rmtree(template)
        shutil.copytree(self.folder, template)
        before = state_of(self.folder)
        work.act(self.fresh(template))  # whatever is loaded at its first use is loaded now
        self.fresh(template)
        self.disk.fail(0, Fault.ERROR)
        done = work.act(self.folder)
        calls = self.disk.calls()
        self.disk.mend()
        after = state_of(self.folder)
        if done.code not in (0, 1) or (before == after and work.name != "a backup"):
            sys.exit(f"{work.name} does nothing: {done}")
        began, tried = time.monotonic(), 0
        for fault in Fault:
            nths = [nth for nth, kind in enumerate(calls, 1) if kind in fault.kinds]
            for nth in self.chance.sample(nths, max(1, len(nths) // self.every)):
                self.try_fault(work, template, fault, nth, calls[nth - 1], before, after)
                tried += 1
        shutil.rmtree(template)
        print(f"{work.name}: {len(calls)} calls, {tried} faults, {time.monotonic() - began:.0f} s", flush=True)

    def try_fault(
        self, work: Work, template: Path, fault: Fault, nth: int, kind: str, before: State, after: State
    ) -> None:
        self.fresh(template)
        self.faults.clear()
        sys.excepthook = lambda _kind, fault, _trace: self.note_fault(fault)
        self.disk.fail(nth, fault)
        try:
            done = work.act(self.folder)
        finally:
            met = self.disk.mend()
            sys.excepthook = sys.__excepthook__
        self.counts["met" if met else "not met"] += 1
        self.counts["refused" if done.refused else "done none the less"] += 1
        troubles = [*self.troubles_after(done, before, after), *self.troubles_later(work, after)]
        for trouble in troubles:
            self.note_harm(f"{work.name}, {fault.name} at {KINDS[kind]}: {trouble} [{done.code}]", nth)

    def try_window(self) -> None:
        """An edit in a store that stays open, as in a window; refused, it is made again there once the disk is well."""
        template = self.root / "template of a window"
        template.mkdir()
        self.fresh(template)
        WORKS[0].prepare(self.folder)
        shutil.copytree(self.folder, template, dirs_exist_ok=True)
        name = "an edit in an open window"
        self.disk.fail(0, Fault.ERROR)
        with Session.open(self.folder / STORE) as session:
            opening = len(self.disk.calls())
            session.commit(EDIT)
            calls = self.disk.calls()[opening:]
        self.disk.mend()
        after, tried, began = state_of(self.folder), 0, time.monotonic()
        for fault in Fault:
            nths = [nth for nth, kind in enumerate(calls, 1) if kind in fault.kinds]
            for nth in self.chance.sample(nths, max(1, len(nths) // self.every)):
                self.fresh(template)
                for trouble in self.troubles_of_window(nth, fault, after):
                    self.note_harm(f"{name}, {fault.name} at {KINDS[calls[nth - 1]]}: {trouble}", nth)
                tried += 1
        print(f"{name}: {len(calls)} calls, {tried} faults, {time.monotonic() - began:.0f} s", flush=True)

    def troubles_of_window(self, nth: int, fault: Fault, after: State) -> list[str]:
        found = []
        with Session.open(self.folder / STORE) as session:
            self.disk.fail(nth, fault)
            try:
                session.commit(EDIT)
            except Refusal as refusal:
                self.counts["refused"] += 1
                found += ["not one plain line"] if "\n" in refusal.message else []
                if EDIT.changes[0].record in session.book.all(Setting):
                    found.append("refused, and in the book")
            except Exception as raised:  # noqa: BLE001 -- whatever it is, it is harm
                found.append(f"{type(raised).__name__}: {raised}")
            else:
                self.counts["done none the less"] += 1
            self.counts["met" if self.disk.mend() else "not met"] += 1
            try:
                if EDIT.changes[0].record not in session.book.all(Setting):
                    session.commit(EDIT)
                session.commit(NEXT)
                session.undo()
                session.undo()
                session.redo()
            except Exception as raised:  # noqa: BLE001 -- whatever it is, it is harm
                found.append(f"again: {type(raised).__name__}: {raised}")
            in_book = frozenset(record for record in session.book.records() if not isinstance(record, DATED))
        now = state_of(self.folder)
        steps = (EDIT.label, NEXT.label, f"undo of {NEXT.label}", f"undo of {EDIT.label}", f"redo of {EDIT.label}")
        if now.records != after.records or not in_book <= (now.records or frozenset()):
            found.append("the store or the book is not as it should be")
        if sorted(now.steps) != sorted({*after.steps, *steps}):
            found.append(f"other steps: {now.steps}")
        return [*found, *self.troubles_of_folder(), *(f"left behind: {name}" for name in left_over(self.folder))]

    def note_harm(self, what: str, nth: int) -> None:
        if not self.harm[what]:
            print(f"HARM at call {nth} of {what}", flush=True)
        self.harm[what] += 1

    def troubles_after(self, done: Done, before: State, after: State) -> list[str]:
        """What is wrong once the disk is well again."""
        found = [f"a fault of ours: {fault}" for fault in self.faults]
        if done.code not in EXIT_CODES:
            found.append(f"exit code {done.code}: {done.said}")
        if "\n" in done.said or "Traceback" in done.said or (done.refused and not done.said):
            found.append("not one plain line")
        found += self.troubles_of_folder()
        try:
            now = state_of(self.folder)
        except Exception as fault:  # noqa: BLE001 -- whatever it is, it is harm
            return [*found, f"the store does not open: {type(fault).__name__}: {fault}"]
        if done.refused and now == after != before:
            self.counts["refused, and there"] += 1
        elif done.refused and is_between(now, before, after):
            found.append("between before and after")
        elif not done.refused and now != after:
            found.append("said to be done, and is not")
        return found

    def troubles_of_folder(self) -> list[str]:
        gc.collect()
        held = []
        for each in Path("/proc/self/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                path = each.readlink()
                if path.is_relative_to(self.root / "watched") and (each.name, path) not in self.open_before:
                    held.append(path.name)
                    self.open_before.add((each.name, path))
        spoilt = trouble_of(self.folder / STORE)
        return [*(f"left open: {name}" for name in held), *([f"spoilt: {spoilt}"] if spoilt else [])]

    def troubles_later(self, work: Work, after: State) -> list[str]:
        """What is wrong when the work and an edit are done again."""
        found = []
        if not work.is_more or state_of(self.folder) != after:
            again = work.act(self.folder)
            found += [] if again.code in (0, 1) else [f"again: {again.code} {again.said}"]
        if state_of(self.folder) != after:
            found.append("again: not as it should be afterwards")
        edit = set_to("8")(self.folder)
        if edit.code != 0:
            found.append(f"a later edit: {edit.code} {edit.said}")
        left = left_over(self.folder)
        ours = f"writing-{os.getpid()}-"  # such a note is looked at once its writer is gone
        noted = [path.name for path in self.home.rglob("*") if path.is_file() and not path.name.startswith(ours)]
        return found + ([f"left behind: {', '.join(left)}"] if left else []) + [f"noted: {name}" for name in noted]


def main() -> int:
    if begin_anew():
        return 0
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for variable in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = str(root / "watched" / "home")
        campaign = Campaign(root, every, random.Random(seed))
        faults.write_report = campaign.note_fault
        if only in "an edit in an open window":
            campaign.try_window()
        for work in WORKS:
            if only in work.name:
                campaign.try_work(work)
    counts, harm = campaign.counts, campaign.harm
    print(
        f"{counts.total() // 2:,} faults in {len(WORKS) + 1} works (seed {seed}): {counts['met']:,} met, "
        f"{counts['refused']:,} refused in one plain line ({counts['refused, and there']:,} of them with the change "
        f"there), {counts['done none the less']:,} done none the less: {harm.total():,} did harm"
    )
    return 1 if harm or not counts["met"] else 0


if __name__ == "__main__":
    sys.exit(main())
