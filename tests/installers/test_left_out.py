"""What is left out of the frozen program: the rules, their table, and the tools that make it small."""

import struct
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "installers" / "frozen")]

import freeze  # noqa: E402
import icons  # noqa: E402
import icu  # noqa: E402
import left_out_table  # noqa: E402
import trimming  # noqa: E402

README = PROJECT / "installers" / "README.md"
MADE_SMALLER = 2
"""Lines of the table that no rule stands for: stripped symbols and ICU's data."""


def test_that_the_table_in_the_readme_has_a_line_for_every_rule_with_its_reason():
    table = {what: why for what, why, _ in left_out_table.read_table(README).lines}
    rules = {rule.what: rule.why for rule in trimming.read_rules()}
    assert rules.items() <= table.items()
    assert len(table) == len(rules) + MADE_SMALLER


def test_that_the_table_says_a_size_under_the_goal():
    assert 50 < left_out_table.read_table(README).size < freeze.GOAL_MB


def test_that_a_table_that_is_no_longer_true_is_told(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("before\n<!-- left out: begins -->\n<!-- left out: ends -->\nafter\n", "utf-8")
    account = left_out_table.Account()
    account.add("tests", "not ours", 10_000_000)
    left_out_table.write_table(file, account, 100_000_000)
    read = left_out_table.read_table(file)
    assert read.differs_from(account, 100_000_000) == []
    account.lines[0] = ("tests", "not ours", 20_000_000)
    account.add("more", "new", 1)
    said = read.differs_from(account, 150_000_000)
    assert len(said) == 3
    assert file.read_text("utf-8").startswith("before\n")
    assert file.read_text("utf-8").endswith("after\n")


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("PySide6/Qt/lib/libQt6Network.so.6", True),
        ("PySide6/QtNetwork.abi3.so", True),
        ("PySide6/Qt6Network.dll", True),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("pandas/tests/frame/test_api.pyc", True),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", False),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", False),
        ("scorecard_desktop/app.pyc", False),
        ("filelock/_api.pyc", False),
        ("numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so", False),
        ("resources/help/start.md", False),
    ],
)
def test_which_paths_are_left_out(path, left_out):
    rules = [rule for rule in trimming.read_rules() if not rule.only_when_not_collected]
    assert (trimming.rule_of(path, rules) is not None) is left_out


def test_that_nothing_of_the_program_itself_and_no_resource_is_left_out():
    rules = [rule for rule in trimming.read_rules() if not rule.only_when_not_collected]
    for file in (PROJECT / "src").rglob("*.py"):
        path = file.relative_to(PROJECT / "src").with_suffix(".pyc").as_posix()
        assert trimming.rule_of(path, rules) is None, path
    for file in (PROJECT / "resources").rglob("*"):
        path = file.relative_to(PROJECT).as_posix()
        assert trimming.rule_of(path, rules) is None, path


def a_package_of_icu(items: dict[str, bytes]) -> bytes:
    header = struct.pack("<H", 32) + b"\xda\x27" + b"\0" * 8 + b"CmnD" + b"\0" * 16
    names, table, data = b"", b"", b""
    begins = 4 + 8 * len(items) + sum(len(name) + 1 for name in items)
    begins += -(32 + begins) % 16
    for name, content in items.items():
        table += struct.pack("<II", 4 + 8 * len(items) + len(names), begins + len(data))
        names += name.encode() + b"\0"
        data += content
    front = struct.pack("<I", len(items)) + table + names
    return header + front + b"\0" * (begins - len(front)) + data


def test_that_icus_data_keep_english_and_what_is_of_no_language():
    items = {
        "icudt73l/cnvalias.icu": b"a" * 16,
        "icudt73l/coll/root.res": b"b" * 32,
        "icudt73l/de.res": b"c" * 48,
        "icudt73l/en_GB.res": b"d" * 16,
        "icudt73l/ibm-437.cnv": b"e" * 16,
        "icudt73l/zoneinfo64.res": b"f" * 16,
    }
    kept = {name: content for name, content in items.items() if "de.res" not in name and ".cnv" not in name}
    assert icu.smaller(a_package_of_icu(items)) == a_package_of_icu(kept)


def test_that_what_is_not_icus_is_not_touched():
    with pytest.raises(ValueError, match="not the data of ICU"):
        icu.smaller(b"\x7fELF" + b"\0" * 60)


def test_that_a_library_which_linux_would_refuse_is_known():
    def library(offset: int) -> bytes:
        head = bytearray(64)
        struct.pack_into("<Q", head, 0x20, 64)
        struct.pack_into("<HH", head, 0x36, 56, 1)
        return bytes(head) + struct.pack("<IIQQQQQQ", 1, 5, offset, 0x1000, 0x1000, 10, 10, 0x1000)

    assert freeze.is_aligned(library(0x2000))
    assert not freeze.is_aligned(library(0x2008))


def test_that_the_icon_is_drawn_in_every_form(tmp_path):
    icons.make(tmp_path)
    assert (tmp_path / "48.png").read_bytes().startswith(b"\x89PNG")
    of_windows = (tmp_path / "scorecard.ico").read_bytes()
    assert struct.unpack_from("<HHH", of_windows) == (0, 1, 6)
    length, begins = struct.unpack_from("<II", of_windows, 6 + 5 * 16 + 8)
    assert of_windows[begins : begins + 4] == b"\x89PNG"
    assert begins + length == len(of_windows)
    of_macos = (tmp_path / "scorecard.icns").read_bytes()
    assert of_macos[:4] == b"icns"
    assert struct.unpack(">I", of_macos[4:8])[0] == len(of_macos)
