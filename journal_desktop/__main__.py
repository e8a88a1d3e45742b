"""`python -m journal_desktop` is `journal-desktop`."""

from __future__ import annotations

import sys

from journal_desktop.cli import main

sys.exit(main())
