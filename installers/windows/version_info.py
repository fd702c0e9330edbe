"""What Windows shows of a program under Properties, Details."""

from __future__ import annotations

import re
from typing import Any


def version_info(name: str, version: str) -> Any:  # noqa: ANN401 -- PyInstaller's, which is there on Windows only
    """The version resource of one of the frozen programs, as PyInstaller takes it."""
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    numbers = tuple(([int(part) for part in re.findall(r"\d+", version)] + [0] * 4)[:4])
    told = {
        "CompanyName": "Scorecard Desktop contributors",
        "FileDescription": "Scorecard Desktop" if name == "scorecard-desktop" else "Scorecard Desktop: the command",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT Licence",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Scorecard Desktop",
        "ProductVersion": version,
    }
    british, unicode = 0x0809, 1200
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo(
                [StringTable(f"{british:04X}{unicode:04X}", [StringStruct(*pair) for pair in told.items()])]
            ),
            VarFileInfo([VarStruct("Translation", [british, unicode])]),
        ],
    )
