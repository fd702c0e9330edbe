"""What macOS reads of the bundle."""

import plistlib
import sys
from pathlib import Path

from scorecard_desktop import __version__

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "installers" / "macos"))

import bundle  # noqa: E402


def test_that_a_store_is_the_programs_own_and_a_workbook_only_offered():
    told = plistlib.loads(plistlib.dumps(bundle.information(__version__)))
    assert told["CFBundleShortVersionString"] == __version__
    assert told["CFBundleExecutable"] == "scorecard-desktop"
    ranks = {kind["LSHandlerRank"]: kind["LSItemContentTypes"] for kind in told["CFBundleDocumentTypes"]}
    assert ranks["Owner"] == [bundle.STORE]
    assert "org.openxmlformats.spreadsheetml.sheet" in ranks["Alternate"]
    (declared,) = told["UTExportedTypeDeclarations"]
    assert declared["UTTypeTagSpecification"] == {"public.filename-extension": ["scorecard"]}


def test_that_the_bundle_asks_for_nothing_but_what_python_needs():
    asked = plistlib.loads((PROJECT / "installers" / "macos" / "entitlements.plist").read_bytes())
    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
