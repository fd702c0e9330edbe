"""Files made to harm: refused in one line, or read with findings; never a crash, a hang, much memory or half an import.

Each is imported by the command in a process of its own with no more than a gibibyte of memory. Ten seconds are meant
of the processor, so that a busy machine does not make a test fail.
"""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.importing import Limits, gather
from scorecard_desktop.importing.limits import limits_of
from scorecard_desktop.services.session import Session
from support.hostile import HOSTILE, MEGABYTE, SHEET, cells, sheet_with, suffix, with_parts

SECONDS = 10
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MEMORY = 1024 * 1024 * 1024
REFUSED = 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is given its limits by POSIX")


def rows_of(rows: list[list[object]]) -> bytes:
    """The sheet of these rows."""
    written = (
        "".join(
            f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="str"><v>{value}</v></c>' for value in row
        )
        for row in rows
    )
    return b"".join(sheet_with(f"<row>{row}</row>".encode() for row in written))


def import_alone(path: Path, store: Path) -> tuple[int, str]:
    """The command's exit code and what it said on standard error; fails where it takes too long."""
    limited = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
        "from scorecard_desktop.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", limited, "--store", str(store), "import", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, env=os.environ)
    assert done.returncode not in (-signal.SIGXCPU, -signal.SIGKILL), f"{path.name} held the program up"
    return done.returncode, done.stderr


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_file_made_to_harm_does_none(tmp_path, name):
    path = tmp_path / f"{name}.{suffix(name)}"
    HOSTILE[name](path)
    store = tmp_path / "council.scorecard"
    code, said = import_alone(path, store)
    assert code in (0, 1, REFUSED), said
    assert "Traceback" not in said
    if code == REFUSED:
        assert path.name in said
        assert said.count("\n") == 1
        assert not store.exists()
    else:
        with Session.open(store, read_only=True) as session:
            assert session.book.all(Observation)


@pytest.mark.parametrize(
    "name", ["a_million_styled_empty_columns", "a_link_to_another_workbook", "a_sheet_that_lies_about_its_size"]
)
def test_that_what_can_be_read_of_it_is_read(tmp_path, name):
    path = tmp_path / "MI.xlsx"
    HOSTILE[name](path)
    found = gather(path)
    assert [f"{record.value}" for record in found.records if isinstance(record, Observation)] == ["5", "7", "8", "9"]


def test_that_the_directory_made_to_lie_does(tmp_path):
    path = tmp_path / "MI.xlsx"
    HOSTILE["a_directory_that_lies_about_sizes"](path)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo(SHEET).file_size == 400
        assert archive.getinfo(SHEET).compress_size > 10_000


def test_that_formulae_typed_as_text_stay_text(tmp_path):
    path = tmp_path / "MI.xlsx"
    HOSTILE["formulae_as_text"](path)
    names = {getattr(record, "name", "") for record in gather(path).records}
    assert "=cmd|' /C calc'!A0" in names


@pytest.mark.parametrize(
    ("setting", "chosen", "content"),
    [
        ("import.file-mb", "1", bytes(2 * MEGABYTE)),
        ("import.unpacked-mb", "1", (b" " * MEGABYTE, b" " * MEGABYTE)),
        ("import.cells", "3", rows_of([["Indicator", "Apr 18"], ["Plans", 5]])),
        ("import.rows", "1", rows_of([["Indicator", "Apr 18"], ["Plans", 5]])),
        ("import.columns", "1", rows_of([["Indicator", "Apr 18"], ["Plans", 5]])),
        ("import.headings", "1", rows_of([["Indicator", "Apr 18"], ["Plans", 5]])),
        ("import.blanks", "3", sheet_with(cells(1, 2, 2))),
        ("import.characters", "9", rows_of([["Indicator", "Apr 18"], ["Plans", 5]])),
    ],
)
def test_that_a_refusal_names_the_setting_that_the_council_can_raise(tmp_path, setting, chosen, content):
    path = tmp_path / "MI.xlsx"
    with_parts(path, sheet=content)
    if setting == "import.file-mb":
        path.write_bytes(b"PK\x03\x04" + content)
    book = Book([Setting(Scope.COUNCIL, "", setting, chosen)])
    with pytest.raises(Refusal, match=f"(?:raise the setting|or) {setting}"):
        gather(path, limits_of(book))


def a_large_councils(path: Path, indicators: int) -> None:
    """Sixty months of so many indicators, each with its numerator and its denominator in rows of their own."""
    months = [f"<c t='str'><v>{month} {year}</v></c>" for year in range(14, 19) for month in MONTHS]
    heads = f"<row><c t='str'><v>Ref</v></c><c t='str'><v>Indicator</v></c>{''.join(months)}</row>"
    counts = "".join(f"<c><v>{at + 10}</v></c>" for at in range(60))

    def rows() -> Iterator[bytes]:
        yield heads.encode()
        for number in range(1, indicators + 1):
            figures = "".join(f"<c><v>{1000 * (at + 10) / 80 // 1 / 10}</v></c>" for at in range(60))
            yield f"<row><c><v>{number}</v></c><c t='str'><v>% of plans {number}</v></c>{figures}</row>".encode()
            yield f"<row><c/><c t='str'><v>Numerator</v></c>{counts}</row>".encode()
            yield f"<row><c/><c t='str'><v>Denominator</v></c>{'<c><v>80</v></c>' * 60}</row>".encode()

    with_parts(path, sheet=sheet_with(rows()))


@pytest.mark.parametrize(("indicators", "comes_in"), [(2_000, True), (2_200, False)])
def test_that_a_large_councils_workbook_comes_in_and_a_larger_one_is_told_the_setting(tmp_path, indicators, comes_in):
    path = tmp_path / "large.xlsx"
    a_large_councils(path, indicators)
    limited = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
        "from scorecard_desktop.domain.book import Book\n"
        "from scorecard_desktop.domain.refusal import Refusal\n"
        "from scorecard_desktop.services.importer import plan_import\n"
        "try:\n"
        "    plan = plan_import(Book(), [Path(sys.argv[1])])\n"
        "    figures = [e.record for e in plan.entries if e.record.record_kind == 'observation']\n"
        "    print(len(figures), all(f.numerator is not None and f.denominator == 80 for f in figures))\n"
        "except Refusal as refusal:\n"
        "    print(refusal.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", limited, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ("120000 True" if comes_in else "raise the setting import.cells") in done.stdout


def test_that_the_length_of_texts_is_a_setting():
    book = Book([Setting(Scope.COUNCIL, "", "import.text", "5")])
    assert limits_of(book) == replace(Limits(), text=5)
