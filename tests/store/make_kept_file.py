"""Make the kept file of the current schema version: ``python tests/store/make_kept_file.py``.

Run once for each version, before it is released; the file is then never made again. It holds a record of every type
and a step that was undone, so that later versions migrate both figures and history.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.migrations import MIGRATIONS
from support.records import one_of_each

FILES = Path(__file__).parent / "files"


def main() -> None:
    place = FILES / f"v{len(MIGRATIONS)}.scorecard"
    if place.exists():
        sys.exit(f"{place.name} is there already, and a kept file is never made again.")
    records = one_of_each()
    database = Database.create(place, ChangeSet("first figures", tuple(Change(None, r) for r in records)), "Pat")
    figure = next(r for r in records if isinstance(r, Observation))
    change = Change(figure, replace(figure, value=Decimal("15.0"), source=None))
    moment = datetime(2018, 7, 10, 9, 30, tzinfo=UTC)
    database.apply(ChangeSet("change of 5.4 Apr 2018", (change,), "a late return"), "Pat", moment)
    database.apply(ChangeSet("undo of change of 5.4 Apr 2018", (change.inverse,)), "Sam", moment)
    database.close()


if __name__ == "__main__":
    main()
