"""A disk that is really full: a small one is mounted, filled to a chance size, and everything is done on it.

``fill_the_disk.py [TIMES] [SEED]`` fills as often (400 unless said). On each disk one of the works (an edit, an import,
a backup, a restore, a migration, an export, a pack …) is tried with so much room left as chance says, from none to more
than it needs. It must be done, or be refused in one plain line with the store and the papers as they were; then room is
made, and the same and an edit must go through. Mounting needs root on Linux; without, it is skipped.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from support.works import STORE, WORKS, State, Work, is_between, left_over, set_to, state_of, trouble_of

MEGABYTES = 24


class Tried:
    """One work on one disk, prepared elsewhere."""

    def __init__(self, work: Work, root: Path) -> None:
        self.work, self.template = work, root / f"template {work.name}"
        self.template.mkdir()
        work.prepare(self.template)
        self.before = state_of(self.template)
        done = root / "done"
        shutil.copytree(self.template, done)
        work.act(done)
        self.after = state_of(done)
        shutil.rmtree(done)
        self.needs = 3 * sum(path.stat().st_size for path in self.template.rglob("*") if path.is_file()) + 500_000


def fill(disk: Path, room: int) -> Path:
    """Leave so many bytes free."""
    free = os.statvfs(disk)
    file = disk / "full"
    with file.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, free.f_bavail * free.f_bsize - room))
    return file


def troubles(tried: Tried, folder: Path, full: Path, counts: Counter[str]) -> list[str]:
    found = []
    done = tried.work.act(folder)
    now: State = state_of(folder)
    if done.code not in (0, 1, 2) or "\n" in done.said:
        found.append(f"{done.code} {done.said}")
    counts["refused" if done.refused else "done"] += 1
    if done.refused and is_between(now, tried.before, tried.after):
        found.append("half there")
    if not done.refused and now != tried.after:
        found.append("said to be done, and is not")
    spoilt = trouble_of(folder / STORE)
    found += [f"spoilt: {spoilt}"] if spoilt else []
    full.unlink()
    if not tried.work.is_more or now != tried.after:
        again = tried.work.act(folder)
        found += [f"again: {again.code} {again.said}"] if again.code not in (0, 1) else []
    if state_of(folder) != tried.after:
        found.append("again: not as it should be afterwards")
    edit = set_to("8")(folder)
    found += [f"a later edit: {edit.said}"] if edit.code else []
    left = left_over(folder)
    return found + ([f"left behind: {', '.join(left)}"] if left else [])


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    chance, counts, harm = random.Random(seed), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as made:
        root = Path(made).resolve()
        disk = root / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(disk)]
        if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
            print("Skipped: a small disk can be mounted only by root, on Linux.")
            return 0
        try:
            for variable in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
                os.environ[variable] = str(root / "home")
            works = [Tried(work, root) for work in WORKS[: max(2, times // 3)]]
            for number in range(times):
                tried, folder = works[number % len(works)], disk / "folder"
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(tried.template, folder)
                full = fill(disk, chance.choice((0, chance.randrange(50_000), chance.randrange(tried.needs))))
                for trouble in troubles(tried, folder, full, counts):
                    what = f"{tried.work.name}: {trouble}"
                    if not harm[what]:
                        print(f"HARM on disk {number} of {what}", flush=True)
                    harm[what] += 1
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    print(
        f"{times:,} full disks (seed {seed}): {counts['refused']:,} refused in one plain line, {counts['done']:,} had room "
        f"enough; with room made, all was done: {harm.total()} did harm"
    )
    return 1 if harm or not counts["refused"] else 0


if __name__ == "__main__":
    sys.exit(main())
