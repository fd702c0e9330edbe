"""Where the program keeps what is not given a place."""

from __future__ import annotations

import getpass
from pathlib import Path

from platformdirs import PlatformDirs

from scorecard_desktop.domain.refusal import Refusal

_NAME = "Scorecard Desktop"


def default_store() -> Path:
    """The store that is opened where none is named, in the user's own data folder; the folder is made.

    Raises Refusal where it cannot be made.
    """
    folder = Path(PlatformDirs(_NAME, appauthor=False).user_data_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"The folder “{folder}” cannot be made: {error.strerror}. Name another place for the file."
        ) from error
    return folder / "scorecard.scorecard"


_SAMPLE_FOLDER = "Sample council"
SAMPLE_NAME = "barchester.scorecard"
"""The file of the sample council."""


def sample_store() -> Path:
    """Where the sample council's store is, or would be, beside the one that is opened where none is named.

    Raises Refusal where its folder's own cannot be made.
    """
    return default_store().with_name(_SAMPLE_FOLDER) / SAMPLE_NAME


def log_folder() -> Path:
    """Where reports of faults are written. It may not be there yet."""
    return Path(PlatformDirs(_NAME, appauthor=False).user_log_dir)


def state_folder() -> Path:
    """Where notes of what is being done are kept, the user's own. It may not be there yet."""
    return Path(PlatformDirs(_NAME, appauthor=False).user_state_dir)


def user_name() -> str:
    """Who is using the program, as the system knows them; for history and for saying who holds a file."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in some containers
        return "unknown"


def is_sample(store: Path) -> bool:
    """Whether a store is the sample council's own, in which nothing is real. Makes no folder."""
    data = Path(PlatformDirs(_NAME, appauthor=False).user_data_dir)
    return store.resolve() == (data / _SAMPLE_FOLDER / SAMPLE_NAME).resolve()


def papers_folder(store: Path) -> Path:
    """Where a paper of a store is offered to be written: beside it, but for a store in the program's own folder.

    That folder is hidden on most systems: what an officer writes goes to their documents, or else their home.
    """
    data = Path(PlatformDirs(_NAME, appauthor=False).user_data_dir).resolve()
    return documents() if store.resolve().is_relative_to(data) else store.parent


def documents() -> Path:
    """The user's documents, or their home where they have no folder of that name."""
    found = Path(PlatformDirs().user_documents_dir)
    return found if found.is_dir() else Path.home()
