"""Files of published figures about councils that do not exist, as small or as long as a test wants."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

REGIONS = (("E12000091", "Mid Barset"), ("E12000092", "Outer Barset"))
COUNCILS = (
    ("301", "E06000901", "Barchester"),
    ("302", "E06000902", "Plumstead"),
    ("303", "E06000903", "Silverbridge, City of"),
    ("304", "E06000904", "Framley"),
    ("305", "E06000905", "Ullathorne"),
    ("306", "E06000906", "Courcy"),
)
HEADINGS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "sex",
    "type",
    "pupils",
    "absence_percent",
)
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\n"
    "sex,Filter,Sex,,,,,\n"
    "type,Filter,Type of school,,,,,\n"
    "pupils,Indicator,Number of pupils,,,,,\n"
    "absence_percent,Indicator,Absence rate,,%,1,,\n"
)


def places(councils: Sequence[tuple[str, str, str]] = COUNCILS) -> list[tuple[str, ...]]:
    """England, its regions and its councils, as the columns of geography hold them."""
    england = ("E92000001", "England")
    found: list[tuple[str, ...]] = [("National", *england, "", "", "", "", "")]
    found += [("Regional", *england, *region, "", "", "") for region in REGIONS]
    found += [("Local authority", *england, *REGIONS[n % 2], *council) for n, council in enumerate(councils)]
    return found


def rows(years: Sequence[int], councils: Sequence[tuple[str, str, str]] = COUNCILS) -> Iterator[tuple[str, ...]]:
    """Every place, sex and type of each school year. A figure tells where it is from: its year, place and breakdown."""
    for year in years:
        for number, place in enumerate(places(councils)):
            for s, sex in enumerate(("Total", "Female", "Male")):
                for t, kind in enumerate(("Total", "Primary", "Secondary")):
                    pupils = 1000 * number + 100 * (year % 100) + 10 * s + t
                    yield (
                        f"{year}{(year + 1) % 100:02d}",
                        "Academic year",
                        *place,
                        sex,
                        kind,
                        str(pupils),
                        f"{pupils / 1000:.3f}",
                    )


def text_of(lines: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, end: str = "\n") -> str:
    """The rows as the text of a file."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator=end)
    writer.writerow(headings)
    writer.writerows(lines)
    return made.getvalue()


def published(
    path: Path,
    years: Sequence[int] = (2021, 2022, 2023),
    changed: Mapping[Any, str] | None = None,
    *,
    described: bool = True,
) -> Path:
    """A small file, with the one that describes it beside it. ``changed`` gives other texts for some figures.

    They are told by year, place, sex, type and column: ``("202223", "Barchester", "Total", "Total", "pupils")``.
    """
    made = []
    for row in rows(years):
        line = list(row)
        name = line[9] or line[6] or line[4]
        for column in (12, 13):
            line[column] = (changed or {}).get((line[0], name, line[10], line[11], HEADINGS[column]), line[column])
        made.append(line)
    path.write_text(text_of(made), "utf-8")
    if described:
        path.with_name(f"{path.stem}.meta.csv").write_text(META, "utf-8")
    return path


def long_file(path: Path, count: int) -> Path:
    """A file of ``count`` rows: 152 councils, some with names in quotation marks, in 30 breakdowns by 9 and some years."""
    councils = [
        (str(200 + n), f"E0600{n:04d}", f"Council {n}" if n % 7 else f"Council {n}, City of") for n in range(152)
    ]
    needs = ("Total", *(f"Need {n}" for n in range(29)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*HEADINGS[:12], "need", *HEADINGS[12:], "more", "still_more"))
        endless = ((*row[:12], need, *row[12:]) for row in rows(range(2001, 2100), councils) for need in needs)
        writer.writerows(
            (*row, f"{n % 977}.{n % 10}", f"{n % 13 / 7:.6f}") for n, row in enumerate(islice(endless, count))
        )
    return path
