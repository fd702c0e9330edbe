"""Makes tests/importing/files: the sample workbooks as LibreOffice saves them in other formats.

Needs soffice (LibreOffice Calc); the tests only read what is kept. CSV has one file for each sheet.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "resources" / "samples"
FOLDER = PROJECT / "tests" / "importing" / "files"
# comma, quotation marks, UTF-8, every sheet
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
FORMATS = ("ods", "xls", CSV)


def main() -> None:
    """Convert every sample."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("soffice is not on this machine: install LibreOffice Calc")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        for form in FORMATS:
            command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", form]
            files = [str(path) for path in sorted(SAMPLES.glob("*.xlsx"))]
            subprocess.run([*command, "--outdir", str(FOLDER), *files], check=True, stdout=subprocess.DEVNULL)
    for path in sorted(FOLDER.iterdir()):
        print(path)


if __name__ == "__main__":
    main()
