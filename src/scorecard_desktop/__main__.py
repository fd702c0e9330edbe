"""Open the window: ``python -m scorecard_desktop``. The command and frozen builds start here too."""

import gc
import sys

gc.disable()  # nothing that is loaded at start is let go again; the window collects when it has time

from scorecard_desktop.app import main  # noqa: E402 -- after that

if __name__ == "__main__":
    sys.exit(main())
