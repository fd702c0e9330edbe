"""What macOS reads of the bundle: the kinds of files that it opens, and where it runs."""

from __future__ import annotations

from typing import Any

IDENTIFIER = "uk.scorecard_desktop.ScorecardDesktop"
STORE = "uk.scorecard-desktop.store"
_WORKBOOKS = (
    "org.openxmlformats.spreadsheetml.sheet",
    "org.openxmlformats.spreadsheetml.sheet.macroenabled",
    "com.microsoft.excel.xls",
    "org.oasis-open.opendocument.spreadsheet",
    "public.comma-separated-values-text",
)


def information(version: str) -> dict[str, Any]:
    """The bundle's Info.plist: a store is opened by a double-click, a workbook under “Open With”."""
    return {
        "CFBundleName": "Scorecard Desktop",
        "CFBundleDisplayName": "Scorecard Desktop",
        "CFBundleExecutable": "scorecard-desktop",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en-GB",
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT Licence, Scorecard Desktop contributors",
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Scorecard file",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [STORE],
            },
            {
                "CFBundleTypeName": "Workbook",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(_WORKBOOKS),
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": STORE,
                "UTTypeDescription": "Scorecard file",
                "UTTypeConformsTo": ["public.database", "public.data"],
                "UTTypeTagSpecification": {"public.filename-extension": ["scorecard"]},
            }
        ],
    }
