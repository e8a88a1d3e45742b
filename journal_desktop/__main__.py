"""`python -m journal_desktop` is `journal-desktop`."""

from __future__ import annotations

import multiprocessing
import sys

from journal_desktop.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen program is started again to read old .xls files
    sys.exit(main())
