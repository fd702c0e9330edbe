"""Where the frozen program begins: as the window or, where it was called by that name, as the ``scorecard`` command."""

import os
import sys


def called_as() -> str:
    """The name that it was called by. On Linux the command is a link to the window's program."""
    called = sys.executable if sys.platform == "win32" else sys.argv[0]
    return os.path.splitext(os.path.basename(called))[0]  # noqa: PTH119, PTH122 -- pathlib takes longer to load


def window() -> int:
    """Open the window."""
    # A program of Windows without a console has no streams, and what is said on them would be a fault.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- open until the program ends
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    import scorecard_desktop.__main__ as program

    return program.main()  # type: ignore[attr-defined]


def command() -> int:
    """Run the command; or read files for another process, which services/reading.py asks for."""
    if sys.argv[1:] == ["--read-for-another"]:
        from scorecard_desktop.services.reading_process import main as read

        read()
        return 0
    from scorecard_desktop.cli import main

    return main()


sys.exit(command() if called_as() == "scorecard" else window())
