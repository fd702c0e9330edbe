"""Version 5: from when until when an indicator has figures; an override of a forecast apart from the current one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

INFO = "First and last days of indicators, and overrides of forecasts"


def migrate(execute: Callable[..., Any]) -> None:
    """Make room for the days on which figures begin and end, and tell the two ratings that may be overridden apart."""
    execute("ALTER TABLE indicator ADD COLUMN starts TEXT")
    execute("ALTER TABLE indicator ADD COLUMN ends TEXT")
    _make_overrides_anew(execute)


def _make_overrides_anew(execute: Callable[..., Any]) -> None:
    """Until now one override did for both: that of a forecast's period was the forecast's, since it alone was rated."""
    forecasts = {
        (indicator, period)
        for indicator, period, flags in execute(
            "SELECT indicator, period, flags FROM observation WHERE area = '' AND (indicator, period) IN "
            "(SELECT indicator, period FROM override)"
        ).fetchall()
        if "f" in json.loads(flags) and _is_year(period)
    }
    execute("ALTER TABLE override RENAME TO override_before")
    execute(
        """
        CREATE TABLE override (
            indicator TEXT NOT NULL,
            period TEXT NOT NULL,
            rag TEXT NOT NULL,
            reason TEXT NOT NULL,
            who TEXT NOT NULL,
            rating TEXT NOT NULL,
            set_on TEXT,
            PRIMARY KEY (indicator, period, rating),
            FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT
        """
    )
    execute("INSERT INTO override SELECT indicator, period, rag, reason, who, 'current', NULL FROM override_before")
    execute("DROP TABLE override_before")
    for indicator, period in forecasts:
        execute("UPDATE override SET rating = 'forecast' WHERE indicator = ? AND period = ?", (indicator, period))
    changes = execute("SELECT id, record_key, before, after FROM history WHERE record_kind = 'override'").fetchall()
    for number, key, before, after in changes:
        indicator, period = json.loads(key)
        rating = "forecast" if (indicator, period) in forecasts else "current"
        execute(
            "UPDATE history SET record_key = ?, before = ?, after = ? WHERE id = ?",
            (
                json.dumps([indicator, period, rating], ensure_ascii=False),
                _of_rating(before, rating),
                _of_rating(after, rating),
                number,
            ),
        )


def _of_rating(record: str | None, rating: str) -> str | None:
    if record is None:
        return None
    return json.dumps(json.loads(record) | {"rating": rating}, ensure_ascii=False, separators=(",", ":"))


def _is_year(code: str) -> bool:
    """``2017``, ``2016-17``, ``2011-12 FY`` or ``2016-17 AY``; ``2018-04`` is a month."""
    first, _, second = code.partition("-")
    if not second:
        return len(first) == 4 and first.isdecimal()
    if second[2:] in (" FY", " AY"):
        return True
    return len(second) == 2 and second.isdecimal() and not 1 <= int(second) <= 12
