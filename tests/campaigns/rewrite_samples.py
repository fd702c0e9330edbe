"""Rewrites our samples into thousands of layouts and says which of them is read otherwise than the sample itself.

``python tests/campaigns/rewrite_samples.py [how many] [seed]``. A layout that makes a difference is cut down to what
makes it, and printed with the records that differ; the exit code is then 1.
"""

import random
import sys
from collections import Counter
from time import perf_counter

from support.rewriting import any_layout, plainer, stored_from, told
from support.sample_tables import NAMES, first_difference, stored


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    names = NAMES
    different: Counter[str] = Counter()
    began = perf_counter()
    for number in range(count):
        name = names[number % len(names)]
        layout = any_layout(random.Random(f"{seed}-{number}"))
        if stored_from(name, layout) == stored(name):
            continue
        while less := next((p for p in plainer(layout) if stored_from(name, p) != stored(name)), None):
            layout = less
        what = f"{name}: {told(layout)}"
        different[what] += 1
        if different[what] == 1:
            print(f"{what}\n{first_difference(stored(name), stored_from(name, layout))}\n")
    for what, times in different.most_common():
        print(f"{times:5} × {what}")
    print(f"{count:,} layouts (seed {seed}) in {perf_counter() - began:.0f} s, {different.total():,} read otherwise.")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
