"""Makes resources/samples: the workbooks of Barchester County Council, a council that does not exist.

The layouts are those that English councils use. The figures are made to show every feature, and a few mistakes are
made on purpose so that the checks have something to find: see each module of sample_workbooks. The same source
always gives the same bytes.
"""

import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from sample_workbooks import (
    budget,
    county_report,
    forward_plan,
    highlights,
    localities,
    quarterly,
    recommendations,
    registers,
    risks,
    vital_signs,
)

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples"
WORKBOOKS = {
    "barchester-vital-signs-2025-04.xlsx": vital_signs.make,
    "barchester-county-report-2025-04.xlsx": county_report.make,
    "barchester-localities-2025-04.xlsx": localities.make,
    "barchester-scorecard-2024-25-q4.xlsx": quarterly.make,
    "barchester-risk-register-2025-07.xlsx": risks.make,
    "barchester-recommendations-2025-07.xlsx": recommendations.make,
    "barchester-programmes-and-meetings-2025-07.xlsx": registers.make,
    "barchester-forward-plan-2025-07.xlsx": forward_plan.make,
    "barchester-highlight-report-2025-06.xlsx": highlights.make,
    "barchester-budget-2025-26-m2.xlsx": budget.make,
    "barchester-budget-2025-26-m3.xlsx": budget.make_later,
}
_MADE = "2025-06-20T09:00:00Z"
_ZIP_DAY = (2025, 6, 20, 9, 0, 0)


def content(workbook: Workbook) -> bytes:
    """The workbook's file, with the clock kept out of it."""
    workbook.properties.creator = "Barchester County Council"
    written = BytesIO()
    workbook.save(written)
    fixed = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(W3CDTF\">)[^<]*", rb"\g<1>" + _MADE.encode(), part)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, part, compresslevel=9)
    return fixed.getvalue()


def main(folder: Path) -> None:
    """Write every workbook into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in WORKBOOKS.items():
        (folder / name).write_bytes(content(make()))
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
