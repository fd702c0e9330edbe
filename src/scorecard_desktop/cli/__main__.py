"""``python -m scorecard_desktop.cli``."""

import sys

from scorecard_desktop.cli import main

sys.exit(main())
