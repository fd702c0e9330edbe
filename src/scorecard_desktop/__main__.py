"""Open the window: ``python -m scorecard_desktop``. Frozen builds start here too."""

import sys

from scorecard_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
